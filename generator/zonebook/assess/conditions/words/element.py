"""Words for every element: its kind, its settings, and the controls that it lacks."""

from zonebook.assess.answer import Answer, Holds, NotStated, every, holds, missing
from zonebook.assess.conditions.word import WITH_CONTROLS, WITH_KIND, WITH_TAGS, word
from zonebook.assess.conditions.words import looks
from zonebook.assess.conditions.words.arguments import Controls, Kinds, Numbers, Settings, Traits
from zonebook.assess.conditions.words.queries import settings_are, shared
from zonebook.assess.controls.state import ControlState
from zonebook.assess.controls.status import attribute, control_state
from zonebook.model import vocabulary
from zonebook.model.elements import Flow, Zone
from zonebook.model.resolved import Kinded
from zonebook.model.subject import Subject

_OPEN = {
    "partial": "only partly met",
    "planned": "only planned",
    "not-met": "not met",
    "not-stated": "not stated",
    "alternative": "met by other means, which are not shown to answer this",
}


def _lacking(at: Subject[object], want: Controls, *, silence: bool, beside_facts: bool) -> Answer:
    """Return whether none of these controls is in place, with what is said of each.

    Where `silence` is true, one that is not stated counts as not met; otherwise it leaves the question open. Beside
    facts, a declaration that a control is not applicable does not settle the question: the facts stay.
    """
    found = [control_state(at, at.resolved.catalogue.controls[name]) for name in want]
    reasons = [_open_reason(each, beside_facts=beside_facts) for each in found]
    if any(each is None for each in reasons):
        return None
    unknown = tuple(attribute(at, each.control) for each in found if each.status == "not-stated")
    if unknown and not silence:
        return NotStated(unknown)
    return Holds(tuple(each for each in reasons if each))


def _open_reason(state: ControlState, *, beside_facts: bool) -> str | None:
    """Return in what way a control is not in place; None where it is, or need not be."""
    if state.status == "not-applicable" and state.declared and beside_facts:
        by = f" by {state.by}" if state.by else f" ({state.origin})"
        return f"{state.control} is declared not applicable{by}, because {state.because.rstrip('.')}"
    if state.status in _OPEN and not state.in_place:
        return f"{state.control} is {_OPEN[state.status]}"
    return None


def _without_beside_facts(at: Subject[object], want: Controls) -> Answer:
    return _lacking(at, want, silence=False, beside_facts=True)


def _unless_beside_facts(at: Subject[object], want: Controls) -> Answer:
    return _lacking(at, want, silence=True, beside_facts=True)


@word(*WITH_CONTROLS, says="control", beside_facts=_without_beside_facts, looks_for=looks.controls_look)
def without(at: Subject[object], want: Controls) -> Answer:
    """None of these controls is met for it. A control that is not stated leaves the question open.

    For conditions whose other words say circumstances: what it is, where it stands, what it holds, who reaches it.
    Silence is then a gap and no finding, because nothing that is stated is wrong. Beside a word that says a weakness,
    use `unless`.

    One that is declared not applicable counts as settled, except beside a word that says a weakness: what that word
    finds stays a finding, with the declaration among its reasons.
    """
    return _lacking(at, want, silence=False, beside_facts=False)


@word(*WITH_CONTROLS, says="control", beside_facts=_unless_beside_facts, looks_for=looks.controls_look)
def unless(at: Subject[object], want: Controls) -> Answer:
    """None of these controls is met for it. A control that is not stated counts as not met.

    For conditions of which another word says a weakness, by what the model states or by the provider's default. That
    fact is the finding; a control that nobody states does not make it a question. Without such a word, use `without`.

    One that is declared not applicable does not settle what such a word finds: the declaration is among the reasons.
    """
    return _lacking(at, want, silence=True, beside_facts=False)


@word(*WITH_TAGS, says="circumstance", selects=True, looks=looks.tags_look)
def tagged(at: Subject[Zone | Flow | Kinded], want: tuple[str, ...]) -> Answer:
    """It has one of these tags."""
    tag = shared(want, at.element.tags)
    return holds(f"it is tagged {tag}") if tag else None


@word(*WITH_KIND, says="circumstance", selects=True, of_kind=True, looks=looks.kind_look)
def kind(at: Subject[Kinded], want: Kinds) -> Answer:
    """It is of one of these kinds."""
    found = at.resolved.kind(at.element)
    if found is None:
        return missing(f"{at.route}.kind")
    return holds(f"it is of the kind {found.title}") if found.id in want else None


@word(*WITH_KIND, says="circumstance", selects=True, of_kind=True, looks=looks.kind_look)
def is_(at: Subject[Kinded], want: Traits) -> Answer:
    """Its kind has one of these traits."""
    found = at.resolved.kind(at.element)
    if found is None:
        return missing(f"{at.route}.kind")
    trait = shared(want, found.traits)
    return holds(f"{found.title} counts as {vocabulary.words(trait)}") if trait else None


def settable(at: Subject[Kinded], want: Settings | Numbers) -> bool:
    """Return whether an element can have these settings: its kind has every one of them, or is not stated."""
    found = at.resolved.kind(at.element)
    return found is None or all(name in found.settings for name in want)


@word(*WITH_KIND, says="weakness", applies=settable, looks=looks.settings_look)
def setting(at: Subject[Kinded], want: Settings) -> Answer:
    """Each of these settings has one of the values. What is left out has the provider's default, or is not stated."""
    return every(settings_are(at.resolved, at.element, want, at.route))


@word(*WITH_KIND, says="weakness", applies=settable, looks=looks.settings_look)
def setting_above(at: Subject[Kinded], want: Numbers) -> Answer:
    """Each of these settings is a number above the one given."""
    return every([_compared(at, name, (bound, "above")) for name, bound in want.items()])


@word(*WITH_KIND, says="weakness", applies=settable, looks=looks.settings_look)
def setting_below(at: Subject[Kinded], want: Numbers) -> Answer:
    """Each of these settings is a number below the one given."""
    return every([_compared(at, name, (bound, "below")) for name, bound in want.items()])


def _compared(at: Subject[Kinded], name: str, bound: tuple[int, str]) -> Answer:
    value = at.resolved.setting(at.element, name)
    number, side = bound
    if value is None:
        found = at.resolved.kind(at.element)
        if found is None:
            return missing(f"{at.route}.kind")
        return missing(f"{at.route}.settings.{name}") if name in found.settings else None
    if isinstance(value.value, bool) or not isinstance(value.value, int | float):
        return None
    right = value.value > number if side == "above" else value.value < number
    return holds(f"{value}, {side} {number}") if right else None
