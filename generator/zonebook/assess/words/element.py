"""Words for everything: what kind of thing it is, how it is set, which controls it is without."""

from zonebook.assess.answer import Answer, Because, NotStated, every, holds, missing
from zonebook.assess.controls import attribute, control_standing
from zonebook.assess.words.ask import settings_are, shared
from zonebook.assess.words.want import Controls, Kinds, Numbers, Settings, Traits
from zonebook.model.elements import Flow, Zone
from zonebook.model.scene import Kinded
from zonebook.model.standing import Standing

_OPEN = {"partial": "only partly met", "planned": "only planned", "not-met": "not met"}


def without(at: Standing[object], want: Controls) -> Answer:
    """None of these controls is met for it. A control that is not stated leaves the question open."""
    found = [control_standing(at, at.scene.catalogue.controls[name]) for name in want]
    if any(each.status not in _OPEN and each.status != "not-stated" for each in found):
        return None
    unknown = tuple(attribute(at, each.control) for each in found if each.status == "not-stated")
    if unknown:
        return NotStated(unknown)
    return Because(tuple(f"{each.control} is {_OPEN[each.status]}" for each in found))


def unless(at: Standing[object], want: Controls) -> Answer:
    """None of these controls is met for it. Silence counts as unmet: for threats whose other words show the danger."""
    found = [control_standing(at, at.scene.catalogue.controls[name]) for name in want]
    if any(each.status not in _OPEN and each.status != "not-stated" for each in found):
        return None
    return Because(tuple(f"{each.control} is {_OPEN.get(each.status, 'not stated')}" for each in found))


def tagged(at: Standing[Zone | Flow | Kinded], want: tuple[str, ...]) -> Answer:
    """It has one of these tags."""
    tag = shared(want, at.element.tags)
    return holds(f"it is tagged {tag}") if tag else None


def kind(at: Standing[Kinded], want: Kinds) -> Answer:
    """It is of one of these kinds."""
    found = at.scene.kind(at.element)
    if found is None:
        return missing(f"{at.route}.kind")
    return holds(f"it is of the kind {found.title}") if found.id in want else None


def is_(at: Standing[Kinded], want: Traits) -> Answer:
    """Its kind has one of these traits."""
    trait = shared(want, at.scene.traits(at.element))
    found = at.scene.kind(at.element)
    return holds(f"{found.title} counts as {trait.replace('-', ' ')}") if trait and found else None


def setting(at: Standing[Kinded], want: Settings) -> Answer:
    """Each of these settings has one of the values. What is left out has the provider's default, or is not stated."""
    return every(settings_are(at.scene, at.element, want, at.route))


def settable(at: Standing[Kinded], want: Settings | Numbers) -> bool:
    """Say whether the thing can be set like this at all: its kind has every one of the settings, or is not stated."""
    found = at.scene.kind(at.element)
    return found is None or all(name in found.settings for name in want)


def setting_above(at: Standing[Kinded], want: Numbers) -> Answer:
    """Each of these settings is a number above the one given."""
    return every([_compared(at, name, (bound, "above")) for name, bound in want.items()])


def setting_below(at: Standing[Kinded], want: Numbers) -> Answer:
    """Each of these settings is a number below the one given."""
    return every([_compared(at, name, (bound, "below")) for name, bound in want.items()])


def _compared(at: Standing[Kinded], name: str, bound: tuple[int, str]) -> Answer:
    value = at.scene.setting(at.element, name)
    number, side = bound
    if value is None:
        found = at.scene.kind(at.element)
        return missing(f"{at.route}.settings.{name}") if found and name in found.settings else None
    if isinstance(value.value, bool) or not isinstance(value.value, int | float):
        return None
    right = value.value > number if side == "above" else value.value < number
    return holds(f"{value}, {side} {number}") if right else None
