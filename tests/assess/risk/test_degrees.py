"""What the degrees of an answer do to a risk: closes, hinders, limits and detects, alone and together."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zonebook.assess.controls.inheritance import ControlStatus, Origin
from zonebook.assess.controls.state import ControlState
from zonebook.assess.risk.scales import NIST
from zonebook.assess.risk.scoring import Response, Risk, apply, in_place
from zonebook.model.answers import Act
from zonebook.model.vocabulary import LEVELS, Degree


def reply(control: str, degree: Degree, status: ControlStatus, group: tuple[str, ...] = ()) -> Response:
    return Response(
        act=Act(control=control, degree=degree, how="So.", group=group),
        standing=ControlState(control=control, element="a", status=status, origin=Origin(level="element")),
    )


HIGH = Risk(likelihood="high", impact="high", level="high")
PAIR = ("a", "b")


@pytest.mark.parametrize(
    ("replies", "left"),
    [
        ([reply("a", "closes", "met", ("a",))], ("very-low", "high")),
        ([reply("a", "closes", "met", PAIR), reply("b", "closes", "inherited", PAIR)], ("very-low", "high")),
        ([reply("a", "closes", "met", PAIR), reply("b", "closes", "partial", PAIR)], ("high", "high")),
        ([reply("a", "closes", "met", PAIR), reply("b", "closes", "planned", PAIR)], ("high", "high")),
        ([reply("a", "hinders", "met")], ("moderate", "high")),
        (
            [reply("a", "hinders", "met"), reply("b", "hinders", "met"), reply("c", "hinders", "met")],
            ("moderate", "high"),
        ),
        ([reply("a", "hinders", "partial")], ("high", "high")),
        ([reply("a", "limits", "met"), reply("b", "limits", "inherited")], ("high", "moderate")),
        ([reply("a", "hinders", "met"), reply("b", "limits", "met")], ("moderate", "moderate")),
        ([reply("a", "closes", "met", ("a",)), reply("b", "hinders", "met")], ("very-low", "high")),
        ([reply("a", "closes", "met", ("a",)), reply("b", "limits", "met")], ("very-low", "moderate")),
        ([reply("a", "detects", "met"), reply("b", "detects", "inherited")], ("high", "high")),
    ],
)
def test_degrees_lower_as_described(replies: list[Response], left: tuple[str, str]) -> None:
    risk, _ = apply(NIST, HIGH, tuple(replies), in_place)
    assert (risk.likelihood, risk.impact) == left


def test_denied_control_closes_nothing() -> None:
    denied = replace(reply("a", "closes", "met", ("a",)), denied="a cannot close it while x is y")
    assert apply(NIST, HIGH, (denied,), in_place) == (HIGH, ())


STATUSES = st.sampled_from(["met", "partial", "planned", "not-met", "not-applicable", "inherited", "not-stated"])
CONTROLS = st.sampled_from("abcd")
REPLIES = st.lists(
    st.one_of(
        st.builds(reply, CONTROLS, st.sampled_from(["hinders", "limits", "detects"]), STATUSES),
        st.builds(lambda control, status: reply(control, "closes", status, (control,)), CONTROLS, STATUSES),
        st.builds(lambda status: reply("a", "closes", status, PAIR), STATUSES),
    ),
    max_size=6,
)
RISKS = st.builds(
    lambda likelihood, impact: Risk(likelihood=likelihood, impact=impact, level=NIST[likelihood][impact]),
    st.sampled_from(LEVELS),
    st.sampled_from(LEVELS),
)


@settings(deadline=None)
@given(RISKS, REPLIES)
def test_controls_never_raise_a_risk(risk: Risk, replies: list[Response]) -> None:
    left, steps = apply(NIST, risk, tuple(replies), in_place)
    assert LEVELS.index(left.level) <= LEVELS.index(risk.level)
    here = {"likelihood": risk.likelihood, "impact": risk.impact}
    for step in steps:
        assert step.before == here[step.what]
        here[step.what] = step.after
    assert (here["likelihood"], here["impact"]) == (left.likelihood, left.impact)


@settings(deadline=None)
@given(RISKS, REPLIES)
def test_without_closing_group_one_level_at_most(risk: Risk, replies: list[Response]) -> None:
    open_ = tuple(each for each in replies if each.act.degree != "closes")
    left, steps = apply(NIST, risk, open_, in_place)
    assert len(steps) <= 2
    assert LEVELS.index(risk.likelihood) - LEVELS.index(left.likelihood) <= 1
    assert LEVELS.index(risk.impact) - LEVELS.index(left.impact) <= 1


@settings(deadline=None)
@given(RISKS, REPLIES, st.sampled_from(["hinders", "limits", "detects"]))
def test_one_more_met_control_never_raises_risk(risk: Risk, replies: list[Response], degree: Degree) -> None:
    with_it, _ = apply(NIST, risk, (*replies, reply("d", degree, "met")), in_place)
    without, _ = apply(NIST, risk, tuple(replies), in_place)
    assert LEVELS.index(with_it.level) <= LEVELS.index(without.level)


@settings(deadline=None)
@given(RISKS, REPLIES, STATUSES)
def test_presumed_met_counts_as_met(risk: Risk, replies: list[Response], status: ControlStatus) -> None:
    def supposed(each: Response) -> bool:
        return each.in_place or each.standing.status == status

    met = tuple(replace(e, standing=replace(e.standing, status="met")) if supposed(e) else e for e in replies)
    left, steps = apply(NIST, risk, tuple(replies), supposed)
    other, same = apply(NIST, risk, met, in_place)
    assert left == other
    assert [(each.before, each.after) for each in steps] == [(each.before, each.after) for each in same]
