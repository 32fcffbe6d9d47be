"""Everything that is asked the same questions, and which of it a question is about at all."""

from dataclasses import dataclass

from zonebook.assess.conditions.condition import Condition
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import Subject


@dataclass(frozen=True, slots=True)
class Candidates:
    """The things of one sort, in the order of the text, each with the id of its kind (empty: none is stated)."""

    things: tuple[Subject[object], ...]
    kinds: tuple[str, ...]

    def asked(self, condition: Condition) -> tuple[Subject[object], ...]:
        """Give the things that the condition may apply to; it is asked once a kind, and not of each thing."""
        narrow = condition.of_kind()
        if not narrow.parts:
            return self.things
        first = dict(zip(reversed(self.kinds), reversed(self.things), strict=True))
        wanted = {kind for kind, at in first.items() if narrow.verdict(at) != "not-applicable"}
        pairs = zip(self.things, self.kinds, strict=True)
        return tuple(at for at, kind in pairs if kind in wanted)


def sort(scene: ResolvedSystem, things: tuple[Subject[object], ...]) -> Candidates:
    """Give the things with their kinds."""
    found = (scene.kind(at.element) for at in things)
    return Candidates(things, tuple(kind.id if kind else "" for kind in found))
