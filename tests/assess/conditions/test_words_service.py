"""The words that are asked of a service: each holds, does not hold, and is not stated where it can be left out."""

from collections.abc import Callable

import pytest
from tests.support.word_rows import assert_every_answer, names_in

from zonebook.assess.conditions.words import service

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
UNSAID = "services: {a: {}, b: {kind: server}}\nflows: {f: {from: a, to: b}}\n"
ROWS = [
    pytest.param("a", "{category: [infrastructure]}", "services: {a: {kind: server}}",
                 "yes: Server is an infrastructure service", id="category-same"),
    pytest.param("a", "{category: [infrastructure]}", "services: {a: {kind: bucket}}", "no", id="category-another"),
    pytest.param("a", "{lifecycle: [ending]}", "services: {a: {kind: bucket}}",
                 "yes: Bucket is ending (2027-01-31)", id="lifecycle-ending"),
    pytest.param("a", "{lifecycle: [ended]}", "services: {a: {kind: bucket}}", "no", id="lifecycle-not-ended"),
    pytest.param("a", "{holds: {confidentiality: high}}", HELD + "  a: {kind: server, holds: [e, d]}",
                 "yes: it holds d (confidentiality high)", id="holds-high-confidentiality"),
    pytest.param("a", "{holds: {confidentiality: moderate}}", HELD + "  a: {kind: server, holds: [e]}",
                 "no", id="holds-lower-confidentiality"),
    pytest.param("a", "{holds: {confidentiality: low}}", HELD + "  a: {kind: server, holds: []}",
                 "no", id="holds-nothing"),
    pytest.param("a", "{holds: {confidentiality: low}}", HELD + "  a: {kind: server}",
                 "open: services.a.holds", id="holds-not-stated"),
    pytest.param("a", "{holds_nothing: true}", "services: {a: {kind: server, holds: []}}",
                 "yes: it states that it holds nothing", id="holds-nothing-stated"),
    pytest.param("a", "{holds_nothing: true}", HELD + "  a: {kind: server, holds: [e]}",
                 "no", id="holds-nothing-but-something"),
    pytest.param("a", "{holds_nothing: true}", "services: {a: {kind: server}}", "no", id="holds-nothing-not-stated"),
    pytest.param("a", "{holds_nothing: true}", "services: {a: {kind: domain-controller, holds: []}}",
                 "no", id="holds-nothing-and-is-tier-0"),
    pytest.param("a", "{holds: {confidentiality: low}}", HELD + "  a: {kind: server, holds: [f]}",
                 "open: data.f.confidentiality", id="holds-rating-not-stated"),
    pytest.param("a", "{holds: {subject_to: [pci]}}", HELD + "  a: {kind: server, holds: [g]}",
                 "yes: it holds g (subject to pci)", id="holds-regulated-data"),
    pytest.param("a", "{holds: {subject_to: [pci]}}", HELD + "  a: {kind: server, holds: [d]}",
                 "no", id="holds-unregulated-data"),
    pytest.param("near", "{in_zone: {trust_at_most: 1}}", WORLD, "yes: zone low has trust 1", id="in-zone-low-trust"),
    pytest.param("deep", "{in_zone: {trust_at_least: 3}}", WORLD,
                 "yes: zone inner has trust 3", id="in-zone-inherited-trust"),
    pytest.param("far", "{in_zone: {trust_at_most: 1}}", WORLD, "no", id="in-zone-trust-too-high"),
    pytest.param("lost", "{in_zone: {trust_at_most: 1}}", WORLD,
                 "open: services.lost.zone", id="in-zone-zone-not-stated"),
    pytest.param("fog", "{in_zone: {trust_at_most: 1}}", WORLD,
                 "open: zones.vague.trust", id="in-zone-trust-not-stated"),
    pytest.param("a", "{account_role: [workload]}", ROLES + "  a: {kind: server, account: w}",
                 "yes: account w is a workload account", id="account-role-same"),
    pytest.param("a", "{account_role: [security]}", ROLES + "  a: {kind: server, account: w}",
                 "no", id="account-role-another"),
    pytest.param("a", "{account_role: [workload]}", ROLES + "  a: {kind: server, account: n}",
                 "open: accounts.n.role", id="account-role-role-not-stated"),
    pytest.param("a", "{account_role: [workload]}", ROLES + "  a: {kind: server}",
                 "open: services.a.account", id="account-role-account-not-stated"),
    pytest.param("near", "{reached_from: {trust_at_most: 0}}", WORLD,
                 "yes: flow one goes between it and p; zone out has trust 0", id="reached-from-untrusted-actor"),
    pytest.param("far", "{reached_from: {protocols: [ldap]}}", WORLD,
                 "yes: flow two goes between it and near by ldap", id="reached-from-protocol-of-a-set"),
    pytest.param("far", "{reached_from: {is: [host]}}", WORLD,
                 "yes: flow two goes between it and near", id="reached-from-trait"),
    pytest.param("far", "{reached_from: {trust_at_most: 0}}", WORLD, "no", id="reached-from-no-untrusted-source"),
    pytest.param("near", "{reached_from: {protocols: [web]}}", WORLD, "no", id="reached-from-another-protocol"),
    pytest.param("near", "{reached_from: {more_than: [web-tls]}}", WORLD, "no", id="reached-from-by-no-more"),
    pytest.param("far", "{reached_from: {more_than: [ldap]}}", WORLD,
                 "yes: flow two goes between it and near", id="reached-from-by-more"),
    pytest.param("near", "{reached_from: {more_than_administration: true}}", WORLD,
                 "yes: flow one goes between it and p", id="reached-from-by-more-than-administration"),
    pytest.param("near", "{reached_from: {more_than_administration: true}}",
                 WORLD.replace("protocols: [web-tls]", "protocols: [desktop]"),
                 "no", id="reached-from-by-administration-alone"),
    pytest.param("lost", "{reached_from: {trust_at_most: 0}}", WORLD,
                 "open: actors.q.zone", id="reached-from-source-zone-not-stated"),
    pytest.param("near", "{reaches: {is: [directory]}}", WORLD,
                 "yes: flow two goes between it and far", id="reaches-trait"),
    pytest.param("far", "{reaches: {}}", WORLD, "no", id="reaches-no-outgoing-flow"),
    pytest.param(
        "a",
        "{reaches: {trust_at_least: 1}}",
        "services: {a: {kind: server}, b: {kind: server}}\nflows: {f: {from: a, to: b, protocols: [web]}}",
        "open: services.b.zone",
        id="reaches-target-zone-not-stated",
    ),
    pytest.param("near", "{exposed: {hops_at_most: 1}}", WORLD,
                 "yes: it is 1 flow away from a zone of trust 0", id="exposed-one-flow-away"),
    pytest.param("far", "{exposed: {hops_at_most: 2}}", WORLD,
                 "yes: it is 2 flows away from a zone of trust 0", id="exposed-two-flows-away"),
    pytest.param("far", "{exposed: {hops_at_most: 1}}", WORLD, "no", id="exposed-too-far"),
    pytest.param("far", "{exposed: {hops_at_most: 1, passed_on_by: [host]}}", WORLD,
                 "yes: it is 1 flow away from a zone of trust 0, counting once what passes a request on in a row",
                 id="exposed-in-a-row"),
    pytest.param("far", "{exposed: {hops_at_most: 1, passed_on_by: [directory]}}", WORLD, "no",
                 id="exposed-not-in-a-row"),
    pytest.param("far", "{exposed: {hops_at_most: 2, passed_on_by: [directory]}}", WORLD,
                 "yes: it is 2 flows away from a zone of trust 0", id="exposed-one-that-passes-on"),
    pytest.param("far", "{exposed: {hops_at_most: 1, passed_on_by: [host]}}",
                 WORLD.replace("one: {from: p", "one: {from: q"),
                 "open: actors.q.zone", id="exposed-source-zone-not-stated-in-a-row"),
    pytest.param("lost", "{exposed: {hops_at_most: 1}}", WORLD,
                 "open: actors.q.zone", id="exposed-source-zone-not-stated"),
    pytest.param("fog", "{exposed: {hops_at_most: 9}}", WORLD, "no", id="exposed-unreachable"),
    pytest.param("a", "{spans_fewer: {availability-zone: 2}}", NETS + "  a: {kind: server, network: s1}",
                 "yes: it stands in az1 alone", id="spans-fewer-one-zone"),
    pytest.param("a", "{spans_fewer: {availability-zone: 2}}", NETS + "  a: {kind: server, network: [s1, s2]}",
                 "no", id="spans-fewer-two-networks"),
    pytest.param(
        "a",
        "{spans_fewer: {availability-zone: 2}}",
        NETS + "  a: {kind: server, network: s1}\n  b: {kind: server, network: s2}",
        "no",
        id="spans-fewer-second-service-of-kind",
    ),
    pytest.param("a", "{spans_fewer: {availability-zone: 2}}", NETS + "  a: {kind: server}",
                 "open: services.a.network", id="spans-fewer-network-not-stated"),
    pytest.param("a", "{count_below: 2}", "services: {a: {kind: server, count: 1}}",
                 "yes: there is 1 of it", id="count-below-one"),
    pytest.param("a", "{count_below: 2}", "services: {a: {kind: server, count: 2}}", "no", id="count-below-two"),
    pytest.param("a", "{count_below: 2}", "services: {a: {kind: server}, b: {kind: server}}",
                 "no", id="count-below-second-service-of-kind"),
    pytest.param("a", "{count_below: 2}", "services: {a: {kind: server}}",
                 "open: services.a.count", id="count-below-not-stated"),
    pytest.param("a", "{on_network: {kind: [vpc]}}", NETS + "  a: {kind: server, network: s1}",
                 "yes: it is plugged into v", id="on-network-outer-network-of-kind"),
    pytest.param("a", "{on_network: {setting: {public: [true]}}}", NETS + "  a: {kind: server, network: s2}",
                 "yes: it is plugged into s2; public is true", id="on-network-setting-of-network"),
    pytest.param("a", "{on_network: {setting: {public: [true]}}}", NETS + "  a: {kind: server, network: s1}",
                 "no", id="on-network-setting-of-another-network"),
    pytest.param("a", "{on_network: {setting: {flow-logs: [false]}}}", NETS + "  a: {kind: server, network: w}",
                 "open: networks.w.settings.flow-logs", id="on-network-setting-not-stated"),
    pytest.param("a", "{on_network: {kind: [vpc]}}", NETS + "  a: {kind: server}",
                 "open: services.a.network", id="on-network-network-not-stated"),
    pytest.param("a", "{alone_on: {kind: vpc}}",
                 NETS + "  a: {kind: server, network: s1}\n  b: {kind: server, network: w}\n  c: {kind: server}",
                 "yes: nothing else stands in v", id="alone-on-network-of-its-own"),
    pytest.param("a", "{alone_on: {kind: vpc}}",
                 NETS + "  a: {kind: server, network: s1}\n  b: {kind: server, network: s2}",
                 "no", id="alone-on-network-with-another-inside"),
    pytest.param("a", "{alone_on: {kind: vpc, but: [directory]}}",
                 NETS + "  a: {kind: server, network: s1}\n  b: {kind: domain-controller, network: s2}",
                 "yes: nothing else stands in v", id="alone-on-beside-what-does-not-count"),
    pytest.param("a", "{alone_on: {kind: vpc}}", NETS + "  a: {kind: server}",
                 "no", id="alone-on-network-not-stated"),
    pytest.param("a", "{runs_on: [host]}", "services: {a: {kind: server, runs_on: b}, b: {kind: server}}",
                 "yes: it runs on b, which counts as host", id="runs-on-trait-of-host"),
    pytest.param("a", "{runs_on: [host]}", "services: {a: {kind: server, runs_on: b}, b: {kind: bucket}}",
                 "no", id="runs-on-another-trait"),
    pytest.param("a", "{administered_by: {kind: [role]}}", RULED + "  r: {kind: role, administers: [a]}",
                 "yes: r administers it", id="administered-by-role"),
    pytest.param("a", "{administered_by: {kind: [role]}}", RULED + "  r: {kind: role, administers: [z]}",
                 "yes: r administers it", id="administered-by-role-over-its-zone"),
    pytest.param("a", "{administered_by: {kind: [role]}}", RULED + "  r: {kind: role, administers: [b]}",
                 "no", id="administered-by-role-over-another"),
    pytest.param("a", "{administered_by: {is: [human]}}", RULED + "  r: {kind: role, administers: [a]}",
                 "no", id="administered-by-not-human"),
    pytest.param("a", "{administered_by: {is: [human]}}", RULED + "  r: {kind: user, administers: [a]}",
                 "yes: r administers it", id="administered-by-human"),
    *(
        pytest.param("a", when, "services: {a: {}, b: {runs_on: a}}", "open: services.a.kind", id=f"{word}-of-no-kind")
        for word, when in (("category", "{category: [abstracted]}"), ("lifecycle", "{lifecycle: [ended]}"))
    ),
    pytest.param("b", "{runs_on: [host]}", "services: {a: {}, b: {runs_on: a}}",
                 "open: services.a.kind", id="runs-on-what-states-no-kind"),
    pytest.param("b", "{reached_from: {is: [host]}}", UNSAID, "open: services.a.kind", id="reached-from-no-kind"),
    pytest.param("b", "{reached_from: {but: [host]}}", UNSAID, "open: services.a.kind", id="reached-from-but-no-kind"),
    pytest.param("b", "{reached_from: {protocols: [web]}}", UNSAID,
                 "open: flows.f.protocols", id="reached-from-by-what-is-not-stated"),
    pytest.param("a", "{handles: {confidentiality: high}}", HELD + "  a: {kind: server, holds: [], processes: [d]}",
                 "yes: it processes d (confidentiality high)", id="handles-what-passes"),
    pytest.param("a", "{handles: {confidentiality: high}}", HELD + "  a: {kind: server, holds: [e], processes: [e]}",
                 "no", id="handles-nothing-of-worth"),
    pytest.param("a", "{handles: {confidentiality: high}}", HELD + "  a: {kind: server, processes: [e]}",
                 "open: services.a.holds", id="handles-holds-not-stated"),
    pytest.param("a", "{holds_nothing: true}", HELD + "  a: {kind: server, holds: [], integrity: high}",
                 "no", id="holds-nothing-of-worth-itself"),
]  # fmt: skip
NEVER_OPEN = {
    "holds_nothing",  # for exceptions, which have to be shown
    "alone_on",  # what is not stated to be alone does not count as alone
    "administered_by",  # what the model does not name does not count
}  # fmt: skip


@pytest.mark.parametrize(("name", "when", "model", "answer"), ROWS)
def test_word_answers_with_reason(  # noqa: PLR0917  one row of the table
    told: Callable[..., str], name: str, when: str, model: str, answer: str
) -> None:
    assert told(model, "service", name, when) == answer


def test_every_word_has_every_answer() -> None:
    assert_every_answer(names_in(service), [row.values for row in ROWS], never_open=NEVER_OPEN)
