"""The directory decision: each option checked against the needs, the numbers and what it rests on."""

from collections.abc import Iterator
from typing import Literal

from zonebook.assess.directory import limits, premises
from zonebook.assess.directory.assumptions import FilledDecision, filled
from zonebook.assess.directory.availability import available_if, unavailable
from zonebook.model.options import DirectoryOption, Support
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import DirectoryDecision, Need
from zonebook.values.record import dataclass

Fit = Literal["fits", "fails", "open"]
Measure = Literal[
    "ruled-out", "avoided", "reasons", "unsettled", "rule", "partly", "wanted", "excess", "otherwise", "conditions",
    "price", "size", "operated",
]  # fmt: skip
"""What options are ranked by, in turn."""
_UNSURE = frozenset(("partial", "to-confirm", "not-stated"))
_NOTES = {
    "partial": "only partly",
    "to-confirm": "to be confirmed",
    "not-stated": "the catalogue does not say",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedVerdict:
    """How an option meets a need: yes, partial, to be confirmed, no, or not stated; with the note of the catalogue."""

    capability: str
    need: Need
    answer: Literal["yes", "partial", "to-confirm", "no", "not-stated"]
    note: str

    @property
    def fails(self) -> bool:
        """Whether the need is required and not met."""
        return self.answer == "no" and self.need.weight == "required"

    @property
    def settled(self) -> bool:
        """Whether the catalogue knows the answer."""
        return self.answer not in {"to-confirm", "not-stated"}

    @property
    def unsure(self) -> bool:
        """Whether the need is required, and met partly at most."""
        return self.answer in _UNSURE and self.need.weight == "required"


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionVerdict:
    """An option checked against every need: `against` has the reasons that rule it out, `open_` its conditions.

    Of the conditions, the first `unsettled` are required needs that nobody has confirmed, and what it builds on; then
    come `partly` required needs that are met in part, then the others. `remarks` decide nothing; `excess` says by how
    many per cent the numbers are beyond what it is made for. `rank` has its result by each measure of the ranking,
    `behind` what ranks it below the option before it, and `lost_by` the measure that ranks it below the first.
    """

    option: str
    needs: tuple[NeedVerdict, ...]
    against: tuple[str, ...]
    open_: tuple[str, ...]
    chosen: bool
    unsettled: int = 0
    partly: int = 0
    remarks: tuple[str, ...] = ()
    excess: int = 0
    rank: tuple[str, ...] = ()
    behind: str = ""
    lost_by: Measure | None = None

    @property
    def fit(self) -> Fit:
        """Whether it fits, fails, or depends on what is open."""
        if self.against:
            return "fails"
        return "open" if self.open_ else "fits"


def option_verdicts(resolved: ResolvedSystem, decision: DirectoryDecision | None = None) -> tuple[OptionVerdict, ...]:
    """Return the verdict on every option of the catalogue, in its order, for the system's decision or another one."""
    decision = decision or resolved.system.directory
    if decision is None:
        return ()
    whole = filled(resolved, decision)
    return tuple(_verdict(resolved, whole, option) for option in resolved.catalogue.directories.values())


def _verdict(resolved: ResolvedSystem, decision: FilledDecision, option: DirectoryOption) -> OptionVerdict:
    needs = tuple(need_verdict(option, name, need) for name, need in decision.needs.items())
    unsettled = tuple(_unsettled(resolved, decision, option, needs))
    partly = (
        *(condition_of(resolved, each) for each in needs if each.unsure and each.settled),
        *users_of(resolved, decision, option, frozenset(("partial", "to-confirm"))),
    )
    return OptionVerdict(
        option=option.id,
        needs=needs,
        against=(
            *needs_failed(resolved, decision, option.id),
            *unserved(resolved, decision, option),
            *limits.firmly_exceeded(decision, option),
            *premises.groundless(decision, option),
            *premises.joined(decision, option),
            *unavailable(decision, option),
        ),
        open_=(*unsettled, *partly, *_conditions(resolved, decision, option)),
        unsettled=len(unsettled),
        partly=len(partly),
        remarks=tuple(limits.remarks(resolved, decision, option)),
        excess=limits.excess(resolved, decision, option),
        chosen=decision.choice == option.id,
    )


def served(
    resolved: ResolvedSystem, decision: DirectoryDecision, option: DirectoryOption
) -> Iterator[tuple[str, Support]]:
    """Yield each application that will use the directory, with how the option serves it, where that is known."""
    for name in decision.applications:
        support = resolved.catalogue.kinds[name].directory_support.get(option.id)
        if support:
            yield name, support


def users_of(
    resolved: ResolvedSystem, decision: DirectoryDecision, option: DirectoryOption, answers: frozenset[str]
) -> Iterator[str]:
    """Yield a sentence for each application that will use the directory, and that the option serves only so."""
    for name, support in served(resolved, decision, option):
        kind = resolved.catalogue.kinds[name]
        if support.answer in answers:
            how = {"no": "cannot use it", "partial": "can use it in part"}.get(support.answer, "is to be confirmed")
            yield f"{kind.title} {how}{': ' + support.note if support.note else ''}"


def unserved(resolved: ResolvedSystem, decision: DirectoryDecision, option: DirectoryOption) -> tuple[str, ...]:
    """Return a reason for each application that cannot use the option."""
    return tuple(users_of(resolved, decision, option, frozenset(("no",))))


def _unsettled(
    resolved: ResolvedSystem, decision: FilledDecision, option: DirectoryOption, needs: tuple[NeedVerdict, ...]
) -> Iterator[str]:
    """Yield the conditions about required needs that are not confirmed, and about the forest that it builds on."""
    for each in needs:
        if each.unsure and not each.settled:
            yield condition_of(resolved, each)
    if option.needs_existing:
        yield from premises.ungrounded(decision, option)
    yield from premises.trust_conditions(resolved, decision, option)


def condition_of(resolved: ResolvedSystem, each: NeedVerdict) -> str:
    """Return the sentence about a required need that an option meets in part, or that is not settled."""
    return f"{title(resolved, each.capability)}: {_noted(each)}"


def _conditions(resolved: ResolvedSystem, decision: FilledDecision, option: DirectoryOption) -> Iterator[str]:
    """Yield the other conditions: a provider, the link, isolation, Regions, an end of sale that spares its users."""
    if option.needs_provider:
        yield from premises.ungrounded(decision, option)
    yield from premises.isolation_conditions(resolved, decision, option)
    yield from limits.region_conditions(decision, option)
    yield from premises.link_conditions(resolved, decision, option)
    yield from premises.region_conditions(resolved, decision, option)
    yield from available_if(decision, option)


def _noted(each: NeedVerdict) -> str:
    """Return the note of an answer; one that is to be confirmed says so first."""
    word = _NOTES[each.answer]
    if each.answer == "to-confirm" and each.note:
        return f"{word}. {each.note}"
    return each.note or word


def need_verdict(option: DirectoryOption, name: str, need: Need) -> NeedVerdict:
    """Return how an option meets a need."""
    support: Support | None = option.capabilities.get(name)
    if support is None:
        return NeedVerdict(capability=name, need=need, answer="not-stated", note="the catalogue does not say")
    return NeedVerdict(capability=name, need=need, answer=support.answer, note=support.note)


def needs_failed(resolved: ResolvedSystem, decision: DirectoryDecision, option: str) -> tuple[str, ...]:
    """Return a reason for each required capability that the option does not have."""
    known = resolved.catalogue.directories.get(option)
    if known is None:
        return ()
    found = [need_verdict(known, name, need) for name, need in decision.needs.items()]
    return tuple(
        f"{title(resolved, each.capability)} is required, and {known.title} does not offer it"
        f"{': ' + each.note if each.note else ''}"
        for each in found
        if each.fails
    )


def title(resolved: ResolvedSystem, capability: str) -> str:
    """Return the title of a capability, or its id where the catalogue does not know it."""
    known = resolved.catalogue.capabilities.get(capability)
    return known.title if known else capability
