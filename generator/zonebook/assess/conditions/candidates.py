"""The subjects of one type, and those of them to which a condition may apply."""

from zonebook.assess.conditions.condition import Condition
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import Subject
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True)
class Candidates:
    """The subjects of one type, in the order of the text, each with the id of its kind (empty: none is stated)."""

    subjects: tuple[Subject[object], ...]
    kinds: tuple[str, ...]

    def asked(self, condition: Condition) -> tuple[Subject[object], ...]:
        """Return the subjects that the condition may apply to; it is evaluated once for each kind."""
        narrow = condition.of_kind()
        if not narrow.parts:
            return self.subjects
        first = dict(zip(reversed(self.kinds), reversed(self.subjects), strict=True))
        wanted = {kind for kind, at in first.items() if narrow.verdict(at) != "not-applicable"}
        pairs = zip(self.subjects, self.kinds, strict=True)
        return tuple(at for at, kind in pairs if kind in wanted)


def sort(resolved: ResolvedSystem, subjects: tuple[Subject[object], ...]) -> Candidates:
    """Return the subjects with the ids of their kinds."""
    found = (resolved.kind(at.element) for at in subjects)
    return Candidates(subjects, tuple(kind.id if kind else "" for kind in found))
