"""The order in which risks are read: what says the same shares a place, and the known comes before the possible."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.support.products import judged

from zonebook.assess.findings.finding import EitherWay, Finding, Gap, State
from zonebook.assess.findings.reading_order import Judged, RiskRow, risk_rows, yielding
from zonebook.assess.risk.scoring import Risk
from zonebook.model.vocabulary import Level

WORDS: dict[str, Level] = {"V": "very-high", "H": "high", "M": "moderate", "L": "low"}
MODEL = """zones: {out: {trust: 0}, core: {trust: 4}}
actors: {people: {zone: out, privileged: true}}
services: {dc: {kind: ad-ds-on-ec2, zone: core}}
flows: {way: {from: people, to: dc, protocols: [rdp], authenticated: [password]}}
"""
FOUND = judged(MODEL, {})
FINDING = next(each for each in FOUND.findings if each.either is None)
GAP = FOUND.gaps[0]


def known(threat: str, level: str, *, at: str = "a", yields: str = "", state: State = "open") -> Finding:
    """Return a finding `threat@at` of a threat that yields to others; each level stands for itself and its impact."""
    risk = Risk(likelihood="moderate", impact=WORDS[level], level=WORDS[level])
    return replace(
        FINDING,
        id=f"{threat}@{at}",
        threat=replace(FINDING.threat, id=threat, yields_to=tuple(yields)),
        element=at,
        risk=replace(FINDING.risk, current=risk, inherent=risk),
        state=state,
        yields_to=None,
    )


def possible(threat: str, level: str, *, at: str = "a", yields: str = "") -> Gap:
    risk = Risk(likelihood="moderate", impact=WORDS[level], level=WORDS[level])
    about = replace(GAP.threat, id=threat, yields_to=tuple(yields))
    return replace(GAP, threat=about, about=FINDING.about, element=at, possible=risk)


def spelt(each: Judged) -> str:
    return f"{each.threat.id}@{each.element}" + ("?" if isinstance(each, Gap) else "")


def read(rows: Sequence[RiskRow]) -> list[str]:
    return [" ".join(map(spelt, row.every)) + "".join(f" ({spelt(each)})" for each in row.less_exact) for row in rows]


def exact(*findings: Finding) -> dict[str, str]:
    return {each.id: each.yields_to.id for each in yielding(findings) if each.yields_to}


# What stands for another


def test_general_finding_yields_to_the_exact_one() -> None:
    assert exact(known("g", "H", yields="xe"), known("e", "H")) == {"g@a": "e@a"}


@pytest.mark.parametrize(
    "other",
    [
        known("e", "H", at="b"),
        known("e", "M"),
        known("e", "H", state="mitigated"),
        known("e", "H", state="false-positive"),
        known("e", "H", state="duplicate"),
        known("e", "H", state="accepted"),
        known("x", "H"),
    ],
    ids=["elsewhere", "less-bad", "closed", "mistaken", "duplicate", "decided", "not-named"],
)
def test_finding_is_not_yields_to(other: Finding) -> None:
    assert exact(known("g", "H", yields="e"), other) == {}


def test_decided_finding_yields_to_a_decided_one() -> None:
    assert exact(known("g", "H", yields="e", state="accepted"), known("e", "H", state="avoided")) == {"g@a": "e@a"}


def test_last_of_a_chain_stands_for_all() -> None:
    chain = (known("g", "M", yields="f"), known("f", "M", yields="e"), known("e", "H"))
    assert exact(*chain) == {"g@a": "e@a", "f@a": "e@a"}


def test_nothing_yields_in_a_circle() -> None:
    assert exact(known("g", "H", yields="f"), known("f", "H", yields="g"), known("d", "H", yields="f")) == {}


def test_nothing_yields_to_what_holds_either_way() -> None:
    either = EitherWay(
        attribute="services.a.settings.s", cases={}, others=(), possible=FINDING.risk.current, worse=None
    )
    assert exact(known("g", "H", yields="e"), replace(known("e", "H"), either=either)) == {}


def test_yielding_finding_follows_the_exact_one() -> None:
    every = yielding([known("g", "H", yields="z"), known("h", "H"), known("z", "V"), known("b", "L", yields="h")])
    assert [each.id for each in sorted(every, key=lambda each: each.rank)] == ["z@a", "g@a", "h@a", "b@a"]


def test_finding_of_a_shipped_threat_yields() -> None:
    found = {each.id: each for each in FOUND.findings}
    yields_to = found["password-alone-from-outside@way"].yields_to
    assert yields_to is not None
    assert yields_to.id == "privileged-actor-without-mfa@way"


# Rows


def test_threat_at_several_elements_takes_one_place() -> None:
    rows = risk_rows([known("e", "H", at="b"), known("f", "V"), known("e", "H"), known("e", "M", at="c")])
    assert read(rows) == ["f@a", "e@a e@b", "e@c"]


def test_states_of_a_threat_take_two_places() -> None:
    rows = risk_rows([known("e", "H"), known("e", "H", at="b", state="accepted"), known("e", "H", at="c")])
    assert read(rows) == ["e@a e@c", "e@b"]


def test_what_yields_shares_the_place() -> None:
    rows = risk_rows([known("g", "H", yields="e"), known("e", "V"), known("g", "H", at="b", yields="e")])
    assert read(rows) == ["e@a (g@a)", "g@b"]


def test_known_comes_before_what_may_be_one_level_worse() -> None:
    gaps = [possible("p", "V"), possible("q", "H"), possible("r", "M")]
    rows = risk_rows([known("v", "V"), known("h", "H"), known("m", "M"), known("l", "L")], gaps)
    assert read(rows) == ["v@a", "h@a", "p@a?", "m@a", "q@a?", "l@a", "r@a?"]


def test_gap_is_yields_to_what_is_known() -> None:
    gaps = [possible("g", "H", yields="e"), possible("g", "V", at="b", yields="e")]
    rows = risk_rows([known("e", "H"), known("e", "H", at="b")], gaps)
    assert read(rows) == ["e@a e@b (g@a?)", "g@b?"]


def test_finding_is_not_yields_to_a_gap() -> None:
    assert read(risk_rows([known("g", "L", yields="e")], [possible("e", "V")])) == ["e@a?", "g@a"]


def test_nothing_is_lost_in_rows() -> None:
    every: list[Judged] = [*FOUND.findings, *FOUND.gaps]
    rows = risk_rows(FOUND.findings, FOUND.gaps)
    assert sorted(spelt(each) for row in rows for each in (*row.every, *row.less_exact)) == sorted(map(spelt, every))
    assert any(row.less_exact for row in rows)


def test_order_of_input_changes_no_row() -> None:
    findings, gaps = FOUND.findings, FOUND.gaps
    assert read(risk_rows(findings[::-1], gaps[::-1])) == read(risk_rows(findings, gaps))


def test_own_rating_of_a_threat_parts_equals() -> None:
    data, itself = known("d", "H"), known("w", "H")
    data = replace(data, threat=replace(data.threat, impact="moderate"))
    itself = replace(itself, threat=replace(itself.threat, impact="high"))
    assert read(risk_rows([data, itself])) == ["w@a", "d@a"]
