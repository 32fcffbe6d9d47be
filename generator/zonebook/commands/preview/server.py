"""The server of a preview: for this machine alone, and for nothing but the site.

What is asked for is looked up among the pages and files that MkDocs knows: no path of the disk is made of a request. A
request under another name than this machine's is refused, as a page of the web could send it here in disguise.
"""

import errno
import json
import mimetypes
import re
import socket
import sys
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from string import Template
from urllib.parse import parse_qs, unquote, urlsplit

from zonebook.commands.preview.failures import unshown
from zonebook.commands.preview.preview import Preview
from zonebook.edge import streams, terminal
from zonebook.values import RefusedError, visible
from zonebook.values.record import dataclass
from zonebook.write import escape

HOST = "127.0.0.1"
_NAMES = (HOST, "localhost")
CHANGES, SCRIPT = "/_zonebook/changes", "/_zonebook/live.js"
"""Where a page asks whether it changed, and the script that does so: in served pages alone, never in a built site."""
_PATIENCE = 20.0
"""The seconds after which a page that waits for a change is answered, to ask again."""
_NEXT = 100
"""How many ports after one that is taken are tried for another to name."""
_NUMBER = re.compile("[0-9]{1,15}")
_HTML = "text/html; charset=utf-8"
_LIVE = """\
(() => {
  const own = document.currentScript.dataset;
  const note = document.createElement("div");
  note.style.cssText = "position:fixed;left:.5rem;bottom:.5rem;z-index:9;padding:.1rem .5rem;font-size:.6rem;"
    + "background:var(--md-default-bg-color,#fff);color:var(--md-default-fg-color,#000);opacity:.8";
  note.setAttribute("role", "status");
  let number = own.number, wait = 0;
  const ask = async () => {
    try {
      const wanted = new URLSearchParams({page: own.page, seen: own.seen, number});
      const answer = await (await fetch("/_zonebook/changes?" + wanted, {cache: "no-store"})).json();
      if (answer.reload) { location.reload(); return; }
      number = answer.number; wait = 0;
      note.textContent = answer.known < answer.pages
        ? `The search knows ${answer.known} of ${answer.pages} pages so far` : "";
    } catch { wait = 1000; note.textContent = "zonebook serve has ended"; }
    note.textContent ? document.body.append(note) : note.remove();
    setTimeout(ask, wait);
  };
  ask();
})();
"""
_TAG = Template('<script src="$script" data-page="$page" data-seen="$seen" data-number="$number"></script>')
_BARE = Template(
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>$title</title><h1>$title</h1>$body</html>'
)
_UNSHOWN = "This page cannot be shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to a request."""

    body: bytes
    type: str = _HTML
    status: HTTPStatus = HTTPStatus.OK


class Server(ThreadingHTTPServer):
    """A server on a port of this machine, for the `preview` that it is given before it serves."""

    daemon_threads = True
    preview: Preview

    def __init__(self, port: int) -> None:
        """Listen on a port, any free one for 0; raise RefusedError, with what to do, where that is not possible."""
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            raise RefusedError(_unheard(port, error)) from error

    def server_bind(self) -> None:
        """Take the port, without asking a network for the name of this machine."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, int(self.server_address[1])

    def handle_error(self, *_: object) -> None:
        """Say in a line what else went wrong with a request; nothing of a browser that left."""
        error = sys.exc_info()[1]
        if isinstance(error, Exception) and not isinstance(error, ConnectionError | TimeoutError):
            terminal.failed(visible(unshown("what was asked for", error)))


def _unheard(port: int, error: OSError) -> str:
    """Return why nothing can be served on a port, and what to do."""
    if error.errno == errno.EADDRINUSE:
        return f"port {port} of {HOST} is taken by another program; name another one, such as `--port {_free(port)}`"
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"port {port} of {HOST} is not for this user to listen on; name one from 1024 on with `--port`"
    return f"port {port} of {HOST} cannot be listened on: {streams.reason(error)}; name another one with `--port`"


def _free(port: int) -> int:
    """Return the next port that is free now; 0, which is any, where none of the next ones is."""
    for number in range(port + 1, min(port + _NEXT, 65536)):
        with suppress(OSError), socket.socket() as tried:
            tried.bind((HOST, number))
            return number
    return 0


class _Handler(BaseHTTPRequestHandler):
    """Answers one request after another of a browser."""

    server_version, sys_version = "zonebook", ""
    protocol_version = "HTTP/1.1"
    timeout = 60

    server: Server

    @property
    def preview(self) -> Preview:
        """The preview that is served."""
        return self.server.preview

    def do_GET(self) -> None:
        """Answer with a page or a file."""
        self._send(self._answer())

    def do_HEAD(self) -> None:
        """Answer without the content."""
        self._send(self._answer())

    def log_message(self, *said: object) -> None:
        """Say nothing of each request."""

    def _answer(self) -> Answer:
        if not self._is_ours():
            return Answer(
                body=b"This preview is for this machine alone.", type="text/plain", status=HTTPStatus.FORBIDDEN
            )
        try:
            asked = urlsplit(self.path)
        except ValueError:
            return Answer(body=b"This is no address.", type="text/plain", status=HTTPStatus.BAD_REQUEST)
        if asked.path == SCRIPT:
            return Answer(body=_LIVE.encode(), type="text/javascript")
        if asked.path == CHANGES:
            return self._changes({name: values[0] for name, values in parse_qs(asked.query).items()})
        try:
            return answer(self.preview, unquote(asked.path))
        except Exception as error:  # noqa: BLE001  whatever it is, it is named, and the next request is answered
            said = visible(unshown(_address(unquote(asked.path)), error))
            terminal.talk(f"zonebook: {said}")
            return _unshown(self.preview, said)

    def _is_ours(self) -> bool:
        """Return whether a request names this machine as the one that it is for."""
        name, _, port = self.headers.get("Host", "").partition(":")
        return name in _NAMES and port == str(self.server.server_port)

    def _changes(self, asked: dict[str, str]) -> Answer:
        """Answer as soon as the state is another than the asking page knows: whether that page is another now."""
        seen = int(asked["number"]) if _NUMBER.fullmatch(asked.get("number", "")) else -1
        number = self.preview.wait(seen, _PATIENCE)
        page = self.preview.page(_address(asked.get("page", "")))
        known, pages = self.preview.progress
        is_other = (page.digest if page else "") != asked.get("seen", "")
        reload = is_other or (number != seen and not self.preview.is_shown)
        said = {"number": number, "reload": reload, "known": known, "pages": pages, **self.preview.counts}
        return Answer(body=json.dumps(said).encode(), type="application/json")

    def _send(self, answer: Answer) -> None:
        with suppress(ConnectionError):  # the browser went on to another page
            self._write(answer)

    def _write(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in (
            ("Content-Type", answer.type),
            ("Content-Length", str(len(answer.body))),
            ("Cache-Control", "no-store"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "SAMEORIGIN"),
        ):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)


def answer(preview: Preview, path: str) -> Answer:
    """Return the page or the file at a path of the site."""
    address, number = _address(path), preview.number
    page = preview.page(address)
    if page:
        status = HTTPStatus.INTERNAL_SERVER_ERROR if page.failed else HTTPStatus.OK
        html = page.html if not page.failed else _page(_UNSHOWN, page.failed)
        return Answer(body=_tagged(html, address, page.digest, number), status=status)
    raw = preview.file(address)
    if raw is not None:
        kind = mimetypes.guess_type(address)[0] or "application/octet-stream"
        return Answer(body=raw, type=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
    if not preview.is_shown:
        problems = "\n".join((*map(str, preview.problems), *filter(None, (preview.trouble,))))
        return _bare(preview, "The models have problems", problems, HTTPStatus.OK)
    if preview.unmade:
        return _unshown(preview, "\n".join((f"there is no page {address} so far:", *preview.unmade)))
    html = preview.not_found()
    if not html:
        return _bare(preview, "There is no such page", address, HTTPStatus.NOT_FOUND)
    return Answer(body=_tagged(html, address, "", number), status=HTTPStatus.NOT_FOUND)


def _address(path: str) -> str:
    """Return the address of what a path names, from the root of the site: of a folder, that of its first page."""
    address = path.removeprefix("/")
    return f"{address}index.html" if not address or address.endswith("/") else address


def _tagged(html: str, address: str, seen: str, number: int) -> bytes:
    """Return a page with the script that shows it again when it has changed."""
    tag = _TAG.substitute(script=SCRIPT, page=escape.attribute(address), seen=seen, number=number)
    before, end, after = html.rpartition("</body>")
    return f"{before}{tag}{end}{after}".encode("utf-8", "xmlcharrefreplace") if end else f"{html}{tag}".encode()


def _unshown(preview: Preview, said: str) -> Answer:
    """Return a page of our own that says why another one is not shown."""
    return _bare(preview, _UNSHOWN, said, HTTPStatus.INTERNAL_SERVER_ERROR)


def _bare(preview: Preview, title: str, text: str, status: HTTPStatus) -> Answer:
    """Return a page of our own, for what no theme can show."""
    return Answer(body=_tagged(_page(title, text), "", "", preview.number), status=status)


def _page(title: str, text: str) -> str:
    return _BARE.substitute(title=escape.html(title), body=f"<pre>{escape.html(text)}</pre>")
