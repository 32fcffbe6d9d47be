"""Words for trusts."""

from typing import Literal

from zonebook.assess.answer import Answer, Holds, holds, missing
from zonebook.assess.conditions.word import word
from zonebook.assess.directory.premises import shortfalls
from zonebook.model.elements import Direction, Trust
from zonebook.model.subject import Subject


@word("trust", says="circumstance")
def direction(at: Subject[Trust], want: tuple[Direction, ...]) -> Answer:
    """It goes one way, or both."""
    if not at.element.direction:
        return missing(f"{at.route}.direction")
    return holds(f"the trust is {at.element.direction}") if at.element.direction in want else None


@word("trust", says="weakness")
def falls_short(at: Subject[Trust], want: Literal[True]) -> Answer:
    """It is a trust of the chosen directory, and neither it nor another lets in whom a need or an application requires.

    People whose accounts are in the existing forest come over a trust. Each capability says whether one way is enough.
    """
    reasons = tuple(shortfalls(at.resolved, at.element))
    if not reasons or not want:
        return None
    return Holds(reasons) if at.element.direction else missing(f"{at.route}.direction")
