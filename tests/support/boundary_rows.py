"""The rows of the words for zones as zones: what is asked, of what, in which model, and the answer."""

from zonebook.model.vocabulary import About

RULED = """zones:
  z: {trust: 2, allow: {low: [ldap, web]}}
  low: {trust: 1}
  in: {inside: z}
  group: {}
services: {a: {kind: server, zone: low}, b: {kind: bucket, zone: in}}
flows: {f: {from: a, to: b, protocols: [ldap]}}
"""
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
OPENED = """zones: {z: {%s}, low: {trust: %s}}
services: {a: {kind: bucket, zone: z, settings: {public-policy: %s}}}
"""
BORDERS: list[tuple[About, str, str, str, str]] = [
    ("zone", "z", "{rules_idle: true}", RULED,
     "yes: no flow uses web from low"),
    ("zone", "in", "{rules_idle: true}", RULED, "no"),
    ("zone", "low", "{rules_idle: true}", RULED, "open: zones.low.allow"),
    ("zone", "group", "{rules_idle: true}", RULED, "no"),
    ("zone", "z", "{opened_by_setting: true}", OPENED % ("allow: {low: [web]}", 1, "true"),
     "yes: public-policy is true on a; no rule lets a zone of trust 0 in"),
    ("zone", "z", "{opened_by_setting: true}", OPENED % ("allow: {low: [web]}", 0, "true"), "no"),
    ("zone", "z", "{opened_by_setting: true}", OPENED % ("allow: {low: [web]}", 1, "false"), "no"),
    ("zone", "z", "{opened_by_setting: true}", OPENED % ("", 1, "true"), "open: zones.z.allow"),
    ("zone", "z", BESIDE, HELD.replace(", holds: %s}}", "}}") % ("[]", "1"), "open: services.b.holds"),
    ("zone", "z", "{member_contradicts: true}", ALIKE % ("met", "", "not-met"),
     "yes: metadata-guarded is met for the zone and not met for b (models/systems/world/model.yaml:5)"),
    ("zone", "z", "{member_contradicts: true}", ALIKE % ("met", "", "met"), "no"),
    ("zone", "z", "{member_contradicts: true}", ALIKE % ("planned", "", "not-met"), "no"),
    ("zone", "z", "{members_differ: true}", ALIKE % ("planned", "metadata: required", "not-met"),
     "yes: metadata-guarded: met by a, not by b"),
    ("zone", "z", "{members_differ: true}", ALIKE % ("met", "metadata: required", "not-met"), "no"),
    ("zone", "z", "{members_differ: true}", ALIKE % ("planned", "metadata: required", "met"), "no"),
    ("zone", "z", BESIDE, HELD % ("[]", "[d]", "1"),
     f"yes: flow f reaches a; zone low has trust 1; {HOLDS}"),
    ("zone", "z", BESIDE, HELD % ("[d]", "[d]", "1"), "no"),
    ("zone", "z", BESIDE, HELD % ("[]", "[]", "1"), "no"),
    ("zone", "z", BESIDE, HELD % ("[]", "[d]", "2"), "no"),
    ("zone", "z", "{entered_unasked: {from_trust_at_most: 1}}", ASKED % ("[none]", "[none]"),
     "yes: flow f and then flow g lead into it; zone low has trust 1; nothing on either flow tells who is calling"),
    ("zone", "z", "{entered_unasked: {from_trust_at_most: 0}}", ASKED % ("[none]", "[none]"), "no"),
    ("zone", "z", "{entered_unasked: {from_trust_at_most: 1}}", ASKED % ("[none]", "[iam]"), "no"),
    ("zone", "z", "{entered_unasked: {from_trust_at_most: 1, but: [web]}}", ASKED % ("[none]", "[none]"), "no"),
    ("zone", "z", "{entered_unasked: {from_trust_at_most: 1}}",
     (ASKED % ("[none]", "@")).replace(", authenticated: @", ""),
     "open: flows.g.authenticated"),
]  # fmt: skip
