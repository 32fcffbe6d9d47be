"""The first page for new users, followed from top to bottom: commands are run, files written, outputs compared."""

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.support import sites

from zonebook import assembly
from zonebook.edge import program_origin

START = sites.TOP / "docs" / "start.md"
BLOCK = re.compile(r'^```(?P<language>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<body>.*?)^```$', re.MULTILINE | re.DOTALL)
ELSEWHERE = ("make wheel", "pipx install ", "python3 -m venv ", ".venv/bin/pip install ")
"""What tests/system/test_new_user.py and tests/system/test_wheel.py run, each in an environment of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An output as the page shows it and where, and what the command printed and ended with."""

    place: str
    said: str
    printed: str
    code: int


def followed(blocks: Iterator[re.Match[str]], text: str) -> Iterator[Shown]:
    """Follow a page from the current folder, block by block."""
    ended, model = (0, ""), Path()
    for block in blocks:
        match block["language"], block["title"]:
            case "sh", None:
                *_, ended = map(ran, block["body"].splitlines())
            case "yaml", str(title):
                model = Path(title)
                model.parent.mkdir(parents=True, exist_ok=True)
                model.write_text(block["body"], "utf-8")
            case "yaml", None:
                replaced(model, block["body"])
            case "text", None:
                place = f"docs/start.md:{text.count(chr(10), 0, block.start()) + 1}"
                yield Shown(place=place, said=block["body"], printed=ended[1], code=ended[0])
            case other:
                pytest.fail(f"nobody knows how to follow a block of {other}")


def ran(line: str) -> tuple[int, str]:
    """Run a command of the page; return its exit code and what it prints."""
    if line.startswith(ELSEWHERE):
        return 0, ""
    match shlex.split(line):
        case ["cd", folder]:
            os.chdir(folder)
            return 0, ""
        case ["rm", "-r", folder]:
            shutil.rmtree(folder)
            return 0, ""
        case ["zonebook" | ".venv/bin/zonebook", *words]:
            result = sites.asked(*words)
            return result.exit_code, result.output
        case other:
            pytest.fail(f"nobody knows how to run {other}")


def replaced(path: Path, line: str) -> None:
    """Replace the line that begins with the same word."""
    word = line.partition(":")[0] + ":"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    assert [each.startswith(word) for each in lines].count(True) == 1
    path.write_text("".join(line if each.startswith(word) else each for each in lines), "utf-8")


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wheel: Path) -> list[Shown]:
    """The page, followed with a program that was installed from the wheel."""
    monkeypatch.setattr(program_origin, "installed", lambda: program_origin.named(str(wheel)))
    monkeypatch.chdir(tmp_path)
    text = START.read_text("utf-8")
    return list(followed(BLOCK.finditer(text), text))


def test_page_outputs_match_the_program(shown: list[Shown]) -> None:
    assert [(each.place, each.said) for each in shown] == [(each.place, each.printed) for each in shown]
    assert [each.code for each in shown] == [0, 0, 1, 1, 0, 1, 0, 1]


def test_every_block_is_followed() -> None:
    text = START.read_text("utf-8")
    assert text.count("\n```") == 2 * len(BLOCK.findall(text))


@pytest.mark.usefixtures("shown")
def test_planned_control_shows_future_risk() -> None:
    (judged,) = assembly.load_and_assess(Path("models"), "2026-12-01").systems.values()
    (finding,) = judged.findings
    assert (finding.risk.current.level, finding.risk.target.level) == ("moderate", "low")
