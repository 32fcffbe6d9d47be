"""A built site, inspected: every link leads to a page and a place on it, every picture is there, nothing is outside."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

# A few expressions instead of a parser, which would take thirty times as long. Each begins with a letter as it is (a
# choice at the begin is slow), and that for tags takes nothing back (which could last for ever).
_UNSEEN = re.compile(r"<(?:!--.*?-->|((?i:script)\b[^>]*>).*?</(?i:script)|(?i:style)\b.*?</(?i:style))", re.DOTALL)
_VALUE = r"""\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)"""
_LOADING = ("script", "link", "img", "iframe", "source", "video", "audio", "image", "use", "embed", "object")
_TAG = re.compile(rf"""<(?i:({"|".join(_LOADING)}|area|a))(\s(?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""")
_ATTRIBUTE = re.compile(rf"\s(href|xlink:href|src|srcset|poster|data|rel){_VALUE}", re.IGNORECASE)
_ANCHOR = re.compile(rf"\s(?:id|name|ID|NAME){_VALUE}")
_STYLED = re.compile(r"<style\b.*?</style", re.DOTALL), re.compile(r' style="[^"]*"')
_OUTSIDE = re.compile(r"""(?:@import\s+|url\(\s*)["']?((?:https?:)?//[^"')\s;]+)""", re.IGNORECASE)
_LEADING = frozenset(("href", "xlink:href", "src", "poster", "data"))
_NOT_LOADED = frozenset(("canonical", "alternate", "license", "author", "me", "next", "prev", "edit"))
_READ = frozenset((".html", ".css", ".svg"))
_MISSING = "404.html"
"""The page of a server for what is not there; its addresses begin at the server's root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tag:
    """A tag that leads or loads, and where to."""

    name: str
    rel: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A file of the site as far as it matters here."""

    tags: frozenset[_Tag]
    anchors: frozenset[str]
    styles: frozenset[str]


def faults(site: Path) -> list[str]:
    """Give a line for each link that leads nowhere and each thing that would be loaded from outside, sorted."""
    paths = [path for path in sorted(site.rglob("*")) if path.is_file()]
    files = frozenset(path.relative_to(site).as_posix() for path in paths)
    read = [path for path in paths if path.suffix in _READ]
    texts = {path.relative_to(site).as_posix(): _text(path) for path in read}
    found: list[str] = []
    for name, text in texts.items():
        found.extend(f"{name}: loads {to} from outside" for to in text.styles)
        found.extend(f"{name}: {fault}" for tag in text.tags for fault in _wrong(tag, name, files, texts))
    return sorted(set(found))


def _text(path: Path) -> _Text:
    raw = path.read_text("utf-8", errors="replace")
    styles = raw if path.suffix == ".css" else " ".join(found for each in _STYLED for found in each.findall(raw))
    seen = _UNSEEN.sub(r"<\1", raw)
    tags: set[_Tag] = set()
    for tag, inside in set(_TAG.findall(seen)):
        pairs = {name.lower(): _plain(value) for name, value in _ATTRIBUTE.findall(inside)}
        tags.update(_Tag(name=tag.lower(), rel=pairs.get("rel", ""), to=to) for to in _leads(pairs))
    anchors = frozenset(map(_plain, _ANCHOR.findall(seen)))
    return _Text(tags=frozenset(tags), anchors=anchors, styles=frozenset(_OUTSIDE.findall(styles)))


def _plain(value: str) -> str:
    return html.unescape(value.strip("\"'"))


def _leads(pairs: Mapping[str, str]) -> Iterator[str]:
    yield from (value.strip() for name, value in pairs.items() if name in _LEADING)
    yield from (each.split()[0] for each in pairs.get("srcset", "").split(",") if each.strip())


def _wrong(tag: _Tag, name: str, files: frozenset[str], texts: Mapping[str, _Text]) -> Iterator[str]:
    try:
        parts = urlsplit(tag.to)
    except ValueError:
        yield f"{tag.to}: is no address"
        return
    if parts.netloc or parts.scheme in {"http", "https"}:
        if tag.name in _LOADING and not _NOT_LOADED & set(tag.rel.lower().split()):
            yield f"loads {tag.to} from outside"
    elif parts.scheme == "javascript":
        yield f"{tag.to}: is a script, not an address"
    elif not parts.scheme and name != _MISSING and tag.to:
        fault = _nowhere(name, (unquote(parts.path), unquote(parts.fragment)), files, texts)
        if fault:
            yield f"{tag.to}: {fault}"


def _nowhere(name: str, to: tuple[str, str], files: frozenset[str], texts: Mapping[str, _Text]) -> str:
    """Give what is wrong with a link inside the site, or nothing."""
    path, anchor = to
    target = normpath(join(dirname(name), path)) if path else name
    if target.startswith("/"):
        return "begins at the root of a server, so it leads nowhere where the site is opened from a folder"
    if target == ".." or target.startswith("../"):
        return "leads out of the site"
    if target not in files or path.endswith("/"):
        target = normpath(join(target, "index.html"))
    if target not in files:
        return "leads to no file"
    # The theme's own switches begin with two underscores; `top` is every page's, and `:~:` marks words, not a place.
    free = not anchor or anchor == "top" or anchor.startswith(("__", ":~:"))
    if not free and target in texts and anchor not in texts[target].anchors:
        return "leads to a place that is not on the page"
    return ""
