"""What a preview could not do: the sentence about it, on the terminal and on the page that was asked for."""

from mkdocs.exceptions import MkDocsException

from zonebook.edge import streams
from zonebook.values import RefusedError
from zonebook.write import escape


def cause(error: Exception) -> str:
    """Return the reason of an error: its message, and the kind of one that nobody raised on purpose."""
    if isinstance(error, RefusedError | MkDocsException):
        return str(error)
    if isinstance(error, OSError):
        return streams.reason(error)
    return f"{type(error).__name__}: {error}"


def unshown(what: str, error: Exception) -> str:
    """Return that a page or file cannot be shown, and why."""
    return f"{what} cannot be shown: {cause(error)}"


def notice(trouble: str) -> str:
    """Return why the present files are not shown, as HTML above the last good version of a page."""
    lines = "".join(f"<p>{escape.html(line)}</p>" for line in trouble.splitlines())
    title = '<p class="admonition-title">The files cannot be read as they are now</p>'
    return f'<div class="admonition failure">{title}{lines}<p>What stands below is the last good version.</p></div>\n'
