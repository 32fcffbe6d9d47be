"""The worst that gaps can turn out to be, worked out once for those in which everything that counts is the same."""

from collections.abc import Hashable, Sequence

from zonebook.assess.conditions.one_word import OF_SETTINGS
from zonebook.assess.controls.alike.looks import carried_looks
from zonebook.assess.findings.at_once.risks_alike import what_counts
from zonebook.assess.findings.at_once.weights import weighed
from zonebook.assess.findings.possible import Conditions, Open, PossibleRisk, closed_names, counting, possible
from zonebook.model.catalogue import Control
from zonebook.model.resolved import ResolvedSystem, once_per_system

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

    Where values of settings are supposed, the condition is asked again: what its words look at counts too. A control
    may not apply with them: what carries it counts then. So may what the conditions of the controls look at, unless
    that is the kind and the settings alone. A setting with a role is supposed of the whole system.
    """
    at, threat = open_.at, open_.threat
    unknown = tuple([_relative(each, own) for each in open_.unknown])
    counted = (unknown, what_counts(at, threat))
    names = closed_names(at, open_.unknown)
    if not names:
        return counted
    kind, controls = at.resolved.kind(at.element), _controls(open_, conditions)
    if kind is None or controls is None or any(kind.settings[name].role for name in names):
        return None
    return (counted, carried_looks(at, controls), open_.crowd.looks(open_.asked, open_.number))


@once_per_system
def _by_settings(resolved: ResolvedSystem) -> dict[str, bool]:  # noqa: ARG001  whose they are
    """Return by threat whether `_controls` are known; others are added as they are asked for."""
    return {}


def _controls(open_: Open, conditions: Conditions) -> tuple[Control, ...] | None:
    """Return the controls that count; None where one does not apply by an element's kind and settings alone."""
    known, name, found = _by_settings(open_.at.resolved), open_.threat.id, counting(open_)
    if name not in known:
        asked = (word for each in found for word in conditions[f"controls/{each.id}"].words)
        known[name] = all(each.word.name in _BY_SETTINGS for each in asked)
    return found if known[name] else None
