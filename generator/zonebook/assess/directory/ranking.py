"""The ranking of directory options, and the reason for the rank of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zonebook.assess.directory.advice import Advised
from zonebook.assess.directory.fit import OptionVerdict
from zonebook.model.options import DirectoryOption
from zonebook.model.resolved import ResolvedSystem

_WORDS = {"fits": "it fits", "open": "it fits under conditions", "fails": "it is ruled out"}
_ORDER = {"fits": 0, "open": 1, "fails": 2}
_POINTS = {"yes": 2, "partial": 1, "to-confirm": 0, "no": 0, "not-stated": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """The result of an option by one measure: lower is better; `words` describes it."""

    value: tuple[int, ...]
    words: str


def ranked(
    resolved: ResolvedSystem, options: Sequence[OptionVerdict], advised: Sequence[Advised]
) -> tuple[OptionVerdict, ...]:
    """Return the options, the best first, each with its marks as text and what ranks it below the one before.

    Measured in turn: whether it fits; whether a rule that holds says to avoid it; how much rules it out; the wanted
    needs that it meets; the rules that say to choose it; how many conditions it has; how much of it the customer
    operates; its id.
    """
    holding = tuple(each for each in advised if each.reasons)
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
    return "equal in everything but the name"


def _marks(resolved: ResolvedSystem, verdict: OptionVerdict, holding: tuple[Advised, ...]) -> tuple[_Mark, ...]:
    option = resolved.catalogue.directories[verdict.option]
    against = len(verdict.against)
    conditions = len(verdict.open_)
    return (
        _Mark(value=(_ORDER[verdict.fit],), words=_WORDS[verdict.fit]),
        _avoided(option, holding),
        _Mark(value=(against,), words=_many(against, "reason", "reasons", "against it")),
        _wanted(verdict),
        _chosen(option, holding),
        _Mark(value=(conditions,), words=_many(conditions, "condition", "conditions", "to be found out")),
        _operated(option),
    )


def _many(number: int, one: str, more: str, what: str) -> str:
    return f"{number} {one if number == 1 else more} {what}" if number else ""


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
    """Return the first rule that names the option, and its place among those that the rule names."""
    for index, each in enumerate(holding):
        named = (*each.advice.choose, *each.advice.otherwise)
        if option.id in named:
            place = named.index(option.id)
            words = f"choice {place + 1} of the rule: {each.advice.title}"
            return _Mark(value=(index, place), words=words)
    return _Mark(value=(len(holding), 0), words="no rule that holds advises it" if holding else "")


def _operated(option: DirectoryOption) -> _Mark:
    holders = [each.holder for each in option.duties.values()]
    own, shared = holders.count("customer"), holders.count("shared")
    words = f"{own} of {len(holders)} layers are the customer's, {shared} shared" if holders else ""
    return _Mark(value=(own, shared), words=words)
