"""The processes of `--jobs` end with the program, however it ends, and their layout engines with them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.support import edits, sites
from tests.support.previews import awaited

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
ENGINE = """\
#!{python} -S
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGINT, signal.SIG_IGN)
open({folder!r} + '/' + str(os.getpid()), 'w')
time.sleep(300)
"""
PATIENCE = 240
"""The seconds that a build may take until it draws, on a machine that has much else to do."""
WORKER = "from multiprocessing.spawn import"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A repository of three systems."""
    folder = sites.repository(tmp_path / "here")
    for path, raw in edits.texts().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(raw)
    return folder


@pytest.fixture
def build(here: Path, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """A build with two processes that each wait for a layout engine without end."""
    engine, seen = tmp_path / "engine", tmp_path / "seen"
    seen.mkdir()
    engine.write_text(ENGINE.format(python=sys.executable, folder=str(seen)), "utf-8")
    engine.chmod(0o755)
    env = sites.refusing(tmp_path / "frozen", ZONEBOOK_DOT=str(engine))
    process = sites.begun("build", "--out", "out", "--jobs", "2", cwd=here, env=env)
    try:
        assert awaited(lambda: len(list(seen.iterdir())) >= 2 and workers(process) == 2, PATIENCE), family(process)
        yield process
    finally:
        for each in family(process):
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        process.communicate(timeout=PATIENCE)


def family(process: "subprocess.Popen[str]") -> dict[int, str]:
    """Return the command of each process that lives in the session of one, by its number."""
    found = {}
    for folder in Path("/proc").iterdir():
        try:
            state, _, _, session = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()[:4]
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if int(session) == process.pid and state != "Z":
            found[int(folder.name)] = command
    return found


def workers(process: "subprocess.Popen[str]") -> int:
    """Return how many processes a build has for its systems now."""
    return sum(WORKER in command for command in family(process).values())


def rest(process: "subprocess.Popen[str]") -> dict[int, str]:
    """Return what still lives some time after the end."""
    awaited(lambda: not family(process))
    return family(process)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_interrupt_ends_processes(build: "subprocess.Popen[str]", here: Path, number: signal.Signals) -> None:
    build.send_signal(number)
    _, said = build.communicate(timeout=PATIENCE)
    assert (build.returncode, said) == (128 + number, "")
    assert rest(build) == {}
    assert not [path for path in here.iterdir() if path.name.startswith((".out", "out", ".zonebook"))]


def test_interrupt_from_keyboard_is_silent(build: "subprocess.Popen[str]") -> None:
    os.killpg(build.pid, signal.SIGINT)
    _, said = build.communicate(timeout=PATIENCE)
    assert (build.returncode, said) == (128 + signal.SIGINT, "")
    assert rest(build) == {}


def test_killed_program_leaves_no_process(build: "subprocess.Popen[str]") -> None:
    build.kill()
    build.wait(PATIENCE)
    assert rest(build) == {}
