"""The word that is asked of a network."""

from collections.abc import Callable

import pytest
from tests.support.word_rows import assert_every_answer, names_in

from zonebook.assess.conditions.words import network
from zonebook.model.vocabulary import About

NETS = (
    "networks: {v: {kind: vpc}, s: {kind: subnet, inside: v}, w: {kind: vpc}}\n"
    "services: {a: {kind: server, network: s}}"
)
ROWS = [
    pytest.param("network", "v", "{has: [host]}", NETS, "yes: a in it counts as host", id="has-trait-in-inner-network"),
    pytest.param("network", "w", "{has: [host]}", NETS, "no", id="has-empty-network"),
]  # fmt: skip
NEVER_OPEN = {"has"}  # what is not modelled does not exist


@pytest.mark.parametrize(("about", "name", "when", "model", "answer"), ROWS)
def test_word_answers_with_reason(  # noqa: PLR0917  one row of the table
    told: Callable[..., str], about: About, name: str, when: str, model: str, answer: str
) -> None:
    assert told(model, about, name, when) == answer


def test_every_word_has_every_answer() -> None:
    names = names_in(network)
    assert_every_answer(names, [row.values for row in ROWS], never_open=NEVER_OPEN)
