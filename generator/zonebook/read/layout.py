"""The stable layout of a model's text: one form for the same content, so that a change is all that a diff shows.

ruamel.yaml writes the text anew with its comments. The result is only taken where it is read as the same document,
with the same comments in the same order.
"""

from io import StringIO
from itertools import zip_longest
from typing import Any, NoReturn

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import FoldedScalarString, ScalarString
from ruamel.yaml.tag import Tag

from zonebook.read.layout_lines import comments, lowered, tidied
from zonebook.read.yaml_text import read
from zonebook.values import BrokenError, Place, Problem

WIDTH = 160
"""The longest line, in characters, that a text or a list may take; what is longer is written on several."""
_FOLDED_AT = 128
_MOST_PASSES = 5
_UNBROKEN = 1 << 30
_NOTHING = Tag(suffix="tag:yaml.org,2002:null")
_TEXT = Tag(suffix="tag:yaml.org,2002:str")


class _AsWritten(VersionedResolver):
    """Takes every plain scalar as text, so that numbers, days and words are written as their author wrote them."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:  # noqa: ANN401  as in ruamel.yaml
        """Return the type of a value."""
        if kind is ScalarNode and implicit[0]:
            return _TEXT if value else _NOTHING
        return super().resolve(kind, value, implicit)


def laid_out(path: str, raw: bytes) -> bytes:
    """Return a text in its stable layout; raise BrokenError where it cannot be read, or a comment would be lost."""
    document = read(path, raw)
    if document.problems:
        raise BrokenError(document.problems)
    if not document.data:
        return raw
    before = raw.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        text = _settled(path, _unmarked(before))
    except (YAMLError, yaml.YAMLError):
        _stop(Place(path=path), "this text is YAML that cannot be laid out")
    if lost := _lost(comments(before), comments(text)):
        message = "this comment has no place in the layout; put it above the value, outside of brackets"
        _stop(Place(path=path, line=lost), message)
    # Unlike equality, the form of data distinguishes 1, true and 1.0, and the order of keys.
    after = read(path, text.encode())
    if after.problems or repr(after.data) != repr(document.data):
        _stop(Place(path=path), "no layout keeps every value of this text as it is")
    return text.encode()


def _lost(before: list[tuple[int, str]], after: list[tuple[int, str]]) -> int:
    """Return the line of the first comment that is not the same afterwards, or 0."""
    for old, new in zip_longest(before, after):
        if not (old and new and old[1] == new[1]):
            return old[0] if old else 1
    return 0


def _stop(place: Place, message: str) -> NoReturn:
    raise BrokenError((Problem(place=place, code="layout", message=message),))


def _settled(path: str, text: str) -> str:
    """Return the text that is its own layout: lines that were broken anew are laid out once more."""
    for _ in range(_MOST_PASSES):
        low, ranks = lowered(text)
        text, before = tidied(_written(low), ranks), text
        if text == before:
            return text
    return _stop(Place(path=path), "no layout of this text is stable")


def _unmarked(text: str) -> str:
    """Return a text without the mark that begins a document, which a model has no use for."""
    lines = text.split("\n")
    first = next((at for at, line in enumerate(lines) if line.strip() and not line.startswith("#")), 0)
    if lines[first].rstrip() == "---":
        del lines[first]
    return "\n".join(lines)


def _written(text: str) -> str:
    writer = YAML()
    writer.Resolver = _AsWritten
    writer.preserve_quotes = True
    writer.brace_single_entry_mapping_in_flow_sequence = True
    writer.width = _UNBROKEN
    writer.indent(mapping=2, sequence=4, offset=2)
    data = writer.load(text)
    _shape(data, 0)
    out = StringIO()
    writer.dump(data, out)
    return out.getvalue()


def _shape(data: Any, depth: int) -> bool:  # noqa: ANN401  as ruamel.yaml types its values
    """Break what is too long for a line or holds comments; return whether the value needs lines of its own."""
    if not isinstance(data, CommentedMap | CommentedSeq):
        return isinstance(data, FoldedScalarString)
    pairs = list(data.items() if isinstance(data, CommentedMap) else enumerate(data))
    broken = False
    for key, value in pairs:
        used = 2 * depth + (len(key) + 2 if isinstance(key, str) else 2)
        if isinstance(value, str) and used + len(value) > WIDTH and type(value) is str and _foldable(value):
            data[key] = _folded(value)
            broken = True
        elif isinstance(value, CommentedMap | CommentedSeq) and value.fa.flow_style() and used + _length(value) > WIDTH:
            value.fa.set_block_style()
            broken |= _shape(value, depth + 1)
        else:
            broken |= _shape(value, depth + 1)
    if data.fa.flow_style() and (broken or _commented(data)):
        data.fa.set_block_style()
    return bool(pairs) and not data.fa.flow_style()


def _commented(data: CommentedMap | CommentedSeq) -> bool:
    return bool(data.ca.items or data.ca.end)


def _length(data: Any) -> int:  # noqa: ANN401  as ruamel.yaml types its values
    """Return how long a value is on one line, without quotes and escapes."""
    if isinstance(data, CommentedMap):
        return 2 + sum(len(str(key)) + 4 + _length(value) for key, value in data.items())
    if isinstance(data, CommentedSeq):
        return 2 + sum(2 + _length(value) for value in data)
    return len(str(data)) + 2 * isinstance(data, ScalarString)


def _foldable(text: str) -> bool:
    """Return whether a text is read the same when its lines are broken at single spaces."""
    return text == " ".join(text.split()) and " " in text


def _folded(text: str) -> FoldedScalarString:
    """Return a text with the places at which its lines end."""
    folded: FoldedScalarString = FoldedScalarString(text)
    begin = 0
    ends: list[int] = []
    for at in (at for at, sign in enumerate(text) if sign == " "):
        following = text.find(" ", at + 1)
        if (len(text) if following < 0 else following) - begin > _FOLDED_AT:
            ends.append(at)
            begin = at + 1
    folded.fold_pos = ends  # type: ignore[attr-defined]  # read by the emitter of ruamel.yaml
    return folded
