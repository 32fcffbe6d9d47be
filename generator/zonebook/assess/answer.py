"""What a question about the model can come to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Holds:
    """It holds, for these reasons."""

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotStated:
    """It cannot be told: the model does not state these attributes."""

    attributes: tuple[str, ...]


Answer = Holds | NotStated | None
"""It holds, it cannot be told, or it does not hold."""

NoMatch = Literal["quiet", "not-applicable"]
"""Why it does not hold: it was asked and is not so, or the thing is not of the sort that it is asked of."""

Verdict = Holds | NotStated | NoMatch
"""An answer that also tells why something does not hold."""

Predicate = Callable[[Any], Answer]
"""A whole question: given a subject, the answer."""


def holds(reason: str) -> Holds:
    """Give the answer yes, with its reason."""
    return Holds((reason,))


def missing(attribute: str) -> NotStated:
    """Give the answer that nobody can tell before `attribute` is stated."""
    return NotStated((attribute,))


def every(answers: "list[Answer]") -> Answer:
    """Give no if one is no, not stated if one is not, otherwise yes with all the reasons."""
    if any(answer is None for answer in answers):
        return None
    unknown = tuple(name for answer in answers if isinstance(answer, NotStated) for name in answer.attributes)
    if unknown:
        return NotStated(tuple(dict.fromkeys(unknown)))
    return Holds(tuple(reason for answer in answers if isinstance(answer, Holds) for reason in answer.reasons))


def some(answers: "list[Answer]") -> Answer:
    """Give the first yes, not stated if none is yes and one is not, otherwise no."""
    for answer in answers:
        if isinstance(answer, Holds):
            return answer
    unknown = tuple(name for answer in answers if isinstance(answer, NotStated) for name in answer.attributes)
    return NotStated(tuple(dict.fromkeys(unknown))) if unknown else None
