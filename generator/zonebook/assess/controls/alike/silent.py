"""Which controls are silent in a system: they are stated nowhere, no setting can show them, and no provider has them.

Most controls of the catalogue are silent in most systems. Their status is then not stated wherever they are asked, and
they lower no risk, so that nothing has to be looked up for each element.
"""

from collections.abc import Iterable

from zonebook.assess.controls.inheritance import stated_anywhere
from zonebook.assess.controls.layers.holders import layer_holder
from zonebook.model.catalogue import Control, Kind
from zonebook.model.elements import Service
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.model.settings import FLOW_FACTS
from zonebook.model.vocabulary import About, Holder

_KINDED: tuple[About, ...] = ("account", "network", "service", "identity", "trust")


def silent(resolved: ResolvedSystem, control: Control) -> bool:
    """Return whether the status of a control is not stated for every element, whatever values its settings have.

    It is `control_state` read backwards: a status comes from a statement, from a setting that shows it, or from who has
    its layer. An audit weakens a status and never makes one.
    """
    known = _known(resolved)
    if control.id not in known:
        known[control.id] = _is_silent(resolved, control)
    return known[control.id]


@once_per_system
def _known(resolved: ResolvedSystem) -> dict[str, bool]:  # noqa: ARG001  whose answers they are
    """Return the answers by control, to which others are added as they are asked for."""
    return {}


def _is_silent(resolved: ResolvedSystem, control: Control) -> bool:
    if control.id in stated_anywhere(resolved) or control.responsibility == "provider":
        return False
    if any(sign.setting in _settings(resolved) for sign in control.shown_by):
        return False
    return control.about != "service" or _holders(resolved, control.layer).isdisjoint({"none", "provider"})


@once_per_system
def _settings(resolved: ResolvedSystem) -> frozenset[str]:
    """Return the settings that an element of the system can have; a flow states two facts in their place."""
    flows = FLOW_FACTS if resolved.system.flows else ()
    return frozenset((*flows, *(name for kind in _kinds(resolved) for name in kind.settings)))


def _kinds(resolved: ResolvedSystem) -> Iterable[Kind]:
    elements = (each for about in _KINDED for each in resolved.elements(about))
    return {kind.id: kind for each in elements if (kind := resolved.kind(each))}.values()


def _holders(resolved: ResolvedSystem, layer: str) -> frozenset[Holder | None]:
    """Return who has a layer of the services of the system."""
    known = _by_layer(resolved)
    if layer not in known:
        services = resolved.system.services.values()
        known[layer] = frozenset(each for service in services for each in _holder(resolved, service, layer))
    return known[layer]


@once_per_system
def _by_layer(resolved: ResolvedSystem) -> dict[str, frozenset[Holder | None]]:  # noqa: ARG001  whose answers they are
    """Return the holders by layer, to which others are added as they are asked for."""
    return {}


def _holder(resolved: ResolvedSystem, service: Service, layer: str) -> tuple[Holder | None, ...]:
    """Return the one holder of a layer of a service; nothing where its kind has no such layer.

    Of the kind of a provider, and of a layer that nobody has, the kind decides unless the model states another.
    """
    kind = resolved.kind(service)
    if kind is None or layer not in kind.responsibility:
        return ()
    duty = kind.responsibility[layer]
    if (kind.provider or duty.holder == "none") and resolved.answers(service, layer) is None:
        return (duty.holder,)
    found = layer_holder(resolved, service, layer)
    return (found.holder,) if found else ()
