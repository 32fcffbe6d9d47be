"""The other participants of a build: Markdown extensions and plugins."""

from collections.abc import Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

NEEDED = ("admonition", "attr_list")
"""The Markdown extensions that generated pages need, beyond the defaults of MkDocs."""
NAVIGATORS = frozenset(("awesome-nav",))
"""Plugins that build the whole navigation from folders, and reject any other."""

_UNFIT = {
    "print-site": "print-site makes every link lead to a place on its one page, also to pages that are not on it: "
    "links of that page are broken",
}
"""Plugins that cannot work with generated pages, each with the reason."""


def unfit(config: MkDocsConfig) -> Iterator[str]:
    """Yield the reason for each enabled plugin that cannot work with generated pages."""
    for name, why in _UNFIT.items():
        if name in config.plugins and config.plugins[name].config.get("enabled", True):
            yield why


def extended(config: MkDocsConfig) -> tuple[str, ...]:
    """Enable the Markdown extensions that generated pages need; return those that were missing."""
    found = {name.removeprefix("markdown.extensions.") for name in config.markdown_extensions}
    missing = tuple(name for name in NEEDED if name not in found)
    config.markdown_extensions.extend(missing)
    return missing


def search_index(config: MkDocsConfig) -> list[dict[str, Any]] | None:
    """Return the entries that the theme's search has found so far; None where the site has no such search."""
    plugin = next((config.plugins[name] for name in ("material/search", "search") if name in config.plugins), None)
    entries = getattr(getattr(plugin, "search_index", None), "entries", None)
    return entries if isinstance(entries, list) else None


def handlers(config: MkDocsConfig, *events: str) -> str:
    """Return the names of the plugins and hooks that handle events of a build, except ours, as a text."""
    return ", ".join(named(config, *events)) or "none"


def named(config: MkDocsConfig, *events: str) -> tuple[str, ...]:
    """Return the names of the plugins and hooks that handle events of a build, except ours."""
    plugins = {id(plugin): name for name, plugin in config.plugins.items() if name != "zonebook"}
    return tuple(dict.fromkeys(name for event in events for name in _named(config, event, plugins)))


def _named(config: MkDocsConfig, event: str, plugins: dict[int, str]) -> Iterator[str]:
    for method in config.plugins.events[event]:
        owner = getattr(method, "__self__", None)
        if id(owner) in plugins:
            yield plugins[id(owner)]
        elif not isinstance(owner, BasePlugin):
            yield f"hook {getattr(method, '__module__', '')}"
