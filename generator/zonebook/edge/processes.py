"""Other programs, run within bounds: each in a group of its own, limited in time and output, ending when we end."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from types import FrameType
from typing import IO, Any, NoReturn

_CHUNK = 64 * 1024
_LAST_READ = 5.0
"""How long, in seconds, output is awaited after a program ended: a child of it may hold the pipe open."""


class StoppedError(Exception):
    """A program went beyond a limit and was stopped; the words say which."""


class EndingError(Exception):
    """A program was stopped, or not begun, because this one ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a program may take: seconds, bytes that it prints, and bytes that are kept of its error stream.

    `grace` is how long, in seconds, it may put things in order when it is asked to end. `processor_seconds` holds even
    after this program was killed, where the system can bound them.
    """

    seconds: float
    printed: int
    said: int
    grace: float = 0.0
    processor_seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a program ended: its exit code, what it printed, and the first of what it said on its error stream."""

    code: int
    printed: bytes
    said: bytes


class Processes:
    """The programs that run now, so that all of them can be ended."""

    def __init__(self) -> None:
        """Begin with none."""
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = Lock()
        self._ending = False

    def run(
        self, command: Sequence[str], text: bytes, limits: Limits, *, env: Mapping[str, str], cwd: Path | None = None
    ) -> Ended:
        """Run a program with a text as its input until it ends.

        Raises OSError where it cannot be started, StoppedError where it goes beyond a limit, EndingError where `ending`
        stops it.
        """
        with self._started(command, limits, env, cwd) as process:
            printed = _Output(process.stdout, limits.printed, full=lambda: _end(process))
            said = _Output(process.stderr, limits.said, full=lambda: None)
            Thread(target=_feed, args=(process.stdin, text), daemon=True).start()
            try:
                code = process.wait(limits.seconds)
            except subprocess.TimeoutExpired:
                raise StoppedError(f"not done after {limits.seconds:g} s") from None
            kept = Ended(code=code, printed=printed.kept(), said=said.kept())
            if printed.over:
                raise StoppedError(f"printed more than {limits.printed} bytes")
            return kept

    @contextmanager
    def ending(self, pool: Executor) -> Iterator[None]:
        """While this holds, an exception ends the programs that a pool runs, and begins none of those that wait."""
        try:
            yield
        except BaseException:
            with self._lock:
                self._ending = True
                for process in self._running:
                    _end(process)
            pool.shutdown(cancel_futures=True)
            self._ending = False
            raise

    @contextmanager
    def _started(
        self, command: Sequence[str], limits: Limits, env: Mapping[str, str], cwd: Path | None
    ) -> Iterator["subprocess.Popen[bytes]"]:
        """Start a program, and see to it that it has ended afterwards."""
        with self._lock:
            if self._ending:
                raise EndingError
            process = _popen(command, env, cwd)
            self._running.add(process)
        try:
            _limit(process.pid, limits.processor_seconds)
            yield process
        finally:
            _ended(process, limits.grace)
            with self._lock:
                self._running.discard(process)
        if self._ending:
            raise EndingError


@contextmanager
def stoppable() -> Iterator[None]:
    """While this holds, a request to end raises SystemExit in the main thread, so that nothing is left behind."""
    before = stop_when_asked()
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def stop_when_asked() -> Callable[[int, FrameType | None], Any] | int | None:
    """Let a request to end raise SystemExit from now on; return what was done before."""
    return signal.signal(signal.SIGTERM, _stop)


def _stop(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)


def _popen(command: Sequence[str], env: Mapping[str, str], cwd: Path | None) -> "subprocess.Popen[bytes]":
    """Start a program without a shell; whoever asks for it says why the command is safe."""
    pipe = subprocess.PIPE
    if sys.platform == "win32":
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=env, cwd=cwd)  # noqa: S603
    group = 0  # one of its own
    return subprocess.Popen(  # noqa: S603  no shell
        command, stdin=pipe, stdout=pipe, stderr=pipe, env=env, cwd=cwd, process_group=group
    )


def _limit(pid: int, seconds: int) -> None:
    """Bound the processor time of a program, so that it ends even where this one can no longer stop it."""
    if sys.platform != "linux" or not seconds:
        return
    import resource  # noqa: PLC0415  this system has it

    with suppress(OSError):
        resource.prlimit(pid, resource.RLIMIT_CPU, (seconds, seconds + 1))


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a program and its children at once, unless it has ended."""
    if process.poll() is not None:
        return
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


def _ended(process: "subprocess.Popen[bytes]", grace: float) -> None:
    """Let a program end within its grace, or end it; afterwards it is no more."""
    if process.poll() is None and grace:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(grace)
    _end(process)
    process.wait()


def _feed(stream: IO[bytes] | None, text: bytes) -> None:
    """Write the input of a program; one that does not read it to its end is free not to."""
    if stream is None:
        return
    with suppress(OSError), stream:
        stream.write(text)


class _Output:
    """What a program writes, read as it comes, so that it never waits; what goes beyond the most is thrown away."""

    def __init__(self, stream: IO[bytes] | None, most: int, full: Callable[[], None]) -> None:
        """Begin to read; `full` is called once where there is more."""
        self.over = False
        self._parts: list[bytes] = []
        self._left = most
        self._full = full
        self._thread = Thread(target=self._read, args=(stream,), daemon=True)
        self._thread.start()

    def kept(self) -> bytes:
        """Return what was written, up to the most."""
        self._thread.join(_LAST_READ)
        return b"".join(self._parts)

    def _read(self, stream: IO[bytes] | None) -> None:
        if stream is None:
            return
        with stream:
            while part := os.read(stream.fileno(), _CHUNK):
                self._parts.append(part[: self._left])
                self._left -= len(self._parts[-1])
                if not self.over and len(self._parts[-1]) < len(part):
                    self.over = True
                    self._full()
