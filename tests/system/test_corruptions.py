"""Random mistakes in the reference models: each is reported on its line, whatever else is reported."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.support.corruptions.generated import Corrupted, corruptions
from tests.support.corruptions.original import KINDS

from zonebook.edge import catalogue_cache, disk
from zonebook.load.catalogue import CheckedCatalogue
from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.read.schema import Schemas
from zonebook.read.yaml_text import read
from zonebook.values import BrokenError, Problem
from zonebook.write.diagnostics import sarif
from zonebook.write.output_format import CheckResult

TOP = Path(__file__).resolve().parents[2]
SEED = 2026
OF_EACH = 8
"""The number of mistakes of each kind."""
LEAST = 0.97


def reported(
    case: Corrupted, models: dict[str, bytes], shipped: CheckedCatalogue, schemas: Schemas
) -> tuple[Problem, ...]:
    """Return the problems of the models with one text corrupted."""
    texts = {**models, case.path: case.text.encode()}
    try:
        assess_workspace(load_workspace(shipped, texts, schemas), "2026-12-01")
    except BrokenError as broken:
        return broken.problems
    return ()


def lines_of(found: tuple[Problem, ...], texts: dict[str, bytes]) -> set[tuple[str, int]]:
    """Return the path and line of each result in SARIF."""
    log = json.loads(sarif.printed(CheckResult(as_of="2026-12-01", problems=found, texts=texts)))
    at = [each["locations"][0]["physicalLocation"] for each in log["runs"][0]["results"]]
    return {(unquote(each["artifactLocation"]["uri"]), each["region"]["startLine"]) for each in at}


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read a text once: of the many, a mistake changes one, and reading is pure."""
    monkeypatch.setattr("zonebook.load.catalogue.read", cache(read))


@pytest.mark.usefixtures("read_once")
def test_mistakes_are_reported_on_their_lines(schemas: Schemas, capsys: pytest.CaptureFixture[str]) -> None:
    models, shipped = disk.models(TOP / "models", "models"), catalogue_cache.bundled(schemas)
    many = OF_EACH * len(KINDS)
    missed: list[str] = []
    made: Counter[str] = Counter()
    for case in corruptions(models, SEED, many):
        made[case.kind] += 1
        found = reported(case, models, shipped, schemas)
        if not lines_of(found, {case.path: case.text.encode()}) & case.places:
            missed.append(f"{case.kind} at {min(case.places)}: {found[0] if found else 'nothing is reported'}")
    share = 1 - len(missed) / many
    with capsys.disabled():
        print(f"\n{share:.1%} of {many} mistakes of {len(made)} kinds are reported on their lines")  # noqa: T201  the figure
    assert set(made) == set(KINDS)
    assert len(KINDS) >= 28
    assert set(made.values()) == {OF_EACH}
    assert share >= LEAST, "\n".join(missed)


def test_seed_reproduces_the_mistakes() -> None:
    models = disk.models(TOP / "models", "models")
    first, again, other = (list(corruptions(models, seed, len(KINDS))) for seed in (1, 1, 2))
    assert first == again != other
    assert all(case.places and case.text.encode() != models[case.path] for case in first)
