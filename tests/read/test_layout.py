"""The stable layout: what it looks like, and that meaning and comments are the same before and after."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zonebook.read.layout import WIDTH, laid_out
from zonebook.read.layout_lines import comments
from zonebook.read.yaml_text import read
from zonebook.values import BrokenError

TOP = Path(__file__).parents[2]
PATH = "models/organisation.yaml"
WORDS = " ".join(["word"] * 50)
CASES = {
    "indentation": ("a:\n    b:\n    - c\n    -   d: 1\n        e: 2\n", "a:\n  b:\n    - c\n    - d: 1\n      e: 2\n"),
    "spaces": ("a:   1   # why\nb: [x,y]\nc: {k:  v}  \n", "a: 1 # why\nb: [x, y]\nc: {k: v}\n"),
    "blank lines": ("\n\na: 1\n\n\n\nb: 2\n\n", "a: 1\n\nb: 2\n"),
    "line ends": ("\ufeffa: 1\r\nb: 2", "a: 1\nb: 2\n"),
    "mark": ("# top\n---\n# more\na: 1\n", "# top\n# more\na: 1\n"),
    "comments": (
        "a:\n    # of b\n    b: 1\n    # after b\n# of c\nc:\n- x\n# of y\n- y\n",
        "a:\n  # of b\n  b: 1\n  # after b\n# of c\nc:\n  - x\n  # of y\n  - y\n",
    ),
    "after a block": ("a:\n    b: |\n        x\n\n    # of c\n    c: 1\n", "a:\n  b: |\n    x\n\n  # of c\n  c: 1\n"),
    "short list": ("a: [b,\n    c]\n", "a: [b, c]\n"),
    "list with comments": ("a: [b, # one\n    c]\n", "a:\n  - b\n  # one\n  - c\n"),
    "as written": (
        "a: 012\nb: 'no'\nc: no\nd: 2026-1-1T1:00:00+2:00\ne: 1.10\nf: 0x1F\ng: [{h: 1}]\ni: ~\nj:\n",
        "a: 012\nb: 'no'\nc: no\nd: 2026-1-1T1:00:00+2:00\ne: 1.10\nf: 0x1F\ng: [{h: 1}]\ni: ~\nj:\n",
    ),
}


def laid(text: str) -> str:
    """Return the layout of a text."""
    return laid_out(PATH, text.encode()).decode()


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_each_content_has_one_form(text: str, expected: str) -> None:
    assert laid(text) == expected
    assert laid(expected) == expected


def test_long_list_takes_a_line_an_item() -> None:
    many = [f"item-{number}" for number in range(40)]
    assert laid(f"a: [{', '.join(many)}]\n") == "a:\n" + "".join(f"  - {each}\n" for each in many)


def test_long_text_is_broken_between_words() -> None:
    first, *rest = laid(f"a:\n  b: {WORDS}\n").splitlines()[1:]
    assert first == "  b: >-"
    assert len(rest) == 2
    assert max(map(len, rest)) <= WIDTH
    assert read(PATH, laid(f"a: {WORDS}\n").encode()).data == {"a": WORDS}


def test_comment_that_would_be_lost_is_a_problem() -> None:
    with pytest.raises(BrokenError) as broken:
        laid("a: 1\nb: {c: 1, # lost\n  d: 2}\n")
    (problem,) = broken.value.problems
    assert str(problem).startswith(f"{PATH}:2:1: layout: this comment has no place")


def test_text_that_cannot_be_laid_out_is_a_problem() -> None:
    with pytest.raises(BrokenError) as broken:
        laid("a:\n# of a\n- {}\n- b: 1\n- b: 2\n")
    assert [each.code for each in broken.value.problems] == ["layout"]


def test_unreadable_text_is_its_own_problem() -> None:
    with pytest.raises(BrokenError) as broken:
        laid("a: &x 1\n")
    assert [each.code for each in broken.value.problems] == ["anchor"]


def test_models_of_the_project_are_laid_out() -> None:
    paths = sorted((TOP / "models").rglob("*.yaml"))
    assert len(paths) > 20
    for path in paths:
        raw = path.read_bytes()
        assert laid_out(path.as_posix(), raw) == raw


_TEXTS = st.text(alphabet="ab 01-:#'\"[]{},é\n", max_size=30) | st.sampled_from(["no", "012", "~", "2026-01-01", WORDS])
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | _TEXTS,
    # No word of the language takes a list of lists, or of empty entries.
    lambda inner: (
        st.lists(inner.filter(lambda each: not isinstance(each, list) and each != {}), max_size=3)
        | st.dictionaries(_TEXTS, inner, max_size=3)
    ),
    max_leaves=8,
)


def written(data: Any, chance: Random, depth: int = 0) -> str:  # noqa: ANN401  plain data
    """Return data as YAML in one of the many ways of an author, with comments and blank lines here and there."""
    step, indent = chance.choice((1, 2, 3, 4)), " " * depth
    aside = [
        f" # aside {chance.random()}",
        f"\n\n{indent}# above {chance.random()}",
        f"\n# odd {chance.random()}",
        "",
        "",
    ]
    if not isinstance(data, dict | list) or not data or chance.random() < 0.2:
        return f" {json.dumps(data, ensure_ascii=False)}\n"
    parts = []
    pairs = data.items() if isinstance(data, dict) else ((None, each) for each in data)
    for key, value in pairs:
        head = "-" if key is None else f"{json.dumps(key, ensure_ascii=False)}:"
        body = written(value, chance, depth + step)
        if body.startswith("\n"):
            body = chance.choice(aside) + body
        parts.append(f"{indent}{head}{body}")
    return "\n" + "".join(parts)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(_TEXTS, _VALUES, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_any_text_keeps_meaning_and_comments(data: dict[str, Any], chance: Random) -> None:
    text = written(data, chance).lstrip("\n")
    document = read(PATH, text.encode())
    assert not document.problems
    new = laid(text)
    after = read(PATH, new.encode())
    assert repr(after.data) == repr(document.data)
    assert [each for _, each in comments(new)] == [each for _, each in comments(text)]
    assert laid(new) == new


def test_models_written_otherwise_say_the_same() -> None:
    for path in sorted((TOP / "models").rglob("*.yaml")):
        document = read(PATH, path.read_bytes())
        loose = written(document.data, Random(path.as_posix())).lstrip("\n")  # noqa: S311  a form, no secret
        new = laid(loose)
        assert repr(read(PATH, new.encode()).data) == repr(document.data)
        assert [each for _, each in comments(new)] == [each for _, each in comments(loose)]
        assert laid(new) == new
