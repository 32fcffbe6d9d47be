"""The word that is asked of a trust."""

from collections.abc import Callable

import pytest
from tests.support.word_rows import assert_every_answer, names_in

from zonebook.assess.conditions.words import trust
from zonebook.model.vocabulary import About

TRUSTS = (
    "services: {a: {kind: domain-controller}, b: {kind: domain-controller}}\n"
    "trusts: {t: {from: a, to: b, kind: forest-trust"
)
NEEDED = "directory: {choice: own-directory, existing_ad: true, needs: {trusts: required}}\n" + TRUSTS
WANTED = "directory: {choice: own-directory, existing_ad: true, needs: {trusts: wanted}}\n" + TRUSTS
SHOWN = "directory: {choice: own-directory, needs: {trusts: required}}\n" + TRUSTS
NEW = "directory: {choice: own-directory, existing_ad: false, needs: {trusts: required}}\n" + TRUSTS
ROWS = [
    pytest.param("trust", "t", "{falls_short: true}", NEEDED + ", direction: one-way}}",
                 "yes: Trusts needs that each side trusts the other", id="falls-short-of-a-required-need"),
    pytest.param("trust", "t", "{falls_short: true}", SHOWN + ", direction: one-way}}",
                 "yes: Trusts needs that each side trusts the other", id="falls-short-shown-by-the-trust"),
    pytest.param("trust", "t", "{falls_short: true}", NEEDED + ", direction: two-way}}",
                 "no", id="falls-short-both-ways"),
    pytest.param("trust", "t", "{falls_short: true}", WANTED + ", direction: one-way}}",
                 "no", id="falls-short-of-what-is-wanted-alone"),
    pytest.param("trust", "t", "{falls_short: true}", NEW + ", direction: one-way}}",
                 "no", id="falls-short-without-an-existing-forest"),
    pytest.param("trust", "t", "{falls_short: true}", TRUSTS + ", direction: one-way}}",
                 "no", id="falls-short-without-a-decision"),
    pytest.param("trust", "t", "{falls_short: true}",
                 NEEDED + ", direction: one-way}, u: {from: b, to: a, kind: forest-trust, direction: two-way}}",
                 "no", id="falls-short-where-another-trust-serves"),
    pytest.param("trust", "t", "{falls_short: true}", NEEDED + "}}",
                 "open: trusts.t.direction", id="falls-short-direction-not-stated"),
    pytest.param("trust", "t", "{direction: [two-way]}", TRUSTS + ", direction: two-way}}",
                 "yes: the trust is two-way", id="direction-same"),
    pytest.param("trust", "t", "{direction: [two-way]}", TRUSTS + ", direction: one-way}}",
                 "no", id="direction-another"),
    pytest.param("trust", "t", "{direction: [two-way]}", TRUSTS + "}}",
                 "open: trusts.t.direction", id="direction-not-stated"),
]  # fmt: skip


@pytest.mark.parametrize(("about", "name", "when", "model", "answer"), ROWS)
def test_word_answers_with_reason(  # noqa: PLR0917  one row of the table
    told: Callable[..., str], about: About, name: str, when: str, model: str, answer: str
) -> None:
    assert told(model, about, name, when) == answer


def test_every_word_has_every_answer() -> None:
    names = names_in(trust)
    assert_every_answer(names, [row.values for row in ROWS], never_open=set())
