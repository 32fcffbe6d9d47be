"""A comparison as a comment on a pull request: the verdict, at most five lines, and the details folded."""

import re
from collections.abc import Iterator

from zonebook.assess.planning.comparison.verdict import Bar
from zonebook.model.vocabulary import words
from zonebook.write import escape
from zonebook.write.comparison import picture
from zonebook.write.comparison.outcome import Outcome, headline, lines, name
from zonebook.write.comparison.sections import Section, sections
from zonebook.write.comparison.text import MOST_PROBLEMS

MARKER = "<!-- zonebook:comment:v1 -->"
"""The first line, by which the comment is found again; it stands in every comment, and proves nothing."""
MOST_CHARACTERS = 60_000
"""How long the comment may be; GitHub refuses one of more than 65,536 characters."""
_LINKED = re.compile(r"@|#(?=\d)|\b[a-z][a-z0-9+.-]*:(?=//)|\bGH-(?=\d)|\bwww\.|\b[0-9a-f]{7,64}\b", re.IGNORECASE)
"""What a code host makes a mention or a link of, after the entities of HTML are read; in code it does not."""
_CUT_FIRST = ("Before and after", "Model", "Possible", "Controls and duties", "Attack paths", "Findings")
"""The sections that are left out in turn where the comment is too long."""


def printed(outcome: Outcome) -> str:
    """Return the comment; text of the models cannot end a fold, mention anybody, or begin HTML or a link."""
    top = "\n".join(_top(outcome))
    if outcome.comparison is None or outcome.comparison.empty:
        return top
    folds = dict(_folds(outcome))
    left: list[str] = []
    for title in (*_CUT_FIRST, *folds):
        if len(_joined(top, folds, left)) <= MOST_CHARACTERS:
            break
        if folds.pop(title, None):
            left.append(title)
    return _joined(top, folds, left)


def _joined(top: str, folds: dict[str, str], left: list[str]) -> str:
    said = f"Left out, as the comment would be too long: {', '.join(left)}. `zonebook diff` shows all." if left else ""
    return "\n\n".join(part for part in (top, *folds.values(), said) if part)


def _top(outcome: Outcome) -> Iterator[str]:
    yield MARKER
    yield f"**Zonebook: {outcome.verdict}.** {_prose(headline(outcome))}"
    shown = [f"- {_code(str(each))}" for each in outcome.problems[:MOST_PROBLEMS]]
    shown += [f"- {label}: {said}" for label, said in lines(outcome, lambda each: _code(name(each)), _prose)]
    if shown:
        yield ""
        yield from shown
    if outcome.verdict == "NOT COMPARED" and outcome.alone:
        yield ""
        many = sum(len(each.unsettled) for each in outcome.alone)
        above = sum(len(each.above_appetite) for each in outcome.alone)
        yield f"{_prose(outcome.new)} alone: {many} findings not settled, {above} of them above the appetite."


def _folds(outcome: Outcome) -> Iterator[tuple[str, str]]:
    for section in sections(outcome):
        yield section.title.partition(":")[0], _fold(section.title, "\n".join(_rows(section)))
    if outcome.judged_alike:
        return
    if found := picture.edges(outcome):
        drawn = f"```mermaid\n{picture.chart(found)}\n```\n\n```text\n{picture.text(found)}\n```"
        yield "Before and after", _fold("Before and after", drawn)
    yield "Why", _fold("Why", _why(outcome))


def _rows(section: Section) -> Iterator[str]:
    for row in section.rows:
        yield f"- {_code(name(row.name))}: {_prose(row.says)}" if row.name else f"- {_prose(row.says)}"


def _fold(title: str, body: str) -> str:
    return f"<details><summary>{_prose(title)}</summary>\n\n{body}\n\n</details>"


def _why(outcome: Outcome) -> str:
    compared = f"{_code(outcome.new)} against {_code(outcome.old)}, as of {outcome.as_of}, with one catalogue."
    return f"- {compared}\n- {_rule(outcome.bar)} The rules are those of {_code(outcome.old)}."


def _rule(bar: Bar) -> str:
    known = f"at least {words(bar.known)}" if bar.known else "above the appetite"
    possible = f", and what could turn out to be at least {words(bar.possible)}" if bar.possible else ""
    return f"A new, worse, reopened or newly accepted risk {known} closes{possible}."


def _prose(text: str) -> str:
    """Return text of the models as Markdown; what a code host would link stands in code."""
    found, begin = [], 0
    for each in _LINKED.finditer(text):
        found += [escape.markdown(text[begin : each.start()]), _code(each[0])]
        begin = each.end()
    return "".join((*found, escape.markdown(text[begin:])))


def _code(text: str) -> str:
    return f"<code>{escape.markdown(text)}</code>"
