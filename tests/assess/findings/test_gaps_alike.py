"""Gaps that are alike share what was worked out for one of them, and only those that are."""

from collections.abc import Callable

from tests.support.either_way import HOUSE, THREAT

from zonebook.assess.system import SystemAssessment

WATCHED = """\
title: It is watched
objective: It is watched.
about: service
when: {is: [host], setting: {metadata: [required]}}
layer: platform
responsibility: customer
crosswalk: {made-up-1: [A-1]}
verify: [{how: command, step: Look., expect: It is so.}]
evidence: [A listing.]
frequency: P90D
sources: [{title: Made for tests}]
confidence: confirmed
"""
"""A control that does not apply to a host with the other value: there, what runs on the host answers for it."""
HOSTS = """\
services:
  bare: {kind: server}
  full: {kind: server}
  guest: {kind: server, runs_on: full, settings: {metadata: required}, controls: {watched: met}}
"""


def entries(when: str = "", answer: str = "watched") -> dict[str, str]:
    """Return the texts of the control and of a threat that asks for the value to which it does not apply."""
    values = {"title": "It is optional", "value": "optional", "other": "required"}
    threat = THREAT.format(likelihood="high", **values).replace("controls: [patched]", f"controls: [{answer}]")
    threat = threat.replace("{setting: {metadata: [optional]}}\n", f"{{setting: {{metadata: [optional]}}{when}}}\n")
    return {"models/controls/watched.yaml": WATCHED, "models/threats/if-optional.yaml": threat}


def likelihoods(found: SystemAssessment) -> dict[str, str]:
    return {each.element: each.possible.likelihood for each in found.gaps if each.threat.id == "if-optional"}


def test_guest_settles_the_gap_of_its_host(judged: Callable[..., SystemAssessment]) -> None:
    found = judged(HOSTS, HOUSE, entries())
    assert likelihoods(found) == {"bare": "high", "full": "very-low"}


def test_guest_answers_an_exception_of_its_host(judged: Callable[..., SystemAssessment]) -> None:
    """The condition asks for the control itself, and holds of a host on which nothing runs alone."""
    found = judged(HOSTS, HOUSE, entries(", unless: [watched]", "patched"))
    assert likelihoods(found) == {"bare": "high"}
