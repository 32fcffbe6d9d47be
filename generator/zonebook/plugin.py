"""The MkDocs plugin: generates pages in memory, again whenever a model changes."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from zonebook import assembly
from zonebook.assembly import origin, parts
from zonebook.commands import site
from zonebook.commands.preview.site_models import SiteModels
from zonebook.document.page import Page as Generated
from zonebook.edge.processes import stop_when_asked
from zonebook.edge.publish import manifest, ownership
from zonebook.edge.publish.manifest import Manifest
from zonebook.mkdocs_support import (
    content_policy,
    direct,
    frames,
    html_blocks,
    messages,
    navigation,
    neighbours,
    scripts,
    search_entries,
    search_index,
    theme_output,
)
from zonebook.mkdocs_support.direct import DirectPage
from zonebook.mkdocs_support.extracted_blocks import ExtractedBlocks
from zonebook.mkdocs_support.options import ZonebookConfig
from zonebook.present.page_paths import HOME
from zonebook.values import BrokenError, Problem, UnrenderedError
from zonebook.write.markdown.inline import Setting
from zonebook.write.markdown.parts import PageText
from zonebook.write.markdown.rendered import Renderer
from zonebook.write.output_format import LinkOptions
from zonebook.write.relative_links import anchors

_LOG = get_plugin_logger("zonebook")
PLACEHOLDER = "zonebook"
"""The entry of `nav:` in mkdocs.yml that is replaced by the generated sections."""
_READ = ("page_content", "page_context")
_COPIED = ("page_markdown", *_READ, "post_build")
"""MkDocs events at which a page can lose an extracted block, and at which the page can be copied."""
_NOTHING = assembly.Built(files={HOME: "# No pages yet\n"}, pages=(), degraded=())


class ZonebookPlugin(BasePlugin[ZonebookConfig]):
    """Adds the pages generated from the models to the site."""

    def __init__(self) -> None:
        """Start with nothing built."""
        super().__init__()
        self._good: assembly.Built | None = None
        self._listed = Manifest(files={}, degraded=())
        self._problems: tuple[Problem, ...] = ()
        self._serving = False
        self._extracted = ExtractedBlocks()
        self._before: frozenset[str] = frozenset()
        self._anchors: dict[str, tuple[str, ...]] = {}
        self._pages: tuple[Generated, ...] = ()
        self._links = LinkOptions()
        self._renderer: Renderer | None = None
        self._nav: Navigation | None = None
        self._index: search_index.Add | None = None
        self._frames: frames.Frames | None = None
        self._addresses: dict[str, str] = {}
        self.given: Callable[[], assembly.Built] | None = None
        """Returns a build to take instead of making one, for a preview that makes each page when it is asked for."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note whether MkDocs serves; defining this event makes MkDocs keep the object, and so the last good pages."""
        del dirty
        if os.environ.get(assembly.TOLD_ELSEWHERE):
            stop_when_asked()  # `zonebook site` passes its own termination request on
        self._serving = command == "serve"
        self._good, self._problems = None, ()

    @event_priority(100)  # before the theme's offline plugin, which would reference a worker on the network
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Watch the models, and add the styles and scripts of the pages."""
        models = str(SiteModels(config=config, options=self.config).folder)
        if models not in config.watch:
            config.watch.append(models)
        for why in neighbours.unfit(config):
            _LOG.warning(why)
        for name in neighbours.extended(config):
            _LOG.info("the Markdown extension %s is switched on: generated pages need it", name)
        scripts.add(config, assembly.ASSETS)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Raise PluginError where MkDocs would empty a folder of ours that holds foreign or changed files."""
        folder = Path(config.site_dir)
        try:
            if not self._serving and ownership.marked(folder):
                ownership.refuse_foreign(folder)
        except OSError as error:
            raise PluginError(messages.reason(error)) from error

    @event_priority(100)  # before plugins that list the pages, for redirects for example
    def _on_files_add(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every generated page and file; raise PluginError with the list where the models have problems."""
        if files.get_file_from_path(manifest.NAME):
            raise PluginError(site.TAKEN)
        built = self._built(config)
        self._listed = Manifest(files={}, degraded=built.degraded, provenance=built.provenance)
        self._before = ownership.added(Path(config.site_dir))
        if "abbr" in config.markdown_extensions:
            own = config.mdx_configs.setdefault("abbr", {})
            own["glossary"] = {**built.terms, **own.get("glossary", {})}
        listed = {page.path for page in built.pages if page.listed}
        generated = {path: content for path, content in built.files.items() if path != manifest.NAME}
        own_files = {f"{assembly.ASSETS}/{name}": content for name, content in scripts.assets().items()}
        for path, content in {**generated, **own_files}.items():
            file = File.generated(config, path, content=content)
            if not navigation.added(files, file, listed=path in listed):
                _LOG.info("%s is written by hand, and stands in the place of the generated one", path)
        for unread in theme_output.unread(files):
            files.remove(unread)
        self._extracted, self._pages, self._links = ExtractedBlocks(), built.pages, built.options or LinkOptions()
        self._anchors = {page.path: anchors(page) for page in built.pages}
        _LOG.info("%d pages and files from %s", len(generated), self.config.models)
        for fault in built.degraded:
            (_LOG.info if os.environ.get(assembly.TOLD_ELSEWHERE) else _LOG.warning)("degraded: %s", fault)
        return files

    def _on_files_navigate(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put the generated sections where `nav` wants them; before hand-written pages where there is no `nav`."""
        if config.nav is not None and not navigation.asked(config.nav, PLACEHOLDER):
            _LOG.info("the `nav` of mkdocs.yml has no entry `%s`: the generated pages are not in it", PLACEHOLDER)
        config.nav = navigation.whole(config, files, self._pages, PLACEHOLDER)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Find out whether the pages can be rendered without Markdown, now that it is configured."""
        del files
        self._nav = nav
        self._renderer = direct.renderer(config)
        if self._renderer is None:
            _LOG.info("the generated pages go through Markdown, which takes longer: this site extends it")
        return nav

    @event_priority(-100)  # after those that change how templates are rendered
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Prepare what is the same on many pages, or was the same in an earlier build."""
        self._index = search_index.adding(config)
        self._frames = frames.prepared(env, config, self._nav, files, finish=self._finished) if self._nav else None
        return env

    on_files = CombinedEvent(_on_files_add, _on_files_navigate)

    @event_priority(100)  # before template engines, which must see only the marks
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Extract tables and pictures while the page is rendered and indexed; let it be rendered without Markdown."""
        del config, files
        path = page.file.src_uri
        if page.file.generated_by != "zonebook":
            return markdown
        page.meta["render_macros"] = False
        text = page.file.content_string
        if self._renderer is None or not isinstance(text, PageText) or not text.endswith(markdown):
            marked, kept = html_blocks.extract(markdown.rstrip("\n"))
            self._extracted.keep(path, kept)
            return marked
        parts, kept = html_blocks.marked(text.parts)
        self._extracted.keep(path, kept)
        setting = Setting(page=path, links=self._links.links, repository=self._links.repository)
        return direct.prepared(page, self._renderer, setting, parts)

    @event_priority(1000)  # before the others that read or change the rendered page
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the problems of the models, if any, before each page; register the anchors of its extracted blocks.

        Raise PluginError where the rendered page has no mark for an extracted block.
        """
        del files
        path = page.file.src_uri
        if path in self._extracted:
            when = "between its Markdown and its HTML"
            self._extracted.require_marks(html, path, when, config, "page_markdown")
            page.present_anchor_ids = {*(page.present_anchor_ids or ()), *self._anchors.get(path, ())}
        return messages.banner(self._problems, old=self._good is not None) + html if self._problems else html

    @event_priority(100)  # before the search reads the page
    def _on_page_context_begin(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Let the search pass over a page whose entries are known."""
        del config, nav
        if self._index and isinstance(page, DirectPage):
            search_index.set_apart(page)
        return context

    @event_priority(-50)  # after the search has read the page
    def _on_page_context_end(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Restore extracted blocks; raise PluginError where the page has no mark for one of them."""
        del nav
        self._extracted.require_marks(page.content or "", page.file.src_uri, "after it was rendered", config, *_READ)
        self._extracted.restore(page)
        if self._index and isinstance(page, DirectPage):
            search_index.enter(page, self._index)
        if self._frames:
            self._frames.fill(context, page)
        return context

    on_page_context = CombinedEvent(_on_page_context_begin, _on_page_context_end)

    @event_priority(-100)  # after those that change the finished page
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """State the policy of the finished page; warn where restored tables or pictures are missing from it."""
        if missing := self._extracted.finished(page, output, config):
            _LOG.warning(missing)
        if page.file.generated_by == "zonebook":
            self._addresses[page.url] = page.file.src_uri
            return self._frames.finished(output, page) if self._frames else self._finished(output)
        return self._governed(output)

    @event_priority(-100)
    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """State the policy of a page that has no source, such as `404.html`."""
        if template_name == theme_output.NOT_FOUND:
            output = theme_output.found_beside(output, config.site_url)
        return self._governed(output)

    @event_priority(100)  # before the search writes its index
    def _on_post_build_begin(self, *, config: MkDocsConfig) -> None:
        """Let the search index have what readers look for."""
        index = neighbours.search_index(config)
        if index is not None:
            pages = {page.path: page for page in self._pages}
            ours = {url: pages[path] for url, path in self._addresses.items() if path in pages}
            index[:] = search_entries.refined(index, ours)

    @event_priority(-200)  # after everything that still writes files
    def _on_post_build_end(self, *, config: MkDocsConfig) -> None:
        """Write the manifest: each file of the site with its SHA-256, and what is missing or degraded.

        Raise PluginError where a file still has marks in place of tables or pictures.
        """
        folder = Path(config.site_dir)
        if self._frames:
            self._frames.close()
        for path, count in html_blocks.unfinished(folder):
            by = neighbours.handlers(config, *_COPIED)
            raise PluginError(f"{path}: {count} tables or pictures were not put back; plugins: {by}")
        site.finish(folder, self._listed, self._before)

    on_post_build = CombinedEvent(_on_post_build_begin, _on_post_build_end)

    def _finished(self, output: str) -> str:
        return self._governed(theme_output.slim(output))

    def _governed(self, html: str) -> str:
        """Return a page with its policy; without one while MkDocs serves, as it adds a script that reloads the page."""
        return content_policy.stated(html) if self.config.content_policy and not self._serving else html

    def _built(self, config: MkDocsConfig) -> assembly.Built:
        if self.given:
            self._good = self.given()
            return self._good
        models = SiteModels(config=config, options=self.config)
        try:
            assessment = assembly.load_and_assess(models.folder, models.day, models.shown)
        except BrokenError as broken:
            return self._broken(broken.problems)
        except OSError as error:
            raise PluginError(messages.reason(error, "the models cannot be read: ")) from error
        self._problems = ()
        try:
            provenance = origin.made_from(assessment, models.folder, models.shown)
            links = models.links(assessment.workspace.organisation.organisation.repository)
            jobs = int(os.environ.get(assembly.JOBS, "1"))
            self._good = parts.build(assessment, links, root=models.shown, executor=jobs, provenance=provenance)
        except UnrenderedError as error:
            raise PluginError(messages.reason(error)) from error
        return self._good

    def _broken(self, problems: tuple[Problem, ...]) -> assembly.Built:
        """Stop the build, or return the last good pages where `on_problem` asks for pages."""
        many = f"the models have {len(problems)} problem{'s' if len(problems) != 1 else ''}"
        report = "\n".join((many, *map(str, problems)))
        if not self._serving or self.config.on_problem == "stop":
            raise PluginError(report)
        _LOG.info(report)
        self._problems = problems
        return self._good or _NOTHING
