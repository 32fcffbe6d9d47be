"""Generated pages as MkDocs renders them, written from their parts and without Markdown.

Markdown took most of the time of a large build to read again what was written just before. A page is rendered by MkDocs
as any other where its Markdown was changed on the way, where it has a link that MkDocs would complain of, or where the
site switches on an extension of Markdown that is not known to leave our pages alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import cast

from markdown import Markdown
from markdown.extensions.toc import nest_toc_tokens
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from zonebook.document.inline import Badge, Code, ExternalLink, Link
from zonebook.document.page import Heading, Listing, Notice, Prose, Snippet, Table
from zonebook.document.page import Page as Generated
from zonebook.values.record import dataclass
from zonebook.write.markdown.inline import Setting
from zonebook.write.markdown.page import markdown
from zonebook.write.markdown.parts import Part
from zonebook.write.markdown.rendered import Renderer, linked
from zonebook.write.markdown.search_sections import Section, sections
from zonebook.write.relative_links import address

_KNOWN = frozenset((
    "abbr", "admonition", "attr_list", "codehilite", "def_list", "fenced_code", "footnotes", "meta", "sane_lists",
    "tables", "toc", "pymdownx.details", "pymdownx.highlight", "pymdownx.superfences",
))  # fmt: skip
"""The Markdown extensions that leave our text alone, as it escapes what they look for, or are followed here."""
_FOLLOWED = frozenset(("permalink", "permalink_class", "permalink_title", "permalink_leading", "title", "slugify"))
"""The options of `toc` that are followed, or do not concern headings that have an anchor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A page before it is rendered: its parts, large blocks replaced by marks, and the Markdown that they are."""

    renderer: Renderer
    setting: Setting
    parts: tuple[Part, ...]
    text: str


def prepared(page: Page, renderer: Renderer, setting: Setting, parts: tuple[Part, ...]) -> str:
    """Let MkDocs render a page from its parts; return its Markdown, for all that look at it before that."""
    text = "\n\n".join(part.markdown for part in parts)
    page.__class__ = DirectPage
    cast("DirectPage", page).prepared = Prepared(renderer=renderer, setting=setting, parts=parts, text=text)
    return text


class DirectPage(Page):
    """A generated page that is rendered from its parts."""

    prepared: Prepared
    rendered: str = ""
    """The HTML as it was rendered, which another plugin may have changed since."""
    sections: tuple[Section, ...] = ()
    """The sections for the search; none where the page itself has to be searched for them."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Set the HTML, the contents and the anchors as MkDocs does; it does so itself where it knows better."""
        of, links = self.prepared, _resolved(self.prepared, self.file, files)
        html = [of.renderer.html(part, of.setting) for part in of.parts] if self.markdown == of.text else [""]
        if links is None or not all(html):
            super().render(config, files)
            return
        self.content = self.rendered = "\n".join(html).strip()
        self.sections = sections(zip(of.parts, html, strict=True)) or ()
        listed = [of.renderer.contents(each.words) for each in of.parts if isinstance(each.words, Heading)]
        self.toc = get_toc(nest_toc_tokens(listed))
        self.present_anchor_ids = {each["id"] for each in listed}
        self.links_to_anchors = links


def _resolved(page: Prepared, file: File, files: Files) -> dict[File, dict[str, str]] | None:
    """Return the links to anchors of other pages as MkDocs notes them; None where one leads to no page of the site."""
    found: dict[File, dict[str, str]] = {}
    for to in dict.fromkeys(to for part in page.parts for to in linked(part)):
        path, _, anchor = to.partition("#")
        target = files.src_uris.get(path)
        if target is None or target.inclusion.is_excluded():
            return None
        if anchor:
            written = address(to, page=file.src_uri, links="md")
            found.setdefault(target, {}).setdefault(written.rpartition("#")[2], written)
    return found


def renderer(config: MkDocsConfig) -> Renderer | None:
    """Return what renders pages as the Markdown of a site does; None where only Markdown itself knows how."""
    names = [str(each).removeprefix("markdown.extensions.") for each in config.markdown_extensions]
    if not _KNOWN.issuperset(names) or not _FOLLOWED.issuperset(config.mdx_configs.get("toc", {})):
        return None
    program = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    glossary: Mapping[str, str] = config.mdx_configs.get("abbr", {}).get("glossary", {}) if "abbr" in names else {}
    found = Renderer(glossary=glossary, convert=partial(_converted, program))
    return found if _agree(found, program, glossary) else None


def _converted(program: Markdown, text: str) -> str:
    return program.reset().convert(text)


def _agree(found: Renderer, program: Markdown, glossary: Iterable[str]) -> bool:
    """Return whether a page with one of each kind of words is the same, rendered both ways."""
    page = Generated(path="a/b.md", title="A _title_", description="", blocks=tuple(_sample(glossary)))
    text = markdown(page, links="md", pictures={}, repository="")
    html = [found.html(part, Setting(page=page.path, links="md")) for part in text.parts]
    return "\n".join(html).strip() == _converted(program, text.removeprefix(text.front))


def _sample(glossary: Iterable[str]) -> Iterator[Heading | Listing | Notice | Prose | Snippet | Table]:
    words = (
        "1. See ",
        Link(text="[x](y) *z*", to="a/c.md#d"),
        ": ",
        Code(text="a_b"),
        ' -- "it\'s" :smile: (c) 1/2 ...',
    )
    yield Prose(paragraphs=(words, tuple(f"{word}, {word}s " for word in glossary), ("==a== ^^b^^ ~~c~~ ++d++ #1 @e",)))
    yield Heading(text="Part - one", anchor="part-1")
    yield Listing(items=(words, (Badge(text="High", tone="high"), ExternalLink(text="w", url="https://w.example/"))))
    yield Listing(items=(("[ ] a", Code(text="--8<--")), ("https://w.example",)))
    yield Heading(text="Part: two", anchor="part-2", level=3, searched=False)
    yield Notice(title="Look", text=words, tone="moderate")
    yield Snippet(text="a: 1\n\nb: 2")
    yield Table(name="t", title="T", columns=("A",), rows=())
