"""Threats that a system states by hand: a finding at each element that they name, or at the system as a whole.

Nothing is asked of the model: its authors say that the threat is there. Its risk is worked out by the same steps as
that of a threat of the catalogue.
"""

from collections.abc import Iterator

from zonebook.assess.controls import carriers
from zonebook.assess.controls.inheritance import Origin, Source
from zonebook.assess.controls.state import ControlState
from zonebook.assess.controls.status import control_state, of_statement, reaches
from zonebook.assess.findings.evaluation import Unmatched, Verdicts, finding_at
from zonebook.assess.findings.finding import Finding
from zonebook.assess.risk.scoring import Response, risk_sum
from zonebook.model.answers import Act, is_measure
from zonebook.model.catalogue import Control, Threat
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import Subject, subject_of
from zonebook.model.threats.stated import Measure, StatedThreat
from zonebook.values.record import replace


def stated_verdicts(resolved: ResolvedSystem, today: str) -> Verdicts:
    """Return a finding for each element of each threat that the system states; decisions until before `today` expire.

    None of them is counted as a question that was asked.
    """
    found = (each for stated in resolved.system.threats.values() for each in _findings(resolved, stated, today))
    return Verdicts(findings=tuple(found), gaps=(), vain=Unmatched(quiet={}, passed={}, subjects={}))


def _findings(resolved: ResolvedSystem, stated: StatedThreat, today: str) -> Iterator[Finding]:
    threat = stated.threat(resolved.system.id)
    for element in stated.elements or ("",):
        at = subject_of(resolved, element)
        reason = f"the model states it of {element or 'the system as a whole'}"
        replies = tuple(_response(at, threat, act, stated) for act in threat.answers)
        found = ((reason,), replies, risk_sum(at, threat, replies))
        yield replace(finding_at(at, threat, found, today), place=stated.place)


def _response(at: Subject[object], threat: Threat, act: Act, stated: StatedThreat) -> Response:
    if is_measure(act.control):
        return Response(act=act, standing=_measured(at, threat, act, stated.measures[act.name]))
    return Response(act=act, standing=_controlled(at, at.resolved.catalogue.controls[act.control]))


def _controlled(at: Subject[object], control: Control) -> ControlState:
    """Return the status of a control at an element, or that at the system where the control is not asked there."""
    if at.about == "system" or _asked(at, control):
        return control_state(at, control)
    return replace(control_state(subject_of(at.resolved, ""), control), element=at.id)


def _asked(at: Subject[object], control: Control) -> bool:
    """Return whether a control is asked of an element or of what carries it there, or the element states it itself."""
    if control.id in getattr(at.element, "controls", ()):
        return True
    carried = control.about == at.about or bool(carriers.sides(at, control.about))
    return carried and reaches(at, control)


def _measured(at: Subject[object], threat: Threat, act: Act, measure: Measure) -> ControlState:
    """Return the status of a measure, which is stated once for every element of its threat."""
    statement = measure.statement
    if statement is None:
        return ControlState(control=act.control, element=at.id, status="not-stated", origin=Origin(level="none"))
    origin = Origin(level="threat", id=threat.id)
    source = Source(
        origin=origin,
        distance=0,
        status=statement.status,
        because=statement.because,
        place=statement.place,
        decides=True,
    )
    state = of_statement(at.resolved, statement, control=act.control, element=at.id, frequency="")
    return replace(state, origin=origin, chain=(source,))
