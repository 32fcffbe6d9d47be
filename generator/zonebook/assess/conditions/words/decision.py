"""Words for decisions about findings."""

from typing import Literal

from zonebook.assess.answer import Answer, holds, missing
from zonebook.assess.conditions.word import word
from zonebook.assess.conditions.words import queries
from zonebook.model import vocabulary
from zonebook.model.subject import Subject
from zonebook.model.system import Treated
from zonebook.model.vocabulary import LEVELS, Treatment


@word("decision", says="circumstance", selects=True)
def treatment(at: Subject[Treated], want: tuple[Treatment, ...]) -> Answer:
    """It is one of these treatments."""
    said = at.element.decision.treatment
    return holds(f"it was decided to {vocabulary.words(said)}") if said in want else None


@word("decision", says="weakness")
def self_approved(at: Subject[Treated], want: Literal[True]) -> Answer:
    """The party that asked for it is the one that decided it."""
    decision = at.element.decision
    if not decision.requested_by:
        return missing(f"{at.route}.requested_by")
    same = decision.requested_by == decision.by and want
    return holds(f"{decision.by} asked for it and decided it") if same else None


@word("decision", says="weakness")
def beyond_authority(at: Subject[Treated], want: Literal[True]) -> Answer:
    """The risk is above the organisation's appetite, and the party that decided may not carry so much."""
    organisation, level, by = at.resolved.organisation.organisation, at.element.level, at.element.decision.by
    if not vocabulary.above(level, at.resolved.appetite) or not want:
        return None
    if not organisation.acceptance:
        return missing("organisation.acceptance")
    above = [each for each in LEVELS if vocabulary.at_least(each, level)]
    may = tuple(dict.fromkeys(party for each in above for party in organisation.acceptance.get(each, ())))
    if by in may:
        return None
    who = f"only {queries.listed(may)} may" if may else "nobody may"
    return holds(f"{by} decided to carry a {vocabulary.words(level)} risk, and {who}")


@word("decision", says="weakness")
def hides_more(at: Subject[Treated], want: Literal[True]) -> Answer:
    """It is told to be a duplicate of a finding whose risk is lower."""
    level, original = at.element.level, at.element.original
    if original is None or not vocabulary.above(level, original) or not want:
        return None
    lower = vocabulary.words(original)
    return holds(f"its risk is {vocabulary.words(level)}, and that of {at.element.decision.duplicates} is {lower}")


@word("decision", says="weakness")
def unplanned(at: Subject[Treated], want: Literal[True]) -> Answer:
    """No control that would lower the risk is met, partly met or planned."""
    under_way = [name for name, plan in at.element.plans.items() if plan.status not in {"not-met", "not-stated"}]
    if under_way or not want:
        return None
    return holds(f"none of {queries.listed(tuple(at.element.plans)) or 'the controls'} is met or planned")


@word("decision", says="weakness")
def plan_overdue(at: Subject[Treated], want: Literal[True]) -> Answer:
    """A control that is planned to lower the risk was due before the day of the assessment."""
    plans = {name: plan for name, plan in at.element.plans.items() if plan.status == "planned"}
    late = [
        f"{name} was due on {plan.due}" for name, plan in plans.items() if plan.due and plan.due < at.resolved.as_of
    ]
    return holds("; ".join(late)) if late and want else None


@word("decision", says="weakness")
def review_overdue(at: Subject[Treated], want: Literal[True]) -> Answer:
    """The day by which it was to be looked at again has passed; a decision that ends is looked at then."""
    decision = at.element.decision
    if not decision.review:
        return None if decision.until else missing(f"{at.route}.review")
    late = decision.review < at.resolved.as_of and want
    return holds(f"it was to be looked at again by {decision.review}") if late else None
