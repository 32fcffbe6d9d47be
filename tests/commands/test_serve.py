"""`zonebook serve` goes on: what fails is named, on the terminal and on the page, and the rest is shown."""

import errno
import json
import os
import re
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Never
from unittest.mock import Mock

import pytest
from tests.support import sites
from tests.support.previews import ADDRESS, ELEMENT, asked, awaited, served, serving

from zonebook import assembly
from zonebook.commands.preview import edition
from zonebook.commands.preview.preview import Preview
from zonebook.commands.preview.server import CHANGES, Server
from zonebook.write.assessment_json import document

REGISTER = "systems/small/register.html"
WHY = "the view `register` of system small failed: ValueError: boom"


def never() -> bool:
    return False


@pytest.fixture
def preview(here: Path) -> Preview:
    return Preview(here / "mkdocs.yml", ADDRESS)


@pytest.fixture
def port(preview: Preview) -> Iterator[int]:
    """The port of a server of the preview."""
    with served(preview) as found:
        yield found


def body(port: int, path: str) -> str:
    """Return what is answered, whether it is the page or why it is not shown."""
    return asked(port, f"/{path}").body.decode()


# what goes wrong


def boom(*_: object, **__: object) -> Never:
    raise ValueError("boom")


@contextmanager
def failing_view() -> Iterator[None]:
    """Let the view of the register fail."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(edition._VIEWS, "register", boom)
        yield


def test_failing_view_leaves_the_others(port: int, preview: Preview, here: Path) -> None:
    assert asked(port, f"/{REGISTER}").status == 200
    sites.changed(here / sites.MODEL, "title: Server", "title: Computer")
    with failing_view():
        preview.judge()
        found = asked(port, f"/{REGISTER}")
        assert found.status == 500
        assert f"{REGISTER} cannot be shown: {WHY}" in found.body.decode()
        assert "Computer" in body(port, ELEMENT)
        assert json.loads(body(port, f"{CHANGES[1:]}?page={REGISTER}&seen=&number=-1"))["reload"] is True
    sites.changed(here / sites.MODEL, "title: Computer", "title: Machine")
    preview.judge()
    assert asked(port, f"/{REGISTER}").status == 200


def test_failing_view_is_named_once(preview: Preview, here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    preview.settle(never)
    sites.changed(here / sites.MODEL, "title: Server", "title: Computer")
    with failing_view():
        preview.judge()
        preview.settle(never)
        preview.page(REGISTER)
    said = capfd.readouterr().err
    assert said.count(f"zonebook: {REGISTER} cannot be shown: {WHY}\n") == 1
    assert "Traceback" not in said


def test_view_that_never_worked_is_named(here: Path) -> None:
    with failing_view(), served(Preview(here / "mkdocs.yml", ADDRESS)) as port:
        assert "Server" in body(port, ELEMENT)
        found = asked(port, f"/{REGISTER}")
    assert found.status == 500
    assert WHY in found.body.decode()


def test_failing_file_is_named(port: int, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "assessed", boom)
    assert asked(port, "/assessment.json").status == 500
    assert "zonebook: assessment.json cannot be shown: ValueError: boom\n" in capfd.readouterr().err
    assert asked(port, "/").status == 200


def sent(port: int, raw: str) -> bytes:
    """Return what comes back for the text of a request, in which PORT stands for the port."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(raw.replace("PORT", str(port)).encode())
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize(
    "line",
    [
        "GET //[ HTTP/1.1",
        f"GET {CHANGES}?page=x&number={'9' * 5000} HTTP/1.1",
        "GET /%ff%00%ed%a0%80.html HTTP/1.1",
        "GET http://[::1/ HTTP/1.1",
        "POST / HTTP/1.1",
        "nonsense",
    ],
)
def test_odd_request_is_answered(port: int, line: str, capfd: pytest.CaptureFixture[str]) -> None:
    found = sent(port, f"{line}\r\nHost: localhost:PORT\r\nConnection: close\r\n\r\n")
    assert re.match(rb"HTTP/1\.1 (200|400|404|500|501) |.*Error code: 400", found, re.DOTALL)
    assert "Traceback" not in capfd.readouterr().err


def test_reset_before_the_request_is_no_error(port: int, capfd: pytest.CaptureFixture[str]) -> None:
    with socket.create_connection(("127.0.0.1", port)) as gone:
        gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # it is reset, not closed
        gone.sendall(b"GET / HT")
        time.sleep(0.2)
    time.sleep(0.2)
    assert asked(port, "/").status == 200
    assert capfd.readouterr().err == ""


def test_failing_judgement_leaves_the_last_pages(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    good = preview.page(ELEMENT)
    with monkeypatch.context() as patch:
        patch.setattr(assembly, "load_and_assess", boom)
        with pytest.raises(ValueError, match="boom"):
            preview.judge()
    page = preview.page(ELEMENT)
    assert good
    assert page
    assert "<p>ValueError: boom</p><p>What stands below is the last good version.</p>" in page.html
    preview.judge()
    assert preview.page(ELEMENT) == good


def test_models_that_were_away_are_watched(tmp_path: Path) -> None:
    here = sites.repository(tmp_path / "here")

    with serving(here) as (port, lines):
        (here / "models").rename(here / "away")
        assert awaited(lambda: "there is no folder" in body(port, ELEMENT))
        assert any("there is no folder" in line for line in lines)
        assert "Server" in body(port, ELEMENT)
        (here / "away").rename(here / "models")
        assert awaited(lambda: "there is no folder" not in body(port, ELEMENT))
        sites.changed(here / sites.MODEL, "title: Server", "title: Computer")
        assert awaited(lambda: "Computer" in body(port, ELEMENT))


# the command


@pytest.mark.usefixtures("here")
def test_command_says_what_it_cannot_serve() -> None:
    assert "there is no file nowhere.yml" in sites.asked("serve", "--config", "nowhere.yml").output


@pytest.mark.usefixtures("here")
def test_taken_port_is_refused() -> None:
    with Server(0) as taken:
        port = taken.server_port
        found = sites.asked("serve", "--port", str(port))
    assert found.exit_code == 2
    start, _, free = found.output.partition("such as `--port ")
    assert start == f"zonebook: port {port} of 127.0.0.1 is taken by another program; name another one, "
    assert int(free.removesuffix("`\n")) > port


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.EACCES, "port 80 of 127.0.0.1 is not for this user to listen on; name one from 1024 on with `--port`"),
        (errno.EINVAL, "port 80 of 127.0.0.1 cannot be listened on: invalid argument; name another one with `--port`"),
    ],
)
def test_port_that_cannot_be_had_is_refused(number: int, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "bind", Mock(side_effect=OSError(number, os.strerror(number))))
    found = sites.asked("serve", "--port", "80")
    assert (found.exit_code, found.output) == (2, f"zonebook: {says}\n")


def test_server_asks_for_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getfqdn", boom)
    with Server(0) as found:
        assert found.server_port > 0
