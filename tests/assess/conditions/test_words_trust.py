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
ROWS = [
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
