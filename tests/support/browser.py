"""The Chromium of the system, driven by Playwright, which brings no browser of its own here.

As a program, it prints where Chromium is, or exits with 2 and says what to do where there is none.
"""

import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from types import TracebackType
from typing import Any, Literal, Self

BINARY = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
NO_BINARY = "there is no chromium, chromium-browser or google-chrome: apt-get install chromium"
MISSING = (
    ""
    if BINARY and find_spec("playwright")
    else "Playwright is not installed: make test-browser"
    if BINARY
    else NO_BINARY
)
"""Why no browser can be driven here, or nothing."""
Scheme = Literal["light", "dark"]
_PATIENCE = 30_000
_QUIET = 150
"""Milliseconds that the scripts of a page have after it is loaded, or has another width."""
_SWITCHES = (
    "--no-sandbox",
    "--no-first-run",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


@dataclass(slots=True, kw_only=True)
class Visit:
    """What happened on a page: every requested address, and every console error."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


class Browser:
    """A browser with one page, which shows in a scheme of colours what follows the system's."""

    def __init__(self, scheme: Scheme = "light") -> None:
        self._scheme = scheme
        self._closing = ExitStack()
        self._visit = Visit()

    def __enter__(self) -> Self:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415  only test-browser installs it

        chromium = self._closing.enter_context(sync_playwright()).chromium
        begun = self._closing.enter_context(chromium.launch(executable_path=BINARY, args=_SWITCHES))
        self.page = begun.new_page(color_scheme=self._scheme, viewport={"width": 1440, "height": 900})
        self.page.set_default_timeout(_PATIENCE)
        self.page.on("request", lambda request: self._visit.requests.append(request.url))
        self.page.on("pageerror", lambda error: self._visit.complaints.append(str(error)))
        self.page.on("console", self._hear)
        self._protocol = self.page.context.new_cdp_session(self.page)
        self._protocol.send("Performance.enable", {"timeDomain": "threadTicks"})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.close()

    def resize(self, width: int, height: int = 900) -> None:
        """Set the width and height of the window in pixels."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.wait_for_timeout(_QUIET)

    def visit(self, url: str, *, width: int = 1440) -> Visit:
        """Open a page and wait until it is idle; return what happened."""
        self.page.goto("about:blank")
        self.page.set_viewport_size({"width": width, "height": 900})
        self._visit = Visit()
        self.page.goto(url)
        self.page.wait_for_timeout(_QUIET)
        return self._visit

    def ask(self, script: str) -> Any:  # noqa: ANN401  whatever the script gives
        """Return the result of a script on the page; a promise is awaited."""
        asked = {"expression": script, "awaitPromise": True, "returnByValue": True}
        told = self._protocol.send("Runtime.evaluate", asked)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def size(self) -> tuple[int, int]:
        """Return the width and the height of a picture that is opened by itself, in pixels."""
        wide, high = self.ask("['width', 'height'].map(side => document.documentElement[side].baseVal.value)")
        return int(wide), int(high)

    def picture(self, size: tuple[int, int]) -> bytes:
        """Return so much from the top left corner of what is opened as PNG."""
        self.resize(*size)
        return bytes(self.page.screenshot(animations="disabled"))

    def paper(self) -> bytes:
        """Return the page as it is printed, as PDF; its style sheets say how large the paper is."""
        return bytes(self.page.pdf(prefer_css_page_size=True))

    @contextmanager
    def as_printed(self) -> Iterator[None]:
        """Lay the page out as for paper, at the width of the window."""
        self.page.emulate_media(media="print")
        yield
        self.page.emulate_media(media="null")

    def work(self) -> float:
        """Return how long the page's own thread has worked since it began, in seconds; waiting is not counted."""
        figures = self._protocol.send("Performance.getMetrics")["metrics"]
        return float(next(each["value"] for each in figures if each["name"] == "TaskDuration"))

    def _hear(self, message: Any) -> None:  # noqa: ANN401  the library is not installed for every check
        if message.type in {"error", "warning", "assert"}:
            self._visit.complaints.append(f"{message.text} {message.location.get('url', '')}")


if __name__ == "__main__":
    if not BINARY:
        sys.stderr.write(f"zonebook: {NO_BINARY}\n")
        raise SystemExit(2)
    sys.stdout.write(f"{BINARY}\n")
