"""The addresses that a style sheet loads, found by a CSS parser, so that escapes and comments are respected."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import tinycss2
from tinycss2.ast import AtKeywordToken, FunctionBlock, LiteralToken, Node, StringToken, URLToken

_ADDRESSING = frozenset(("url", "src"))
_LISTING = frozenset(("image-set", "-webkit-image-set", "image"))
_NAMING = frozenset(("namespace",))
"""Rules whose addresses are only names, from which nothing is loaded."""


@lru_cache(maxsize=1024)
def loaded(text: str) -> tuple[str, ...]:
    """Return the addresses that a style sheet, or the value of a `style` attribute, loads, in order."""
    if "(" not in text and "@" not in text:
        return ()
    return tuple(_loaded(tinycss2.parse_component_value_list(text, skip_comments=True)))


def _loaded(nodes: Iterable[Node], *, strings: bool = False) -> Iterator[str]:
    """Yield the addresses in a list of tokens and blocks; strings are addresses where `strings` is set."""
    rule = ""
    for node in nodes:
        if isinstance(node, AtKeywordToken):
            rule = node.lower_value
        elif isinstance(node, LiteralToken) and node.value == ";":
            rule = ""
        elif rule in _NAMING:
            continue
        elif isinstance(node, URLToken) or (isinstance(node, StringToken) and (strings or rule == "import")):
            yield node.value
        elif isinstance(node, FunctionBlock):
            inside = node.lower_name in _ADDRESSING | _LISTING
            yield from _loaded(node.arguments, strings=inside)
        else:
            yield from _loaded(getattr(node, "content", None) or ())
