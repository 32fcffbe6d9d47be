"""The ranking of directory options, and the reason for the rank of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from zonebook.assess.answer import Predicate
from zonebook.assess.directory.advice import Advised, advised
from zonebook.assess.directory.fit import OptionVerdict, option_verdicts
from zonebook.model.options import DirectoryOption
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import DirectoryDecision

_WORDS = {"fits": "it fits", "open": "it fits under conditions", "fails": "it is ruled out"}
_POINTS = {"yes": 2, "partial": 1, "to-confirm": 0, "no": 0, "not-stated": 0}
_UNKNOWN = 99
"""The order of an option of which the catalogue states neither price nor size: behind those with one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """The result of an option by one measure: lower is better; `words` describes it."""

    value: tuple[int, ...]
    words: str


def answer(
    resolved: ResolvedSystem, conditions: Mapping[str, Predicate], decision: DirectoryDecision
) -> tuple[OptionVerdict, ...]:
    """Return the options for a decision, the best first: what `ranked` returns for its verdicts and its rules."""
    return ranked(resolved, option_verdicts(resolved, decision), advised(resolved, conditions, decision))


def ranked(
    resolved: ResolvedSystem, options: Sequence[OptionVerdict], rules: Sequence[Advised]
) -> tuple[OptionVerdict, ...]:
    """Return the options, the best first, each with its marks as text and what ranks it below the one before.

    Measured in turn: whether it is ruled out; whether a rule that holds says to avoid it; how much rules it out; the
    conditions on required needs; the wanted needs that it meets; the rules that say to choose it; how far the numbers
    are beyond what it is made for; its other conditions; its price; its size; how much of it the customer operates.
    The id orders what is equal by all of them.
    """
    holding = tuple(each for each in rules if each.reasons)
    found = sorted(
        ((_marks(resolved, each, holding), each) for each in options),
        key=lambda pair: ([mark.value for mark in pair[0]], pair[1].option),
    )
    before: tuple[_Mark, ...] = ()
    described = []
    for marks, option in found:
        words = tuple(mark.words for mark in marks if mark.words)
        described.append(replace(option, rank=words, behind=_behind(before, marks)))
        before = marks
    return tuple(described)


def _behind(before: tuple[_Mark, ...], marks: tuple[_Mark, ...]) -> str:
    """Return the first measure by which an option is worse than the one before it."""
    if not before:
        return ""
    for better, worse in zip(before, marks, strict=True):
        if worse.value > better.value:
            return f"{worse.words}; there, {better.words}" if better.words else worse.words
    return "equal by every measure"


def _marks(resolved: ResolvedSystem, verdict: OptionVerdict, holding: tuple[Advised, ...]) -> tuple[_Mark, ...]:
    option = resolved.catalogue.directories[verdict.option]
    against = len(verdict.against)
    other = len(verdict.open_) - verdict.unmet
    return (
        _Mark(value=(int(verdict.fit == "fails"),), words=_WORDS[verdict.fit]),
        _avoided(option, holding),
        _Mark(value=(against,), words=_many(against, "reason", "reasons", "against it")),
        _Mark(value=(verdict.unmet,), words=_many(verdict.unmet, "condition", "conditions", "on required needs")),
        _wanted(verdict),
        _chosen(option, holding),
        _Mark(value=(verdict.excess,), words=_beyond(verdict.excess)),
        _Mark(value=(other,), words=_many(other, "other condition", "other conditions", "")),
        _price(option),
        _size(option),
        _operated(option),
    )


def _many(number: int, one: str, more: str, what: str) -> str:
    return f"{number} {one if number == 1 else more} {what}".rstrip() if number else ""


def _beyond(excess: int) -> str:
    return f"numbers {excess} per cent beyond what it is made for" if excess else ""


def _avoided(option: DirectoryOption, holding: tuple[Advised, ...]) -> _Mark:
    rules = [each.advice.title for each in holding if option.id in each.advice.avoid]
    words = f"to be avoided, by the rule: {rules[0]}" if rules else ""
    return _Mark(value=(1 if rules else 0,), words=words)


def _wanted(verdict: OptionVerdict) -> _Mark:
    wanted = [each for each in verdict.needs if each.need.weight == "wanted"]
    points = sum(_POINTS[each.answer] for each in wanted)
    partly = sum(1 for each in wanted if each.answer == "partial")
    met = sum(1 for each in wanted if each.answer == "yes")
    words = f"{met} of {len(wanted)} wanted needs met{f', {partly} partly' if partly else ''}" if wanted else ""
    return _Mark(value=(2 * len(wanted) - points,), words=words)


def _chosen(option: DirectoryOption, holding: tuple[Advised, ...]) -> _Mark:
    """Return the first rule that names the option; what it names first comes before what it names otherwise."""
    for index, each in enumerate(holding):
        if each.names(option.id):
            otherwise = option.id not in each.advice.choose
            words = f"{'otherwise' if otherwise else 'chosen'} by the rule: {each.advice.title}"
            return _Mark(value=(index, int(otherwise)), words=words)
    return _Mark(value=(len(holding), 0), words="no rule that holds advises it" if holding else "")


def _price(option: DirectoryOption) -> _Mark:
    if option.cost is None:
        return _Mark(value=(_UNKNOWN,), words="price not stated")
    return _Mark(value=(option.cost.rank,), words=f"price {option.cost.rank} of 9")


def _size(option: DirectoryOption) -> _Mark:
    if option.size is None:
        return _Mark(value=(_UNKNOWN,), words="size not stated")
    return _Mark(value=(option.size,), words=f"size {option.size} of 9")


def _operated(option: DirectoryOption) -> _Mark:
    holders = [each.holder for each in option.duties.values()]
    own, shared = holders.count("customer"), holders.count("shared")
    words = f"{own} of {len(holders)} layers are the customer's, {shared} shared" if holders else ""
    return _Mark(value=(own, shared), words=words)
