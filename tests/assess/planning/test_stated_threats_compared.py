"""Two states of a system that states threats: what moved, and what takes a threat away in silence."""

from collections.abc import Callable

import pytest

from zonebook.assess.assessment import Assessment
from zonebook.assess.planning.comparison.comparison import Comparison, SystemChange
from zonebook.assess.planning.comparison.verdict import Bar, closing
from zonebook.pipeline import compare_assessments

ORDERS = (
    "zones: {inner: {trust: 2}}\nservices:\n"
    "  front: {kind: server, zone: inner%s}\n  back: {kind: server, zone: inner}\n"
)
THREAT = (
    "threats:\n  forged-order:\n    title: An order is forged\n    story: Somebody forges an order.\n"
    "    elements: [%s]\n    likelihood: %s\n    impact: high\n"
)
PLAIN, STATED = ORDERS % "", ORDERS % "" + THREAT % ("front", "high")
NIGHT = "    measures: {night-shift: {closes: somebody reads the orders, status: %s}}\n"


@pytest.fixture
def compared(assessed: Callable[..., Assessment]) -> Callable[[str, str], Comparison]:
    """Return the comparison of two states of a system."""
    return lambda old, new: compare_assessments(assessed(old), assessed(new))


def change(found: Comparison) -> SystemChange:
    (system,) = found.systems
    return system


def moves(found: Comparison) -> list[tuple[str, str]]:
    return [(each.kind, each.id) for each in change(found).findings]


def test_new_threat_is_told_with_its_finding(compared: Callable[[str, str], Comparison]) -> None:
    found = compared(PLAIN, STATED)
    assert moves(found) == [("new", "forged-order@front")]
    assert [(each.noun, each.kind, each.id) for each in change(found).elements] == [("threat", "added", "forged-order")]
    assert [each.change.id for each in closing(found, Bar())] == ["forged-order@front"]


def test_finding_follows_a_renamed_element(compared: Callable[[str, str], Comparison]) -> None:
    renamed = (STATED.replace("front: {", "web: {was: front, ")).replace("[front]", "[web]")
    assert moves(compared(STATED, renamed)) == []


def test_measure_that_moves_is_named(compared: Callable[[str, str], Comparison]) -> None:
    found = compared(STATED + NIGHT % "not-met", STATED + NIGHT % "met")
    assert moves(found) == [("better", "forged-order@front")]
    assert "measure night-shift: not met → met" in change(found).findings[0].because
    back = change(compared(STATED + NIGHT % "met", STATED + NIGHT % "not-met")).findings[0]
    assert (back.kind, back.closes) == ("worse", ("night-shift",))


@pytest.mark.parametrize(
    ("new", "says"),
    [
        (PLAIN, "threat forged-order is stated no more"),
        (ORDERS % "" + THREAT % ("front", "very-low"), "threat forged-order: likelihood high → very low"),
        (ORDERS % "" + THREAT % ("back", "high"), "threat forged-order: no more of front"),
        (
            PLAIN.replace("front: {", "web: {was: front, "),
            "threat forged-order is stated no more",
        ),
    ],
)
def test_threat_taken_away_closes_the_gate(compared: Callable[[str, str], Comparison], new: str, says: str) -> None:
    found = compared(STATED, new)
    assert [each.says for each in change(found).silencers] == [says]
    assert f"it would be found without: {says}" in [each.because for each in closing(found, Bar())]


def test_threat_goes_with_its_elements(compared: Callable[[str, str], Comparison]) -> None:
    found = compared(STATED, "zones: {inner: {trust: 2}}\nservices: {back: {kind: server, zone: inner}}\n")
    assert (moves(found), change(found).silencers) == ([("gone", "forged-order@front")], ())
