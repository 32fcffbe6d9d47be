"""A checked catalogue as one file: where each entry begins, and the data of each as JSON that is read when asked for.

The first line is JSON and says for each entry its text, the place in it, and which bytes of the rest hold its data.
"""

import json
from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from zonebook.load.catalogue import CheckedCatalogue
from zonebook.load.lazy_shelf import Deferred
from zonebook.model.catalogue import SHELVES
from zonebook.model.references import BESIDE
from zonebook.values import Data, Document, Place, Problem, Route

_FORM = 3
"""The version of the format."""
_BRACES = tuple(b"{}")
_ENTRY = (str, int, int, int)
"""The types of what the index has of an entry: the path, the line and the column in it, and the size of its data."""


class PackedDocument(Document):
    """The document of an entry, whose data is read when it is asked for; it knows the place where it begins alone."""

    __slots__ = ("_at", "_data", "_within")
    keys: Mapping[Route, Place] = MappingProxyType({})
    typed: Mapping[Route, str] = MappingProxyType({})
    problems: tuple[Problem, ...] = ()
    _at: tuple[int, int]
    _data: Data
    _within: tuple[bytes, int, int]

    def __init__(self, path: str, at: tuple[int, int], within: tuple[bytes, int, int]) -> None:
        """Keep the path of the text, the line and column where the entry begins, and the JSON: where it is in what."""
        for name, value in (("path", path), ("_at", at), ("_within", within), ("_data", None)):
            object.__setattr__(self, name, value)

    @property
    def data(self) -> Data:
        """The plain data of the entry, the same each time."""
        found: Data = self._data
        if found is None:
            content, begin, end = self._within
            found = json.loads(content[begin:end])
            object.__setattr__(self, "_data", found)
        return found

    @property
    def values(self) -> Mapping[Route, Place]:
        """The place of the whole entry, which is that of everything in it."""
        return {(): Place(path=self.path, line=self._at[0], column=self._at[1])}


class _PackedShelf(Mapping[str, Document]):
    """The documents of one shelf by id; each is made when it is asked for."""

    def __init__(self, content: bytes, begin: int, index: Mapping[str, Any]) -> None:
        """Keep the index, and where each entry begins; raise ValueError where one has another form."""
        self._content, self._index = content, index
        self._begins: dict[str, int] = {}
        self._made: dict[str, Document] = {}
        for name, entry in index.items():
            if not isinstance(entry, list) or tuple(map(type, entry)) != _ENTRY:
                raise ValueError("this packed catalogue has an entry of another form")
            self._begins[name] = begin
            begin += entry[3]
            _verify_braces(content, self._begins[name], begin)
        self.end = begin
        """Where the next shelf begins."""

    def __getitem__(self, name: str) -> Document:
        """Return the document of an entry, the same each time; raise KeyError where there is none."""
        if name not in self._made:
            begin, (path, line, column, size) = self._begins[name], self._index[name]
            self._made[name] = PackedDocument(path, (line, column), (self._content, begin, begin + size))
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        """Return an iterator over the ids."""
        return iter(self._begins)

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self._begins)

    def __contains__(self, name: object) -> bool:
        """Return whether there is such an entry, without making its document."""
        return name in self._begins


def packed(catalogue: CheckedCatalogue) -> bytes:
    """Return a checked catalogue as the content of one file; the same catalogue gives the same bytes."""
    shelves: dict[str, dict[str, tuple[str, int, int, int]]] = {}
    body = bytearray()
    for shelf, documents in catalogue.shelves.items():
        index = shelves.setdefault(shelf, {})
        for name, each in documents.items():
            raw, place = _json(each.data), each.place(())
            index[name] = (each.path, place.line, place.column, len(raw))
            body += raw
    beside = {word: _json(dict(catalogue.known[word])) for word in BESIDE}
    head = {"form": _FORM, "shelves": shelves, "beside": {word: len(raw) for word, raw in beside.items()}}
    return b"".join((_json(head), b"\n", body, *beside.values()))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def unpacked(content: bytes, start: int = 0) -> CheckedCatalogue:
    """Return the catalogue that was packed, from a position on; raise ValueError for anything else.

    The data of entries is taken as it was written: whoever keeps the content verifies that it is whole.
    """
    begin = content.index(b"\n", start) + 1
    head = json.loads(content[start:begin])
    if not isinstance(head, dict) or head.get("form") != _FORM:
        raise ValueError("this is no packed catalogue of this form")
    shelves = _mapping(head.get("shelves"))
    if shelves.keys() != SHELVES.keys():
        raise ValueError("this packed catalogue has other shelves")
    documents: dict[str, Mapping[str, Document]] = {}
    for shelf, index in shelves.items():
        documents[shelf] = packed_shelf = _PackedShelf(content, begin, _mapping(index))
        begin = packed_shelf.end
    beside: dict[str, Mapping[str, Any]] = {}
    for word, size in _sizes(head.get("beside")):
        _verify_braces(content, begin, begin + size)
        beside[word] = Deferred(partial(_part, content, begin, begin + size))
        begin += size
    if begin != len(content):
        raise ValueError("this packed catalogue holds more than its entries")
    return CheckedCatalogue(shelves=documents, beside=beside)


def _verify_braces(content: bytes, begin: int, end: int) -> None:
    if not begin + len(_BRACES) <= end <= len(content) or (content[begin], content[end - 1]) != _BRACES:
        raise ValueError("this packed catalogue has an entry of another form")


def _part(content: bytes, begin: int, end: int) -> Any:  # noqa: ANN401  plain data
    return json.loads(content[begin:end])


def _sizes(beside: object) -> Iterator[tuple[str, int]]:
    """Yield what is known beside the ids, with how many bytes hold each; raise ValueError for anything else."""
    sizes = _mapping(beside)
    if tuple(sizes) != BESIDE or not all(isinstance(size, int) for size in sizes.values()):
        raise ValueError("this packed catalogue knows other things beside its ids")
    yield from sizes.items()


def _mapping(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("this packed catalogue lacks a mapping")  # noqa: TRY004  an error in the content
    return value
