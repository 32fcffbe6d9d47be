"""What a status rests on: each of the eight grounds, their order, and the reports that providers are covered by."""

from collections import Counter
from collections.abc import Callable

import pytest

from zonebook.assess.controls.grounds import GROUND_WORDS, GROUNDS, STRENGTH, Ground, counted, ordered
from zonebook.assess.controls.state import ControlState
from zonebook.assess.system import SystemAssessment

HOUSE = "organisation: {title: H}\nparties: {team: {}, others: {within: provider}}\n"
REPORT = "reports: {r: {title: R, provider: aws, type: soc-2, from: 2025-10-01, until: 2026-09-30%s}}\n"
SERVER = "services: {a: {kind: server%s}}\n"
SHOWN = "controls: {patched: {status: met, on: 2026-11-30, evidence: [{title: E, on: %s}]}}"
AUDIT = (
    "audit: {title: Year, framework: made-up-1, period: {from: 2026-01-01, to: 2026-12-31}}\n"
    "results: {world: {patched@a: {result: exception, reason: So., tested_by: A, tested_on: 2026-10-02}}}\n"
)

EIGHT: dict[Ground, tuple[str, str, str]] = {
    "claimed": (SERVER % ", controls: {patched: met}", "patched", ""),
    "stated-setting": (SERVER % ", settings: {metadata: required}", "metadata-guarded", ""),
    "default-setting": (SERVER % "", "disk-encrypted", ""),
    "evidence-in-date": (SERVER % "" + SHOWN % "2026-11-01", "patched", ""),
    "evidence-stale": (SERVER % "" + SHOWN % "2026-01-01", "patched", ""),
    "inherited-with-report": (SERVER % "", "guards-at-the-door", REPORT % ""),
    "inherited-without-report": (SERVER % "", "guards-at-the-door", ""),
    "contradicted": (SERVER % ", controls: {patched: met}", "patched", ""),
}


def at(judged: SystemAssessment, control: str, element: str = "a") -> ControlState:
    return next(each.standing for each in judged.checks if each.id == f"{control}@{element}")


@pytest.mark.parametrize("ground", GROUNDS)
def test_each_ground_has_its_case(judged: Callable[..., SystemAssessment], ground: Ground) -> None:
    model, control, reports = EIGHT[ground]
    more = {"models/audits/year.yaml": AUDIT} if ground == "contradicted" else {}
    found = at(judged(model, HOUSE + reports, more), control)
    assert found.ground == ground
    assert found.report == ("r" if ground == "inherited-with-report" else "")


@pytest.mark.parametrize(
    ("status", "ground"),
    [
        ("partial", "claimed"),
        ("{status: partial, on: 2026-11-30, evidence: [{title: E}]}", "evidence-in-date"),
        ("{status: partial, on: 2026-01-01, evidence: [{title: E}]}", "evidence-stale"),
        ("{status: met, on: 2026-01-01}", "claimed"),
        ("not-met", None),
        ("{status: planned, due: 2027-01-01}", None),
        ("{status: not-applicable, because: So.}", None),
    ],
)
def test_only_what_is_in_place_has_ground(
    judged: Callable[..., SystemAssessment], status: str, ground: Ground | None
) -> None:
    assert at(judged(SERVER % f", controls: {{patched: {status}}}"), "patched").ground == ground


@pytest.mark.parametrize(
    ("more", "as_of", "report"),
    [
        ("", "2026-12-01", "r"),
        ("", "2025-10-01", "r"),
        ("", "2025-09-30", ""),
        ("", "2027-09-30", "r"),
        ("", "2027-10-01", ""),
        (", services: [server]", "2026-12-01", "r"),
        (", services: [bucket]", "2026-12-01", ""),
    ],
)
def test_report_covers_kinds_and_days(
    judged: Callable[..., SystemAssessment], more: str, as_of: str, report: str
) -> None:
    assert at(judged(SERVER % "", HOUSE + REPORT % more, as_of=as_of), "guards-at-the-door").report == report


@pytest.mark.parametrize(("as_of", "report"), [("2026-09-30", "r"), ("2026-10-01", "")])
def test_certificate_ends_on_its_day(judged: Callable[..., SystemAssessment], as_of: str, report: str) -> None:
    house = HOUSE + (REPORT % "").replace("soc-2", "iso-27001")
    assert at(judged(SERVER % "", house, as_of=as_of), "guards-at-the-door").report == report


def test_newest_report_counts(judged: Callable[..., SystemAssessment]) -> None:
    old, new = (f"title: R, provider: aws, type: soc-2, from: {day}-10-01, until: {day}-12-31" for day in (2024, 2025))
    house = f"{HOUSE}reports: {{new: {{{new}}}, old: {{{old}}}}}\n"
    assert at(judged(SERVER % "", house), "guards-at-the-door").report == "new"


@pytest.mark.parametrize(("provider", "report"), [("aws", ""), ("others", "r")])
def test_report_is_about_the_party_responsible(
    judged: Callable[..., SystemAssessment], provider: str, report: str
) -> None:
    model = SERVER % "" + "responsibilities: {a: {facilities: others}}"
    house = HOUSE + (REPORT % "").replace("aws", provider)
    assert at(judged(model, house), "guards-at-the-door").report == report


def test_order_of_strength_has_each_ground() -> None:
    assert sorted(STRENGTH) == sorted(GROUNDS) == sorted(GROUND_WORDS)
    assert len(GROUNDS) == len(EIGHT)


def test_grounds_are_counted_strongest_first() -> None:
    found: list[Ground | None] = ["claimed", None, "evidence-in-date", "claimed"]
    assert ordered(found) == ("evidence-in-date", "claimed", "claimed")
    assert list(counted(found).items()) == [("evidence-in-date", 1), ("claimed", 2)]
    assert counted([None]) == {}


def test_grounds_cover_what_is_in_place(judged: Callable[..., SystemAssessment]) -> None:
    states = [each.standing for each in judged(EIGHT["claimed"][0], HOUSE).checks]
    with_ground = Counter(each.status for each in states if each.ground)
    assert with_ground == Counter(each.status for each in states if each.status in {"met", "partial", "inherited"})
