"""The sensitivity of the directory decision: the needs and numbers that rule options out, and those that would."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from zonebook.assess.answer import Predicate
from zonebook.assess.directory.assumptions import filled
from zonebook.assess.directory.fit import OptionVerdict, served, title
from zonebook.assess.directory.limits import exceeded, figure
from zonebook.assess.directory.premises import groundless, joined
from zonebook.assess.directory.ranking import answer
from zonebook.model.options import DirectoryOption
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import DirectoryDecision
from zonebook.values.record import dataclass

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A statement under which another option would come first; `open_` where the model leaves it unstated today."""

    statement: str
    option: str
    open_: bool


def turns(
    resolved: ResolvedSystem, conditions: Mapping[str, Predicate], options: Sequence[OptionVerdict]
) -> tuple[Turn, ...]:
    """Return each single statement that would put another option first: what is not stated first, then the others."""
    decision = resolved.system.directory
    if decision is None or not options:
        return ()
    first = resolved.catalogue.directories[options[0].option]
    found = []
    for statement, changed, open_ in _statements(resolved, decision, first):
        then = answer(resolved, conditions, changed)[0]
        if then.fit != "fails" and (then.option != first.id or options[0].fit == "fails"):
            found.append(Turn(statement=statement, option=then.option, open_=open_))
    return tuple(sorted(found, key=lambda each: not each.open_))


def _statements(
    resolved: ResolvedSystem, decision: DirectoryDecision, first: DirectoryOption
) -> Iterator[tuple[str, DirectoryDecision, bool]]:
    """Yield each statement that could turn the decision, the decision with it, and whether it is open today."""
    for words, name, value in _FACTS:
        said = getattr(decision, name)
        if said != value:
            yield words, _with(decision, name, value), said in {None, ""}
    for name, limit in first.limits.items():
        attribute = name.replace("-", "_")
        number = getattr(filled(resolved, decision), attribute)
        if number <= limit.most:
            words = f"more than {figure(name, limit.most)} {'is' if limit.most == 1 else 'are'} needed"
            words = words if limit.most else f"{figure(name, 1)} or more is needed"
            yield words, _with(decision, attribute, _past(decision, name, limit.most)), _unstated(decision, attribute)
    for name, need in decision.needs.items():
        left = {other: each for other, each in decision.needs.items() if other != name}
        yield f"{title(resolved, name)} is not {need.weight}", replace(decision, needs=left), False


_FACTS: tuple[tuple[str, str, Any], ...] = (
    ("there is an Active Directory already", "existing_ad", True),
    ("there is no Active Directory yet", "existing_ad", False),
    ("it must stand if the existing forest falls", "isolation_required", True),
    ("it may fall with the existing forest", "isolation_required", False),
    ("the link to the existing directory is single", "link_resilient", False),
    ("the link to the existing directory is doubled", "link_resilient", True),
    ("regulated data depends on it", "regulated", True),
    ("there is no identity provider", "identity_provider", "none"),
    ("there is an identity provider", "identity_provider", "other"),
    ("there is Entra ID", "identity_provider", "entra-id"),
    ("no trust with the existing forest is allowed", "trust_allowed", "none"),
    ("only a one-way trust with the existing forest is allowed", "trust_allowed", "one-way"),
)
"""The circumstances that are tried, as a sentence, the attribute and the value."""


def _with(decision: DirectoryDecision, attribute: str, value: Any) -> DirectoryDecision:  # noqa: ANN401  as stated
    changes = {attribute: value, **({"region_names": ()} if attribute == "regions" else {})}
    return replace(decision, **changes)


def _past(decision: DirectoryDecision, name: str, most: int) -> int:
    """Return a number clearly past a limit; a limit that is counted one by one is passed by one."""
    return most + 1 if name in {"regions", "shared-accounts"} else max(most + most // 2, decision.users or 0)


def _unstated(decision: DirectoryDecision, attribute: str) -> bool:
    value = decision.region_count if attribute == "regions" else getattr(decision, attribute)
    return value is None


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
        f"at most {figure(name, option.limits[name].most)}, not {number:,}"
        for name, number in exceeded(decision, option)
        if option.limits[name].firm
    ]
    changes += [
        f"{resolved.catalogue.kinds[name].title} not among the applications"
        for name, support in served(resolved, decision, option)
        if support.answer == "no"
    ]
    if groundless(decision, option):
        changes.append(
            "an identity provider that exists" if option.needs_provider else "an Active Directory that exists"
        )
    changes += ["isolation from the existing forest not required"] if joined(decision, option) else []
    effect: ChangeEffect = "would-fit" if len(changes) <= _SMALL else "far-off"
    return DecisionChange(
        option=option.id,
        effect=effect if option.lifecycle.status == "current" else "closed",
        changes=tuple(changes),
    )


def _against(
    resolved: ResolvedSystem, decision: DirectoryDecision, options: Sequence[OptionVerdict], chosen: OptionVerdict
) -> Iterator[DecisionChange]:
    """Yield each capability that is not required and that the choice lacks, and each firm limit it may outgrow."""
    option = resolved.catalogue.directories[chosen.option]
    required = {name for name, need in decision.needs.items() if need.weight == "required"}
    for answered, effect in _EFFECTS:
        for name in resolved.catalogue.capabilities:
            support = option.capabilities.get(name)
            if support and support.answer in answered and name not in required:
                left = tuple(_left(resolved, options, name))
                yield DecisionChange(
                    option=option.id, effect=effect, changes=(f"{title(resolved, name)} required",), then=left
                )
    outgrown = {name for name, _ in exceeded(decision, option)}
    for name, limit in option.limits.items():
        if name not in outgrown and limit.firm:
            words = f"more than {figure(name, limit.most)}"
            left = tuple(_within(resolved, options, name, limit.most))
            yield DecisionChange(option=option.id, effect="would-fail", changes=(words,), then=left)


_EFFECTS: tuple[tuple[frozenset[str], ChangeEffect], ...] = (
    (frozenset(("no",)), "would-fail"),
    (frozenset(("partial", "to-confirm")), "would-depend"),
)


def _left(resolved: ResolvedSystem, options: Sequence[OptionVerdict], capability: str) -> Iterator[str]:
    """Yield the options that would not be ruled out if the capability were required."""
    for each in options:
        support = resolved.catalogue.directories[each.option].capabilities.get(capability)
        if each.fit != "fails" and support and support.answer != "no":
            yield each.option


def _within(resolved: ResolvedSystem, options: Sequence[OptionVerdict], name: str, most: int) -> Iterator[str]:
    """Yield the options whose limit is higher than this number, or is advice."""
    for each in options:
        limit = resolved.catalogue.directories[each.option].limits.get(name)
        if each.fit != "fails" and (limit is None or not limit.firm or limit.most > most):
            yield each.option
