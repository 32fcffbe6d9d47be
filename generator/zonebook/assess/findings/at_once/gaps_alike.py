"""The worst that gaps can turn out to be, worked out once for those in which everything that counts is the same."""

from collections.abc import Hashable, Sequence

from zonebook.assess.conditions.one_word import OF_SETTINGS
from zonebook.assess.controls.alike.silent import silent
from zonebook.assess.findings.at_once.risks_alike import what_counts
from zonebook.assess.findings.at_once.weights import weighed
from zonebook.assess.findings.possible import Conditions, Open, PossibleRisk, closed_names, possible
from zonebook.model.resolved import ResolvedSystem, once_per_system

_OF_CONTROLS = frozenset(("without", "unless"))
_BY_SETTINGS = OF_SETTINGS | {"kind", "is", "category", "lifecycle"}
"""The words that look at nothing but the kind and the settings of a subject."""


def possible_alike(open_: Open, conditions: Conditions) -> PossibleRisk | None:
    """Return what `possible` returns, remembering it for the gaps that are alike."""
    own = open_.crowd.route(open_.number)
    key = _key(open_, conditions, own)
    if key is None:
        return possible(open_, conditions, weighed)
    known = _known(open_.at.resolved)
    if key not in known:
        found = possible(open_, conditions, weighed)
        known[key] = found and _with_assumed(found, [_relative(each, own) for each in found.assumed])
    worst = known[key]
    if worst is None or not any(each[0] == "." for each in worst.assumed):
        return worst
    return _with_assumed(worst, [own + each[1:] if each[0] == "." else each for each in worst.assumed])


@once_per_system
def _known(resolved: ResolvedSystem) -> dict[Hashable, PossibleRisk | None]:  # noqa: ARG001  whose answers they are
    """Return the worst by what counts for it; others are added as they are asked for."""
    return {}


def _with_assumed(found: PossibleRisk, assumed: Sequence[str]) -> PossibleRisk:
    return PossibleRisk(risk=found.risk, assumed=tuple(assumed), at_least=found.at_least)


def _relative(attribute: str, own: str) -> str:
    """Return an attribute with a point in the place of the route of its own element."""
    return f".{attribute[len(own) :]}" if attribute.startswith(own) else attribute


def _key(open_: Open, conditions: Conditions, own: str) -> Hashable | None:
    """Return everything that counts for a gap; None where that may be more than is known here.

    Where values of settings are supposed, the condition is asked again: what its words look at counts too. So may what
    the conditions of its controls look at, unless that is the kind and the settings alone. A setting with a role is
    supposed of the whole system.
    """
    at, threat = open_.at, open_.threat
    unknown = tuple([_relative(each, own) for each in open_.unknown])
    counted = (unknown, what_counts(at, threat))
    names = closed_names(at, open_.unknown)
    if not names:
        return counted
    kind = at.resolved.kind(at.element)
    if kind is None or any(kind.settings[name].role for name in names) or not _by_settings(open_, conditions):
        return None
    return (counted, open_.crowd.looks(open_.asked, open_.number))


@once_per_system
def _settled(resolved: ResolvedSystem) -> dict[str, bool]:  # noqa: ARG001  whose answers they are
    """Return the answers of `_by_settings` by threat; others are added as they are asked for."""
    return {}


def _by_settings(open_: Open, conditions: Conditions) -> bool:
    """Return whether each control that counts for a threat applies by the kind and the settings of an element alone."""
    resolved, threat = open_.at.resolved, open_.threat
    known, controls = _settled(resolved), resolved.catalogue.controls
    if threat.id not in known:
        answers = [act.control for act in threat.answers]
        named = [name for each in open_.asked.words if each.word.name in _OF_CONTROLS for name in each.want]
        known[threat.id] = all(
            silent(resolved, controls[name])
            or all(each.word.name in _BY_SETTINGS for each in conditions[f"controls/{name}"].words)
            for name in dict.fromkeys((*answers, *named))
        )
    return known[threat.id]
