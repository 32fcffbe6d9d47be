"""Elements that were added, removed, renamed or changed, said in the words of the field."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from zonebook.assess.planning.comparison.plain_form import NOT_STATED, facts, spelt
from zonebook.assess.planning.comparison.renames import COMPARED, Renames, Shelves, unchanged
from zonebook.model.elements import Flow, Zone
from zonebook.model.resolved import ResolvedSystem
from zonebook.values import Place
from zonebook.values.record import dataclass

ElementMove = Literal["added", "removed", "renamed", "changed"]
Says = Callable[[str, Any, Any], str]

SINGULAR: Mapping[str, str] = {
    "parties": "party",
    "identities": "identity",
    "data": "data",
    "classifications": "classification",
}
"""The names of one element of a section, where it is not the section's without the last letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """What is stated by a name, before and after, as text."""

    name: str
    before: str
    after: str

    def __str__(self) -> str:
        """Return the change on one line."""
        return f"{self.name}: {self.before} → {self.after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementChange:
    """A change of one element; `former` is its old id where it was renamed, `says` what changed, in words."""

    section: str
    id: str
    kind: ElementMove
    place: Place
    former: str = ""
    fields: tuple[FieldChange, ...] = ()
    says: tuple[str, ...] = ()

    @property
    def noun(self) -> str:
        """What it is, in one word."""
        return SINGULAR.get(self.section, self.section.removesuffix("s"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The two states of the elements: each with the system that it is resolved in, None for the organisation."""

    old: Shelves
    new: Shelves
    renames: Renames
    before: ResolvedSystem | None = None
    after: ResolvedSystem | None = None


def element_changes(shown: Shown, sections: tuple[str, ...] = COMPARED) -> tuple[ElementChange, ...]:
    """Return every change of an element, in the order of the language and of the new text, removed ones last."""
    return tuple(each for section in sections for each in _of_section(shown, section))


def _of_section(shown: Shown, section: str) -> Iterator[ElementChange]:
    before, after = shown.old.get(section, {}), shown.new.get(section, {})
    seen = set()
    for id_, element in after.items():
        former = shown.renames.first((section,), id_)
        seen.add(former)
        if former not in before:
            says = (_route(shown.after, element),) if isinstance(element, Flow) and shown.after else ()
            yield ElementChange(section=section, id=id_, kind="added", place=element.place, says=says)
        else:
            yield from _changed(shown, section, before[former], element)
    for id_, element in before.items():
        if id_ not in seen:
            says = (_route(shown.before, element),) if isinstance(element, Flow) and shown.before else ()
            yield ElementChange(section=section, id=id_, kind="removed", place=element.place, says=says)


def _changed(shown: Shown, section: str, old: Any, new: Any) -> Iterator[ElementChange]:  # noqa: ANN401  any element
    said, says = facts(old, unchanged), facts(new, shown.renames.first)
    names = [name for name in dict.fromkeys((*said, *says)) if said.get(name) != says.get(name)]
    follows = tuple(_followed(shown, old, new)) if {"from", "to", "trust"}.isdisjoint(names) else ()
    if not names and not follows and old.id == new.id:
        return
    yield ElementChange(
        section=section,
        id=new.id,
        kind="renamed" if old.id != new.id else "changed",
        former=old.id if old.id != new.id else "",
        place=new.place,
        fields=tuple(
            FieldChange(name=each, before=spelt(said.get(each)), after=spelt(says.get(each))) for each in names
        ),
        says=(*(_said(shown, section, (old, new), (each, said.get(each), says.get(each))) for each in names), *follows),
    )


def _followed(shown: Shown, old: object, new: object) -> Iterator[str]:
    """Yield what changes about an element although it states the same: the border that a flow crosses, a trust."""
    if shown.before is None or shown.after is None:
        return
    if isinstance(old, Flow) and isinstance(new, Flow):
        near, far = (shown.renames.first(("zones",), each) for each in _border(shown.after, new))
        if (near, far) != _border(shown.before, old):
            yield _route(shown.after, new)
    elif isinstance(old, Zone) and isinstance(new, Zone):
        before, after = shown.before.trust(old.id), shown.after.trust(new.id)
        if before != after:
            yield f"{_trust('trust', before, after)}, by the zone around it"


def _border(resolved: ResolvedSystem, flow: Flow) -> tuple[str, str]:
    """Return the zones that a flow leaves and enters; empty where it crosses no border."""
    return (resolved.zone_of(flow.from_), resolved.zone_of(flow.to)) if resolved.crosses(flow) else ("", "")


def _said(shown: Shown, section: str, pair: tuple[Any, Any], field: tuple[str, Any, Any]) -> str:
    """Return what a change of one field means."""
    name, before, after = field
    if isinstance(pair[1], Flow) and name in {"from", "to"} and shown.before and shown.after:
        return f"{name} {spelt(before)} → {spelt(after)}: {_route(shown.after, pair[1])}"
    return _SAYS.get((section, name), _plain)(name, before, after)


def _plain(name: str, before: object, after: object) -> str:
    if isinstance(before, tuple) and isinstance(after, tuple):
        more, less = [each for each in after if each not in before], [each for each in before if each not in after]
        parts = [f"+ {spelt(each)}" for each in more] + [f"- {spelt(each)}" for each in less]
        return f"{name}: {', '.join(parts)}"
    return f"{name}: {spelt(before)} → {spelt(after)}"


def _trust(_: str, before: object, after: object) -> str:
    if isinstance(before, int) and isinstance(after, int):
        return f"trust {'fell' if after < before else 'rose'} from {before} to {after}"
    return f"trust: {spelt(before)} → {spelt(after)}"


def _moved(_: str, before: object, after: object) -> str:
    return f"moved from zone {spelt(before)} to {spelt(after)}"


def _admits(_: str, before: object, after: object) -> str:
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return f"rules: {NOT_STATED if after is None else 'stated'}"
    parts = []
    for zone in sorted({*before, *after}):
        more = [each for each in after.get(zone, ()) if each not in before.get(zone, ())]
        less = [each for each in before.get(zone, ()) if each not in after.get(zone, ())]
        parts += [f"now admits {each} from {zone}" for each in more]
        parts += [f"no longer admits {each} from {zone}" for each in less]
    return ", ".join(parts) or "rules restated"


def _sealed(_: str, before: object, after: object) -> str:
    if after == "none":
        return f"no longer encrypted (was {spelt(before)})"
    return f"encryption: {spelt(before)} → {spelt(after)}"


_SAYS: Mapping[tuple[str, str], Says] = {
    ("zones", "trust"): _trust,
    ("zones", "allow"): _admits,
    ("services", "zone"): _moved,
    ("actors", "zone"): _moved,
    ("flows", "encrypted"): _sealed,
}


def _route(resolved: ResolvedSystem, flow: Flow) -> str:
    """Return the ends of a flow, and the border that it crosses."""
    ends = f"from {flow.from_} to {flow.to}"
    near, far = _border(resolved, flow)
    if not near:
        return f"{ends}, crosses no border"
    return f"{ends}, crosses the border {near} → {far} (trust {_level(resolved, near)} → {_level(resolved, far)})"


def _level(resolved: ResolvedSystem, zone: str) -> str:
    return spelt(resolved.trust(zone))
