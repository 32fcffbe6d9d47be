"""The XML of a workbook, looked at before a library reads it: which part is which sheet, and how much it asks for.

A few bytes of XML can ask for millions of cells, and put one long text into each.
"""

import re
from collections.abc import Callable
from functools import cached_property
from xml.parsers import expat

from zonebook.read.workbook_package import DAMAGED, inflated, packed_anew, refuse
from zonebook.values.record import dataclass

MOST_CELLS = 2_000_000
"""The most cells of one sheet: its rows times its columns, the empty ones too."""
MOST_TEXT = 256 * 1024 * 1024
"""The most characters in the cells of one sheet; one shared text may stand in many of them."""
_PREFIXED = re.compile(rb"<\w+:")
_NOT_NEAR = re.compile(rb'<c r="(?![AB]?[A-Z]1?[0-9]{1,4}")')
"""The begin of a cell that is not within the columns A to BZ and the rows 1 to 19999."""
_ADDRESS = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"')
_INDEX = re.compile(rb"<v>([0-9]{1,9})<")
_FORMULA = re.compile(rb"<f[\s/>]")
_TYPED = re.compile(rb"\bt\s*=\s*[\"'](e|str)[\"']")
_FULL_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^<>]*)(?<!/)>(.*?)</c\s*>', re.DOTALL)
_CONTENT = re.compile(rb"<v\s*>([^<]+)<")
_LETTERS, _DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"0123456789"
_NOT_COMPUTED = "a formula without a value; save the file in a spreadsheet program, or write the value itself"
_Begin = Callable[[str, dict[str, str]], None]
_Text = Callable[[str], None]


@dataclass(frozen=True)
class Parts:
    """The XML of a workbook by path; `name` is the name of its file, for messages."""

    name: str
    xml: dict[str, bytes]

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The path of each sheet of cells, by its name, in the order of the workbook."""
        links = self._elements("xl/_rels/workbook.xml.rels", "Relationship")
        targets = {each.get("Id", ""): each.get("Target", "") for each in links}
        sheets = self._elements("xl/workbook.xml", "sheet")
        named = {each.get("name", ""): targets.get(each.get("id", ""), "") for each in sheets}
        paths = {name: path[1:] if path.startswith("/") else f"xl/{path}" for name, path in named.items()}
        return {name: path for name, path in paths.items() if path in self.xml}

    @cached_property
    def properties(self) -> dict[str, str]:
        """The custom properties of the document, by name, as text."""
        found: dict[str, str] = {}
        name = ""

        def begin(tag: str, attributes: dict[str, str]) -> None:
            nonlocal name
            name = attributes.get("name", "") if _local(tag) == "property" else name

        def text(data: str) -> None:
            found[name] = found.get(name, "") + data

        self._parse("docProps/custom.xml", begin, text)
        return {key: value.strip() for key, value in found.items() if key}

    def workbook(self) -> bytes:
        """Return a workbook of nothing but the parts that were looked at."""
        return packed_anew(self.xml)

    def examined(self, sheet: str) -> dict[tuple[int, int], str]:
        """Return why a cell of a sheet has no value, by row and column from 0: a formula not computed, or an error.

        Raise RefusedError, a line, where the sheet spans too many cells, or they hold too much text.
        """
        cells = self._cells(sheet)
        # Every spreadsheet program writes a cell so; another form could hide from what is looked for here.
        odd = cells.count(b"<c") - cells.count(b"<col") != cells.count(b'<c r="')
        if odd or _PREFIXED.search(cells):
            refuse(self.name, DAMAGED)
        if _NOT_NEAR.search(cells) and self._spanned(cells) > MOST_CELLS:
            refuse(self.name, f"the sheet {sheet} spans more than {MOST_CELLS:,} cells; delete its empty rows")
        if self._characters(cells) > MOST_TEXT:
            refuse(self.name, f"the cells of the sheet {sheet} hold more than {MOST_TEXT:,} characters")
        return _faults(cells)

    def _cells(self, sheet: str) -> bytes:
        """Return the part of a sheet that holds its cells."""
        xml = self.xml[self.sheets[sheet]]
        self._refuse_declarations(xml)
        end = xml.rfind(b"</sheetData>")
        return xml[: end if end >= 0 else max(xml.find(b"<sheetData"), 0)]

    def _spanned(self, cells: bytes) -> int:
        """Return how many cells a sheet spans, from its first to its last row and column."""
        found = _ADDRESS.findall(cells)
        if len(found) != cells.count(b'<c r="'):
            refuse(self.name, DAMAGED)
        rows = max(map(int, {each.lstrip(_LETTERS) for each in found}), default=0)
        columns = max(map(_column, {each.rstrip(_DIGITS) for each in found}), default=-1) + 1
        return rows * columns

    def _characters(self, cells: bytes) -> int:
        """Return how many characters the cells of a sheet hold at most, each shared text as often as it is used."""
        values, longest = cells.count(b"<v"), max(self._lengths, default=0)
        if values * longest <= MOST_TEXT:
            return values * longest
        indexes = [int(each) for each in _INDEX.findall(cells)]
        shared = sum(self._lengths[each] for each in indexes if each < len(self._lengths))
        return shared + (values - len(indexes)) * longest

    @cached_property
    def _lengths(self) -> list[int]:
        """The number of characters of each shared text."""
        found: list[int] = []

        def begin(tag: str, _: dict[str, str]) -> None:
            if _local(tag) == "si":
                found.append(0)

        def text(data: str) -> None:
            if found:
                found[-1] += len(data)

        self._parse("xl/sharedStrings.xml", begin, text)
        return found

    def _elements(self, path: str, wanted: str) -> list[dict[str, str]]:
        """Return the attributes of each element of a name, without their namespaces."""
        found: list[dict[str, str]] = []

        def begin(tag: str, attributes: dict[str, str]) -> None:
            if _local(tag) == wanted:
                found.append({_local(name): value for name, value in attributes.items()})

        self._parse(path, begin, lambda _: None)
        return found

    def _refuse_declarations(self, xml: bytes) -> None:
        """Refuse what no spreadsheet program writes, and what could hide something: entities, comments, UTF-16."""
        if b"<!" in xml or b"\0" in xml or xml.find(b"<?", 1) > 0:
            refuse(self.name, DAMAGED)

    def _parse(self, path: str, begin: _Begin, text: _Text) -> None:
        """Call `begin` for each element of a part and `text` for each piece of text; a missing part has none."""
        content = next((raw for each, raw in self.xml.items() if each.casefold() == path.casefold()), None)
        if content is None:
            return
        self._refuse_declarations(content)
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = begin
        parser.CharacterDataHandler = text
        try:
            parser.Parse(content, True)  # noqa: FBT003  as expat asks: this is the whole text
        except expat.ExpatError:
            refuse(self.name, DAMAGED)


def opened(name: str, raw: bytes) -> Parts:
    """Return the parts of a workbook; raise RefusedError, a line, for one that is refused."""
    return Parts(name=name, xml=inflated(name, raw))


def _faults(cells: bytes) -> dict[tuple[int, int], str]:
    """Return why a cell has no value, by its row and column."""
    if b"<f" not in cells and b't="e"' not in cells and b"t='e'" not in cells:
        return {}
    found = {}
    for column, row, attributes, body in _FULL_CELL.findall(cells):
        if why := _fault(attributes, body):
            found[int(row) - 1, _column(column)] = why
    return found


def _fault(attributes: bytes, body: bytes) -> str:
    """Return why a cell has no value, or nothing."""
    typed, content = _TYPED.search(attributes), _CONTENT.search(body)
    if typed and typed[1] == b"e":
        return f"the error {content[1].decode('ascii', 'replace')}" if content else "an error"
    return _NOT_COMPUTED if _FORMULA.search(body) and not content and not typed else ""


def _column(letters: bytes) -> int:
    """Return the number of a column from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _local(name: str) -> str:
    """Return a name without the prefix of its namespace."""
    return name.rpartition(":")[2]
