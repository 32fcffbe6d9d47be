"""Threats asked once of the accounts with the same answer: alike in all that lowers the risk, so that none hides."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.support import catalogues
from tests.support.products import judged

from zonebook.model.catalogue import Threat

ONCE = sorted(each.id for each in catalogues.known().threats.values() if "asked_once" in each.when)
MODEL = """accounts:
  one: {kind: aws-account, role: workload}
  two: {kind: aws-account, role: workload%s}
  management: {kind: aws-account, role: management}
controls: {data-perimeter: not-met}
%s"""
DECIDED = """decisions:
  stolen-session-replayed@%s: {treatment: mitigate, by: team, on: 2026-11-01, because: The perimeter is planned.}
"""


def lowering(threat: Threat) -> set[str]:
    """Return the controls that decide whether a threat holds, or how bad it is."""
    return {*_asked(threat), *(act.control for act in threat.answers if act.degree != "detects")}


def _asked(threat: Threat) -> Iterator[str]:
    for word in ("without", "unless"):
        yield from threat.when.get(word, ())


def compared(threat: Threat) -> set[str]:
    once = threat.when["asked_once"]
    return {*once["decided_by"], *once.get("alike_in", ())}


def test_several_threats_are_asked_once() -> None:
    assert len(ONCE) > 3


@pytest.mark.parametrize("name", ONCE)
def test_alike_in_all_that_lowers_the_risk(name: str) -> None:
    threat = catalogues.known().threats[name]
    assert compared(threat) == lowering(threat)


def test_forgotten_control_is_noticed() -> None:
    threat = catalogues.known().threats["stolen-session-replayed"]
    once = {**threat.when["asked_once"], "alike_in": []}
    forgetful = replace(threat, when={**threat.when, "asked_once": once})
    assert compared(forgetful) < lowering(forgetful)


def test_same_answer_is_one_finding() -> None:
    found = {each.id: each for each in judged(MODEL % ("", ""), {}).findings}
    assert "stolen-session-replayed@two" not in found
    assert "the same is stated of two" in found["stolen-session-replayed@one"].reasons


def test_answer_of_its_own_is_asked_alone() -> None:
    own = judged(MODEL % (", controls: {data-perimeter: partial}", ""), {})
    stronger = judged(MODEL % (", controls: {credential-revocation-drill: met}", ""), {})
    for system in (own, stronger):
        found = {each.id for each in system.findings}
        assert {"stolen-session-replayed@one", "stolen-session-replayed@two"} <= found


def test_answer_of_nobody_is_one_question() -> None:
    model = (MODEL % ("", "")).replace("controls: {data-perimeter: not-met}\n", "")
    about = [each.element for each in judged(model, {}).gaps if each.threat.id == "stolen-session-replayed"]
    assert about == ["one"]


def test_decision_holds_where_it_is_asked() -> None:
    found = {each.id: each.state for each in judged(MODEL % ("", DECIDED % "*"), {}).findings}
    assert found["stolen-session-replayed@one"] == "mitigating"
    alone = {each.id: each.state for each in judged(MODEL % ("", DECIDED % "one"), {}).findings}
    assert alone["stolen-session-replayed@one"] == "mitigating"
