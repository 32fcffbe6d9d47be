"""Which element of one state is which of the other: by id, by a declared rename, and what is only alike."""

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any, get_args, get_type_hints

from zonebook.assess.planning.comparison.plain_form import facts
from zonebook.model.subject import PLURALS
from zonebook.model.system import System
from zonebook.model.vocabulary import SubjectType
from zonebook.values.record import dataclass

Shelves = Mapping[str, Mapping[str, Any]]
"""The elements of one state by section and id."""


def sections_with(name: str) -> tuple[str, ...]:
    """Return the sections of a system whose elements have a field of this name, in the order of the language."""
    return tuple(
        section
        for section, hint in get_type_hints(System).items()
        if any(is_dataclass(each) and name in each.__dataclass_fields__ for each in get_args(hint))
    )


SECTIONS = sections_with("was")
"""The sections of a system whose elements can be renamed."""
COMPARED = (*SECTIONS, "threats")
"""The sections that are compared entry by entry; threats that a system states keep their ids."""
SECTION_OF: Mapping[SubjectType, str] = {about: word for about, word in PLURALS.items() if word in SECTIONS}
"""The section of each type of subject that is an element."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renames:
    """The declared renames: the id in the new state, with its section, to the id in the old one."""

    former: Mapping[tuple[str, str], str]

    def first(self, sections: tuple[str, ...], id_: str) -> str:
        """Return the id of the old state for an id of the new one in any of these sections."""
        return next((self.former[each, id_] for each in sections if (each, id_) in self.former), id_)

    def of(self, about: SubjectType, element: str) -> str:
        """Return the id of the old state for an element of the new one."""
        return self.first((SECTION_OF.get(about, ""),), element)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """An element removed and one added that say the same; `line` is what would declare the rename."""

    section: str
    before: str
    after: str

    @property
    def line(self) -> str:
        """The line to add to the new element."""
        return f"was: {self.before}"


def unchanged(_: tuple[str, ...], id_: str) -> str:
    """Return the id itself: the state that gives the ids its names."""
    return id_


def declared(old: Shelves, new: Shelves) -> Renames:
    """Return the renames that `was` declares on either side, where the other side has only the other id."""
    found: dict[tuple[str, str], str] = {}
    for section in SECTIONS:
        before, after = old.get(section, {}), new.get(section, {})
        taken: set[str] = set()
        pairs = [(each.was, each.id) for each in after.values()] + [(each.id, each.was) for each in before.values()]
        for former, id_ in pairs:
            apart = former in before and id_ in after and former not in after and id_ not in before
            if apart and former not in taken and (section, id_) not in found:
                found[section, id_] = former
                taken.add(former)
    return Renames(former=found)


def alike(old: Shelves, new: Shelves, renames: Renames) -> Iterator[Likeness]:
    """Yield each pair of a removed and an added element that say exactly the same, where no third one does."""
    for section in SECTIONS:
        before, after = old.get(section, {}), new.get(section, {})
        known = {renames.first((section,), id_) for id_ in after}
        gone = _by_content({id_: facts(each, unchanged) for id_, each in before.items() if id_ not in known})
        made = _by_content(
            {
                id_: facts(each, renames.first)
                for id_, each in after.items()
                if renames.first((section,), id_) not in before
            }
        )
        for content, ids in gone.items():
            if len(ids) == 1 and len(made.get(content, ())) == 1:
                yield Likeness(section=section, before=ids[0], after=made[content][0])


def _by_content(found: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
    by: dict[str, list[str]] = {}
    for id_, each in found.items():
        if each:
            by.setdefault(repr(sorted(each.items())), []).append(id_)
    return by
