"""The styles and scripts of the pages, and the order in which a page loads the scripts."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from zonebook.edge import disk
from zonebook.mkdocs_support import messages

SCRIPTS: tuple[str, ...] = (
    "details.js",
    "theme.js",
    *(f"diagram/{name}.js" for name in ("frame", "facts", "layers", "view", "address", "export", "main")),
    *(
        f"table/{name}.js"
        for name in ("text", "copy", "address", "columns", "controls", "lines", "bar", "grid", "main")
    ),
    *(f"what_if/{name}.js" for name in ("rules", "form", "main")),
)
"""Each may use what earlier ones define; code that runs later, such as event handlers, may use all of them."""

WORKER = "iframe-worker.js"
"""Loaded by the theme, where a page is opened from a folder."""


def assets() -> dict[str, bytes]:
    """Return the styles and scripts; raise PluginError where the installation lacks one."""
    try:
        return disk.assets()
    except OSError as error:
        raise PluginError(messages.reason(error)) from error


def add(config: MkDocsConfig, folder: str) -> None:
    """Let each page of a site load the styles and scripts in a folder; raise PluginError where one is lacking."""
    config.extra_css.extend(f"{folder}/{name}" for name in sorted(assets()) if name.endswith(".css"))
    config.extra_javascript.extend(f"{folder}/{name}" for name in SCRIPTS)
    polyfills = config.extra.setdefault("polyfills", [])
    if not any("iframe-worker" in str(each) for each in polyfills):
        polyfills.append(f"{folder}/{WORKER}")
