"""A `when` as a whole: all must hold, one of `any`, none of `none`, with yes, no and not stated kept apart."""

import importlib
import json
import pkgutil
from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.assess.answer import Answer, Holds, NotStated, every, holds, missing, some
from zonebook.assess.conditions import condition, words
from zonebook.assess.conditions.word import Word
from zonebook.assess.conditions.words import WORDS
from zonebook.model.vocabulary import ABOUTS, About

MODEL = "zones: {z: {trust: 1}}\nservices: {a: {kind: server, zone: z, tags: [t], settings: {metadata: optional}}}"
YES, NO, OPEN = "{is: [host]}", "{is: [data-store]}", "{setting_above: {hop-limit: 1}}"
UNKNOWN = "services.a.settings.hop-limit"
HOST = "Server counts as host"
KLEENE = {"yes": holds("so"), "no": None, "open": missing("x")}


def truth(answer: Answer) -> str:
    return "yes" if isinstance(answer, Holds) else "open" if isinstance(answer, NotStated) else "no"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("{}", "yes: "),
        ("{is: [host], tagged: [t]}", f"yes: {HOST}; it is tagged t"),
        ("{is: [host], tagged: [u]}", "no"),
        ("{is: [host], setting_above: {hop-limit: 1}}", f"open: {UNKNOWN}"),
        ("{setting_above: {hop-limit: 1}, is: [data-store]}", "no"),
        (f"{{any: [{NO}, {YES}]}}", f"yes: {HOST}"),
        (f"{{any: [{OPEN}, {YES}]}}", f"yes: {HOST}"),
        (f"{{any: [{NO}, {OPEN}]}}", f"open: {UNKNOWN}"),
        (f"{{any: [{OPEN}, {OPEN}]}}", f"open: {UNKNOWN}"),
        (f"{{any: [{NO}, {NO}]}}", "no"),
        (f"{{none: [{NO}]}}", "yes: none of the exceptions holds"),
        (f"{{none: [{NO}, {YES}]}}", "no"),
        (f"{{none: [{OPEN}, {YES}]}}", "no"),
        (f"{{none: [{OPEN}, {NO}, {OPEN}]}}", f"open: {UNKNOWN}"),
        (f"{{tagged: [t], none: [{NO}]}}", "yes: it is tagged t; none of the exceptions holds"),
        (f"{{any: [{{none: [{YES}]}}, {{any: [{YES}]}}]}}", f"yes: {HOST}"),
        (f"{{none: [{{none: [{YES}]}}]}}", "yes: none of the exceptions holds"),
    ],
)
def test_the_parts_of_a_when_join(told: Callable[..., str], text: str, answer: str) -> None:
    assert told(MODEL, "service", "a", text) == answer


@pytest.mark.parametrize(("first", "second"), list(product(KLEENE, KLEENE)))
def test_and_and_or_are_those_of_kleene(first: str, second: str) -> None:
    answers = [KLEENE[first], KLEENE[second]]
    worst = "no" if "no" in {first, second} else "open" if "open" in {first, second} else "yes"
    best = "yes" if "yes" in {first, second} else "open" if "open" in {first, second} else "no"
    assert (truth(every(answers)), truth(some(answers))) == (worst, best)


@given(st.lists(st.sampled_from(list(KLEENE)), max_size=5), st.data())
def test_the_order_of_parts_changes_no_truth(names: list[str], data: st.DataObject) -> None:
    mixed = data.draw(st.permutations(names))
    assert truth(every([KLEENE[name] for name in names])) == truth(every([KLEENE[name] for name in mixed]))
    assert truth(some([KLEENE[name] for name in names])) == truth(some([KLEENE[name] for name in mixed]))


def test_nothing_asked_holds_and_nothing_offered_does_not() -> None:
    assert every([]) == Holds(())
    assert some([]) is None


def test_what_is_not_stated_is_named_once() -> None:
    assert every([missing("a"), missing("b"), missing("a")]) == NotStated(("a", "b"))
    assert some([missing("a"), None, missing("a")]) == NotStated(("a",))


@pytest.mark.parametrize("about", ABOUTS)
def test_every_word_has_a_manual_and_a_schema(about: About) -> None:
    assert about in WORDS
    for name, word in WORDS[about].items():
        assert word.manual.endswith("."), (about, name)
        assert name not in {"any", "none"}
        assert condition.schema()["$defs"][about]["properties"][name]["description"] == word.manual
    assert json.dumps(condition.schema())


def test_what_a_word_selects_needs_no_second_question() -> None:
    """Where a word that selects says no, the subject is passed over: nothing is left for `applies` to say."""
    words = {name: word for named in WORDS.values() for name, word in named.items()}
    assert [name for name, word in words.items() if word.of_kind and not word.selects] == []
    assert [name for name, word in words.items() if word.applies and word.selects] == []


def test_every_word_that_is_defined_is_in_the_vocabulary_under_its_name() -> None:
    known = {word.ask for named in WORDS.values() for word in named.values()}
    assert {word.ask for _, module, _ in pkgutil.iter_modules(words.__path__) for word in defined(module)} == known


def defined(module: str) -> list[Word]:
    found = vars(importlib.import_module(f"{words.__name__}.{module}")).values()
    return [each for each in found if isinstance(each, Word)]


def test_the_ids_that_a_when_mentions_are_found_wherever_they_stand() -> None:
    data = {"is": ["host"], "any": [{"none": [{"without": ["patched"]}]}, {"setting": {"metadata": ["required"]}}]}
    found = [(each.route, each.text, each.key) for each in condition.names("service", data, ("when",))]
    assert found == [
        (("when", "is", 0), "host", False),
        (("when", "any", 0, "none", 0, "without", 0), "patched", False),
        (("when", "any", 1, "setting", "metadata"), "metadata", True),
    ]
