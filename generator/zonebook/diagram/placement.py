"""The picture of where a system runs: account, region, network, zone and subnet, and what is outside of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from zonebook.diagram import folding, gates, grouping, legs, subnets
from zonebook.diagram.homes import CLOUD, ELSEWHERE, Home, Homes
from zonebook.document.graph import Band, Cluster, Graph, Node, Stands
from zonebook.model.elements import Account, Network
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
    return _Placement(resolved, (f"{resolved.system.id}-account-{account_id}", title), own).graph()


def network(resolved: ResolvedSystem, network_id: str) -> Graph:
    """Build the picture of one network, and of what its services have flows with."""
    found = resolved.system.networks[network_id]
    title = f"{resolved.catalogue.kinds[found.kind].title} {badges.spelt(found)}"
    own = {
        each.id
        for each in resolved.system.services.values()
        if any(around.id == network_id for around in resolved.networks_of(each))
    }
    keep = (network_id,)
    return _Placement(resolved, (f"{resolved.system.id}-network-{network_id}", title), own, keep).graph()


class _Placement:
    """Collects the nodes of each border, and then builds the borders from the outside in."""

    def __init__(
        self,
        resolved: ResolvedSystem,
        named: tuple[str, str],
        middle: set[str] | None = None,
        keep: Sequence[str] = (),
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
            self.flows = tuple(each for each in self.flows if legs.touches(resolved, each, middle))
            near = legs.named(resolved, self.flows) | middle
            hosts = {self.system.services[each].runs_on for each in near if each in self.system.services}
            self.drawn = [each for each in everything if each in near | hosts]
        self.together = dict(folding.together(resolved, self.drawn, self._places))
        self.nodes: dict[str, list[Node]] = {}
        self.inner: dict[str, list[Cluster]] = {}
        self.instances: dict[str, list[str]] = {}
        self.members: dict[tuple[str, str], list[str]] = {}
        self.links: tuple[Node, ...] = ()
        """What stands between own sites, where nothing is in a cloud."""

    def _places(self, name: str) -> tuple[str, ...]:
        """Return the borders that an element is drawn in, and the host that it is drawn with."""
        homes = self.homes.of(name)
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
        clusters = tuple(self._clusters())
        bands = tuple(self._bands())
        ends = legs.Ends(
            instances={
                each: tuple(self.instances.get(first, ())) for first, names in self.together.items() for each in names
            },
            bands=bands,
            zones={band.id: zone for (zone, _), band in zip(self.members, bands, strict=True)},
        )
        edges, within, chains = legs.edges(self.resolved, self.flows, ends)
        words = f"{self.title}: {len(self.drawn)} services and actors where they are, and the flows among them."
        return Graph(
            name=self.name, title=self.title, description=words, clusters=clusters, nodes=self.links, edges=edges,
            within=within, layout="placement", bands=bands, legs=chains,
        )  # fmt: skip

    def _draw(self, name: str) -> None:
        """Put a service or an actor into each of its homes; one that has a host is drawn with it."""
        homes = self.homes.of(name)
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
        for place, node in gates.gates(self.resolved, self.homes, self.drawn, self.flows):
            self.nodes.setdefault(place, []).append(node)
            self.instances[node.id] = [node.id]
            self.together[node.id] = (node.id,)

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

    # The borders

    def _clusters(self) -> Iterator[Cluster]:
        """Yield what is outside, own sites, and the cloud."""
        nets = list(self.system.networks.values())
        internet = next((each for each in nets if each.kind == "internet"), None)
        label = badges.spelt(internet) if internet else "Internet"
        to = page_paths.element(self.system.id, "networks", internet.id) if internet else ""
        yield from self._filled(Cluster(id=self.homes.internet, label=label, kind="internet", to=to))
        for zone in self.system.zones.values():
            to = page_paths.element(self.system.id, "zones", zone.id)
            outside = Cluster(id=f"zone-{zone.id}", label=badges.spelt(zone), kind="outside", to=to)
            yield from self._filled(outside)
        yield from self._filled(Cluster(id=ELSEWHERE, label="Place not stated", kind="outside"))
        for net in nets:
            if not net.inside and self.homes.site(net) and net is not internet:
                yield from self._network(net)
        accounts = [found for each in self.resolved.accounts.values() for found in self._account(each)]
        alone = [found for found in self._regions("") for found in self._filled(found)]
        loose = [each for net in nets if self.homes.holder(net) == CLOUD and not self.homes.gate(net)
                 and net.kind != "region" for each in self._network(net)]  # fmt: skip
        inner = (*accounts, *alone, *loose)
        if not inner and all(each.id in self.system.networks for each in self._standing(CLOUD)):
            self.links = tuple(self.nodes.pop(CLOUD, ()))
        yield from self._filled(Cluster(id=CLOUD, label=self._cloud(), kind="cloud", clusters=inner))

    def _standing(self, place: str) -> tuple[Node | Cluster, ...]:
        return (*self.nodes.get(place, ()), *self.inner.get(place, ()))

    def _cloud(self) -> str:
        """Return the name of the cloud: that of its provider, where it is one."""
        providers = {each.provider for each in self.resolved.accounts.values() if each.provider}
        services = (self.resolved.kind(each) for each in self.system.services.values())
        providers |= {each.provider for each in services if each and each.provider} if not providers else set()
        known = [self.resolved.parties[each].title for each in sorted(providers) if each in self.resolved.parties]
        return f"{known[0]} Cloud" if len(known) == 1 else "Cloud"

    def _account(self, each: Account) -> Iterator[Cluster]:
        to = page_paths.element(self.system.id, "accounts", each.id)
        inner = [found for region in self._regions(each.id) for found in self._filled(region)]
        for net in self.system.networks.values():
            if self.homes.holder(net) == f"account-{each.id}" and not self.homes.gate(net):
                inner += self._network(net)
        label = f"Account {badges.spelt(each)}"
        yield from self._filled(
            Cluster(id=f"account-{each.id}", label=label, kind="account", clusters=tuple(inner), to=to)
        )

    def _regions(self, account: str) -> Iterator[Cluster]:
        """Yield the regions of an account, with the networks of the account in each."""
        for region in self.homes.regions.get(account, ()):
            found = self.system.networks[region]
            id_ = self.homes.region(region, account)
            nets = [net for net in self.system.networks.values() if self.homes.holder(net) == id_]
            inner = [each for net in nets if not self.homes.gate(net) for each in self._network(net)]
            to = page_paths.element(self.system.id, "networks", region)
            label = f"Region {badges.spelt(found)}"
            yield Cluster(id=id_, label=label, kind="region", clusters=tuple(inner), to=to, of=(region,))

    def _network(self, net: Network) -> Iterator[Cluster]:
        """Yield the border of a network with those inside it; nothing where nothing is drawn in it."""
        inside = [each for each in self.system.networks.values() if each.inside == net.id]
        inside.sort(key=lambda each: self.rows[each.id].rank if each.id in self.rows else 0)
        inner: list[Cluster] = []
        folded = [each for each in inside if each.id in self.rows and self.rows[each.id].folded]
        for each in inside:
            if each not in folded:
                inner += self._network(each)
        if folded:
            key = self.rows[folded[0].id].key
            more = Cluster(
                id=f"network-{key}-{net.id}", label=f"{len(folded)} more subnets", kind="subnet", row=key,
                of=tuple(each.id for each in folded),
            )  # fmt: skip
            inner.append(
                replace(more, nodes=tuple(self.nodes.pop(more.id, ())), clusters=tuple(self.inner.pop(more.id, ())))
            )
        yield from self._filled(self._border_of(net, tuple(inner)), keep=self._kept(net))

    def _kept(self, net: Network) -> bool:
        """Return whether a network is drawn although nothing is in it: in a picture of all, or of the one around it."""
        if self.keep:
            return any(each.id in self.keep for each in self.resolved.enclosing(net.id))
        return self.drawn == [*self.system.services, *self.system.actors]

    def _border_of(self, net: Network, inner: tuple[Cluster, ...]) -> Cluster:
        public = net.settings.get("public")
        kind = net.kind if net.kind != "subnet" or public is None else f"{'public' if public else 'private'}-subnet"
        row = self.rows[net.id].key if net.id in self.rows else ""
        label = badges.spelt(net) + (f" · {net.cidr}" if net.cidr else "")
        to = page_paths.element(self.system.id, "networks", net.id)
        return Cluster(id=f"network-{net.id}", label=label, kind=kind, clusters=inner, to=to, row=row)

    def _filled(self, cluster: Cluster, *, keep: bool = False) -> Iterable[Cluster]:
        """Yield a border with what stands in it; nothing where that is nothing."""
        nodes = (*cluster.nodes, *self.nodes.pop(cluster.id, ()))
        inner = (*cluster.clusters, *self.inner.pop(cluster.id, ()))
        return (replace(cluster, nodes=nodes, clusters=inner),) if nodes or inner or keep else ()
