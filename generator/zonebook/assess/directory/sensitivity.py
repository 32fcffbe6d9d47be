"""The sensitivity of the directory decision: the needs and numbers that rule options out, and those that would."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from zonebook.assess.directory.fit import OptionVerdict, exceeded, groundless, title
from zonebook.model import vocabulary
from zonebook.model.options import DirectoryOption
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import DirectoryDecision

_SMALL = 2
"""The most needs and numbers that still count as a small change."""

ChangeEffect = Literal["would-fit", "far-off", "closed", "would-fail", "would-depend"]
"""`would-fit`: an option that is ruled out would fit with all the changes. `far-off`: it would, but they are many.
`closed`: no change helps, because it is no longer offered. `would-fail`, `would-depend`: this one change would rule the
choice out, or make it depend on a condition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionChange:
    """What would change the verdict on an option. `then` are the options that would still fit or fit under conditions.

    All of `changes` are needed together.
    """

    option: str
    effect: ChangeEffect
    changes: tuple[str, ...]
    then: tuple[str, ...] = ()


def would_change(resolved: ResolvedSystem, options: Sequence[OptionVerdict]) -> tuple[DecisionChange, ...]:
    """Return what would rule the choice out, then what would let each option in that is ruled out, in their order."""
    decision = resolved.system.directory
    if decision is None:
        return ()
    chosen = next((each for each in options if each.chosen), None)
    against = tuple(_against(resolved, decision, options, chosen)) if chosen and chosen.fit != "fails" else ()
    return (*against, *(_towards(resolved, decision, each) for each in options if each.fit == "fails"))


def _towards(resolved: ResolvedSystem, decision: DirectoryDecision, verdict: OptionVerdict) -> DecisionChange:
    """Return the changes that would let in an option that is ruled out."""
    option = resolved.catalogue.directories[verdict.option]
    changes = [f"{title(resolved, each.capability)} not required" for each in verdict.needs if each.fails]
    changes += [
        f"at most {option.limits[name].most} {vocabulary.words(name)}, not {number}"
        for name, number in exceeded(decision, option)
    ]
    changes += ["an Active Directory that exists"] if groundless(decision, option) else []
    effect: ChangeEffect = "would-fit" if len(changes) <= _SMALL else "far-off"
    return DecisionChange(
        option=option.id,
        effect=effect if option.lifecycle.status == "current" else "closed",
        changes=tuple(changes),
    )


def _against(
    resolved: ResolvedSystem, decision: DirectoryDecision, options: Sequence[OptionVerdict], chosen: OptionVerdict
) -> Iterator[DecisionChange]:
    """Yield each capability that is not required and that the choice lacks, and each number that it could outgrow."""
    option = resolved.catalogue.directories[chosen.option]
    required = {name for name, need in decision.needs.items() if need.weight == "required"}
    for answer, effect in _EFFECTS:
        for name in resolved.catalogue.capabilities:
            support = option.capabilities.get(name)
            if support and support.answer == answer and name not in required:
                left = tuple(_left(resolved, options, name))
                yield DecisionChange(
                    option=option.id, effect=effect, changes=(f"{title(resolved, name)} required",), then=left
                )
    outgrown = {name for name, _ in exceeded(decision, option)}
    for name, limit in option.limits.items():
        if name not in outgrown:
            words = f"more than {limit.most} {vocabulary.words(name)}"
            left = tuple(_within(resolved, options, name, limit.most))
            yield DecisionChange(option=option.id, effect="would-fail", changes=(words,), then=left)


_EFFECTS: tuple[tuple[Literal["no", "partial"], ChangeEffect], ...] = (
    ("no", "would-fail"),
    ("partial", "would-depend"),
)


def _left(resolved: ResolvedSystem, options: Sequence[OptionVerdict], capability: str) -> Iterator[str]:
    """Yield the options that would not be ruled out if the capability were required."""
    for each in options:
        support = resolved.catalogue.directories[each.option].capabilities.get(capability)
        if each.fit != "fails" and support and support.answer != "no":
            yield each.option


def _within(resolved: ResolvedSystem, options: Sequence[OptionVerdict], name: str, most: int) -> Iterator[str]:
    """Yield the options whose limit is higher than this number."""
    for each in options:
        option: DirectoryOption = resolved.catalogue.directories[each.option]
        if each.fit != "fails" and (name not in option.limits or option.limits[name].most > most):
            yield each.option
