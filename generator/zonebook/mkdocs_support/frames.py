"""The frame that the theme puts around a page, rendered once for all pages that have the same.

A template takes milliseconds for each page, and most of what it makes is the same on hundreds of them: the pages
outside the navigation, in one folder, with the same contents beside them. That of a page in the navigation is its own,
but it is the same in the next build. Frames are used where nothing but the theme decides what a page looks like, and
for each kind of page only after one was found to be the same, to the byte, as the template makes it.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable
from typing import Any

from jinja2 import ChoiceLoader, DictLoader, Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils.templates import TemplateContext

from zonebook.edge.store import store
from zonebook.mkdocs_support import neighbours
from zonebook.mkdocs_support.kept_frames import Frame, KeptFrames, site

_LAYOUT, _WHOLE = "zonebook/layout.html", "zonebook/whole.html"
_TEMPLATES = {_LAYOUT: "{% extends zonebook_layout %}", _WHOLE: "{{ zonebook_whole }}"}
_THEME = "main.html"
_ALLOWED = frozenset(("search", "material/search"))
"""The plugins that may see a page on its way into the template: they do not change what the template makes of it."""
_TITLE, _ABOUT, _CONTENT, _ADDRESS, _HEADING = "\ue001", "\ue002", "\ue003<h1", "\ue004", "\ue005"
"""What stands in a frame for what each page has of its own; the theme looks for a heading in the content."""
_PLAIN = re.compile(r"[A-Za-z0-9 ,.:;()/@_+-]*")
_RUNS = re.compile(r"<(?:script|style|article)\b|</article>")
"""What in the content of a page concerns how its frame is finished: the policy names all that runs on a page."""
_MARKED = re.compile("[\ue001-\ue005]")


Finish = Callable[[str], str]
"""Finishes a page of the theme."""


class Frames:
    """The frames of a build; `rendered` counts how often a page went through the template, `framed` how often not."""

    def __init__(self, env: Environment, navigated: Collection[str], kept: KeptFrames, finish: Finish) -> None:
        """Begin with the frames of an earlier build; `navigated` are the paths of the pages in the navigation."""
        self._template = env.get_template(_THEME)
        self._navigated = navigated
        self._kept = kept
        self._finish = finish
        self._kinds: dict[object, bool] = {}
        self._finished: dict[str, Frame] = {}
        self._last: tuple[str, Frame, str, str] | None = None
        self.rendered = self.framed = 0

    def fill(self, context: TemplateContext, page: Page) -> None:
        """Put the whole page into the context of its template where its frame is known."""
        more: dict[str, Any] = context  # type: ignore[assignment]  # a template may be given more than MkDocs names
        more["zonebook_layout"], self._last = _THEME, None
        whole = self._whole(context, page) if _fits(page) else None
        if whole is not None:
            more.update(zonebook_layout=_WHOLE, zonebook_whole=whole)

    def finished(self, output: str, page: Page) -> str:
        """Return a page as it is finished after the template; the frame of a page that is as we made it, only once."""
        if self._last is None or output != self._last[3] or _RUNS.search(page.content or ""):
            return self._finish(output)
        key, (before, after), content, _ = self._last
        if key not in self._finished:
            begin, _, end = self._finish(f"{before}{_CONTENT}{after}").partition(_CONTENT)
            self._finished[key] = begin, end
        return _around(self._finished[key], page, content)

    def close(self) -> None:
        """Keep the frames for the next build."""
        self._kept.close()

    def _whole(self, context: TemplateContext, page: Page) -> str | None:
        """Return a page in its frame; None where the frame of such a page is not what the template makes."""
        kind, key = _kind(page), self._key(page)
        if self._kinds.get(kind) is False:
            return None
        frame = self._kept.taken(key)
        if frame is None:
            frame = self._made(context, page)
            self._kept.keep(key, frame)
        else:
            self.framed += 1
        content = page.content or ""
        whole = _around(frame, page, content)
        if kind not in self._kinds:
            self.rendered += 1
            self._kinds[kind] = whole == self._template.render(context)
        if not self._kinds[kind]:
            return None
        self._last = key, frame, content, whole
        return whole

    def _made(self, context: TemplateContext, page: Page) -> Frame:
        """Render the template with a mark in the place of all that a page has of its own."""
        self.rendered += 1
        content, meta, address, first = page.content, page.meta, page.canonical_url, next(iter(page.toc))
        heading = first.title
        page.content, page.canonical_url, first.title = _CONTENT, address and _ADDRESS, _HEADING
        page.meta = {**meta, "title": _TITLE, "description": meta.get("description") and _ABOUT}
        try:
            before, _, after = self._template.render(context).partition(_CONTENT)
        finally:
            page.content, page.meta, page.canonical_url, first.title = content, meta, address, heading
        return before, after

    def _key(self, page: Page) -> str:
        """Return the digest of all that a frame depends on, of what differs from page to page."""
        own = {name: value for name, value in page.meta.items() if name not in {"title", "description"}}
        place = page.file.src_uri if page.file.src_uri in self._navigated else page.url.rpartition("/")[0]
        contents = _listed(page.toc)[1:]  # all but the words of the first heading, which is that of the page
        whole = (place, _kind(page), page.edit_url, sorted(own.items()), contents)
        return hashlib.sha256(repr(whole).encode("utf-8", "surrogatepass")).hexdigest()


def _fits(page: Page) -> bool:
    """Return whether a page has what a frame leaves room for, and no mark of ours in it.

    MkDocs marks a page that is only in the preview after this.
    """
    if page.file.inclusion.is_excluded() or page.meta.get("template") != _LAYOUT:
        return False
    title, about = str(page.meta.get("title", "")), str(page.meta.get("description", ""))
    return bool(title and page.toc) and "<h1" in (page.content or "") and not _MARKED.search(title + about)


def _kind(page: Page) -> tuple[bool, ...]:
    """Return what decides how a template treats what is a page's own."""
    title, about = str(page.meta["title"]), str(page.meta.get("description", ""))
    plain = _PLAIN.fullmatch(title) and _PLAIN.fullmatch(about)
    return plain is not None, bool(about), bool(page.canonical_url), page.is_homepage


def _around(frame: Frame, page: Page, content: str) -> str:
    before, after = (_own(text, page) for text in frame)
    return before + content + after


def _own(text: str, page: Page) -> str:
    about, address, first = str(page.meta.get("description", "")), page.canonical_url or "", next(iter(page.toc))
    named = text.replace(_TITLE, str(page.meta["title"])).replace(_HEADING, first.title)
    return named.replace(_ABOUT, about).replace(_ADDRESS, address)


def _listed(contents: Iterable[AnchorLink]) -> tuple[object, ...]:
    """Return all that a table of contents says, heading by heading."""
    return tuple(fact for each in contents for fact in (each.title, each.id, each.level, _listed(each.children)))


def possible(config: MkDocsConfig) -> bool:
    """Return whether nothing but the theme itself decides what stands around a page."""
    theme = config.theme
    others = {*neighbours.named(config, "page_context"), *neighbours.named(config, "env")}
    return theme.name == "material" and not theme.custom_dir and others <= _ALLOWED


def prepared(env: Environment, config: MkDocsConfig, nav: Navigation, files: Files, *, finish: Finish) -> Frames | None:
    """Let the generated pages go through a template of ours that can take a page that is whole.

    `finish` is what becomes of each page after it. Return the frames for the pages; None where something else than the
    theme decides what stands around them.
    """
    if not possible(config):
        return None
    env.loader = ChoiceLoader([env.loader, DictLoader(_TEMPLATES)]) if env.loader else DictLoader(_TEMPLATES)
    for file in files.documentation_pages():
        if file.generated_by == "zonebook" and file.page:
            file.page.meta.setdefault("template", _LAYOUT)
    kept = KeptFrames(store("frames"), site(config, nav))
    return Frames(env, {page.file.src_uri for page in nav.pages}, kept, finish)
