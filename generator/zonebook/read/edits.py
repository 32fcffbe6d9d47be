"""Changes of a YAML text at some of its values; every other byte stays, with comments, order, quotes and line ends.

ruamel.yaml would write the whole text anew, and break lines, indent lists and align values in its own way. Here the
marks of the parser say where a value begins and ends, and only that part of the text is replaced.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from typing import Any, NoReturn

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from zonebook.read import rendering
from zonebook.read.layout_lines import comments
from zonebook.read.yaml_text import read
from zonebook.values import BrokenError, Data, Place, Problem
from zonebook.values.record import dataclass

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_LINE = re.compile(r"\r?\n( *)(#[^\r\n]*)?(?=[\r\n]|\Z)")
"""A blank line, or one of a comment, from the line end above it."""


@dataclass(frozen=True, slots=True)
class Added:
    """Items to add to a list, which is begun where there is none."""

    items: tuple[Data, ...]


class Removed:
    """What takes a key away, with its value."""


REMOVED = Removed()
Patch = Mapping[str, Any]
"""What to state: a mapping is merged key by key, `Added` extends a list, `REMOVED` takes a key away.

Any other value replaces what is there.
"""


def edited(path: str, raw: bytes, patch: Patch) -> bytes:
    """Return a text with a patch; raise BrokenError where it cannot be read, or the change could not be made in it.

    The result is read again: it is only returned where it says what it should, with the comments that were there.
    """
    before = read(path, raw)
    if before.problems:
        raise BrokenError(before.problems)
    wanted = patched(before.data, patch)
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    text = raw.removeprefix(mark).decode("utf-8")
    editor = _Editor(text=text, end="\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n")
    root = yaml.compose(text, Loader=_Loader)
    if not isinstance(root, MappingNode):
        _stop(path)
    editor.merge(root, before.data, patch)
    changed = mark + editor.result().encode("utf-8")
    after = read(path, changed)
    if after.problems or repr(after.data) != repr(wanted) or editor.loses_comments():
        _stop(path)
    return changed


def patched(data: Data, patch: Patch) -> dict[str, Data]:
    """Return plain data with a patch: what a text says after it was edited."""
    found: dict[str, Data] = dict(data) if isinstance(data, Mapping) else {}
    for key, value in patch.items():
        old = found.get(key)
        if value is REMOVED:
            found.pop(key, None)
        elif isinstance(value, Added):
            found[key] = [*(old if isinstance(old, list) else ()), *map(_plain, value.items)]
        elif isinstance(value, Mapping):
            found[key] = patched(old, value)
        else:
            found[key] = _plain(value)
    return found


def _plain(value: Data) -> Data:
    """Return a value as it is read: lists and mappings of text, numbers and booleans."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return list(map(_plain, value))
    return value.isoformat() if isinstance(value, date) else value


def _stop(path: str) -> NoReturn:
    message = "the change cannot be made in this text without losing something of it; make it by hand"
    raise BrokenError((Problem(place=Place(path=path), code="layout", message=message),))


@dataclass(slots=True, kw_only=True)
class _Editor:
    """The changes of one text, as spans of it and what replaces them."""

    text: str
    end: str
    spans: list[tuple[int, int, str]] = field(default_factory=list)

    def result(self) -> str:
        """Return the text with every change; those at one point stand in the order in which they were made."""
        parts: list[str] = []
        at = 0
        for begin, end, new in sorted(self.spans, key=lambda each: each[:2]):
            parts.extend((self.text[at:begin], new))
            at = end
        return "".join((*parts, self.text[at:]))

    def loses_comments(self) -> bool:
        """Return whether a comment of the text is gone; one that moves with its line is not."""
        if not any("#" in self.text[begin:end] for begin, end, _ in self.spans):
            return False
        before, after = (sorted(comment for _, comment in comments(text)) for text in (self.text, self.result()))
        return before != after

    def merge(self, node: MappingNode, data: Data, patch: Patch) -> None:
        """Merge a patch into a mapping; one in brackets that loses a key is written anew."""
        if node.flow_style and any(value is REMOVED for value in patch.values()):
            self.spans.append((node.start_mark.index, node.end_mark.index, rendering.flow(patched(data, patch))))
            return
        values = {key.value: (key, value) for key, value in node.value}
        new = {key: value for key, value in patch.items() if key not in values and value is not REMOVED}
        for key, value in patch.items():
            if key in values and value is REMOVED:
                self._remove(*values[key])
            elif key in values:
                self._change(*values[key], data[key], value, flow=bool(node.flow_style))
        if new:
            self._add_pairs(node, {key: _started(value) for key, value in new.items()})

    def _change(self, key: Node, node: Node, old: Data, value: Any, *, flow: bool) -> None:  # noqa: ANN401  see Patch
        """Change the value of a key; `flow` says that the key stands within brackets."""
        if isinstance(value, Mapping) and isinstance(node, MappingNode) and node.value:
            self.merge(node, old, value)
        elif isinstance(value, Added) and isinstance(node, SequenceNode) and node.value:
            self._add_items(node, value.items)
        elif repr(old) != repr(_plain(_started(value))):
            self._replace(key, node, _started(value), flow=flow)

    def _replace(self, key: Node, node: Node, value: Data, *, flow: bool) -> None:
        end = self._last(node)
        if flow:
            self.spans.append((node.start_mark.index, end, rendering.flow(value)))
            return
        column = key.start_mark.column
        new = rendering.block(value, column, at=node.start_mark.column)
        colon = self.text.index(":", key.end_mark.index) + 1
        self.spans.append((colon, end, f" {new.head}" if new.head else ""))
        self._insert(end, new.below)

    def _remove(self, key: Node, value: Node) -> None:
        """Remove the lines of a key and its value whole, from the line end above them to their own."""
        begin, end = self.text.rfind("\n", 0, key.start_mark.index), self._line_end(self._last(value))
        self.spans.append((max(begin - (self.text[begin - 1 : begin] == "\r"), 0), end, ""))

    def _add_pairs(self, node: MappingNode, new: Mapping[str, Data]) -> None:
        if node.flow_style:
            self._add_inside(node, [each for _, each in node.value], rendering.flow(new)[1:-1])
            return
        column = node.start_mark.column
        lines = [line for each in new.items() for line in rendering.pair(*each, column)]
        self._insert(self._below_comments(self._last(node), column), lines)

    def _add_items(self, node: SequenceNode, items: Iterable[Data]) -> None:
        if node.flow_style:
            self._add_inside(node, node.value, rendering.flow(list(items))[1:-1])
            return
        column = node.start_mark.column
        lines = [line for each in items for line in rendering.item(each, column)]
        self._insert(self._below_comments(self._last(node), column), lines)

    def _add_inside(self, node: Node, children: list[Node], new: str) -> None:
        """Add to what stands within brackets, behind the last child or the opening bracket."""
        if children:
            at = self._last(children[-1])
            self.spans.append((at, at, f", {new}"))
        else:
            at = node.start_mark.index + 1
            self.spans.append((at, at, new))

    def _insert(self, after: int, lines: Iterable[str]) -> None:
        """Insert lines below the one in which a point is."""
        at = self._line_end(after)
        self.spans.append((at, at, "".join(f"{self.end}{line}" for line in lines)))

    def _below_comments(self, after: int, column: int) -> int:
        """Return a point below the comments that follow a point and stand further in than a column.

        They are about what ends there, and not about what is added.
        """
        found = at = self._line_end(after)
        while line := _LINE.match(self.text, at):
            at = line.end()
            if line[2]:
                if len(line[1]) <= column:
                    break
                found = at
        return found

    def _line_end(self, after: int) -> int:
        """Return where the line ends in which a point is."""
        ends = [at for at in (self.text.find(mark, after) for mark in ("\n", "\r")) if at >= 0]
        return min(ends, default=len(self.text))

    def _last(self, node: Node) -> int:
        """Return where a value ends: behind its last character, without what follows on the line or below."""
        if isinstance(node, MappingNode | SequenceNode) and not node.flow_style:
            last = node.value[-1]
            return self._last(last[1] if isinstance(node, MappingNode) else last)
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            return node.start_mark.index + len(self.text[node.start_mark.index : node.end_mark.index].rstrip(" \r\n"))
        return int(node.end_mark.index)


def _started(value: Any) -> Data:  # noqa: ANN401  see Patch
    """Return what stands where nothing stood: the items of what would be added."""
    if isinstance(value, Added):
        return list(value.items)
    return {key: _started(each) for key, each in value.items()} if isinstance(value, Mapping) else value
