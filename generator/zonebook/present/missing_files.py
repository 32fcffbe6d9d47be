"""Notices in place of the files that could not be written."""

from collections.abc import Collection
from dataclasses import replace

from zonebook.document.page import Block, Download, Notice, Page


def without_missing(page: Page, files: Collection[str]) -> Page:
    """Return the page with a notice for each file that it offers and that is not among the files."""
    return replace(page, blocks=tuple(_made(block, files) for block in page.blocks))


def _made(block: Block, files: Collection[str]) -> Block:
    if not isinstance(block, Download) or block.path in files:
        return block
    return Notice(title=f"{block.text}: this file is missing", text=("The log of the build says why.",))
