"""Controls gained and lost, duties that moved, and decisions made, changed, withdrawn and lapsed."""

from collections.abc import Iterator
from typing import Literal

from zonebook.assess.planning.comparison.plain_form import facts, spelt
from zonebook.assess.planning.comparison.renames import Renames, unchanged
from zonebook.assess.system import SystemAssessment
from zonebook.model.elements import ELEMENTS
from zonebook.model.system import Decision
from zonebook.values import Place
from zonebook.values.record import dataclass

ControlMove = Literal["gained", "lost", "changed"]
DecisionMove = Literal["made", "changed", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlChange:
    """The status of a control on an element that both states have."""

    kind: ControlMove
    control: str
    title: str
    element: str
    before: str
    after: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyChange:
    """Who is responsible for a layer of a service that both states have: the holder and the party."""

    service: str
    layer: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionChange:
    """A decision that only one state has, or that says something else now; `says` has the changed fields."""

    kind: DecisionMove
    decision: Decision
    says: tuple[str, ...] = ()


def control_changes(old: SystemAssessment, new: SystemAssessment, renames: Renames) -> Iterator[ControlChange]:
    """Yield the controls whose status changed, in the order of the catalogue."""
    before = {(each.control.id, each.about, each.element): each for each in old.every_check}
    for check in new.every_check:
        known = before.get((check.control.id, check.about, renames.of(check.about, check.element)))
        was, now = (known.standing.status, check.standing.status) if known else ("", "")
        if known is None or was == now:
            continue
        kind: ControlMove = "changed"
        if known.standing.in_place != check.standing.in_place:
            kind = "gained" if check.standing.in_place else "lost"
        yield ControlChange(
            kind=kind,
            control=check.control.id,
            title=check.control.title,
            element=check.element,
            before=was,
            after=now,
            place=check.standing.place if check.standing.place.path else check.place,
        )


def duty_changes(old: SystemAssessment, new: SystemAssessment, renames: Renames) -> Iterator[DutyChange]:
    """Yield the duties that moved to another holder or party, in the order of the text."""
    before = {(each.service, each.layer): each for each in old.duties}
    for duty in new.duties:
        known = before.get((renames.first(("services",), duty.service), duty.layer))
        if known is None:
            continue
        was, now = _held(known.holder, known.party), _held(duty.holder, renames.first(("parties",), duty.party))
        if was != now:
            yield DutyChange(service=duty.service, layer=duty.layer, before=was, after=now)


def _held(holder: str | None, party: str) -> str:
    return f"{holder} ({party})" if holder and party else holder or "not stated"


def decision_changes(old: SystemAssessment, new: SystemAssessment, renames: Renames) -> Iterator[DecisionChange]:
    """Yield the decisions that were made or changed, in the order of the text, then those that were withdrawn."""
    before, seen = old.resolved.system.decisions, set()
    for decision in new.resolved.system.decisions.values():
        first = _first(decision.id, new, renames)
        name = next((each for each in (decision.id, first) if each in before), "")
        seen.add(name)
        if not name:
            yield DecisionChange(kind="made", decision=decision)
            continue
        said, says = facts(before[name], unchanged), facts(decision, renames.first)
        fields = [each for each in dict.fromkeys((*said, *says)) if said.get(each) != says.get(each)]
        if fields:
            changed = tuple(f"{each}: {spelt(said.get(each))} → {spelt(says.get(each))}" for each in fields)
            yield DecisionChange(kind="changed", decision=decision, says=changed)
    for name, decision in before.items():
        if name not in seen:
            yield DecisionChange(kind="withdrawn", decision=decision)


def _first(decision: str, new: SystemAssessment, renames: Renames) -> str:
    """Return the id that a decision had before the element of its finding was renamed."""
    threat, _, element = decision.partition("@")
    if threat in new.resolved.system.threats:
        return f"{threat}@{renames.first(ELEMENTS, element)}"
    known = new.resolved.catalogue.threats.get(threat)
    return f"{threat}@{renames.of(known.about, element)}" if known else decision


def lapsed(old: SystemAssessment, new: SystemAssessment) -> tuple[Decision, ...]:
    """Return the decisions that both states have unchanged, and that have ended: no part of the change."""
    ended = {each.decision.id for each in new.findings if each.decision and each.state == "expired" and not each.aside}
    before = old.resolved.system.decisions
    return tuple(
        each
        for id_, each in new.resolved.system.decisions.items()
        if id_ in ended and id_ in before and facts(before[id_], unchanged) == facts(each, unchanged)
    )
