"""The links, routers and gateways that networks have without a service of their own, and where they are drawn."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from zonebook.diagram.places.homes import CLOUD, ELSEWHERE, Home, Homes
from zonebook.document.graph import Node, Stands
from zonebook.model.elements import Flow, Network
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, page_paths

STANDS: Mapping[str, Stands] = {"border": "border", "between-networks": "between", "across-zones": "across"}
"""Where in a picture what stands on each is drawn."""


def gates(
    resolved: ResolvedSystem, homes: Homes, drawn: Collection[str], flows: Sequence[Flow]
) -> Iterator[tuple[Home, Node]]:
    """Yield the home of each gate, with the gate.

    Of the links that no service is plugged into, a picture of some elements shows those that its flows pass; a picture
    of all shows all.
    """
    system = resolved.system
    plugged = {name for each in system.services.values() for name in each.network}
    used = {name for flow in flows for name in flow.via}
    everything = len(drawn) == len(system.services) + len(system.actors)
    for net in system.networks.values():
        if homes.gate(net) and net.id not in plugged and (net.id in used or everything):
            yield _link(resolved, homes, net)
    yield from _implied(resolved, homes, drawn)


def _link(resolved: ResolvedSystem, homes: Homes, net: Network) -> tuple[Home, Node]:
    kind = resolved.kind(net)
    place = homes.holder(net) or ELSEWHERE
    inside = not place.startswith(("account-", CLOUD, ELSEWHERE))
    stands = STANDS.get(kind.stands_on if kind else "", "") if inside else ""
    to = page_paths.element(resolved.system.id, "networks", net.id)
    icon = kind.icon if kind else ""
    return _home(resolved, net, place), Node(
        id=net.id, label=badges.spelt(net), icon=icon, to=to, stands=stands, of=(net.id,)
    )


def _home(resolved: ResolvedSystem, net: Network, place: str) -> Home:
    account = resolved.account_of(net)
    return Home(cluster=place, account=account.id if account else "")


def _implied(resolved: ResolvedSystem, homes: Homes, drawn: Collection[str]) -> Iterator[tuple[Home, Node]]:
    """Yield what settings of networks imply on the border of the outer one, unless the model describes it."""
    networks = resolved.system.networks
    places = {home.network for name in drawn for home in homes.of(name) if home.network}
    shown = {around.id for place in places for around in resolved.enclosing(place)}
    known = {(net.inside, net.kind) for net in networks.values()}
    for net in networks.values():
        kind = resolved.kind(net)
        outer = _outer(resolved, net)
        for name, setting in kind.settings.items() if kind and outer and outer.id in shown else ():
            implied = setting.implies.get(str(net.settings.get(name, "")))
            found = resolved.catalogue.kinds.get(implied or "")
            if outer and found and (outer.id, found.id) not in known:
                known.add((outer.id, found.id))
                to = page_paths.place(found)
                stands = STANDS.get(found.stands_on, "")
                id_ = f"{found.id}-of-{outer.id}"
                gate = Node(id=id_, label=found.title, icon=found.icon, to=to, stands=stands)
                yield _home(resolved, outer, homes.cluster(outer)), gate


def _outer(resolved: ResolvedSystem, net: Network) -> Network | None:
    """Return the outermost network around a network below its region; nothing for the region itself."""
    around = [each for each in resolved.enclosing(net.id) if each.kind != "region"]
    return around[-1] if around and around[-1].id != net.id else None
