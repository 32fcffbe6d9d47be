"""Suggested samples: by how often a control acts, and by the population where it is known."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.walking import models

from zonebook.assess.controls.audits.sampling import suggested_samples
from zonebook.assess.controls.checklist_values import values
from zonebook.model.audits.audit import AuditResult
from zonebook.model.vocabulary import Operation
from zonebook.values import NOWHERE

OPERATIONS: tuple[Operation, ...] = get_args(Operation)
EVENTS = "5 of 20 to 49; 10 of 50 to 99; 20 of 100 to 199; 25 to 60 of more; all of fewer than 20"


@pytest.mark.parametrize(
    ("run", "population", "suggested"),
    [
        pytest.param("yearly", None, "1 of 1 a year", id="yearly"),
        pytest.param("monthly", None, "2 to 5 of 12 a year", id="monthly"),
        pytest.param("monthly", 3, "2 to 3 of 3", id="fewer than the most"),
        pytest.param("daily", 250, "20 to 40 of 250", id="daily"),
        pytest.param("per-event", None, EVENTS, id="events of any number"),
        pytest.param("per-event", 0, "none: nothing happened", id="no event"),
        pytest.param("per-event", 19, "19 of 19", id="all of a few"),
        pytest.param("per-event", 20, "5 of 20", id="first step"),
        pytest.param("per-event", 199, "20 of 199", id="last step"),
        pytest.param("per-event", 200, "25 to 60 of 200", id="many"),
        pytest.param("continuous", 9, "1 of each setting, where changes of settings are controlled", id="settings"),
    ],
)
def test_sample_follows_frequency_and_population(run: Operation, population: int | None, suggested: str) -> None:
    assert suggested_samples((run,), population) == (suggested,)


@given(st.lists(st.sampled_from(OPERATIONS), max_size=3), st.integers(1, 10_000))
def test_no_sample_is_larger_than_its_population(runs: list[Operation], population: int) -> None:
    for text in suggested_samples(runs, population):
        sample = int(text.split(" of ")[0].split(" to ")[-1])
        assert 1 <= sample <= population


def test_checklist_has_a_sample_for_each_run() -> None:
    judged = models().systems["corporate-directory"]
    check = next(each for each in judged.checks if each.control.runs == ("per-event",))
    tested = AuditResult(id=check.id, result="effective", population=64, place=NOWHERE)
    assert values(check, judged.resolved)["sample_asked"] == (EVENTS,)
    assert values(check, judged.resolved, tested)["sample_asked"] == ("10 of 64",)
    for each in judged.checks:
        assert bool(each.control.runs) == bool(values(each, judged.resolved)["sample_asked"])
