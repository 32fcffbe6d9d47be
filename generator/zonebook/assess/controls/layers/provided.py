"""The status of a control by who has its layer: what the provider does is inherited."""

from zonebook.assess.controls.grounds import covering
from zonebook.assess.controls.inheritance import Origin
from zonebook.assess.controls.layers.holders import layer_holder
from zonebook.assess.controls.state import ControlState
from zonebook.model.catalogue import Control
from zonebook.model.elements import Service
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import Holder


def provided(at: Subject[object], control: Control) -> ControlState:
    """Return the state by the responsibility for the layer; not stated where the customer has it, or nobody says."""
    held = layer_holder(at.resolved, at.element, control.layer) if isinstance(at.element, Service) else None
    holder = held.holder if held else control.responsibility
    if held and holder == "none":
        return ControlState(
            control=control.id,
            element=at.id,
            status="not-applicable",
            origin=Origin(level="kind"),
            because=held.duty,
        )
    if holder == "provider" or (control.responsibility == "provider" and not _taken_over(at, control, holder)):
        because = (held.provider_duty or held.duty) if held else "the provider does this for every customer"
        report = covering(at.resolved, at.resolved.kind(at.element), held.provider if held else "")
        return ControlState(
            control=control.id,
            element=at.id,
            status="inherited",
            origin=Origin(level="provider"),
            because=because,
            report=report.id if report else "",
        )
    return ControlState(control=control.id, element=at.id, status="not-stated", origin=Origin(level="none"))


def _taken_over(at: Subject[object], control: Control, holder: Holder | None) -> bool:
    """Return whether the model, and not the kind alone, gives the customer a part in the layer of a control."""
    kind = at.resolved.kind(at.element)
    if not isinstance(at.element, Service) or kind is None or control.layer not in kind.responsibility:
        return False
    said = at.resolved.answers(at.element, control.layer)
    stated = bool(said and said.holder in {"customer", "shared"})
    return stated or holder != kind.responsibility[control.layer].holder
