"""The steps of a test that stand on the checklist of an element: those for its kind, its traits, its provider."""

from collections.abc import Callable
from pathlib import Path

import pytest

from zonebook.assess.system import SystemAssessment

HOUSE = "organisation: {title: House}\nparties: {team: {}}\n"
CONTROL = """\
title: It is looked at
objective: Somebody looks at it.
about: %s
when: %s
layer: platform
responsibility: customer
runs: [continuous, quarterly]
population: Every one of them.
verify:
  - {how: inspection, step: Look., expect: It is so.}
  - {kinds: [server], how: command, step: Look at the server., expect: It is so.}
  - {traits: [data-store], how: command, step: Look at the store., expect: It is so.}
  - {providers: [aws], how: command, step: Ask the provider., expect: It is so.}
evidence: [A listing.]
frequency: P90D
sources: [{title: Made for tests}]
confidence: confirmed
"""
BUCKET = Path(__file__).parents[2] / "golden" / "catalogue" / "kinds" / "bucket.yaml"
OWN_STORE = (
    BUCKET.read_text(encoding="utf-8").replace("title: Bucket", "title: Own store").replace("provider: aws\n", "")
)
Steps = Callable[..., list[str]]


@pytest.fixture
def steps(judged: Callable[..., SystemAssessment]) -> Steps:
    """Return the steps of the control for an element of a model."""

    def found(model: str, element: str, about: str = "service", when: str = "{is: [host, data-store]}") -> list[str]:
        more = {"models/controls/looked-at.yaml": CONTROL % (about, when), "models/kinds/own-store.yaml": OWN_STORE}
        checks = judged(model, HOUSE, more).checks
        check = next(each for each in checks if each.id == f"looked-at@{element}")
        return [step.step for step in check.steps]

    return found


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("server", ["Look.", "Look at the server.", "Ask the provider."]),
        ("bucket", ["Look.", "Look at the store.", "Ask the provider."]),
        ("own-store", ["Look.", "Look at the store."]),
    ],
)
def test_step_is_for_named_kinds_traits_and_providers(kind: str, expected: list[str], steps: Steps) -> None:
    assert steps(f"services: {{a: {{kind: {kind}}}}}", "a") == expected


def test_provider_of_the_account_counts_for_its_services(steps: Steps) -> None:
    model = "accounts: {own: {provider: aws}}\nservices: {a: {kind: own-store, account: own}}"
    assert steps(model, "a") == ["Look.", "Look at the store.", "Ask the provider."]


@pytest.mark.parametrize(("kind", "expected"), [("server", ["Look.", "Ask the provider."]), ("own-store", ["Look."])])
def test_what_has_no_kind_counts_what_the_system_uses(kind: str, expected: list[str], steps: Steps) -> None:
    model = (
        f"services: {{a: {{kind: {kind}}}, b: {{kind: {kind}}}}}\nflows: {{f: {{from: a, to: b, ports: [tcp/443]}}}}"
    )
    assert steps(model, "f", "flow", "{}") == expected
