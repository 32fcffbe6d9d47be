"""The words about claims: contradicted by a setting, or based on evidence that is stale, missing or changed."""

from collections.abc import Callable

import pytest
from tests.support.word_rows import assert_every_answer, names_in

from zonebook.assess.conditions.words import claim
from zonebook.model.vocabulary import About

CLAIM = "services: {a: {kind: server, settings: {metadata: optional}, controls: {metadata-guarded: %s}}}"
LIE = (
    "yes: own statement at models/systems/world/model.yaml:2:73 says that metadata-guarded is met, "
    "but metadata is optional"
)
DATED = "services: {a: {kind: server, controls: {patched: {status: met%s}}}}"
LATE = "yes: services.a.controls.patched was last shown on 2026-01-01, due again by 2026-04-01 (P90D)"
SHOWN = "services: {a: {kind: server, controls: {patched: {status: met, on: 2026-11-01, evidence: [{title: E, %s}]}}}}"
GONE = (
    "yes: services.a.controls.patched: there is no file models/systems/world/evidence/gone.json, "
    "named at models/systems/world/model.yaml:2:91"
)
CHANGED = (
    "yes: services.a.controls.patched: models/systems/world/evidence/there.json has another SHA-256 than is stated, "
    "named at models/systems/world/model.yaml:2:91"
)
ROWS = [
    pytest.param("service", "a", "{contradicted: true}", CLAIM % "met", LIE, id="contradicted-met-against-setting"),
    pytest.param("service", "a", "{contradicted: true}", CLAIM % "partial", "no", id="contradicted-partial"),
    pytest.param("service", "a", "{contradicted: true}", CLAIM.replace("optional", "required") % "met",
                 "no", id="contradicted-met-and-setting-agrees"),
    pytest.param("system", "", "{evidence_stale: true}", DATED % ", on: 2026-01-01",
                 LATE, id="evidence-stale-older-than-frequency"),
    pytest.param("system", "", "{evidence_stale: true}", DATED % ", on: 2026-11-01", "no", id="evidence-stale-recent"),
    pytest.param("system", "", "{evidence_stale: true}", DATED % "", "no", id="evidence-stale-undated"),
    pytest.param("system", "", "{evidence_broken: true}", SHOWN % "file: evidence/gone.json",
                 GONE, id="evidence-broken-missing"),
    pytest.param("system", "", "{evidence_broken: true}", SHOWN % f"file: evidence/there.json, sha256: {'cd' * 32}",
                 CHANGED, id="evidence-broken-changed"),
    pytest.param("system", "", "{evidence_broken: true}", SHOWN % f"file: evidence/there.json, sha256: {'ab' * 32}",
                 "no", id="evidence-broken-unchanged"),
    pytest.param("system", "", "{evidence_broken: true}", SHOWN % "file: evidence/there.json",
                 "no", id="evidence-broken-without-hash"),
    pytest.param("system", "", "{evidence_broken: true}", SHOWN % "url: 'https://example.com/e.json'",
                 "no", id="evidence-broken-address"),
]  # fmt: skip
NEVER_OPEN = {"contradicted", "evidence_broken", "evidence_stale"}  # they compare what is stated


@pytest.mark.parametrize(("about", "name", "when", "model", "answer"), ROWS)
def test_word_answers_with_reason(  # noqa: PLR0917  one row of the table
    told: Callable[..., str], about: About, name: str, when: str, model: str, answer: str
) -> None:
    assert told(model, about, name, when) == answer


def test_every_word_has_every_answer() -> None:
    names = names_in(claim)
    assert_every_answer(names, [row.values for row in ROWS], never_open=NEVER_OPEN)
