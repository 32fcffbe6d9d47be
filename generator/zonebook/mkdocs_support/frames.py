"""The frame that the theme puts around a page, rendered once for all pages that have the same.

A template takes milliseconds for each page, and most of what it makes is the same on hundreds of them: the pages
outside the navigation, in one folder, with the same contents beside them. A frame is only used once it was found to
make the same page, to the byte, as the template; and only where nothing but the theme decides what it looks like.
"""

import re
from collections.abc import Iterable
from typing import Any

from jinja2 import ChoiceLoader, DictLoader, Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils.templates import TemplateContext

from zonebook.mkdocs_support import neighbours
from zonebook.values.record import dataclass

_LAYOUT, _WHOLE = "zonebook/layout.html", "zonebook/whole.html"
_TEMPLATES = {_LAYOUT: "{% extends zonebook_layout %}", _WHOLE: "{{ zonebook_whole }}"}
_THEME = "main.html"
_ALLOWED = frozenset(("search", "material/search"))
"""The plugins that may see a page on its way into the template: they do not change what the template makes of it."""
_TITLE, _ABOUT, _CONTENT, _ADDRESS, _HEADING = "\ue001", "\ue002", "\ue003<h1", "\ue004", "\ue005"
"""What stands in a frame for what each page has of its own; the theme looks for a heading in the content."""
_PLAIN = re.compile(r"[A-Za-z0-9 ,.:;()/@_+-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    before: str
    after: str

    def around(self, page: Page) -> str:
        """Return the page."""
        return self._own(self.before, page) + (page.content or "") + self._own(self.after, page)

    def _own(self, text: str, page: Page) -> str:
        about, address, first = str(page.meta.get("description", "")), page.canonical_url or "", next(iter(page.toc))
        named = text.replace(_TITLE, str(page.meta["title"])).replace(_HEADING, first.title)
        return named.replace(_ABOUT, about).replace(_ADDRESS, address)


class Frames:
    """The frames of a build; `rendered` counts the pages that went through the template, `framed` all others."""

    def __init__(self, env: Environment) -> None:
        """Begin without a frame."""
        self._template = env.get_template(_THEME)
        self._frames: dict[object, _Frame | None] = {}
        self.rendered = self.framed = 0

    def fill(self, context: TemplateContext, page: Page) -> None:
        """Put the whole page into the context of its template where its frame is known."""
        more: dict[str, Any] = context  # type: ignore[assignment]  a template may be given more than MkDocs names
        more["zonebook_layout"] = _THEME
        own = page.meta.get("template") == _LAYOUT and page.meta.get("title")
        if not own or not page.toc or "<h1" not in (page.content or ""):
            return
        key = _key(page)
        if key not in self._frames:
            self._frames[key], whole = self._made(context, page)
        else:
            frame = self._frames[key]
            whole = frame.around(page) if frame else ""
            self.framed += bool(frame)
        if whole:
            more.update(zonebook_layout=_WHOLE, zonebook_whole=whole)

    def _made(self, context: TemplateContext, page: Page) -> tuple[_Frame | None, str]:
        """Return the frame of a page if it makes the same page as the template, and the page itself."""
        whole = self._template.render(context)
        self.rendered += 1
        content, meta, address, first = page.content, page.meta, page.canonical_url, next(iter(page.toc))
        heading = first.title
        page.content, page.canonical_url, first.title = _CONTENT, address and _ADDRESS, _HEADING
        page.meta = {**meta, "title": _TITLE, "description": meta.get("description") and _ABOUT}
        try:
            before, _, after = self._template.render(context).partition(_CONTENT)
        finally:
            page.content, page.meta, page.canonical_url, first.title = content, meta, address, heading
        frame = _Frame(before=before, after=after)
        return (frame if frame.around(page) == whole else None), whole


def _key(page: Page) -> object:
    """Return all that a frame depends on, of what differs from page to page."""
    title, about = str(page.meta["title"]), str(page.meta.get("description", ""))
    own = {name: value for name, value in page.meta.items() if name not in {"title", "description"}}
    plain = _PLAIN.fullmatch(title) and _PLAIN.fullmatch(about)
    return (
        page.url.rpartition("/")[0],
        page.is_homepage,
        page.edit_url,
        bool(page.canonical_url),
        bool(about),
        plain is not None,
        repr(sorted(own.items())),
        _listed(page.toc)[1:],  # all but the words of the first heading, which is that of the page
    )


def _listed(contents: Iterable[AnchorLink]) -> tuple[object, ...]:
    """Return all that a table of contents says, heading by heading."""
    return tuple(fact for each in contents for fact in (each.title, each.id, each.level, _listed(each.children)))


def possible(config: MkDocsConfig) -> bool:
    """Return whether nothing but the theme itself decides what stands around a page."""
    theme = config.theme
    others = {*neighbours.named(config, "page_context"), *neighbours.named(config, "env")}
    return theme.name == "material" and not theme.custom_dir and others <= _ALLOWED


def prepare(env: Environment, pages: Iterable[Page]) -> Frames:
    """Let the pages go through a template of ours that can take a page that is whole; return the frames for them."""
    env.loader = ChoiceLoader([env.loader, DictLoader(_TEMPLATES)]) if env.loader else DictLoader(_TEMPLATES)
    for page in pages:
        page.meta.setdefault("template", _LAYOUT)
    return Frames(env)
