"""Who answers for a requirement, in words: the layers that it is about, and who has them here."""

from collections.abc import Iterator, Mapping

from zonebook.assess.controls.responsibility import LayerDuty
from zonebook.assess.planning.requirement_holders import RequirementHolders, Unanswered
from zonebook.model import vocabulary
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import Holder
from zonebook.present import badges, hyperlinks

_ORDER: Mapping[Holder | None, str] = {
    "provider": "provider",
    "shared": "shared",
    "customer": "customer",
    None: "not stated",
}
_UNANSWERED: Mapping[Unanswered, str] = {
    "no-group": "The catalogue does not say which layers it is about.",
    "no-layer": "No service here has a layer that it is about.",
    "no-holder": "Nobody says who has its layers.",
}


def word(found: RequirementHolders) -> str:
    """Return who answers, as a cell of a sheet."""
    return found.responsible or "not stated"


def layers(found: RequirementHolders) -> tuple[str, ...]:
    """Return each layer with how many services each side has it of; the organisation where no layer decides."""
    if found.group is None:
        return ()
    if found.group.holder:
        return ("the organisation itself" if found.group.holder == "customer" else "providers alone",)
    return tuple(_layer(layer, held) for layer, held in found.by_layer.items())


def _layer(layer: str, held: Mapping[Holder | None, int]) -> str:
    counts = [f"{held[holder]} {word}" for holder, word in _ORDER.items() if held.get(holder)]
    return f"{badges.LAYER_TITLES[layer]} ({', '.join(counts) or 'no service'})"


def why(found: RequirementHolders) -> str:
    """Return why that side answers, or why it is not stated."""
    if found.unanswered == "no-layer" and found.group and found.group.traits:
        return f"Nothing here is of the sort that it is about: {', '.join(map(vocabulary.words, found.group.traits))}."
    return _UNANSWERED.get(found.unanswered) or (found.group.because if found.group else "")


def parts(resolved: ResolvedSystem, found: RequirementHolders) -> Iterator[str]:
    """Yield each duty in words, once: its layer, our part, and the provider's."""
    yield from dict.fromkeys(_duty(resolved, each) for each in found.duties if each.holder)


def _duty(resolved: ResolvedSystem, duty: LayerDuty) -> str:
    layer, provider = badges.LAYER_TITLES[duty.layer], provider_name(resolved, duty)
    if duty.holder == "provider":
        return f"{layer} ({provider}): {duty.provider_duty or duty.duty}"
    theirs = f" {provider}: {duty.provider_duty}" if duty.provider_duty and duty.holder == "shared" else ""
    return f"{layer} (ours): {duty.duty}{theirs}"


def provider_name(resolved: ResolvedSystem, duty: LayerDuty) -> str:
    """Return the name of who has the provider's part of a duty; that of the service where nobody is named for it."""
    if duty.provider:
        return hyperlinks.party(resolved, duty.provider)
    return f"provider of {resolved.system.services[duty.service].title or duty.service}"
