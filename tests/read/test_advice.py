"""Advice of messages, followed to the letter: what a message says to write is typed, and its problem is gone."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from tests.read.test_problems import CASES, texts
from tests.support import catalogues

from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.values import BrokenError, Problem

ADVISED = re.compile(
    r"(?:write it in quotes|take them away|in quotes|in this line|after a word here): (?:write )?`([^`]+)`"
)
TYPED = re.compile(r"`([^`]*)`")
WITHOUT_TEXT = {"evidence-path", "stray-file"}
"""Codes whose suggestion is for the name of a file, not for its text."""
Texts = Mapping[str, bytes]


def unmarked(case: Path) -> Texts:
    """Return the texts of a case without the comments that announce its problems; every place stays."""
    return {path: re.sub(rb" *# problem: .*", b"", raw) for path, raw in texts(case).items()}


def problems(models: Texts) -> tuple[Problem, ...]:
    try:
        assess_workspace(load_workspace(catalogues.golden_texts(), models, catalogues.schemas()), "2026-12-01")
    except BrokenError as broken:
        return broken.problems
    return ()


def advised(problem: Problem) -> str:
    """Return what a message says to write; nothing where it suggests no text."""
    found = ADVISED.search(problem.message)
    return problem.hint or (found[1] if found else "")


def typed(problem: Problem, advice: str) -> Iterator[str]:
    """Yield what may stand in the text where a problem is: what its message repeats, or the advice without its fix."""
    if found := TYPED.search(problem.message):
        yield found[1]
    yield advice.replace(": ", ":", 1)
    yield re.sub(r"(: )([\"'])(.*)\2$", r"\1\3", advice)


def followed(models: Texts, problem: Problem, advice: str) -> Texts:
    """Return the texts with what was typed at the problem replaced by the advice."""
    path, at = problem.place.path, problem.place.line - 1
    lines = models[path].decode().split("\n")
    # Some problems are at the name of an element, and what is wrong stands below it.
    tried = ((at, problem.place.column - 1), (at, 0), (at + 1, 0))
    for wrong in typed(problem, advice):
        for number, begin in tried:
            line = lines[number] if number < len(lines) else ""
            if (where := line.find(wrong, begin)) >= 0 and wrong != advice:
                lines[number] = line[:where] + advice + line[where + len(wrong) :]
                return {**models, path: "\n".join(lines).encode()}
    raise AssertionError(f"nothing to replace for {problem}")


@cache
def advice_of(case: Path) -> tuple[Problem, ...]:
    return tuple(each for each in problems(unmarked(case)) if advised(each) and each.code not in WITHOUT_TEXT)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_followed_advice_ends_its_problem(case: Path) -> None:
    stubborn = []
    for problem in advice_of(case):
        left = problems(followed(unmarked(case), problem, advised(problem)))
        if any((each.place, each.code) == (problem.place, problem.code) for each in left):
            stubborn.append(str(problem))
    assert stubborn == []


def test_enough_advice_is_followed() -> None:
    every = tuple(chain.from_iterable(map(advice_of, CASES)))
    assert len(every) >= 60
    assert {each.code for each in every} >= {
        "key",
        "form",
        "syntax",
        "type",
        "unknown-id",
        "unknown-setting",
        "unknown-word",
        "value",
    }
