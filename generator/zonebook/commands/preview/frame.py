"""What MkDocs gives every page of a preview: configuration, navigation and theme, made once, and a page rendered alone.

MkDocs itself renders every page for any change. The steps here are those of its build, in its order, for one page.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol, cast

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from zonebook.assembly import Built
from zonebook.commands.preview.site_models import SiteModels
from zonebook.mkdocs_support.options import ZonebookConfig
from zonebook.values import RefusedError
from zonebook.values.record import dataclass

_SERVED = InclusionLevel.is_in_serve
Entry = dict[str, Any]
"""A part of a page as the search finds it."""


class Plugin(Protocol):
    """What a preview asks of our plugin: its options, and to take a build that is given."""

    config: ZonebookConfig
    given: Callable[[], Built] | None


@dataclass(frozen=True, kw_only=True)
class Configured:
    """A configuration as all plugins left it, and our plugin in it."""

    config: MkDocsConfig
    plugin: Plugin

    @property
    def models(self) -> SiteModels:
        """The models of the site."""
        return SiteModels(config=self.config, options=self.plugin.config)


def configured(path: Path, address: str) -> Configured:
    """Return the configuration of a mkdocs.yml for a site at an address; raise RefusedError where it has none."""
    try:
        nowhere = path.parent / ".zonebook-preview"  # a folder that is never made: nothing is written
        config = load_config(str(path), strict=False, site_dir=str(nowhere))
        plugin = config.plugins.get("zonebook")
        if plugin is None:
            raise RefusedError(f"{path} has no `zonebook` among its plugins")
        config.site_url = address
        config.plugins.on_startup(command="serve", dirty=False)
        config = config.plugins.on_config(config)
    except MkDocsException as error:
        raise RefusedError(f"{path}: {error}") from error
    return Configured(config=config, plugin=cast("Plugin", plugin))


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The pages of a site with their navigation and theme; `by_address` has what can be asked for."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment
    by_address: Mapping[str, File]

    def page(self, file: File, above: str = "") -> str:
        """Return a page as HTML, rendered from what its file holds now, with some HTML `above` its content."""
        page, config = cast("Page", file.page), self.config
        config._current_page = page  # noqa: SLF001  as MkDocs does
        page.active = True
        try:
            self._read(config.plugins.on_pre_page(page, config=config, files=self.files))
            page.content = above + str(page.content)
            documents = self.files.documentation_pages(inclusion=_SERVED)
            context = get_context(self.nav, documents, config, page)
            template = self.env.get_template(str(page.meta.get("template", "main.html")))
            context = config.plugins.on_page_context(context, page=page, config=config, nav=self.nav)
            return config.plugins.on_post_page(template.render(context), page=page, config=config)
        finally:
            page.active = False
            config._current_page = None  # noqa: SLF001  likewise

    def _read(self, page: Page) -> None:
        config, files = self.config, self.files
        page.read_source(config)
        page.markdown = config.plugins.on_page_markdown(str(page.markdown), page=page, config=config, files=files)
        page.render(config, files)
        page.content = config.plugins.on_page_content(str(page.content), page=page, config=config, files=files)

    def template(self, name: str) -> str:
        """Return a page that the theme makes alone, such as 404.html."""
        config = self.config
        template = config.plugins.on_pre_template(self.env.get_template(name), template_name=name, config=config)
        context = get_context(self.nav, self.files, config, base_url="/")
        context = config.plugins.on_template_context(context, template_name=name, config=config)
        return config.plugins.on_post_template(template.render(context), template_name=name, config=config)

    def taken_entries(self) -> list[Entry]:
        """Return what the search plugin found on the pages since the last call, and take it from there."""
        kept = _entries(self._index)
        found, kept[:] = list(kept), []
        return found

    def search_index(self, entries: list[Entry]) -> str:
        """Return the index of the search plugin with these entries; empty where there is no such plugin."""
        index = self._index
        if index is None:
            return ""
        _entries(index)[:] = entries
        text = index.generate_search_index(None) if hasattr(index, "entries") else index.generate_search_index()
        _entries(index)[:] = []
        return str(text)

    @property
    def _index(self) -> Any:  # noqa: ANN401  that of MkDocs and that of the theme have no type in common
        found = (getattr(plugin, "search_index", None) for plugin in self.config.plugins.values())
        return next((index for index in found if index is not None), None)


def _entries(index: Any) -> list[Entry]:  # noqa: ANN401  see above
    """Return the list in which a search plugin keeps its entries; an empty one where there is none."""
    found: list[Entry] = getattr(index, "entries", getattr(index, "_entries", []))
    return found


def framed(found: Configured, built: Callable[[], Built]) -> Frame:
    """Return the frame of the pages that are `built`, and of those written by hand; raise RefusedError."""
    config, plugin = found.config, found.plugin
    plugin.given = built
    try:
        config.plugins.on_pre_build(config=config)
        files, env = get_files(config), config.theme.get_env()
        files.add_files_from_theme(env, config)
        files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
        for file in files.documentation_pages(inclusion=_SERVED):
            page = file.page or Page(None, file, config)
            page.read_source(config)  # the navigation shows its title
        env = config.plugins.on_env(env, config=config, files=files) or env
    except MkDocsException as error:
        raise RefusedError(str(error)) from error
    finally:
        plugin.given = None  # MkDocs may take the same plugin for another site
    return Frame(config=config, files=files, nav=nav, env=env, by_address=dict(_addresses(files)))


def _addresses(files: Files) -> Iterator[tuple[str, File]]:
    """Yield each file that can be asked for, by its address from the root of the site."""
    for file in files:
        if file.inclusion.is_in_serve():
            yield file.dest_uri, file
