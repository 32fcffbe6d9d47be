"""Statements of a change that take findings away without changing the design: each counts as an acceptance."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from zonebook.assess.planning.comparison.limits import limits_change, said
from zonebook.assess.planning.comparison.renames import SECTIONS, Renames, sections_with
from zonebook.model.elements import ELEMENTS, DataAsset, Statement, Zone
from zonebook.model.system import Head, Organisation, System
from zonebook.model.threats.stated import StatedThreat
from zonebook.model.vocabulary import above, words
from zonebook.values.record import dataclass

_WITH_CONTROLS = tuple(each for each in sections_with("controls") if each in SECTIONS)
"""The sections whose elements state controls of their own."""
_SENSITIVITY = ("classification", "confidentiality", "integrity", "availability")


@dataclass(frozen=True, slots=True, kw_only=True)
class Silencer:
    """A statement that may silence findings: what it says, and the party that it names, if any."""

    says: str
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsilenced:
    """A system and its organisation as they would be without the silencers of a change."""

    system: System
    organisation: Organisation
    silencers: tuple[Silencer, ...]


House = tuple[Organisation, Organisation]
"""The old organisation and the new one."""


def unsilenced(old: System, new: System, house: House, renames: Renames) -> Unsilenced:
    """Return the new system, in the new organisation, with what may silence findings as the old state has it.

    That is: a control not applicable, another trust of a zone, another sensitivity of data, another criticality, an
    actor that is trusted now, an element put out of scope, a threat that an assumption excludes, a threat of its own
    that it states no more, or as less bad. Decisions stay: their findings are known.
    """
    parts: dict[str, Any] = {}
    found: list[Silencer] = []
    for section in (*_WITH_CONTROLS, "data"):
        before, after = getattr(old, section), getattr(new, section)
        undone = {}
        for id_, each in after.items():
            undone[id_], silencers = _undone(before.get(renames.first((section,), id_)), each, section)
            found += silencers
        parts[section] = undone
    head, silencers = _head(old.system, new.system)
    controls, more = _controls(old.controls, new.controls, "the system")
    organisation, shared = _house(*house, renames)
    threats, weakened = _threats(old, new, house[1], renames)
    limits = limits_change(old, new, renames)
    parts |= {"out_of_scope": limits.out_of_scope, "assumptions": limits.assumptions}
    aside = (Silencer(says=said(each), by=each.by) for each in limits.widened)
    return Unsilenced(
        system=replace(new, **parts, system=head, controls=controls, threats=threats),
        organisation=organisation,
        silencers=(*found, *silencers, *more, *weakened, *shared, *aside),
    )


def _threats(
    old: System, new: System, house: Organisation, renames: Renames
) -> tuple[Mapping[str, StatedThreat], list[Silencer]]:
    """Return the threats of the new system as if none of the old ones were taken away or weakened, and what is.

    One whose elements are all gone is taken away by the design.
    """
    shelves = {word: getattr(new, word) for word in ELEMENTS} | {"accounts": {**house.accounts, **new.accounts}}
    now = {renames.first((word,), id_): id_ for word, shelf in shelves.items() for id_ in shelf}
    kept, found = dict(new.threats), []
    for id_, before in old.threats.items():
        after = new.threats.get(id_)
        elements = tuple(now[each] for each in before.elements if each in now)
        if after is None and (elements or not before.elements):
            kept[id_] = replace(before, elements=elements)
            found.append(Silencer(says=f"threat {id_} is stated no more"))
        elif after is not None:
            kept[id_], says = _weakened(before, after, elements)
            found += [Silencer(says=f"threat {id_}: {each}") for each in says]
    return kept, found


def _weakened(before: StatedThreat, after: StatedThreat, elements: tuple[str, ...]) -> tuple[StatedThreat, list[str]]:
    """Return a threat as bad as it was, at the elements where it was and that are still there, and the changes."""
    restored: dict[str, Any] = {}
    says = []
    for name in ("likelihood", "impact"):
        was, now = getattr(before, name), getattr(after, name)
        if above(was, now):
            restored[name] = was
            says.append(f"{name} {words(was)} → {words(now)}")
    if after.elements and (left := [each for each in elements if each not in after.elements]):
        restored["elements"] = (*after.elements, *left)
        says.append(f"no more of {', '.join(left)}")
    return (replace(after, **restored) if restored else after), says


def _house(old: Organisation, new: Organisation, renames: Renames) -> tuple[Organisation, list[Silencer]]:
    """Return the new organisation without its silencers, and these."""
    controls, found = _controls(old.controls, new.controls, "every system")
    accounts = {}
    for id_, each in new.accounts.items():
        accounts[id_], silencers = _undone(old.accounts.get(renames.first(("accounts",), id_)), each, "accounts")
        found += silencers
    return replace(new, controls=controls, accounts=accounts), found


def _undone(old: Any, new: Any, section: str) -> tuple[Any, list[Silencer]]:  # noqa: ANN401  any element
    """Return an element without its silencers, and these."""
    restored: dict[str, Any] = {}
    found: list[Silencer] = []
    if section in _WITH_CONTROLS:
        controls, found = _controls(old.controls if old else {}, new.controls, new.id)
        if found:
            restored["controls"] = controls
    for name in _silencing(old, new):
        restored[name] = getattr(old, name)
        found.append(Silencer(says=f"{name} of {new.id}: {_said(getattr(old, name))} → {_said(getattr(new, name))}"))
    return (replace(new, **restored) if restored else new), found


def _silencing(old: Any, new: Any) -> Iterator[str]:  # noqa: ANN401  any element
    """Yield the fields of an element in both states that weigh findings, and are stated otherwise now."""
    if old is None:
        return
    if isinstance(new, Zone):
        names: tuple[str, ...] = ("trust",)
    elif isinstance(new, DataAsset):
        names = _SENSITIVITY
    else:
        names = ("trusted",) if getattr(new, "trusted", None) else ()
    yield from (name for name in names if getattr(old, name) != getattr(new, name))


def _controls(
    old: Mapping[str, Statement], new: Mapping[str, Statement], where: str
) -> tuple[Mapping[str, Statement], list[Silencer]]:
    """Return statements about controls without those that are newly not applicable, and these."""
    kept, found = dict(new), []
    for id_, each in new.items():
        before = old.get(id_)
        if each.status == "not-applicable" and (before is None or before.status != "not-applicable"):
            found.append(Silencer(says=f"{id_} not applicable to {where}", by=each.by))
            if before:
                kept[id_] = before
            else:
                del kept[id_]
    return kept, found


def _head(old: Head, new: Head) -> tuple[Head, list[Silencer]]:
    found = []
    if old.criticality != new.criticality:
        found.append(Silencer(says=f"criticality: {_said(old.criticality)} → {_said(new.criticality)}"))
    return replace(new, criticality=old.criticality), found


def _said(value: object) -> str:
    return "not stated" if value in (None, "") else str(value)
