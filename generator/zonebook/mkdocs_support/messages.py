"""What the plugin says: the reason of an error, and the problems of the models on each page while they are served."""

from zonebook.values import DamagedError, Problem, RefusedError, visible
from zonebook.write import escape


def reason(error: OSError, head: str = "") -> str:
    """Return the message of an error, each of its lines on one line; without `head` for a damaged installation."""
    if not isinstance(error, RefusedError):
        return head + visible(str(error))
    first = error.message if isinstance(error, DamagedError) else head + error.message
    return "\n".join(map(visible, (first, *error.lines)))


def banner(problems: tuple[Problem, ...], *, old: bool) -> str:
    """Return the problems as HTML; where the page below is `old`, it says so."""
    many = f"The models have {len(problems)} problem{'s' if len(problems) != 1 else ''}"
    below = "<p>What stands below is the last good version.</p>" if old else ""
    items = "".join(f"<li><code>{escape.html(str(problem))}</code></li>" for problem in problems)
    return f'<div class="admonition failure"><p class="admonition-title">{many}</p><ul>{items}</ul>{below}</div>\n'
