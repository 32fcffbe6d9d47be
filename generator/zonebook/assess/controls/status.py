"""Where a control stands for one element: the first of its own statement, a setting, and those it inherits from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from zonebook.assess.controls import inheritance
from zonebook.assess.controls.evidence import stale
from zonebook.assess.controls.inheritance import ControlStatus, Origin, Source, StatedSource
from zonebook.model.catalogue import Control, Sign
from zonebook.model.elements import Account, Evidence, Identity, Network, Service, Trust
from zonebook.model.settings import SettingValue
from zonebook.model.subject import Subject
from zonebook.values import NOWHERE, Place

IN_PLACE: frozenset[ControlStatus] = frozenset(("met", "inherited"))
"""What is done, by ourselves or by the provider."""
SETTLED: frozenset[ControlStatus] = IN_PLACE | {"not-applicable"}
"""What leaves nothing to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlState:
    """Where a control stands for an element, and what says so.

    `origin` is the link of the chain that decides, `chain` every link that says anything, the nearest first. `stale`
    says why what shows it is too old, `contradicted` which statement a setting of the model gives the lie; each is
    empty where it is not so.
    """

    control: str
    element: str
    status: ControlStatus
    origin: Origin
    by: str = ""
    on: str = ""
    due: str = ""
    because: str = ""
    evidence: tuple[Evidence, ...] = ()
    place: Place = NOWHERE
    chain: tuple[Source, ...] = ()
    stale: str = ""
    contradicted: str = ""

    @property
    def claimed(self) -> bool:
        """Whether it is said to be met by people, without evidence that is young enough."""
        return self.status == "met" and not self.origin.shown and (not self.evidence or bool(self.stale))


def control_state(at: Subject[object], control: Control) -> ControlState:
    """Give where the control stands for the element; the chain is that of the model language.

    A control that is about something else (an account, a zone, a network) is looked up there where the element itself
    says nothing: a service stands in an account, a flow ends in a zone. A statement that it is met does not count
    against a setting that the model states and that shows the opposite.
    """
    if found := _said_or_shown(at, control):
        return found
    if control.about == at.about:
        return _inherited(at, control)
    for beside in inheritance.carriers(at, control.about):
        if found := _said_or_shown(beside, control):
            return _moved(found, at, beside)
    return ControlState(control=control.id, element=at.id, status="not-stated", origin=Origin(level="none"))


def attribute(at: Subject[object], control: str) -> str:
    """Give where the model could state the control: `services.dc-1.controls.ldaps-only`; of a decision, the system."""
    return f"{at.route}.controls.{control}" if at.about not in {"system", "directory"} else f"controls.{control}"


def _said_or_shown(at: Subject[object], control: Control) -> ControlState | None:
    """Give what is said, or what the settings show, with the whole chain; nothing where neither is."""
    said = tuple(inheritance.statements(at, control.id))
    shown = _shown(at, control)
    if not said and not shown:
        return None
    lie = _contradicted(at, control, said)
    if shown and (lie or not said or said[0].distance):
        found = replace(shown, contradicted=lie)
    else:
        found = _said(at, control, said[0])
    return _heard(found, _voices(at, control, said, shown))


def _contradicted(at: Subject[object], control: Control, said: tuple[StatedSource, ...]) -> str:
    """Give who says that it is met, and what the model states that shows the opposite; nothing where it is not so."""
    if not said or said[0].statement.status != "met":
        return ""
    against = [
        str(value) for sign, value in _asked(at, control) if value and value.stated and value.value in sign.not_met
    ]
    if not against:
        return ""
    return f"{said[0].origin} at {said[0].statement.place} says that {control.id} is met, but {'; '.join(against)}"


def _voices(
    at: Subject[object], control: Control, said: tuple[StatedSource, ...], shown: ControlState | None
) -> Iterable[Source]:
    """Give every voice of the chain, the nearest first: a setting speaks after the element's own statement."""
    own = [each.voice for each in said if not each.distance]
    yield from own
    if shown:
        yield Source(origin=shown.origin, distance=0, status=shown.status, because=shown.because, place=shown.place)
    yield from (each.voice for each in said if each.distance)
    if control.about == at.about:
        yield from _inherited(at, control).chain


def _heard(found: ControlState, voices: Iterable[Source]) -> ControlState:
    """Give a standing with its chain, in which the link that decides is marked."""
    return replace(found, chain=tuple(replace(each, decides=each.origin == found.origin) for each in voices))


def _moved(found: ControlState, at: Subject[object], beside: Subject[object]) -> ControlState:
    """Give what stands for something that the element belongs to, as seen from the element: one level farther."""
    through = f"{beside.about} {beside.id}"
    voices = tuple(
        replace(each, origin=replace(each.origin, through=through), distance=each.distance + 1) for each in found.chain
    )
    return replace(found, element=at.id, origin=replace(found.origin, through=through), chain=voices)


def _said(at: Subject[object], control: Control, said: StatedSource) -> ControlState:
    statement = said.statement
    return ControlState(
        control=control.id,
        element=at.id,
        status=statement.status,
        origin=said.origin,
        by=statement.by,
        on=statement.on,
        due=statement.due,
        because=statement.because,
        evidence=statement.evidence,
        place=statement.place,
        stale=stale(statement, control, at.scene.as_of),
    )


def _asked(at: Subject[object], control: Control) -> list[tuple[Sign, SettingValue | None]]:
    """Give each sign of the control that the element's kind has a setting for, with what that setting comes to."""
    element = at.element
    if not control.shown_by or not isinstance(element, Account | Network | Service | Identity | Trust):
        return []
    kind = at.scene.kind(element)
    known = [sign for sign in control.shown_by if kind and sign.setting in kind.settings]
    return [(sign, at.scene.setting(element, sign.setting)) for sign in known]


def _shown(at: Subject[object], control: Control) -> ControlState | None:
    """Give what the settings show: missing if one shows it missing, met if every setting that could shows it met.

    A setting that the kind has and nobody states leaves the control open: silence shows nothing.
    """
    asked = _asked(at, control)
    missing = [str(value) for sign, value in asked if value and value.value in sign.not_met]
    met = [str(value) for sign, value in asked if value and value.value in sign.met]
    if not missing and len(met) < sum(1 for sign, _ in asked if sign.met):
        return None
    if not missing and not met:
        return None
    place: Place = getattr(at.element, "place", NOWHERE)
    return ControlState(
        control=control.id,
        element=at.id,
        status="not-met" if missing else "met",
        origin=Origin(level="setting"),
        because="; ".join(missing or met),
        place=place,
    )


def _inherited(at: Subject[object], control: Control) -> ControlState:
    """Give what the provider or the kind says, with that as the only link of the chain; nobody where neither does."""
    found = _provided(at, control)
    if found.status == "not-stated":
        return found
    distance = 0 if found.origin.level == "kind" else inheritance.levels_to_system(at) + 2
    voice = Source(origin=found.origin, distance=distance, status=found.status, because=found.because, decides=True)
    return replace(found, chain=(voice,))


def _provided(at: Subject[object], control: Control) -> ControlState:
    """Give what the provider does, or that nobody says."""
    kind = at.scene.kind(at.element)
    duty = kind.responsibility.get(control.layer) if kind and isinstance(at.element, Service) else None
    said = at.scene.answers(at.element, control.layer) if isinstance(at.element, Service) else None
    holder = said.holder if said and said.holder else duty.holder if duty else control.responsibility
    if duty and holder == "none":
        return ControlState(
            control=control.id,
            element=at.id,
            status="not-applicable",
            origin=Origin(level="kind"),
            because=duty.duty,
        )
    taken_over = said and said.holder in {"customer", "shared"}
    if holder == "provider" or (control.responsibility == "provider" and not taken_over):
        because = (duty.provider_duty or duty.duty) if duty else "the provider does this for every customer"
        return ControlState(
            control=control.id,
            element=at.id,
            status="inherited",
            origin=Origin(level="provider"),
            because=because,
        )
    return ControlState(control=control.id, element=at.id, status="not-stated", origin=Origin(level="none"))
