"""The models of a site, as its mkdocs.yml names them: the same for a build and for a preview."""

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from zonebook import assembly
from zonebook.edge import clock
from zonebook.mkdocs_support.options import ZonebookConfig
from zonebook.values.record import dataclass
from zonebook.write.output_format import LinkOptions
from zonebook.write.relative_links import LinkStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteModels:
    """What the configuration of a site and the options of the plugin say of the models."""

    config: MkDocsConfig
    options: ZonebookConfig

    @property
    def folder(self) -> Path:
        """The folder of the models."""
        return self._base / self.options.models

    @property
    def shown(self) -> str:
        """The path of the models as it is displayed."""
        return assembly.shown(self.folder, self._base)

    @property
    def day(self) -> str:
        """The day to assess as of."""
        return os.environ.get(assembly.AS_OF) or self.options.as_of or clock.today()

    def links(self, repository: str) -> LinkOptions:
        """Return how links are written; `repository` is the organisation's, where mkdocs.yml names none."""
        style: LinkStyle = "directory" if self.config.use_directory_urls else "html"
        return LinkOptions(links=style, repository=self.options.repository or repository)

    @property
    def _base(self) -> Path:
        path = self.config.config_file_path
        return Path(path).absolute().parent if path else Path.cwd()
