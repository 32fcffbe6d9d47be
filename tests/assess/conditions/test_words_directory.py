"""The words that are asked of the directory decision."""

from collections.abc import Callable

import pytest
from tests.support.word_rows import assert_every_answer, names_in

from zonebook.assess.conditions.words import directory
from zonebook.model.vocabulary import About

LIMITS = (
    "yes: 5,001 users are needed, and Rented directory holds at most 5,000; "
    "40,000 objects are needed, and Rented directory holds about 30,000"
)
TALKING = (
    "services: {{dc: {{kind: domain-controller}}, pc: {{kind: server}}}}\n"
    "flows: {{ask: {{from: pc, to: dc, protocols: [{}]}}}}\ndirectory: {{choice: old-directory}}"
)
ROWS = [
    pytest.param("directory", "", "{choice: [own-directory]}", "directory: {choice: own-directory}",
                 "yes: the choice is own-directory", id="choice-same"),
    pytest.param("directory", "", "{choice: [old-directory]}", "directory: {choice: own-directory}",
                 "no", id="choice-another"),
    pytest.param("directory", "", "{choice: [old-directory]}", "directory: {}",
                 "open: directory.choice", id="choice-not-stated"),
    pytest.param("directory", "", "{needs: [trusts]}", "directory: {needs: {trusts: wanted}}",
                 "yes: trusts is wanted", id="needs-wanted"),
    pytest.param("directory", "", "{needs: [backup]}", "directory: {needs: {trusts: wanted}}",
                 "no", id="needs-another"),
    pytest.param(
        "directory",
        "",
        "{needs_all: [trusts, backup]}",
        "directory: {needs: {trusts: wanted, backup: required}}",
        "yes: trusts and backup are needed",
        id="needs-all-wanted-and-required",
    ),
    pytest.param("directory", "", "{above: {users: 5, regions: 1}}", "directory: {users: 6, regions: 2}",
                 "yes: 6 users, above 5; 2 regions, above 1", id="above-two-numbers"),
    pytest.param("directory", "", "{above: {users: 5}}", "directory: {users: 5}", "no", id="above-equal"),
    pytest.param("directory", "", "{above: {users: 5}}", "directory: {}",
                 "open: directory.users", id="above-not-stated"),
    pytest.param("directory", "", "{at_most: {users: 5}}", "directory: {users: 5}",
                 "yes: 5 users, at most 5", id="at-most-equal"),
    pytest.param("directory", "", "{at_most: {objects: 5}}", "directory: {objects: 6}", "no", id="at-most-exceeded"),
    pytest.param("directory", "", "{at_most: {shared_accounts: 5}}", "directory: {}",
                 "open: directory.shared_accounts", id="at-most-not-stated"),
    pytest.param("directory", "", "{needs_all: [trusts, backup]}", "directory: {needs: {trusts: wanted}}",
                 "no", id="needs-all-one-missing"),
    pytest.param(
        "directory",
        "",
        "{fails_need: true}",
        "directory: {choice: own-directory, needs: {backup: required}}",
        "yes: Backup is required, and Own directory does not offer it: You back it up.",
        id="fails-need-required",
    ),
    pytest.param("directory", "", "{fails_need: true}", "directory: {choice: own-directory, needs: {backup: wanted}}",
                 "no", id="fails-need-only-wanted"),
    pytest.param("directory", "", "{fails_need: true}", "directory: {needs: {backup: required}}",
                 "open: directory.choice", id="fails-need-choice-not-stated"),
    pytest.param(
        "directory",
        "",
        "{over_limit: true}",
        "directory: {choice: rented-directory, users: 5001, objects: 40000}",
        LIMITS,
        id="over-limit-two-limits",
    ),
    pytest.param(
        "directory",
        "",
        "{over_limit: true}",
        "directory: {choice: rented-directory, users: 5000, objects: 1, shared_accounts: 0}",
        "no",
        id="over-limit-exactly-at-limit",
    ),
    pytest.param("directory", "", "{over_limit: true}", "directory: {choice: rented-directory, users: 5}",
                 "open: directory.objects, directory.shared_accounts", id="over-limit-numbers-not-stated"),
    pytest.param("directory", "", "{over_limit: true}", "directory: {choice: own-directory}",
                 "no", id="over-limit-no-limits"),
    pytest.param("directory", "", "{flows_missing: true}", TALKING.format("desktop"),
                 "yes: no flow from pc to dc opens tcp/389 (LDAP)", id="flows-missing-another-protocol"),
    pytest.param("directory", "", "{flows_missing: true}", TALKING.format("ldap"), "no", id="flows-missing-all-open"),
    pytest.param("directory", "", "{flows_missing: true}", "directory: {choice: old-directory}",
                 "open: services", id="flows-missing-no-directory-service"),
    pytest.param("directory", "", "{flows_needless: true}", TALKING.format("desktop"),
                 "yes: ask opens tcp/3389 (Desktop): Nobody sits at it", id="flows-needless-unneeded-protocol"),
    pytest.param("directory", "", "{flows_needless: true}", TALKING.format("ldap"),
                 "no", id="flows-needless-only-needed"),
    pytest.param("directory", "", "{flows_needless: true}", "directory: {users: 5}",
                 "open: directory.choice", id="flows-needless-choice-not-stated"),
    pytest.param("directory", "", "{lifecycle: [closed-to-new]}", "directory: {choice: old-directory}",
                 "yes: Old directory is closed to new 2026-06-30", id="lifecycle-closed-to-new"),
    pytest.param("directory", "", "{lifecycle: [closed-to-new]}", "directory: {choice: own-directory}",
                 "no", id="lifecycle-current"),
    pytest.param("directory", "", "{lifecycle: [closed-to-new]}", "directory: {}",
                 "open: directory.choice", id="lifecycle-choice-not-stated"),
    pytest.param("directory", "", "{applications: [bucket]}", "directory: {applications: [server, bucket]}",
                 "yes: Bucket will use it", id="applications-listed"),
    pytest.param("directory", "", "{applications: [bucket]}", "directory: {applications: [server]}",
                 "no", id="applications-another"),
    pytest.param("directory", "", "{in_use: [old-directory]}", "directory: {in_use: [own-directory, old-directory]}",
                 "yes: Old directory is in use", id="in-use-listed"),
    pytest.param("directory", "", "{in_use: [old-directory]}", "directory: {in_use: [own-directory]}",
                 "no", id="in-use-another"),
    *(
        row
        for word, said in (
            ("existing_ad", "there is an Active Directory already"),
            ("regulated", "regulated data depends on it"),
            ("isolation_required", "it must stand if the existing forest falls"),
            ("link_resilient", "the link to the existing directory is doubled"),
        )
        for row in (
            pytest.param("directory", "", f"{{{word}: true}}", f"directory: {{{word}: true}}",
                         f"yes: {said}", id=f"{word}-true"),
            pytest.param("directory", "", f"{{{word}: true}}", f"directory: {{{word}: false}}",
                         "no", id=f"{word}-false"),
            pytest.param("directory", "", f"{{{word}: true}}", "directory: {}", f"open: directory.{word}",
                         id=f"{word}-not-stated"),
        )
    ),
    pytest.param("directory", "", "{needs_only: [backup, trusts]}", "directory: {needs: {trusts: wanted}}",
                 "yes: nothing else is needed", id="needs-only-one-of-them"),
    pytest.param("directory", "", "{needs_only: [trusts]}", "directory: {needs: {trusts: wanted, backup: wanted}}",
                 "no", id="needs-only-another-too"),
    pytest.param("directory", "", "{needs_only: [trusts]}", "directory: {}", "no", id="needs-only-nothing-needed"),
    pytest.param("directory", "", "{identity_provider: [entra-id]}", "directory: {identity_provider: entra-id}",
                 "yes: there is Entra ID already", id="identity-provider-named"),
    pytest.param("directory", "", "{identity_provider: [none]}", "directory: {identity_provider: none}",
                 "yes: there is no identity provider yet", id="identity-provider-none"),
    pytest.param("directory", "", "{identity_provider: [entra-id]}", "directory: {identity_provider: other}",
                 "no", id="identity-provider-another"),
    pytest.param("directory", "", "{identity_provider: [none]}", "directory: {}",
                 "open: directory.identity_provider", id="identity-provider-not-stated"),
    pytest.param("directory", "", "{trust_allowed: [none, one-way]}", "directory: {trust_allowed: one-way}",
                 "yes: one-way trust is allowed", id="trust-allowed-one-way"),
    pytest.param("directory", "", "{trust_allowed: [none]}", "directory: {trust_allowed: none}",
                 "yes: no trust is allowed", id="trust-allowed-none"),
    pytest.param("directory", "", "{trust_allowed: [none]}", "directory: {trust_allowed: two-way}",
                 "no", id="trust-allowed-another"),
    pytest.param("directory", "", "{trust_allowed: [none]}", "directory: {}",
                 "open: directory.trust_allowed", id="trust-allowed-not-stated"),
]  # fmt: skip
NEVER_OPEN = {"applications", "in_use", "needs", "needs_all", "needs_only"}  # an empty list states that there are none


@pytest.mark.parametrize(("about", "name", "when", "model", "answer"), ROWS)
def test_word_answers_with_reason(  # noqa: PLR0917  one row of the table
    told: Callable[..., str], about: About, name: str, when: str, model: str, answer: str
) -> None:
    assert told(model, about, name, when) == answer


def test_every_word_has_every_answer() -> None:
    names = names_in(directory)
    assert_every_answer(names, [row.values for row in ROWS], never_open=NEVER_OPEN)
