"""The borders between zones: what is allowed, used, denied, unused; who reaches whom; what a setting opens."""

from collections.abc import Callable, Mapping
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zonebook.assess.answer import Holds
from zonebook.assess.assessment import Assessment
from zonebook.assess.conditions.condition import condition
from zonebook.assess.controls.zone_consistency import contradictions, differences
from zonebook.assess.system import SystemAssessment
from zonebook.assess.zones.admission import admissions
from zonebook.assess.zones.boundaries import Boundary, borders
from zonebook.assess.zones.reachability import reachable_by_flows, reachable_by_rules
from zonebook.document.inline import Mark
from zonebook.document.page import Page, Table
from zonebook.model.subject import Subject
from zonebook.views.system.zone_boundaries import zone_borders
from zonebook.write.assessment_json.zones import boundaries as written

SMALL = """zones:
  low: {trust: 0}
  app: {trust: 2, allow: {low: [web-tls], data: []}}
  data: {trust: 3, allow: {app: [member-set, web]}}
  inner: {inside: data}
  free: {trust: 1}
actors: {person: {zone: low}}
services:
  front: {kind: server, zone: app}
  store: {kind: bucket, zone: data}
  deep: {kind: bucket, zone: inner}
  other: {kind: server, zone: free}
"""
LAWS = settings(deadline=None, max_examples=40)
PROTOCOLS = ("ldap", "tickets", "web", "web-tls")


def between(judged: SystemAssessment, near: str, far: str) -> Boundary:
    found = [each for each in borders(judged.resolved) if (each.from_, each.to) == (near, far)]
    assert len(found) == 1
    return found[0]


def test_partly_used_rule_keeps_unused_rest(judged: Callable[..., SystemAssessment]) -> None:
    found = between(
        judged(SMALL + "flows: {f: {from: front, to: store, protocols: [ldap], encrypted: tls}}"), "app", "data"
    )
    assert (found.state, found.allowed, found.used) == ("used", ("ldap", "tickets", "web"), ("ldap",))
    assert (found.denied, found.unused, found.idle) == ((), ("tickets", "web"), ("web",))
    assert (found.flows, found.trust, found.cleartext) == (("f",), "up", ())


def test_undeclared_flow_protocols_are_denied(judged: Callable[..., SystemAssessment]) -> None:
    found = between(
        judged(SMALL + "flows: {f: {from: front, to: store, protocols: [web, web-tls], ports: [tcp/9]}}"), "app", "data"
    )
    assert (found.state, found.denied) == ("denied", ("tcp/9", "web-tls"))
    assert found.used == ("tcp/9", "web", "web-tls")


def test_rule_without_flow_is_unused(judged: Callable[..., SystemAssessment]) -> None:
    model = judged(SMALL)
    assert [(each.from_, each.to, each.state) for each in borders(model.resolved)] == [
        ("app", "data", "unused"), ("low", "app", "unused"),
    ]  # fmt: skip


def test_missing_rules_leave_border_open(judged: Callable[..., SystemAssessment]) -> None:
    found = between(judged(SMALL + "flows: {f: {from: front, to: other, protocols: [web]}}"), "app", "free")
    assert (found.state, found.allowed) == ("not-stated", None)
    assert (found.denied, found.unused, found.trust) == ((), (), "down")


def test_rule_is_used_on_the_way_inward(judged: Callable[..., SystemAssessment]) -> None:
    model = judged(SMALL + "flows: {f: {from: front, to: deep, protocols: [web]}}")
    assert (between(model, "app", "inner").state, between(model, "app", "inner").stated) == ("not-stated", ())
    outer = between(model, "app", "data")
    assert (outer.state, outer.used, outer.flows, outer.idle) == ("used", ("web",), ("f",), ("member-set",))


def test_rule_for_zone_includes_its_contents(judged: Callable[..., SystemAssessment]) -> None:
    more = "flows: {f: {from: deep, to: other, protocols: [web]}}"
    model = judged(SMALL.replace("free: {trust: 1}", "free: {trust: 1, allow: {data: [web]}}") + more)
    assert between(model, "inner", "free").state == "used"
    assert between(model, "data", "free").idle == ()


def test_zone_endpoint_uses_inner_rules(judged: Callable[..., SystemAssessment]) -> None:
    model = judged("""zones: {a: {}, b: {}, c: {inside: b, allow: {a: [web]}}}
services: {x: {kind: server, zone: a}, y: {kind: server, zone: c}}
flows: {f: {from: a, to: b, protocols: [web]}}""")
    assert between(model, "a", "c").idle == ()
    assert between(model, "a", "b").state == "not-stated"


def test_wrong_borders_come_first(judged: Callable[..., SystemAssessment]) -> None:
    flows = "flows: {f: {from: person, to: front, protocols: [web]}, g: {from: front, to: other, protocols: [web]}}"
    assert [each.state for each in borders(judged(SMALL + flows).resolved)] == ["denied", "not-stated", "unused"]


@pytest.mark.parametrize(
    ("start", "over", "besides"),
    [("low", {}, {"app": 1, "data": 2}), ("app", {"free": 1}, {"data": 1}), ("free", {}, {})],
)
def test_reach_counts_steps(
    judged: Callable[..., SystemAssessment], start: str, over: Mapping[str, int], besides: Mapping[str, int]
) -> None:
    resolved = judged(SMALL + "flows: {f: {from: front, to: other, protocols: [web]}}").resolved
    assert reachable_by_flows(resolved, start) == over
    expected = dict(over) | dict(besides) | ({"free": 2} if start == "low" else {})
    assert reachable_by_rules(resolved, start) == expected


def test_flow_to_zone_reaches_inner_zones(judged: Callable[..., SystemAssessment]) -> None:
    resolved = judged(SMALL + "flows: {f: {from: front, to: data, protocols: [web]}}").resolved
    assert reachable_by_flows(resolved, "app") == {"data": 1, "inner": 1}


def test_contradicting_member_is_named_with_location(judged: Callable[..., SystemAssessment]) -> None:
    model = judged("""zones: {z: {controls: {metadata-guarded: met}}}
services:
  a: {kind: server, zone: z, settings: {metadata: required}}
  b: {kind: server, zone: z, controls: {metadata-guarded: not-met}}
""")
    (found,) = contradictions(model.resolved, model.resolved.system.zones["z"])
    assert (found.control, found.element, found.standing.status) == ("metadata-guarded", "b", "not-met")
    assert "models/systems/world/model.yaml:" in str(found)


def test_differing_members_are_distinguished(judged: Callable[..., SystemAssessment]) -> None:
    model = judged("""zones: {z: {}}
services:
  a: {kind: server, zone: z, controls: {patched: met}}
  b: {kind: server, zone: z, controls: {patched: partial}}
  c: {kind: server, zone: z}
""")
    (found,) = differences(model.resolved, model.resolved.system.zones["z"])
    assert (found.control, found.met, found.short) == ("patched", ("a",), ("b",))


@st.composite
def models(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    """Return zones with rules, and flows, one line for each flow."""
    subset = st.lists(st.sampled_from(PROTOCOLS), unique=True).map(lambda names: f"[{', '.join(names)}]")
    zones = ("z0", "z1", "z2", "z3")
    lines = ["zones:"]
    for index, zone in enumerate(zones):
        outer = draw(st.sampled_from(("", *zones[:index])))
        inside = f"inside: {outer}, " if outer else ""
        rules = [f"{near}: {draw(subset)}" for near in draw(st.lists(st.sampled_from(zones), unique=True))]
        stated = draw(st.booleans())
        lines.append(f"  {zone}: {{{inside}trust: {index}{', allow: {' + ', '.join(rules) + '}' if stated else ''}}}")
    lines.append(
        "services: {" + ", ".join(f"s{i}: {{kind: server, zone: {zone}}}" for i, zone in enumerate(zones)) + "}"
    )
    ends = st.sampled_from(("s0", "s1", "s2", "s3", *zones))
    some = st.lists(st.sampled_from(PROTOCOLS), min_size=1, unique=True)
    pairs = draw(st.lists(st.tuples(ends, ends).filter(lambda pair: pair[0] != pair[1]), max_size=6))
    flows = (f"f{i}: {{from: {a}, to: {b}, protocols: [{', '.join(draw(some))}]}}" for i, (a, b) in enumerate(pairs))
    return "\n".join(lines) + "\n", tuple(flows)


def _model(model: tuple[str, tuple[str, ...]]) -> str:
    return model[0] + "flows: {" + ", ".join(model[1]) + "}\n"


@LAWS
@given(model=models())
def test_four_sets_partition_each_border(
    judged: Callable[..., SystemAssessment], model: tuple[str, tuple[str, ...]]
) -> None:
    for each in borders(judged(_model(model)).resolved):
        used, denied, unused, stated = (set(x) for x in (each.used, each.denied, each.unused, each.stated))
        assert each.from_ != each.to
        assert denied <= used
        assert unused == stated - used
        if each.allowed is None:
            assert not denied
            assert not unused
        else:
            assert used - denied <= set(each.allowed) | denied
            assert not denied & set(each.allowed)
            assert stated <= set(each.allowed)


@LAWS
@given(model=models())
def test_border_denial_agrees_with_the_word(
    judged: Callable[..., SystemAssessment], model: tuple[str, tuple[str, ...]]
) -> None:
    resolved = judged(_model(model)).resolved
    asked = condition("flow", {"allowed": False})
    refused = {
        (resolved.zone_of(flow.from_), each.zone)
        for flow in resolved.system.flows.values()
        for each in admissions(resolved, flow)
        if each.refused and isinstance(asked(Subject(resolved=resolved, about="flow", element=flow)), Holds)
    }
    assert {(each.from_, each.to) for each in borders(resolved) if each.denied} == refused


@LAWS
@given(model=models(), seed=st.randoms(use_true_random=False))
def test_order_and_file_names_change_nothing(
    judged: Callable[..., SystemAssessment],
    model: tuple[str, tuple[str, ...]],
    seed: Random,
) -> None:
    head, flows = model
    turned = list(flows)
    seed.shuffle(turned)
    plain = [{**each, "place": None} for each in written(judged(_model(model)))]
    more = {"models/systems/world/a-first.yaml": f"flows: {{{', '.join(turned)}}}\n"} if turned else {}
    apart = [{**each, "place": None} for each in written(judged(head, more=more))]
    assert plain == apart


def page(assessment: Assessment) -> Page:
    (found,) = zone_borders(assessment)
    return found


def table(shown: Page, name: str) -> Table:
    (found,) = [each for each in shown.blocks if isinstance(each, Table) and each.name == name]
    return found


def test_matrix_cell_links_to_its_row(assessed: Callable[..., Assessment]) -> None:
    model = (
        SMALL + "flows: {f: {from: front, to: store, protocols: [web]}, g: {from: front, to: other, protocols: [ldap]}}"
    )
    shown = page(assessed(model))
    matrix, rows = table(shown, "border-matrix"), {row.id for row in table(shown, "borders").rows}
    links = [part for row in matrix.rows for cell in row.cells[1:] for part in cell if isinstance(part, Mark)]
    assert sorted(link.to.partition("#borders-")[2] for link in links) == sorted(rows)
    (square,) = next(row for row in matrix.rows if row.id == "app").cells[matrix.columns.index("data")]
    assert isinstance(square, Mark)
    assert (square.text, square.tones) == ("allowed, used, 1 flow, cleartext", ("warning", "met"))


def test_empty_cell_separates_closed_from_unknown(assessed: Callable[..., Assessment]) -> None:
    matrix = table(page(assessed(SMALL)), "border-matrix")
    low = next(row for row in matrix.rows if row.id == "low")
    assert low.cells[matrix.columns.index("data")] == ("–",)
    assert low.cells[matrix.columns.index("free")] == ("?",)


def test_oversized_matrix_is_omitted_with_notice(assessed: Callable[..., Assessment]) -> None:
    zones = "".join(f"  z{i}: {{allow: {{z{(i + 1) % 40}: [web]}}}}\n" for i in range(40))
    shown = page(assessed("zones:\n" + zones))
    assert not any(isinstance(each, Table) and each.name == "border-matrix" for each in shown.blocks)
    assert "40 zones have borders: too many for a matrix." in str(shown.blocks)
    assert len(table(shown, "borders").rows) == 40


def test_large_matrix_omits_borderless_zones(assessed: Callable[..., Assessment]) -> None:
    zones = "".join(f"  z{i}: {{}}\n" for i in range(20)) + "  in: {allow: {z0: [web]}}\n"
    assert [row.id for row in table(page(assessed("zones:\n" + zones)), "border-matrix").rows] == ["z0", "in"]
