"""The words that are asked of a zone."""

from collections.abc import Callable

import pytest
from tests.support.word_rows import assert_every_answer, names_in

from zonebook.assess.conditions.words import zone
from zonebook.model.vocabulary import About

ZONES = """zones:
  z: {trust: 2, enforced_by: [subnet], allow: {low: [member-set], vague: [web], shut: []}}
  low: {trust: 1}
  vague: {}
  shut: {trust: 0}
  in: {inside: z, enforced_by: []}
  walled: {inside: z, enforced_by: [host]}
  deep: {inside: walled}
services: {a: {kind: server, zone: in}, b: {kind: bucket, zone: z}, c: {kind: domain-controller, zone: deep}}
"""
TIERS = """zones: {shop: {trust: 2}, core: {trust: 4}}
services:
  dc: {kind: domain-controller, zone: shop}
  app: {kind: server, zone: shop}
  own: {kind: domain-controller, zone: core, runs_on: host}
  host: {kind: server, zone: core}
"""
ROWS = [
    pytest.param("zone", "z", "{trust: {at_least: 2, at_most: 2}}", ZONES,
                 "yes: zone z has trust 2", id="trust-within-both-limits"),
    pytest.param("zone", "in", "{trust: {at_least: 2}}", ZONES,
                 "yes: zone in has trust 2", id="trust-inherited-from-outer-zone"),
    pytest.param("zone", "z", "{trust: {at_most: 1}}", ZONES, "no", id="trust-above-limit"),
    pytest.param("zone", "vague", "{trust: {at_most: 1}}", ZONES, "open: zones.vague.trust", id="trust-not-stated"),
    pytest.param("zone", "z", "{enforced_only_by: [subnet, vpc]}", ZONES,
                 "yes: its border is held by subnet alone", id="enforced-only-by-one-of-the-listed"),
    pytest.param("zone", "z", "{enforced_only_by: [vpc]}", ZONES, "no", id="enforced-only-by-another"),
    pytest.param("zone", "in", "{enforced_only_by: [vpc]}", ZONES, "no", id="enforced-only-by-nothing-enforces"),
    pytest.param("zone", "low", "{enforced_only_by: [vpc]}", ZONES,
                 "open: zones.low.enforced_by", id="enforced-only-by-not-stated"),
    pytest.param("zone", "z", "{has: [host]}", ZONES, "yes: a in it counts as host", id="has-member-of-inner-zone"),
    pytest.param("zone", "in", "{has: [data-store]}", ZONES, "no", id="has-no-such-trait"),
    pytest.param("zone", "z", "{has: [directory]}", ZONES, "no", id="has-only-behind-a-border-inside"),
    pytest.param("zone", "walled", "{has: [directory]}", ZONES,
                 "yes: c in it counts as directory", id="has-member-of-zone-whose-border-is-not-stated"),
    pytest.param("zone", "shop", "{mixes_tiers: {tier_zero: [directory], beside: [compute]}}", TIERS,
                 "yes: dc is tier 0, and app beside it is not", id="mixes-tiers-beside-each-other"),
    pytest.param("zone", "shop", "{mixes_tiers: {tier_zero: [directory], beside: [data-store]}}", TIERS,
                 "no", id="mixes-tiers-nothing-beside-counts"),
    pytest.param("zone", "core", "{mixes_tiers: {tier_zero: [directory], beside: [compute]}}", TIERS,
                 "no", id="mixes-tiers-what-controls-tier-0-is-tier-0"),
    pytest.param("zone", "z", "{mixes_tiers: {tier_zero: [directory], beside: [compute]}}", ZONES,
                 "no", id="mixes-tiers-behind-a-border-inside"),
    pytest.param("zone", "z", "{members_at_least: 3}", ZONES, "yes: it has 3 members", id="members-at-least-reached"),
    pytest.param("zone", "in", "{members_at_least: 2}", ZONES, "no", id="members-at-least-too-few"),
    pytest.param("zone", "z", "{admits: {trust_at_most: 1}}", ZONES,
                 "yes: it lets zone low (trust 1) in with ldap and tickets", id="admits-low-trust-zone"),
    pytest.param("zone", "z", "{admits: {protocols: [ldap]}}", ZONES,
                 "yes: it lets zone low (trust 1) in with ldap", id="admits-protocol-of-a-set"),
    pytest.param("zone", "z", "{admits: {trust_at_most: 0, protocols: [ldap]}}", ZONES,
                 "no", id="admits-protocol-from-another-zone"),
    pytest.param("zone", "z", "{admits: {trust_at_most: 0}}", ZONES,
                 "open: zones.vague.trust", id="admits-source-trust-not-stated"),
    pytest.param("zone", "low", "{admits: {}}", ZONES, "open: zones.low.allow", id="admits-rules-not-stated"),
    pytest.param("zone", "z", "{has: [host]}", "zones: {z: {}}\nservices: {a: {zone: z}}\n",
                 "open: services.a.kind", id="has-of-no-kind"),
    pytest.param("zone", "z", "{mixes_tiers: {tier_zero: [domain-controller], beside: [host]}}",
                 "zones: {z: {}}\nservices: {a: {zone: z}, b: {kind: server, zone: z}}\n",
                 "open: services.a.kind", id="mixes-tiers-of-no-kind"),
]  # fmt: skip
NEVER_OPEN = {"members_at_least"}  # what is not modelled does not exist


@pytest.mark.parametrize(("about", "name", "when", "model", "answer"), ROWS)
def test_word_answers_with_reason(  # noqa: PLR0917  one row of the table
    told: Callable[..., str], about: About, name: str, when: str, model: str, answer: str
) -> None:
    assert told(model, about, name, when) == answer


def test_every_word_has_every_answer() -> None:
    names = names_in(zone)
    assert_every_answer(names, [row.values for row in ROWS], never_open=NEVER_OPEN)
