"""What a provider's report expects of us: it stands where our control or statement stands, and is tested as ours."""

from collections.abc import Callable

import pytest
from tests.support.catalogues import GUARDED

from zonebook.assess.assessment import Assessment
from zonebook.assess.planning.user_controls import UserCheck, user_checks

HOUSE = """\
organisation: {title: H}
parties: {team: {}}
reports:
  r:
    title: R
    provider: aws
    type: soc-2
    from: %s
    until: %s
    opinion: %s
    exceptions: [One of ten.]
    user_controls: {%s}
"""
MODEL = "services: {a: {kind: server, owner: team, controls: {patched: %s}}}\n"
SHOWN = ", statement: {status: met, on: %s, evidence: [{title: E, on: %s}]}"
OURS = "keep-patched: {title: Patches, control: patched}"
Assessed = Callable[..., Assessment]


def house(expected: str = OURS, *, period: str = "2025-10-01 2026-09-30", opinion: str = "unqualified") -> str:
    begin, end = period.split()
    return HOUSE % (begin, end, opinion, expected)


def checks(assessed: Assessed, organisation: str, claim: str = "met") -> list[UserCheck]:
    return list(user_checks(assessed(MODEL % claim, organisation).systems["world"]))


@pytest.mark.parametrize("claim", ["met", "partial", "not-met", "{status: planned, due: 2027-01-01}"])
def test_it_stands_where_our_control_stands(assessed: Assessed, claim: str) -> None:
    (found,) = checks(assessed, house(), claim)
    assert found.id == "keep-patched@r"
    assert found.standing.status == claim.removeprefix("{status: ").split(",")[0]
    assert [each.id for each in found.checks] == ["patched@a"]
    assert found.party == "team"


def test_weakest_of_our_checks_counts(assessed: Assessed) -> None:
    model = (MODEL % "met").replace("services: {", "services: {b: {kind: server, controls: {patched: partial}}, ")
    (found,) = user_checks(assessed(model, house()).systems["world"])
    assert (found.standing.status, len(found.checks)) == ("partial", 2)


@pytest.mark.parametrize(
    ("statement", "status", "ground"),
    [
        ("", "not-stated", None),
        (", statement: met", "met", "claimed"),
        (SHOWN % ("2026-11-01", "2026-11-01"), "met", "evidence-in-date"),
        (SHOWN % ("2025-01-01", "2025-01-01"), "met", "evidence-stale"),
        (", statement: {status: planned, due: 2027-01-01, by: team}", "planned", None),
    ],
)
def test_statement_says_where_it_stands(assessed: Assessed, statement: str, status: str, ground: str | None) -> None:
    (found,) = checks(assessed, house(f"plain: {{title: Plain{statement}}}"))
    assert (found.standing.status, found.standing.ground, found.checks) == (status, ground, ())


def test_report_nobody_rests_on_expects_nothing(assessed: Assessed) -> None:
    assert checks(assessed, house(period="2020-01-01 2020-12-31")) == []


@pytest.mark.parametrize(("opinion", "relied"), [("qualified", True), ("adverse", False), ("disclaimer", False)])
def test_withheld_opinion_is_not_relied_on(assessed: Assessed, opinion: str, *, relied: bool) -> None:
    judged = assessed(MODEL % "met", house(opinion=opinion)).systems["world"]
    reports = {each.standing.report for each in judged.checks if each.standing.status == "inherited"}
    assert reports == ({"r"} if relied else {""})


AUDIT = """\
audit: {title: Year, framework: made-up-1, period: {from: 2026-01-01, to: 2026-12-31}%s}
results:
  world:
    keep-patched@r: {result: not-effective, reason: So., tested_by: A, tested_on: 2026-10-02}
"""


def audited(assessed: Assessed, organisation: str) -> Assessment:
    more = {"models/audits/year.yaml": AUDIT % "", "models/controls/doors.yaml": GUARDED}
    return assessed(MODEL % "met", organisation, more)


def test_audit_concludes_about_what_is_expected(assessed: Assessed) -> None:
    found = audited(assessed, house()).audits["year"]
    (one,) = found.user_controls
    assert (one.check.id, one.result.result) == ("keep-patched@r", "not-effective")
    assert one.contradiction == "claimed: met; found: not effective"
    assert found.apart == ()


@pytest.mark.parametrize(
    ("begin", "end", "before", "after"),
    [
        ("2025-10-01", "2026-09-30", None, ("2026-10-01", "2026-12-31")),
        ("2026-03-01", "2026-12-31", ("2026-01-01", "2026-02-28"), None),
        ("2026-02-01", "2026-10-31", ("2026-01-01", "2026-01-31"), ("2026-11-01", "2026-12-31")),
        ("2026-01-01", "2026-12-31", None, None),
        ("2025-01-01", "2025-12-31", None, ("2026-01-01", "2026-12-31")),
    ],
)
def test_days_without_report_are_told(
    assessed: Assessed, begin: str, end: str, *, before: tuple[str, str] | None, after: tuple[str, str] | None
) -> None:
    (relied,) = audited(assessed, house(period=f"{begin} {end}")).audits["year"].reports
    assert (relied.before, relied.after, relied.checks) == (before, after, 1)
