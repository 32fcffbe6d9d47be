"""Whether a change may go in: what of it closes the gate, by the rules of the old state."""

from collections.abc import Iterator

from zonebook.assess.planning.comparison.comparison import Comparison, SystemChange
from zonebook.assess.planning.comparison.risks import FORWARD, RiskChange
from zonebook.model import vocabulary
from zonebook.model.system import Organisation
from zonebook.model.vocabulary import LEVELS, Level
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """From which level a change closes the gate; where `known` is None, above the appetite of the old state.

    `possible` is the level from which what is not stated closes it; None where it never does. `actor` is who proposes
    the change, as the code host knows it; empty where that is not proven.
    """

    known: Level | None = None
    possible: Level | None = None
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """What closes the gate, and why it does although somebody may have accepted it."""

    system: str
    change: RiskChange
    because: str = ""


def closing(found: Comparison, bar: Bar, systems: tuple[SystemChange, ...] | None = None) -> tuple[Closed, ...]:
    """Return what closes the gate, the worst first; empty where the change may go in."""
    rows = [each for system in (found.systems if systems is None else systems) for each in _of(system, found.old, bar)]
    return tuple(sorted(rows, key=lambda each: (each.change.rank, each.system)))


def _of(system: SystemChange, organisation: Organisation, bar: Bar) -> Iterator[Closed]:
    made = frozenset(each.decision.id for each in system.decisions if each.kind != "withdrawn")
    for change in system.findings:
        if change.kind in FORWARD and _counts(change.level, organisation, bar):
            fault = _unaccepted(change, organisation, bar, made)
            if fault is not None:
                yield Closed(system=system.id, change=change, because=fault)
    for change in system.possible:
        if bar.possible and change.kind in FORWARD and vocabulary.at_least(change.level, bar.possible):
            yield Closed(system=system.id, change=change, because="not stated" if change.after else change.because[0])


def _counts(level: Level, organisation: Organisation, bar: Bar) -> bool:
    if bar.known:
        return vocabulary.at_least(level, bar.known)
    return vocabulary.above(level, organisation.organisation.appetite)


def _unaccepted(change: RiskChange, organisation: Organisation, bar: Bar, made: frozenset[str]) -> str | None:
    """Return why a finding is not accepted by the rules of the old state, empty where nobody says so; None if it is.

    `made` are the decisions of the change itself: only they have to be proven.
    """
    if change.silenced:
        return f"it would be found without: {'; '.join(change.silenced)}"
    if change.aside:
        return None
    if change.decision is None:
        return ""
    by = change.decision.by
    if by not in may_accept(change.level, organisation):
        return f"{by} may not accept a {vocabulary.words(change.level)} risk"
    party = organisation.parties.get(by)
    if change.decision.id in made and (party is None or bar.actor not in party.members):
        return f"nothing proves that {by} decided"
    return None


def may_accept(level: Level, organisation: Organisation) -> tuple[str, ...]:
    """Return the parties that may accept a risk of this level: every one within the appetite, else those named."""
    if not vocabulary.above(level, organisation.organisation.appetite):
        return tuple(organisation.parties)
    levels = [each for each in LEVELS if vocabulary.at_least(each, level)]
    named = (party for each in levels for party in organisation.organisation.acceptance.get(each, ()))
    return tuple(dict.fromkeys(named))
