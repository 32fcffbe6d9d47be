"""Risk: the complete table of NIST SP 800-30, and every step of a calculation."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zonebook.assess.findings.finding import Finding
from zonebook.assess.risk.likelihood import one_flow_from_untrusted
from zonebook.assess.risk.scales import NIST, WEIGHTS
from zonebook.assess.system import SystemAssessment
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import LEVELS, Level

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


def finding(judged: SystemAssessment, name: str) -> Finding:
    return next(each for each in judged.findings if each.id == name)


@pytest.mark.parametrize("row", TABLE_I_2.strip().splitlines())
def test_table_is_that_of_nist(row: str) -> None:
    likelihood, _, levels = row.partition(":")
    assert [NIST[likelihood][impact] for impact in LEVELS] == levels.split()


def test_table_is_monotonic() -> None:
    sums = [[LEVELS.index(NIST[row][column]) for column in LEVELS] for row in LEVELS]
    assert all(row == sorted(row) for row in sums)
    assert all(list(column) == sorted(column) for column in zip(*sums, strict=True))


def test_organisation_may_have_its_own_table(judged: Callable[..., SystemAssessment]) -> None:
    row = "{very-low: high, low: high, moderate: high, high: high, very-high: high}"
    matrix = ", ".join(f"{level}: {row}" for level in LEVELS)
    house = f"organisation: {{title: H, matrix: {{{matrix}}}}}\nparties: {{team: {{}}}}\n"
    assert finding(judged(HOST % "", house), "metadata-read@a").risk.inherent.level == "high"
    assert finding(judged(HOST % ""), "metadata-read@a").risk.inherent.level == "moderate"


def test_untrusted_neighbour_raises_likelihood(judged: Callable[..., SystemAssessment]) -> None:
    found = judged(OUTSIDE)
    near, far = (finding(found, f"metadata-read@{name}").risk for name in "ab")
    assert (near.inherent.likelihood, far.inherent.likelihood) == ("high", "moderate")
    assert near.steps[0].because == "it is one flow away from a zone of trust 0"
    assert far.steps[0].before == far.steps[0].after == "moderate"


@pytest.mark.parametrize(("trust", "likelihood"), [(0, "high"), (1, "moderate")])
def test_flow_from_untrusted_zone_is_likelier(
    judged: Callable[..., SystemAssessment], trust: int, likelihood: Level
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
def test_sensitivity_counts_for_data_threats(
    judged: Callable[..., SystemAssessment], data: str, impact: str, because: str
) -> None:
    step = finding(judged(TALK % (data, 1, "")), "clear-talk@f").risk.steps[1]
    assert (step.what, step.before, step.after, step.because) == ("impact", "high", impact, because)


@pytest.mark.parametrize(("worth", "impact"), [("low", "moderate"), ("moderate", "moderate"), ("high", "high")])
def test_sensitivity_never_lowers_impact(judged: Callable[..., SystemAssessment], worth: str, impact: str) -> None:
    model = f"data: {{d: {{integrity: {worth}}}}}\n" + HOST % ", holds: [d]"
    assert finding(judged(model), "metadata-read@a").risk.inherent.impact == impact


def test_data_class_is_the_fallback(judged: Callable[..., SystemAssessment]) -> None:
    house = (
        "organisation: {title: H, classifications: {secret: {title: S, confidentiality: high}}}\nparties: {team: {}}\n"
    )
    model = "data: {d: {classification: secret}}\n" + HOST % ", holds: [d]"
    assert finding(judged(model, house), "metadata-read@a").risk.inherent.impact == "high"


def test_every_reduction_step_is_kept(judged: Callable[..., SystemAssessment]) -> None:
    said = ", controls: {sealed-on-the-way: met, flows-watched: met, blast-small: {status: planned, due: 2027-01-01}}"
    risk = finding(judged(TALK % ("", 1, said)), "clear-talk@f").risk
    assert (risk.inherent.likelihood, risk.inherent.impact, risk.inherent.level) == ("moderate", "high", "moderate")
    assert (risk.current.likelihood, risk.current.impact, risk.current.level) == ("very-low", "high", "low")
    assert (risk.target.likelihood, risk.target.impact, risk.target.level) == ("very-low", "moderate", "very-low")
    assert [(step.before, step.after, step.because) for step in risk.steps[2:]] == [
        ("moderate", "very-low", "sealed-on-the-way (met) closes it: It is gone then."),
        ("high", "moderate", "blast-small (planned for 2027-01-01) limits it: Little is lost then."),
    ]


@pytest.mark.parametrize(
    ("status", "likelihood", "target"),
    [
        ("met", "very-low", "very-low"),
        ("partial", "moderate", "moderate"),
        ("{status: planned, due: 2027-01-01}", "moderate", "very-low"),
        ("not-met", "moderate", "moderate"),
        ("{status: not-applicable, because: So.}", "moderate", "moderate"),
    ],
)
def test_closing_control_counts_by_status(
    judged: Callable[..., SystemAssessment], status: str, likelihood: str, target: str
) -> None:
    model = TALK % ("", 1, f", controls: {{sealed-on-the-way: {status}}}")
    risk = finding(judged(model), "clear-talk@f").risk
    assert (risk.current.likelihood, risk.target.likelihood) == (likelihood, target)


WORLD = """zones: {out: {trust: 0}, z: {trust: 2%(zone)s}}
actors: {p: {zone: out}, q: {zone: z}}
services:
  a: {kind: server, zone: z%(own)s}
  b: {kind: bucket, zone: z}
flows:
  f: {from: q, to: a, protocols: [ldap], encrypted: none}
%(more)s
controls: {%(system)s}
"""
PLACES = ("own", "zone", "system")
SAID = st.fixed_dictionaries({}, optional={place: st.sampled_from(["met", "partial", "not-met"]) for place in PLACES})


def world(said: Mapping[str, str], more: str = "", settings: str = "") -> str:
    names = ("metadata-guarded", "sealed-on-the-way", "patched")
    told = {place: ", ".join(f"{name}: {said[place]}" for name in names) if place in said else "" for place in PLACES}
    own = f"{settings}, controls: {{{told['own']}}}" if told["own"] else settings
    zone = f", controls: {{{told['zone']}}}" if told["zone"] else ""
    return WORLD % {"own": own, "zone": zone, "system": told["system"], "more": more}


def levels(judged: SystemAssessment) -> Mapping[str, int]:
    return {each.id: LEVELS.index(each.risk.current.level) for each in judged.findings}


@settings(max_examples=20, deadline=None)
@given(SAID, st.sampled_from(PLACES), st.sampled_from(["", ", settings: {metadata: optional}"]))
def test_stating_a_met_control_raises_nothing(
    judged: Callable[..., SystemAssessment], said: dict[str, str], place: str, setting: str
) -> None:
    if place in said:
        return
    before, after = (levels(judged(world(each, "", setting))) for each in (said, {**said, place: "met"}))
    assert [name for name in after if after[name] > before.get(name, len(LEVELS))] == []


@settings(max_examples=12, deadline=None)
@given(SAID, st.sampled_from(["p", "q", "b"]), st.sampled_from(["a", "b"]))
def test_opened_flow_lowers_no_risk(
    judged: Callable[..., SystemAssessment], said: dict[str, str], near: str, far: str
) -> None:
    if near == far:
        return
    setting = ", settings: {metadata: optional}"
    before = levels(judged(world(said, "", setting)))
    after = levels(judged(world(said, f"  g: {{from: {near}, to: {far}, protocols: [web-tls]}}", setting)))
    assert [name for name in before if after[name] < before[name]] == []


def test_contradicted_claim_lowers_no_risk(judged: Callable[..., SystemAssessment]) -> None:
    claimed, silent = (
        finding(judged(HOST % said), "metadata-read@a").risk for said in (", controls: {metadata-guarded: met}", "")
    )
    assert claimed.current == silent.current == claimed.inherent


ACTS = (
    "zones: {out: {trust: %s}, in: {trust: 3}}\nactors: {p: {zone: out}}\n"
    "services: {a: {kind: server, zone: in}}\nflows: {f: {from: p, to: a, protocols: [web-tls]}}\n"
    "identities: {r: {kind: role, assumed_by: [%s]}}"
)


@pytest.mark.parametrize(
    ("trust", "who", "near", "because"),
    [
        (0, "p", True, "p can act as it and stands in zone out, trust 0"),
        (0, "a", True, "a, which can act as it, is one flow away from a zone of trust 0"),
        (1, "p", False, "nothing that flows lead to stands for it"),
        (1, "a", False, "no flow of the model leads to it from a zone of trust 0"),
    ],
)
def test_identity_is_as_near_as_its_user(
    standing: Callable[..., Subject[object]], trust: int, who: str, *, near: bool, because: str
) -> None:
    assert one_flow_from_untrusted(standing(ACTS % (trust, who), "identity", "r")) == (near, because)


def test_not_stated_counts_as_no_better(standing: Callable[..., Subject[object]]) -> None:
    """An unknown distance is reported, and never lowers the likelihood below that of a distant element."""
    model = "actors: {p: {}}\nservices: {a: {kind: server}}\nflows: {f: {from: p, to: a, protocols: [web]}}"
    unknown = one_flow_from_untrusted(standing(model, "service", "a"))
    assert unknown == (False, "the model does not state actors.p.zone: outside may be one flow away")
    far = one_flow_from_untrusted(standing(OUTSIDE, "service", "b"))
    assert far == (False, "a zone of trust 0 is 2 flows away")


def test_standard_scale_orders_levels() -> None:
    assert [WEIGHTS[level] for level in LEVELS] == [0, 2, 5, 8, 10]
