"""Everything that is asked the same questions, and which of it a question is about at all."""

from dataclasses import dataclass

from zonebook.assess.when import Condition
from zonebook.model.scene import Scene
from zonebook.model.standing import Standing


@dataclass(frozen=True, slots=True)
class Sort:
    """The things of one sort, in the order of the text, each with the id of its kind (empty: none is stated)."""

    things: tuple[Standing[object], ...]
    kinds: tuple[str, ...]

    def asked(self, condition: Condition) -> tuple[Standing[object], ...]:
        """Give the things that the condition may apply to; it is asked once a kind, and not of each thing."""
        narrow = condition.of_kind()
        if not narrow.parts:
            return self.things
        first = dict(zip(reversed(self.kinds), reversed(self.things), strict=True))
        wanted = {kind for kind, at in first.items() if narrow.verdict(at) != "not-applicable"}
        pairs = zip(self.things, self.kinds, strict=True)
        return tuple(at for at, kind in pairs if kind in wanted)


def sort(scene: Scene, things: tuple[Standing[object], ...]) -> Sort:
    """Give the things with their kinds."""
    found = (scene.kind(at.element) for at in things)
    return Sort(things, tuple(kind.id if kind else "" for kind in found))
