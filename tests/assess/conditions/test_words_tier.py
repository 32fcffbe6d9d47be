"""The words about control of tier 0, asked of services and identities."""

from collections.abc import Callable

import pytest
from tests.support.word_rows import assert_every_answer, names_in

from zonebook.assess.conditions.words import tier
from zonebook.model.vocabulary import About

RULES = """accounts: {top: {provider: aws, role: management}}
zones: {low: {trust: 2}, core: {trust: 4}}
actors: {p: {zone: core}}
services:
  dc: {kind: domain-controller}
  b: {kind: server, zone: low}
identities:
  r: {kind: role, assumed_by: [b], administers: [dc]}
  m: {kind: role, in: top, assumed_by: [p], administers: [dc]}
  h: {kind: role, assumed_by: [dc], administers: [dc]}
  n: {kind: role, assumed_by: [p, c], administers: [dc]}
  c: {kind: role, assumed_by: [], administers: []}
  o: {kind: role, administers: [b]}
  e: {kind: role, administers: []}
  u: {kind: role}
"""
TIERS = """zones: {core: {trust: 4}, low: {trust: 2}, vague: {}}
services:
  dc: {kind: domain-controller, runs_on: host}
  app: {kind: server, runs_on: host}
  host: {kind: server, zone: low}
  safe: {kind: server, zone: core}
  fog: {kind: server, zone: vague}
  lost: {kind: server}
  dc2: {kind: domain-controller, runs_on: safe}
  dc3: {kind: domain-controller, runs_on: fog}
  dc4: {kind: domain-controller, runs_on: lost}
"""
ROWS = [
    pytest.param(
        "service",
        "host",
        "{controls_tier_zero: {kept: false}}",
        TIERS,
        "yes: dc runs on host; dc: it is a domain controller; host stands in zone low of trust 2",
        id="controls-tier-zero-host-in-low-zone",
    ),
    pytest.param("service", "host", "{controls_tier_zero: {kept: true}}", TIERS,
                 "no", id="controls-tier-zero-host-not-kept"),
    pytest.param("service", "host", "{controls_tier_zero: {}}", TIERS,
                 "yes: dc runs on host; dc: it is a domain controller", id="controls-tier-zero-host-of-controller"),
    pytest.param("service", "host", "{controls_tier_zero: {by: [keeps-backup]}}", TIERS,
                 "no", id="controls-tier-zero-not-by-keeping-backups"),
    pytest.param("service", "safe", "{controls_tier_zero: {kept: false}}", TIERS,
                 "no", id="controls-tier-zero-host-in-trusted-zone"),
    pytest.param(
        "service",
        "safe",
        "{controls_tier_zero: {kept: true}}",
        TIERS,
        "yes: dc2 runs on safe; dc2: it is a domain controller",
        id="controls-tier-zero-kept-host-of-controller",
    ),
    pytest.param("service", "dc", "{controls_tier_zero: {}}", TIERS,
                 "no", id="controls-tier-zero-controller-over-nothing-else"),
    pytest.param("service", "app", "{controls_tier_zero: {}}", TIERS, "no", id="controls-tier-zero-guest-over-nothing"),
    pytest.param("service", "fog", "{controls_tier_zero: {kept: false}}", TIERS,
                 "open: zones.vague.trust", id="controls-tier-zero-zone-trust-not-stated"),
    pytest.param("service", "lost", "{controls_tier_zero: {kept: true}}", TIERS,
                 "open: services.lost.zone", id="controls-tier-zero-zone-not-stated"),
    pytest.param("service", "host", "{serves_two_tiers: [hosts]}", TIERS,
                 "yes: it serves dc of tier 0 and app of a lower tier", id="serves-two-tiers-host-of-both"),
    pytest.param("service", "host", "{serves_two_tiers: [key-administration]}", TIERS,
                 "no", id="serves-two-tiers-another-relation"),
    pytest.param("service", "safe", "{serves_two_tiers: [hosts]}", TIERS, "no", id="serves-two-tiers-host-of-one"),
    pytest.param(
        "identity",
        "r",
        "{controls_tier_zero: {kept: false}}",
        RULES,
        "yes: r administers dc; dc: it is a domain controller; b can act as it; b stands in zone low of trust 2",
        id="controls-tier-zero-role-usable-from-lower-tier",
    ),
    pytest.param("identity", "r", "{controls_tier_zero: {kept: true}}", RULES,
                 "no", id="controls-tier-zero-role-not-kept"),
    pytest.param("identity", "m", "{controls_tier_zero: {kept: false}}", RULES,
                 "no", id="controls-tier-zero-management-account-is-kept"),
    pytest.param(
        "identity",
        "m",
        "{controls_tier_zero: {kept: true}}",
        RULES,
        "yes: m administers dc; dc: it is a domain controller",
        id="controls-tier-zero-kept-in-management-account",
    ),
    pytest.param("identity", "h", "{controls_tier_zero: {kept: false}}", RULES,
                 "no", id="controls-tier-zero-assumed-from-tier-0"),
    pytest.param("identity", "n", "{controls_tier_zero: {kept: false}}", RULES,
                 "open: identities.n.settings.tier", id="controls-tier-zero-tier-not-stated"),
    pytest.param(
        "identity",
        "c",
        "{controls_tier_zero: {by: [assumes]}}",
        RULES,
        "yes: c can act as n; n administers dc; dc: it is a domain controller",
        id="controls-tier-zero-by-assuming-another-role",
    ),
    pytest.param(
        "identity",
        "o",
        "{controls_tier_zero: {}}",
        RULES,
        "yes: o administers b; b can act as r; r administers dc; dc: it is a domain controller",
        id="controls-tier-zero-over-several-steps",
    ),
    pytest.param("identity", "e", "{controls_tier_zero: {}}", RULES, "no", id="controls-tier-zero-administers-nothing"),
    pytest.param("identity", "u", "{controls_tier_zero: {}}", RULES,
                 "open: identities.u.administers", id="controls-tier-zero-administration-not-stated"),
    pytest.param("identity", "u", "{controls_tier_zero: {by: [hosts]}}", RULES,
                 "no", id="controls-tier-zero-not-by-hosting"),
]  # fmt: skip
NEVER_OPEN = {"serves_two_tiers"}  # what the model does not name does not count


@pytest.mark.parametrize(("about", "name", "when", "model", "answer"), ROWS)
def test_word_answers_with_reason(  # noqa: PLR0917  one row of the table
    told: Callable[..., str], about: About, name: str, when: str, model: str, answer: str
) -> None:
    assert told(model, about, name, when) == answer


def test_every_word_has_every_answer() -> None:
    names = names_in(tier)
    assert_every_answer(names, [row.values for row in ROWS], never_open=NEVER_OPEN)
