import re
from collections.abc import Mapping
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from zonebook.read import rendering
from zonebook.read.edits import REMOVED, Added, edited, patched
from zonebook.read.layout import laid_out
from zonebook.read.yaml_text import read
from zonebook.values import BrokenError

MODEL = """\
# top
controls:
  # Bare.
  a: met  # why
  b:   'quoted'
  c: {status: met, by: x}   # in brackets
  d:
    status: met
    evidence:
    - title: x
      on: 2026-01-01
    # below d
  e:
  f: >-
    long
    text

  # tail
other: [1, 2,]
"""
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), max_size=40
)
TEXTS = (
    WORDS
    | st.lists(WORDS, min_size=2, max_size=4).map("\n".join)
    | st.text("ab:#-?!'\"[]{}, \n|>&*%@`~=<.10", max_size=12)
)
SCALARS = TEXTS | st.integers(-(10**12), 10**12) | st.booleans()
KEYS = st.text("abcxyz", min_size=1, max_size=5)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)
DOCUMENTS = st.dictionaries(
    KEYS, VALUES | st.dictionaries(KEYS, VALUES, min_size=1, max_size=4), min_size=1, max_size=4
)
PATCHES = st.dictionaries(
    KEYS, VALUES | st.just(REMOVED) | st.lists(VALUES, min_size=1, max_size=2).map(lambda each: Added(tuple(each)))
)


def after(text: str, patch: Mapping[str, Any]) -> str:
    return edited("model.yaml", text.encode(), patch).decode()


def written(data: Mapping[str, Any], style: tuple[bool | None, int, int]) -> str:
    """A document as other programs lay it out: in brackets or not, indented so, broken at that width."""
    flow, indent, width = style
    text = yaml.safe_dump(
        data, default_flow_style=flow, indent=indent, width=width, allow_unicode=True, sort_keys=False
    )
    return str(text)


STYLES = st.tuples(st.sampled_from((None, True, False)), st.integers(2, 4), st.sampled_from((20, 80, 1000)))


@pytest.mark.parametrize(
    ("patch", "old", "new"),
    [
        ({"a": "partial"}, "  a: met  # why\n", "  a: partial  # why\n"),
        ({"c": {"due": "2027-01-01"}}, "by: x}   #", "by: x, due: 2027-01-01}   #"),
        ({"d": {"status": "partial"}}, "    status: met\n", "    status: partial\n"),
        ({"d": {"evidence": Added(({"title": "yz"},))}}, "on: 2026-01-01\n", "on: 2026-01-01\n    - title: yz\n"),
        ({"d": {"due": "2027-01-01"}}, "on: 2026-01-01\n", "on: 2026-01-01\n    due: 2027-01-01\n"),
        ({"e": "x"}, "  e:\n", "  e: x\n"),
        ({"f": "two\nlines"}, "  f: >-\n    long\n    text\n", "  f: |-\n    two\n    lines\n"),
        ({"g": {"because": "x"}}, "    text\n", "    text\n  g:\n    because: x\n"),
        ({"e": REMOVED}, "  e:\n", ""),
        ({"f": REMOVED}, "  f: >-\n    long\n    text\n", ""),
        ({"c": {"status": REMOVED}}, "{status: met, by: x}", "{by: x}"),
        ({"c": {"by": REMOVED}}, "{status: met, by: x}", "{status: met}"),
        ({"d": {"status": REMOVED}}, "    status: met\n", ""),
        ({"e": REMOVED, "f": REMOVED}, "  e:\n  f: >-\n    long\n    text\n", ""),
        ({"f": REMOVED, "g": 1}, "  f: >-\n    long\n    text\n", "  g: 1\n"),
        ({"x": REMOVED}, "  e:\n", "  e:\n"),
        ({"g": ["a", "b"]}, "    text\n", "    text\n  g: [a, b]\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_edit_leaves_every_other_byte(patch: Mapping[str, Any], old: str, new: str, end: str, mark: str) -> None:  # noqa: PLR0917
    text = mark + MODEL.replace("\n", end)
    assert MODEL.count(old) == 1
    assert after(text, {"controls": patch}) == mark + MODEL.replace(old, new).replace("\n", end)


def test_mapping_takes_the_place_of_a_word() -> None:
    new = "  a:  # why\n    status: planned\n    on: 2026-12-31\n"
    assert after(MODEL, {"controls": {"a": {"status": "planned", "on": "2026-12-31"}}}) == MODEL.replace(
        "  a: met  # why\n", new
    )


def test_added_item_stands_before_a_comma() -> None:
    assert after(MODEL, {"other": Added((3,))}) == MODEL.replace("2,]", "2, 3,]")


def test_same_value_changes_nothing() -> None:
    assert after(MODEL, {"controls": {"a": "met", "c": {"by": "x"}}, "other": [1, 2]}) == MODEL


def test_text_without_last_line_end_keeps_none() -> None:
    assert after("a: 1", {"b": 2}) == "a: 1\nb: 2"


@pytest.mark.parametrize("raw", [b"a: [", b"", b"\xff", b"a: &b 1"])
def test_unreadable_text_is_a_problem(raw: bytes) -> None:
    with pytest.raises(BrokenError):
        edited("model.yaml", raw, {"a": 1})


def test_comment_that_would_be_lost_is_a_problem() -> None:
    with pytest.raises(BrokenError, match="make it by hand"):
        after("a:\n  # why\n  b: 1\n", {"a": "x"})


def test_comment_of_what_is_removed_is_a_problem() -> None:
    with pytest.raises(BrokenError, match="make it by hand"):
        after(MODEL, {"controls": {"a": REMOVED}})


def test_character_that_no_model_has_is_a_problem() -> None:
    with pytest.raises(BrokenError):
        after("a: 1\n", {"b": "x\u202e"})


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, STYLES, PATCHES)
def test_edited_text_says_what_was_asked(
    data: dict[str, Any], style: tuple[bool | None, int, int], patch: Mapping[str, Any]
) -> None:
    text = written(data, style)
    before = read("model.yaml", text.encode())
    patch = {**patch, "kept": 1}
    if not before.problems:
        assert read("model.yaml", after(text, patch).encode()).data == patched(before.data, patch)


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, st.integers(2, 4), PATCHES)
def test_every_old_line_stays_where_keys_are_added(data: dict[str, Any], indent: int, patch: Mapping[str, Any]) -> None:
    text = written(data, (False, indent, 1000))
    new = {key: value for key, value in patch.items() if key not in data}
    before = read("model.yaml", text.encode())
    if before.problems:
        return
    rest = iter(after(text, new).split("\n"))
    assert all(line in rest for line in text.split("\n"))


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(KEYS, st.dictionaries(KEYS, st.booleans(), min_size=1), min_size=1), st.data())
def test_comments_stay_in_their_order(data: dict[str, dict[str, bool]], draws: st.DataObject) -> None:
    lines = written(data, (False, 2, 80)).splitlines()
    for at in range(len(lines)):
        if lines[at].endswith(("true", "false")) and draws.draw(st.booleans()):
            lines[at] += f"  # behind {at}"
    for at in sorted(draws.draw(st.sets(st.integers(0, len(lines)), max_size=4)), reverse=True):
        lines.insert(at, " " * draws.draw(st.integers(0, 4)) + f"# above {at}")
    text = "\n".join((*lines, ""))
    outer = draws.draw(st.sampled_from(sorted(data)))
    inner = draws.draw(st.sampled_from(sorted(data[outer])))
    found = after(text, {outer: {inner: {"status": "met", "because": "a sentence"}, "zz": "new"}})
    assert re.findall("# .*", found) == re.findall("# .*", text)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(KEYS, VALUES, min_size=1))
def test_rendered_document_is_read_the_same(data: dict[str, Any]) -> None:
    found = read("model.yaml", rendering.document(data).encode())
    assert found.problems == ()
    assert found.data == data


def test_rendered_document_is_laid_out() -> None:
    data = {
        "audit": {"title": "Year 2026", "period": {"from": "2026-01-01"}},
        "results": {
            "a@b": {
                "method": ["examine", "test"],
                "items": ["one two", "three"],
                "comment": "word " * 50 + "end",
                "reason": "two\nlines",
                "sample": 5,
                "complete": True,
            }
        },
    }
    text = rendering.document(data).encode()
    assert laid_out("audit.yaml", text) == text


@pytest.mark.parametrize(
    "word", ["yes", "No", "on", "y", "null", "~", "1", "1.5", ".5", "-", "a: b", "a #b", "=", "<<", "[", 'x"']
)
def test_text_that_could_be_another_value_is_quoted(word: str) -> None:
    assert rendering.flow(word).startswith('"')
