"""The problems of the models on top of a page, while the site is served."""

from zonebook.values import Problem
from zonebook.write import escape


def banner(problems: tuple[Problem, ...], *, old: bool) -> str:
    """Return the problems as HTML; with `old`, it says that what follows is the last good version."""
    many = f"The models have {len(problems)} problem{'s' if len(problems) != 1 else ''}"
    below = "<p>What stands below is the last good version.</p>" if old else ""
    items = "".join(f"<li><code>{escape.html(str(problem))}</code></li>" for problem in problems)
    return f'<div class="admonition failure"><p class="admonition-title">{many}</p><ul>{items}</ul>{below}</div>\n'
