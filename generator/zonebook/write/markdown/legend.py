"""The legend of a picture: what its shapes and lines mean, and its overlays."""

from collections.abc import Iterable, Iterator

from zonebook.document.graph import Cluster, Graph
from zonebook.write import escape

_BOX = '<rect x="4" y="2" width="32" height="14" rx="3" fill="none" stroke="currentColor"{}/>'
_LINE = '<path d="M1,9H30" fill="none" stroke="currentColor"{}/><path d="M30,5L38,9L30,13z" fill="currentColor"/>'
_SECOND = '<path d="M22,5L30,9L22,13z" fill="currentColor"/>'
_DASHED = ' stroke-dasharray="5 3"'
_BOLD = ' stroke-width="2.4"'


def legend(graph: Graph) -> str:
    """Return the legend of a picture, collapsed; it names the overlays, so that the site's script can offer them."""
    shapes = "".join(f"<li>{_sample(drawn)} {escape.html(words)}</li>" for drawn, words in _shapes(graph))
    overlays = "".join(
        f'<div data-overlay="{escape.attribute(each.id)}" data-many="{each.many}">'
        f"<dt>{escape.html(each.title)} ({each.many})</dt><dd>{escape.html(each.says)}</dd></div>"
        for each in graph.overlays
    )
    lead = "<p>What it can be looked at for, and how many parts of it stand out:</p>"
    listed = f'{lead}<dl class="zb-overlays">{overlays}</dl>' if overlays else ""
    return f'<details class="zb-legend"><summary>Legend</summary><ul class="zb-shapes">{shapes}</ul>{listed}</details>'


def _sample(drawn: str) -> str:
    return f'<svg viewBox="0 0 40 18" width="40" height="18" aria-hidden="true">{drawn}</svg>'


def _shapes(graph: Graph) -> Iterator[tuple[str, str]]:
    """Yield each shape and line that is in the picture, with what it means."""
    kinds = frozenset(cluster.kind for cluster in _all(graph.clusters))
    marks = frozenset(mark for edge in graph.edges for mark in edge.marks)
    yield _BOX.format(""), "A box or an icon: something that runs, somebody who acts, or many that are drawn as one."
    if "zone" in kinds:
        yield _BOX.format(_DASHED), "A dashed border: a security zone, with its trust from 0 (nobody) to 4 (the most)."
    if kinds - {"zone"}:
        yield _BOX.format(_BOLD), "A solid border: an account or a network; its words say which kind."
    if graph.edges:
        yield _LINE.format(""), "An arrow: from who begins to who is reached; its words are the protocols."
    if "crossing" in marks:
        yield _LINE.format(_BOLD) + _SECOND, "A bold arrow with two heads crosses from one zone to another."
    if "cleartext" in marks:
        yield _LINE.format(_DASHED), "A dashed arrow with “⚠ clear”: anybody on the way can read it."


def _all(clusters: Iterable[Cluster]) -> Iterator[Cluster]:
    for cluster in clusters:
        yield cluster
        yield from _all(cluster.clusters)
