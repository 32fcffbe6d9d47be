"""The borders of a picture of where a system runs, built from the outside in around what stands in them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from zonebook.diagram.places import accounts
from zonebook.diagram.places.homes import CLOUD, ELSEWHERE, Homes
from zonebook.diagram.places.subnets import Row
from zonebook.document.graph import Cluster, Node
from zonebook.model.elements import Account, Network
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import System
from zonebook.present import badges, page_paths
from zonebook.values.record import dataclass


@dataclass(slots=True, kw_only=True)
class Borders:
    """The borders around `nodes` and `inner`, which are taken from there by the id of the border that holds them.

    Networks in which nothing stands are drawn where the picture is about the `whole` system or about one of `keep`.
    """

    homes: Homes
    rows: Mapping[str, Row]
    folded: accounts.Folded
    keep: Sequence[str]
    whole: bool
    nodes: dict[str, list[Node]]
    inner: dict[str, list[Cluster]]
    links: tuple[Node, ...] = ()
    """What stands between own sites, where nothing is in a cloud; known once all borders are built."""

    @property
    def resolved(self) -> ResolvedSystem:
        """The system that is drawn."""
        return self.homes.resolved

    @property
    def system(self) -> System:
        """Its elements."""
        return self.resolved.system

    def clusters(self) -> Iterator[Cluster]:
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
        opened = (each for each in self.resolved.accounts.values() if each.id not in self.folded.members)
        owned = [found for each in opened for found in self._account(each)]
        self.nodes.setdefault(CLOUD, []).extend(accounts.nodes(self.resolved, self.folded))
        alone = [found for found in self._regions("") for found in self._filled(found)]
        loose = [each for net in nets if self.homes.holder(net) == CLOUD and not self.homes.gate(net)
                 and net.kind != "region" for each in self._network(net)]  # fmt: skip
        inner = (*owned, *alone, *loose)
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
        """Return whether a network is drawn although nothing is in it: in a picture of all, or of the one around it.

        In a picture of all, an own site is not: that it is there says nothing of the system.
        """
        if self.keep:
            return any(each.id in self.keep for each in self.resolved.enclosing(net.id))
        return self.whole and not self.homes.site(net)

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
