"""The rules of thumb that hold for the directory decision."""

from collections.abc import Mapping

from zonebook.assess.answer import UNEXCEPTED, Answer, Holds, NotStated, Predicate
from zonebook.assess.directory.assumptions import filled
from zonebook.model.options import Advice
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import Subject
from zonebook.model.system import DirectoryDecision
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """A rule that holds, with its reasons; or, with `unsure`, one that may hold once these attributes are stated.

    `assumed` are the attributes that nobody stated, and whose ordinary value the rule takes for granted.
    """

    advice: Advice
    reasons: tuple[str, ...]
    unsure: tuple[str, ...]
    assumed: tuple[str, ...] = ()

    def names(self, option: str) -> bool:
        """Return whether the rule holds and says to choose the option."""
        return bool(self.reasons) and option in (*self.advice.choose, *self.advice.otherwise)


def advised(
    resolved: ResolvedSystem, conditions: Mapping[str, Predicate], decision: DirectoryDecision | None = None
) -> tuple[Advised, ...]:
    """Return every rule that holds or may hold, in the order of rank: the first that holds and names a choice leads.

    A rule is asked with what is assumed filled in. Without a `decision`, it is asked about that of the system.
    """
    decision = decision or resolved.system.directory
    if decision is None:
        return ()
    found = []
    for advice in sorted(resolved.catalogue.advice.values(), key=lambda each: (each.rank, each.id)):
        asked = conditions[f"advice/{advice.id}"]
        answer = asked(_subject(resolved, filled(resolved, decision)))
        if isinstance(answer, Holds):
            assumed = _open(asked(_subject(resolved, decision)))
            reasons = tuple(each for each in answer.reasons if each != UNEXCEPTED) or answer.reasons
            found.append(Advised(advice=advice, reasons=reasons, unsure=(), assumed=assumed))
        elif isinstance(answer, NotStated):
            found.append(Advised(advice=advice, reasons=(), unsure=answer.attributes))
    return tuple(found)


def _subject(resolved: ResolvedSystem, decision: DirectoryDecision) -> Subject[DirectoryDecision]:
    return Subject(resolved=resolved, about="directory", element=decision)


def _open(answer: Answer) -> tuple[str, ...]:
    return answer.attributes if isinstance(answer, NotStated) else ()
