"""The blocks extracted from the pages of a build, from the Markdown of a page until the page is finished."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

from zonebook.mkdocs_support import html_blocks, neighbours


class ExtractedBlocks:
    """The extracted blocks by the path of their page."""

    def __init__(self) -> None:
        """Begin without any."""
        self._kept: dict[str, tuple[str, ...]] = {}

    def __contains__(self, path: object) -> bool:
        """Return whether a page was looked through for blocks."""
        return path in self._kept

    def keep(self, path: str, blocks: tuple[str, ...]) -> None:
        """Keep the blocks of a page until it is finished."""
        self._kept[path] = blocks

    def require_marks(self, text: str, path: str, when: str, config: MkDocsConfig, *events: str) -> None:
        """Raise PluginError, with the plugins that handle the events, where a block has no mark in its page."""
        lost = html_blocks.lost(text, self._kept.get(path, ()))
        if lost:
            by = neighbours.handlers(config, *events)
            raise PluginError(f"{path}: the places of {lost} tables or pictures were lost {when}; plugins: {by}")

    def restore(self, page: Page) -> None:
        """Restore the blocks in every attribute of the page where a plugin keeps its HTML.

        The Markdown stays as it is: no known plugin reads it this late, and all of it would be in memory twice.
        """
        kept = self._kept.get(page.file.src_uri, ())
        for name, text in tuple(vars(page).items()) if kept else ():
            if name != "markdown" and isinstance(text, str) and html_blocks.lost(text, kept) < len(kept):
                setattr(page, name, html_blocks.restore(text, kept))

    def finished(self, page: Page, output: str, config: MkDocsConfig) -> str:
        """Forget the blocks of a page; return what is to be warned of where the finished page lacks some of them."""
        path = page.file.src_uri
        missing = sum(map(html_blocks.shown, self._kept.pop(path, ()))) - html_blocks.shown(output)
        by = neighbours.handlers(config, "post_page") if missing > 0 else ""
        return f"{path}: {missing} tables or pictures are not on the page; plugins: {by}" if missing > 0 else ""
