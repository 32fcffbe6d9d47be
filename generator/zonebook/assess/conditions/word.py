"""A word of `when`: the function that evaluates it, and what is known of it without evaluating it."""

from collections.abc import Callable, Hashable, Mapping
from functools import cache
from inspect import get_annotations, getdoc
from typing import Any, Literal

from zonebook.assess.answer import Answer
from zonebook.model.vocabulary import About
from zonebook.values.record import dataclass

WITH_KIND: tuple[About, ...] = ("account", "network", "service", "identity", "trust")
"""What has a kind, and with it traits and settings."""
WITH_TAGS: tuple[About, ...] = (*WITH_KIND, "zone", "flow")
WITH_CONTROLS: tuple[About, ...] = (*WITH_TAGS, "system", "directory")

Says = Literal["weakness", "circumstance", "control"]
MEANINGS: Mapping[Says, str] = {
    "weakness": "a weakness: by itself what is wrong with it, from what is stated or from the provider's default",
    "circumstance": "a circumstance: what it is, where it stands, what it holds or who reaches it",
    "control": "a control that is not in place for it",
}
"""What a word can say of its subject where it holds."""
Question = Callable[[Any, Any], Answer]
"""Returns the answer for a subject and the argument of the word."""
Look = Callable[[Any], Hashable]
"""Returns all of a subject that a word looks at: of subjects of which it is equal, the word says the same.

What is not stated is named by the route of the subject itself, or it is in what is looked at.
"""
LookFor = Callable[[Any, Any], Hashable]
"""Returns the same for a subject and the argument of the word."""
Applies = Callable[[Any, Any], bool]
"""Returns whether a word with this argument is applicable to a subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word that can be asked of subjects of these sorts; call it as the function that it is.

    A word that `selects` asks what a subject is, what it is for and where it is: where it does not hold, the threat is
    not applicable. Any other word judges how a subject is configured, protected and reached: where it does not hold,
    the threat stays quiet, except for subjects to which the word does not apply at all.
    """

    ask: Question
    abouts: tuple[About, ...]
    says: Says
    selects: bool
    of_kind: bool
    """Whether the answer is the same for everything of one kind."""
    applies: Applies | None
    beside_facts: Question | None = None
    """What is asked instead where another word of the same condition says a weakness."""
    looks: Look | None = None
    """What it looks at; a word that says it neither so nor by `looks_for` is asked of every subject."""
    looks_for: LookFor | None = None
    """What it looks at, where that depends on its argument."""

    def __call__(self, at: Any, want: Any) -> Answer:  # noqa: ANN401  as each word has it
        """Return the answer for a subject."""
        return self.ask(at, want)

    @property
    def name(self) -> str:
        """The word as it is written in a `when`."""
        return self.ask.__name__.removesuffix("_")

    @property
    def manual(self) -> str:
        """What the word asks, in paragraphs."""
        return getdoc(self.ask) or ""

    @property
    def wants(self) -> Any:  # noqa: ANN401  any annotation
        """The annotation of its argument, of which the schema is made."""
        return _wanted(self.ask)

    @property
    def may_pass(self) -> bool:
        """Whether it can find that a threat is not applicable to a subject."""
        return self.selects or self.applies is not None

    def passes(self, at: Any, want: Any) -> bool:  # noqa: ANN401  as each word has it
        """Return whether a threat is not applicable to a subject for which this word does not hold."""
        return self.selects or (self.applies is not None and not self.applies(at, want))


@cache
def _wanted(ask: Question) -> Any:  # noqa: ANN401  any annotation
    return get_annotations(ask, eval_str=True)["want"]


def word(
    *abouts: About,
    says: Says,
    selects: bool = False,
    of_kind: bool = False,
    applies: Applies | None = None,
    beside_facts: Question | None = None,
    looks: Look | None = None,
    looks_for: LookFor | None = None,
) -> Callable[[Question], Word]:
    """Make a word of a function: its name is the word, its docstring the manual, its annotation the argument."""

    def made(ask: Question) -> Word:
        return Word(
            ask=ask,
            abouts=abouts,
            says=says,
            selects=selects,
            of_kind=of_kind,
            applies=applies,
            beside_facts=beside_facts,
            looks=looks,
            looks_for=looks_for,
        )

    return made
