"""Full streams, closed pipes, interrupts: an exit code, and never a traceback."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.support import sites

from zonebook import assembly, cli
from zonebook.edge import terminal
from zonebook.edge.publish import swap

FULL = Path("/dev/full")
FINE_MODEL = "check --as-of 2026-12-01"

pytestmark = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment with the frozen catalogue."""
    return sites.frozen(tmp_path_factory.mktemp("frozen"))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return sites.repository(tmp_path / "here")


def shell(redirection: str, arguments: str, cwd: Path, env: dict[str, str]) -> sites.Ended:
    """Run a command with its streams redirected, as a shell does."""
    done = subprocess.run(
        ("sh", "-c", f'exec "$0" {arguments} {redirection}', *sites.ZONEBOOK),  # noqa: S607
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr + done.stdout
    assert "Exception ignored" not in done.stderr
    return sites.Ended(code=done.returncode, out=done.stdout, err=done.stderr)


@pytest.mark.parametrize("arguments", ["--help", "check --help", FINE_MODEL, "check --format json", "list kinds"])
def test_full_output_exits_with_2(repository: Path, env: dict[str, str], arguments: str) -> None:
    ended = shell(">/dev/full", arguments, repository, env)
    assert ended.code == 2
    assert "zonebook: standard output cannot be written: no space left on device\n" in ended.err


@pytest.mark.parametrize("arguments", [FINE_MODEL, "check --format json", "list kinds"])
def test_closed_output_exits_with_2(repository: Path, env: dict[str, str], arguments: str) -> None:
    ended = shell(">&-", arguments, repository, env)
    assert ended.code == 2
    assert "zonebook: standard output cannot be written: bad file descriptor\n" in ended.err


def test_unprintable_problems_exit_with_2(repository: Path, env: dict[str, str]) -> None:
    sites.changed(repository / sites.MODEL, "kind: server", "kind: servr")
    assert shell("", "check", repository, env).code == 1
    assert shell(">/dev/full", "check", repository, env).code == 2


@pytest.mark.parametrize("arguments", ["--help", "list kinds", "check --format json"])
def test_closed_pipe_ends_quietly(repository: Path, env: dict[str, str], arguments: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        (*sites.ZONEBOOK, *arguments.split()),
        cwd=repository,
        env=env,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("away", ["2>/dev/full", "2>&-", ">&- 2>&-"])
@pytest.mark.parametrize(
    ("arguments", "code"), [("build --out out", 0), ("check nowhere", 2), ("chekc", 2), ("build --out docs", 2)]
)
def test_lost_stderr_changes_no_exit_code(  # noqa: PLR0917
    repository: Path, env: dict[str, str], away: str, arguments: str, code: int
) -> None:
    assert shell(away, arguments, repository, env).code == code


# interrupts


@pytest.mark.parametrize(
    ("command", "module", "name"),
    [
        ("check", assembly, "load_and_assess"),
        ("build --out a/out", assembly, "build"),
        ("build --out a/out", swap, "lay_down"),
    ],
)
def test_interrupted_command_exits_with_130(  # noqa: PLR0917
    here: Path, monkeypatch: pytest.MonkeyPatch, command: str, module: object, name: str
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, name, interrupted)
    before = sites.tree(here)
    result = sites.asked(*command.split())
    assert (result.exit_code, result.output) == (130, "")
    assert sites.tree(here) == before
    assert not (here / "a").exists()


@pytest.fixture
def ignoring() -> Iterator[None]:
    """A process that ignores interrupts, as one that runs in the background of a script does."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ignoring")
@pytest.mark.parametrize("command", ["build --out site", "site"])
def test_interrupted_build_leaves_nothing_behind(repository: Path, env: dict[str, str], command: str) -> None:
    process = sites.begun(*command.split(), cwd=repository, env=env)
    end = time.monotonic() + 60
    while not list(repository.glob(".zonebook-*/.zonebook")):
        assert time.monotonic() < end, "the build makes no staging folder"
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    assert sites.ended(process).code == 130
    assert sorted(path.name for path in repository.iterdir()) == ["docs", "mkdocs.yml", "models"]


# a full disk


def test_full_disk_exits_with_2(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> int:
        if path.name == "index.md":
            raise OSError(28, "No space left on device")
        return written(path, content)

    written: Callable[[Path, bytes], int] = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", full)
    result = sites.asked("build", "--out", "out")
    assert result.exit_code == 2
    assert result.stderr.endswith("index.md: no space left on device\n")
    assert sorted(path.name for path in here.iterdir()) == ["docs", "mkdocs.yml", "models"]


def test_unexpected_error_exits_with_2(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> str:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr("zonebook.edge.clock.today", refused)
    result = CliRunner().invoke(cli.main, ["check"])
    assert (result.exit_code, result.stderr) == (terminal.USAGE, "zonebook: no such file or directory\n")
