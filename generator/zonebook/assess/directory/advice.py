"""The rules of thumb that hold for the directory decision."""

from collections.abc import Mapping
from dataclasses import dataclass

from zonebook.assess.answer import Holds, NotStated, Predicate
from zonebook.model.options import Advice
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import subjects


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """A rule that holds, with its reasons; or, with `unsure`, one that may hold once these attributes are stated."""

    advice: Advice
    reasons: tuple[str, ...]
    unsure: tuple[str, ...]


def advised(resolved: ResolvedSystem, conditions: Mapping[str, Predicate]) -> tuple[Advised, ...]:
    """Return every rule that holds or may hold, in the order of rank: the first that holds and names a choice leads."""
    found = []
    for advice in sorted(resolved.catalogue.advice.values(), key=lambda each: (each.rank, each.id)):
        for at in subjects(resolved, "directory"):
            answer = conditions[f"advice/{advice.id}"](at)
            if isinstance(answer, Holds):
                found.append(Advised(advice=advice, reasons=answer.reasons, unsure=()))
            elif isinstance(answer, NotStated):
                found.append(Advised(advice=advice, reasons=(), unsure=answer.attributes))
    return tuple(found)
