"""The recommended directory: why it, under which conditions, what it costs to run and what comes first."""

from collections.abc import Iterator, Mapping, Sequence

from zonebook.assess.directory.advice import Advised
from zonebook.assess.directory.assumptions import FilledDecision, closing, filled
from zonebook.assess.directory.deciding import deciding_facts
from zonebook.assess.directory.fit import Fit, OptionVerdict
from zonebook.assess.directory.premises import trust_made
from zonebook.model.options import DirectoryOption, StepApplies
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import LAYERS, Holder
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """The first of the options, with its grounds; where it is ruled out itself, it is the one that comes nearest.

    `facts` are those that decided, at most three; `rules` the rules that hold and name it. `trust` is the one that it
    needs with the existing forest, as far as it is allowed, `steps` what to do first, in order. `own` and `shared` are
    the layers that the customer runs alone, and together with the provider.
    """

    option: str
    fit: Fit
    against: tuple[str, ...]
    facts: tuple[str, ...]
    rules: tuple[Advised, ...]
    conditions: tuple[str, ...]
    remarks: tuple[str, ...]
    trust: str
    steps: tuple[str, ...]
    own: tuple[str, ...]
    shared: tuple[str, ...]


def recommendation(
    resolved: ResolvedSystem, options: Sequence[OptionVerdict], rules: Sequence[Advised]
) -> Recommendation | None:
    """Return the recommendation for the system's decision; nothing where there is none."""
    decision = resolved.system.directory
    if decision is None or not options:
        return None
    whole, first = filled(resolved, decision), options[0]
    option = resolved.catalogue.directories[first.option]
    naming = tuple(each for each in rules if each.names(first.option))
    return Recommendation(
        option=first.option,
        fit=first.fit,
        against=first.against,
        facts=deciding_facts(resolved, options, naming),
        rules=naming,
        conditions=first.open_,
        remarks=first.remarks,
        trust=trust_made(resolved, whole, option),
        steps=tuple(dict.fromkeys((*_steps(resolved, whole, option), *_required(naming)))),
        own=_held(option, "customer"),
        shared=_held(option, "shared"),
    )


def _held(option: DirectoryOption, holder: Holder) -> tuple[str, ...]:
    return tuple(layer for layer in LAYERS if layer in option.duties and option.duties[layer].holder == holder)


def _required(naming: Sequence[Advised]) -> tuple[str, ...]:
    return naming[0].advice.requires if naming else ()


def _steps(resolved: ResolvedSystem, decision: FilledDecision, option: DirectoryOption) -> Iterator[str]:
    """Yield the steps of the option that are due in the circumstances of the decision."""
    trust = bool(trust_made(resolved, decision, option))
    due: Mapping[StepApplies, bool] = {
        "any": True,
        "existing": decision.existing_ad is True,
        "trust": trust,
        "link": decision.existing_ad is True and (trust or option.needs_existing) and not _doubled(decision),
        "sharing": bool(decision.shared_accounts),
        "closing": closing(resolved, decision),
    }
    yield from (each.step for each in option.first if due[each.applies])


def _doubled(decision: FilledDecision) -> bool:
    """Return whether the model itself states that the link is doubled."""
    return decision.link_resilient is True and "link_resilient" not in decision.assumed
