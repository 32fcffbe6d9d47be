"""The ranking of directory options, and the reason for the rank of each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from zonebook.assess.answer import Predicate
from zonebook.assess.directory.advice import Advised, advised
from zonebook.assess.directory.fit import Measure, OptionVerdict, option_verdicts
from zonebook.model.options import DirectoryOption
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import DirectoryDecision
from zonebook.values.record import dataclass

_WORDS = {"fits": "it fits", "open": "it fits under conditions", "fails": "it is ruled out"}
_POINTS = {"yes": 2, "partial": 1, "to-confirm": 0, "no": 0, "not-stated": 0}
_UNKNOWN = 99
"""The order of an option of which the catalogue states neither price nor size: behind those with one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """The result of an option by one measure: lower is better; `words` describes it."""

    measure: Measure
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

    Measured in turn: whether it is ruled out; whether a rule that holds says to avoid it; how much rules it out;
    required needs that are not settled; the first rule that names it; required needs that it meets in part; the wanted
    needs that it meets; how far the numbers are beyond what it is made for; whether the rule names it otherwise; its
    other conditions; its price; its size; how much of it the customer operates. The id orders what is equal by all.
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
        lost = next(
            (mine.measure for mine, best in zip(marks, found[0][0], strict=True) if mine.value > best.value), None
        )
        described.append(replace(option, rank=words, behind=_behind(before, marks), lost_by=lost))
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
    against, failing = len(verdict.against), verdict.fit == "fails"
    other = len(verdict.open_) - verdict.unsettled - verdict.partly
    first, otherwise = _chosen(option, () if failing else holding)
    return (
        _Mark(measure="ruled-out", value=(int(failing),), words=_WORDS[verdict.fit]),
        _avoided(option, holding),
        _Mark(measure="reasons", value=(against,), words=_many(against, "reason", "reasons", "against it")),
        _counted("unsettled", verdict.unsettled, "not settled"),
        first,
        _counted("partly", verdict.partly, "met in part"),
        _wanted(verdict),
        _Mark(measure="excess", value=(verdict.excess,), words=_beyond(verdict.excess)),
        otherwise,
        _Mark(measure="conditions", value=(other,), words=_many(other, "other condition", "other conditions", "")),
        _price(option),
        _size(option),
        _operated(option),
    )


def _counted(measure: Measure, number: int, how: str) -> _Mark:
    """Return the mark for required needs of which so many are not met for sure."""
    words = _many(number, "condition on a required need", "conditions on required needs", how)
    return _Mark(measure=measure, value=(number,), words=words)


def _many(number: int, one: str, more: str, what: str) -> str:
    return f"{number} {one if number == 1 else more} {what}".rstrip() if number else ""


def _beyond(excess: int) -> str:
    return f"numbers {excess} per cent beyond what it is made for" if excess else ""


def _avoided(option: DirectoryOption, holding: tuple[Advised, ...]) -> _Mark:
    rules = [each.advice.title for each in holding if option.id in each.advice.avoid]
    words = f"to be avoided, by the rule: {rules[0]}" if rules else ""
    return _Mark(measure="avoided", value=(1 if rules else 0,), words=words)


def _wanted(verdict: OptionVerdict) -> _Mark:
    wanted = [each for each in verdict.needs if each.need.weight == "wanted"]
    points = sum(_POINTS[each.answer] for each in wanted)
    partly = sum(1 for each in wanted if each.answer == "partial")
    met = sum(1 for each in wanted if each.answer == "yes")
    words = f"{met} of {len(wanted)} wanted needs met{f', {partly} partly' if partly else ''}" if wanted else ""
    return _Mark(measure="wanted", value=(2 * len(wanted) - points,), words=words)


def _chosen(option: DirectoryOption, holding: tuple[Advised, ...]) -> tuple[_Mark, _Mark]:
    """Return the mark for the first rule that names the option, and that for being named first or otherwise."""
    for index, each in enumerate(holding):
        if each.names(option.id):
            otherwise = option.id not in each.advice.choose
            return (
                _Mark(measure="rule", value=(index,), words=f"by the rule: {each.advice.title}"),
                _Mark(measure="otherwise", value=(int(otherwise),), words="named otherwise" if otherwise else ""),
            )
    words = "no rule that holds advises it" if holding else ""
    return _Mark(measure="rule", value=(len(holding),), words=words), _Mark(measure="otherwise", value=(0,), words="")


def _price(option: DirectoryOption) -> _Mark:
    if option.cost is None:
        return _Mark(measure="price", value=(_UNKNOWN,), words="price not stated")
    return _Mark(measure="price", value=(option.cost.rank,), words=f"price {option.cost.rank} of 9")


def _size(option: DirectoryOption) -> _Mark:
    if option.size is None:
        return _Mark(measure="size", value=(_UNKNOWN,), words="size not stated")
    return _Mark(measure="size", value=(option.size,), words=f"size {option.size} of 9")


def _operated(option: DirectoryOption) -> _Mark:
    holders = [each.holder for each in option.duties.values()]
    own, shared = holders.count("customer"), holders.count("shared")
    words = f"{own} of {len(holders)} layers are the customer's, {shared} shared" if holders else ""
    return _Mark(measure="operated", value=(own, shared), words=words)
