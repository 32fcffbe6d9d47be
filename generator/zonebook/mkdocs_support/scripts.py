"""The scripts of the pages, in the order in which a page loads them."""

SCRIPTS: tuple[str, ...] = (
    "details.js",
    *(f"diagram/{name}.js" for name in ("frame", "facts", "layers", "view", "address", "export", "main")),
    *(
        f"table/{name}.js"
        for name in ("text", "copy", "address", "columns", "controls", "lines", "bar", "grid", "main")
    ),
)
"""Each may use what earlier ones define; code that runs later, such as event handlers, may use all of them."""

WORKER = "iframe-worker.js"
"""Loaded by the theme, where a page is opened from a folder."""
