"""The overview of a system: a card for each zone, with what it holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from zonebook.diagram import grouping, legs, zones
from zonebook.document.graph import Cluster, Graph, Node
from zonebook.model.elements import Zone
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, page_paths

MOST_CARDS = 15
"""The most zones of an overview: with more, those inside others are folded."""


def overview(resolved: ResolvedSystem) -> Graph:
    """Build the overview of a system: a card for each zone, with what it holds."""
    folded = _folded(resolved)
    home = {zone: _home(resolved, zone, folded) for zone in resolved.system.zones}
    members: dict[str, list[str]] = {}
    for end in (*resolved.system.services, *resolved.system.actors):
        members.setdefault(home.get(resolved.zone_of(end), ""), []).append(end)
    cards = {zone: _card(resolved, zone, names) for zone, names in members.items()}
    instances = {end: (cards[zone].id,) for zone, names in members.items() for end in names}
    known = legs.Ends(instances=instances, clusters={
        zone: cards[home[zone]].id for zone in home if home[zone] in cards
    })  # fmt: skip
    edges, within, _ = legs.edges(
        resolved, tuple(resolved.system.flows.values()), known, passing=False, by=_by(resolved, home)
    )
    edges = tuple(replace(each, label=_many(len(each.flows)), clear=()) for each in edges)
    title = f"{resolved.system.system.title}: zones and flows"
    outer = [each for each in resolved.system.zones.values() if not each.inside]
    parts = [part for each in outer for part in _overview_parts(resolved, each, cards, folded)]
    lost = (cards[""],) if "" in cards else ()
    return Graph(
        name=f"{resolved.system.id}-whole",
        title=title,
        description=f"{title}: {len(cards)} boxes, {len(edges)} arrows; the table below lists every flow.",
        nodes=(*(part for part in parts if isinstance(part, Node)), *lost),
        clusters=tuple(part for part in parts if isinstance(part, Cluster)),
        edges=edges,
        within=within,
        layout="zones",
    )


def _many(count: int) -> str:
    return f"{count} flow{'' if count == 1 else 's'}"


def _by(resolved: ResolvedSystem, home: Mapping[str, str]) -> Mapping[str, str]:
    """Return the zone whose card an end of a flow is drawn as."""
    ends = (*resolved.system.services, *resolved.system.actors, *resolved.system.zones)
    return {end: home.get(resolved.zone_of(end), "") or "in-no-zone" for end in ends}


def _overview_parts(
    resolved: ResolvedSystem, each: Zone, cards: Mapping[str, Node], folded: frozenset[str]
) -> Iterator[Node | Cluster]:
    """Yield a zone of the overview: its card, or its border with the cards of the zones inside."""
    inner = [zone for zone in resolved.system.zones.values() if zone.inside == each.id] if each.id not in folded else []
    parts = [part for zone in inner for part in _overview_parts(resolved, zone, cards, folded)]
    own = (cards[each.id],) if each.id in cards else ()
    if not parts:
        yield from own
        return
    nodes = (*own, *(part for part in parts if isinstance(part, Node)))
    yield zones.border(resolved, each, nodes, tuple(part for part in parts if isinstance(part, Cluster)))


def _home(resolved: ResolvedSystem, zone_id: str, folded: frozenset[str]) -> str:
    """Return the outermost folded zone around a zone, or the zone itself."""
    return next((each.id for each in reversed(list(resolved.around(zone_id))) if each.id in folded), zone_id)


def _folded(resolved: ResolvedSystem) -> frozenset[str]:
    """Fold the deepest zones into the one around them until so few are left that they can be read."""
    system = resolved.system
    folded: set[str] = set()
    deep = {zone: len(list(resolved.around(zone))) for zone in system.zones}
    inside = {zone.inside for zone in system.zones.values()}
    filled = [
        zone
        for zone in system.zones
        if any(resolved.zone_of(end) == zone for end in (*system.services, *system.actors))
    ]
    while len({_home(resolved, zone, frozenset(folded)) for zone in filled}) > MOST_CARDS:
        left = [zone for zone in inside if zone in system.zones and zone not in folded]
        if not left:
            break
        folded.add(max(sorted(left), key=lambda zone: (deep[zone], -len(resolved.ends(zone)))))
    return frozenset(folded)


def _card(resolved: ResolvedSystem, zone_id: str, names: Sequence[str]) -> Node:
    """Return the card of a zone with its members."""
    said = f"{len(names)} member{'' if len(names) == 1 else 's'}"
    card = grouping.card_of(resolved, names, about="zone", element=zone_id, says=(said,))
    known = resolved.system.zones.get(zone_id)
    to = page_paths.element(resolved.system.id, "zones", zone_id) if known else ""
    return Node(
        id=f"card-{zone_id}", label=badges.spelt(known) if known else "In no zone", to=to, of=tuple(names), card=card
    )
