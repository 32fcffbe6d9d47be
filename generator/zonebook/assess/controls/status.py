"""The status of a control for one element: from its own statement, a setting, or the sources it inherits from."""

from collections.abc import Callable, Iterable, Iterator

from zonebook.assess.controls import carriers, inheritance
from zonebook.assess.controls.audits.results import refutation
from zonebook.assess.controls.evidence import counting, faults, shown_on, stale
from zonebook.assess.controls.inheritance import ControlStatus, Origin, Source, StatedSource
from zonebook.assess.controls.layers.provided import provided
from zonebook.assess.controls.signs import signs
from zonebook.assess.controls.state import IN_PLACE, SETTLED, ControlState
from zonebook.model import vocabulary
from zonebook.model.catalogue import Control
from zonebook.model.elements import Statement
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.model.subject import Subject
from zonebook.values import NOWHERE, Late, Place
from zonebook.values.record import replace


def control_state(at: Subject[object], control: Control) -> ControlState:
    """Return the status of the control for the element; the chain is that of the model language.

    A control that is about something else, or that does not apply to the element itself, is looked up where it is
    carried (`carriers.py`), unless the element itself states it. Of two sides that state it, the weaker counts. A
    statement that it is met or not applicable does not count against a setting that the model states and that shows the
    opposite.

    What an audit found wrong with it counts instead of what is said (`audits/results.py`).
    """
    if at.supposed:
        return _state(at, control)
    known, key = _known(at.resolved), (control.id, at.about, at.id)
    found = known.get(key)
    if found is None:
        found = known[key] = _state(at, control)
    return found


@once_per_system
def _known(resolved: ResolvedSystem) -> dict[tuple[str, str, str], ControlState]:  # noqa: ARG001  whose states they are
    """Return the states of controls at elements of the model; others are added as they are asked for."""
    return {}


def _state(at: Subject[object], control: Control) -> ControlState:
    found = _found(at, control)
    return replace(found, stands_in=_stands_in(at, found)) if found.instead else found


def _found(at: Subject[object], control: Control) -> ControlState:
    own = _stated_or_shown(at, control)
    if control.about == at.about and at.resolved.applies(at, control.id):
        return _tested(at, control, own or _inherited(at, control))
    if own and own.origin.stated:
        return own
    found = [each for each in (_side(at, side, control) for side in carriers.sides(at, control.about)) if each]
    stated = [each for each in found if each.status != "not-stated"]
    if stated:
        return _weakest(stated)
    if own or control.about != at.about:
        return own or ControlState(control=control.id, element=at.id, status="not-stated", origin=Origin(level="none"))
    return _inherited(at, control)


def _stands_in(at: Subject[object], found: ControlState) -> bool:
    """Return whether every control that is named instead is in place by itself; one that has others instead is not."""
    known = at.resolved.catalogue.controls
    return all(_found(at, known[name]).status in IN_PLACE for name in found.instead)


def _tested(at: Subject[object], control: Control, said: ControlState) -> ControlState:
    """Return a state as audits leave it: as it is said, or weaker where a test says so."""
    against = refutation(at.resolved, f"{control.id}@{at.id}", said.status, said.shown_on)
    if against is None:
        return said
    result, origin = against.tested.result, Origin(level="audit", id=against.tested.audit.id)
    decides = Source(
        origin=origin, distance=0, status=against.status, because=result.reason, place=result.place, decides=True
    )
    return replace(
        said,
        status=against.status,
        origin=origin,
        because=result.reason,
        instead=(),
        refuted=against.told,
        overruled=said,
        chain=(decides, *(replace(each, decides=False) for each in said.chain)),
    )


def reaches(at: Subject[object], control: Control) -> bool:
    """Return whether a control applies to an element, or to what would carry it there."""
    if control.about == at.about and at.resolved.applies(at, control.id):
        return True
    sides = carriers.sides(at, control.about)
    beside = (each for side in sides for line in side for each in line)
    return (control.about != at.about and not sides) or any(at.resolved.applies(each, control.id) for each in beside)


_WEAKEST: tuple[ControlStatus, ...] = ("not-met", "not-stated", "planned", "partial", "alternative", "met", "inherited")
"""The statuses from the weakest to the strongest; what is not applicable does not count beside others."""


def _side(at: Subject[object], side: carriers.Side, control: Control) -> ControlState | None:
    """Return the weakest status of the lines to which the control applies; nothing where it applies to none."""
    applicable = [[each for each in line if at.resolved.applies(each, control.id)] for line in side]
    found = [_line(at, line, control) for line in applicable if line]
    return _weakest(found) if found else None


def _line(at: Subject[object], line: list[Subject[object]], control: Control) -> ControlState:
    """Return the status of the nearest part of a line that has one."""
    for beside in line:
        found = _tested(beside, control, _stated_or_shown(beside, control) or _inherited(beside, control))
        if found.status != "not-stated":
            return _moved(found, at, beside)
    return ControlState(control=control.id, element=at.id, status="not-stated", origin=Origin(level="none"))


def _weakest(found: list[ControlState]) -> ControlState:
    """Return the weakest of several states, with the sources of the others after its own."""
    counted = [each for each in found if each.status != "not-applicable"] or found
    worst = min(counted, key=lambda each: _WEAKEST.index(each.status) if each.status in _WEAKEST else 0)
    others = [each for each in counted if each is not worst]

    def chain() -> Iterator[Source]:
        beside = (source for each in others for source in each.chain if source.decides)
        yield from worst.chain
        yield from dict.fromkeys(replace(each, decides=each.status == worst.status) for each in beside)

    return replace(worst, chain=Late(chain)) if others else worst


def attribute(at: Subject[object], control: str) -> str:
    """Return the route to state the control at: `services.dc-1.controls.ldaps-only`; of a decision, the system's."""
    return f"{at.route}.controls.{control}" if at.about not in {"system", "directory"} else f"controls.{control}"


def _stated_or_shown(at: Subject[object], control: Control) -> ControlState | None:
    """Return the status by a statement or the settings, with the whole chain; nothing where there is neither."""
    stated = tuple(inheritance.statements(at, control.id))
    shown = _shown(at, control)
    if not stated and not shown:
        return None
    contradiction = _contradicted(at, control, stated)
    if shown and (contradiction or not stated or (stated[0].distance and not _completed(shown, stated[0]))):
        found = replace(shown, contradicted=contradiction)
    else:
        found = _stated(at, control, stated[0])
    return _with_chain(found, lambda: _sources(at, control, stated, shown))


def _completed(shown: ControlState, farther: StatedSource) -> bool:
    """Return whether a statement from farther away says of the whole control what the settings show of a part."""
    return shown.status == "partial" and farther.statement.status == "met"


_CONTRADICTED = SETTLED - {"alternative"}
"""The statuses that a setting can contradict; what is met by other means need not show in the control's own setting."""


def _contradicted(at: Subject[object], control: Control, stated: tuple[StatedSource, ...]) -> str:
    """Return which statement a stated setting contradicts, and the setting; empty where none does.

    A statement that the control is met, or not applicable, is contradicted by a setting that shows it not met.
    """
    if not stated or stated[0].statement.status not in _CONTRADICTED:
        return ""
    against = [str(value) for sign, value in signs(at, control) if value and value.stated and sign.denies(value.value)]
    if not against:
        return ""
    said = stated[0].statement
    word = vocabulary.words(said.status)
    return f"{stated[0].origin} at {said.place} says that {control.id} is {word}, but {'; '.join(against)}"


def _sources(
    at: Subject[object], control: Control, stated: tuple[StatedSource, ...], shown: ControlState | None
) -> Iterable[Source]:
    """Yield every source of the chain, the nearest first: a setting comes after the element's own statement."""
    own = [each.voice for each in stated if not each.distance]
    yield from own
    if shown:
        yield Source(origin=shown.origin, distance=0, status=shown.status, because=shown.because, place=shown.place)
    yield from (each.voice for each in stated if each.distance)
    if control.about == at.about:
        yield from _inherited(at, control).chain


def _with_chain(found: ControlState, sources: Callable[[], Iterable[Source]]) -> ControlState:
    """Return a state with its chain, in which the source that decides is marked."""

    def chain() -> Iterator[Source]:
        for each in sources():
            yield each if each.decides is (each.origin == found.origin) else _turned(each)

    return replace(found, chain=Late(chain))


def _turned(source: Source) -> Source:
    """Return a source that decides where it did not, and the other way round."""
    return replace(source, decides=not source.decides)


def _moved(found: ControlState, at: Subject[object], beside: Subject[object]) -> ControlState:
    """Return the state of what the element belongs to as that of the element: every source is one level farther."""
    through = f"{beside.about} {beside.id}"

    def chain() -> Iterator[Source]:
        for each in found.chain:
            yield replace(each, origin=replace(each.origin, through=through), distance=each.distance + 1)

    return replace(found, element=at.id, origin=replace(found.origin, through=through), chain=Late(chain))


def _stated(at: Subject[object], control: Control, source: StatedSource) -> ControlState:
    said = of_statement(at.resolved, source.statement, control=control.id, element=at.id, frequency=control.frequency)
    return replace(said, origin=source.origin)


def of_statement(
    resolved: ResolvedSystem, statement: Statement, *, control: str, element: str, frequency: str
) -> ControlState:
    """Return the status that a statement of the organisation gives a control on an element, with what supports it."""
    kept = counting(statement, resolved.evidence)
    return ControlState(
        control=control,
        element=element,
        status=statement.status,
        origin=Origin(level="organisation"),
        by=statement.by,
        on=statement.on,
        due=statement.due,
        because=statement.because,
        evidence=statement.evidence,
        instead=statement.instead,
        shown_on=shown_on(kept),
        place=statement.place,
        stale=stale(kept, frequency, resolved.as_of),
        broken=tuple(why for _, why in faults(statement, resolved.evidence)),
    )


def _shown(at: Subject[object], control: Control) -> ControlState | None:
    """Return the state that the settings show; nothing where one that the kind has and that could show it is missing.

    It is not met if one setting shows that, partly met if one shows a part, and met if every one that could shows it.
    """
    asked = signs(at, control)
    if not asked:
        return None
    missing = [value for sign, value in asked if value and sign.denies(value.value)]
    partly = [value for sign, value in asked if value and value.value in sign.partial]
    met = [value for sign, value in asked if value and value.value in sign.met]
    wanted = sum(1 for sign, _ in asked if sign.met or sign.partial)
    if not missing and ((not met and not partly) or len(met) + len(partly) < wanted):
        return None
    shown = missing or partly + met
    place: Place = getattr(at.element, "place", NOWHERE)
    return ControlState(
        control=control.id,
        element=at.id,
        status="not-met" if missing else "partial" if partly else "met",
        origin=Origin(level="setting"),
        because="; ".join(map(str, shown)),
        place=place,
        by_default=any(not value.stated for value in shown),
    )


def _inherited(at: Subject[object], control: Control) -> ControlState:
    """Return the state by the provider or the kind, the only source of its chain; not stated where there is neither."""
    found = provided(at, control)
    if found.status == "not-stated":
        return found

    def chain() -> Iterator[Source]:
        distance = 0 if found.origin.level == "kind" else inheritance.levels_to_system(at) + 2
        yield Source(origin=found.origin, distance=distance, status=found.status, because=found.because, decides=True)

    return replace(found, chain=Late(chain))
