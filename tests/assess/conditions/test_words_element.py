"""The words that can be asked of every element."""

from collections.abc import Callable

import pytest
from tests.support.word_rows import assert_every_answer, names_in

from zonebook.assess.conditions.words import element
from zonebook.model.vocabulary import About

SET = (
    "services: {a: {kind: server, tags: [old], settings: {metadata: optional, hop-limit: 3}}, "
    "b: {kind: server}, c: {kind: bucket}}"
)
SAID = "services: {a: {kind: server, controls: {patched: %s}}}"
ROWS = [
    pytest.param("service", "a", "{kind: [server]}", SET, "yes: it is of the kind Server", id="kind-same"),
    pytest.param("service", "a", "{kind: [bucket]}", SET, "no", id="kind-another"),
    pytest.param("account", "x", "{kind: [cloud-account]}", "accounts: {x: {provider: aws}}",
                 "yes: it is of the kind Account", id="kind-implied-by-provider"),
    pytest.param("account", "x", "{kind: [cloud-account]}", "accounts: {x: {}}",
                 "open: accounts.x.kind", id="kind-not-stated"),
    pytest.param("service", "a", "{is: [compute]}", SET, "yes: Server counts as compute", id="is-trait"),
    pytest.param("service", "a", "{is: [data-store]}", SET, "no", id="is-another-trait"),
    pytest.param("service", "a", "{tagged: [new, old]}", SET, "yes: it is tagged old", id="tagged-one-of-two"),
    pytest.param("service", "b", "{tagged: [old]}", SET, "no", id="tagged-untagged"),
    pytest.param(
        "service",
        "a",
        "{setting: {metadata: [optional], encrypted: [true]}}",
        SET,
        "yes: metadata is optional; encrypted is true by default since 2023-04",
        id="setting-stated-and-default",
    ),
    pytest.param("service", "a", "{setting: {metadata: [required]}}", SET, "no", id="setting-another-value"),
    pytest.param("service", "b", "{setting: {metadata: [required]}}", SET,
                 "open: services.b.settings.metadata", id="setting-not-stated"),
    pytest.param("service", "c", "{setting: {metadata: [required]}}", SET,
                 "no", id="setting-not-a-setting-of-the-kind"),
    pytest.param("service", "a", "{setting: {encrypted: [1]}}", SET, "no", id="setting-true-is-not-1"),
    pytest.param("service", "a", "{setting_above: {hop-limit: 2}}", SET,
                 "yes: hop-limit is 3, above 2", id="setting-above-above"),
    pytest.param("service", "a", "{setting_above: {hop-limit: 3}}", SET, "no", id="setting-above-equal"),
    pytest.param("service", "a", "{setting_above: {encrypted: 0}}", SET, "no", id="setting-above-not-a-number"),
    pytest.param("service", "b", "{setting_above: {hop-limit: 2}}", SET,
                 "open: services.b.settings.hop-limit", id="setting-above-not-stated"),
    pytest.param("service", "a", "{setting_below: {hop-limit: 4}}", SET,
                 "yes: hop-limit is 3, below 4", id="setting-below-below"),
    pytest.param("service", "a", "{setting_below: {hop-limit: 3}}", SET, "no", id="setting-below-equal"),
    pytest.param("service", "b", "{setting_below: {hop-limit: 2}}", SET,
                 "open: services.b.settings.hop-limit", id="setting-below-not-stated"),
    pytest.param("service", "a", "{without: [patched]}", SAID % "not-met",
                 "yes: patched is not met", id="without-not-met"),
    pytest.param("service", "a", "{without: [patched]}", SAID % "partial",
                 "yes: patched is only partly met", id="without-partial"),
    pytest.param("service", "a", "{without: [patched]}", SAID % "{status: planned, due: 2027-01-01}",
                 "yes: patched is only planned", id="without-planned"),
    pytest.param("service", "a", "{without: [patched]}", SAID % "met", "no", id="without-met"),
    pytest.param("service", "a", "{without: [patched]}", SAID % "{status: not-applicable, because: So.}",
                 "no", id="without-not-applicable"),
    pytest.param("service", "a", "{without: [patched]}", SET,
                 "open: services.a.controls.patched", id="without-not-stated"),
    pytest.param("service", "a", "{without: [patched, disk-encrypted]}", SET, "no", id="without-one-met-by-default"),
    pytest.param("service", "a", "{without: [guards-at-the-door]}", SET, "no", id="without-inherited-from-provider"),
    pytest.param("service", "a", "{unless: [patched]}", SAID % "not-met",
                 "yes: patched is not met", id="unless-not-met"),
    pytest.param("service", "a", "{unless: [patched]}", SET, "yes: patched is not stated", id="unless-not-stated"),
    pytest.param("service", "a", "{unless: [patched, disk-encrypted]}", SET, "no", id="unless-one-met-by-default"),
    pytest.param("service", "a", "{unless: [patched]}", SAID % "met", "no", id="unless-met"),
    pytest.param("service", "a", "{unless: [patched]}", SAID % "{status: not-applicable, because: So.}",
                 "no", id="unless-not-applicable"),
    pytest.param("system", "", "{unless: [plan-exercised]}", SET,
                 "yes: plan-exercised is not stated", id="unless-of-system-not-stated"),
    pytest.param("system", "", "{without: [plan-exercised]}", SET,
                 "open: controls.plan-exercised", id="without-of-system-not-stated"),
    pytest.param("directory", "", "{without: [choice-reviewed]}", "directory: {}",
                 "open: controls.choice-reviewed", id="without-of-directory-not-stated"),
    *(
        pytest.param("service", "a", when, "services: {a: {}}", "open: services.a.kind", id=f"{when[1:8]}-of-no-kind")
        for when in ("{is: [host]}", "{setting: {metadata: [optional]}}", "{setting_above: {hop-limit: 2}}")
    ),
]  # fmt: skip
NEVER_OPEN = {
    "tagged",  # an empty list states that there are none
    "unless",  # not stated counts as not met
}


@pytest.mark.parametrize(("about", "name", "when", "model", "answer"), ROWS)
def test_word_answers_with_reason(  # noqa: PLR0917  one row of the table
    told: Callable[..., str], about: About, name: str, when: str, model: str, answer: str
) -> None:
    assert told(model, about, name, when) == answer


def test_every_word_has_every_answer() -> None:
    names = names_in(element)
    assert_every_answer(names, [row.values for row in ROWS], never_open=NEVER_OPEN)
