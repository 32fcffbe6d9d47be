"""The box of an element in a diagram, and the name of a zone with its trust."""

from collections.abc import Mapping, Sequence
from typing import Literal

from zonebook.document.graph import Card, CardOf, Node
from zonebook.model.elements import Actor, ActorKind, Service, Zone
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, page_paths
from zonebook.values.record import dataclass

MOST_ICONS = 5
"""The most icons of a card."""

UNSTATED = "programming.flowchart.PredefinedProcess"
"""The icon of a service that states no kind."""
_ACTORS: Mapping[Literal["", ActorKind], str] = {
    "": "aws.general.Users",
    "person": "aws.general.Users",
    "system": "onprem.network.Internet",
    "device": "generic.device.Tablet",
}
"""The icons of actors by what they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedNode:
    """A box and the zone that it is drawn in; outside all zones where that is empty."""

    node: Node
    zone: str = ""


def itself(resolved: ResolvedSystem, end: str) -> GroupedNode | None:
    """Return a box for the element itself, in its zone; a zone that is an end of a flow represents each member."""
    system = resolved.system
    found = system.services.get(end) or system.actors.get(end)
    if found:
        return GroupedNode(node=node(resolved, found), zone=found.zone)
    zone = system.zones.get(end)
    if zone is None:
        return None
    to = page_paths.element(system.id, "zones", zone.id)
    label = f"each member of {badges.spelt(zone)}"
    made = Node(id=f"each-{zone.id}", label=label, to=to, marks=("anchor",), of=resolved.ends(zone.id))
    return GroupedNode(node=made, zone=zone.id)


def _trust(resolved: ResolvedSystem, zone: str) -> str:
    trust = resolved.trust(zone)
    return "not stated" if trust is None else str(trust)


def trusted(resolved: ResolvedSystem, zone: Zone) -> str:
    """Return a zone's name with its trust."""
    return f"{badges.spelt(zone)} · trust {_trust(resolved, zone.id)}"


def node(resolved: ResolvedSystem, each: Service | Actor) -> Node:
    """Return the box of a service or an actor, with its icon."""
    system = resolved.system.id
    if isinstance(each, Actor):
        icon = each.icon or _ACTORS[each.kind]
        to = page_paths.element(system, "actors", each.id)
        return Node(id=each.id, label=badges.spelt(each), icon=icon, to=to, marks=("actor",))
    kind = resolved.kind(each)
    many = f" ×{each.count}" if each.count and each.count > 1 else ""
    to = page_paths.element(system, "services", each.id)
    return Node(id=each.id, label=badges.spelt(each) + many, icon=kind.icon if kind else UNSTATED, to=to)


def card_of(
    resolved: ResolvedSystem, names: Sequence[str], *, about: CardOf, element: str,
    says: tuple[str, ...],
) -> Card:  # fmt: skip
    """Return the card of a zone or an account: the icons of its members, and lines that say how many they are."""
    ends = (resolved.system.services.get(name) or resolved.system.actors[name] for name in names)
    icons = tuple(filter(None, dict.fromkeys(node(resolved, each).icon for each in ends)))
    more = max(0, len(icons) - MOST_ICONS)
    level = resolved.trust(element) if about == "zone" and element else None
    return Card(about=about, element=element, icons=icons[:MOST_ICONS], more=more, says=says, level=level)
