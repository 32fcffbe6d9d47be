"""A change of a system as pictures: what was added, removed and changed, among what it touches."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from zonebook.assess.planning.comparison.comparison import SystemChange
from zonebook.diagram import zones
from zonebook.diagram.places import placement
from zonebook.document.graph import Cluster, Edge, Graph, Node
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import Workspace
from zonebook.values.record import dataclass

SIGNS: Mapping[str, str] = {"added": "+", "removed": "–", "changed": "~", "renamed": "~"}
"""The sign of each sort of change: it is seen without colour."""
_ENDS = ("services", "actors", "zones")
_SHOWN = (*_ENDS, "networks", "accounts", "flows")
_REFERENCES: Mapping[str, tuple[str, ...]] = {
    "zone": ("zones",), "inside": (), "network": ("networks",), "account": ("accounts",),
    "runs_on": ("services",), "from_": _ENDS, "to": _ENDS, "via": ("services", "networks"),
}  # fmt: skip
"""The fields by which elements of pictures name others, with the sections of these: none for its own section."""


def pictures(change: SystemChange) -> tuple[Graph, ...]:
    """Return the pictures of a change: zones and flows, and, where there are networks or accounts, where it runs.

    There is none where nothing that a picture shows changed, nor of a system that is new or gone: all of it is.
    """
    moves = _Moves(change)
    if change.before is None or not moves.kinds:
        return ()
    resolved = _both(change, change.before.resolved)
    own = moves.touched(resolved)
    named = f"{change.id}-change", f"{resolved.system.system.title}: what changes"
    flows = [each for each in resolved.system.flows.values() if placement.within(resolved, each, own)]
    ends = tuple(each for each in (*resolved.system.services, *resolved.system.actors) if each in own)
    made = [zones.of(resolved, (f"{named[0]}-zones", f"{named[1]} in zones and flows"), ends, flows)]
    if resolved.system.networks or resolved.accounts:
        keep = tuple(id_ for section, id_ in moves.kinds if section == "networks")
        made.append(
            placement.among(resolved, (f"{named[0]}-placement", f"{named[1]} in where it runs"), own, keep=keep)
        )
    return tuple(moves.marked(graph) for graph in made if graph.clusters or graph.nodes)


def _both(change: SystemChange, before: ResolvedSystem) -> ResolvedSystem:
    """Return the system with everything that it is and was; what was names what is renamed by its new name."""
    after = change.assessed.resolved
    catalogue = replace(
        after.catalogue,
        kinds={**before.catalogue.kinds, **after.catalogue.kinds},
        protocols={**before.catalogue.protocols, **after.catalogue.protocols},
    )
    names = _renames(change)
    sections = {section: getattr(after.system, section) for section in _SHOWN}
    for each in change.elements:
        if each.kind == "removed" and each.section in sections:
            gone = getattr(before.system, each.section)[each.id]
            sections[each.section] = {**sections[each.section], each.id: _renamed(gone, each.section, names)}
    accounts = {id_: each for id_, each in before.accounts.items() if id_ not in names["accounts"]}
    sections["accounts"] = {**accounts, **sections["accounts"]}
    system = replace(after.system, **sections)
    workspace = Workspace(catalogue=catalogue, organisation=after.organisation, systems={system.id: system})
    return ResolvedSystem(workspace, system, after.as_of)


def _renames(change: SystemChange) -> dict[str, dict[str, str]]:
    """Return, for each section, the new ids by the old ones."""
    found: dict[str, dict[str, str]] = {section: {} for section in _SHOWN}
    for each in change.elements:
        if each.kind == "renamed" and each.section in found:
            found[each.section][each.former] = each.id
    return found


def _renamed(element: Any, section: str, names: Mapping[str, Mapping[str, str]]) -> Any:  # noqa: ANN401  of any section
    """Return an element of a section that names others by their new ids."""

    def now(name: str, sections: Sequence[str]) -> str:
        return next((names[each][name] for each in sections if name in names[each]), name)

    changes: dict[str, object] = {}
    for attribute, known in _REFERENCES.items():
        stated, sections = getattr(element, attribute, None), known or (section,)
        if isinstance(stated, str):
            changes[attribute] = now(stated, sections)
        elif stated is not None:
            changes[attribute] = tuple(now(each, sections) for each in stated)
    return replace(element, **changes)


@dataclass(frozen=True)
class _Moves:
    """How each element of a system changed, and that put on the parts of a picture."""

    change: SystemChange
    kinds: dict[tuple[str, str], str] = field(init=False)

    def __post_init__(self) -> None:
        found = {(each.section, each.id): each.kind for each in self.change.elements if each.section in _SHOWN}
        object.__setattr__(self, "kinds", found)

    def touched(self, resolved: ResolvedSystem) -> set[str]:
        """Return the services and actors that changed, that changed flows connect, or that stand in what changed."""
        system = resolved.system
        found = {id_ for section, id_ in self.kinds if section in {"services", "actors"}}
        for section, id_ in self.kinds:
            if section == "zones":
                found |= {*resolved.ends(id_)}
            if section == "flows":
                flow = system.flows[id_]
                found |= {end for each in (flow.from_, flow.to, *flow.via) for end in resolved.ends(each)}
        for service in system.services.values():
            account = resolved.account_of(service)
            around = {("networks", each.id) for each in resolved.networks_of(service)}
            around |= {("accounts", account.id)} if account else set()
            if not around.isdisjoint(self.kinds):
                found.add(service.id)
        return found & ({*system.services} | {*system.actors})

    def marked(self, graph: Graph) -> Graph:
        """Return a picture whose parts say what became of them; it leads nowhere, as it is a file of its own."""
        return replace(
            graph,
            nodes=tuple(map(self._node, graph.nodes)),
            clusters=tuple(map(self._cluster, graph.clusters)),
            edges=tuple(map(self._edge, graph.edges)),
            bands=tuple(replace(each, to="") for each in graph.bands),
        )

    def _of(self, names: Iterable[str], *sections: str) -> list[str]:
        """Return what became of elements, each by its first section that changed; an empty text for none."""
        return [next((self.kinds[each, name] for each in sections if (each, name) in self.kinds), "") for name in names]

    def _node(self, node: Node) -> Node:
        found = self._of(node.of if node.card else node.of or (node.id,), "services", "actors", "networks")
        if node.card:
            counted = ", ".join(f"{many} {kind}" for kind, many in Counter(filter(None, found)).items())
            found += self._of((node.card.element,), "accounts")
            says = (*node.card.says, *((counted,) if counted else ()))
            node = replace(node, card=replace(node.card, says=says))
        move = _one(found)
        note = " · ".join(filter(None, (node.note, f"{SIGNS[move]} {move}" if move else "")))
        return replace(node, note=note, marks=(*node.marks, *((move,) if move else ())), to="")

    def _cluster(self, cluster: Cluster) -> Cluster:
        about, _, id_ = cluster.id.partition("-")
        section = "services" if cluster.kind == "host" else f"{about}s"
        move = _one(self._of(cluster.of[:1] or (id_,), section))
        return replace(
            cluster,
            label=f"{SIGNS[move]} {cluster.label} ({move})" if move else cluster.label,
            nodes=tuple(map(self._node, cluster.nodes)),
            clusters=tuple(map(self._cluster, cluster.clusters)),
            to="",
        )

    def _edge(self, edge: Edge) -> Edge:
        move = _one(self._of(edge.flows, "flows"))
        if not move:
            return replace(edge, to="")
        sign = SIGNS[move]
        clear = tuple(_signed(sign, edge.clear))
        label = f"{sign} {edge.label}" if edge.label else f"{sign} {move}"
        return replace(edge, label=label, clear=clear, marks=(*edge.marks, move), shown=True, to="")


def _signed(sign: str, words: Sequence[str]) -> Iterator[str]:
    yield from (f"{sign} {word}" if at == 0 else word for at, word in enumerate(words))


def _one(moves: Sequence[str]) -> str:
    """Return what became of several elements that are drawn as one: the same of all, else that it changed."""
    kinds = set(moves)
    return moves[0] if len(kinds) == 1 else "changed" if kinds else ""
