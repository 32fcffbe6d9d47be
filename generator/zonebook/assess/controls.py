"""Where a control stands for one element: the first of its own statement, a setting, and those it inherits from."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from zonebook.model.catalogue import Control
from zonebook.model.elements import Account, Evidence, Flow, Identity, Network, Service, Statement, Trust, Zone
from zonebook.model.scene import Scene
from zonebook.model.standing import Standing
from zonebook.values import NOWHERE, Place

Standpoint = Literal["met", "partial", "planned", "not-met", "not-applicable", "inherited", "not-stated"]
SETTLED: frozenset[Standpoint] = frozenset(("met", "not-applicable", "inherited"))
"""What leaves nothing to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlStanding:
    """Where a control stands for an element, and what says so.

    `origin` names the link of the chain: `own statement`, `setting`, `zone …`, `system`, `organisation`, `provider`,
    `kind`, or `nobody`. `claimed` is true where it is said to be met and no evidence is given.
    """

    control: str
    element: str
    status: Standpoint
    origin: str
    by: str = ""
    on: str = ""
    due: str = ""
    because: str = ""
    evidence: tuple[Evidence, ...] = ()
    place: Place = NOWHERE

    @property
    def claimed(self) -> bool:
        """Whether it is said to be met by people, without evidence."""
        return self.status == "met" and self.origin != "setting" and not self.evidence


def control_standing(at: Standing[object], control: Control) -> ControlStanding:
    """Give where the control stands for the element; the chain is that of the model language.

    A control that is about something else (an account, a zone, a network) is looked up there where the element itself
    says nothing: a service stands in an account, a flow ends in a zone.
    """
    if found := _chain(at, control):
        return found
    if control.about == at.about:
        return _provided(at, control)
    for beside in _beside(at, control):
        if found := _chain(beside, control):
            return replace(found, element=at.id, origin=f"{beside.about} {beside.id}: {found.origin}")
    return ControlStanding(control=control.id, element=at.id, status="not-stated", origin="nobody")


def _chain(at: Standing[object], control: Control) -> ControlStanding | None:
    """Give what is said, or what the settings show; nothing where neither is."""
    said = list(_statements(at, control.id))
    if said and said[0][0] == "own statement":
        return _said(at, control, said[0])
    return _shown(at, control) or (_said(at, control, said[0]) if said else None)


def _beside(at: Standing[object], control: Control) -> Iterator[Standing[object]]:
    """Give what an element belongs to and the control is about."""
    scene, element = at.scene, at.element
    if control.about == "account" and (account := scene.account_of(element)):
        yield Standing(scene=scene, about="account", element=account)
    elif control.about == "zone":
        for zone in _zones(scene, element):
            yield Standing(scene=scene, about="zone", element=zone)
    elif control.about == "network" and isinstance(element, Service):
        for network in scene.networks_of(element):
            yield Standing(scene=scene, about="network", element=network)


def attribute(at: Standing[object], control: str) -> str:
    """Give where the model could state the control: `services.dc-1.controls.ldaps-only`; of a decision, the system."""
    return f"{at.route}.controls.{control}" if at.about not in {"system", "directory"} else f"controls.{control}"


def _statements(at: Standing[object], control: str) -> Iterator[tuple[str, Statement]]:
    """Give the statements about the control, the nearest first, each with its origin."""
    scene, element = at.scene, at.element
    if (
        isinstance(element, Account | Network | Zone | Service | Flow | Identity | Trust)
        and control in element.controls
    ):
        yield "own statement", element.controls[control]
    for zone in _zones(scene, element):
        if control in zone.controls:
            yield f"zone {zone.id}", zone.controls[control]
    if isinstance(element, Network):
        for network in list(scene.enclosing(element.id))[1:]:
            if control in network.controls:
                yield f"network {network.id}", network.controls[control]
    if isinstance(element, Identity) and (account := scene.account_of(element)) and control in account.controls:
        yield f"account {account.id}", account.controls[control]
    if control in scene.system.controls:
        yield "system", scene.system.controls[control]
    if control in scene.organisation.controls:
        yield "organisation", scene.organisation.controls[control]


def _zones(scene: Scene, element: object) -> Iterator[Zone]:
    """Give the zones whose common controls hold for the element, the nearest first; a flow has its receiver's."""
    if isinstance(element, Service):
        yield from scene.around(element.zone)
    elif isinstance(element, Zone):
        yield from list(scene.around(element.id))[1:]
    elif isinstance(element, Flow):
        yield from scene.around(scene.zone_of(element.to))


def _said(at: Standing[object], control: Control, said: tuple[str, Statement]) -> ControlStanding:
    origin, statement = said
    return ControlStanding(
        control=control.id,
        element=at.id,
        status=statement.status,
        origin=origin,
        by=statement.by,
        on=statement.on,
        due=statement.due,
        because=statement.because,
        evidence=statement.evidence,
        place=statement.place,
    )


def _shown(at: Standing[object], control: Control) -> ControlStanding | None:
    """Give what the settings show: missing if one shows it missing, met if every setting that could shows it met.

    A setting that the kind has and nobody states leaves the control open: silence shows nothing.
    """
    element = at.element
    if not isinstance(element, Account | Network | Service | Identity | Trust):
        return None
    kind = at.scene.kind(element)
    asked = [sign for sign in control.shown_by if kind and sign.setting in kind.settings]
    values = [(sign, at.scene.setting(element, sign.setting)) for sign in asked]
    missing = [str(value) for sign, value in values if value and value.value in sign.not_met]
    met = [str(value) for sign, value in values if value and value.value in sign.met]
    if not missing and len(met) < sum(1 for sign in asked if sign.met):
        return None
    if not missing and not met:
        return None
    status: Standpoint = "not-met" if missing else "met"
    because = "; ".join(missing or met)
    return ControlStanding(
        control=control.id, element=at.id, status=status, origin="setting", because=because, place=element.place
    )


def _provided(at: Standing[object], control: Control) -> ControlStanding:
    """Give what the provider does, or that nobody says."""
    kind = at.scene.kind(at.element)
    duty = kind.responsibility.get(control.layer) if kind and isinstance(at.element, Service) else None
    said = at.scene.answers(at.element, control.layer) if isinstance(at.element, Service) else None
    holder = said.holder if said and said.holder else duty.holder if duty else control.responsibility
    if duty and holder == "none":
        return ControlStanding(
            control=control.id, element=at.id, status="not-applicable", origin="kind", because=duty.duty
        )
    taken_over = said and said.holder in {"customer", "shared"}
    if holder == "provider" or (control.responsibility == "provider" and not taken_over):
        because = (duty.provider_duty or duty.duty) if duty else "the provider does this for every customer"
        return ControlStanding(
            control=control.id, element=at.id, status="inherited", origin="provider", because=because
        )
    return ControlStanding(control=control.id, element=at.id, status="not-stated", origin="nobody")
