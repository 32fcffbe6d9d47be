"""The attributes that are not stated, as questions: those that could turn out worst come first."""

from collections.abc import Iterable

from zonebook.assess.findings.finding import Gap
from zonebook.model import vocabulary
from zonebook.model.vocabulary import Level
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """An attribute that is not stated, and the gaps that name it, the worst first."""

    attribute: str
    gaps: tuple[Gap, ...]

    @property
    def worst(self) -> Level:
        """The worst possible risk of its gaps."""
        return vocabulary.worst(each.possible.level for each in self.gaps)

    @property
    def at_least(self) -> bool:
        """Whether a gap of that level may be worse still."""
        return any(each.at_least for each in self.gaps if each.possible.level == self.worst)

    @property
    def rank(self) -> tuple[int, int, str]:
        """The sort key: the worst possible risk first, then the attribute that settles the most gaps."""
        return -vocabulary.rank(self.worst), -len(self.gaps), self.attribute


def open_questions(gaps: Iterable[Gap]) -> tuple[OpenQuestion, ...]:
    """Return a question for each attribute that a gap names, the worst first."""
    found: dict[str, list[Gap]] = {}
    for gap in gaps:
        for attribute in dict.fromkeys(gap.attributes):
            found.setdefault(attribute, []).append(gap)
    questions = (OpenQuestion(attribute=name, gaps=tuple(named)) for name, named in found.items())
    return tuple(sorted(questions, key=lambda each: each.rank))
