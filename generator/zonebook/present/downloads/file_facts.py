"""What is known of files only once they are written: their sizes, their hashes, and whether they are there at all."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from zonebook.document.inline import Code, FileFact, Inline, Link
from zonebook.document.page import Block, Page, Row, Table

Files = Mapping[str, str | bytes]
MISSING = "missing: the log of the build says why"


def with_facts(page: Page, files: Files) -> Page:
    """Return a page with the facts about these files in its tables; a file that is not there is said to be missing."""
    if not has_facts(page):
        return page
    return replace(page, blocks=tuple(_filled(block, files) for block in page.blocks))


def has_facts(page: Page) -> bool:
    """Return whether a page shows facts about files."""
    return any(map(_has_facts, page.blocks))


def _has_facts(block: Block) -> bool:
    """Return whether a table has facts about files: in each of its rows or in none."""
    return isinstance(block, Table) and any(
        isinstance(inline, FileFact) for row in block.rows[:1] for cell in row.cells for inline in cell
    )


def _filled(block: Block, files: Files) -> Block:
    if not isinstance(block, Table) or not _has_facts(block):
        return block
    return replace(block, rows=tuple(_row(row, files) for row in block.rows))


def _row(row: Row, files: Files) -> Row:
    facts = (inline for cell in row.cells for inline in cell if isinstance(inline, FileFact))
    lost = {each.path for each in facts if each.path not in files}
    cells = tuple(tuple(_known(inline, files, lost) for inline in cell) for cell in row.cells)
    return replace(row, cells=cells)


def _known(inline: Inline, files: Files, lost: set[str]) -> Inline:
    match inline:
        case Link(text=text, to=to) if to in lost:
            return f"{text} ({MISSING})"
        case FileFact(path=path, fact=fact) if path in files:
            content = files[path]
            raw = content.encode() if isinstance(content, str) else content
            return f"{len(raw):,}" if fact == "size" else Code(text=hashlib.sha256(raw).hexdigest())
        case _:
            return inline
