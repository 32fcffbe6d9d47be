"""Layouts by rules, each made once: by this program or by an earlier one that left it in the store."""

import hashlib
import sys
from dataclasses import field
from functools import cache, partial

from zonebook import __version__
from zonebook.diagram.layout.arrange import arranged
from zonebook.diagram.layout.bare import bare
from zonebook.diagram.layout.check import faults
from zonebook.diagram.layout.geometry import Geometry, NotLaidOutError
from zonebook.diagram.layout.packed import packed, unpacked
from zonebook.document.graph import Graph
from zonebook.edge import disk
from zonebook.edge.store import Store, store
from zonebook.values.record import dataclass

_KIND = "layout"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Lays graphs out by their rules; a layout that was kept is held against the rules as a new one is."""

    kept: Store = field(default_factory=partial(Store, kind=_KIND, folder=None))
    known: dict[Graph, Geometry | str] = field(default_factory=dict, repr=False, compare=False)

    def placed(self, graph: Graph) -> Geometry | str:
        """Return the layout of a graph by its rules; or why it has none: nothing, where it asks for layers."""
        if graph.layout == "layers":
            return ""
        if graph not in self.known:
            self.known[graph] = self._found(bare(graph))
        return self.known[graph]

    def _found(self, graph: Graph) -> Geometry | str:
        key = f"{_program()}\0{graph!r}"
        laid = _unpacked(self.kept.taken(key), graph)
        if laid is None:
            try:
                laid = arranged(graph)
            except NotLaidOutError as error:
                return f"it is laid out by layers, as no layout by its rules was found: {error}"
            self.kept.keep(key, packed(laid))
        return laid


def placing() -> Placing:
    """Return a Placing with the store of this machine."""
    return Placing(kept=store(_KIND))


def _unpacked(text: str | None, graph: Graph) -> Geometry | None:
    """Return a kept layout; nothing where there is none, or it is not one of this graph that keeps the rules."""
    if text is None:
        return None
    try:
        laid = unpacked(text)
        return laid if laid.name == graph.name and not faults(graph, laid) else None
    except (ValueError, TypeError, AttributeError, LookupError):  # it was well-formed, and no layout
        return None


@cache
def _program() -> str:
    """Return the SHA-256 of what a layout depends on beside its graph: the version, Python, and the code itself."""
    digest = hashlib.sha256(f"{__version__}\0{sys.version}\0".encode())
    for name, raw in disk.code("diagram/layout", "document"):
        digest.update(f"{name}\0{len(raw)}\0".encode())
        digest.update(raw)
    return digest.hexdigest()
