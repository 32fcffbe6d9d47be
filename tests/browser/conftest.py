"""The browser, and what it opens: a page with one picture, and the site of the reference models."""

import os
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.support.browser import MISSING, Browser
from tests.support.diagram_pages import GRAPH, page
from tests.support.sites import TOP


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a browser where there is none, with the reason."""
    if MISSING and item.get_closest_marker("browser"):
        pytest.skip(MISSING)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page with one picture."""
    return page(tmp_path_factory.mktemp("one"), "one", GRAPH)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser."""
    with Browser() as begun:
        yield begun


@pytest.fixture(scope="session")
def site() -> Path:
    """The site of the reference models: `make test-browser` builds it, or takes what `make test` built."""
    folder = Path(os.environ.get("ZONEBOOK_SITE") or TOP / "build" / "site")
    assert (folder / "index.html").is_file(), f"{folder} is no built site: make test-browser builds it"
    return folder.resolve()


class _Silent(SimpleHTTPRequestHandler):
    """A server that keeps no log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is the library's
        pass


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[str]:
    """The address of the same site on a server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(site))) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.fixture(scope="module")
def opened(site: Path, server: str) -> Callable[[str], str]:
    """Return the address of a page: in its folder, but for the one that only a server shows."""
    return lambda path: f"{server}/{path}" if path == "404.html" else (site / path).as_uri()
