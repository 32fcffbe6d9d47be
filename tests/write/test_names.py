"""External names: none starts a line, moves a cursor, or causes a traceback."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import sites

from zonebook.read.yaml_text import read
from zonebook.values import Place, Problem, visible

COMMAND = "::error::owned"
BREAKS = ("\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
NO_TEXT = "\udcff"
UNSEEN = (*BREAKS, "\x1b[31m", "\x07", "\u202e", "\u2066")


@given(st.text(alphabet=st.characters(), max_size=40))
def test_visible_text_is_one_printable_line(text: str) -> None:
    shown = visible(text)
    assert len(shown.splitlines()) <= 1
    assert shown.encode("utf-8", "strict")[:0] == b""
    assert visible(shown) == shown


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126)))
def test_plain_text_is_unchanged(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize("mark", [*UNSEEN, NO_TEXT])
def test_problem_is_on_one_line(mark: str) -> None:
    problem = Problem(place=Place(path=f"a{mark}{COMMAND}"), code="form", message=f"b{mark}{COMMAND}", hint=mark)
    assert len(str(problem).splitlines()) == 1
    assert mark not in str(problem)


def lines_of(*arguments: str, code: int) -> list[str]:
    """Return the lines that a command prints, split at every type of line end."""
    result = sites.asked(*arguments)
    assert result.exit_code == code, result.output
    return (result.stdout + result.stderr).splitlines()


@pytest.mark.parametrize("mark", UNSEEN)
def test_file_name_begins_no_line(here: Path, mark: str) -> None:
    (here / "models" / f"x{mark}{COMMAND}.yaml").write_text("a: b\n", "utf-8")
    found = lines_of("check", code=1)
    assert found
    assert [line for line in found if line.startswith(COMMAND) or mark in line] == []


@pytest.mark.parametrize("mark", [*UNSEEN, NO_TEXT])
@pytest.mark.parametrize(
    "command",
    ["check {}", "build {} --out out", "build --out {}/file/out", "site --config {}", "init {}", "list {}"],
)
def test_argument_begins_no_line(here: Path, mark: str, command: str) -> None:
    name = f"x{mark}{COMMAND}"
    (here / name).mkdir()
    (here / name / "file").write_text("", "utf-8")
    found = lines_of(*(word.format(name) for word in command.split()), code=2)
    assert found
    assert [line for line in found if line.startswith(COMMAND) or mark in line] == []


def test_finding_path_stays_on_one_line(here: Path) -> None:
    (here / "models").rename(here / f"m\n{COMMAND}")
    found = lines_of("check", f"m\n{COMMAND}", "--fail-on", "very-low", code=1)
    assert any(line.startswith(f"m\\n{COMMAND}/systems/") for line in found)
    assert [line for line in found if line.startswith(COMMAND)] == []


def test_model_prose_begins_no_line(here: Path) -> None:
    words = f'because: "one\\n{COMMAND}"'
    sites.changed(here / sites.MODEL, "zones:", f"directory: {{choice: old-directory, {words}}}\nzones:")
    found = lines_of("explain", "directory", code=0)
    assert [line for line in found if line.startswith(COMMAND)] == []
    assert any(f"one {COMMAND}" in line for line in found)


def test_undecodable_folder_name_exits_with_2(here: Path) -> None:
    (here / "models").rename(here / f"m{NO_TEXT}")
    for command in ("check", "build --out out", "explain directory --models"):
        first, *rest = command.split()
        arguments = (first, *rest, f"m{NO_TEXT}") if rest[-1:] == ["--models"] else (first, f"m{NO_TEXT}", *rest)
        assert "a name that is not UTF-8" in "".join(lines_of(*arguments, code=2))


def test_undecodable_file_name_exits_with_2(here: Path) -> None:
    (here / "models" / "systems" / "small" / f"{NO_TEXT}.yaml").write_text("zones: {}\n", "utf-8")
    assert lines_of("check", code=2) == [
        "zonebook: a name that is not UTF-8 cannot stand on a page; rename:",
        "models/systems/small/\\udcff.yaml",
    ]


@pytest.mark.parametrize("name", ["self", "self.yaml"])
def test_looping_link_exits_with_2(here: Path, name: str) -> None:
    (here / "models" / name).symlink_to(name)
    assert any(f"models/{name}" in line for line in lines_of("check", code=2))


@pytest.mark.parametrize("command", ["check", "build --out out"])
def test_loop_or_pipe_is_no_folder(here: Path, command: str) -> None:
    (here / "loop").symlink_to("loop")
    (here / "pipe").touch()
    first, *rest = command.split()
    for name in ("loop", "pipe", "/dev/null"):
        assert lines_of(first, name, *rest, code=2)[0].startswith("zonebook: ")


# very long values


LONG = "a" * 60_000
WORDS = tuple(re.finditer(r"[A-Za-z][A-Za-z0-9-]*", sites.SYSTEM))


@pytest.mark.parametrize("word", WORDS, ids=lambda word: f"{word.start()}-{word[0]}")
def test_long_word_is_cut_everywhere(word: re.Match[str], here: Path) -> None:
    text = sites.SYSTEM[: word.start()] + LONG + sites.SYSTEM[word.end() :]
    (here / sites.MODEL).write_text(text, "utf-8")
    assert [line for line in sites.asked("check").output.splitlines() if len(line) > 1000] == []


@pytest.mark.parametrize(
    "text", [f"&{LONG} a: b", f"a: &{LONG} b", f"a: !{LONG} b", f"a: *{LONG}", f"{LONG[:1000]}: 1\n{LONG[:1000]}: 2"]
)
def test_long_yaml_name_is_cut(text: str) -> None:
    (problem,) = read("a.yaml", text.encode()).problems
    assert f"{'a' * 50}" in str(problem)
    assert len(str(problem)) < 200
