"""`zonebook check --watch`: the check once more after each change."""

import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support import sites

PROGRAM = "from zonebook.cli import main; main()"


class Watching:
    """A check that watches, as a process whose lines are kept."""

    def __init__(self, folder: Path) -> None:
        """Start it."""
        command = (sys.executable, "-c", PROGRAM, "check", "--watch")
        with sites.interruptible():
            self.process = subprocess.Popen(
                command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(self.process.stdout)

    def ended(self) -> int:
        """Wait for the end; return the exit code."""
        code = self.process.wait(20)
        self._reader.join(5)
        return code

    def close(self) -> None:
        """End it, where it has not ended by itself."""
        self.process.kill()
        self.ended()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def until(self, text: str, times: int = 1) -> None:
        """Wait until lines with a text were printed so often."""
        limit = time.monotonic() + 30
        while sum(text in line for line in [*self.lines]) < times:
            assert time.monotonic() < limit, self.lines
            time.sleep(0.05)


@pytest.fixture
def watching(here: Path) -> Iterator[Watching]:
    """A check that watches the here, after its first result."""
    started = Watching(here)
    try:
        started.until("Watching models; Ctrl-C ends.")
        yield started
    finally:
        started.close()


def test_change_is_checked_until_interrupted(here: Path, watching: Watching) -> None:
    sites.changed(here / sites.MODEL, "kind: server", "kind: servr")
    watching.until("Watching", 2)
    assert "Changed: systems/small/system.yaml\n" in watching.lines
    assert [line for line in watching.lines if ":8:35: unknown-id: " in line]
    sites.changed(here / sites.MODEL, "kind: servr", "kind: server")
    (here / "models" / ".system.yaml.swp").write_text("copy of an editor", "utf-8")
    watching.until("Watching", 3)
    watching.process.send_signal(signal.SIGINT)
    assert watching.ended() == 0
    assert "Traceback" not in "".join(watching.lines)


def test_models_that_return_are_checked(here: Path, watching: Watching) -> None:
    (here / "models").rename(here / "away")
    watching.until("there is no folder models")
    watching.until("Watching", 2)
    (here / "away").rename(here / "models")
    watching.until("Watching", 3)
    assert "Changed: organisation.yaml, systems/small/system.yaml\n" in watching.lines


def test_watching_ends_where_nothing_is(here: Path) -> None:
    shutil.rmtree(here / "models")
    result = sites.asked("check", "models", "--watch")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no folder models" in result.stderr


@pytest.mark.usefixtures("here")
def test_programs_cannot_watch() -> None:
    result = sites.asked("check", "--watch", "--format", "json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "leave --format out" in result.stderr
