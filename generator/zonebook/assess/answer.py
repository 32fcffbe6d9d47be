"""What a question about the model can come to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Because:
    """It holds, for these reasons."""

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotStated:
    """It cannot be told: the model does not state these attributes."""

    attributes: tuple[str, ...]


Answer = Because | NotStated | None
"""It holds, it cannot be told, or it does not hold."""

Idle = Literal["quiet", "not-applicable"]
"""Why it does not hold: it was asked and is not so, or the thing is not of the sort that it is asked of."""

Verdict = Because | NotStated | Idle
"""An answer that also tells why something does not hold."""

Word = Callable[[Any, Any], Answer]
"""One question: given where a thing stands and what is wanted, the answer."""


def holds(reason: str) -> Because:
    """Give the answer yes, with its reason."""
    return Because((reason,))


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
    return Because(tuple(reason for answer in answers if isinstance(answer, Because) for reason in answer.reasons))


def some(answers: "list[Answer]") -> Answer:
    """Give the first yes, not stated if none is yes and one is not, otherwise no."""
    for answer in answers:
        if isinstance(answer, Because):
            return answer
    unknown = tuple(name for answer in answers if isinstance(answer, NotStated) for name in answer.attributes)
    return NotStated(tuple(dict.fromkeys(unknown))) if unknown else None
