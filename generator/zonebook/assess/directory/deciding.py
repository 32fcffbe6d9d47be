"""The facts that decided for the first of the directory options: what puts the most of the others behind it."""

from collections.abc import Iterator, Mapping, Sequence

from zonebook.assess.directory import limits
from zonebook.assess.directory.advice import Advised
from zonebook.assess.directory.assumptions import FilledDecision, filled
from zonebook.assess.directory.fit import Measure, OptionVerdict, served, title
from zonebook.assess.directory.premises import groundless, joined
from zonebook.model.resolved import ResolvedSystem

_MOST = 3
"""The most facts that are told."""
_NAMED = 3
"""How many options a sentence names before it counts the others, and how many reasons of a rule."""
_POINTS = {"yes": 2, "partial": 1}


def deciding_facts(
    resolved: ResolvedSystem, options: Sequence[OptionVerdict], naming: Sequence[Advised]
) -> tuple[str, ...]:
    """Return at most three facts: the leading rule that names the first, then what puts the most others behind it.

    Every option that can still be had counts once, by the measure of the ranking that puts it behind.
    """
    decision = resolved.system.directory
    if decision is None:
        return ()
    whole = filled(resolved, decision)
    known = resolved.catalogue.directories
    grounds: dict[str, list[str]] = {}
    left = []
    for rival in options[1:]:
        if known[rival.option].lifecycle.status == "current":
            left.append(rival.option)
            for words in dict.fromkeys(_grounds(resolved, whole, options[0], rival)):
                grounds.setdefault(words, []).append(rival.option)
    found = [f"{each.advice.title}: {'; '.join(each.reasons[:_NAMED])}." for each in naming[:1]]
    while len(found) < _MOST and grounds:
        words = max(grounds, key=lambda each: len([name for name in grounds[each] if name in left]))
        rivals = [name for name in grounds.pop(words) if name in left]
        if not rivals:
            break
        found.append(f"{words} {_listed([known[name].title for name in rivals])}.")
        left = [name for name in left if name not in rivals]
    return tuple(found)


def _listed(titles: Sequence[str]) -> str:
    more = len(titles) - _NAMED
    shown = titles if more <= 1 else (*titles[:_NAMED], f"{more} others")
    return shown[0] if len(shown) == 1 else f"{'; '.join(shown[:-1])}; and {shown[-1]}"


def _grounds(
    resolved: ResolvedSystem, decision: FilledDecision, first: OptionVerdict, rival: OptionVerdict
) -> Iterator[str]:
    """Yield the beginning of each sentence that says why an option is behind the first, by the measure that decides.

    What the leading rule decides is said by the rule itself.
    """
    measure = rival.lost_by
    if rival.fit == "fails":
        yield from _exclusions(resolved, decision, first, rival)
    elif measure in {"unsettled", "partly"}:
        yield from _conditions(resolved, first, rival)
    elif measure == "wanted":
        yield from _wishes(resolved, first, rival)
    elif measure and measure in _PLAIN:
        yield _PLAIN[measure]


_PLAIN: Mapping[Measure, str] = {
    "avoided": "A rule that holds says to avoid",
    "excess": "The numbers are beyond what is advised for",
    "conditions": "Fewer conditions have to be met than with",
    "price": "All that is asked for costs less than with",
    "size": "Less is set up anew than with",
    "operated": "Less is left for the customer to run than with",
}
"""The sentences that need no more than the measure."""


def _exclusions(
    resolved: ResolvedSystem, decision: FilledDecision, first: OptionVerdict, rival: OptionVerdict
) -> Iterator[str]:
    """Yield what rules an option out, and not the first one."""
    option = resolved.catalogue.directories[rival.option]
    if groundless(decision, option):
        ground = "identity provider to rest on" if option.needs_provider else "Active Directory to build on"
        yield f"There is no {ground}, which rules out"
    if joined(decision, option):
        yield "It must stand if the existing forest falls, which rules out"
    for name, number in limits.exceeded(decision, option):
        if option.limits[name].firm:
            yield f"{limits.figure(name, number)} are needed, which rules out"
    for name, support in served(resolved, decision, option):
        if support.answer == "no":
            yield f"{resolved.catalogue.kinds[name].title} will use it, which rules out"
    lacked = {each.capability for each in first.needs if each.fails}
    for each in rival.needs:
        if each.fails and each.capability not in lacked:
            yield f"{title(resolved, each.capability)} is required, which rules out"


def _conditions(resolved: ResolvedSystem, first: OptionVerdict, rival: OptionVerdict) -> Iterator[str]:
    surely = {each.capability for each in first.needs if not each.unsure}
    named = [each for each in rival.needs if each.unsure and each.capability in surely]
    for each in named:
        yield f"{title(resolved, each.capability)} is required, and only partly or not surely met by"
    if not named:
        yield "More of what is asked for is left open by"


def _wishes(resolved: ResolvedSystem, first: OptionVerdict, rival: OptionVerdict) -> Iterator[str]:
    mine = {each.capability: _POINTS.get(each.answer, 0) for each in first.needs}
    for each in rival.needs:
        if each.need.weight == "wanted" and _POINTS.get(each.answer, 0) < mine[each.capability]:
            yield f"{title(resolved, each.capability)} is wanted, and met less by"
