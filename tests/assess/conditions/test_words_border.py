"""The words that are asked of the border of a zone."""

from collections.abc import Callable

import pytest
from tests.support.word_rows import assert_every_answer, names_in

from zonebook.assess.conditions.words import border
from zonebook.model.vocabulary import About

RULED = """zones:
  z: {trust: 2, allow: {low: [ldap, web]}}
  low: {trust: 1}
  in: {inside: z}
  group: {}
  around: {}
  within: {inside: around, allow: {low: [ldap]}}
services: {a: {kind: server, zone: low}, b: {kind: bucket, zone: in}, c: {kind: server, zone: within}}
flows: {f: {from: a, to: b, protocols: [ldap]}, g: {from: a, to: c, protocols: [ldap]}}
"""
LATER = "{status: planned, due: 2027-01-01}"
ALIKE = """zones: {z: {controls: {metadata-guarded: %s}}}
services:
  a: {kind: server, zone: z, settings: {%s}}
  b: {kind: server, zone: z, controls: {metadata-guarded: %s}}
"""
HOLDS = "a holds no such data; b stands beside it; it holds d (confidentiality high)"
BESIDE = "{worth_beside_entry: {reached_from_trust_at_most: 1, holds: {confidentiality: high}}}"
HELD = """data: {d: {confidentiality: high}}
services: {x: {kind: server, zone: low}, a: {kind: server, zone: z, holds: %s}, b: {kind: bucket, zone: z, holds: %s}}
flows: {f: {from: x, to: a, protocols: [web]}}
zones: {z: {}, low: {trust: %s}}
"""
ASKED = """zones: {z: {trust: 3}, mid: {trust: 2}, low: {trust: 1}}
services: {a: {kind: server, zone: low}, m: {kind: server, zone: mid}, b: {kind: server, zone: z}}
flows:
  f: {from: a, to: m, protocols: [web], authenticated: %s}
  g: {from: m, to: b, protocols: [web], authenticated: %s}
"""
OPENED = """zones: {z: {%s}, low: {trust: %s}, around: {trust: 1}, closed: {trust: 1, allow: {}}}
services: {a: {kind: bucket, zone: z, settings: {public-policy: %s}}}
"""
ROWS = [
    pytest.param("zone", "z", "{rules_idle: true}", RULED,
                 "yes: no flow uses web from low", id="rules-idle-one-rule-unused"),
    pytest.param("zone", "in", "{rules_idle: true}", RULED,
                 "open: zones.in.allow", id="rules-idle-rules-of-outer-zone"),
    pytest.param("zone", "around", "{rules_idle: true}", RULED,
                 "open: zones.around.allow", id="rules-idle-entered-on-the-way"),
    pytest.param("zone", "low", "{rules_idle: true}", RULED, "open: zones.low.allow", id="rules-idle-rules-not-stated"),
    pytest.param("zone", "group", "{rules_idle: true}", RULED, "no", id="rules-idle-zone-without-members"),
    pytest.param(
        "zone",
        "z",
        "{opened_by_setting: true}",
        OPENED % ("allow: {low: [web]}", 1, "true"),
        "yes: public-policy is true on a; no rule lets a zone of trust 0 in",
        id="opened-by-setting-public-without-rule",
    ),
    pytest.param("zone", "z", "{opened_by_setting: true}", OPENED % ("allow: {low: [web]}", 0, "true"),
                 "no", id="opened-by-setting-rule-admits-trust-0"),
    pytest.param("zone", "z", "{opened_by_setting: true}", OPENED % ("allow: {low: [web]}", 1, "false"),
                 "no", id="opened-by-setting-setting-closed"),
    pytest.param("zone", "z", "{opened_by_setting: true}", OPENED % ("", 1, "true"),
                 "open: zones.z.allow", id="opened-by-setting-rules-not-stated"),
    pytest.param("zone", "z", "{opened_by_setting: true}", OPENED % ("inside: around, allow: {low: [web]}", 0, "true"),
                 "open: zones.around.allow", id="opened-by-setting-outer-rules-not-stated"),
    pytest.param("zone", "z", "{opened_by_setting: true}", OPENED % ("inside: closed, allow: {low: [web]}", 0, "true"),
                 "yes: public-policy is true on a; no rule lets a zone of trust 0 in",
                 id="opened-by-setting-outer-rules-shut"),
    pytest.param("zone", "z", BESIDE, HELD.replace(", holds: %s}}", "}}") % ("[]", "1"),
                 "open: services.b.holds", id="worth-beside-entry-holdings-not-stated"),
    pytest.param(
        "zone",
        "z",
        "{member_contradicts: true}",
        ALIKE % ("met", "", "not-met"),
        "yes: metadata-guarded is met for the zone and not met for b (models/systems/world/model.yaml:5)",
        id="member-contradicts-met-for-zone-only",
    ),
    pytest.param("zone", "z", "{member_contradicts: true}", ALIKE % ("met", "", "met"),
                 "no", id="member-contradicts-member-agrees"),
    pytest.param("zone", "z", "{member_contradicts: true}", ALIKE % (LATER, "", "not-met"),
                 "no", id="member-contradicts-zone-only-planned"),
    pytest.param("zone", "z", "{members_differ: true}", ALIKE % (LATER, "metadata: required", "not-met"),
                 "yes: metadata-guarded: met by a, not by b", id="members-differ-met-by-one"),
    pytest.param("zone", "z", "{members_differ: true}", ALIKE % ("met", "metadata: required", "not-met"),
                 "no", id="members-differ-zone-statement-decides"),
    pytest.param("zone", "z", "{members_differ: true}", ALIKE % (LATER, "metadata: required", "met"),
                 "no", id="members-differ-both-met"),
    pytest.param("zone", "z", BESIDE, HELD % ("[]", "[d]", "1"),
                 f"yes: flow f reaches a; zone low has trust 1; {HOLDS}", id="worth-beside-entry-sensitive-neighbour"),
    pytest.param("zone", "z", BESIDE, HELD % ("[d]", "[d]", "1"), "no", id="worth-beside-entry-entry-holds-it-too"),
    pytest.param("zone", "z", BESIDE, HELD % ("[]", "[]", "1"), "no", id="worth-beside-entry-nothing-sensitive"),
    pytest.param("zone", "z", BESIDE, HELD % ("[]", "[d]", "2"), "no", id="worth-beside-entry-source-trusted-enough"),
    pytest.param(
        "zone",
        "z",
        "{entered_unasked: {from_trust_at_most: 1}}",
        ASKED % ("[none]", "[none]"),
        "yes: flow f and then flow g lead into it; zone low has trust 1; nothing on either flow tells who is calling",
        id="entered-unasked-neither-flow-authenticated",
    ),
    pytest.param("zone", "z", "{entered_unasked: {from_trust_at_most: 0}}", ASKED % ("[none]", "[none]"),
                 "no", id="entered-unasked-no-source-of-that-trust"),
    pytest.param("zone", "z", "{entered_unasked: {from_trust_at_most: 1}}", ASKED % ("[none]", "[iam]"),
                 "no", id="entered-unasked-second-flow-authenticated"),
    pytest.param("zone", "z", "{entered_unasked: {from_trust_at_most: 1, but: [web]}}", ASKED % ("[none]", "[none]"),
                 "no", id="entered-unasked-excepted-protocol"),
    pytest.param(
        "zone",
        "z",
        "{entered_unasked: {from_trust_at_most: 1}}",
        (ASKED % ("[none]", "@")).replace(", authenticated: @", ""),
        "open: flows.g.authenticated",
        id="entered-unasked-authentication-not-stated",
    ),
]  # fmt: skip
NEVER_OPEN = {"member_contradicts", "members_differ"}  # both compare what is stated


@pytest.mark.parametrize(("about", "name", "when", "model", "answer"), ROWS)
def test_word_answers_with_reason(  # noqa: PLR0917  one row of the table
    told: Callable[..., str], about: About, name: str, when: str, model: str, answer: str
) -> None:
    assert told(model, about, name, when) == answer


def test_every_word_has_every_answer() -> None:
    names = names_in(border)
    assert_every_answer(names, [row.values for row in ROWS], never_open=NEVER_OPEN)
