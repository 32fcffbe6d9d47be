"""The words for everything else, and those that can be asked of anything."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.support.boundary_rows import BORDERS

from zonebook.assess.answer import Holds, NotStated
from zonebook.assess.conditions.condition import condition
from zonebook.assess.conditions.words import WORDS
from zonebook.model.elements import Triad
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import About

NETS = (
    "networks: {v: {kind: vpc}, s: {kind: subnet, inside: v}, w: {kind: vpc}}\n"
    "services: {a: {kind: server, network: s}}"
)
ACCOUNTS = (
    "accounts: {x: {provider: aws, role: workload}, y: {provider: aws}}\nservices: {a: {kind: server, account: x}}"
)
ZONES = """zones:
  z: {trust: 2, enforced_by: [subnet], allow: {low: [member-set], vague: [web], shut: []}}
  low: {trust: 1}
  vague: {}
  shut: {trust: 0}
  in: {inside: z, enforced_by: []}
services: {a: {kind: server, zone: in}, b: {kind: bucket, zone: z}}
"""
RULES = """accounts: {top: {provider: aws, role: management}}
zones: {low: {trust: 2}}
actors: {p: {}}
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
ACTS = """zones: {z: {}}
actors: {p: {privileged: true, trusted: false}, q: {}}
accounts: {x: {provider: aws, role: identity}, y: {provider: aws}}
services: {a: {kind: server, zone: z, account: x}, b: {kind: bucket}}
identities:
  r: {kind: role, administers: [a], assumed_by: [p, b, s], in: x}
  s: {kind: role, administers: [z], assumed_by: [q], in: y}
  t: {kind: user, administers: [], assumed_by: []}
  u: {kind: user}
"""
TRUSTS = (
    "services: {a: {kind: domain-controller}, b: {kind: domain-controller}}\n"
    "trusts: {t: {from: a, to: b, kind: forest-trust"
)
SET = (
    "services: {a: {kind: server, tags: [old], settings: {metadata: optional, hop-limit: 3}}, "
    "b: {kind: server}, c: {kind: bucket}}"
)
SAID = "services: {a: {kind: server, controls: {patched: %s}}}"
LIMITS = (
    "yes: 5001 users are needed, and Rented directory holds at most 5000; "
    "40000 objects are needed, and Rented directory holds about 30000"
)
TALKING = (
    "services: {{dc: {{kind: domain-controller}}, pc: {{kind: server}}}}\n"
    "flows: {{ask: {{from: pc, to: dc, protocols: [{}]}}}}\ndirectory: {{choice: old-directory}}"
)
CLAIM = "services: {a: {kind: server, settings: {metadata: optional}, controls: {metadata-guarded: %s}}}"
LIE = (
    "yes: own statement at models/systems/world/model.yaml:2:73 says that metadata-guarded is met, "
    "but metadata is optional"
)
DATED = "services: {a: {kind: server, controls: {patched: {status: met%s}}}}"
LATE = "yes: services.a.controls.patched was last shown on 2026-01-01, due again by 2026-04-01 (P90D)"
ROWS: list[tuple[About, str, str, str, str]] = [
    (
        "service",
        "a",
        "{contradicted: true}",
        CLAIM % "met",
        LIE,
    ),
    ("service", "a", "{contradicted: true}", CLAIM % "partial", "no"),
    ("service", "a", "{contradicted: true}", CLAIM.replace("optional", "required") % "met", "no"),
    ("system", "", "{evidence_stale: true}", DATED % ", on: 2026-01-01", LATE),
    ("system", "", "{evidence_stale: true}", DATED % ", on: 2026-11-01", "no"),
    ("system", "", "{evidence_stale: true}", DATED % "", "no"),
    ("system", "", "{has: [host]}", "services: {a: {kind: server}}", "yes: a counts as host"),
    ("system", "", "{has: [data-store]}", "services: {a: {kind: server}}", "no"),
    ("system", "", "{lacks: [data-store]}", "services: {a: {kind: server}}", "yes: the model names no data-store"),
    ("system", "", "{lacks: [host]}", "services: {a: {kind: server}}", "no"),
    ("account", "x", "{role: [workload]}", ACCOUNTS, "yes: it is a workload account"),
    ("account", "x", "{role: [security]}", ACCOUNTS, "no"),
    ("account", "y", "{role: [security]}", ACCOUNTS, "open: accounts.y.role"),
    ("account", "x", "{has: [host]}", ACCOUNTS, "yes: a in it counts as host"),
    ("account", "y", "{has: [host]}", ACCOUNTS, "no"),
    ("account", "y", "{lacks: [host]}", ACCOUNTS, "yes: the model names no host in it"),
    ("account", "x", "{lacks: [host]}", ACCOUNTS, "no"),
    ("account", "x", "{services_at_least: 1}", ACCOUNTS, "yes: 1 services run in it"),
    ("account", "x", "{services_at_least: 2}", ACCOUNTS, "no"),
    ("network", "v", "{has: [host]}", NETS, "yes: a in it counts as host"),
    ("network", "w", "{has: [host]}", NETS, "no"),
    ("zone", "z", "{trust: {at_least: 2, at_most: 2}}", ZONES, "yes: zone z has trust 2"),
    ("zone", "in", "{trust: {at_least: 2}}", ZONES, "yes: zone in has trust 2"),
    ("zone", "z", "{trust: {at_most: 1}}", ZONES, "no"),
    ("zone", "vague", "{trust: {at_most: 1}}", ZONES, "open: zones.vague.trust"),
    ("zone", "z", "{enforced_only_by: [subnet, vpc]}", ZONES, "yes: its border is held by subnet alone"),
    ("zone", "z", "{enforced_only_by: [vpc]}", ZONES, "no"),
    ("zone", "in", "{enforced_only_by: [vpc]}", ZONES, "no"),
    ("zone", "low", "{enforced_only_by: [vpc]}", ZONES, "open: zones.low.enforced_by"),
    ("zone", "z", "{has: [host]}", ZONES, "yes: a in it counts as host"),
    ("zone", "in", "{has: [data-store]}", ZONES, "no"),
    ("zone", "z", "{members_at_least: 2}", ZONES, "yes: it has 2 members"),
    ("zone", "in", "{members_at_least: 2}", ZONES, "no"),
    ("zone", "z", "{admits: {trust_at_most: 1}}", ZONES, "yes: it lets zone low (trust 1) in with ldap and tickets"),
    ("zone", "z", "{admits: {protocols: [ldap]}}", ZONES, "yes: it lets zone low (trust 1) in with ldap"),
    ("zone", "z", "{admits: {trust_at_most: 0, protocols: [ldap]}}", ZONES, "no"),
    ("zone", "z", "{admits: {trust_at_most: 0}}", ZONES, "open: zones.vague.trust"),
    ("zone", "low", "{admits: {}}", ZONES, "open: zones.low.allow"),
    *BORDERS,
    ("identity", "r", "{administers: {is: [host]}}", ACTS, "yes: it administers a"),
    ("identity", "s", "{administers: {is: [host]}}", ACTS, "yes: it administers z"),
    ("identity", "r", "{administers: {kind: [server], account_role: [identity]}}", ACTS, "yes: it administers a"),
    ("identity", "r", "{administers: {account_role: [workload]}}", ACTS, "no"),
    ("identity", "t", "{administers: {}}", ACTS, "no"),
    ("identity", "u", "{administers: {}}", ACTS, "open: identities.u.administers"),
    ("identity", "r", "{assumed_by: {privileged: true, trusted: false}}", ACTS,
     "yes: p, privileged and not trusted, can act as it"),
    ("identity", "r", "{assumed_by: {is: [data-store]}}", ACTS, "yes: b can act as it"),
    ("identity", "r", "{assumed_by: {kind: [role]}}", ACTS, "yes: s can act as it"),
    ("identity", "r", "{assumed_by: {kind: [user]}}", ACTS, "no"),
    ("identity", "s", "{assumed_by: {privileged: true}}", ACTS, "open: actors.q.privileged"),
    ("identity", "u", "{assumed_by: {}}", ACTS, "open: identities.u.assumed_by"),
    ("identity", "r", "{controls_tier_zero: {kept: false}}", RULES,
     "yes: r administers dc; dc: it is a domain controller; b can act as it; b stands in zone low of trust 2"),
    ("identity", "r", "{controls_tier_zero: {kept: true}}", RULES, "no"),
    ("identity", "m", "{controls_tier_zero: {kept: false}}", RULES, "no"),
    ("identity", "m", "{controls_tier_zero: {kept: true}}", RULES,
     "yes: m administers dc; dc: it is a domain controller"),
    ("identity", "h", "{controls_tier_zero: {kept: false}}", RULES, "no"),
    ("identity", "n", "{controls_tier_zero: {kept: false}}", RULES, "open: identities.n.settings.tier"),
    ("identity", "c", "{controls_tier_zero: {by: [assumes]}}", RULES,
     "yes: c can act as n; n administers dc; dc: it is a domain controller"),
    ("identity", "o", "{controls_tier_zero: {}}", RULES,
     "yes: o administers b; b can act as r; r administers dc; dc: it is a domain controller"),
    ("identity", "e", "{controls_tier_zero: {}}", RULES, "no"),
    ("identity", "u", "{controls_tier_zero: {}}", RULES, "open: identities.u.administers"),
    ("identity", "u", "{controls_tier_zero: {by: [hosts]}}", RULES, "no"),
    ("identity", "r", "{in_account_role: [identity]}", ACTS, "yes: it lives in the identity account x"),
    ("identity", "r", "{in_account_role: [workload]}", ACTS, "no"),
    ("identity", "s", "{in_account_role: [workload]}", ACTS, "open: accounts.y.role"),
    ("identity", "u", "{in_account_role: [workload]}", ACTS, "open: identities.u.in"),
    ("trust", "t", "{direction: [two-way]}", TRUSTS + ", direction: two-way}}", "yes: the trust is two-way"),
    ("trust", "t", "{direction: [two-way]}", TRUSTS + ", direction: one-way}}", "no"),
    ("trust", "t", "{direction: [two-way]}", TRUSTS + "}}", "open: trusts.t.direction"),
    ("directory", "", "{choice: [own-directory]}", "directory: {choice: own-directory}",
     "yes: the choice is own-directory"),
    ("directory", "", "{choice: [old-directory]}", "directory: {choice: own-directory}", "no"),
    ("directory", "", "{choice: [old-directory]}", "directory: {}", "open: directory.choice"),
    ("directory", "", "{needs: [trusts]}", "directory: {needs: {trusts: wanted}}", "yes: trusts is wanted"),
    ("directory", "", "{needs: [backup]}", "directory: {needs: {trusts: wanted}}", "no"),
    ("directory", "", "{needs_all: [trusts, backup]}", "directory: {needs: {trusts: wanted, backup: required}}",
     "yes: trusts and backup are needed"),
    ("directory", "", "{above: {users: 5, regions: 1}}", "directory: {users: 6, regions: 2}",
     "yes: 6 users, above 5; 2 regions, above 1"),
    ("directory", "", "{above: {users: 5}}", "directory: {users: 5}", "no"),
    ("directory", "", "{above: {users: 5}}", "directory: {}", "open: directory.users"),
    ("directory", "", "{at_most: {users: 5}}", "directory: {users: 5}", "yes: 5 users, at most 5"),
    ("directory", "", "{at_most: {objects: 5}}", "directory: {objects: 6}", "no"),
    ("directory", "", "{at_most: {shared_accounts: 5}}", "directory: {}", "open: directory.shared_accounts"),
    ("directory", "", "{needs_all: [trusts, backup]}", "directory: {needs: {trusts: wanted}}", "no"),
    ("directory", "", "{fails_need: true}", "directory: {choice: own-directory, needs: {backup: required}}",
     "yes: Backup is required, and Own directory does not offer it: You back it up."),
    ("directory", "", "{fails_need: true}", "directory: {choice: own-directory, needs: {backup: wanted}}", "no"),
    ("directory", "", "{fails_need: true}", "directory: {needs: {backup: required}}", "open: directory.choice"),
    ("directory", "", "{over_limit: true}", "directory: {choice: rented-directory, users: 5001, objects: 40000}",
     LIMITS),
    ("directory", "", "{over_limit: true}",
     "directory: {choice: rented-directory, users: 5000, objects: 1, shared_accounts: 0}", "no"),
    ("directory", "", "{over_limit: true}", "directory: {choice: rented-directory, users: 5}",
     "open: directory.objects, directory.shared_accounts"),
    ("directory", "", "{over_limit: true}", "directory: {choice: own-directory}", "no"),
    ("directory", "", "{flows_missing: true}", TALKING.format("desktop"),
     "yes: no flow from pc to dc opens tcp/389 (LDAP)"),
    ("directory", "", "{flows_missing: true}", TALKING.format("ldap"), "no"),
    ("directory", "", "{flows_missing: true}", "directory: {choice: old-directory}", "open: services"),
    ("directory", "", "{flows_needless: true}", TALKING.format("desktop"),
     "yes: ask opens tcp/3389 (Desktop): Nobody sits at it"),
    ("directory", "", "{flows_needless: true}", TALKING.format("ldap"), "no"),
    ("directory", "", "{flows_needless: true}", "directory: {users: 5}", "open: directory.choice"),
    ("directory", "", "{lifecycle: [closed-to-new]}", "directory: {choice: old-directory}",
     "yes: Old directory is closed to new 2026-06-30"),
    ("directory", "", "{lifecycle: [closed-to-new]}", "directory: {choice: own-directory}", "no"),
    ("directory", "", "{lifecycle: [closed-to-new]}", "directory: {}", "open: directory.choice"),
    ("directory", "", "{applications: [bucket]}", "directory: {applications: [server, bucket]}",
     "yes: Bucket will use it"),
    ("directory", "", "{applications: [bucket]}", "directory: {applications: [server]}", "no"),
    *(
        row
        for word in ("existing_ad", "regulated", "isolation_required", "link_resilient")
        for row in (
            ("directory", "", f"{{{word}: true}}", f"directory: {{{word}: true}}",
             f"yes: {word.replace('_', ' ')} is stated"),
            ("directory", "", f"{{{word}: true}}", f"directory: {{{word}: false}}", "no"),
            ("directory", "", f"{{{word}: true}}", "directory: {}", f"open: directory.{word}"),
        )
    ),
    ("service", "a", "{kind: [server]}", SET, "yes: it is of the kind Server"),
    ("service", "a", "{kind: [bucket]}", SET, "no"),
    ("account", "x", "{kind: [cloud-account]}", "accounts: {x: {provider: aws}}", "yes: it is of the kind Account"),
    ("account", "x", "{kind: [cloud-account]}", "accounts: {x: {}}", "open: accounts.x.kind"),
    ("service", "a", "{is: [compute]}", SET, "yes: Server counts as compute"),
    ("service", "a", "{is: [data-store]}", SET, "no"),
    ("service", "a", "{tagged: [new, old]}", SET, "yes: it is tagged old"),
    ("service", "b", "{tagged: [old]}", SET, "no"),
    ("service", "a", "{setting: {metadata: [optional], encrypted: [true]}}", SET,
     "yes: metadata is optional; encrypted is true by default since 2023-04"),
    ("service", "a", "{setting: {metadata: [required]}}", SET, "no"),
    ("service", "b", "{setting: {metadata: [required]}}", SET, "open: services.b.settings.metadata"),
    ("service", "c", "{setting: {metadata: [required]}}", SET, "no"),
    ("service", "a", "{setting: {encrypted: [1]}}", SET, "no"),
    ("service", "a", "{setting_above: {hop-limit: 2}}", SET, "yes: hop-limit is 3, above 2"),
    ("service", "a", "{setting_above: {hop-limit: 3}}", SET, "no"),
    ("service", "a", "{setting_above: {encrypted: 0}}", SET, "no"),
    ("service", "b", "{setting_above: {hop-limit: 2}}", SET, "open: services.b.settings.hop-limit"),
    ("service", "a", "{setting_below: {hop-limit: 4}}", SET, "yes: hop-limit is 3, below 4"),
    ("service", "a", "{setting_below: {hop-limit: 3}}", SET, "no"),
    ("service", "b", "{setting_below: {hop-limit: 2}}", SET, "open: services.b.settings.hop-limit"),
    ("service", "a", "{without: [patched]}", SAID % "not-met", "yes: patched is not met"),
    ("service", "a", "{without: [patched]}", SAID % "partial", "yes: patched is only partly met"),
    ("service", "a", "{without: [patched]}", SAID % "{status: planned, due: 2027-01-01}",
     "yes: patched is only planned"),
    ("service", "a", "{without: [patched]}", SAID % "met", "no"),
    ("service", "a", "{without: [patched]}", SAID % "{status: not-applicable, because: So.}", "no"),
    ("service", "a", "{without: [patched]}", SET, "open: services.a.controls.patched"),
    ("service", "a", "{without: [patched, disk-encrypted]}", SET, "no"),
    ("service", "a", "{without: [guards-at-the-door]}", SET, "no"),
    ("service", "a", "{unless: [patched]}", SAID % "not-met", "yes: patched is not met"),
    ("service", "a", "{unless: [patched]}", SET, "yes: patched is not stated"),
    ("service", "a", "{unless: [patched, disk-encrypted]}", SET, "no"),
    ("service", "a", "{unless: [patched]}", SAID % "met", "no"),
    ("service", "a", "{unless: [patched]}", SAID % "{status: not-applicable, because: So.}", "no"),
    ("system", "", "{unless: [plan-exercised]}", SET, "yes: plan-exercised is not stated"),
    ("system", "", "{without: [plan-exercised]}", SET, "open: controls.plan-exercised"),
    ("directory", "", "{without: [choice-reviewed]}", "directory: {}", "open: controls.choice-reviewed"),
]  # fmt: skip
NEVER_OPEN = {"contradicted", "evidence_stale", "member_contradicts", "members_differ",
    "has", "lacks", "services_at_least", "members_at_least",  # what is not modelled is not there
    "needs", "needs_all", "applications", "tagged", "is",  # an empty list says none; a fact of the kind
    "unless",  # silence counts as unmet
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}-{row[2]}-{row[4]}" for row in ROWS])
def test_a_word_answers_with_its_reason(told: Callable[..., str], row: tuple[About, str, str, str, str]) -> None:
    about, name, when, model, answer = row
    assert told(model, about, name, when) == answer


@pytest.mark.parametrize(
    ("stated", "answer"),
    [("high", "yes: its criticality is high"), ("low", "no"), ("", "open: system.criticality")],
)
def test_criticality_is_asked_of_the_system(
    standing: Callable[..., Subject[object]], stated: Triad, answer: str
) -> None:
    at = standing("", "system")
    head = replace(at.scene.system.system, criticality=stated)
    system = replace(at.scene.system, system=head)
    found = condition("system", {"criticality": {"at_least": "moderate"}})(replace(at, element=system))
    spoken = {Holds: "yes: ", NotStated: "open: "}.get(type(found), "")
    told = found.reasons if isinstance(found, Holds) else found.attributes if isinstance(found, NotStated) else ("no",)
    assert spoken + "; ".join(told) == answer


def test_every_word_is_shown_to_hold_not_to_hold_and_to_be_open() -> None:
    for about in ("system", "account", "network", "zone", "identity", "trust", "directory"):
        for name, word in WORDS[about].items():
            if name == "criticality":
                continue
            same = {key for key, known in WORDS.items() if known.get(name) is word}
            rows = [row for row in ROWS if row[2].startswith(f"{{{name}:") and row[0] in same]
            answers = {row[4].split(":")[0] for row in rows}
            assert {"yes", "no"} <= answers, (about, name)
            assert name in NEVER_OPEN or "open" in answers, (about, name)
