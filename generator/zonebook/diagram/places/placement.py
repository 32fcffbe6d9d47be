"""The picture of where a system runs: account, region, network, zone and subnet, and what is outside of them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from zonebook.diagram import folding, grouping, legs
from zonebook.diagram.places import accounts, gates, subnets
from zonebook.diagram.places.borders import Borders
from zonebook.diagram.places.homes import Home, Homes
from zonebook.document.graph import Band, Cluster, Graph, Node, Stands
from zonebook.model.elements import Flow
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, page_paths


def placement(resolved: ResolvedSystem) -> Graph:
    """Build the picture of the whole system."""
    title = f"{resolved.system.system.title}: where it runs"
    return _Placement(resolved, (f"{resolved.system.id}-placement", title)).graph()


def account(resolved: ResolvedSystem, account_id: str) -> Graph:
    """Build the picture of one account, and of what its services have flows with."""
    title = f"Account {badges.spelt(resolved.accounts[account_id])}"
    own = {
        each.id
        for each in resolved.system.services.values()
        if (found := resolved.account_of(each)) and found.id == account_id
    }
    named = (f"{resolved.system.id}-account-{account_id}", title)
    return _Placement(resolved, named, own, open_=(account_id,)).graph()


def network(resolved: ResolvedSystem, network_id: str) -> Graph:
    """Build the picture of one network, and of what its services have flows with."""
    found = resolved.system.networks[network_id]
    title = f"{resolved.catalogue.kinds[found.kind].title} {badges.spelt(found)}"
    own = {
        each.id
        for each in resolved.system.services.values()
        if any(around.id == network_id for around in resolved.networks_of(each))
    }
    account = resolved.account_of(found)
    named = (f"{resolved.system.id}-network-{network_id}", title)
    return _Placement(resolved, named, own, keep=(network_id,), open_=(account.id,) if account else ()).graph()


def among(resolved: ResolvedSystem, named: tuple[str, str], own: set[str], *, keep: Sequence[str] = ()) -> Graph:
    """Build the picture, of a name and a title, of some elements and of what is exchanged among them alone.

    The networks of `keep` are drawn although nothing of it is in them.
    """
    flows = [each for each in resolved.system.flows.values() if within(resolved, each, own)]
    return _Placement(resolved, named, own, flows=flows, keep=keep).graph()


def within(resolved: ResolvedSystem, flow: Flow, own: Collection[str]) -> bool:
    """Return whether a flow begins and ends at some elements alone."""
    return all(each in own for end in (flow.from_, flow.to) for each in resolved.ends(end))


def drawn(graph: Graph) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the nodes and hosts of a picture, each with the elements that it stands for."""
    waiting = list(graph.clusters)
    yield from ((node.id, node.of or (node.id,)) for node in graph.nodes)
    while waiting:
        cluster = waiting.pop(0)
        if cluster.kind == "host":
            yield cluster.id, cluster.of
        yield from ((node.id, node.of or (node.id,)) for node in cluster.nodes)
        waiting += cluster.clusters


class _Placement:
    """Collects the nodes of each border, and then builds the borders from the outside in."""

    def __init__(
        self,
        resolved: ResolvedSystem,
        named: tuple[str, str],
        middle: set[str] | None = None,
        *,
        keep: Sequence[str] = (),
        open_: Sequence[str] = (),
        flows: Sequence[Flow] | None = None,
    ) -> None:
        self.resolved, (self.name, self.title) = resolved, named
        self.system = resolved.system
        self.homes = Homes(resolved)
        self.rows = subnets.rows(resolved)
        self.flows = tuple(resolved.system.flows.values())
        self.keep = keep
        everything = [*self.system.services, *self.system.actors]
        self.drawn = everything
        if middle is not None:
            near = (each for each in self.flows if legs.touches(resolved, each, middle))
            self.flows = tuple(near if flows is None else flows)
            shown = legs.named(resolved, self.flows) | middle
            hosts = {self.system.services[each].runs_on for each in shown if each in self.system.services}
            self.drawn = [each for each in everything if each in shown | hosts]
        self.folded = accounts.folded(self.homes, self.drawn, open_, whole=middle is None)
        self.shut = dict(self.folded.wholly())
        """The card of each element and each gate that is in it alone."""
        seen = [each for each in self.drawn if self._homes(each)]
        self.together = dict(folding.together(resolved, seen, self._places))
        self.nodes: dict[str, list[Node]] = {}
        self.inner: dict[str, list[Cluster]] = {}
        self.instances: dict[str, list[str]] = {}
        self.members: dict[tuple[str, str], list[str]] = {}

    def _homes(self, name: str) -> tuple[Home, ...]:
        """Return the homes of an element that are not within a card."""
        return tuple(each for each in self.homes.of(name) if not self.folded.holds(each))

    def _places(self, name: str) -> tuple[str, ...]:
        """Return the borders that an element is drawn in, and the host that it is drawn with."""
        homes = self._homes(name)
        borders = tuple(dict.fromkeys(self._border(each) for each in homes))
        return (*borders, f"on {homes[0].host}") if homes[0].host else borders

    def _border(self, home: Home) -> str:
        """Return the id of the border of a home; subnets beyond the most rows share one for each zone."""
        row = self.rows.get(home.network)
        if row is not None and row.folded and home.cluster == f"network-{home.network}":
            return f"network-{row.key}-{self.system.networks[home.network].inside}"
        return home.cluster

    def graph(self) -> Graph:
        """Build the graph: nodes, borders, bands and arrows."""
        for name in self.together:
            self._draw(name)
        self._gates()
        whole = len(self.drawn) == len(self.system.services) + len(self.system.actors)
        borders = Borders(
            homes=self.homes, rows=self.rows, folded=self.folded, keep=self.keep, whole=whole, nodes=self.nodes,
            inner=self.inner,
        )  # fmt: skip
        clusters = tuple(borders.clusters())
        bands = tuple(self._bands())
        ends = legs.Ends(
            instances=self._ends(),
            bands=bands,
            zones={band.id: zone for (zone, _), band in zip(self.members, bands, strict=True)},
            cards=frozenset(map(accounts.card, self.folded.members)),
        )
        edges, within, chains = legs.edges(self.resolved, self.flows, ends, by=self.shut)
        words = f"{self.title}: {len(self.drawn)} services and actors where they are, and the flows among them."
        return Graph(
            name=self.name, title=self.title, description=words, clusters=clusters, nodes=borders.links, edges=edges,
            within=within, layout="placement", bands=bands, legs=chains,
        )  # fmt: skip

    def _ends(self) -> dict[str, tuple[str, ...]]:
        """Return the nodes of each element, the cards that it is in included."""
        found = {each: tuple(self.instances.get(first, ())) for first, names in self.together.items() for each in names}
        return found | {name: (*found.get(name, ()), *self.folded.cards(name)) for name in self.drawn}

    def _draw(self, name: str) -> None:
        """Put a service or an actor into each of its homes; one that has a host is drawn with it."""
        homes = self._homes(name)
        if homes[0].host:
            return
        places = list(dict.fromkeys(self._border(each) for each in homes))
        across = homes[0].stands == "across-zones" and len(places) > 1
        for place in places[:1] if across else places:
            home = next(each for each in homes if self._border(each) == place)
            id_ = name if across or len(places) == 1 else f"{name}@{home.network or place}"
            stands = gates.STANDS.get(home.stands, "") if across or home.stands != "across-zones" else ""
            self._place(self._made(name, id_, stands, spread=len(places) > 1), place)

    def _made(self, name: str, id_: str, stands: Stands, *, spread: bool) -> Node | Cluster:
        """Return the node of an element at one place; a border, where others run on it."""
        service = self.system.services.get(name)
        element = service or self.system.actors[name]
        names = self.together[name]
        many = service.count if service and service.count and service.count > 1 else 0
        host = self.system.services.get(self.homes.of(name)[0].host)
        said = many and not (host and service and host.count == service.count)
        note = (f"{many} in all" if spread else f"× {many}") if said else ""
        made = replace(grouping.node(self.resolved, element), id=id_, label=badges.spelt(element), note=note)
        made = replace(made, stands=stands, of=() if id_ == name else (name,))
        if len(names) > 1 and service:
            kind = self.resolved.kind(service)
            label = f"{len(names)} × {kind.title if kind else service.kind}"
            made = replace(made, id=f"{id_}-and-more", label=label, note="", of=names)
        self.instances.setdefault(name, []).append(made.id)
        guests = [each for each in self.together if self._guest(each, name)]
        if not guests:
            return made
        suffix = id_[len(name) :]
        inner = [self._made(each, f"{each}{suffix}", "", spread=spread) for each in guests]
        return Cluster(
            id=made.id, label=f"{made.label} × {many}" if many else made.label, kind="host", to=made.to, of=(name,),
            nodes=tuple(each for each in inner if isinstance(each, Node)),
            clusters=tuple(each for each in inner if isinstance(each, Cluster)),
        )  # fmt: skip

    def _guest(self, name: str, host: str) -> bool:
        return self.homes.of(name)[0].host == host

    def _place(self, made: Node | Cluster, place: str) -> None:
        """Put a node into a border, and into the band of its zone there."""
        if isinstance(made, Node):
            self.nodes.setdefault(place, []).append(made)
        else:
            self.inner.setdefault(place, []).append(made)
        name = (made.of or (made.id,))[0]
        zone = self.resolved.zone_of(name)
        if zone and (isinstance(made, Cluster) or made.stands in {"", "across"}):
            row = self.rows.get(place.removeprefix("network-"))
            self.members.setdefault((zone, row.key if row else place), []).append(made.id)

    def _gates(self) -> None:
        """Draw the links, routers and gateways that are no services."""
        for home, node in gates.gates(self.resolved, self.homes, self.drawn, self.flows):
            self.together[node.id] = (node.id,)
            if self.folded.holds(home):
                self.instances[node.id] = [accounts.card(home.account)]
                self.shut[node.id] = accounts.card(home.account)
                continue
            self.nodes.setdefault(home.cluster, []).append(node)
            self.instances[node.id] = [node.id]

    def _bands(self) -> Iterator[Band]:
        """Yield a band for each zone at each place, the least trusted first, an outer zone before the one inside it."""
        zones = self.system.zones
        deep = {zone: len(list(self.resolved.around(zone))) for zone in zones}
        trusts = {zone: self.resolved.trust(zone) for zone in zones}

        def rank(key: tuple[str, str]) -> tuple[int, int]:
            trust = trusts[key[0]]
            return (-1 if trust is None else trust, deep[key[0]])

        self.members = {key: self.members[key] for key in sorted(self.members, key=rank)}
        for (zone, place), names in self.members.items():
            to = page_paths.element(self.system.id, "zones", zone)
            label = grouping.trusted(self.resolved, zones[zone])
            yield Band(id=f"band-{zone}-{place}", label=label, nodes=tuple(names), to=to)
