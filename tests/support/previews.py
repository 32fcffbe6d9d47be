"""Previews on servers, in this process and in their own, and what they answer."""

import http.client
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support import sites

from zonebook.commands.preview.preview import Preview
from zonebook.commands.preview.server import Server

ADDRESS = "http://127.0.0.1:8000/"
ELEMENT = "systems/small/services/server-1.html"


@contextmanager
def served(preview: Preview) -> Iterator[int]:
    """Serve a preview; yield the port."""
    with Server(0) as found:
        found.preview = preview
        thread = threading.Thread(target=found.serve_forever, args=(0.05,))
        thread.start()
        yield found.server_port
        found.shutdown()
        thread.join()


@dataclass(frozen=True, kw_only=True)
class Got:
    """What a server answered."""

    status: int
    kind: str
    body: bytes


def asked(port: int, path: str, **headers: str) -> Got:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.putrequest("GET", path, skip_host=bool(headers))
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        found = connection.getresponse()
        return Got(status=found.status, kind=found.headers["Content-Type"], body=found.read())


@contextmanager
def serving(here: Path) -> Iterator[tuple[int, list[str]]]:
    """Serve a site as its own process; yield the port and the lines that are printed."""
    with Server(0) as free:
        port = free.server_port
    process = sites.begun("serve", "--port", str(port), cwd=here, env=sites.frozen(here.parent / "frozen"))
    lines: list[str] = []
    stream = process.stderr
    assert stream
    reader = threading.Thread(target=lambda: lines.extend(stream), daemon=True)
    reader.start()
    try:
        assert awaited(lambda: any("Serving" in line for line in lines)), lines
        yield port, lines
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(30)
        reader.join(5)
        for each in (process.stdout, stream):
            if each:
                each.close()
    assert code == 0
    assert "Traceback" not in "".join(lines)


def awaited(holds: Callable[[], bool], seconds: float = 120) -> bool:
    """Wait until a condition holds; return whether it did in time."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.1)
    return holds()
