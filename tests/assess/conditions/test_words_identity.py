"""The words that are asked of an identity."""

from collections.abc import Callable

import pytest
from tests.support.word_rows import assert_every_answer, names_in

from zonebook.assess.conditions.words import identity
from zonebook.model.vocabulary import About

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
ROWS = [
    pytest.param("identity", "r", "{administers: {is: [host]}}", ACTS, "yes: it administers a", id="administers-host"),
    pytest.param("identity", "s", "{administers: {is: [host]}}", ACTS,
                 "yes: it administers z", id="administers-zone-with-host"),
    pytest.param("identity", "r", "{administers: {kind: [server], account_role: [identity]}}", ACTS,
                 "yes: it administers a", id="administers-kind-and-account-role"),
    pytest.param("identity", "r", "{administers: {account_role: [workload]}}", ACTS,
                 "no", id="administers-another-account-role"),
    pytest.param("identity", "t", "{administers: {}}", ACTS, "no", id="administers-nothing"),
    pytest.param("identity", "u", "{administers: {}}", ACTS,
                 "open: identities.u.administers", id="administers-not-stated"),
    pytest.param("identity", "r", "{assumed_by: {privileged: true, trusted: false}}", ACTS,
                 "yes: p, privileged and not trusted, can act as it", id="assumed-by-privileged-untrusted-actor"),
    pytest.param("identity", "r", "{assumed_by: {is: [data-store]}}", ACTS,
                 "yes: b can act as it", id="assumed-by-service-with-trait"),
    pytest.param("identity", "r", "{assumed_by: {kind: [role]}}", ACTS,
                 "yes: s can act as it", id="assumed-by-identity-of-kind"),
    pytest.param("identity", "r", "{assumed_by: {kind: [user]}}", ACTS, "no", id="assumed-by-no-identity-of-kind"),
    pytest.param("identity", "s", "{assumed_by: {privileged: true}}", ACTS,
                 "open: actors.q.privileged", id="assumed-by-privilege-not-stated"),
    pytest.param("identity", "u", "{assumed_by: {}}", ACTS,
                 "open: identities.u.assumed_by", id="assumed-by-not-stated"),
    pytest.param("identity", "r", "{in_account_role: [identity]}", ACTS,
                 "yes: it lives in the identity account x", id="in-account-role-same"),
    pytest.param("identity", "r", "{in_account_role: [workload]}", ACTS, "no", id="in-account-role-another"),
    pytest.param("identity", "s", "{in_account_role: [workload]}", ACTS,
                 "open: accounts.y.role", id="in-account-role-role-not-stated"),
    pytest.param("identity", "u", "{in_account_role: [workload]}", ACTS,
                 "open: identities.u.in", id="in-account-role-account-not-stated"),
]  # fmt: skip


@pytest.mark.parametrize(("about", "name", "when", "model", "answer"), ROWS)
def test_word_answers_with_reason(  # noqa: PLR0917  one row of the table
    told: Callable[..., str], about: About, name: str, when: str, model: str, answer: str
) -> None:
    assert told(model, about, name, when) == answer


def test_every_word_has_every_answer() -> None:
    names = names_in(identity)
    assert_every_answer(names, [row.values for row in ROWS], never_open=set())
