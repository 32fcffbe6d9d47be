"""The navigation passed to MkDocs: only pages that list others are in it, so that it stays small."""

from collections.abc import Iterator, Sequence
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import nest_paths

from zonebook.document.page import Page
from zonebook.mkdocs_support import neighbours
from zonebook.present.page_paths import HOME
from zonebook.write import escape

Nav = list[Any]
_SYSTEMS = "Systems"
_CATALOGUE = "Catalogue"
_HOME = "Home"


def whole(config: MkDocsConfig, files: Files, pages: Sequence[Page], placeholder: str) -> Nav | None:
    """Return the navigation of a site, with the generated sections where it wants them.

    They are before the hand-written pages where a site has no `nav`, and no plugin that makes one.
    """
    if config.nav is not None:
        return expanded(config.nav, pages, placeholder)
    if not pages or not neighbours.NAVIGATORS.isdisjoint(config.plugins):
        return None
    by_hand = (file.src_uri for file in files.documentation_pages() if file.inclusion.is_in_nav())
    generated = {page.path for page in pages}
    return [*sections(pages), *nest_paths(path for path in by_hand if path not in generated)]


def expanded(nav: Nav, pages: Sequence[Page], placeholder: str) -> Nav:
    """Return `nav` with the entry `placeholder`, at any depth, replaced by the generated sections.

    A generated page that `nav` names itself appears where it is named, and only there.
    """
    named = frozenset(_named(nav))
    return _expanded(nav, [page for page in pages if page.path not in named], placeholder)


def _named(nav: object) -> Iterator[str]:
    """Yield every path that a navigation names."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list | dict):
        for entry in nav.values() if isinstance(nav, dict) else nav:
            yield from _named(entry)


def _expanded(nav: Nav, pages: Sequence[Page], placeholder: str) -> Nav:
    found: Nav = []
    for entry in nav:
        if entry == placeholder:
            found.extend(sections(pages))
        elif isinstance(entry, dict):
            found.append({title: _inside(value, pages, placeholder) for title, value in entry.items()})
        else:
            found.append(entry)
    return found


def _inside(value: object, pages: Sequence[Page], placeholder: str) -> object:
    if isinstance(value, list):
        return _expanded(value, pages, placeholder)
    return sections(pages) if value == placeholder else value


def asked(nav: object, placeholder: str) -> bool:
    """Return whether `nav` contains the entry `placeholder` at any depth."""
    if isinstance(nav, list):
        return any(asked(entry, placeholder) for entry in nav)
    return any(asked(value, placeholder) for value in nav.values()) if isinstance(nav, dict) else nav == placeholder


def sections(pages: Sequence[Page]) -> Nav:
    """Return the generated sections: home, systems, catalogue, others; pages keep their own titles."""
    home: Nav = []
    systems: dict[str, Nav] = {}
    titles: dict[str, str] = {}
    others: dict[str, Nav] = {_CATALOGUE: []}
    for page in pages:
        top, _, rest = page.path.partition("/")
        if not page.listed:
            continue
        if not page.section:
            home.append({_HOME: page.path} if page.path == HOME else page.path)
        elif top == "systems":
            system = rest.partition("/")[0]
            titles.setdefault(system, _shown(page.section[0]))
            _put(systems.setdefault(system, []), page)
        else:
            others.setdefault(_shown(page.section[0]), []).append(page.path)
    named: Nav = [{titles[system]: inside} for system, inside in systems.items()]
    return [*home, *({title: inside} for title, inside in {_SYSTEMS: named, **others}.items() if inside)]


def _shown(title: str) -> str:
    """Escape a title, as the theme's templates insert it without escaping."""
    return escape.attribute(title)


def _put(inside: Nav, page: Page) -> None:
    """Add a page of a system to the group of its section."""
    below = _shown(page.section[1]) if len(page.section) > 1 else ""
    if not below:
        inside.append(page.path)
        return
    group = next((entry for entry in inside if isinstance(entry, dict) and below in entry), None)
    if group is None:
        group = {below: []}
        inside.append(group)
    group[below].append(page.path)


def added(files: Files, file: File, *, listed: bool) -> bool:
    """Add a file, a page outside the navigation unless `listed`; return False where one is written by hand."""
    file.edit_uri = None
    if file.src_uri.endswith(".md") and not listed:
        file.inclusion = InclusionLevel.NOT_IN_NAV
    if files.get_file_from_path(file.src_uri):
        return False
    files.append(file)
    return True
