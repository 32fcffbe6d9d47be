"""A comparison as text for a terminal."""

from collections.abc import Iterator

from zonebook.values import visible
from zonebook.write.comparison import picture
from zonebook.write.comparison.outcome import Outcome, headline, lines, name
from zonebook.write.comparison.sections import likenesses, sections

MOST_PROBLEMS = 5
"""How many problems of the new state are shown; `zonebook check` has all."""


def printed(outcome: Outcome) -> str:
    """Return the verdict with its lines, then the details; one line where nothing that is judged changed.

    A rename that nobody declared has a line of its own in any case.
    """
    return "\n".join(_lines(outcome))


def _lines(outcome: Outcome) -> Iterator[str]:
    yield visible(f"{outcome.verdict}: {headline(outcome)}")
    for problem in outcome.problems[:MOST_PROBLEMS]:
        yield f"  {problem}"
    for label, said in lines(outcome, name, visible):
        yield visible(f"  {label}: {said}")
    if outcome.judged_alike:
        yield from (f"  {name(row.name)}: {row.says}" for each in outcome.systems for row in likenesses(each))
    if outcome.comparison is None or outcome.judged_alike:
        return
    if found := picture.edges(outcome):
        yield ""
        yield picture.text(found)
    for section in sections(outcome):
        yield ""
        yield visible(section.title)
        for row in section.rows:
            yield visible(f"  {name(row.name)}: {row.says}" if row.name else f"  {row.says}")
