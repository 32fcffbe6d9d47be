"""Text made harmless, one function a target. Nothing else in the house escapes."""

import json
import re
from urllib.parse import quote

_SPACES = (*range(0x09, 0x0E), *range(0x1C, 0x20), 0x85, 0x2028, 0x2029)
_NO_CHARACTERS = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFEFF, 0xFFFE, 0xFFFF), "\ufffd"),
    **dict.fromkeys(_SPACES, " "),
}
# `{` means nothing in HTML, but it does to the template plugins that some sites put behind us.
_HTML = {**_NO_CHARACTERS, **str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;"})}
_ATTRIBUTE = {**_HTML, **str.maketrans({'"': "&quot;", "'": "&#39;"})}
_LINES = {**_HTML, **str.maketrans({"\n": "&#10;", "\t": "&#9;"})}
_MARKDOWN = {**_ATTRIBUTE, **{ord(mark): f"&#{ord(mark)};" for mark in "\\`*_{}[]#+|~^=$@"}}
_VERBATIM = {code: mark for code, mark in _NO_CHARACTERS.items() if chr(code) not in "\n\t"}
_COLON = re.compile(r":(?=\S)")
_SEVERAL = re.compile("  +")
_BEGIN = re.compile(r"[-!?:/]|[0-9](?=[0-9]*[.)])")
_RUNS = re.compile(r"`+")
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_SCHEMES = re.compile(r"https?://[^\s/?#]\S*|mailto:[^\s@]+@\S+", re.IGNORECASE)
_NOT_IN_AN_ANCHOR = re.compile(r"[^A-Za-z0-9._-]+")
_NOT_IN_YAML = re.compile("[\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def html(text: str) -> str:
    """Give text for between the tags of HTML, on one line."""
    return text.translate(_HTML)


def lines(text: str) -> str:
    """Give text for between the tags of HTML where its lines count; it still stands on one line of the page."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINES)


def attribute(text: str) -> str:
    """Give text for an HTML attribute in double quotes."""
    return text.translate(_ATTRIBUTE)


def markdown(text: str) -> str:
    """Give text that Markdown renders as it stands: whatever means something within a line is an entity."""
    return _COLON.sub("&#58;", _SEVERAL.sub(" ", text.translate(_MARKDOWN)))


def line(written: str) -> str:
    """Give a line of Markdown that begins no list, notice or other block, whatever its first character is."""
    begun = written.strip()
    return f"&#{ord(begun[0])};{begun[1:]}" if _BEGIN.match(begun) else begun


def verbatim(text: str) -> str:
    """Give text for a fenced block: its lines as they are, without the characters that no page can hold."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_VERBATIM).strip("\n")


def fence(text: str) -> str:
    """Give a run of backticks that the text does not contain."""
    return "`" * max(3, 1 + max(map(len, _RUNS.findall(text)), default=0))


def cell(text: str) -> str:
    """Give text for a cell of a sheet: what a spreadsheet would run as a formula begins with an apostrophe."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def url(text: str) -> str:
    """Give the address, fit for Markdown and HTML, where it is https, http or mailto; else nothing."""
    address = text.strip()
    if not _SCHEMES.fullmatch(address):
        return ""
    return attribute(quote(address, safe="%/:?#@!$&*+,;=~", errors="replace"))


def path(text: str) -> str:
    """Give a path of the site as it stands in an address; no scheme survives."""
    return quote(text, safe="/", errors="replace")


def anchor(text: str) -> str:
    """Give a name as it stands in an `id`, and after the `#` of an address."""
    return _NOT_IN_AN_ANCHOR.sub("-", text)


def quoted(text: str) -> str:
    """Give text as a YAML scalar on one line."""
    return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
