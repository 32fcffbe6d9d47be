"""Broken models whose lines announce their problems: each gives exactly those problems."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.problem_codes import CODES
from zonebook.read.schema import Schemas
from zonebook.values import BrokenError, Problem

HERE = Path(__file__).parents[1] / "problems"
CASES = sorted(path for path in HERE.iterdir() if not path.name.startswith("."))
MARK = "# problem: "
SUFFIX = "; did you mean `"
TOLD = re.compile(r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?P<code>[a-z-]+): (?P<words>.*)")
WITHOUT_EXAMPLE: Mapping[str, str] = {
    "layout": "only `zonebook fmt` meets it; tests/read/test_layout.py shows it",
    "too-large": "a file of 8 MiB has no place in a repository; tests/read/test_yaml_text.py makes one",
    "too-many": "so many values have no place in a repository; tests/read/test_yaml_text.py writes them",
    "schema": "what no keyword of our schemas has better words for; tests/read/test_schema.py makes one",
}


@dataclass(frozen=True, slots=True)
class Expected:
    """A problem as a broken model announces it; column 0 matches any."""

    path: str
    line: int
    column: int
    code: str
    words: str
    hint: str

    def fits(self, problem: Problem) -> bool:
        """Return whether the problem is the announced one."""
        where = problem.place
        same_place = (where.path, where.line) == (self.path, self.line) and self.column in {0, where.column}
        same_words = self.words in problem.message and self.hint == problem.hint
        return same_place and same_words and problem.code == self.code


def texts(case: Path) -> dict[str, bytes]:
    """The texts of a case by their path below `models`; a single file is a file of the system `x`."""
    if case.is_file():
        return {"models/systems/x/model.yaml": case.read_bytes()}
    paths = sorted(path for path in case.rglob("*.y*ml") if path.is_file())
    return {f"models/{path.relative_to(case).as_posix()}": path.read_bytes() for path in paths}


def announced(case: Path) -> tuple[Expected, ...]:
    """Return the problems that the lines of a case, and the file beside it, announce."""
    found = [each for path, raw in texts(case).items() for each in on_lines(path, raw)]
    aside = case / "expected.txt"
    if aside.is_file():
        told = [TOLD.fullmatch(line) for line in aside.read_text(encoding="utf-8").splitlines()]
        for each in told:
            assert each, f"{aside}: a line is not path:line:column: code: words"
            found.append(expected(each["path"], (int(each["line"]), int(each["column"])), each["code"], each["words"]))
    return tuple(found)


def on_lines(path: str, raw: bytes) -> Iterator[Expected]:
    for number, line in enumerate(raw.decode("utf-8", "replace").splitlines(), 1):
        for said in line.split(MARK)[1:]:
            code, _, words = said.strip().partition(": ")
            yield expected(path, (number, 0), code, words)


def expected(path: str, at: tuple[int, int], code: str, words: str) -> Expected:
    said, _, hint = words.strip().partition(SUFFIX)
    return Expected(path, at[0], at[1], code, said, hint.removesuffix("`?"))


def problems(case: Path, golden: Mapping[str, bytes], schemas: Schemas) -> tuple[Problem, ...]:
    try:
        assess_workspace(load_workspace(golden, texts(case), schemas), "2026-12-01")
    except BrokenError as broken:
        return broken.problems
    return ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_broken_model_gives_announced_problems(case: Path, golden: Mapping[str, bytes], schemas: Schemas) -> None:
    found = list(problems(case, golden, schemas))
    missed = []
    for each in announced(case):
        match = next((problem for problem in found if each.fits(problem)), None)
        if match is None:
            missed.append(each)
        else:
            found.remove(match)
    assert not missed, f"not reported: {missed}; reported instead: {list(map(str, found))}"
    assert list(map(str, found)) == [], "reported, and not announced"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_problems_follow_text_order(case: Path, golden: Mapping[str, bytes], schemas: Schemas) -> None:
    found = problems(case, golden, schemas)
    assert found == tuple(sorted(found))
    assert len(set(map(str, found))) == len(found)


def test_every_case_announces_something() -> None:
    assert len(CASES) >= 34
    assert [case.name for case in CASES if not announced(case)] == []


def test_every_code_has_an_example() -> None:
    shown = {each.code for case in CASES for each in announced(case)}
    assert shown - set(CODES) == set()
    assert set(CODES) - shown == set(WITHOUT_EXAMPLE)


def test_codes_are_sorted_and_described() -> None:
    assert list(CODES) == sorted(CODES)
    assert [code for code, words in CODES.items() if not words.endswith(".")] == []
