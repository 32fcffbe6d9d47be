"""The legend of a picture: what its shapes and lines mean, and its overlays."""

from collections.abc import Iterable, Iterator

from zonebook.document.graph import Cluster, Graph
from zonebook.write import escape

_BOX = '<rect x="4" y="2" width="32" height="14" rx="3" fill="none" stroke="currentColor"{}/>'
_LINE = '<path d="M1,9H30" fill="none" stroke="currentColor"{}/><path d="M30,5L38,9L30,13z" fill="currentColor"/>'
_SECOND = '<path d="M22,5L30,9L22,13z" fill="currentColor"/>'
_BARS = '<path d="M21,4V14M25,4V14" stroke="currentColor"/>'
_DASHED = ' stroke-dasharray="5 3"'
_BOLD = ' stroke-width="2.4"'
_FAINT = ' stroke-opacity="0.4"'
_GROUND = '<rect x="4" y="1" width="14" height="16" rx="2" fill="currentColor" fill-opacity="0.15"/>'
_NUMBER = (
    '<rect x="10" y="2" width="20" height="14" rx="7" fill="none" stroke="currentColor"/>'
    '<text x="20" y="13" font-size="11" text-anchor="middle" fill="currentColor">9</text>'
)
_HIDDEN = "Arrows that are not seen at first ({}): point at a box or move to it with Tab, or choose what to look at."


def legend(graph: Graph) -> str:
    """Return the legend of a picture, collapsed; it names the overlays, so that the site's script can offer them."""
    shapes = "".join(_entry(*each) for each in _shapes(graph))
    overlays = "".join(
        f'<div data-overlay="{escape.attribute(each.id)}" data-many="{each.many}">'
        f"<dt>{escape.html(each.title)} ({each.many})</dt><dd>{escape.html(each.says)}</dd></div>"
        for each in graph.overlays
    )
    lead = "<p>What it can be looked at for, and how many parts of it stand out:</p>"
    listed = f'{lead}<dl class="zb-overlays">{overlays}</dl>' if overlays else ""
    return f'<details class="zb-legend"><summary>Legend</summary><ul class="zb-shapes">{shapes}</ul>{listed}</details>'


def _entry(drawn: str, words: str, short: str = "") -> str:
    """Return a shape with what it means; in `short` as well, for the foot of a slide, where it is seen there."""
    brief = f' data-short="{escape.attribute(short)}"' if short else ""
    return f"<li{brief}>{_sample(drawn)} {escape.html(words)}</li>"


def _sample(drawn: str) -> str:
    return f'<svg viewBox="0 0 40 18" width="40" height="18" aria-hidden="true">{drawn}</svg>'


def _shapes(graph: Graph) -> Iterator[tuple[str, ...]]:
    """Yield each shape and line that is in the picture, with what it means, at length and in a few words."""
    kinds = frozenset(cluster.kind for cluster in _all(graph.clusters))
    yield (
        _BOX.format(""),
        "A box or an icon: something that runs, somebody who acts, or many that are drawn as one.",
        "What runs or acts; many may be one",
    )
    if "zone" in kinds or graph.bands:
        across = " Across networks it is one zone." if graph.bands else ""
        yield (
            _BOX.format(_DASHED),
            f"A dashed border: a security zone, with its trust from 0 (nobody) to 4 (the most).{across}",
            "Security zone, trust 0 to 4",
        )
    if kinds - {"zone"}:
        yield (
            _BOX.format(_BOLD),
            "Another border: an account, a network or a place; its words say which kind.",
            "Account, network or place",
        )
    if graph.layout == "zones":
        yield _GROUND, "Columns: zones of one trust, the least trusted on the left.", "Column: zones of one trust"
    if graph.edges:
        yield from _arrows(graph)


def _arrows(graph: Graph) -> Iterator[tuple[str, ...]]:
    """Yield each sort of arrow that is in the picture, with what it means, at length and in a few words."""
    by_rules = graph.layout != "layers"
    marks = frozenset(mark for edge in graph.edges for mark in edge.marks)
    yield (
        _LINE.format(""),
        "An arrow: from who begins to who is reached; its words are the protocols or how many flows.",
        "From who begins to who is reached",
    )
    if by_rules:
        yield (
            _NUMBER,
            "A number in place of words: the arrow of that number in the table of flows.",
            "Number of the arrow in the table",
        )
    if "crossing" in marks:
        heads = "" if by_rules else " with two heads"
        yield (
            _LINE.format(_BOLD) + _SECOND * (not by_rules),
            f"A bold arrow{heads} crosses from one zone to another.",
            "From one zone to another",
        )
    if "cleartext" in marks:
        sign = "a warning sign" if by_rules else "“⚠ clear”"
        yield (
            _LINE.format(_DASHED),
            f"A dashed arrow with {sign}: in clear text, anybody on the way can read it.",
            "In clear text",
        )
    if by_rules and any(edge.clear for edge in graph.edges):
        yield (
            _LINE.format(""),
            "A plain arrow with a warning sign: only its coloured words are in clear text.",
            "⚠: the coloured words in clear text",
        )
    if marks & {"from-several", "to-several"}:
        yield (
            _LINE.format("") + _BARS,
            "Two bars across an end: the arrow stands for each of several, and ends at the nearest.",
            "Stands for each of several",
        )
    if "choice" in marks:
        yield (
            _LINE.format(' stroke-dasharray="2 3" stroke-width="2.4"'),
            "A dotted arrow: to where the choice stands.",
            "Where the choice stands",
        )
    hidden = sum(not edge.shown for edge in graph.edges)
    if hidden:
        yield _LINE.format(_FAINT), _HIDDEN.format(hidden)


def _all(clusters: Iterable[Cluster]) -> Iterator[Cluster]:
    for cluster in clusters:
        yield cluster
        yield from _all(cluster.clusters)
