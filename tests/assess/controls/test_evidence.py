"""Evidence that is missing, changed or older than its control's frequency, and the durations of frequencies."""

from collections.abc import Callable, Mapping

import pytest

from zonebook.assess.controls.evidence import days, later
from zonebook.assess.controls.state import ControlState
from zonebook.assess.system import SystemAssessment


def at(judged: SystemAssessment, control: str, element: str) -> ControlState:
    return next(each.standing for each in judged.checks if each.id == f"{control}@{element}")


STALE = "services: {a: {kind: server, controls: {patched: {status: %s}}}}"


@pytest.mark.parametrize(
    ("said", "as_of", "is_stale"),
    [
        ("met, on: 2026-09-02", "2026-12-01", False),
        ("met, on: 2026-09-01", "2026-12-01", True),
        ("partial, on: 2020-01-01", "2026-12-01", True),
        ("not-met, on: 2020-01-01", "2026-12-01", False),
        ("met, on: 2020-01-01, evidence: [{title: E, on: 2026-11-01}]", "2026-12-01", False),
        ("met, on: 2026-11-30, evidence: [{title: E, on: 2020-01-01}]", "2026-12-01", True),
        ("met, on: 2020-01-01", "", False),
        ("met, on: 2020-01-01, evidence: [{title: E, on: 2026-11-01, file: evidence/there.json}]", "2026-12-01", False),
        ("met, on: 2020-01-01, evidence: [{title: E, on: 2026-11-01, file: evidence/gone.json}]", "2026-12-01", True),
    ],
)
def test_stale_evidence_stays_met(
    judged: Callable[..., SystemAssessment], said: str, as_of: str, *, is_stale: bool
) -> None:
    found = at(judged(STALE % said, as_of=as_of), "patched", "a")
    assert found.status == said.partition(",")[0]
    assert bool(found.stale) == is_stale
    assert found.claimed or not (is_stale and found.status == "met")


THERE = "{title: T, file: evidence/there.json, sha256: %s}" % ("ab" * 32)
CHANGED = THERE.replace("ab", "cd")
GONE = "{title: T, file: evidence/gone.json}"
ADDRESS = "{title: T, url: 'https://example.com/e.json'}"


@pytest.mark.parametrize(
    ("evidence", "broken", "is_claimed"),
    [
        (THERE, 0, False),
        (CHANGED, 1, True),
        (GONE, 1, True),
        (f"{GONE}, {CHANGED}", 2, True),
        (f"{GONE}, {THERE}", 1, False),
        (f"{GONE}, {ADDRESS}", 1, False),
    ],
)
def test_broken_evidence_leaves_a_claim(
    judged: Callable[..., SystemAssessment], evidence: str, broken: int, *, is_claimed: bool
) -> None:
    found = at(judged(STALE % f"met, on: 2026-11-01, evidence: [{evidence}]"), "patched", "a")
    assert found.status == "met"
    assert (len(found.broken), found.claimed) == (broken, is_claimed)


def test_evidence_above_the_element_counts_alike(judged: Callable[..., SystemAssessment]) -> None:
    model = f"zones: {{z: {{controls: {{patched: {{status: met, on: 2026-11-01, evidence: [{GONE}]}}}}}}}}\n"
    found = at(judged(f"{model}services: {{a: {{kind: server, zone: z}}}}"), "patched", "a")
    assert found.broken == ("there is no file models/systems/world/evidence/gone.json",)
    assert found.claimed


def test_evidence_of_an_actor_is_looked_for(told: Callable[..., str]) -> None:
    model = f"actors: {{p: {{controls: {{patched: {{status: met, on: 2026-11-01, evidence: [{GONE}]}}}}}}}}"
    assert told(model, "system", "", "{evidence_broken: true}").startswith("yes: actors.p.controls.patched: ")


def test_every_frequency_is_a_duration(bundled: Mapping[str, bytes]) -> None:
    lines = [
        line.split(b":", 1)[1].strip().decode()
        for path, text in bundled.items()
        if path.startswith("catalogue/controls/")
        for line in text.splitlines()
        if line.startswith(b"frequency:")
    ]
    assert len(lines) > 200
    assert [each for each in lines if days(each) < 1] == []


@pytest.mark.parametrize(
    ("duration", "day"),
    [
        ("P90D", "2026-04-01"),
        ("P1Y", "2027-01-01"),
        ("P2W", "2026-01-15"),
        ("P1M1D", "2026-02-01"),
        ("P9999Y", "9999-12-31"),
    ],
)
def test_duration_is_added_to_a_day(duration: str, day: str) -> None:
    assert later("2026-01-01", duration) == day
