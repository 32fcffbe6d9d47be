"""The answers that a condition can have."""

from collections.abc import Callable
from typing import Any, Literal

from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True)
class Holds:
    """The condition holds, for these reasons."""

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotStated:
    """The condition cannot be evaluated: the model does not state these attributes."""

    attributes: tuple[str, ...]


Answer = Holds | NotStated | None
"""The condition holds, depends on something that is not stated, or does not hold (None)."""

NoMatch = Literal["quiet", "not-applicable"]
"""Why a condition does not hold: it did not match (`quiet`), or the subject is not of a sort that it applies to."""

UNEXCEPTED = "none of the exceptions holds"
"""The reason that a condition has only for want of an exception."""

Verdict = Holds | NotStated | NoMatch
"""An answer that also says why a condition does not hold."""

Predicate = Callable[[Any], Answer]
"""A complete condition: a function from a subject to an answer."""


def holds(reason: str) -> Holds:
    """Return the answer that a condition holds, with its reason."""
    return Holds((reason,))


def missing(attribute: str) -> NotStated:
    """Return the answer that depends on `attribute`, which is not stated."""
    return NotStated((attribute,))


def every(answers: "list[Answer]") -> Answer:
    """Return the conjunction: None if one is None, else not stated if one is, else holds with all the reasons."""
    unknown: list[str] = []
    reasons: list[str] = []
    for answer in answers:
        if answer is None:
            return None
        if isinstance(answer, NotStated):
            unknown += answer.attributes
        else:
            reasons += answer.reasons
    return NotStated(tuple(dict.fromkeys(unknown))) if unknown else Holds(tuple(reasons))


def some(answers: "list[Answer]") -> Answer:
    """Return the disjunction: the first that holds, else not stated if one is, else None."""
    for answer in answers:
        if isinstance(answer, Holds):
            return answer
    unknown = tuple(name for answer in answers if isinstance(answer, NotStated) for name in answer.attributes)
    return NotStated(tuple(dict.fromkeys(unknown))) if unknown else None
