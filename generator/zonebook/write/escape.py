"""Escaping, one function for each target. No other module escapes."""

import json
import re
from urllib.parse import quote

from zonebook.values import visible

_SPACES = (*range(0x09, 0x0E), *range(0x1C, 0x20), 0x85, 0x2028, 0x2029)
_NO_CHARACTERS = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFEFF, 0xFFFE, 0xFFFF), "\ufffd"),
    **dict.fromkeys(_SPACES, " "),
}
# `{` means nothing in HTML, but the template plugins that some sites run on our output would expand it.
_HTML = {**_NO_CHARACTERS, **str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;"})}
_ATTRIBUTE = {**_HTML, **str.maketrans({'"': "&quot;", "'": "&#39;"})}
_LINES = {**_HTML, **str.maketrans({"\n": "&#10;", "\t": "&#9;"})}
_MARKDOWN = {**_ATTRIBUTE, **{ord(mark): f"&#{ord(mark)};" for mark in "\\`*_{}[]#+|~^=$@"}}
_VERBATIM = {code: mark for code, mark in _NO_CHARACTERS.items() if chr(code) not in "\n\t"}
_COLON = re.compile(r":(?=\S)")
_SEVERAL = re.compile("  +")
_BEGIN = re.compile(r"[-!?:/]|[0-9](?=[0-9]*[.)])")
_RUNS = re.compile(r"`+")
_FORMULA = re.compile("'*\\s*[-=+@\t\r\n\uff0b\uff0d\uff1d\uff20]")
MOST_IN_A_CELL = 32_767
"""How many UTF-16 code units a cell of a workbook can contain."""
_CUT = "\u2026 [cut: {} more characters]"
_SCHEMES = re.compile(r"https?://[^\s/?#]\S*|mailto:[^\s@]+@\S+", re.IGNORECASE)
_NOT_IN_AN_ANCHOR = re.compile(r"[^A-Za-z0-9._-]+")
_NOT_IN_YAML = re.compile("[\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_NO_XML = {0xFFFE: "\\ufffe", 0xFFFF: "\\uffff"}


def element(text: str) -> str:
    """Escape text for the content of an XML element; its characters are those that the document may have."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def html(text: str) -> str:
    """Escape text for the content of an HTML element, on one line."""
    return text.translate(_HTML)


def lines(text: str) -> str:
    """Escape text for the content of an HTML element that keeps line breaks; the result is on one line of the page."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINES)


def attribute(text: str) -> str:
    """Escape text for an HTML attribute in double quotes."""
    return text.translate(_ATTRIBUTE)


def markdown(text: str) -> str:
    """Escape text so that Markdown renders it verbatim: every character with an inline meaning becomes an entity."""
    written = _COLON.sub("&#58;", _SEVERAL.sub(" ", text.translate(_MARKDOWN)))
    return f"{written[:-1]}&#33;" if written.endswith("!") else written  # a link after it would become a picture


def line(written: str) -> str:
    """Escape a line of Markdown so that it begins no list, notice or other block, whatever its first character."""
    begun = written.strip()
    return f"&#{ord(begun[0])};{begun[1:]}" if _BEGIN.match(begun) else begun


def verbatim(text: str) -> str:
    """Return text for a fenced block: its lines unchanged, without the characters that a page cannot contain."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_VERBATIM).strip("\n")


def fence(text: str) -> str:
    """Return a run of backticks that the text does not contain."""
    return "`" * max(3, 1 + max(map(len, _RUNS.findall(text)), default=0))


def cell(text: str) -> str:
    """Escape text for a cell of comma-separated values: what a spreadsheet would run begins with an apostrophe.

    That includes formulas behind blanks or with the full-width forms of their first character. A text that has such an
    apostrophe already gets another, so that the escape can be taken back.
    """
    return f"'{text}" if runs(text) else text


def runs(text: str) -> bool:
    """Return whether a spreadsheet would take a text that is typed into a cell for a formula."""
    return _FORMULA.match(text) is not None


def workbook_cell(text: str) -> str:
    """Return text for a cell of a workbook, whose type says that it is text: its lines, of the characters XML has.

    A text that is longer than a cell can be is cut, and says so.
    """
    written = text.replace("\r\n", "\n").replace("\r", "\n").translate(_VERBATIM)
    if len(written) <= MOST_IN_A_CELL // 2 or len(raw := written.encode("utf-16-le")) <= 2 * MOST_IN_A_CELL:
        return written
    room = MOST_IN_A_CELL - len(_CUT) - len(str(len(written)))
    kept = raw[: 2 * room].decode("utf-16-le", "ignore")  # half a pair is left out
    return kept + _CUT.format(len(written) - len(kept))


def url(text: str) -> str:
    """Return the address, fit for Markdown and HTML, where it is https, http or mailto; else nothing."""
    address = text.strip()
    if not _SCHEMES.fullmatch(address):
        return ""
    return attribute(quote(address, safe="%/:?#@!$&*+,;=~", errors="replace"))


def path(text: str) -> str:
    """Escape a path of the site for use in an address; no scheme survives."""
    return quote(text, safe="/", errors="replace")


def anchor(text: str) -> str:
    """Escape a name for use in an `id`, and after the `#` of an address."""
    return _NOT_IN_AN_ANCHOR.sub("-", text)


def quoted(text: str) -> str:
    """Return text as a YAML scalar on one line."""
    return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def message(text: str) -> str:
    """Escape text for the message of a workflow command of GitHub Actions, on one line."""
    return visible(" ".join(text.split())).replace("%", "%25")


def property_(text: str) -> str:
    """Escape text for a property of a workflow command of GitHub Actions."""
    return message(text).replace(":", "%3A").replace(",", "%2C")


def xml(text: str) -> str:
    """Return text for an XML document: what one may not contain, and what cannot be seen, as escapes."""
    return visible(text).translate(_NO_XML)
