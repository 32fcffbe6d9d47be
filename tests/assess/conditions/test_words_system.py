"""The words that are asked of the system as a whole."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.support.word_rows import assert_every_answer, names_in

from zonebook.assess.answer import Holds, NotStated
from zonebook.assess.conditions.condition import condition
from zonebook.assess.conditions.words import system
from zonebook.model.elements import Triad
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import About

ROWS = [
    pytest.param("system", "", "{has: [host]}", "services: {a: {kind: server}}",
                 "yes: a counts as host", id="has-trait-in-system"),
    pytest.param("system", "", "{has: [data-store]}", "services: {a: {kind: server}}", "no", id="has-no-such-trait"),
    pytest.param("system", "", "{lacks: [data-store]}", "services: {a: {kind: server}}",
                 "yes: the model names no data-store", id="lacks-no-such-trait"),
    pytest.param("system", "", "{lacks: [host]}", "services: {a: {kind: server}}", "no", id="lacks-trait-in-system"),
    pytest.param("system", "", "{provided_by: [aws]}", "services: {a: {kind: server}}",
                 "yes: a is of the kind Server, of aws", id="provided-by-of-a-service"),
    pytest.param("system", "", "{provided_by: [aws]}", "accounts: {main: {kind: cloud-account}}",
                 "yes: main is of the kind Account, of aws", id="provided-by-of-an-account"),
    pytest.param("system", "", "{provided_by: [other]}", "services: {a: {kind: server}}", "no",
                 id="provided-by-nobody-else"),
    *(
        pytest.param("system", "", when, "services: {a: {}}", "open: services.a.kind", id=f"{when[1:4]}-of-no-kind")
        for when in ("{has: [host]}", "{lacks: [host]}", "{provided_by: [aws]}")
    ),
]  # fmt: skip
NEVER_OPEN: frozenset[str] = frozenset()


@pytest.mark.parametrize(("about", "name", "when", "model", "answer"), ROWS)
def test_word_answers_with_reason(  # noqa: PLR0917  one row of the table
    told: Callable[..., str], about: About, name: str, when: str, model: str, answer: str
) -> None:
    assert told(model, about, name, when) == answer


@pytest.mark.parametrize(
    ("stated", "answer"),
    [
        pytest.param("high", "yes: its criticality is high", id="high"),
        pytest.param("low", "no", id="low"),
        pytest.param("", "open: system.criticality", id="not-stated"),
    ],
)
def test_criticality_is_asked_of_the_system(
    standing: Callable[..., Subject[object]], stated: Triad, answer: str
) -> None:
    at = standing("", "system")
    head = replace(at.resolved.system.system, criticality=stated)
    whole = replace(at.resolved.system, system=head)
    found = condition("system", {"criticality": {"at_least": "moderate"}})(replace(at, element=whole))
    spoken = {Holds: "yes: ", NotStated: "open: "}.get(type(found), "")
    told = found.reasons if isinstance(found, Holds) else found.attributes if isinstance(found, NotStated) else ("no",)
    assert spoken + "; ".join(told) == answer


def test_every_word_has_every_answer() -> None:
    names = names_in(system) - {"criticality"}  # shown by the test above
    assert_every_answer(names, [row.values for row in ROWS], never_open=NEVER_OPEN)
