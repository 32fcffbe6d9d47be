"""The directory decision: each option checked against the needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from zonebook.assess.directory.availability import available_if, unavailable
from zonebook.model import vocabulary
from zonebook.model.options import DirectoryOption, Support
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import DirectoryDecision, Need

Fit = Literal["fits", "fails", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedVerdict:
    """How an option meets a need: yes, partial, no, or not stated; with the note of the catalogue."""

    capability: str
    need: Need
    answer: Literal["yes", "partial", "to-confirm", "no", "not-stated"]
    note: str

    @property
    def fails(self) -> bool:
        """Whether the need is required and not met."""
        return self.answer == "no" and self.need.weight == "required"


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionVerdict:
    """An option checked against every need: `against` has the reasons that rule it out, `open_` what is not settled.

    `rank` has its result by each measure of the ranking, `behind` what ranks it below the option before it.
    """

    option: str
    needs: tuple[NeedVerdict, ...]
    against: tuple[str, ...]
    open_: tuple[str, ...]
    chosen: bool
    rank: tuple[str, ...] = ()
    behind: str = ""

    @property
    def fit(self) -> Fit:
        """Whether it fits, fails, or depends on what is open."""
        if self.against:
            return "fails"
        return "open" if self.open_ else "fits"


def option_verdicts(resolved: ResolvedSystem) -> tuple[OptionVerdict, ...]:
    """Return the verdict on every option of the catalogue, in the order of the catalogue."""
    decision = resolved.system.directory
    if decision is None:
        return ()
    return tuple(_verdict(resolved, decision, option) for option in resolved.catalogue.directories.values())


def _verdict(resolved: ResolvedSystem, decision: DirectoryDecision, option: DirectoryOption) -> OptionVerdict:
    needs = tuple(_need(option, name, need) for name, need in decision.needs.items())
    return OptionVerdict(
        option=option.id,
        needs=needs,
        against=(
            *needs_failed(resolved, decision, option.id),
            *limits_exceeded(resolved, decision, option.id),
            *groundless(decision, option),
            *unavailable(decision, option),
        ),
        open_=(*_open(resolved, needs), *_ungrounded(decision, option), *available_if(decision, option)),
        chosen=decision.choice == option.id,
    )


def groundless(decision: DirectoryDecision, option: DirectoryOption) -> tuple[str, ...]:
    """Return a reason where the option builds on a directory that exists, and there is none."""
    needed = option.needs_existing and decision.existing_ad is False
    return (f"{option.title} builds on an Active Directory that exists, and there is none",) if needed else ()


def _ungrounded(decision: DirectoryDecision, option: DirectoryOption) -> tuple[str, ...]:
    unstated = option.needs_existing and decision.existing_ad is None
    return ("Whether there is an Active Directory that it can build on is not stated.",) if unstated else ()


def _need(option: DirectoryOption, name: str, need: Need) -> NeedVerdict:
    support: Support | None = option.capabilities.get(name)
    if support is None:
        return NeedVerdict(capability=name, need=need, answer="not-stated", note="the catalogue does not say")
    return NeedVerdict(capability=name, need=need, answer=support.answer, note=support.note)


def _open(resolved: ResolvedSystem, needs: tuple[NeedVerdict, ...]) -> Iterator[str]:
    for each in needs:
        if each.need.weight == "required" and each.answer in {"partial", "to-confirm", "not-stated"}:
            yield f"{title(resolved, each.capability)}: {each.note or 'only partly'}"


def needs_failed(resolved: ResolvedSystem, decision: DirectoryDecision, option: str) -> tuple[str, ...]:
    """Return a reason for each required capability that the option does not have."""
    known = resolved.catalogue.directories.get(option)
    if known is None:
        return ()
    found = [_need(known, name, need) for name, need in decision.needs.items()]
    return tuple(
        f"{title(resolved, each.capability)} is required, and {known.title} does not offer it"
        f"{': ' + each.note if each.note else ''}"
        for each in found
        if each.fails
    )


def limits_exceeded(resolved: ResolvedSystem, decision: DirectoryDecision, option: str) -> tuple[str, ...]:
    """Return a reason for each stated number that is beyond what the option can hold."""
    known = resolved.catalogue.directories.get(option)
    if known is None:
        return ()
    return tuple(
        f"{number} {vocabulary.words(name)} are needed, and {known.title} holds "
        f"{'at most' if known.limits[name].firm else 'about'} {known.limits[name].most}"
        for name, number in exceeded(decision, known)
    )


def exceeded(decision: DirectoryDecision, option: DirectoryOption) -> tuple[tuple[str, int], ...]:
    """Return each stated number, by its name, that is beyond the option's limit."""
    return tuple(
        (name, number)
        for name, number in _stated(decision).items()
        if number is not None and name in option.limits and number > option.limits[name].most
    )


def limits_unasked(resolved: ResolvedSystem, decision: DirectoryDecision, option: str) -> tuple[str, ...]:
    """List the attributes of the numbers that the option limits and the model does not state."""
    known = resolved.catalogue.directories.get(option)
    limited = known.limits if known else ()
    return tuple(
        name.replace("-", "_") for name, number in _stated(decision).items() if number is None and name in limited
    )


def _stated(decision: DirectoryDecision) -> Mapping[str, int | None]:
    return {
        "users": decision.users,
        "objects": decision.objects,
        "regions": decision.region_count,
        "shared-accounts": decision.shared_accounts,
    }


def title(resolved: ResolvedSystem, capability: str) -> str:
    """Return the title of a capability, or its id where the catalogue does not know it."""
    known = resolved.catalogue.capabilities.get(capability)
    return known.title if known else capability
