"""The line that a message speaks of, with a mark below the word."""

from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import sites

from zonebook.values import Place, visible
from zonebook.write.diagnostics.source_text import SourceText

HOSTILE = st.text(max_size=60) | st.sampled_from(("\n::error::x", "\x1b[31m", "\u202e", "\t", "\ufeff", "\x00"))


@given(HOSTILE, st.text(max_size=150), st.integers(1, 200))
def test_frame_is_one_line_and_mark(before: str, after: str, column: int) -> None:
    text = f"{before}{after}".encode("utf-8", "replace")
    frame = SourceText({"a": text}).frame(Place(path="a", line=1, column=column))
    assert len(frame) in {0, 2}
    assert all(line == visible(line) and len(line) <= 120 for line in frame)
    assert not frame or frame[1].strip(" |^") == ""
    assert not frame or "^" in frame[1]


@pytest.mark.parametrize(
    ("line", "column", "marked"),
    [
        ("    knd: server", 5, "^^^"),
        ("    kind: server-x # old", 11, "^^^^^^^^"),
        ('    title: "a: b"', 12, "^^^^^^"),
        ("    list: [one, two]", 17, "^^^"),
        ("    aws:s3:arn", 5, "^^^^^^^^^^"),
        ("    日本: x", 5, "^^^^"),
    ],
)
def test_mark_is_under_the_word(line: str, column: int, marked: str) -> None:
    shown, below = SourceText({"a": line.encode()}).frame(Place(path="a", line=1, column=column))
    assert shown == f"     1 | {line}"
    assert below.strip(" |") == marked
    assert below.index("^") == len("       | ") + column - 1


@pytest.mark.usefixtures("here")
def test_problem_is_framed_on_terminal() -> None:
    sites.changed(Path(sites.MODEL), "kind: server", "kind: sever")
    told = sites.asked("check").stdout.splitlines()
    at = next(index for index, line in enumerate(told) if ": unknown-" in line)
    column = int(told[at].split(":")[2])
    assert told[at + 1].split(" | ", 1)[1][column - 1 :].startswith("sever")
    assert told[at + 2] == f"       | {'':{column - 1}}^^^^^"
    annotated = sites.asked("check", "--format", "github").stdout
    assert f",col={column}," in annotated
    assert f"endColumn={column + 5}" in annotated


@pytest.mark.usefixtures("here")
def test_findings_of_one_line_share_a_frame() -> None:
    sites.changed(Path(sites.MODEL), "protocols: [web]", "protocols: [web, ldap], sources: [0.0.0.0/0]")
    told = sites.asked("check", "models", "--fail-on-possible", "very-low", "--fail-on", "very-low").stdout.splitlines()
    places = [line.split(": ")[0] for line in told if line.startswith("models/")]
    frames = [line for line in told if line.endswith("^")]
    assert len(frames) == len([one for one, _ in groupby(places)])
