"""Tests of a threat by its own examples: it must fire on those of `fires` and stay quiet on those of `quiet`."""

from collections.abc import Iterator, Mapping
from typing import Literal

from zonebook.assess.answer import Holds, NotStated
from zonebook.assess.conditions.entry_conditions import conditions, entry_condition
from zonebook.assess.findings import evaluation, treatment
from zonebook.model import binding, consistency, references
from zonebook.model.catalogue import Catalogue, Example, Threat
from zonebook.model.elements import FILE
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import Subject, subjects
from zonebook.model.system import Organisation, System, Workspace
from zonebook.model.vocabulary import About
from zonebook.values import Data, Document, Problem, Route

Side = Literal["fires", "quiet"]
_UNTITLED: Mapping[str, Data] = {"system": {"title": "Example"}}
"""What an example says of its system where it says nothing."""


def failing(threat: Threat, document: Document, catalogue: Catalogue, known: references.Known) -> Iterator[Problem]:
    """Yield a problem for each example of a threat that is no valid model, or that has another result."""
    for side, examples in (("fires", threat.fires), ("quiet", threat.quiet)):
        for index, example in enumerate(examples):
            route: Route = (side, index)
            place = document.place(route)
            wrong = list(_links(document, route, known)) or None
            if wrong:
                yield from wrong
                continue
            message = _outcome(threat, example, catalogue, "fires" if side == "fires" else "quiet")
            if message:
                yield Problem(place=place, code="example", message=message)


def _links(document: Document, route: Route, known: references.Known) -> Iterator[Problem]:
    """Yield the problems of the small model, at their places in the threat."""
    example = document.data[route[0]][route[1]]
    organisation, given = example.get("house", {}), example["given"]
    for word, type_ in (("house", Organisation), ("given", System)):
        data = organisation if word == "house" else given
        inside = _Inside(document, (*route, word), data).document
        names = list(binding.marked(type_, data))
        there = references.known_to_system(known, organisation, given if word == "given" else {})
        yield from references.broken(inside, names, there)
        yield from references.settings(inside, there)
        yield from consistency.impossible(inside, names)
    yield from consistency.unbuildable(_Inside(document, (*route, "given"), {**_UNTITLED, **example["given"]}).document)


class _Inside:
    """A part of a document, seen as a document of its own."""

    def __init__(self, document: Document, route: Route, data: Data) -> None:
        depth = len(route)
        values = {key[depth:]: place for key, place in document.values.items() if key[:depth] == route}
        keys = {key[depth:]: place for key, place in document.keys.items() if key[:depth] == route}
        typed = {key[depth:]: text for key, text in document.typed.items() if key[:depth] == route}
        self.document = Document(path=document.path, data=data, values=values, keys=keys, typed=typed)


def example_scene(example: Example, catalogue: Catalogue) -> ResolvedSystem:
    """Return the resolved system of an example: its small model with the catalogue, its organisation and its day."""
    data: Mapping[str, Data] = {**_UNTITLED, **example.given}
    system = binding.build(System, Document(path="example", data=data))
    organisation = binding.build(Organisation, Document(path="organisation", data=example.house))
    workspace = Workspace(
        catalogue=catalogue, organisation=organisation, systems={"example": system}, evidence=_files(example)
    )
    return ResolvedSystem(workspace, system, example.as_of)


def _files(example: Example) -> dict[str, str | None]:
    """Return the state of each file that an example names; nothing where it does not say which files exist."""
    there = example.files
    if there is None:
        return {}
    names = (*binding.marked(Organisation, example.house), *binding.marked(System, example.given))
    return {each.text: there.get(each.text) for each in names if each.mark == FILE}


def _subjects(resolved: ResolvedSystem, about: About) -> tuple[Subject[object], ...]:
    """Return the subjects of one type; those of decisions need the findings first."""
    if about != "decision":
        return subjects(resolved, about)
    asked = conditions(resolved.catalogue)
    return treatment.treated(resolved, evaluation.verdicts(resolved, asked, resolved.as_of).findings)


def _outcome(threat: Threat, example: Example, catalogue: Catalogue, side: Side) -> str:
    """Return what is wrong with an example, or nothing."""
    resolved = example_scene(example, catalogue)
    asked = entry_condition(threat)
    found = [at for at in _subjects(resolved, threat.about) if not example.element or at.id == example.element]
    if not found:
        return f"the example has no {threat.about} `{example.element}`"
    answers = [asked(at) for at in found]
    fires = any(isinstance(answer, Holds) for answer in answers)
    if side == "fires" and not fires:
        gap = next((answer for answer in answers if isinstance(answer, NotStated)), None)
        why = f"it cannot tell before {', '.join(gap.attributes)} is stated" if gap else "it stays quiet"
        return f"the threat should fire here, and {why}"
    if side == "quiet" and any(answer is not None for answer in answers):
        first = next(answer for answer in answers if answer is not None)
        why = "; ".join(first.reasons) if isinstance(first, Holds) else f"not stated: {', '.join(first.attributes)}"
        return f"the threat should be quiet here, and it is not: {why}"
    return ""
