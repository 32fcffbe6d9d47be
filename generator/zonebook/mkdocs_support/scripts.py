"""The scripts of the pages, in the order in which a page loads them."""

SCRIPTS: tuple[str, ...] = (
    "details.js",
    *(f"diagram/{name}.js" for name in ("frame", "facts", "layers", "view", "address", "export", "main")),
    *(f"table/{name}.js" for name in ("text", "copy", "address", "columns", "controls", "bar", "grid", "main")),
)
"""Each may use what those before it define; what a part does when somebody asks it may use those after it as well."""

WORKER = "iframe-worker.js"
"""The theme loads it itself, where a page is opened from a folder."""
