"""The words that are asked of a flow: each holds, does not hold, and is not stated where it can be left out."""

from collections.abc import Callable

import pytest
from tests.support.word_rows import assert_every_answer, names_in

from zonebook.assess.conditions.words import flow as words

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
  wild: {trust: 0}
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
  u: {kind: server, zone: vague}
  x: {kind: server, zone: wild}
  y: {kind: server, zone: wild}
  lost: {kind: server}
  k: {zone: vague}
flows:
  f: """
ROWS = [
    pytest.param("{protocols: [ldap]}", "{from: a, to: b, protocols: [outer-set]}",
                 "yes: it speaks ldap", id="protocols-member-of-a-set"),
    pytest.param("{protocols: [ldap, tickets]}", "{from: a, to: b, protocols: [member-set]}",
                 "yes: it speaks ldap and tickets", id="protocols-two-of-a-set"),
    pytest.param("{protocols: [web]}", "{from: a, to: b, protocols: [member-set]}", "no", id="protocols-another"),
    pytest.param("{encrypted: [none]}", "{from: a, to: b, protocols: [ldap], encrypted: none}",
                 "yes: it states no encryption", id="encrypted-stated-none"),
    pytest.param("{encrypted: [tls]}", "{from: a, to: b, protocols: [ldap], encrypted: tls}",
                 "yes: it states encryption by tls", id="encrypted-stated-tls"),
    pytest.param("{encrypted: [none]}", "{from: a, to: b, protocols: [ldap], encrypted: tls}",
                 "no", id="encrypted-stated-another"),
    pytest.param("{encrypted: [none]}", "{from: a, to: b, protocols: [web]}",
                 "yes: it has by its protocols no encryption", id="encrypted-protocol-without"),
    pytest.param("{encrypted: [none]}", "{from: a, to: b, protocols: [web-tls]}",
                 "no", id="encrypted-protocol-with-another"),
    pytest.param("{encrypted: [tls]}", "{from: a, to: b, protocols: [web-tls]}",
                 "yes: it has by its protocols encryption by tls", id="encrypted-protocol-with-tls"),
    pytest.param("{encrypted: [none]}", "{from: a, to: b, protocols: [ldap]}",
                 "open: flows.f.encrypted", id="encrypted-protocol-undecided"),
    pytest.param("{encrypted: [none]}", "{from: a, to: b, protocols: [ldap, web-tls]}",
                 "open: flows.f.encrypted", id="encrypted-one-protocol-undecided"),
    pytest.param("{encrypted: [none]}", "{from: a, to: b, protocols: [web, web-tls]}",
                 "open: flows.f.encrypted", id="encrypted-protocols-disagree"),
    pytest.param("{encrypted: [none]}", "{from: a, to: b, ports: [tcp/9]}",
                 "open: flows.f.encrypted", id="encrypted-only-ports"),
    pytest.param("{authenticated: [password]}", "{from: a, to: b, protocols: [web], authenticated: [iam, password]}",
                 "yes: it authenticates by password", id="authenticated-password-among-others"),
    pytest.param("{authenticated: [none]}", "{from: a, to: b, protocols: [web], authenticated: [none]}",
                 "yes: nothing tells the far end who is calling", id="authenticated-stated-none"),
    pytest.param("{authenticated: [none]}", "{from: a, to: b, protocols: [web], authenticated: [mfa]}",
                 "no", id="authenticated-stated-mfa"),
    pytest.param("{authenticated: [none]}", "{from: a, to: b, protocols: [web]}",
                 "open: flows.f.authenticated", id="authenticated-not-stated"),
    pytest.param("{authorized: [none]}", "{from: a, to: b, protocols: [web], authorized: none}",
                 "yes: the far end does what it is asked, whatever the rights of the caller", id="authorized-none"),
    pytest.param("{authorized: [none]}", "{from: a, to: b, protocols: [web], authorized: end-user}",
                 "no", id="authorized-by-the-person"),
    pytest.param("{authorized: [none]}", "{from: a, to: b, protocols: [web]}",
                 "open: flows.f.authorized", id="authorized-not-stated"),
    pytest.param("{authenticated_only: [iam, mfa]}", "{from: a, to: b, protocols: [web], authenticated: [mfa, iam]}",
                 "yes: it authenticates by mfa and iam alone", id="authenticated-only-by-these"),
    pytest.param("{authenticated_only: [iam]}", "{from: a, to: b, protocols: [web], authenticated: [iam, password]}",
                 "no", id="authenticated-only-with-another"),
    pytest.param("{authenticated_only: [iam]}", "{from: a, to: b, protocols: [web]}",
                 "no", id="authenticated-only-not-stated"),
    pytest.param("{crosses: {}}", "{from: a, to: b, protocols: [web]}",
                 "yes: it goes from zone low (trust 1) to zone high (trust 3)", id="crosses-low-to-high"),
    pytest.param("{crosses: {}}", "{from: c, to: b, protocols: [web]}", "no", id="crosses-same-zone"),
    pytest.param("{crosses: {to_trust_at_least: 4}}", "{from: a, to: b, protocols: [web]}",
                 "no", id="crosses-target-trust-too-low"),
    pytest.param("{crosses: {rising: true}}", "{from: b, to: a, protocols: [web]}",
                 "no", id="crosses-falling-not-rising"),
    pytest.param(
        "{crosses: {rising: false, from_trust_at_least: 3, to_trust_at_most: 1}}",
        "{from: b, to: a, protocols: [web]}",
        "yes: it goes from zone high (trust 3) to zone low (trust 1)",
        id="crosses-falling-within-limits",
    ),
    pytest.param("{crosses: {}}", "{from: lost, to: nowhere, protocols: [web]}",
                 "open: services.lost.zone, actors.nowhere.zone", id="crosses-zones-not-stated"),
    pytest.param("{crosses: {to_trust_at_least: 1}}", "{from: a, to: v, protocols: [web]}",
                 "open: zones.vague.trust", id="crosses-trust-not-stated"),
    pytest.param("{crosses: {}}", "{from: out, to: a, protocols: [web]}",
                 "yes: it goes from zone out (trust 0) to zone low (trust 1)", id="crosses-zone-as-source"),
    pytest.param("{crosses: {}}", "{from: x, to: y, protocols: [web]}",
                 "yes: it goes through zone wild (trust 0), where nobody is trusted", id="crosses-within-trust-0"),
    pytest.param("{crosses: {}}", "{from: v, to: u, protocols: [web]}",
                 "open: zones.vague.trust", id="crosses-within-zone-of-unknown-trust"),
    pytest.param("{crosses: {from_trust_at_least: 2}}", "{from: v, to: u, protocols: [web]}",
                 "no", id="crosses-unknown-trust-cannot-be-both"),
    pytest.param("{unenforced: true}", "{from: x, to: y, protocols: [web], enforced_by: []}",
                 "yes: it goes through a zone of trust 0 and nothing enforces it", id="unenforced-within-trust-0"),
    pytest.param("{unenforced: true}", "{from: x, to: y, protocols: [web]}",
                 "open: flows.f.enforced_by", id="unenforced-within-trust-0-not-stated"),
    pytest.param("{unenforced: true}", "{from: v, to: u, protocols: [web], enforced_by: []}",
                 "open: zones.vague.trust", id="unenforced-zone-of-unknown-trust"),
    pytest.param("{unenforced: true}", "{from: v, to: u, protocols: [web], enforced_by: [host]}",
                 "no", id="unenforced-enforced-whatever-the-trust"),
    pytest.param("{unenforced: true}", "{from: a, to: b, protocols: [web], enforced_by: []}",
                 "yes: it crosses between zones and nothing enforces it", id="unenforced-nothing-enforces"),
    pytest.param("{unenforced: true}", "{from: a, to: b, protocols: [web], enforced_by: [host]}",
                 "no", id="unenforced-host-enforces"),
    pytest.param("{unenforced: true}", "{from: c, to: b, protocols: [web]}", "no", id="unenforced-same-zone"),
    pytest.param("{unenforced: true}", "{from: a, to: b, protocols: [web]}",
                 "open: flows.f.enforced_by", id="unenforced-not-stated"),
    pytest.param("{unenforced: true}", "{from: lost, to: b, protocols: [web], enforced_by: []}",
                 "open: services.lost.zone", id="unenforced-zone-not-stated"),
    pytest.param("{protocols_only: [web, ldap]}", "{from: a, to: b, protocols: [web]}",
                 "yes: it speaks web alone", id="protocols-only-of-the-listed"),
    pytest.param("{protocols_only: [web]}", "{from: a, to: b, protocols: [web, ldap]}",
                 "no", id="protocols-only-another-as-well"),
    pytest.param("{protocols_only: [web]}", "{from: a, to: b, protocols: [web], ports: [tcp/9999]}",
                 "no", id="protocols-only-a-port-as-well"),
    pytest.param("{enforced_only_by: [vpc, subnet]}", "{from: a, to: b, protocols: [web], enforced_by: [subnet]}",
                 "yes: it is enforced by subnet alone", id="enforced-only-by-one-of-the-listed"),
    pytest.param("{enforced_only_by: [vpc, subnet]}", "{from: a, to: b, protocols: [web], enforced_by: [subnet, host]}",
                 "no", id="enforced-only-by-another-as-well"),
    pytest.param("{enforced_only_by: [vpc, subnet]}", "{from: a, to: b, protocols: [web], enforced_by: []}",
                 "no", id="enforced-only-by-nothing-enforces"),
    pytest.param("{enforced_only_by: [vpc]}", "{from: a, to: b, protocols: [web]}",
                 "open: flows.f.enforced_by", id="enforced-only-by-not-stated"),
    pytest.param("{allowed: true}", "{from: a, to: b, protocols: [ldap]}",
                 "yes: zone high allows it", id="allowed-rule-for-protocol"),
    pytest.param("{allowed: false}", "{from: a, to: b, protocols: [ldap]}", "no", id="allowed-not-denied"),
    pytest.param("{allowed: true}", "{from: a, to: b, protocols: [web]}", "no", id="allowed-no-rule-for-protocol"),
    pytest.param("{allowed: false}", "{from: a, to: b, protocols: [ldap, web]}",
                 "yes: zone high does not allow web from low", id="allowed-one-protocol-denied"),
    pytest.param("{allowed: false}", "{from: p, to: b, protocols: [ldap]}",
                 "yes: zone high does not allow ldap from out", id="allowed-zone-without-rule-denied"),
    pytest.param("{allowed: false}", "{from: a, to: i, protocols: [web]}",
                 "yes: zone high does not allow web from low", id="allowed-denied-at-the-outer-border"),
    pytest.param("{allowed: false}", "{from: a, to: i, protocols: [ldap]}",
                 "open: zones.inner.allow", id="allowed-inner-rules-not-stated"),
    pytest.param("{allowed: false}", "{from: i, to: c, protocols: [web]}", "no", id="allowed-outward-enters-no-zone"),
    pytest.param("{allowed: true}", "{from: w, to: b, protocols: [desktop]}",
                 "yes: zone high allows it", id="allowed-rule-for-outer-zone"),
    pytest.param("{allowed: false}", "{from: b, to: a, protocols: [web]}",
                 "yes: zone low does not allow web from high", id="allowed-empty-rules-deny"),
    pytest.param("{allowed: false}", "{from: a, to: w, protocols: [web]}",
                 "open: zones.shell.allow, zones.within.allow", id="allowed-rules-not-stated"),
    pytest.param("{allowed: false}", "{from: c, to: b, protocols: [web]}", "no", id="allowed-same-zone-is-not-denied"),
    pytest.param("{allowed: false}", "{from: nowhere, to: b, protocols: [web]}",
                 "open: actors.nowhere.zone", id="allowed-source-zone-not-stated"),
    pytest.param("{allowed: false}", "{from: a, to: b, protocols: [ldap], ports: [tcp/9999]}",
                 "yes: zone high does not allow tcp/9999 from low", id="allowed-extra-port-denied"),
    pytest.param("{allowed: false}", "{from: a, to: b, ports: [tcp/389]}", "no", id="allowed-port-of-allowed-protocol"),
    pytest.param("{allowed: true}", "{from: a, to: b, ports: [any]}", "no", id="allowed-any-port-exceeds-rule"),
    pytest.param("{carries: {confidentiality: high}}", "{from: a, to: b, protocols: [web], carries: [d]}",
                 "yes: it carries d (confidentiality high)", id="carries-high-confidentiality"),
    pytest.param("{carries: {confidentiality: high}}", "{from: a, to: b, protocols: [web], carries: []}",
                 "no", id="carries-nothing"),
    pytest.param("{carries: {confidentiality: high}}", "{from: a, to: b, protocols: [web]}",
                 "open: flows.f.carries", id="carries-not-stated"),
    pytest.param("{carries: {confidentiality: high}}", "{from: a, to: b, protocols: [web], carries: [e]}",
                 "open: data.e.confidentiality", id="carries-rating-not-stated"),
    pytest.param("{from_is: [host]}", "{from: a, to: b, protocols: [web]}",
                 "yes: a counts as host", id="from-is-trait"),
    pytest.param("{from_is: [host]}", "{from: out, to: b, protocols: [web]}", "no", id="from-is-zone-without-trait"),
    pytest.param("{to_is: [domain-controller]}", "{from: a, to: high, protocols: [web]}",
                 "yes: b counts as domain controller", id="to-is-trait-of-a-member"),
    pytest.param("{to_is: [data-store]}", "{from: a, to: b, protocols: [web]}", "no", id="to-is-another-trait"),
    pytest.param("{from_actor: {privileged: true}}", "{from: p, to: b, protocols: [web]}",
                 "yes: p starts it, privileged", id="from-actor-privileged"),
    pytest.param("{from_actor: {trusted: false}}", "{from: out, to: b, protocols: [web]}",
                 "yes: q starts it, not trusted", id="from-actor-untrusted-in-source-zone"),
    pytest.param("{from_actor: {privileged: true}}", "{from: shell, to: b, protocols: [web]}",
                 "yes: known starts it, privileged", id="from-actor-privileged-in-source-zone"),
    pytest.param("{from_actor: {privileged: true, trusted: false}}", "{from: p, to: b, protocols: [web]}",
                 "no", id="from-actor-trusted-actor"),
    pytest.param("{from_actor: {privileged: true}}", "{from: a, to: b, protocols: [web]}",
                 "no", id="from-actor-service"),
    pytest.param("{from_actor: {privileged: true, trusted: true}}", "{from: known, to: b, protocols: [web]}",
                 "open: actors.known.trusted", id="from-actor-trusted-not-stated"),
    pytest.param("{from_actor: {}}", "{from: nowhere, to: b, protocols: [web]}",
                 "yes: nowhere starts it", id="from-actor-any-actor"),
    pytest.param("{sources_wider_than: 24}", "{from: p, to: b, protocols: [web], sources: [10.0.0.0/8, 192.0.2.0/24]}",
                 "yes: it is accepted from 10.0.0.0/8", id="sources-wider-than-one-wide-range"),
    pytest.param("{sources_wider_than: 24}", '{from: p, to: b, protocols: [web], sources: ["::/0"]}',
                 "yes: it is accepted from ::/0", id="sources-wider-than-whole-ipv6"),
    pytest.param("{sources_wider_than: 24}", "{from: p, to: b, protocols: [web], sources: [192.0.2.0/24]}",
                 "no", id="sources-wider-than-equal-range"),
    pytest.param("{sources_wider_than: 24}", "{from: p, to: b, protocols: [web]}",
                 "open: flows.f.sources", id="sources-wider-than-not-stated"),
    pytest.param("{administers: true}", "{from: p, to: b, protocols: [desktop, web]}",
                 "yes: desktop administers the far end", id="administers-one-protocol"),
    pytest.param("{administers: true}", "{from: p, to: b, protocols: [web]}", "no", id="administers-no-protocol"),
    pytest.param("{administers: false}", "{from: p, to: b, protocols: [web]}",
                 "yes: none of its protocols administers the far end", id="administers-false-for-web"),
    pytest.param("{via_is: [host]}", "{from: p, to: b, protocols: [web], via: [v, a]}",
                 "yes: it passes through a, which counts as host", id="via-is-second-intermediary"),
    pytest.param("{via_is: [host]}", "{from: p, to: b, protocols: [web]}", "no", id="via-is-direct"),
    pytest.param(
        "{via_lower_trust: true}",
        "{from: c, to: b, protocols: [web], via: [a]}",
        "yes: it passes through a; zone low has trust 1; both ends have trust 3 or more",
        id="via-lower-trust-less-trusted-intermediary",
    ),
    pytest.param("{via_lower_trust: true}", "{from: c, to: a, protocols: [web], via: [a]}",
                 "no", id="via-lower-trust-equal-to-one-end"),
    pytest.param("{via_lower_trust: true}", "{from: c, to: b, protocols: [web]}", "no", id="via-lower-trust-direct"),
    pytest.param("{via_lower_trust: true}", "{from: c, to: b, protocols: [web], via: [v]}",
                 "open: zones.vague.trust", id="via-lower-trust-trust-not-stated"),
    pytest.param("{via_lower_trust: true}", "{from: c, to: b, protocols: [web], via: [lost]}",
                 "open: services.lost.zone", id="via-lower-trust-intermediary-zone-not-stated"),
    pytest.param("{via_lower_trust: true}", "{from: lost, to: b, protocols: [web], via: [a]}",
                 "open: services.lost.zone", id="via-lower-trust-end-zone-not-stated"),
    *(
        pytest.param(when, "{from: a, to: b}", "open: flows.f.protocols", id=f"{when.split(':')[0][1:]}-of-nothing")
        for when in ("{protocols: [web]}", "{protocols_only: [web]}", "{administers: true}", "{administers: false}")
    ),
    pytest.param("{from_is: [host]}", "{from: k, to: b}", "open: services.k.kind", id="from-is-of-no-kind"),
    pytest.param("{to_is: [host]}", "{from: a, to: k}", "open: services.k.kind", id="to-is-of-no-kind"),
    pytest.param("{via_is: [host]}", "{from: i, to: b, via: [k]}", "open: services.k.kind", id="via-is-of-no-kind"),
]  # fmt: skip
NEVER_OPEN = {
    "authenticated_only",  # for exceptions, which have to be shown
}  # fmt: skip


@pytest.mark.parametrize(("when", "flow", "answer"), ROWS)
def test_word_answers_with_reason(told: Callable[..., str], when: str, flow: str, answer: str) -> None:
    assert told(WORLD + flow, "flow", "f", when) == answer


def test_every_word_has_every_answer() -> None:
    assert_every_answer(names_in(words), [row.values for row in ROWS], never_open=NEVER_OPEN)
