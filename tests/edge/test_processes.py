"""Child processes are bounded, whatever they do, and none outlives this one."""

import os
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.support import sites

from zonebook.edge.processes import Ended, EndingError, Limits, Processes, StoppedError

LIMITS = Limits(seconds=20, printed=1000, said=10)
SOON = 15.0


def run(body: str, text: bytes = b"", limits: Limits = LIMITS) -> Ended:
    """Run Python without a site in a process of its own."""
    return Processes().run((sys.executable, "-S", "-c", body), text, limits, env=dict(os.environ))


def gone(number: int) -> bool:
    """Return whether a process has ended, or is a zombie."""
    try:
        state = Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


def awaited(holds: Callable[[], bool], seconds: float = SOON) -> bool:
    """Wait until a condition holds; return whether it did in time."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


def test_input_output_and_code_are_returned() -> None:
    body = "import sys; print(sys.stdin.read().upper(), end=''); print('beside', file=sys.stderr); sys.exit(7)"
    assert run(body, b"text") == Ended(code=7, printed=b"TEXT", said=b"beside\n")


def test_unread_input_does_no_harm() -> None:
    assert run("print('done')", b"x" * 10_000_000).printed == b"done\n"


def test_missing_program_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        Processes().run(("no-such-program",), b"", LIMITS, env={})


def test_unbounded_output_is_stopped() -> None:
    with pytest.raises(StoppedError, match="printed more than 1000 bytes"):
        run("while True: print('x' * 1000)")


def test_output_up_to_the_bound_passes() -> None:
    assert run("print('x' * 999)").printed == b"x" * 999 + b"\n"


def test_unbounded_errors_are_cut() -> None:
    done = run("import sys\nfor _ in range(9000): print('x' * 100, file=sys.stderr)\nprint('done')")
    assert (done.printed, done.said) == (b"done\n", b"x" * 10)


def test_hanging_process_tree_is_stopped(tmp_path: Path) -> None:
    body = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)'])\n"
        f"open({str(tmp_path / 'child')!r}, 'w').write(str(child.pid)); time.sleep(300)"
    )
    with pytest.raises(StoppedError, match="not done after 2 s"):
        run(body, limits=Limits(seconds=2, printed=10, said=10))
    assert awaited(lambda: gone(int((tmp_path / "child").read_text("utf-8"))))


def test_grace_period_allows_cleanup(tmp_path: Path) -> None:
    body = (
        "import signal, sys, time, pathlib\n"
        f"signal.signal(signal.SIGTERM, lambda *_: (pathlib.Path({str(tmp_path / 'tidy')!r}).touch(), sys.exit(0)))\n"
        "time.sleep(300)"
    )
    with pytest.raises(StoppedError):
        run(body, limits=Limits(seconds=2, printed=10, said=10, grace=10))
    assert (tmp_path / "tidy").is_file()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems cannot bound a process that runs")
def test_processor_time_is_bounded() -> None:
    body = "import resource, time; time.sleep(0.5); print(resource.getrlimit(resource.RLIMIT_CPU))"
    limits = Limits(seconds=20, printed=100, said=10, processor_seconds=7)
    assert run(body, limits=limits).printed == b"(7, 8)\n"


def test_exception_ends_running_and_waiting(tmp_path: Path) -> None:
    processes = Processes()
    body = f"import os, time; open({str(tmp_path)!r} + '/' + str(os.getpid()), 'w'); time.sleep(300)"
    limits = Limits(seconds=200, printed=10, said=10)

    def hang(_: int) -> Ended:
        return processes.run((sys.executable, "-S", "-c", body), b"", limits, env=dict(os.environ))

    def interrupted() -> None:
        with ThreadPoolExecutor(2) as pool, processes.ending(pool):
            tasks.extend(pool.submit(hang, each) for each in range(6))
            assert awaited(lambda: len(list(tmp_path.iterdir())) == 2)
            raise KeyboardInterrupt

    tasks: list[Future[Ended]] = []
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [task.cancelled() or isinstance(task.exception(), EndingError) for task in tasks] == [True] * 6
    assert all(gone(int(path.name)) for path in tmp_path.iterdir())
    assert len(list(tmp_path.iterdir())) == 2
    assert processes.run((sys.executable, "-c", "print(1)"), b"", LIMITS, env=dict(os.environ)).printed == b"1\n"


ENGINE = """\
#!{python} -S
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGINT, signal.SIG_IGN)
open({folder!r} + '/' + str(os.getpid()), 'w')
time.sleep(300)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("command", [("build", "--out", "out"), ("site",)])
def test_interrupt_ends_stubborn_engine(tmp_path: Path, command: tuple[str, ...], number: signal.Signals) -> None:
    engine, seen = tmp_path / "engine", tmp_path / "seen"
    seen.mkdir()
    engine.write_text(ENGINE.format(python=sys.executable, folder=str(seen)), "utf-8")
    engine.chmod(0o755)
    here = sites.repository(tmp_path / "here")
    env = sites.refusing(tmp_path / "frozen", ZONEBOOK_DOT=str(engine))
    process = sites.begun(*command, cwd=here, env=env)
    assert awaited(lambda: bool(list(seen.iterdir())), 60)
    process.send_signal(number)
    process.communicate(timeout=SOON)
    assert process.returncode == 128 + number
    assert awaited(lambda: all(gone(int(path.name)) for path in seen.iterdir()))
    assert [path.name for path in here.iterdir() if path.name.startswith((".out", ".site"))] == []
