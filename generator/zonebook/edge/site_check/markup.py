"""The references in a file of a site, parsed as a browser does: HTML, SVG and style sheets."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple, cast
from xml.etree import ElementTree as ET

from selectolax.lexbor import LexborHTMLParser

from zonebook.edge.site_check import style_sheets
from zonebook.values.record import dataclass

Use = Literal["leads", "loads"]
"""Whether the reader follows a reference, or the browser fetches it with the page."""

READ = frozenset((".html", ".htm", ".xhtml", ".css", ".svg"))
"""The suffixes of files that can refer to others."""

_LEADING = frozenset(("a", "area"))
_LOADING = frozenset(("src", "poster", "background", "manifest"))
_ACTING = frozenset(("action", "formaction"))
_LISTING = frozenset(("srcset", "imagesrcset"))
_LINKING = frozenset(("href", "xlink:href"))
_STYLED = frozenset(
    ("style", "fill", "stroke", "filter", "mask", "cursor", "clip-path", "marker-start", "marker-mid", "marker-end")
)
_ADDRESSED = _LOADING | _ACTING | _LISTING | _LINKING | _STYLED | {"data", "http-equiv", "ping"}
_TELLING = ",".join(
    ("style", "base", "a[name]", "[id]", *(f"[{name.replace(':', chr(92) + ':')}]" for name in sorted(_ADDRESSED)))
)
"""Selects the elements of a page that have an anchor or can have an address: a small part of them all."""
_NOT_LOADED = frozenset(("canonical", "alternate", "license", "author", "me", "next", "prev", "edit"))
_CANDIDATE = re.compile(r"[\s,]*([^\s,](?:\S*[^\s,])?)(?:\s[^,]*)?(?:,|$)")
_REFRESH = re.compile(r"""\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?["']?([^"']*)""", re.IGNORECASE)
_SHEET = re.compile(r"""xml-stylesheet\s.*?\bhref\s*=\s*["']([^"']*)""", re.DOTALL)
_XLINK = "{http://www.w3.org/1999/xlink}href"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An unescaped address and its use."""

    use: Use
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The references in a file, and the anchors that it defines."""

    references: frozenset[Reference] = frozenset()
    anchors: frozenset[str] = frozenset()
    repeated: frozenset[str] = frozenset()
    """The anchors that more than one element has."""
    base: str = ""
    """The base of relative addresses, where it is not the file itself."""
    fault: str = ""
    """Why a browser does not show the file, or an empty string."""


class _Element(NamedTuple):
    tag: str
    attributes: Mapping[str, str | None]
    style: str = ""
    """The style sheet that the element contains."""


def read(raw: bytes, suffix: str) -> Text:
    """Parse a file with this suffix, one of READ."""
    if suffix == ".css":
        styles = style_sheets.loaded(raw.decode("utf-8", "replace"))
        return Text(references=frozenset(Reference(use="loads", to=to) for to in styles if not to.startswith("#")))
    try:
        return _collected(_svg(raw) if suffix == ".svg" else _html(raw))
    except ET.ParseError as error:
        return Text(fault=f"is not well-formed: {error}")


def _html(raw: bytes) -> Iterator[_Element]:
    for node in LexborHTMLParser(raw.decode("utf-8", "replace")).css(_TELLING):
        tag = node.tag or ""
        yield _Element(tag, node.attributes, node.text() if tag == "style" else "")


def _svg(raw: bytes) -> Iterator[_Element]:
    """Yield the elements of a picture, and the style sheets named before them; raise ParseError."""
    parser: ET.XMLPullParser[ET.Element] = ET.XMLPullParser(("start", "pi"))
    parser.feed(raw)
    parser.close()
    for event, element in cast("Iterator[tuple[str, ET.Element]]", parser.read_events()):
        if event == "pi":
            sheet = _SHEET.match(element.text or "")
            if sheet:
                yield _Element("link", {"rel": "stylesheet", "href": sheet[1]})
        else:
            tag = element.tag.rpartition("}")[2]
            attributes = {"xlink:href" if name == _XLINK else name: value for name, value in element.items()}
            yield _Element(tag, attributes, "".join(element.itertext()) if tag == "style" else "")


def _collected(elements: Iterable[_Element]) -> Text:
    references: set[tuple[Use, str]] = set()
    anchors: list[str] = []
    base = ""
    for element in elements:
        anchors.extend(_anchors(element))
        if element.tag == "base":
            base = base or element.attributes.get("href") or ""
        else:
            references.update(_references(element))
    repeated = frozenset(name for name, count in Counter(anchors).items() if count > 1)
    return Text(
        references=frozenset(Reference(use=use, to=to) for use, to in references),
        anchors=frozenset(anchors),
        repeated=repeated,
        base=base.strip(),
    )


def _anchors(element: _Element) -> Iterable[str]:
    anchor = element.attributes.get("id") or ""
    name = (element.attributes.get("name") or "") if element.tag == "a" else ""
    return [each for each in (anchor, "" if name == anchor else name) if each]


def _references(element: _Element) -> Iterator[tuple[Use, str]]:
    """Yield each address with its use."""
    if element.style:
        yield from (("loads", to) for to in style_sheets.loaded(element.style))
    for name in _ADDRESSED & element.attributes.keys():
        value = element.attributes[name]
        if value:
            yield from ((use, to.strip()) for use, to in _addresses(element, name, value))


def _addresses(element: _Element, name: str, value: str) -> Iterator[tuple[Use, str]]:
    """Yield the addresses in an attribute, each with its use."""
    if name in _LINKING:
        yield _use(element), value
    elif name in _LOADING or (name == "data" and element.tag == "object"):
        yield "loads", value
    elif name in _LISTING:
        yield from (("loads", found) for found in _CANDIDATE.findall(value))
    elif name in _STYLED:
        yield from (("loads", found) for found in style_sheets.loaded(value))
    elif name in _ACTING:
        yield "leads", value
    elif name == "ping":
        yield from (("loads", found) for found in value.split())
    elif name == "http-equiv" and value.lower() == "refresh":
        found = _REFRESH.match(element.attributes.get("content") or "")
        yield "leads", found[1] if found else ""


def _use(element: _Element) -> Use:
    """Return the use of the `href` of an element: a `link` loads unless its `rel` says otherwise."""
    said = set((element.attributes.get("rel") or "").lower().split())
    not_loaded = element.tag == "link" and said & _NOT_LOADED and "stylesheet" not in said
    return "leads" if not_loaded or element.tag in _LEADING else "loads"
