"""Link check of a built site: pages, anchors and pictures exist, and nothing is loaded from outside."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import SplitResult, unquote, urlsplit

from zonebook.edge.site_check import markup
from zonebook.edge.site_check.kept_texts import KeptTexts
from zonebook.edge.site_check.markup import Reference, Text
from zonebook.edge.store import Store
from zonebook.values.record import dataclass

_MISSING = "404.html"
"""The error page of a server; its addresses begin at the server's root, so they are not checked."""
_WITHIN = ("#", "?")
"""Prefixes of addresses within a file, which depend on its name."""
_ANCHOR = re.compile(r"#[\w.-]+", re.ASCII)
"""An address that is a place in its own file, and has nothing in it that a browser would read otherwise."""
_FREE = ("__", "svgView(")
"""Prefixes of fragments that are not anchors: switches of the theme, and views of a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    files: frozenset[str]
    texts: Mapping[str, Text]
    known: dict[tuple[str, Reference], str] = field(default_factory=dict)
    """The fault of each reference that was followed, or nothing, by the folder that it is relative to."""


def faults(site: Path, kept: KeptTexts | None = None) -> list[str]:
    """Return a line for each link that leads nowhere and each file that would be loaded from outside, sorted.

    Files that were read in an earlier check are not parsed again where these are `kept`.
    """
    kept = kept or KeptTexts(Store(kind="links", folder=None))
    paths = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    read = {name: path for name, path in paths.items() if path.suffix.lower() in markup.READ}
    texts = {name: kept.read(path.read_bytes(), path.suffix.lower()) for name, path in read.items()}
    kept.close()
    whole = _Site(files=frozenset(paths), texts=texts)
    return sorted(f"{name}: {fault}" for name, text in texts.items() for fault in set(_faults(name, text, whole)))


def _faults(name: str, text: Text, site: _Site) -> Iterator[str]:
    if text.fault:
        yield text.fault
    base = _parts(text.base)
    if base is None or base.scheme or base.netloc:
        yield f"{text.base}: is the base of every link on the page, and not within the site"
        return
    here = join(dirname(name), unquote(base.path)) if base.path else name
    for reference in text.references:
        fault = _followed(reference, name, here, site)
        if fault:
            yield fault


def _followed(reference: Reference, name: str, here: str, site: _Site) -> str:
    """Return the fault of a reference; one that leads out of its file is followed once for all files of a folder."""
    if here == name != _MISSING and _ANCHOR.fullmatch(reference.to):
        fault = _fragment_fault(reference.to[1:], site.texts.get(name))
        return f"{reference.to}: {fault}" if fault else ""
    if name == _MISSING or reference.to.startswith(_WITHIN):
        return _reference_fault(reference, name, here, site)
    key = dirname(here), reference
    if key not in site.known:
        site.known[key] = _reference_fault(reference, name, here, site)
    return site.known[key]


def _parts(to: str) -> SplitResult | None:
    """Split an address as a browser does; return None where it is not a valid address."""
    way, mark, place = to.partition("#")
    try:
        return urlsplit(way.replace("\\", "/") + mark + place)
    except ValueError:
        return None


def _reference_fault(reference: Reference, name: str, here: str, site: _Site) -> str:
    """Return the fault of a reference in a file whose addresses are relative to `here`, or an empty string."""
    to, parts = reference.to, _parts(reference.to)
    if parts is None:
        return f"{to}: is no address"
    if parts.netloc or parts.scheme in {"http", "https"}:
        return f"loads {to} from outside" if reference.use == "loads" else ""
    if parts.scheme == "javascript":
        return f"{to}: is a script, not an address"
    if parts.scheme == "file":
        return f"{to}: leads to a file of one machine"
    if parts.scheme or name == _MISSING or not to:
        return ""
    fault = _target_fault(parts, here, site)
    return f"{to}: {fault}" if fault else ""


def _target_fault(parts: SplitResult, here: str, site: _Site) -> str:
    """Return the fault of a link inside the site, or an empty string."""
    path = unquote(parts.path)
    target = normpath(join(dirname(here), path)) if path else normpath(here)
    if target.startswith("/"):
        return "begins at the root of a server, so it leads nowhere where the site is opened from a folder"
    if target == ".." or target.startswith("../"):
        return "leads out of the site"
    if target not in site.files or path.endswith("/"):
        target = normpath(join(target, "index.html"))
    if target not in site.files:
        return "leads to no file"
    return _fragment_fault(parts.fragment, site.texts.get(target)) if parts.fragment else ""


def _fragment_fault(fragment: str, text: Text | None) -> str:
    """Return the fault of a fragment, or an empty string; a text fragment (`:~:`) is ignored."""
    written = fragment.partition(":~:")[0]
    anchor = unquote(written)
    if text is None or not written or anchor.lower() == "top" or anchor.startswith(_FREE):
        return ""
    found = next((each for each in (written, anchor) if each in text.anchors), None)
    if found is None:
        return "leads to a place that is not on the page"
    return "leads to a place that is on the page more than once" if found in text.repeated else ""
