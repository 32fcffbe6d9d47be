"""The words that are asked of a network."""

from collections.abc import Callable

import pytest
from tests.support.word_rows import assert_every_answer, names_in

from zonebook.assess.conditions.words import network
from zonebook.model.vocabulary import About

NETS = (
    "networks: {v: {kind: vpc}, s: {kind: subnet, inside: v}, w: {kind: vpc}}\n"
    "services: {a: {kind: server, network: s}}"
)
LOGGED = """networks:
  r: {kind: region}
  v: {kind: vpc, inside: r, settings: {%s}}
  w: {kind: vpc, inside: r, settings: {flow-logs: true}}
  s: {kind: subnet, inside: v}
"""
EVERY = "{all_inside: {kind: [vpc], setting: {flow-logs: [true]}}}"
ROWS = [
    pytest.param("network", "r", EVERY, LOGGED % "flow-logs: true",
                 "yes: v and w inside it; flow-logs is true", id="all-inside-set-alike"),
    pytest.param("network", "r", EVERY, LOGGED % "flow-logs: false", "no", id="all-inside-one-differs"),
    pytest.param("network", "r", EVERY, LOGGED % "",
                 "open: networks.v.settings.flow-logs", id="all-inside-one-not-stated"),
    pytest.param("network", "v", EVERY, LOGGED % "flow-logs: true", "no", id="all-inside-none-of-the-kind"),
    pytest.param("network", "v", "{has: [host]}", NETS, "yes: a in it counts as host", id="has-trait-in-inner-network"),
    pytest.param("network", "w", "{has: [host]}", NETS, "no", id="has-empty-network"),
    pytest.param("network", "w", "{has: [host]}", "networks: {w: {kind: vpc}}\nservices: {a: {network: w}}\n",
                 "open: services.a.kind", id="has-of-no-kind"),
]  # fmt: skip
NEVER_OPEN: frozenset[str] = frozenset()


@pytest.mark.parametrize(("about", "name", "when", "model", "answer"), ROWS)
def test_word_answers_with_reason(  # noqa: PLR0917  one row of the table
    told: Callable[..., str], about: About, name: str, when: str, model: str, answer: str
) -> None:
    assert told(model, about, name, when) == answer


def test_every_word_has_every_answer() -> None:
    names = names_in(network)
    assert_every_answer(names, [row.values for row in ROWS], never_open=NEVER_OPEN)
