"""Threats that a system states by hand: a finding at each element, with the risk, the answers and the decisions."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import worlds
from tests.support.catalogues import known
from tests.support.strategies import DAY, HOUSE, World

from zonebook.assess.assessment import Assessment, assess
from zonebook.assess.findings.finding import Finding
from zonebook.assess.planning.calendar import calendar
from zonebook.assess.system import SystemAssessment
from zonebook.model import binding, vocabulary
from zonebook.model.system import Organisation, System, Workspace
from zonebook.model.vocabulary import DEGREES, LEVELS
from zonebook.values import Document

WORLD = """
data: {orders: {confidentiality: high}}
zones: {edge: {trust: 0}, inner: {trust: 2, allow: {edge: [web]}}}
actors: {buyer: {zone: edge, was: customer}}
accounts: {shop: {provider: aws}}
networks: {lan: {kind: vpc, account: shop}}
services:
  front: {kind: server, zone: inner, holds: [orders], controls: {patched: met}}
  back: {kind: server, zone: inner, controls: {patched: not-met}}
  dc-1: {kind: domain-controller, zone: inner}
  dc-2: {kind: domain-controller, zone: inner}
flows: {order: {from: buyer, to: front, protocols: [web], carries: [orders]}}
identities: {clerk: {kind: role, in: shop}}
trusts: {forest: {from: dc-1, to: dc-2, kind: forest-trust}}
threats:
  forged-order:
    title: An order is forged
    story: Somebody places an order in the name of another.
    likelihood: moderate
    impact: low
"""
AT_BACK = WORLD + "    elements: [back]\n    stride: [repudiation]\n"
MEASURE = AT_BACK + "    measures: {watched: {%s: it is seen%s}}\n"
ELEMENTS = (
    ("front", "service"), ("buyer", "actor"), ("orders", "data"), ("inner", "zone"), ("order", "flow"),
    ("lan", "network"), ("clerk", "identity"), ("shop", "account"), ("forest", "trust"),
)  # fmt: skip
DECISION = "decisions:\n  forged-order@%s: {treatment: accept, by: team, on: 2026-01-01, until: %s, because: So.}\n"


def stated(judged: SystemAssessment) -> dict[str, Finding]:
    return {each.id: each for each in judged.findings if each.threat.id == "forged-order"}


def only(judged: SystemAssessment) -> Finding:
    (found,) = stated(judged).values()
    return found


def steps(finding: Finding) -> dict[str, str]:
    """Return why likelihood and impact are as high as they are before controls."""
    return {step.what: f"{step.before} → {step.after}: {step.because}" for step in finding.risk.steps[:2]}


@pytest.mark.parametrize(("element", "about"), ELEMENTS)
def test_stated_threat_is_found_on_every_type(
    judged: Callable[..., SystemAssessment], element: str, about: str
) -> None:
    found = only(judged(WORLD + f"    elements: [{element}]\n"))
    assert (found.id, found.about, found.element) == (f"forged-order@{element}", about, element)
    assert (found.state, found.reasons) == ("open", (f"the model states it of {element}",))
    assert str(found.place) == "models/systems/world/model.yaml:17:3"


def test_threat_of_no_element_is_the_systems(judged: Callable[..., SystemAssessment]) -> None:
    found = only(judged(WORLD))
    assert (found.id, found.about, found.owner) == ("forged-order@world", "system", "team")


def test_account_of_the_house_can_be_named(judged: Callable[..., SystemAssessment]) -> None:
    house = "organisation: {title: House}\nparties: {team: {}}\naccounts: {shared: {provider: aws, owner: team}}\n"
    found = only(judged(WORLD + "    elements: [shared]\n", house))
    assert (found.about, found.owner) == ("account", "team")


@pytest.mark.parametrize(
    ("element", "likelihood", "impact"),
    [
        ("front", "moderate → high: it is one flow away from a zone of trust 0", "orders has confidentiality high"),
        ("orders", "moderate → high: front, which holds it, is one flow away from", "orders has confidentiality high"),
        ("order", "moderate → high: it starts in zone edge, trust 0", "orders has confidentiality high"),
        ("buyer", "moderate → high: it stands in zone edge, trust 0", "no data is stated that would raise it"),
        ("back", "moderate → moderate: no flow of the model leads to it", "no data is stated that would raise it"),
    ],
)
def test_exposure_and_data_raise_the_risk(
    judged: Callable[..., SystemAssessment], element: str, likelihood: str, impact: str
) -> None:
    found = steps(only(judged(WORLD + f"    elements: [{element}]\n")))
    assert found["likelihood"].startswith(likelihood)
    assert found["impact"].endswith(impact)


@pytest.mark.parametrize(
    ("classes", "impact"),
    [
        ("", "high"),
        ("    stride: [information-disclosure]\n", "high"),
        ("    stride: [denial-of-service]\n", "low"),
        ("    linddun: [linkability]\n", "high"),
        ("    stride: [denial-of-service]\n    linddun: [unawareness]\n", "high"),
    ],
)
def test_classes_say_which_losses_count(judged: Callable[..., SystemAssessment], classes: str, impact: str) -> None:
    assert only(judged(WORLD + "    elements: [orders]\n" + classes)).risk.inherent.impact == impact


def test_controls_answer_as_they_stand_at_the_element(judged: Callable[..., SystemAssessment]) -> None:
    found = stated(judged(WORLD + "    elements: [front, back]\n    answers: {patched: {closes: nothing is left}}\n"))
    front, back = found["forged-order@front"], found["forged-order@back"]
    assert (front.state, front.risk.current.likelihood, front.risk.closed) == ("mitigated", "very-low", ("patched",))
    assert (back.state, back.replies[0].standing.status) == ("open", "not-met")


def test_control_not_asked_there_answers_from_the_system(judged: Callable[..., SystemAssessment]) -> None:
    model = WORLD + "    elements: [clerk, buyer]\n    answers: {plan-exercised: {closes: somebody calls back}}\n"
    assert {each.state for each in stated(judged(model)).values()} == {"open"}
    found = stated(judged(model + "controls: {plan-exercised: met}\n"))
    assert {each.state for each in found.values()} == {"mitigated"}


def test_control_of_others_answers_as_weakest(judged: Callable[..., SystemAssessment]) -> None:
    """Nobody patches an actor: the control stands as it does at the system, where the weakest service counts."""
    model = WORLD + "    elements: [buyer]\n    answers: {patched: {closes: nothing is left}}\n"
    assert only(judged(model)).replies[0].standing.status == "not-met"
    met = model.replace("controls: {patched: not-met}", "controls: {patched: met}")
    assert only(judged(met + "controls: {patched: met}\n")).state == "mitigated"


def test_data_is_answered_by_what_holds_it(judged: Callable[..., SystemAssessment]) -> None:
    answer = "    elements: [orders]\n    answers: {patched: {closes: nothing is left}}\n"
    assert only(judged(WORLD + answer)).state == "mitigated"
    both = WORLD.replace("zone: inner, controls: {patched: not-met}", "holds: [orders], controls: {patched: not-met}")
    assert only(judged(both + answer)).state == "open"


def test_own_statement_of_an_actor_counts(judged: Callable[..., SystemAssessment]) -> None:
    world = WORLD.replace("was: customer", "controls: {patched: met}")
    answer = "    elements: [buyer]\n    answers: {patched: {closes: nothing is left}}\n"
    assert only(judged(world + answer)).replies[0].standing.origin.stated


@pytest.mark.parametrize("degree", ["closes", "hinders", "limits", "detects"])
def test_measure_without_status_lowers_nothing(judged: Callable[..., SystemAssessment], degree: str) -> None:
    found = only(judged(MEASURE % (degree, "")))
    assert [each.standing.status for each in found.replies] == ["not-stated"]
    assert (found.risk.current, found.risk.target, found.state) == (found.risk.inherent, found.risk.inherent, "open")


@pytest.mark.parametrize(
    ("degree", "likelihood", "impact"),
    [
        ("closes", "very-low", "low"),
        ("hinders", "low", "low"),
        ("limits", "moderate", "very-low"),
        ("detects", "moderate", "low"),
    ],
)
def test_measure_acts_by_its_degree(
    judged: Callable[..., SystemAssessment], degree: str, likelihood: str, impact: str
) -> None:
    met = only(judged(MEASURE % (degree, ", status: met"))).risk
    assert (met.current.likelihood, met.current.impact) == (likelihood, impact)
    planned = only(judged(MEASURE % (degree, ", status: planned, due: 2027-01-31"))).risk
    assert (planned.current, planned.target) == (planned.inherent, met.current)


@pytest.mark.parametrize("status", ["partial", "not-met", "not-applicable, because: So."])
def test_measure_that_is_not_met_lowers_nothing(judged: Callable[..., SystemAssessment], status: str) -> None:
    risk = only(judged(MEASURE % ("closes", f", status: {status}"))).risk
    assert risk.target == risk.inherent


def test_measure_says_what_it_rests_on(judged: Callable[..., SystemAssessment]) -> None:
    shown = ", status: met, by: team, on: 2026-10-01, evidence: [{title: E, file: evidence/%s.json, on: 2026-10-01}]"
    there, missing = (only(judged(MEASURE % ("closes", shown % each))).replies[0] for each in ("there", "nowhere"))
    assert (there.standing.ground, missing.standing.ground) == ("evidence-in-date", "claimed")
    assert (there.standing.by, str(there.standing.origin)) == ("team", "threat forged-order")
    assert missing.standing.broken == ("there is no file models/systems/world/evidence/nowhere.json",)


def test_planned_measure_is_in_the_calendar(judged: Callable[..., SystemAssessment]) -> None:
    found = judged(MEASURE % ("closes", ", status: planned, due: 2027-01-31, by: team"))
    due = [each for each in calendar([found.resolved]) if each.what == "planned"]
    assert [(each.on, each.subject, each.party) for each in due] == [
        ("2027-01-31", "world/forged-order/watched", "team")
    ]


def test_measure_is_among_what_to_do_next(assessed: Callable[..., Assessment]) -> None:
    found = assessed(MEASURE % ("closes", "") + "    answers: {patched: {limits: less is lost}}\n")
    gains = {each.control: each.gains for each in found.priorities}
    assert [gain.finding.id for gain in gains["world/forged-order/watched"]] == ["forged-order@back"]
    assert "forged-order@back" in [gain.finding.id for gain in gains["patched"]]


@pytest.mark.parametrize(("until", "state"), [("2026-12-31", "accepted"), ("2026-06-30", "expired")])
@pytest.mark.parametrize("element", ["back", "*"])
def test_decision_settles_a_stated_threat(
    judged: Callable[..., SystemAssessment], element: str, until: str, state: str
) -> None:
    assert only(judged(AT_BACK + DECISION % (element, until))).state == state


def test_decision_follows_a_renamed_actor(judged: Callable[..., SystemAssessment]) -> None:
    found = only(judged(WORLD + "    elements: [buyer]\n" + DECISION % ("customer", "2026-12-31")))
    assert (found.id, found.state) == ("forged-order@buyer", "accepted")


def test_stated_threat_stays_in_its_system(assessed: Callable[..., Assessment]) -> None:
    other = "system: {title: Other, owner: team}\nservices: {back: {kind: server}}\n"
    found = assessed(AT_BACK, more={"models/systems/other/model.yaml": other})
    assert [name for name, judged in found.systems.items() if stated(judged)] == ["world"]
    assert "forged-order" not in found.workspace.catalogue.threats
    assert all("forged-order" not in judged.resolved.catalogue.threats for judged in found.systems.values())


def test_stated_threat_is_not_counted_as_asked(judged: Callable[..., SystemAssessment]) -> None:
    without, with_it = judged(WORLD.partition("threats:")[0]), judged(AT_BACK)
    assert with_it.coverage == without.coverage
    assert with_it.gaps == without.gaps


def assessed_world(world: World) -> SystemAssessment:
    """Return the assessment of a generated system."""
    system = binding.build(System, Document(path="world", data={**world, "id": "world"}))
    house = binding.build(Organisation, Document(path="house", data=HOUSE))
    return assess(Workspace(catalogue=known(), organisation=house, systems={"world": system}), DAY).systems["world"]


@settings(max_examples=12, deadline=None)
@given(data=st.data(), seed=worlds.seeds(12))
def test_stated_threat_leaves_all_else_alone(data: st.DataObject, seed: int) -> None:
    world = worlds.world_of(seed)
    names = [name for word in ("services", "actors", "data", "zones", "flows") for name in world[word]]
    level, status = st.sampled_from(LEVELS), st.sampled_from(("met", "partial", "planned", "not-met"))
    threat = {
        "title": "T",
        "story": "S.",
        "elements": data.draw(st.lists(st.sampled_from(names), unique=True, max_size=3)),
        "likelihood": data.draw(level),
        "impact": data.draw(level),
        "measures": {"one": {data.draw(st.sampled_from(DEGREES)): "So.", "status": data.draw(status)}},
    }
    without, with_it = assessed_world(world), assessed_world({**world, "threats": {"forged-order": threat}})
    assert tuple(each for each in with_it.findings if not each.threat.stated_in) == without.findings
    assert (with_it.gaps, with_it.coverage) == (without.gaps, without.coverage)
    found = stated(with_it)
    assert len(found) == max(len(threat["elements"]), 1)
    for each in found.values():
        risk = each.risk
        assert not vocabulary.above(risk.current.level, risk.inherent.level)
        assert not vocabulary.above(risk.target.level, risk.current.level)
