"""The words that are asked of an account."""

from collections.abc import Callable

import pytest
from tests.support.word_rows import assert_every_answer, names_in

from zonebook.assess.conditions.words import account
from zonebook.model.vocabulary import About

ACCOUNTS = (
    "accounts: {x: {provider: aws, role: workload}, y: {provider: aws}}\nservices: {a: {kind: server, account: x}}"
)
ALIKE = "accounts: {x: {provider: aws, role: workload}, y: {provider: aws, role: security%s}}\n%s"
ONCE = "{asked_once: {decided_by: [root-locked]}}"
ROWS = [
    pytest.param("account", "x", "{role: [workload]}", ACCOUNTS, "yes: it is a workload account", id="role-same"),
    pytest.param("account", "x", "{role: [security]}", ACCOUNTS, "no", id="role-another"),
    pytest.param("account", "y", "{role: [security]}", ACCOUNTS, "open: accounts.y.role", id="role-not-stated"),
    pytest.param("account", "x", "{has: [host]}", ACCOUNTS, "yes: a in it counts as host", id="has-trait-in-account"),
    pytest.param("account", "y", "{has: [host]}", ACCOUNTS, "no", id="has-empty-account"),
    pytest.param("account", "y", "{lacks: [host]}", ACCOUNTS,
                 "yes: the model names no host in it", id="lacks-empty-account"),
    pytest.param("account", "x", "{lacks: [host]}", ACCOUNTS, "no", id="lacks-trait-in-account"),
    pytest.param("account", "x", "{services_at_least: 1}", ACCOUNTS,
                 "yes: 1 service runs in it", id="services-at-least-reached"),
    pytest.param("account", "x", "{services_at_least: 2}", ACCOUNTS, "no", id="services-at-least-too-few"),
    pytest.param("account", "x", ONCE, ALIKE % ("", ""), "yes: the same is stated of y", id="asked-once-first"),
    pytest.param("account", "y", ONCE, ALIKE % ("", ""), "no", id="asked-once-second"),
    pytest.param("account", "x", ONCE, ALIKE % ("", "controls: {root-locked: partial}"),
                 "yes: the same is stated of y", id="asked-once-by-the-system"),
    pytest.param("account", "y", ONCE, ALIKE % (", controls: {root-locked: not-met}", ""),
                 "yes: ", id="asked-once-stated-alone"),
    pytest.param("account", "y", ONCE, ALIKE % (", settings: {root-mfa: none}", ""),
                 "yes: ", id="asked-once-shown-by-a-setting"),
    pytest.param("account", "y", "{asked_once: {decided_by: [root-locked], but_role: [workload]}}", ALIKE % ("", ""),
                 "yes: ", id="asked-once-beside-another-role"),
    *(
        pytest.param("account", "x", when, "accounts: {x: {provider: aws}}\nservices: {a: {account: x}}\n",
                     "open: services.a.kind", id=f"{when[1:4]}-of-no-kind")
        for when in ("{has: [host]}", "{lacks: [host]}")
    ),
]  # fmt: skip
NEVER_OPEN = {
    "services_at_least",  # what is not modelled does not exist
    "asked_once",  # an answer that nobody gives is the same for all
}  # fmt: skip


@pytest.mark.parametrize(("about", "name", "when", "model", "answer"), ROWS)
def test_word_answers_with_reason(  # noqa: PLR0917  one row of the table
    told: Callable[..., str], about: About, name: str, when: str, model: str, answer: str
) -> None:
    assert told(model, about, name, when) == answer


def test_every_word_has_every_answer() -> None:
    names = names_in(account)
    assert_every_answer(names, [row.values for row in ROWS], never_open=NEVER_OPEN)
