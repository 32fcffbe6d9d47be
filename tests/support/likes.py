"""Likes of an element: each differs from it in one fact, its own or one of what it names, at any depth up to two.

What refers to an element refers to none of its likes. So a word that reads anything of an element, of what it names, or
of what names it, can answer differently for a like.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, replace
from functools import partial
from random import Random
from typing import Any

from tests.support.strategies import controls, values

from zonebook.model.catalogue import Kind
from zonebook.model.elements import ELEMENTS, Statement, Status
from zonebook.model.subject import PLURALS
from zonebook.model.system import System, Workspace
from zonebook.model.vocabulary import About
from zonebook.values import Place

Others = Mapping[tuple[str, str], Any]
"""Elements that a like names and the system does not have, by shelf and id."""
Like = tuple[Any, Others]
NAME = "like-"
"""What the ids of likes begin with; the first of them is like the element in everything."""
_NEVER = frozenset(("id", "place"))
"""What is no fact: by the id an element is named, and by the place it is found."""
_DEPTH = 2
_MOST = 3
"""How many other values an attribute has in likes."""


def with_likes(workspace: Workspace, about: About, name: str, dice: Random) -> Workspace:
    """Return the workspace of one system with the likes of one of its elements beside it."""
    (system,) = workspace.systems.values()
    shelves: dict[str, Any] = {shelf: dict(getattr(system, shelf)) for shelf in ELEMENTS}
    shelf = PLURALS[about]
    found = _Maker(workspace, system, dice).likes(shelf, shelves[shelf][name], _DEPTH)
    for number, (like, others) in enumerate(found):
        shelves[shelf][f"{NAME}{number}"] = replace(like, id=f"{NAME}{number}")
        for (where, other), element in others.items():
            shelves[where][other] = element
    return replace(workspace, systems={system.id: replace(system, **shelves)})


class _Maker:
    """Makes the likes of elements of one system."""

    def __init__(self, workspace: Workspace, system: System, dice: Random) -> None:
        self._workspace, self._system, self._dice = workspace, system, dice
        self._made = 0

    def likes(self, shelf: str, element: Any, depth: int) -> Iterator[Like]:  # noqa: ANN401  of any type
        """Yield an element as it is, with each other value of each attribute, and with each like of what it names."""
        yield element, {}
        for field in fields(element):
            if field.name in _NEVER:
                continue
            most = _MOST if depth == _DEPTH else 1
            for value in self._others(shelf, element, field.name)[: None if field.name == "settings" else most]:
                yield replace(element, **{field.name: value}), {}
            if depth:
                yield from self._naming(element, field.name, depth)

    def _naming(self, element: Any, attribute: str, depth: int) -> Iterator[Like]:  # noqa: ANN401  of any type
        """Yield an element with each like of each element that an attribute names."""
        said = getattr(element, attribute)
        for name in (said,) if isinstance(said, str) else said if isinstance(said, tuple) else ():
            for shelf in (each for each in ELEMENTS if isinstance(name, str) and name in getattr(self._system, each)):
                for like, others in self.likes(shelf, getattr(self._system, shelf)[name], depth - 1):
                    self._made += 1
                    new = f"{name}-{self._made}"
                    put = partial(lambda old, new, one: new if one == old else one, name, new)
                    changed = put(said) if isinstance(said, str) else tuple(map(put, said))
                    yield replace(element, **{attribute: changed}), {**others, (shelf, new): replace(like, id=new)}

    def _others(self, shelf: str, element: Any, attribute: str) -> list[Any]:  # noqa: ANN401  of any type
        """Return other values of an attribute: those of others of its type, and that of one that states nothing."""
        said = getattr(element, attribute)
        if attribute == "settings":
            return [*self._settings(element)]
        if attribute == "controls":
            return [*self._controls(shelf, element)]
        found = [getattr(each, attribute) for each in getattr(self._system, shelf).values()]
        other = [f"other-{attribute}"] if attribute in {"title", "summary", "version"} else []
        unlike: list[Any] = []
        for each in (*other, *_unstated(element, attribute), *self._dice.sample(found, len(found))):
            if each not in unlike and each != said:
                unlike.append(each)
        return unlike

    def _kind(self, element: Any) -> Kind | None:  # noqa: ANN401  of any type
        return self._workspace.catalogue.kinds.get(element.kind)

    def _settings(self, element: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401  of any type
        """Yield the settings with another value of each that the kind has, and without each that is stated."""
        kind = self._kind(element)
        for name in kind.settings if kind else ():
            others = [each for each in values(kind, name) if each != element.settings.get(name)] if kind else []
            yield {**element.settings, name: self._dice.choice(others)}
            if name in element.settings:
                yield {one: value for one, value in element.settings.items() if one != name}

    def _controls(self, shelf: str, element: Any) -> Iterator[Mapping[str, Statement]]:  # noqa: ANN401  of any type
        """Yield what is stated of controls with one more, with another status of each, and without each."""
        place = Place(path="world")
        about = next(about for about, each in PLURALS.items() if each == shelf)
        some: Iterable[str] = (*element.controls, *self._system.controls, *controls(about))
        names = list(dict.fromkeys(some))
        for name in self._dice.sample(names, len(names)):
            said = element.controls.get(name)
            status: Status = "met" if said is None or said.status != "met" else "not-met"
            yield {**element.controls, name: Statement(status=status, place=place)}
            if said:
                yield {one: each for one, each in element.controls.items() if one != name}


def _unstated(element: Any, attribute: str) -> Iterator[Any]:  # noqa: ANN401  of any type
    """Yield the value of an attribute that is not stated; nothing where it has to be stated."""
    field = next(each for each in fields(element) if each.name == attribute)
    if field.default is not MISSING:
        yield field.default
    elif field.default_factory is not MISSING:
        yield field.default_factory()
