"""Risk: the table of NIST SP 800-30, whole, and every step of a sum."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.assess.assessment import Judged
from zonebook.assess.controls import ControlStanding
from zonebook.assess.findings import Finding
from zonebook.assess.risk import NIST, Reply, Risk, _answered
from zonebook.model.terms import LEVELS, Level

TABLE_I_2 = """
very-high: very-low low moderate high very-high
high:      very-low low moderate high very-high
moderate:  very-low low moderate moderate high
low:       very-low low low low moderate
very-low:  very-low very-low very-low low low
"""
HOST = "services: {a: {kind: server, settings: {metadata: optional}%s}}\n"
OUTSIDE = (
    "zones: {out: {trust: 0}, mid: {trust: 1}, in: {trust: 3}}\nactors: {p: {zone: out}}\n"
    "flows: {one: {from: p, to: a, protocols: [web-tls]}, two: {from: a, to: b, protocols: [web-tls]}}\n"
    "services: {a: {kind: server, zone: mid, settings: {metadata: optional}},"
    " b: {kind: server, zone: in, settings: {metadata: optional}}}\n"
)
TALK = (
    "data: {d: {%s}}\nzones: {near: {trust: %s}, far: {trust: 3}}\n"
    "services: {a: {kind: server, zone: near}, b: {kind: server, zone: far}}\n"
    "flows: {f: {from: a, to: b, protocols: [ldap], encrypted: none, carries: [d]%s}}\n"
)


def finding(judged: Judged, name: str) -> Finding:
    return next(each for each in judged.findings if each.id == name)


@pytest.mark.parametrize("row", TABLE_I_2.strip().splitlines())
def test_the_table_is_that_of_nist(row: str) -> None:
    likelihood, _, levels = row.partition(":")
    assert [NIST[likelihood][impact] for impact in LEVELS] == levels.split()


def test_the_table_never_falls_as_likelihood_or_impact_rise() -> None:
    sums = [[LEVELS.index(NIST[row][column]) for column in LEVELS] for row in LEVELS]
    assert all(row == sorted(row) for row in sums)
    assert all(list(column) == sorted(column) for column in zip(*sums, strict=True))


def test_an_organisation_may_have_a_table_of_its_own(judged: Callable[..., Judged]) -> None:
    row = "{very-low: high, low: high, moderate: high, high: high, very-high: high}"
    matrix = ", ".join(f"{level}: {row}" for level in LEVELS)
    house = f"organisation: {{title: H, matrix: {{{matrix}}}}}\nparties: {{team: {{}}}}\n"
    assert finding(judged(HOST % "", house), "metadata-read@a").risk.inherent.level == "high"
    assert finding(judged(HOST % ""), "metadata-read@a").risk.inherent.level == "moderate"


def test_an_untrusted_zone_one_flow_away_raises_the_likelihood(judged: Callable[..., Judged]) -> None:
    found = judged(OUTSIDE)
    near, far = (finding(found, f"metadata-read@{name}").risk for name in "ab")
    assert (near.inherent.likelihood, far.inherent.likelihood) == ("high", "moderate")
    assert near.steps[0].because == "it is one flow away from a zone of trust 0"
    assert far.steps[0].before == far.steps[0].after == "moderate"


@pytest.mark.parametrize(("trust", "likelihood"), [(0, "high"), (1, "moderate")])
def test_a_flow_out_of_an_untrusted_zone_is_likelier(
    judged: Callable[..., Judged], trust: int, likelihood: Level
) -> None:
    assert finding(judged(TALK % ("", trust, "")), "clear-talk@f").risk.inherent.likelihood == likelihood


@pytest.mark.parametrize(
    ("data", "impact", "because"),
    [
        ("confidentiality: high", "high", "d has confidentiality high"),
        ("availability: high", "high", "no data is stated that would raise it"),
        ("", "high", "no data is stated that would raise it"),
    ],
)
def test_what_the_data_is_worth_counts_where_the_threat_touches_it(
    judged: Callable[..., Judged], data: str, impact: str, because: str
) -> None:
    step = finding(judged(TALK % (data, 1, "")), "clear-talk@f").risk.steps[1]
    assert (step.what, step.before, step.after, step.because) == ("impact", "high", impact, because)


@pytest.mark.parametrize(("worth", "impact"), [("low", "moderate"), ("moderate", "moderate"), ("high", "high")])
def test_worth_raises_an_impact_and_never_lowers_it(judged: Callable[..., Judged], worth: str, impact: str) -> None:
    model = f"data: {{d: {{integrity: {worth}}}}}\n" + HOST % ", holds: [d]"
    assert finding(judged(model), "metadata-read@a").risk.inherent.impact == impact


def test_the_class_of_the_data_speaks_where_the_data_does_not(judged: Callable[..., Judged]) -> None:
    house = (
        "organisation: {title: H, classifications: {secret: {title: S, confidentiality: high}}}\nparties: {team: {}}\n"
    )
    model = "data: {d: {classification: secret}}\n" + HOST % ", holds: [d]"
    assert finding(judged(model, house), "metadata-read@a").risk.inherent.impact == "high"


def test_controls_lower_what_they_answer_and_every_step_is_kept(judged: Callable[..., Judged]) -> None:
    said = ", controls: {sealed-on-the-way: met, flows-watched: met, blast-small: {status: planned, due: 2027-01-01}}"
    risk = finding(judged(TALK % ("", 1, said)), "clear-talk@f").risk
    assert (risk.inherent.likelihood, risk.inherent.impact, risk.inherent.level) == ("moderate", "high", "moderate")
    assert (risk.current.likelihood, risk.current.impact, risk.current.level) == ("very-low", "high", "low")
    assert (risk.target.likelihood, risk.target.impact, risk.target.level) == ("very-low", "low", "very-low")
    assert [step.because for step in risk.steps[2:]] == [
        "sealed-on-the-way prevents it and is met",
        "blast-small limits it and is planned for 2027-01-01",
    ]


@pytest.mark.parametrize(
    ("status", "likelihood"),
    [
        ("met", "very-low"),
        ("partial", "low"),
        ("not-met", "moderate"),
        ("{status: not-applicable, because: So.}", "moderate"),
    ],
)
def test_a_control_counts_by_where_it_stands(judged: Callable[..., Judged], status: str, likelihood: str) -> None:
    model = TALK % ("", 1, f", controls: {{sealed-on-the-way: {status}}}")
    assert finding(judged(model), "clear-talk@f").risk.current.likelihood == likelihood


STATUSES = st.sampled_from(["met", "partial", "planned", "not-met", "not-applicable", "inherited", "not-stated"])
REPLIES = st.lists(
    st.builds(
        lambda status, effect: Reply(
            control="c",
            effect=effect,
            standing=ControlStanding(control="c", element="a", status=status, origin="own statement"),
        ),
        STATUSES,
        st.sampled_from(["prevents", "detects", "limits"]),
    ),
    max_size=6,
)
RISKS = st.builds(
    lambda likelihood, impact: Risk(likelihood=likelihood, impact=impact, level=NIST[likelihood][impact]),
    st.sampled_from(LEVELS),
    st.sampled_from(LEVELS),
)


@given(RISKS, REPLIES)
def test_answers_never_raise_a_risk_and_steps_are_a_chain(risk: Risk, replies: list[Reply]) -> None:
    left, steps = _answered(NIST, risk, tuple(replies))
    assert LEVELS.index(left.level) <= LEVELS.index(risk.level)
    here = {"likelihood": risk.likelihood, "impact": risk.impact}
    for step in steps:
        assert step.before == here[step.what]
        here[step.what] = step.after
    assert (here["likelihood"], here["impact"]) == (left.likelihood, left.impact)


@given(RISKS, REPLIES, st.sampled_from(["prevents", "limits", "detects"]))
def test_one_more_met_control_never_raises_a_risk(risk: Risk, replies: list[Reply], effect: str) -> None:
    more = Reply(
        control="d",
        effect=effect,  # type: ignore[arg-type]
        standing=ControlStanding(control="d", element="a", status="met", origin="own statement"),
    )
    with_it, _ = _answered(NIST, risk, (*replies, more))
    without, _ = _answered(NIST, risk, tuple(replies))
    assert LEVELS.index(with_it.level) <= LEVELS.index(without.level)
