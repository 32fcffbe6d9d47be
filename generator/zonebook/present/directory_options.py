"""Directory options weighed against each other: their order, what would change it, and who does what under each."""

from collections.abc import Iterator

from zonebook.assess.directory.fit import OptionVerdict
from zonebook.assess.directory.sensitivity import ChangeEffect, DecisionChange
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Link, Text, Tone
from zonebook.document.page import Block, Prose, Row, Table
from zonebook.model.options import DirectoryOption
from zonebook.model.vocabulary import LAYERS
from zonebook.present import badges, hyperlinks, page_paths

_FIT: dict[str, tuple[str, Tone]] = {
    "fits": ("fits", "yes"),
    "open": ("with conditions", "partial"),
    "fails": ("ruled out", "no"),
}
_EFFECT: dict[ChangeEffect, tuple[str, Tone]] = {
    "would-fit": ("would no longer be ruled out", "yes"),
    "far-off": ("too much would have to change", "no"),
    "closed": ("not offered any more, whatever changes", "no"),
    "would-fail": ("would be ruled out", "no"),
    "would-depend": ("would get a condition", "partial"),
}
ORDER = (
    "Counted in turn: whether it is ruled out; whether a rule says to avoid it; how much rules it out; required needs "
    "that are not settled; the first rule that names it; required needs that it meets in part; wanted needs; how far "
    "the numbers are beyond what it is for; whether the rule names it otherwise; its other conditions; its price; its "
    "size; how much of it the customer operates."
)
"""How the options are put in order, for readers."""
_LEFT = 3
"""How many of the options that are left are shown at once."""
_COMPARED = 2
"""How many alternatives are compared side by side with the choice."""


def compared(judged: SystemAssessment) -> tuple[DirectoryOption, ...]:
    """Return the choice, where there is one, and the best alternatives that divide the duties differently."""
    known = judged.resolved.catalogue.directories
    first = [known[each.option] for each in judged.options if each.chosen]
    found = list(first)
    for each in judged.options:
        option = known[each.option]
        if len(found) < len(first) + _COMPARED and all(option.duties != other.duties for other in found):
            found.append(option)
    return tuple(found)


def option_link(judged: SystemAssessment, name: str) -> Text:
    """Return an option by its title, linked, and marked where it was chosen."""
    option = judged.resolved.catalogue.directories[name]
    link = Link(text=option.title, to=page_paths.entry("directories", name))
    chosen = judged.resolved.system.directory and judged.resolved.system.directory.choice == name
    return (link, " ", Badge(text="chosen", tone="shared")) if chosen else (link,)


def fit(each: OptionVerdict) -> Text:
    """Return the verdict on an option, with its mark."""
    words, tone = _FIT[each.fit]
    return (Badge(text=words, tone=tone),)


def verdict_of(judged: SystemAssessment) -> str:
    """Return the answer in two sentences: what meets the needs best, and how the choice compares with it."""
    options, found = judged.resolved.catalogue.directories, judged.recommended
    if found is None:
        return "The catalogue has no option."
    title = options[found.option].title
    if found.against:
        return f"No option meets every required need. {title} comes nearest: {found.against[0]}. {_choice(judged)}"
    number = len(found.conditions)
    under = f", under {number} condition{'s' if number > 1 else ''}" if number else ""
    return f"What is asked for is met best by {title}{under}. {_choice(judged)}"


def _choice(judged: SystemAssessment) -> str:
    chosen = next((each for each in judged.options if each.chosen), None)
    if chosen is None:
        return "Nothing has been chosen yet."
    title = judged.resolved.catalogue.directories[chosen.option].title
    if judged.recommended and judged.recommended.option == chosen.option:
        return "It is the choice, all the same." if chosen.against else "It is the choice."
    outcome = {
        "fits": "meets every required need as well",
        "open": "meets the required needs under conditions",
        "fails": "is ruled out",
    }[chosen.fit]
    return f"The choice is {title}, which {outcome}."


def beside_choice(judged: SystemAssessment) -> Text:
    """Return the services of the model by which another option than the choice stands there; empty where none does."""
    known = judged.resolved.catalogue.directories
    decision = judged.resolved.system.directory
    own = known[decision.choice].kinds if decision and decision.choice in known else ()
    kinds = {kind for option in known.values() for kind in option.kinds if kind not in own}
    services = judged.resolved.system.services.values()
    found = tuple((hyperlinks.endpoint_link(judged.resolved, each.id),) for each in services if each.kind in kinds)
    return ("Beside the choice, the model has ", *badges.spread(found), ".") if found else ()


def reasons(judged: SystemAssessment) -> tuple[str, ...]:
    """Return the facts that decided; one of them says so where no rule speaks for the option."""
    found = judged.recommended
    if found is None:
        return ()
    told = found.facts
    avoiding = [each.advice.title for each in judged.advice if each.reasons and found.option in each.advice.avoid]
    if avoiding:
        told = (*told, f"A rule that holds says to avoid it, and nothing else is left: {avoiding[0]}.")
    if not found.rules:
        told = (
            *told,
            "No rule of the catalogue speaks for it: it comes first by the needs, the price and the size alone.",
        )
    return told


def running(judged: SystemAssessment) -> tuple[tuple[str, str], ...]:
    """Return what the recommended option costs to run, each with its name: whose the layers become, and its price."""
    found = judged.recommended
    if found is None:
        return ()
    option = judged.resolved.catalogue.directories[found.option]
    told = [
        (words, _layers(names)) for words, names in (("Yours to run", found.own), ("Shared", found.shared)) if names
    ]
    if option.cost:
        note = f" {option.cost.note}" if option.cost.note else ""
        told.append(("Price", f"{option.cost.rank} of 9, where 1 is the cheapest.{note}"))
    return tuple(told)


def _layers(names: tuple[str, ...]) -> str:
    titles = (badges.LAYER_TITLES[layer] for layer in names)
    return f"{', '.join(f'{each[0].lower()}{each[1:]}' for each in titles)}."


_TRUSTS = {
    "one-way": (
        "A one-way trust is enough: the new directory trusts the existing forest, in which people keep their accounts."
    ),
    "two-way": "A two-way trust is needed, as services of the provider read the people of the existing forest.",
}


def first_steps(judged: SystemAssessment) -> tuple[str, ...]:
    """Return what to do first, in order; where a trust is needed, its direction comes before the steps."""
    found = judged.recommended
    if found is None:
        return ()
    return (_TRUSTS[found.trust], *found.steps) if found.trust else found.steps


def turned(judged: SystemAssessment) -> tuple[tuple[str, str], ...]:
    """Return each statement that would put another option first, and that option; what is open today says so."""
    return tuple(
        (f"{each.statement[0].upper()}{each.statement[1:]}{' (not stated)' if each.open_ else ''}", each.option)
        for each in judged.turns
    )


def in_order(judged: SystemAssessment) -> tuple[Text, ...]:
    """Return the best options that are left, each with its verdict; then how many more are left, and are ruled out."""
    left = [(*option_link(judged, each.option), " ", *fit(each)) for each in judged.options if each.fit != "fails"]
    more, failing = len(left) - _LEFT, len(judged.options) - len(left)
    told = [f"{more} more {'is' if more == 1 else 'are'} left"] if more > 0 else []
    told += [f"{'' if left else 'all '}{failing} {'is' if failing == 1 else 'are'} ruled out"] if failing else []
    return (*left[:_LEFT], (f"{', '.join(told)}.".capitalize(),)) if told else tuple(left)


def ranking(judged: SystemAssessment) -> Table:
    """Return the options in their order, each with its verdict and what ranks it behind the one before."""
    rows = tuple(
        Row(
            id=each.option,
            cells=(
                option_link(judged, each.option),
                fit(each),
                badges.words(each.behind or "–"),
            ),
        )
        for each in judged.options
    )
    columns = ("Option", "Verdict", "Behind the one before, because")
    return Table(name="directory-ranking", title="How they are put in order", lead=ORDER, columns=columns, rows=rows)


def would_change(judged: SystemAssessment) -> Iterator[Block]:
    """Yield what would rule the choice out, and what would let the others in."""
    against = [each for each in judged.would_change if each.effect in {"would-fail", "would-depend"}]
    towards = [each for each in judged.would_change if each.effect in {"would-fit", "far-off", "closed"}]
    if towards:
        yield Table(
            name="directory-let-in",
            title="What would let another option in",
            lead="If this fell away, an option that is ruled out would come in.",
            columns=("Option", "If", "Then"),
            rows=tuple(
                Row(id=each.option, cells=(option_link(judged, each.option), _changes(each), _effect(each)))
                for each in towards
            ),
        )
    if against:
        yield Table(
            name="directory-against-choice",
            title="What would rule the choice out",
            lead="If this came, the choice would no longer stand as it does.",
            columns=("If", "The choice", "Options left"),
            rows=tuple(
                Row(id=f"change-{number}", cells=(_changes(each), _effect(each), _left(judged, each)))
                for number, each in enumerate(against, 1)
            ),
        )


def _changes(each: DecisionChange) -> Text:
    return ("; ".join(each.changes) or "–",)


def _effect(each: DecisionChange) -> Text:
    words, tone = _EFFECT[each.effect]
    return (Badge(text=words, tone=tone),)


def _left(judged: SystemAssessment, each: DecisionChange) -> Text:
    return badges.spread(tuple(option_link(judged, name) for name in each.then)) if each.then else ("none",)


def duties(judged: SystemAssessment) -> Iterator[Block]:
    """Yield who does what, layer by layer, under the choice and under the best alternatives."""
    options = compared(judged)
    if not any(each.duties for each in options):
        return
    layers = [layer for layer in LAYERS if any(layer in each.duties for each in options)]
    differing = [layer for layer in layers if any(_holder(each, layer) != "provider" for each in options)]
    same = [badges.LAYER_TITLES[layer].lower() for layer in layers if layer not in differing]
    if same:
        yield Prose(paragraphs=((f"Always the provider's: {', '.join(same)}.",),))
    rows = tuple(
        Row(id=layer, cells=((badges.LAYER_TITLES[layer],), *(_duty(judged, each, layer) for each in options)))
        for layer in differing
    )
    columns = ("Layer", *(each.title for each in options))
    yield Table(name="directory-duties", title="Who does what", columns=columns, rows=rows)


def _holder(option: DirectoryOption, layer: str) -> str:
    return option.duties[layer].holder if layer in option.duties else ""


def _duty(judged: SystemAssessment, option: DirectoryOption, layer: str) -> Text:
    if layer not in option.duties:
        return (Badge(text="not stated", tone="not-stated"),)
    duty = option.duties[layer]
    who = _parties(judged, option, layer)
    provider = f" {duty.provider_duty}" if duty.provider_duty else ""
    named = f" ({', '.join(who)})" if who else ""
    return (badges.holder(duty.holder), f"{named} {duty.duty}{provider}")


def _parties(judged: SystemAssessment, option: DirectoryOption, layer: str) -> tuple[str, ...]:
    """List the parties responsible for the layer of the directory's services in the model; none for an alternative."""
    decision = judged.resolved.system.directory
    if decision is None or decision.choice != option.id:
        return ()
    services = judged.resolved.system.services
    found = (
        hyperlinks.party(judged.resolved, each.party)
        for each in judged.duties
        if each.layer == layer and each.party and services[each.service].kind in option.kinds
    )
    return tuple(dict.fromkeys(found))
