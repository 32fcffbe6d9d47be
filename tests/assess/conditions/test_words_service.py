"""The words that are asked of a service: each holds, does not hold, and is not stated where it can be left out."""

from collections.abc import Callable

import pytest

from zonebook.assess.conditions.words import WORDS, claim, element

ZONES = "zones: {out: {trust: 0}, low: {trust: 1}, high: {trust: 3}, vague: {}, inner: {inside: high}}\n"
WORLD = f"""{ZONES}actors: {{p: {{zone: out}}, q: {{}}}}
services:
  near: {{kind: server, zone: low}}
  far: {{kind: domain-controller, zone: high}}
  deep: {{kind: server, zone: inner}}
  lost: {{kind: server}}
  fog: {{kind: server, zone: vague}}
flows:
  one: {{from: p, to: near, protocols: [web-tls]}}
  two: {{from: near, to: far, protocols: [member-set]}}
  three: {{from: q, to: lost, protocols: [web]}}
"""
NETS = """networks:
  v: {kind: vpc, settings: {flow-logs: true}}
  az1: {kind: availability-zone, inside: v}
  az2: {kind: availability-zone, inside: v}
  s1: {kind: subnet, inside: az1}
  s2: {kind: subnet, inside: az2, settings: {public: true}}
  w: {kind: vpc}
services:
"""
HELD = "data: {d: {confidentiality: high}, e: {confidentiality: low}, f: {}, g: {subject_to: [pci]}}\nservices:\n"
ROLES = "accounts: {w: {provider: aws, role: workload}, n: {provider: aws}}\nservices:\n"
RULED = (
    "services: {a: {kind: server, zone: z}, b: {kind: server}, h: {kind: domain-controller}}\n"
    "zones: {z: {}}\nidentities:\n"
)
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
TABLE = [
    ("a", "{category: [infrastructure]}", "services: {a: {kind: server}}", "yes: Server is an infrastructure service"),
    ("a", "{category: [infrastructure]}", "services: {a: {kind: bucket}}", "no"),
    ("a", "{lifecycle: [ending]}", "services: {a: {kind: bucket}}", "yes: Bucket is ending (2027-01-31)"),
    ("a", "{lifecycle: [ended]}", "services: {a: {kind: bucket}}", "no"),
    ("a", "{holds: {confidentiality: high}}",
     HELD + "  a: {kind: server, holds: [e, d]}", "yes: it holds d (confidentiality high)"),
    ("a", "{holds: {confidentiality: moderate}}", HELD + "  a: {kind: server, holds: [e]}", "no"),
    ("a", "{holds: {confidentiality: low}}", HELD + "  a: {kind: server, holds: []}", "no"),
    ("a", "{holds: {confidentiality: low}}", HELD + "  a: {kind: server}", "open: services.a.holds"),
    ("a", "{holds: {confidentiality: low}}", HELD + "  a: {kind: server, holds: [f]}", "open: data.f.confidentiality"),
    ("a", "{holds: {subject_to: [pci]}}", HELD + "  a: {kind: server, holds: [g]}", "yes: it holds g (subject to pci)"),
    ("a", "{holds: {subject_to: [pci]}}", HELD + "  a: {kind: server, holds: [d]}", "no"),
    ("near", "{in_zone: {trust_at_most: 1}}", WORLD, "yes: zone low has trust 1"),
    ("deep", "{in_zone: {trust_at_least: 3}}", WORLD, "yes: zone inner has trust 3"),
    ("far", "{in_zone: {trust_at_most: 1}}", WORLD, "no"),
    ("lost", "{in_zone: {trust_at_most: 1}}", WORLD, "open: services.lost.zone"),
    ("fog", "{in_zone: {trust_at_most: 1}}", WORLD, "open: zones.vague.trust"),
    ("a", "{account_role: [workload]}",
     ROLES + "  a: {kind: server, account: w}", "yes: account w is a workload account"),
    ("a", "{account_role: [security]}", ROLES + "  a: {kind: server, account: w}", "no"),
    ("a", "{account_role: [workload]}", ROLES + "  a: {kind: server, account: n}", "open: accounts.n.role"),
    ("a", "{account_role: [workload]}", ROLES + "  a: {kind: server}", "open: services.a.account"),
    ("near", "{reached_from: {trust_at_most: 0}}", WORLD, "yes: flow one goes between it and p; zone out has trust 0"),
    ("far", "{reached_from: {protocols: [ldap]}}", WORLD, "yes: flow two goes between it and near by ldap"),
    ("far", "{reached_from: {is: [host]}}", WORLD, "yes: flow two goes between it and near"),
    ("far", "{reached_from: {trust_at_most: 0}}", WORLD, "no"),
    ("near", "{reached_from: {protocols: [web]}}", WORLD, "no"),
    ("lost", "{reached_from: {trust_at_most: 0}}", WORLD, "open: actors.q.zone"),
    ("near", "{reaches: {is: [directory]}}", WORLD, "yes: flow two goes between it and far"),
    ("far", "{reaches: {}}", WORLD, "no"),
    ("a", "{reaches: {trust_at_least: 1}}",
     "services: {a: {kind: server}, b: {kind: server}}\nflows: {f: {from: a, to: b, protocols: [web]}}",
     "open: services.b.zone"),
    ("near", "{exposed: {hops_at_most: 1}}", WORLD, "yes: it is 1 flow away from a zone of trust 0"),
    ("far", "{exposed: {hops_at_most: 2}}", WORLD, "yes: it is 2 flows away from a zone of trust 0"),
    ("far", "{exposed: {hops_at_most: 1}}", WORLD, "no"),
    ("lost", "{exposed: {hops_at_most: 1}}", WORLD, "open: actors.q.zone"),
    ("fog", "{exposed: {hops_at_most: 9}}", WORLD, "no"),
    ("a", "{spans_fewer: {availability-zone: 2}}",
     NETS + "  a: {kind: server, network: s1}", "yes: it stands in az1 alone"),
    ("a", "{spans_fewer: {availability-zone: 2}}", NETS + "  a: {kind: server, network: [s1, s2]}", "no"),
    ("a", "{spans_fewer: {availability-zone: 2}}",
     NETS + "  a: {kind: server, network: s1}\n  b: {kind: server, network: s2}", "no"),
    ("a", "{spans_fewer: {availability-zone: 2}}", NETS + "  a: {kind: server}", "open: services.a.network"),
    ("a", "{count_below: 2}", "services: {a: {kind: server, count: 1}}", "yes: there is 1 of it"),
    ("a", "{count_below: 2}", "services: {a: {kind: server, count: 2}}", "no"),
    ("a", "{count_below: 2}", "services: {a: {kind: server}, b: {kind: server}}", "no"),
    ("a", "{count_below: 2}", "services: {a: {kind: server}}", "open: services.a.count"),
    ("a", "{on_network: {kind: [vpc]}}", NETS + "  a: {kind: server, network: s1}", "yes: it is plugged into v"),
    ("a", "{on_network: {setting: {public: [true]}}}",
     NETS + "  a: {kind: server, network: s2}", "yes: it is plugged into s2; public is true"),
    ("a", "{on_network: {setting: {public: [true]}}}", NETS + "  a: {kind: server, network: s1}", "no"),
    ("a", "{on_network: {setting: {flow-logs: [false]}}}",
     NETS + "  a: {kind: server, network: w}", "open: networks.w.settings.flow-logs"),
    ("a", "{on_network: {kind: [vpc]}}", NETS + "  a: {kind: server}", "open: services.a.network"),
    ("a", "{runs_on: [host]}",
     "services: {a: {kind: server, runs_on: b}, b: {kind: server}}", "yes: it runs on b, which counts as host"),
    ("a", "{runs_on: [host]}", "services: {a: {kind: server, runs_on: b}, b: {kind: bucket}}", "no"),
    ("a", "{administered_by: {kind: [role]}}", RULED + "  r: {kind: role, administers: [a]}", "yes: r administers it"),
    ("a", "{administered_by: {kind: [role]}}", RULED + "  r: {kind: role, administers: [z]}", "yes: r administers it"),
    ("a", "{administered_by: {kind: [role]}}", RULED + "  r: {kind: role, administers: [b]}", "no"),
    ("a", "{administered_by: {is: [human]}}", RULED + "  r: {kind: role, administers: [a]}", "no"),
    ("a", "{administered_by: {is: [human]}}", RULED + "  r: {kind: user, administers: [a]}", "yes: r administers it"),
    ("host", "{controls_tier_zero: {kept: false}}", TIERS,
     "yes: dc runs on host; dc: it is a domain controller; host stands in zone low of trust 2"),
    ("host", "{controls_tier_zero: {kept: true}}", TIERS, "no"),
    ("host", "{controls_tier_zero: {}}", TIERS, "yes: dc runs on host; dc: it is a domain controller"),
    ("host", "{controls_tier_zero: {by: [keeps-backup]}}", TIERS, "no"),
    ("safe", "{controls_tier_zero: {kept: false}}", TIERS, "no"),
    ("safe", "{controls_tier_zero: {kept: true}}", TIERS,
     "yes: dc2 runs on safe; dc2: it is a domain controller"),
    ("dc", "{controls_tier_zero: {}}", TIERS, "no"),
    ("app", "{controls_tier_zero: {}}", TIERS, "no"),
    ("fog", "{controls_tier_zero: {kept: false}}", TIERS, "open: zones.vague.trust"),
    ("lost", "{controls_tier_zero: {kept: true}}", TIERS, "open: services.lost.zone"),
    ("host", "{serves_two_tiers: [hosts]}", TIERS, "yes: it serves dc of tier 0 and app of a lower tier"),
    ("host", "{serves_two_tiers: [key-administration]}", TIERS, "no"),
    ("safe", "{serves_two_tiers: [hosts]}", TIERS, "no"),
]  # fmt: skip
NEVER_OPEN = {
    "category", "lifecycle",  # facts of the kind
    "runs_on", "administered_by", "serves_two_tiers",  # what the model does not name does not count
}  # fmt: skip

ELSEWHERE = {element.__name__, claim.__name__}
"""Words that can be asked of other things as well are shown with those."""


@pytest.mark.parametrize("row", TABLE, ids=[f"{row[1]}-{row[3]}" for row in TABLE])
def test_a_word_answers_with_its_reason(told: Callable[..., str], row: tuple[str, str, str, str]) -> None:
    name, when, model, answer = row
    assert told(model, "service", name, when) == answer


def test_every_word_is_shown_to_hold_not_to_hold_and_to_be_open() -> None:
    own = {name: word for name, word in WORDS["service"].items() if word.ask.__module__ not in ELSEWHERE}
    for name in own:
        answers = {row[3].split(":")[0] for row in TABLE if row[1].startswith(f"{{{name}:")}
        assert {"yes", "no"} <= answers, name
        assert name in NEVER_OPEN or "open" in answers, name
