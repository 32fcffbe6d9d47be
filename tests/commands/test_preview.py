"""`zonebook serve`: an edit judges and renders what it touches, and what is shown is what a build writes."""

import json
import re
import socket
import struct
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from tests.support import catalogues, edits, sites
from tests.support.previews import ADDRESS, ELEMENT, asked, served

from zonebook import assembly
from zonebook.commands.preview.preview import Preview
from zonebook.commands.preview.server import CHANGES, SCRIPT, answer
from zonebook.diagram.layout import arrange
from zonebook.drawing import placing
from zonebook.values import RefusedError

SUMMARY = ("summary: A small system.", "summary: A tiny system.")
FRONT = "models/systems/front/model.yaml"


def never() -> bool:
    return False


@pytest.fixture
def preview(here: Path) -> Preview:
    return Preview(here / "mkdocs.yml", ADDRESS)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A repository of four systems, with the frozen catalogue."""
    folder = sites.repository(tmp_path_factory.mktemp("house") / "here")
    for path, raw in edits.texts().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(raw)
    with pytest.MonkeyPatch.context() as patch:
        catalogues.use(patch, catalogues.golden_texts())
        yield folder


@pytest.fixture(scope="module")
def three(house: Path) -> Preview:
    """A preview of these systems, of which every page was made; each test edits on."""
    found = Preview(house / "mkdocs.yml", ADDRESS)
    found.settle(never)
    assert found.counts["judged"] == 4
    assert found.progress[0] == found.progress[1] > 100
    return found


def shown(preview: Preview, path: str) -> str:
    """Return what is answered, without the script that is in served pages alone."""
    text = answer(preview, f"/{path}").body.decode()
    return re.sub(rf'<script src="{SCRIPT}"[^>]*></script>', "", text)


def test_pages_are_those_of_a_build(here: Path) -> None:
    config = load_config(str(here / "mkdocs.yml"), site_url=ADDRESS)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    preview = Preview(here / "mkdocs.yml", ADDRESS)
    site = Path(config.site_dir)
    written = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    pages = [name for name in written if name.endswith(".html") and name != "404.html"]
    offered = [name for name in written if name.endswith((".csv", ".svg", ".css", ".js")) and "search" not in name]
    assert len(pages) > 50
    assert [name for name in pages if shown(preview, name) != written[name].read_text("utf-8")][:3] == []
    assert [name for name in offered if answer(preview, f"/{name}").body != written[name].read_bytes()] == []


def test_edit_of_a_summary_renders_few_pages(three: Preview, house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    layouts = Mock(side_effect=arrange.arranged)
    monkeypatch.setattr(placing, "arranged", layouts)
    monkeypatch.setattr(type(assembly.drawer()), "_lay_out", Mock(side_effect=AssertionError("a layout engine ran")))
    before = three.counts.copy()
    sites.changed(house / FRONT, "summary: One of three.", "summary: One of many.")
    three.judge()
    assert "One of many." in shown(three, "systems/front/index.html")
    three.settle(never)
    done = three.counts - before
    assert done["judged"] == 1
    assert 1 <= done["rendered"] <= 5
    assert layouts.call_count == 0


def test_edit_judges_one_system(three: Preview, house: Path) -> None:
    before = three.counts["judged"]
    sites.changed(house / FRONT, "encrypted: none", "encrypted: tls")
    three.judge()
    assert three.counts["judged"] == before + 1
    sites.changed(house / "models/organisation.yaml", "title: House", "title: Company")
    three.judge()
    assert three.counts["judged"] == before + 5


def test_first_page_is_rendered_alone(three: Preview, house: Path) -> None:
    before = three.counts["rendered"]
    sites.changed(house / FRONT, "title: Server", "title: Computer")
    three.judge()
    shown(three, "systems/front/register.html")
    assert three.counts["rendered"] == before + 1


def test_new_element_gets_its_page_and_place(preview: Preview, here: Path) -> None:
    assert "Server" in shown(preview, ELEMENT)
    sites.changed(here / sites.MODEL, "flows:", "  added: {title: Added, kind: server, zone: inside}\nflows:")
    preview.judge()
    assert preview.page("systems/small/services/added.html") is None
    preview.settle(never)
    assert "Added" in shown(preview, "systems/small/services/added.html")


def test_problems_stand_on_the_last_good_pages(preview: Preview, here: Path) -> None:
    good = shown(preview, ELEMENT)
    sites.changed(here / sites.MODEL, "kind: server", "kind: servr")
    preview.judge()
    for page in (shown(preview, ELEMENT), shown(preview, "hand.html")):
        assert "there is no kind `servr`; did you mean `server`?" in page
        assert "last good version" in page
    sites.changed(here / sites.MODEL, "kind: servr", "kind: server")
    preview.judge()
    assert shown(preview, ELEMENT) == good


def test_broken_models_can_be_served(here: Path) -> None:
    sites.changed(here / sites.MODEL, "kind: server", "kind: servr")
    found = Preview(here / "mkdocs.yml", ADDRESS)
    assert "unknown-id: there is no kind `servr`" in shown(found, "index.html")
    sites.changed(here / sites.MODEL, "kind: servr", "kind: server")
    found.judge()
    assert "Server" in shown(found, ELEMENT)


def test_hand_written_pages_follow(preview: Preview, here: Path) -> None:
    assert "first" in shown(preview, "hand.html")
    (here / "docs" / "hand.md").write_text("# By hand\n\nChanged.\n", "utf-8")
    preview.read(("hand.md",))
    assert "Changed." in shown(preview, "hand.html")
    (here / "docs" / "more.md").write_text("# More\n", "utf-8")
    preview.read(("more.md",))
    assert "More" in shown(preview, "more.html")


def test_search_knows_what_was_rendered(preview: Preview) -> None:
    def entries() -> list[str]:
        found = json.loads(answer(preview, "/search/search_index.json").body)
        return [each["location"].partition("#")[0] for each in found["docs"]]

    shown(preview, ELEMENT)
    assert set(entries()) == {ELEMENT}
    preview.settle(never)
    assert {ELEMENT, "hand.html", "index.html"} <= set(entries())
    assert len(entries()) == len({*map(str, json.loads(answer(preview, "/search/search_index.json").body)["docs"])})
    assert answer(preview, "/search/search_index.js").body.startswith(b"var __index = {")


def test_site_without_the_plugin_is_refused(here: Path) -> None:
    sites.changed(here / "mkdocs.yml", "plugins: [offline, search, zonebook]", "plugins: [search]")
    with pytest.raises(RefusedError, match="has no `zonebook` among its plugins"):
        Preview(here / "mkdocs.yml", ADDRESS)


# the server


@pytest.fixture
def port(preview: Preview) -> Iterator[int]:
    """The port of a server of the preview."""
    with served(preview) as found:
        yield found


def test_server_answers_pages_and_files(port: int) -> None:
    page = asked(port, "/").body.decode()
    assert page.count(SCRIPT) == 1
    assert asked(port, SCRIPT).status == 200
    sheet = asked(port, "/assets/zonebook/zonebook.css")
    assert sheet.kind == "text/css; charset=utf-8"
    assert asked(port, "/nothing.html").status == 404


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:{}", "127.0.0.1", "localhost:1", ""])
def test_foreign_name_is_refused(port: int, host: str) -> None:
    found = asked(port, "/", Host=host.format(port))
    assert found.status == 403
    assert b"<html" not in found.body
    assert asked(port, "/", Host=f"localhost:{port}").status == 200


@pytest.mark.parametrize(
    "path", ["/../mkdocs.yml", "/%2e%2e/mkdocs.yml", "/..%2fmkdocs.yml", "//etc/passwd", "/models/organisation.yaml"]
)
def test_no_path_leads_out(port: int, path: str) -> None:
    found = asked(port, path)
    assert found.status == 404
    assert b"site_name" not in found.body


def test_browser_that_left_is_no_error(port: int, preview: Preview, capfd: pytest.CaptureFixture[str]) -> None:
    number = preview.number
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", port)) as gone:
            gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # it is reset, not closed
            wanted = f"{CHANGES}?page=x&seen=&number={number}"
            gone.sendall(f"GET {wanted} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
            time.sleep(0.1)
    preview.notify()
    assert asked(port, "/").status == 200
    assert "Traceback" not in capfd.readouterr().err


def test_waiting_page_hears_of_its_change(port: int, preview: Preview, here: Path) -> None:
    def changes(seen: str) -> dict[str, object]:
        wanted = f"{CHANGES}?page={ELEMENT}&seen={seen}&number={preview.number}"
        timer = threading.Timer(0.2, preview.judge)
        timer.start()
        found: dict[str, object] = json.loads(asked(port, wanted).body)
        timer.join()
        return found

    page = preview.page(ELEMENT)
    assert page
    sites.changed(here / sites.MODEL, *SUMMARY)
    assert changes(page.digest)["reload"] is False
    sites.changed(here / sites.MODEL, "title: Server", "title: Computer")
    assert changes(page.digest)["reload"] is True
