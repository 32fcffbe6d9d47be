"""A `when` as a whole: all must hold, one of `any`, none of `none`, with yes, no and not stated as three answers."""

import ast
import importlib
import json
import pkgutil
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zonebook
from zonebook.assess.answer import Answer, Holds, NotStated, every, holds, missing, some
from zonebook.assess.conditions import condition, when_schema, words
from zonebook.assess.conditions.word import MEANINGS, Word
from zonebook.assess.conditions.words import WORDS
from zonebook.model.subject import Subject
from zonebook.model.system import Workspace
from zonebook.model.vocabulary import ABOUTS, About
from zonebook.read.yaml_text import read

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
def test_parts_of_a_when_join(told: Callable[..., str], text: str, answer: str) -> None:
    assert told(MODEL, "service", "a", text) == answer


@pytest.mark.parametrize(("first", "second"), list(product(KLEENE, KLEENE)))
def test_and_or_follow_kleene_logic(first: str, second: str) -> None:
    answers = [KLEENE[first], KLEENE[second]]
    worst = "no" if "no" in {first, second} else "open" if "open" in {first, second} else "yes"
    best = "yes" if "yes" in {first, second} else "open" if "open" in {first, second} else "no"
    assert (truth(every(answers)), truth(some(answers))) == (worst, best)


@given(st.lists(st.sampled_from(list(KLEENE)), max_size=5), st.data())
def test_order_of_parts_changes_no_truth(names: list[str], data: st.DataObject) -> None:
    mixed = data.draw(st.permutations(names))
    assert truth(every([KLEENE[name] for name in names])) == truth(every([KLEENE[name] for name in mixed]))
    assert truth(some([KLEENE[name] for name in names])) == truth(some([KLEENE[name] for name in mixed]))


def test_empty_and_holds_empty_or_fails() -> None:
    assert every([]) == Holds(())
    assert some([]) is None


def test_not_stated_attributes_are_named_once() -> None:
    assert every([missing("a"), missing("b"), missing("a")]) == NotStated(("a", "b"))
    assert some([missing("a"), None, missing("a")]) == NotStated(("a",))


@pytest.mark.parametrize("about", ABOUTS)
def test_every_word_has_manual_and_schema(about: About) -> None:
    assert about in WORDS
    for name, word in WORDS[about].items():
        assert word.manual.endswith("."), (about, name)
        assert name not in {"any", "none"}
        assert when_schema.schema()["$defs"][about]["properties"][name]["description"] == word.manual
    assert json.dumps(when_schema.schema())


def test_every_word_says_what_it_is_for() -> None:
    """Only a control can be declared not applicable, so only a word about controls differs beside a weakness."""
    for name, word in ((name, word) for named in WORDS.values() for name, word in named.items()):
        assert word.says in MEANINGS, name
        assert (word.beside_facts is not None) is (word.says == "control"), name
    assert {word.says for named in WORDS.values() for word in named.values()} == set(MEANINGS)


DECLARED = (
    "services: {a: {kind: server, settings: {metadata: optional},"
    " controls: {patched: {status: not-applicable, by: team, because: It is old.}}}}"
)
BESIDE = "patched is declared not applicable by team, because It is old"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        pytest.param("{is: [host], %s: [patched]}", "no", id="circumstance"),
        pytest.param(
            "{setting: {metadata: [optional]}, %s: [patched]}", f"yes: metadata is optional; {BESIDE}", id="weakness"
        ),
        pytest.param(
            "{setting: {metadata: [optional]}, any: [{%s: [patched]}]}",
            f"yes: metadata is optional; {BESIDE}",
            id="weakness-around",
        ),
        pytest.param(
            "{any: [{setting: {metadata: [optional]}}, {is: [host]}], %s: [patched]}", "no", id="one-alternative"
        ),
        pytest.param("{none: [{setting: {metadata: [required]}}], %s: [patched]}", "no", id="none"),
    ],
)
@pytest.mark.parametrize("word", ["without", "unless"])
def test_declaration_settles_circumstances_alone(told: Callable[..., str], word: str, text: str, answer: str) -> None:
    assert told(DECLARED, "service", "a", text % word) == answer


def test_selecting_words_need_no_applies() -> None:
    """Where a selecting word does not match, the threat does not apply: `applies` has nothing to add."""
    words = {name: word for named in WORDS.values() for name, word in named.items()}
    assert [name for name, word in words.items() if word.of_kind and not word.selects] == []
    assert [name for name, word in words.items() if word.applies and word.selects] == []


def test_defined_words_are_in_vocabulary() -> None:
    known = {word.ask for named in WORDS.values() for word in named.values()}
    assert {word.ask for _, module, _ in pkgutil.iter_modules(words.__path__) for word in defined(module)} == known


def test_every_word_module_is_tested() -> None:
    """A file of tests for each module; the words about decisions are in tests/assess/findings/test_treatment.py."""
    modules = {module for _, module, _ in pkgutil.iter_modules(words.__path__) if defined(module)} - {"decision"}
    assert {path.stem.removeprefix("test_words_") for path in Path(__file__).parent.glob("test_words_*.py")} == modules


def defined(module: str) -> list[Word]:
    found = vars(importlib.import_module(f"{words.__name__}.{module}")).values()
    return [each for each in found if isinstance(each, Word)]


def test_ids_in_a_when_are_found() -> None:
    data = {"is": ["host"], "any": [{"none": [{"without": ["patched"]}]}, {"setting": {"metadata": ["required"]}}]}
    found = [(each.route, each.text, each.key) for each in condition.names("service", data, ("when",))]
    assert found == [
        (("when", "is", 0), "host", False),
        (("when", "any", 0, "none", 0, "without", 0), "patched", False),
        (("when", "any", 1, "setting", "metadata"), "metadata", True),
    ]


@pytest.mark.parametrize(
    ("about", "text", "absent"),
    [
        pytest.param("service", "{without: [metadata-guarded]}", True, id="without"),
        pytest.param("flow", "{without: [metadata-guarded]}", True, id="without-elsewhere"),
        pytest.param("service", "{without: [patched]}", False, id="without-another"),
        pytest.param("service", "{unless: [metadata-guarded]}", True, id="unless"),
        pytest.param("service", "{setting: {metadata: [optional]}}", True, id="setting"),
        pytest.param("network", "{setting: {metadata: [optional]}}", False, id="setting-of-another-subject"),
        pytest.param("service", "{setting: {metadata: [optional, required]}}", False, id="setting-of-either-value"),
        pytest.param("service", "{setting: {hop-limit: [2]}}", False, id="another-setting"),
        pytest.param(
            "service",
            "{any: [{without: [metadata-guarded]}, {setting: {metadata: [optional]}}]}",
            True,
            id="each-alternative",
        ),
        pytest.param("service", "{any: [{without: [metadata-guarded]}, {is: [host]}]}", False, id="one-alternative"),
        pytest.param("service", "{none: [{without: [metadata-guarded]}]}", False, id="none"),
    ],
)
def test_condition_reports_required_absent_control(
    understood: Callable[..., Workspace], about: About, text: str, *, absent: bool
) -> None:
    control = understood(MODEL).catalogue.controls["metadata-guarded"]
    assert condition.condition(about, read("when.yaml", text.encode()).data).requires_absent(control) is absent


KINDS = "services: {a: {kind: server}, b: {kind: bucket}}"


@pytest.mark.parametrize(
    ("text", "of"),
    [
        pytest.param("{kind: [server]}", "a", id="kind"),
        pytest.param("{is: [host], without: [patched]}", "a", id="trait"),
        pytest.param("{category: [abstracted]}", "b", id="category"),
        pytest.param("{is: [host], category: [abstracted]}", "", id="category-rules-out"),
        pytest.param("{any: [{kind: [bucket]}, {is: [host]}]}", "ab", id="each-alternative"),
        pytest.param("{any: [{kind: [bucket]}, {tagged: [t]}]}", "", id="one-alternative"),
        pytest.param("{none: [{kind: [bucket]}]}", "", id="none-alone"),
        pytest.param("{any: [{is: [host]}, {kind: [bucket]}], none: [{kind: [bucket]}]}", "a", id="none-rules-out"),
        pytest.param("{tagged: [t]}", "", id="no-kind"),
    ],
)
def test_condition_reports_required_kind(standing: Callable[..., Subject[object]], text: str, of: str) -> None:
    asked = condition.condition("service", read("when.yaml", text.encode()).data)
    assert "".join(name for name in "ab" if asked.requires_kind_of(standing(KINDS, "service", name))) == of


@pytest.mark.parametrize(
    ("text", "mentioned"),
    [
        pytest.param("{choice: [own-directory, old-directory]}", True, id="choice"),
        pytest.param("{choice: [old-directory]}", False, id="another"),
        pytest.param("{any: [{choice: [own-directory]}, {needs: [trusts]}]}", True, id="one-alternative"),
        pytest.param("{none: [{choice: [own-directory]}]}", False, id="none"),
    ],
)
def test_condition_reports_mentioned_choice(text: str, *, mentioned: bool) -> None:
    asked = condition.condition("directory", read("when.yaml", text.encode()).data)
    assert asked.mentions_choice("own-directory") is mentioned


def test_only_conditions_read_a_when() -> None:
    house = Path(zonebook.__file__).parent
    readers = {
        path.relative_to(house).as_posix()
        for path in house.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "when"
    }
    assert {name for name in readers if not name.startswith(("assess/conditions/", "load/"))} == set()
    assert "assess/conditions/entry_conditions.py" in readers, "the test has to find the module that reads it"
