"""What was not covered: threats that apply to no element, and elements to which no threat applies."""

from collections.abc import Iterator, Mapping

from zonebook.assess.conditions.candidates import Candidates, sort
from zonebook.assess.conditions.condition import Condition
from zonebook.assess.findings.scope import outside
from zonebook.model.catalogue import Control, Threat
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import PLURALS, subjects
from zonebook.model.vocabulary import ABOUTS, About
from zonebook.values import NOWHERE, Place
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncovered:
    """Something that was not covered, and why: `shelf` is the word or the part of the catalogue it is written in.

    Where only an attribute of it was not covered, `attribute` and `place` say which: `settings.os`.
    """

    shelf: str
    id: str
    reason: str
    attribute: str = ""
    place: Place = NOWHERE


def unlooked(
    resolved: ResolvedSystem,
    conditions: Mapping[str, Condition],
    threats: tuple[str, ...],
    elements: tuple[tuple[About, str], ...],
) -> Iterator[Uncovered]:
    """Yield what was not covered: elements first, then kinds, what joins nothing, and threats that never applied.

    `threats` and `elements` are those without a pair that applied.
    """
    sorts = {about: sort(resolved, subjects(resolved, about)) for about in ABOUTS}
    for about, id_ in elements:
        reason = f"no threat of the catalogue is about such {_a(about)}"
        yield Uncovered(shelf=PLURALS[about], id=id_, reason=reason)
    for about in ABOUTS:
        yield from _kinds(resolved, conditions, sorts[about], about)
    yield from (each for each in _apart(resolved) if not outside(resolved, each.shelf, each.id))
    for threat in threats:
        about = resolved.catalogue.threats[threat].about
        yield Uncovered(shelf="threats", id=threat, reason=_why(sorts[about], conditions[f"threats/{threat}"], about))


def _a(about: About) -> str:
    word = "directory decision" if about == "directory" else about
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _why(candidates: Candidates, condition: Condition, about: About) -> str:
    """Return why a threat applied to no element."""
    word = "directory decision" if about == "directory" else about
    if not candidates.subjects:
        return f"the model has no {word}"
    if not candidates.asked(condition):
        return f"no {word} is of a kind that it asks of"
    return f"no {word} is of the sort that it asks of"


def _kinds(
    resolved: ResolvedSystem, conditions: Mapping[str, Condition], candidates: Candidates, about: About
) -> Iterator[Uncovered]:
    """Yield the kinds in use that no threat, or no control, asks for by name or by a trait."""
    shelves: Mapping[str, Mapping[str, Threat | Control]] = {
        "threat": resolved.catalogue.threats,
        "control": resolved.catalogue.controls,
    }
    for word, entries in shelves.items():
        narrow = [conditions[f"{word}s/{each.id}"].of_kind() for each in entries.values() if each.about == about]
        known = {kind for each in narrow if each.parts for kind in _asked(candidates, each)}
        for kind in dict.fromkeys(candidates.kinds):
            if kind and kind not in known:
                here = _many(candidates.kinds.count(kind), about)
                reason = f"no {word} names this kind or one of its traits ({here})"
                yield Uncovered(shelf="kinds", id=kind, reason=reason)


def _asked(candidates: Candidates, condition: Condition) -> Iterator[str]:
    found = dict(zip(candidates.kinds, candidates.subjects, strict=True))
    return (kind for kind, at in found.items() if condition.verdict(at) != "not-applicable")


def _many(many: int, about: About) -> str:
    return f"{many} {about if many == 1 else PLURALS[about]}"


def _apart(resolved: ResolvedSystem) -> Iterator[Uncovered]:
    """Yield what the model names and joins with nothing, so that no threat about its relations can apply."""
    yield from _data(resolved)
    with_actors = {zone.id for actor in resolved.system.actors.values() for zone in resolved.around(actor.zone)}
    for zone in resolved.system.zones:
        if not resolved.members(zone) and zone not in with_actors:
            yield Uncovered(shelf="zones", id=zone, reason="no service and no actor stands in it")
    used = {network.id for service in resolved.system.services.values() for network in resolved.networks_of(service)}
    for network in resolved.system.networks:
        if network not in used:
            yield Uncovered(shelf="networks", id=network, reason="no service is plugged into it")
    yield from _unidentified(resolved)
    for shelf, ends in (("services", resolved.system.services), ("actors", resolved.system.actors)):
        for end in ends:
            if not resolved.arriving(end) and not resolved.leaving(end):
                yield Uncovered(shelf=shelf, id=end, reason="no flow reaches it and none leaves it")


def _unidentified(resolved: ResolvedSystem) -> Iterator[Uncovered]:
    """Yield the services that do not state what they are, and the flows that do not state what is spoken."""
    for service in resolved.system.services.values():
        if not service.kind:
            reason = "it states no kind, so no control is listed for it and nobody is known to answer for its layers"
            yield Uncovered(shelf="services", id=service.id, reason=reason)
    for flow in resolved.system.flows.values():
        if not flow.protocols:
            stated = "neither protocols nor ports" if flow.unspoken else "ports and no protocol"
            reason = f"it states {stated}, so no threat about a protocol looks at it"
            yield Uncovered(shelf="flows", id=flow.id, reason=reason)


def _data(resolved: ResolvedSystem) -> Iterator[Uncovered]:
    held = {asset for service in resolved.system.services.values() for asset in service.handles}
    carried = {asset for flow in resolved.system.flows.values() for asset in flow.carries or ()}
    for asset in resolved.system.data:
        if asset not in held:
            reason = "no service holds it" if asset in carried else "no service holds it and no flow carries it"
            yield Uncovered(shelf="data", id=asset, reason=reason)
