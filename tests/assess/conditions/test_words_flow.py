"""The words that are asked of a flow: each holds, does not hold, and is not stated where it can be left out."""

from collections.abc import Callable

import pytest

from zonebook.assess.conditions.words import WORDS, element

WORLD = """
data: {d: {confidentiality: high}, e: {}}
zones:
  out: {trust: 0}
  low: {trust: 1, allow: {out: [web-tls], high: []}}
  high: {trust: 3, allow: {low: [member-set], shell: [desktop]}}
  inner: {inside: high}
  shell: {trust: 1}
  within: {inside: shell}
  vague: {}
actors:
  p: {zone: out, trusted: true, privileged: true}
  q: {zone: out, trusted: false, privileged: false}
  unknown: {zone: shell}
  known: {zone: shell, privileged: true}
  nowhere: {}
services:
  a: {kind: server, zone: low}
  b: {kind: domain-controller, zone: high}
  c: {kind: server, zone: high}
  i: {kind: server, zone: inner}
  w: {kind: server, zone: within}
  v: {kind: bucket, zone: vague}
  lost: {kind: server}
flows:
  f: """
TABLE = [
    ("{protocols: [ldap]}", "{from: a, to: b, protocols: [outer-set]}", "yes: it speaks ldap"),
    ("{protocols: [ldap, tickets]}", "{from: a, to: b, protocols: [member-set]}", "yes: it speaks ldap and tickets"),
    ("{protocols: [web]}", "{from: a, to: b, protocols: [member-set]}", "no"),
    ("{encrypted: [none]}", "{from: a, to: b, protocols: [ldap], encrypted: none}", "yes: it states no encryption"),
    ("{encrypted: [tls]}", "{from: a, to: b, protocols: [ldap], encrypted: tls}", "yes: it states encryption by tls"),
    ("{encrypted: [none]}", "{from: a, to: b, protocols: [ldap], encrypted: tls}", "no"),
    ("{encrypted: [none]}", "{from: a, to: b, protocols: [web]}", "yes: it has by its protocols no encryption"),
    ("{encrypted: [none]}", "{from: a, to: b, protocols: [web-tls]}", "no"),
    ("{encrypted: [tls]}", "{from: a, to: b, protocols: [web-tls]}", "yes: it has by its protocols encryption by tls"),
    ("{encrypted: [none]}", "{from: a, to: b, protocols: [ldap]}", "open: flows.f.encrypted"),
    ("{encrypted: [none]}", "{from: a, to: b, protocols: [ldap, web-tls]}", "open: flows.f.encrypted"),
    ("{encrypted: [none]}", "{from: a, to: b, protocols: [web, web-tls]}", "open: flows.f.encrypted"),
    ("{encrypted: [none]}", "{from: a, to: b, ports: [tcp/9]}", "open: flows.f.encrypted"),
    ("{authenticated: [password]}", "{from: a, to: b, protocols: [web], authenticated: [iam, password]}",
     "yes: it authenticates by password"),
    ("{authenticated: [none]}", "{from: a, to: b, protocols: [web], authenticated: [none]}",
     "yes: nothing tells the far end who is calling"),
    ("{authenticated: [none]}", "{from: a, to: b, protocols: [web], authenticated: [mfa]}", "no"),
    ("{authenticated: [none]}", "{from: a, to: b, protocols: [web]}", "open: flows.f.authenticated"),
    ("{crosses: {}}", "{from: a, to: b, protocols: [web]}",
     "yes: it goes from zone low (trust 1) to zone high (trust 3)"),
    ("{crosses: {}}", "{from: c, to: b, protocols: [web]}", "no"),
    ("{crosses: {to_trust_at_least: 4}}", "{from: a, to: b, protocols: [web]}", "no"),
    ("{crosses: {rising: true}}", "{from: b, to: a, protocols: [web]}", "no"),
    ("{crosses: {rising: false, from_trust_at_least: 3, to_trust_at_most: 1}}", "{from: b, to: a, protocols: [web]}",
     "yes: it goes from zone high (trust 3) to zone low (trust 1)"),
    ("{crosses: {}}", "{from: lost, to: nowhere, protocols: [web]}", "open: services.lost.zone, actors.nowhere.zone"),
    ("{crosses: {to_trust_at_least: 1}}", "{from: a, to: v, protocols: [web]}", "open: zones.vague.trust"),
    ("{crosses: {}}", "{from: out, to: a, protocols: [web]}",
     "yes: it goes from zone out (trust 0) to zone low (trust 1)"),
    ("{unenforced: true}", "{from: a, to: b, protocols: [web], enforced_by: []}",
     "yes: it crosses between zones and nothing enforces it"),
    ("{unenforced: true}", "{from: a, to: b, protocols: [web], enforced_by: [host]}", "no"),
    ("{unenforced: true}", "{from: c, to: b, protocols: [web]}", "no"),
    ("{unenforced: true}", "{from: a, to: b, protocols: [web]}", "open: flows.f.enforced_by"),
    ("{unenforced: true}", "{from: lost, to: b, protocols: [web], enforced_by: []}", "open: services.lost.zone"),
    ("{enforced_only_by: [vpc, subnet]}", "{from: a, to: b, protocols: [web], enforced_by: [subnet]}",
     "yes: it is enforced by subnet alone"),
    ("{enforced_only_by: [vpc, subnet]}", "{from: a, to: b, protocols: [web], enforced_by: [subnet, host]}", "no"),
    ("{enforced_only_by: [vpc, subnet]}", "{from: a, to: b, protocols: [web], enforced_by: []}", "no"),
    ("{enforced_only_by: [vpc]}", "{from: a, to: b, protocols: [web]}", "open: flows.f.enforced_by"),
    ("{allowed: true}", "{from: a, to: b, protocols: [ldap]}", "yes: zone high allows it"),
    ("{allowed: false}", "{from: a, to: b, protocols: [ldap]}", "no"),
    ("{allowed: true}", "{from: a, to: b, protocols: [web]}", "no"),
    ("{allowed: false}", "{from: a, to: b, protocols: [ldap, web]}", "yes: zone high does not allow web from low"),
    ("{allowed: false}", "{from: p, to: b, protocols: [ldap]}", "yes: zone high does not allow ldap from out"),
    ("{allowed: false}", "{from: a, to: i, protocols: [web]}", "yes: zone inner does not allow web from low"),
    ("{allowed: true}", "{from: w, to: b, protocols: [desktop]}", "yes: zone high allows it"),
    ("{allowed: false}", "{from: b, to: a, protocols: [web]}", "yes: zone low does not allow web from high"),
    ("{allowed: false}", "{from: a, to: w, protocols: [web]}", "open: zones.within.allow"),
    ("{allowed: false}", "{from: c, to: b, protocols: [web]}", "no"),
    ("{allowed: false}", "{from: nowhere, to: b, protocols: [web]}", "open: actors.nowhere.zone"),
    ("{allowed: false}", "{from: a, to: b, protocols: [ldap], ports: [tcp/9999]}",
     "yes: zone high does not allow tcp/9999 from low"),
    ("{allowed: false}", "{from: a, to: b, ports: [tcp/389]}", "no"),
    ("{allowed: true}", "{from: a, to: b, ports: [any]}", "no"),
    ("{carries: {confidentiality: high}}", "{from: a, to: b, protocols: [web], carries: [d]}",
     "yes: it carries d (confidentiality high)"),
    ("{carries: {confidentiality: high}}", "{from: a, to: b, protocols: [web], carries: []}", "no"),
    ("{carries: {confidentiality: high}}", "{from: a, to: b, protocols: [web]}", "open: flows.f.carries"),
    ("{carries: {confidentiality: high}}", "{from: a, to: b, protocols: [web], carries: [e]}",
     "open: data.e.confidentiality"),
    ("{from_is: [host]}", "{from: a, to: b, protocols: [web]}", "yes: a counts as host"),
    ("{from_is: [host]}", "{from: out, to: b, protocols: [web]}", "no"),
    ("{to_is: [domain-controller]}", "{from: a, to: high, protocols: [web]}", "yes: b counts as domain controller"),
    ("{to_is: [data-store]}", "{from: a, to: b, protocols: [web]}", "no"),
    ("{from_actor: {privileged: true}}", "{from: p, to: b, protocols: [web]}", "yes: p starts it, privileged"),
    ("{from_actor: {trusted: false}}", "{from: out, to: b, protocols: [web]}", "yes: q starts it, not trusted"),
    ("{from_actor: {privileged: true}}", "{from: shell, to: b, protocols: [web]}", "yes: known starts it, privileged"),
    ("{from_actor: {privileged: true, trusted: false}}", "{from: p, to: b, protocols: [web]}", "no"),
    ("{from_actor: {privileged: true}}", "{from: a, to: b, protocols: [web]}", "no"),
    ("{from_actor: {privileged: true, trusted: true}}", "{from: known, to: b, protocols: [web]}",
     "open: actors.known.trusted"),
    ("{from_actor: {}}", "{from: nowhere, to: b, protocols: [web]}", "yes: nowhere starts it"),
    ("{sources_wider_than: 24}", "{from: p, to: b, protocols: [web], sources: [10.0.0.0/8, 192.0.2.0/24]}",
     "yes: it is accepted from 10.0.0.0/8"),
    ("{sources_wider_than: 24}", '{from: p, to: b, protocols: [web], sources: ["::/0"]}',
     "yes: it is accepted from ::/0"),
    ("{sources_wider_than: 24}", "{from: p, to: b, protocols: [web], sources: [192.0.2.0/24]}", "no"),
    ("{sources_wider_than: 24}", "{from: p, to: b, protocols: [web]}", "open: flows.f.sources"),
    ("{administers: true}", "{from: p, to: b, protocols: [desktop, web]}", "yes: desktop administers the far end"),
    ("{administers: true}", "{from: p, to: b, protocols: [web]}", "no"),
    ("{administers: false}", "{from: p, to: b, protocols: [web]}",
     "yes: none of its protocols administers the far end"),
    ("{via_is: [host]}", "{from: p, to: b, protocols: [web], via: [v, a]}",
     "yes: it passes through a, which counts as host"),
    ("{via_is: [host]}", "{from: p, to: b, protocols: [web]}", "no"),
    ("{via_lower_trust: true}", "{from: c, to: b, protocols: [web], via: [a]}",
     "yes: it passes through a; zone low has trust 1; both ends have trust 3 or more"),
    ("{via_lower_trust: true}", "{from: c, to: a, protocols: [web], via: [a]}", "no"),
    ("{via_lower_trust: true}", "{from: c, to: b, protocols: [web]}", "no"),
    ("{via_lower_trust: true}", "{from: c, to: b, protocols: [web], via: [v]}", "open: zones.vague.trust"),
    ("{via_lower_trust: true}", "{from: c, to: b, protocols: [web], via: [lost]}", "open: services.lost.zone"),
    ("{via_lower_trust: true}", "{from: lost, to: b, protocols: [web], via: [a]}", "open: services.lost.zone"),
]  # fmt: skip
NEVER_OPEN = {"from_is", "to_is", "administers", "via_is"}  # facts of the kinds and protocols that are named
REQUIRED = {"protocols"}  # a flow that says neither protocols nor ports is refused


@pytest.mark.parametrize("row", TABLE, ids=[f"{row[0]}-{row[2]}" for row in TABLE])
def test_a_word_answers_with_its_reason(told: Callable[..., str], row: tuple[str, str, str]) -> None:
    when, flow, answer = row
    assert told(WORLD + flow, "flow", "f", when) == answer


def test_every_word_is_shown_to_hold_not_to_hold_and_to_be_open() -> None:
    own = {name: word for name, word in WORDS["flow"].items() if word.ask.__module__ != element.__name__}
    for name in own:
        answers = {row[2].split(":")[0] for row in TABLE if row[0].startswith(f"{{{name}:")}
        assert {"yes", "no"} <= answers, name
        assert name in NEVER_OPEN | REQUIRED or "open" in answers, name
