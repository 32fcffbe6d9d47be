"""Debian's headless chromium, controlled over its debugging protocol, on pipes."""

import base64
import fcntl
import itertools
import json
import os
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

BINARY = shutil.which("chromium") or shutil.which("chromium-browser")
_PATIENCE = 30.0
_QUIET = 0.3
"""Seconds without a message after which a page counts as loaded."""
_SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--no-first-run",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)


@dataclass(slots=True, kw_only=True)
class Visit:
    """What happened on a page: every requested address, and every console error."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


class Browser:
    """A browser with one page."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp())
        self._hears, ears = _high(os.pipe())
        mouth, self._says = _high(os.pipe())
        # It reads from 3 and writes to 4; no option changes that.
        ends = [(os.POSIX_SPAWN_DUP2, mouth, 3), (os.POSIX_SPAWN_DUP2, ears, 4)]
        nowhere = [(os.POSIX_SPAWN_OPEN, end, os.devnull, os.O_WRONLY, 0) for end in (1, 2)]
        command = (str(BINARY), *_SWITCHES, f"--user-data-dir={self._folder}", "about:blank")
        self._process = os.posix_spawn(command[0], command, os.environ, file_actions=[*ends, *nowhere])
        os.close(mouth)
        os.close(ears)
        self._numbers = itertools.count(1)
        self._visit, self._loaded = Visit(), False
        self._rest_of_message = b""
        self._waiting: list[dict[str, Any]] = []
        self._session = ""

    def __enter__(self) -> Self:
        pages = [each for each in self._told("Target.getTargets")["targetInfos"] if each["type"] == "page"]
        self._session = self._told("Target.attachToTarget", targetId=pages[0]["targetId"], flatten=True)["sessionId"]
        for domain in ("Network", "Page", "Runtime", "Log"):
            self._told(f"{domain}.enable")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._says)
        os.close(self._hears)
        os.kill(self._process, signal.SIGTERM)
        os.waitpid(self._process, 0)
        shutil.rmtree(self._folder, ignore_errors=True)

    def resize(self, width: int) -> None:
        """Set the width of the window in pixels."""
        self._told("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self._rest()

    def visit(self, url: str, *, width: int = 1440) -> Visit:
        """Open a page and wait until it is idle; return what happened."""
        self._told("Page.navigate", url="about:blank")
        self.resize(width)
        self._visit, self._loaded = Visit(), False
        self._told("Page.navigate", url=url)
        end = time.monotonic() + _PATIENCE
        while not self._loaded and time.monotonic() < end:
            self._rest()
        self._rest()
        assert self._loaded, f"{url} does not load"
        return self._visit

    def ask(self, script: str) -> Any:  # noqa: ANN401  whatever the script gives
        """Return the result of a script on the page; a promise is awaited."""
        told = self._told("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def size(self) -> tuple[int, int]:
        """Return the width and the height of a picture that is opened by itself, in pixels."""
        wide, high = self.ask("['width', 'height'].map(side => document.documentElement[side].baseVal.value)")
        return int(wide), int(high)

    def picture(self, size: tuple[int, int]) -> bytes:
        """Return so much from the top left corner of what is opened as PNG, in light colours."""
        clip = {"x": 0, "y": 0, "width": size[0], "height": size[1], "scale": 1}
        self._told("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "light"}])
        told = self._told("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)
        return base64.b64decode(told["data"])

    def paper(self) -> bytes:
        """Return the page as it is printed, as PDF; its style sheets say how large the paper is."""
        told = self._told("Page.printToPDF", preferCSSPageSize=True)
        return base64.b64decode(told["data"])

    @contextmanager
    def as_printed(self) -> Iterator[None]:
        """Lay the page out as for paper, at the width of the window."""
        self._told("Emulation.setEmulatedMedia", media="print")
        yield
        self._told("Emulation.setEmulatedMedia", media="")

    def work(self) -> float:
        """Return how long the page's own thread has worked since it began, in seconds; waiting is not counted."""
        self._told("Performance.enable", timeDomain="threadTicks")
        figures = self._told("Performance.getMetrics")["metrics"]
        return float(next(each["value"] for each in figures if each["name"] == "TaskDuration"))

    def _told(self, method: str, **params: object) -> dict[str, Any]:
        number = next(self._numbers)
        where = {"sessionId": self._session} if self._session else {}
        os.write(self._says, json.dumps({"id": number, "method": method, "params": params, **where}).encode() + b"\0")
        for message in self._messages(_PATIENCE):
            if message.get("id") == number:
                assert "error" not in message, message
                return dict(message["result"])
            self._hear(message)
        raise TimeoutError(method)

    def _rest(self) -> None:
        for message in self._messages(_QUIET):
            self._hear(message)

    def _messages(self, patience: float) -> Iterator[dict[str, Any]]:
        """Yield the messages of the browser until none arrives for that many seconds."""
        while self._waiting or select.select([self._hears], [], [], patience)[0]:
            if not self._waiting:
                said = os.read(self._hears, 1 << 16)
                if not said:
                    raise BrokenPipeError("the browser is gone")
                *whole, self._rest_of_message = (self._rest_of_message + said).split(b"\0")
                self._waiting.extend(map(json.loads, whole))
            if self._waiting:
                yield self._waiting.pop(0)

    def _hear(self, message: dict[str, Any]) -> None:
        said = message.get("params", {})
        match message.get("method"):
            case "Network.requestWillBeSent":
                self._visit.requests.append(said["request"]["url"])
            case "Runtime.consoleAPICalled" if said["type"] in {"error", "warning", "assert"}:
                self._visit.complaints.append(str([each.get("value") for each in said["args"]]))
            case "Runtime.exceptionThrown":
                self._visit.complaints.append(str(said["exceptionDetails"]))
            case "Log.entryAdded" if said["entry"]["level"] in {"error", "warning"}:
                self._visit.complaints.append(f"{said['entry']['text']} {said['entry'].get('url', '')}")
            case "Page.loadEventFired":
                self._loaded = True


def _high(pipe: tuple[int, int]) -> tuple[int, int]:
    """Move the ends of a pipe to file descriptors that nothing else is likely to use."""
    ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 64) for end in pipe]
    for end in pipe:
        os.close(end)
    return ends[0], ends[1]
