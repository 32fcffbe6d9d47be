"""Words for control statements: whether a setting contradicts them, and whether their evidence is stale or broken."""

from collections.abc import Iterator, Mapping
from typing import Literal

from zonebook.assess.answer import Answer, Holds
from zonebook.assess.conditions.word import WITH_KIND, word
from zonebook.assess.controls.evidence import Written, newest, stale, written
from zonebook.assess.controls.inheritance import stated_anywhere
from zonebook.assess.controls.status import control_state
from zonebook.model.catalogue import Control
from zonebook.model.elements import Flow
from zonebook.model.resolved import Kinded, ResolvedSystem, once_per_system
from zonebook.model.settings import FLOW_FACTS
from zonebook.model.subject import Subject
from zonebook.model.system import System


@word(*WITH_KIND, "flow", says="weakness")
def contradicted(at: Subject[Kinded | Flow], want: Literal[True]) -> Answer:
    """A control is said to be met for it, or not applicable, and a setting that the model states shows it not met.

    For a flow, what it states of encryption and authentication counts as its settings.
    """
    found = [control_state(at, control).contradicted for control in _shown(at)]
    reasons = tuple(each for each in found if each)
    return Holds(reasons) if reasons and want else None


def _shown(at: Subject[Kinded | Flow]) -> tuple[Control, ...]:
    """Return the stated controls about which a stated setting of the element shows something, sorted by id."""
    known = _signed(at.resolved)
    settings = FLOW_FACTS if isinstance(at.element, Flow) else at.element.settings
    found = {each.id: each for name in settings for each in known.get((at.about, name), ())}
    return tuple(found[name] for name in sorted(found))


@once_per_system
def _signed(resolved: ResolvedSystem) -> Mapping[tuple[str, str], tuple[Control, ...]]:
    """Return the controls that are stated anywhere and that a setting shows, by what they are about and the setting."""
    found: dict[tuple[str, str], list[Control]] = {}
    stated = (resolved.catalogue.controls.get(name) for name in sorted(stated_anywhere(resolved)))
    for control in filter(None, stated):
        for sign in control.shown_by:
            found.setdefault((control.about, sign.setting), []).append(control)
    return {key: tuple(controls) for key, controls in found.items()}


@word("system", says="weakness")
def evidence_stale(at: Subject[System], want: Literal[True]) -> Answer:
    """What shows a control that is met is older than the control's frequency.

    It counts from the newest evidence; of a statement whose evidence has no day, from the day of the statement. What is
    met without evidence and day is a claim, and nothing that grows old.
    """
    reasons = tuple(_stale_reasons(tuple(written(at.resolved)), at.resolved.as_of))
    return Holds(reasons) if reasons and want else None


@word("system", says="weakness")
def evidence_broken(at: Subject[System], want: Literal[True]) -> Answer:
    """A file that is named as evidence of a control is missing, or has another SHA-256 than is stated.

    Such a file does not count as evidence. A file without a stated hash counts as long as it is there.
    """
    reasons = tuple(
        f"{each.route}: {why}, named at {evidence.place}"
        for each in written(at.resolved)
        for evidence, why in each.broken
    )
    return Holds(reasons) if reasons and want else None


def _stale_reasons(statements: tuple[Written, ...], as_of: str) -> Iterator[str]:
    """Yield a reason for each control: its oldest stale statement, and how many more there are."""
    late: dict[str, list[tuple[str, str, str]]] = {}
    for each in statements:
        if why := stale(each.statement, each.control.frequency, as_of):
            late.setdefault(each.control.id, []).append((newest(each.statement), each.route, why))
    for found in late.values():
        _, route, why = min(found)
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        yield f"{route} was {why}{more}"
