"""The directory decision as plain data: the options in order, what the choice requires, what would change it."""

from zonebook.assess.directory.fit import OptionVerdict
from zonebook.assess.directory.flow_matching import Requirement
from zonebook.assess.directory.recommendation import Recommendation
from zonebook.assess.directory.sensitivity import DecisionChange
from zonebook.assess.system import SystemAssessment
from zonebook.write.assessment_json.values import Json, place


def directory(judged: SystemAssessment) -> Json | None:
    """Return the decision of a system, or nothing where it has none."""
    decision = judged.resolved.system.directory
    if decision is None:
        return None
    return {
        "choice": decision.choice or None,
        "needs": {name: need.weight for name, need in decision.needs.items()},
        "recommended": _recommended(judged.recommended) if judged.recommended else None,
        "assumed": {each.attribute: {"value": each.value, "text": each.text} for each in judged.assumed},
        "turns": [{"statement": each.statement, "open": each.open_, "option": each.option} for each in judged.turns],
        "options": {each.option: _option(each) for each in judged.options},
        "expected": [_expectation(each) for each in judged.expected.items] if judged.expected else [],
        "would_change": [_change(each) for each in judged.would_change],
    }


def _recommended(found: Recommendation) -> Json:
    return {
        "option": found.option,
        "fit": found.fit,
        "facts": list(found.facts),
        "rules": [each.advice.id for each in found.rules],
        "conditions": list(found.conditions),
        "trust": found.trust or None,
        "steps": list(found.steps),
        "own": list(found.own),
        "shared": list(found.shared),
    }


def _option(each: OptionVerdict) -> Json:
    return {
        "fit": each.fit,
        "chosen": each.chosen,
        "needs": {need.capability: need.answer for need in each.needs},
        "against": list(each.against),
        "open": list(each.open_),
        "remarks": list(each.remarks),
        "rank": list(each.rank),
        "behind": each.behind or None,
    }


def _expectation(each: Requirement) -> Json:
    return {
        "status": each.status,
        "about": each.about,
        "rule": each.rule or None,
        "from": each.from_ or None,
        "to": list(each.to),
        "protocol": each.protocol or None,
        "ports": list(each.ports),
        "because": each.because,
        "flows": list(each.flows),
        "attributes": list(each.attributes),
        "place": place(each.place),
    }


def _change(each: DecisionChange) -> Json:
    return {
        "option": each.option,
        "effect": each.effect,
        "changes": list(each.changes),
        "then": list(each.then),
    }
