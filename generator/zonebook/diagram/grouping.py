"""The box of an element in a diagram: its own, or one for its kind, its zone, or all zones of one trust."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from zonebook.document.graph import Node
from zonebook.model.elements import Actor, Service, Zone
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, page_paths


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedNode:
    """A box and the zone that it is drawn in; outside all zones where that is empty."""

    node: Node
    zone: str = ""


Boxing = Callable[[ResolvedSystem, str], GroupedNode | None]
"""Returns the box that represents an end of a flow, or None where the end is not in the diagram."""


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


def by_kind(resolved: ResolvedSystem, end: str) -> GroupedNode | None:
    """Return one box for all services of one kind in one zone."""
    service = resolved.system.services.get(end)
    if service is None:
        return itself(resolved, end)
    like = [
        each for each in resolved.system.services.values() if (each.kind, each.zone) == (service.kind, service.zone)
    ]
    return GroupedNode(node=_many(resolved, like), zone=service.zone) if len(like) > 1 else itself(resolved, end)


def alike(resolved: ResolvedSystem, homes: Mapping[str, str]) -> dict[str, Node]:
    """Map each service to its box, shared by all of a kind with the same home; `homes` says where each is placed."""
    together: dict[tuple[str, str], list[Service]] = {}
    for name, home in homes.items():
        service = resolved.system.services[name]
        together.setdefault((service.kind, home), []).append(service)
    found = {}
    for (kind, home), like in together.items():
        box = _many(resolved, like) if len(like) > 1 else node(resolved, like[0])
        own = replace(box, id=f"kind-{kind}-in-{home or 'account'}") if len(like) > 1 else box
        found.update(dict.fromkeys((each.id for each in like), own))
    return found


def _many(resolved: ResolvedSystem, like: list[Service]) -> Node:
    first = like[0]
    kind = resolved.kind(first)
    to = page_paths.element(resolved.system.id, "zones", first.zone) if first.zone else ""
    label = f"{len(like)} × {kind.title if kind else first.kind}"
    id_, icon = f"kind-{first.kind}-{first.zone or 'nowhere'}", kind.icon if kind else ""
    return Node(id=id_, label=label, icon=icon, to=to, of=tuple(each.id for each in like))


def by_zone(resolved: ResolvedSystem, end: str) -> GroupedNode | None:
    """Return one box for a zone with everything directly in it."""
    zone = resolved.system.zones.get(resolved.zone_of(end))
    return GroupedNode(node=_zone(resolved, zone)) if zone else itself(resolved, end)


def by_outer_zone(resolved: ResolvedSystem, end: str) -> GroupedNode | None:
    """Return one box for an outermost zone with everything inside it."""
    around = list(resolved.around(resolved.zone_of(end)))
    return GroupedNode(node=_zone(resolved, around[-1])) if around else itself(resolved, end)


def _zone(resolved: ResolvedSystem, zone: Zone) -> Node:
    inside = resolved.ends(zone.id)
    members = "1 member" if len(inside) == 1 else f"{len(inside)} members"
    label = f"{badges.spelt(zone)} (trust {_trust(resolved, zone.id)}, {members})"
    return Node(
        id=f"box-{zone.id}", label=label, to=page_paths.element(resolved.system.id, "zones", zone.id), of=inside
    )


def by_trust(resolved: ResolvedSystem, end: str) -> GroupedNode | None:
    """Return one box for all zones of one trust, and one for everything in no zone."""
    zone = resolved.zone_of(end)
    if not zone:
        found = itself(resolved, end)
        return (
            GroupedNode(node=Node(id="trust-nowhere", label="in no zone", of=_trusting(resolved, "")))
            if found
            else None
        )
    trust = _trust(resolved, zone)
    id_ = f"trust-{trust.replace(' ', '-')}"
    return GroupedNode(node=Node(id=id_, label=f"zones of trust {trust}", of=_trusting(resolved, trust)))


def _trusting(resolved: ResolvedSystem, trust: str) -> tuple[str, ...]:
    """Return everything in zones of one trust, or in no zone where that is empty, in the order of the model."""
    ends = (*resolved.system.services, *resolved.system.actors)
    zones = {end: resolved.zone_of(end) for end in ends}
    return tuple(end for end, zone in zones.items() if (_trust(resolved, zone) if zone else "") == trust)


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
        icon = each.icon or "aws.general.Users"
        to = page_paths.element(system, "actors", each.id)
        return Node(id=each.id, label=badges.spelt(each), icon=icon, to=to, marks=("actor",))
    kind = resolved.kind(each)
    many = f" ×{each.count}" if each.count and each.count > 1 else ""
    to = page_paths.element(system, "services", each.id)
    return Node(id=each.id, label=badges.spelt(each) + many, icon=kind.icon if kind else "", to=to)
