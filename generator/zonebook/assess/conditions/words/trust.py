"""Words for trusts."""

from zonebook.assess.answer import Answer, holds, missing
from zonebook.assess.conditions.word import word
from zonebook.model.elements import Direction, Trust
from zonebook.model.subject import Subject


@word("trust", says="circumstance")
def direction(at: Subject[Trust], want: tuple[Direction, ...]) -> Answer:
    """It goes one way, or both."""
    if not at.element.direction:
        return missing(f"{at.route}.direction")
    return holds(f"the trust is {at.element.direction}") if at.element.direction in want else None
