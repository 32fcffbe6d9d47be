"""Words for every element: its kind, its settings, and the controls that it lacks."""

from zonebook.assess.answer import Answer, Holds, NotStated, every, holds, missing
from zonebook.assess.conditions.word import WITH_CONTROLS, WITH_KIND, WITH_TAGS, word
from zonebook.assess.conditions.words.arguments import Controls, Kinds, Numbers, Settings, Traits
from zonebook.assess.conditions.words.queries import settings_are, shared
from zonebook.assess.controls.status import attribute, control_state
from zonebook.model import vocabulary
from zonebook.model.elements import Flow, Zone
from zonebook.model.resolved import Kinded
from zonebook.model.subject import Subject

_OPEN = {"partial": "only partly met", "planned": "only planned", "not-met": "not met"}


@word(*WITH_CONTROLS)
def without(at: Subject[object], want: Controls) -> Answer:
    """None of these controls is met for it. A control that is not stated leaves the question open."""
    found = [control_state(at, at.resolved.catalogue.controls[name]) for name in want]
    if any(each.status not in _OPEN and each.status != "not-stated" for each in found):
        return None
    unknown = tuple(attribute(at, each.control) for each in found if each.status == "not-stated")
    if unknown:
        return NotStated(unknown)
    return Holds(tuple(f"{each.control} is {_OPEN[each.status]}" for each in found))


@word(*WITH_CONTROLS)
def unless(at: Subject[object], want: Controls) -> Answer:
    """None of these controls is met for it. Silence counts as unmet: for threats whose other words show the danger."""
    found = [control_state(at, at.resolved.catalogue.controls[name]) for name in want]
    if any(each.status not in _OPEN and each.status != "not-stated" for each in found):
        return None
    return Holds(tuple(f"{each.control} is {_OPEN.get(each.status, 'not stated')}" for each in found))


@word(*WITH_TAGS, selects=True)
def tagged(at: Subject[Zone | Flow | Kinded], want: tuple[str, ...]) -> Answer:
    """It has one of these tags."""
    tag = shared(want, at.element.tags)
    return holds(f"it is tagged {tag}") if tag else None


@word(*WITH_KIND, selects=True, of_kind=True)
def kind(at: Subject[Kinded], want: Kinds) -> Answer:
    """It is of one of these kinds."""
    found = at.resolved.kind(at.element)
    if found is None:
        return missing(f"{at.route}.kind")
    return holds(f"it is of the kind {found.title}") if found.id in want else None


@word(*WITH_KIND, selects=True, of_kind=True)
def is_(at: Subject[Kinded], want: Traits) -> Answer:
    """Its kind has one of these traits."""
    trait = shared(want, at.resolved.traits(at.element))
    found = at.resolved.kind(at.element)
    return holds(f"{found.title} counts as {vocabulary.words(trait)}") if trait and found else None


def settable(at: Subject[Kinded], want: Settings | Numbers) -> bool:
    """Return whether an element can have these settings: its kind has every one of them, or is not stated."""
    found = at.resolved.kind(at.element)
    return found is None or all(name in found.settings for name in want)


@word(*WITH_KIND, applies=settable)
def setting(at: Subject[Kinded], want: Settings) -> Answer:
    """Each of these settings has one of the values. What is left out has the provider's default, or is not stated."""
    return every(settings_are(at.resolved, at.element, want, at.route))


@word(*WITH_KIND, applies=settable)
def setting_above(at: Subject[Kinded], want: Numbers) -> Answer:
    """Each of these settings is a number above the one given."""
    return every([_compared(at, name, (bound, "above")) for name, bound in want.items()])


@word(*WITH_KIND, applies=settable)
def setting_below(at: Subject[Kinded], want: Numbers) -> Answer:
    """Each of these settings is a number below the one given."""
    return every([_compared(at, name, (bound, "below")) for name, bound in want.items()])


def _compared(at: Subject[Kinded], name: str, bound: tuple[int, str]) -> Answer:
    value = at.resolved.setting(at.element, name)
    number, side = bound
    if value is None:
        found = at.resolved.kind(at.element)
        return missing(f"{at.route}.settings.{name}") if found and name in found.settings else None
    if isinstance(value.value, bool) or not isinstance(value.value, int | float):
        return None
    right = value.value > number if side == "above" else value.value < number
    return holds(f"{value}, {side} {number}") if right else None
