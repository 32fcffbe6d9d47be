"""Rows of the tests of condition words: each word is shown to hold, not to hold, and to be open."""

from collections.abc import Collection, Iterable, Sequence
from types import ModuleType

from zonebook.assess.conditions.words import WORDS


def names_in(module: ModuleType) -> set[str]:
    """Return the names of the words that a module defines."""
    return {name for named in WORDS.values() for name, word in named.items() if word.ask.__module__ == module.__name__}


def assert_every_answer(names: Iterable[str], rows: Sequence[Sequence[object]], *, never_open: Collection[str]) -> None:
    """Assert that the rows, which end in `when`, the model and the answer, show every answer of every word."""
    for name in names:
        answers = {str(row[-1]).partition(":")[0] for row in rows if str(row[-3]).startswith(f"{{{name}:")}
        assert {"yes", "no"} <= answers, f"{name} needs a row that holds and a row that does not"
        assert name in never_open or "open" in answers, f"{name} needs a row in which something is not stated"
