"""Other programs, run within limits: each in its own process group, limited in time and output, ended with us."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, Thread
from types import FrameType
from typing import IO, TYPE_CHECKING, Any, NoReturn
from weakref import WeakSet

from zonebook.values.record import dataclass

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.connection import Connection

_CHUNK = 64 * 1024
_LAST_READ = 5.0
"""The seconds to wait for output after a program ended: a child process may keep the pipe open."""


class StoppedError(Exception):
    """A program exceeded a limit and was stopped; the message says which."""


class EndingError(Exception):
    """A program was stopped, or not started, because this one ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of a program: seconds, bytes that it prints, and bytes that are kept of its standard error.

    `grace` is the seconds for cleaning up after a request to end. `processor_seconds` applies even after this program
    was killed, where the system supports it.
    """

    seconds: float
    printed: int
    said: int
    grace: float = 0.0
    processor_seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The result of a program: its exit code, its output, and the beginning of its standard error."""

    code: int
    printed: bytes
    said: bytes


class Processes:
    """The running programs, so that all of them can be ended."""

    def __init__(self) -> None:
        """Start with none."""
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = Lock()
        self._ending = False
        _EVERY.add(self)

    def run(
        self, command: Sequence[str], text: bytes, limits: Limits, *, env: Mapping[str, str], cwd: Path | None = None
    ) -> Ended:
        """Run a program with a text as its input until it ends.

        Raise OSError where it cannot be started, StoppedError where it exceeds a limit, EndingError where `ending`
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
        """Within this context, an exception ends the programs that a pool runs, and starts no waiting ones."""
        try:
            yield
        except BaseException:
            self.end()
            pool.shutdown(cancel_futures=True)
            self._ending = False
            raise

    def end(self) -> None:
        """End the programs that run, and start no more."""
        with self._lock:
            self._ending = True
            for process in self._running:
                _end(process)

    @contextmanager
    def _started(
        self, command: Sequence[str], limits: Limits, env: Mapping[str, str], cwd: Path | None
    ) -> Iterator["subprocess.Popen[bytes]"]:
        """Start a program, and ensure that it has ended on exit."""
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


_EVERY: "WeakSet[Processes]" = WeakSet()
"""What runs programs in this process."""


@contextmanager
def workers(many: int) -> Iterator[Executor]:
    """Yield an executor of so many processes, which end with this one, and at once where an exception leaves this.

    Each watches a pipe that nobody writes to: the system closes it where this process is killed.
    """
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  only where there are several
    from multiprocessing import get_context  # noqa: PLC0415

    context = get_context("spawn")
    watched, held = context.Pipe(duplex=False)
    with ProcessPoolExecutor(many, context, _work_until, (watched,)) as pool:
        try:
            yield _Started(pool)
        except BaseException:
            held.close()
            pool.shutdown(cancel_futures=True)
            raise
        finally:
            watched.close()
    held.close()


class _Started(Executor):
    """An executor whose processes are started with interrupts held back, so that none of them hears any."""

    def __init__(self, pool: Executor) -> None:
        """Hand all work on to a pool."""
        self._pool = pool

    def submit(self, fn: Callable[..., Any], /, *args: Any, **more: Any) -> "Future[Any]":  # noqa: ANN401  as above it
        """Hand work on."""
        if sys.platform == "win32":
            return self._pool.submit(fn, *args, **more)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
        try:
            return self._pool.submit(fn, *args, **more)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work_until(closed: "Connection[Any, Any]") -> None:
    """End this process, with the programs that it runs, as soon as the other end of a pipe is closed."""

    def end() -> NoReturn:
        for each in tuple(_EVERY):
            each.end()
        os._exit(128 + signal.SIGTERM)

    def watch() -> None:
        closed.poll(None)
        end()

    signal.signal(signal.SIGTERM, lambda *_: Thread(target=end).start())
    Thread(target=watch, daemon=True).start()


@contextmanager
def stoppable() -> Iterator[None]:
    """Within this context, a request to end raises SystemExit in the main thread, so that cleanup runs."""
    before = stop_when_asked()
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def stop_when_asked() -> Callable[[int, FrameType | None], Any] | int | None:
    """Make a request to end raise SystemExit from now on; return the previous handler."""
    return signal.signal(signal.SIGTERM, _stop)


def _stop(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)


def _popen(command: Sequence[str], env: Mapping[str, str], cwd: Path | None) -> "subprocess.Popen[bytes]":
    """Start a program without a shell; the caller says why the command is safe."""
    pipe = subprocess.PIPE
    if sys.platform == "win32":
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=env, cwd=cwd)  # noqa: S603
    group = 0  # a process group of its own
    return subprocess.Popen(  # noqa: S603  no shell
        command, stdin=pipe, stdout=pipe, stderr=pipe, env=env, cwd=cwd, process_group=group
    )


def _limit(pid: int, seconds: int) -> None:
    """Limit the processor time of a program, so that it ends even where this one can no longer stop it."""
    if sys.platform != "linux" or not seconds:
        return
    import resource  # noqa: PLC0415  only where the system has it

    with suppress(OSError):
        resource.prlimit(pid, resource.RLIMIT_CPU, (seconds, seconds + 1))


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Kill a program and its children, unless it has ended."""
    if process.poll() is not None:
        return
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


def _ended(process: "subprocess.Popen[bytes]", grace: float) -> None:
    """Ask a program to end within its grace, else kill it; it has ended on return."""
    if process.poll() is None and grace:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(grace)
    _end(process)
    process.wait()


def _feed(stream: IO[bytes] | None, text: bytes) -> None:
    """Write the input of a program, which need not read all of it."""
    if stream is None:
        return
    with suppress(OSError), stream:
        stream.write(text)


class _Output:
    """Output of a program, read as it comes, so that the program never blocks; what exceeds the limit is discarded."""

    def __init__(self, stream: IO[bytes] | None, most: int, full: Callable[[], None]) -> None:
        """Start reading; `full` is called once where the limit is exceeded."""
        self.over = False
        self._parts: list[bytes] = []
        self._left = most
        self._full = full
        self._thread = Thread(target=self._read, args=(stream,), daemon=True)
        self._thread.start()

    def kept(self) -> bytes:
        """Return what was written, up to the limit."""
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
