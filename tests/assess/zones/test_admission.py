"""Admission: a flow has to be let in at the border of each zone that it enters, and at no other."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import _judged

from zonebook.assess.answer import Answer, Holds, NotStated
from zonebook.assess.conditions.condition import condition
from zonebook.assess.system import SystemAssessment
from zonebook.assess.zones.admission import admissions, entered, lets_in
from zonebook.assess.zones.boundaries import borders
from zonebook.assess.zones.public_services import openings
from zonebook.assess.zones.reachability import reachable_by_rules
from zonebook.model.elements import Flow
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import Subject

LAWS = settings(deadline=None, max_examples=40)
PROTOCOLS = ("ldap", "tickets", "web", "web-tls")
NAMES = ("z0", "z1", "z2", "z3", "z4")
NESTED = """zones:
  out: {trust: 0}
  hosting: {trust: 1%s}
  edge: {inside: hosting, allow: {out: [web-tls, web]}}
  data: {inside: hosting, trust: 3, allow: {edge: [ldap]}}
services:
  user: {kind: server, zone: out}
  front: {kind: server, zone: edge}
  store: {kind: bucket, zone: data}
  plain: {kind: server, zone: hosting}
"""


def answer(resolved: ResolvedSystem, flow: Flow, *, want: bool = False) -> Answer:
    return condition("flow", {"allowed": want})(Subject(resolved=resolved, about="flow", element=flow))


def flows_of(*told: str) -> str:
    return "flows: {" + ", ".join(f"f{n}: {{{each}}}" for n, each in enumerate(told)) + "}\n"


@pytest.mark.parametrize(
    ("start", "end", "zones"),
    [
        ("out", "data", ("hosting", "data")),
        ("edge", "data", ("data",)),
        ("data", "hosting", ()),
        ("hosting", "data", ("data",)),
        ("data", "out", ("out",)),
        ("data", "data", ()),
        ("", "data", ("hosting", "data")),
    ],
)
def test_entered_zones_contain_end_not_start(
    judged: Callable[..., SystemAssessment], start: str, end: str, zones: tuple[str, ...]
) -> None:
    assert tuple(each.id for each in entered(judged(NESTED % "").resolved, start, end)) == zones


@pytest.mark.parametrize(
    ("outer", "told"),
    [
        ("", NotStated(("zones.hosting.allow",))),
        (", allow: {}", Holds(("zone hosting does not allow web-tls from out",))),
        (", allow: {out: [ldap]}", Holds(("zone hosting does not allow web-tls from out",))),
        (", allow: {out: [web-tls]}", None),
    ],
)
def test_outer_border_has_its_own_say(
    judged: Callable[..., SystemAssessment], outer: str, told: Answer | NotStated
) -> None:
    resolved = judged(NESTED % outer + flows_of("from: user, to: front, protocols: [web-tls]")).resolved
    assert answer(resolved, resolved.system.flows["f0"]) == told


@pytest.mark.parametrize("outer", ["", ", allow: {}", ", allow: {edge: [web]}"])
def test_siblings_do_not_cross_common_border(judged: Callable[..., SystemAssessment], outer: str) -> None:
    resolved = judged(NESTED % outer + flows_of("from: front, to: store, protocols: [ldap]")).resolved
    assert [each.zone for each in admissions(resolved, resolved.system.flows["f0"])] == ["data"]
    assert answer(resolved, resolved.system.flows["f0"], want=True) == Holds(("zone data allows it",))
    assert [(each.from_, each.to) for each in borders(resolved) if each.flows] == [("edge", "data")]


def test_flow_stands_at_every_border(judged: Callable[..., SystemAssessment]) -> None:
    resolved = judged(NESTED % "" + flows_of("from: user, to: front, protocols: [web-tls]")).resolved
    states = {(each.from_, each.to): each.state for each in borders(resolved) if each.flows}
    assert states == {("out", "hosting"): "not-stated", ("out", "edge"): "used"}


def test_inner_rules_do_not_follow_from_outer(judged: Callable[..., SystemAssessment]) -> None:
    text = (NESTED % ", allow: {out: [web-tls]}").replace(", allow: {out: [web-tls, web]}", "")
    resolved = judged(text + flows_of("from: user, to: front, protocols: [web-tls]")).resolved
    assert answer(resolved, resolved.system.flows["f0"]) == NotStated(("zones.edge.allow",))


def test_rule_for_inner_zone_opens_no_border(judged: Callable[..., SystemAssessment]) -> None:
    resolved = judged(NESTED % ", allow: {edge: [ldap], hosting: [ldap]}").resolved
    assert "hosting" not in {each.to for each in borders(resolved)}


@pytest.mark.parametrize(
    ("outer", "reached"),
    [
        ("", {}),
        (", allow: {out: [ldap]}", {"hosting": 1}),
        (", allow: {out: [web]}", {"edge": 1, "hosting": 1, "data": 2}),
    ],
)
def test_rules_reach_through_open_borders_alone(
    judged: Callable[..., SystemAssessment], outer: str, reached: dict[str, int]
) -> None:
    assert reachable_by_rules(judged(NESTED % outer).resolved, "out") == reached


@pytest.mark.parametrize(
    ("outer", "let_in", "unknown"),
    [
        ("", None, ("zones.hosting.allow",)),
        (", allow: {}", False, ()),
        (", allow: {out: [ldap]}", False, ()),
        (", allow: {out: [web]}", True, ()),
    ],
)
def test_opened_service_counts_outer_borders(
    judged: Callable[..., SystemAssessment], outer: str, let_in: object, unknown: tuple[str, ...]
) -> None:
    public = (NESTED % outer).replace("zone: data}", "zone: edge, settings: {public-policy: true}}")
    (found,) = openings(judged(public).resolved)
    assert (found.let_in, found.unknown) == (let_in, unknown)


# Any zones, any rules, any flows


@st.composite
def worlds(draw: st.DrawFn) -> str:
    """Return nested zones, some with rules, a server in each, and flows between servers and zones."""
    lines = ["zones:"]
    for index, zone in enumerate(NAMES):
        outer = draw(st.sampled_from(("", *NAMES[:index])))
        rules = draw(
            st.none() | st.dictionaries(st.sampled_from(NAMES), st.lists(st.sampled_from(PROTOCOLS), unique=True))
        )
        stated = [f"inside: {outer}"] if outer else []
        if rules is not None:
            stated.append("allow: {" + ", ".join(f"{near}: [{', '.join(many)}]" for near, many in rules.items()) + "}")
        lines.append(f"  {zone}: {{{', '.join([*stated, f'trust: {index % 5}'])}}}")
    places = ", ".join(f"s{n}: {{kind: server, zone: {zone}}}" for n, zone in enumerate(NAMES))
    ends = st.sampled_from((*NAMES, *(f"s{n}" for n in range(len(NAMES)))))
    pairs = draw(st.lists(st.tuples(ends, ends).filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=5))
    some = st.lists(st.sampled_from(PROTOCOLS), min_size=1, unique=True)
    told = [f"from: {near}, to: {far}, protocols: [{', '.join(draw(some))}]" for near, far in pairs]
    return "\n".join((*lines, f"services: {{{places}}}")) + "\n" + flows_of(*told)


def chain(resolved: ResolvedSystem, zone: str) -> Iterator[str]:
    """Yield a zone and what it is inside of, by the text alone."""
    while zone:
        yield zone
        zone = resolved.system.zones[zone].inside


def naively(resolved: ResolvedSystem, start: str, end: str, protocol: str) -> bool | None:
    """Return whether every zone with the end in it, and the start not, has a rule for it; None: not stated."""
    answers: list[bool | None] = []
    for zone in resolved.system.zones.values():
        if zone.id in chain(resolved, end) and zone.id not in chain(resolved, start):
            senders = set(chain(resolved, start))
            rules = zone.allow
            answers.append(None if rules is None else any(protocol in rules.get(each, ()) for each in senders))
    return False if False in answers else None if None in answers else True


@LAWS
@given(worlds())
def test_admission_agrees_with_naive_oracle(text: str) -> None:
    resolved = _judged(text).resolved
    for flow in resolved.system.flows.values():
        start, end = resolved.zone_of(flow.from_), resolved.zone_of(flow.to)
        expected = [naively(resolved, start, end, name) for name in flow.protocols]
        found = answer(resolved, flow)
        assert isinstance(found, Holds) is (False in expected)
        assert isinstance(found, NotStated) is (False not in expected and None in expected)
        admitted = isinstance(answer(resolved, flow, want=True), Holds)
        assert admitted is (set(expected) == {True} and bool(entered(resolved, start, end)))


@LAWS
@given(worlds())
def test_admission_is_that_of_all_borders(text: str) -> None:
    resolved = _judged(text).resolved
    denied = {name for each in borders(resolved) if each.denied for name in each.flows}
    crossed = {name: [each for each in borders(resolved) if name in each.flows] for name in resolved.system.flows}
    for flow in resolved.system.flows.values():
        found = answer(resolved, flow)
        if isinstance(found, Holds):
            assert flow.id in denied
        elif isinstance(found, NotStated):
            unstated = {f"zones.{each.to}.allow" for each in crossed[flow.id] if each.allowed is None}
            assert set(found.attributes) <= unstated
        for each in admissions(resolved, flow):
            assert (each.zone in {border.to for border in crossed[flow.id]}) is resolved.crosses(flow)


@LAWS
@given(worlds())
def test_letting_in_agrees_with_naive_oracle(text: str) -> None:
    resolved = _judged(text).resolved
    for start in NAMES:
        for end in NAMES:
            each = [naively(resolved, start, end, name) for name in PROTOCOLS]
            assert lets_in(resolved, start, end) == (True if True in each else None if None in each else False)
