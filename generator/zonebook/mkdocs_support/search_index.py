"""The entries of generated pages in the index of the theme's search, which would otherwise parse each page again."""

import sys
from collections.abc import Callable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from zonebook.mkdocs_support.direct import DirectPage

_MODULE = "material.plugins.search.plugin"
_NAMES = ("material/search", "search")
_OWN = ("search", "tags")
"""What a site may say of a page in its metadata, for the search to follow."""
_LEFT_OUT = {"exclude": True}

Add = Callable[[dict[str, Any]], None]


def adding(config: MkDocsConfig) -> Add | None:
    """Return what adds an entry to the index; None where the site has another search, or one that changes words."""
    found: Any = next((config.plugins[name] for name in _NAMES if name in config.plugins), None)
    if found is None or type(found).__module__ != _MODULE or not found.config.enabled:
        return None
    if vars(sys.modules[_MODULE]).get("jieba"):
        return None  # it segments Chinese
    add: Add = found.search_index.entries.append
    return add


def set_apart(page: DirectPage) -> None:
    """Let the search pass a page over whose entries are known, unless the site says itself how it is searched."""
    if page.sections and page.content == page.rendered and not any(name in page.meta for name in _OWN):
        page.meta["search"] = _LEFT_OUT


def enter(page: DirectPage, add: Add) -> None:
    """Add the entries of a page that was set apart, as the search does."""
    if page.meta.get("search") is not _LEFT_OUT:
        return
    del page.meta["search"]
    for section in page.sections or ():
        place = f"{page.url}#{section.anchor}" if section.anchor else page.url
        title = section.title or str(page.meta.get("title", page.title)).strip()
        add({"location": place, "title": title, "text": section.text})
