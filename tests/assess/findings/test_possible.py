"""Possible risk: the worst of what the model leaves out, value by value; and what holds whichever value it is."""

from collections.abc import Callable

import pytest
from tests.support.either_way import ACCEPTED, HOST, HOUSE, both

from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.finding import Gap
from zonebook.assess.system import SystemAssessment
from zonebook.values import BrokenError

NEAR = (
    "zones: {out: {trust: 0}, in: {trust: 2}}\nactors: {p: {zone: %s}}\n"
    "flows: {f: {from: p, to: a, protocols: [web-tls]}}\nservices: {a: {kind: server, zone: in%s}}\n"
)


def gap(judged: SystemAssessment, threat: str) -> Gap:
    return next(each for each in judged.gaps if each.threat.id == threat)


def test_worst_value_of_what_is_asked_counts(judged: Callable[..., SystemAssessment]) -> None:
    found = gap(judged(HOST % ""), "metadata-read")
    assert (found.possible.likelihood, found.possible.impact, found.possible.level) == (
        "moderate",
        "moderate",
        "moderate",
    )
    assert found.assumed == ("services.a.controls.metadata-guarded",)


@pytest.mark.parametrize(("zone", "likelihood"), [("out", "high"), ("in", "moderate")])
def test_exposure_comes_from_what_is_stated(
    judged: Callable[..., SystemAssessment], zone: str, likelihood: str
) -> None:
    assert gap(judged(NEAR % (zone, "")), "metadata-read").possible.likelihood == likelihood


@pytest.mark.parametrize(
    ("holds", "at_least"),
    [("", True), (", holds: []", False), (", holds: [d]", False), (", holds: [e]", True)],
)
def test_unknown_worth_is_marked(judged: Callable[..., SystemAssessment], holds: str, *, at_least: bool) -> None:
    data = "data: {d: {confidentiality: low, integrity: low}, e: {}}\n"
    assert gap(judged(data + HOST % holds), "metadata-read").at_least is at_least


def test_gaps_come_worst_first(judged: Callable[..., SystemAssessment]) -> None:
    ranks = [each.rank for each in judged(NEAR % ("out", "")).gaps]
    assert [rank[0] for rank in ranks] == sorted(rank[0] for rank in ranks)


def test_possible_is_never_above_what_is_found(judged: Callable[..., SystemAssessment]) -> None:
    """Stating the worst value gives the finding that the gap announced."""
    announced = gap(judged(HOST % ""), "metadata-read").possible
    found = judged(HOST % ", settings: {metadata: optional}").findings
    assert [each.risk.current for each in found if each.threat.id == "metadata-read"] == [announced]


def test_choice_that_leads_to_findings_either_way(judged: Callable[..., SystemAssessment]) -> None:
    found = judged(HOST % "", HOUSE, both())
    (finding,) = [each for each in found.findings if each.either]
    assert (finding.id, finding.state, finding.risk.current.level) == ("if-required@a", "open", "low")
    assert finding.either is not None
    assert finding.either.attribute == "services.a.settings.metadata"
    assert finding.either.cases == {"required": ("if-required@a",), "optional": ("if-optional@a",)}
    assert [each.id for each in finding.either.others] == ["if-optional@a"]
    assert finding.either.possible.level == "high"
    assert finding.reasons[0] == "whatever services.a.settings.metadata is, a finding stands"
    assert not [each for each in found.gaps if each.threat.id.startswith("if-")]


def test_one_safe_value_is_no_either_way(judged: Callable[..., SystemAssessment]) -> None:
    one = {name: text for name, text in both().items() if "optional" in name}
    found = judged(HOST % "", HOUSE, one)
    assert not [each for each in found.findings if each.either]
    assert gap(found, "if-optional").assumed == ("services.a.settings.metadata: optional",)


@pytest.mark.parametrize("settings", ["", ", settings: {metadata: optional}"])
def test_decision_survives_stating_the_value(judged: Callable[..., SystemAssessment], settings: str) -> None:
    found = judged(ACCEPTED + HOST % settings, HOUSE, both())
    states = {each.id: each.state for finding in found.findings for each in finding.alternatives}
    assert states["if-optional@a"] == "accepted"


def test_row_is_open_until_all_are_decided(judged: Callable[..., SystemAssessment]) -> None:
    (finding,) = [each for each in judged(ACCEPTED + HOST % "", HOUSE, both()).findings if each.either]
    assert finding.state == "open"


def test_decision_about_another_value_is_stale(judged: Callable[..., SystemAssessment]) -> None:
    with pytest.raises(BrokenError, match="stale-decision"):
        judged(ACCEPTED + HOST % ", settings: {metadata: required}", HOUSE, both())


def test_pairs_of_either_way_count_as_fired(judged: Callable[..., SystemAssessment]) -> None:
    counts = judged(HOST % "", HOUSE, both()).coverage.threats
    assert [counts[name].fired for name in ("if-required", "if-optional")] == [1, 1]


def test_either_way_counts_at_both_levels(judged: Callable[..., SystemAssessment]) -> None:
    """It counts once on each side: with its lowest risk among what is known, its highest among what is possible."""
    none, here = judged(HOST % "", HOUSE), judged(HOST % "", HOUSE, both())
    assert here.known_levels == {**none.known_levels, "low": none.known_levels["low"] + 1}
    assert here.possible_levels == {**none.possible_levels, "high": none.possible_levels["high"] + 1}


def test_either_way_is_possibly_above_appetite(judged: Callable[..., SystemAssessment]) -> None:
    found = judged(HOST % "", HOUSE, both())
    (worse,) = [each for each in found.possibly_above_appetite if each.threat.id == "if-optional"]
    assert worse.assumed == ("services.a.settings.metadata: optional",)
    assert worse.attributes == ("services.a.settings.metadata",)
    assert not [each for each in found.above_appetite if each.either]
    assert found.open_questions[0].attribute == "services.a.settings.metadata"
    assert worse in found.on("service", "a").possible


@pytest.mark.parametrize(("optional", "at_least"), [("high", True), ("very-high", False)])
def test_either_way_may_be_worse_still(
    judged: Callable[..., SystemAssessment], optional: str, *, at_least: bool
) -> None:
    """Where the caller stands is not stated; a likelihood of very high cannot rise by it."""
    caller = "actors: {p: {}}\nflows: {f: {from: p, to: a, protocols: [web-tls]}}\n"
    found = judged(caller + HOST % "", HOUSE, both(optional=optional)).possible
    assert [each.at_least for each in found if each.threat.id == "if-optional"] == [at_least]


def test_either_way_is_gated_by_its_highest(assessed: Callable[..., Assessment]) -> None:
    found = assessed(HOST % "", HOUSE, both())
    assert [each.threat.id for each in found.possible_at_or_above("high")] == ["if-optional"]
    assert not found.at_or_above("moderate")


@pytest.mark.parametrize(("text", "levels"), [("", ("low", "low")), (ACCEPTED, ("low", "very-high"))])
def test_possible_counts_nothing_equal_or_decided(
    judged: Callable[..., SystemAssessment], text: str, levels: tuple[str, str]
) -> None:
    none, here = judged(HOST % "", HOUSE), judged(text + HOST % "", HOUSE, both(*levels))
    assert [each for each in here.findings if each.either]
    assert here.possible_levels == none.possible_levels
    assert [gap.rank for gap in here.possible] == [gap.rank for gap in here.gaps]
