"""The state of a preview: the models as they were judged last, the pages as they were rendered last, and what is asked.

An edit judges the system that it changes. The page that is asked for is rendered first; the others follow while nobody
asks, so that the search knows them, and each only where its content changed.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.structure.files import File

from zonebook import assembly
from zonebook.assembly import Built, origin
from zonebook.commands.preview.edition import Edition
from zonebook.commands.preview.failures import cause, notice, unshown
from zonebook.commands.preview.frame import Configured, Frame, configured, framed
from zonebook.commands.preview.rendered import Rendered
from zonebook.document.page import Page
from zonebook.edge import terminal
from zonebook.mkdocs_support.messages import banner
from zonebook.present.downloads.file_facts import has_facts
from zonebook.values import BrokenError, Problem
from zonebook.write.markdown.abbreviations import abbreviations

OURS = "zonebook"
SEARCH = ("search/search_index.json", "search/search_index.js")
"""The index of the search, as a server is asked for it, and as a script that sets it."""
NOT_FOUND = "404.html"
_IDLE = 0.3
"""The seconds without a request after which pages are rendered that nobody asked for."""


class Preview:
    """The site of a mkdocs.yml at an address, as its models stand; `counts` says what was done for it so far.

    `trouble` is why the files as they are now could not be looked at, or nothing.
    """

    def __init__(self, path: Path, address: str) -> None:
        """Judge the models; raise OSError where there is no site to show."""
        self.path = path
        self.address = address
        self.counts: Counter[str] = Counter()
        self.number = 0
        self.problems: tuple[Problem, ...] = ()
        self.trouble = ""
        self._named: set[str] = set()
        self._changed = threading.Condition()
        self._busy = threading.RLock()
        self._asked = 0.0
        self._kept: dict[str, Rendered] = {}
        self._edition: Edition | None = None
        self._frame: Frame | None = None
        self._placed: object = None
        self._dear: Collection[str] = frozenset()
        self.configured: Configured = configured(path, address)
        self._bundled = assembly.bundled_catalogue()
        self.judge()

    def judge(self) -> None:
        """Judge the models again; where they have problems, what was shown before stays, with these on top.

        Raise what else prevents it; that is on top as well.
        """
        before = self._edition
        with self._troubled():
            try:
                edition = self._judged(before)
            except BrokenError as broken:
                self._become(before, broken.problems)
            else:
                self._become(edition, ())

    @contextmanager
    def _troubled(self) -> Iterator[None]:
        """Within this, what fails is said on the pages as well."""
        try:
            yield
        except Exception as error:
            self._become(self._edition, self.problems, cause(error))
            raise

    def _judged(self, before: Edition | None) -> Edition:
        models = self.configured.models
        kept = before.assessment if before else None
        assessment = assembly.load_and_assess(
            models.folder, models.day, models.shown, bundled=self._bundled, before=kept
        )
        same = kept.systems if kept else {}
        self.counts["judged"] += sum(same.get(name) is not each for name, each in assessment.systems.items())
        links = models.links(assessment.workspace.organisation.organisation.repository)
        return Edition(assessment, links, lambda: origin.made_from(assessment, models.folder, models.shown), before)

    def _become(self, edition: Edition | None, problems: tuple[Problem, ...], trouble: str = "") -> None:
        with self._busy:
            self._edition, self.problems, self.trouble = edition, problems, trouble
            self._named.clear()
        self.notify()

    def _framed(self) -> Frame | None:
        """Return the frame, which is made when it is first needed; None where no models were without problems yet."""
        with self._busy:
            if self._frame is None and self._edition:
                self._frame_for(self._edition)
            return self._frame

    def _frame_for(self, edition: Edition) -> None:
        """Make the frame of the pages of an edition."""
        self._frame, self._placed = framed(self.configured, lambda: _outline(edition)), _places(edition)

    def configure(self) -> None:
        """Begin again with what mkdocs.yml and the folder of hand-written pages have now."""
        with self._busy:
            with self._troubled():
                self.configured, self._frame = configured(self.path, self.address), None
            self.judge()

    def read(self, paths: Collection[str]) -> None:
        """Show what pages written by hand have now, by their paths; begin again where some are new or gone."""
        files, docs = self._frame.files.src_uris if self._frame else {}, Path(self.configured.config.docs_dir)
        if all(path in files and (docs / path).is_file() for path in paths):
            self.notify()
        else:
            self.configure()

    @property
    def is_shown(self) -> bool:
        """Whether there is a site to show: the models were once without problems."""
        return self._edition is not None

    def notify(self) -> None:
        """Let those go on who wait for a change."""
        with self._changed:
            self.number += 1
            self._changed.notify_all()

    def wait(self, seen: int, seconds: float) -> int:
        """Return the number of the state as soon as it is not the one that was `seen`, or after some seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.number != seen, seconds)
            return self.number

    def page(self, address: str) -> Rendered | None:
        """Return the page at an address as it stands, or why it cannot be shown; None where there is none."""
        self._asked = time.monotonic()
        return self._at(address)

    def _at(self, address: str) -> Rendered | None:
        with self._busy:
            try:
                frame = self._framed()
                file = frame.by_address.get(address) if frame else None
                return self._page(file) if file and file.page else None
            except Exception as error:  # noqa: BLE001  whatever it is, it is named, and the other pages are shown
                said = unshown(address, error)
                self._name(said)
                return Rendered(failed=said)

    def _name(self, said: str) -> None:
        """Say on the terminal what is not shown, once for each state."""
        if said not in self._named:
            self._named.add(said)
            terminal.failed(*said.splitlines())

    @property
    def unmade(self) -> tuple[str, ...]:
        """Why pages are not there that no earlier state had either."""
        return tuple(self._edition.failed.values()) if self._edition else ()

    def file(self, address: str) -> bytes | None:
        """Return a file that is no page; None where there is none."""
        self._asked = time.monotonic()
        with self._busy:
            frame, edition = self._framed(), self._edition
            if frame is None or edition is None:
                return None
            if address in SEARCH:
                return self._search(address)
            file = frame.by_address.get(address)
            if file is None or file.page:
                return None
            if file.generated_by == OURS and file.src_uri in edition.offered:
                return edition.file(file.src_uri)
            return file.content_bytes

    def not_found(self) -> str:
        """Return the page that says that there is none; empty where the theme has no such page."""
        with self._busy:
            frame = self._framed()
            known = frame.config.theme.static_templates if frame else ()
            return frame.template(NOT_FOUND) if frame and NOT_FOUND in known else ""

    def _page(self, file: File) -> Rendered | None:
        frame, edition, path = self._frame, self._edition, file.src_uri
        if frame is None or edition is None:
            return None
        source = self._source(file, edition)
        if source is None:
            return None
        kept, above = self._kept.get(path), self._above
        if kept and kept.frame is frame and kept.above == above and kept.source == source:
            return kept
        if isinstance(source, Page):
            file.content_string = edition.text(path) or ""
        frame.taken_entries()
        html = frame.page(file, above)
        self.counts["rendered"] += 1
        entries = tuple(frame.taken_entries())
        made = Rendered(source=source, above=above, frame=frame, html=html, entries=entries)
        self._kept[path] = made
        return made

    @property
    def _above(self) -> str:
        """What stands above the last good version of a page, as HTML; nothing where that is the present one."""
        problems = banner(self.problems, old=True) if self.problems else ""
        return problems + (notice(self.trouble) if self.trouble else "")

    def _source(self, file: File, edition: Edition) -> Page | str | None:
        """Return what a page is rendered from; for one with hashes of other files, its text."""
        if file.generated_by != OURS:
            return file.content_string
        page = edition.page(file.src_uri)
        if page is None or not has_facts(page):
            return page
        file.content_string = edition.text(file.src_uri) or ""
        return file.content_string

    def _search(self, address: str) -> bytes:
        """Return the index of the pages that were rendered so far."""
        frame = self._frame
        if frame is None:
            return b""
        known = (self._kept.get(file.src_uri) for file in frame.by_address.values() if file.page)
        text = frame.search_index([entry for each in known if each for entry in each.entries])
        return f"var __index = {text}".encode() if address.endswith(".js") else text.encode()

    @property
    def progress(self) -> tuple[int, int]:
        """How many pages the search knows, and how many it is to know before somebody asks for others."""
        frame = self._frame
        every = {file.src_uri for file in frame.by_address.values() if file.page} if frame else set()
        wanted = every.difference(set(self._dear).difference(self._kept))
        return len(wanted & self._kept.keys()), len(wanted)

    def settle(self, ended: Callable[[], bool]) -> None:
        """Make what nobody asked for yet, until the state changes or it has `ended`: pages, navigation, search."""
        number, edition = self.number, self._edition

        def over() -> bool:
            while (rest := self._asked + _IDLE - time.monotonic()) > 0 and not ended():
                time.sleep(rest)
            return ended() or self.number != number

        if edition is None:
            return
        for unit in edition.units:
            if over():
                return
            with self._busy:
                edition.pages_of(unit)
        for said in edition.failed.values():
            self._name(said)
        self._renew(edition)
        frame = self._framed()
        for file in frame.by_address.values() if frame else ():
            if over():
                return
            if file.page and file.src_uri not in self._dear:
                self._at(file.dest_uri)

    def _renew(self, edition: Edition) -> None:
        """Make the frame again where the pages have other places or titles than it knows."""
        with self._busy:
            # These need many files to be made first: they are rendered only where somebody asks.
            self._dear = {page.path for page in edition.pages if has_facts(page)}
            if edition is self._edition and self._frame and _places(edition) != self._placed:
                self._frame_for(edition)
                self.notify()


def _places(edition: Edition) -> object:
    """Return what a navigation shows of an edition, and the files that are beside its pages."""
    return [(page.path, page.title, page.section, page.listed) for page in edition.pages], edition.offered


def _outline(edition: Edition) -> Built:
    """Return a build of an edition whose pages and files have no content yet."""
    terms = abbreviations(edition.assessment.workspace.catalogue.glossary.values())
    files = dict.fromkeys(edition.offered, "") | {page.path: edition.head(page) for page in edition.pages}
    return Built(files=files, pages=edition.pages, degraded=(), terms=terms, options=edition.options)
