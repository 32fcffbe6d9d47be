"""Where each service, actor and gate of a system is drawn: the borders that hold it, by their ids."""

from collections.abc import Mapping
from dataclasses import field, replace
from functools import cached_property

from zonebook.model.elements import Actor, Network, Service
from zonebook.model.resolved import ResolvedSystem
from zonebook.values.record import dataclass

CLOUD, ELSEWHERE = "cloud", "elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A border that holds an element; `network` is that of the model, where it is one, `account` whose it is."""

    cluster: str
    network: str = ""
    stands: str = ""
    host: str = ""
    account: str = ""


@dataclass(frozen=True)
class Homes:
    """The homes of the elements of a system; a service has one for each of its networks."""

    resolved: ResolvedSystem
    _found: dict[str, tuple[Home, ...]] = field(default_factory=dict, repr=False)

    def gate(self, network: Network) -> bool:
        """Return whether a network is a link or a router between others, which its kind says."""
        kind = self.resolved.kind(network)
        return bool(kind and kind.stands_on)

    def cluster(self, network: Network) -> str:
        """Return the id of the border of a network; a region has one in each account that has something in it."""
        return f"network-{network.id}"

    def region(self, region: str, account: str) -> str:
        """Return the id of the border of a region in an account."""
        return f"network-{region}-in-{account}" if account else f"network-{region}"

    @cached_property
    def regions(self) -> Mapping[str, tuple[str, ...]]:
        """The regions in which each account has something, by the id of the account; empty for no account."""
        networks = self.resolved.system.networks
        inside: list[tuple[Network | Service, str]] = [(each, each.inside) for each in networks.values()]
        inside += [(each, name) for each in self.resolved.system.services.values() for name in each.network]
        found: dict[str, dict[str, None]] = {}
        for element, name in inside:
            if name in networks and networks[name].kind == "region":
                account = self.resolved.account_of(element)
                found.setdefault(account.id if account else "", {})[name] = None
        return {account: tuple(names) for account, names in found.items()}

    @cached_property
    def internet(self) -> str:
        """The id of the border of the internet, whether it is a network of the model or not."""
        networks = self.resolved.system.networks.values()
        return next((self.cluster(each) for each in networks if each.kind == "internet"), "internet")

    def of(self, element: str) -> tuple[Home, ...]:
        """Return the homes of a service or an actor."""
        if element not in self._found:
            system = self.resolved.system
            service = system.services.get(element)
            self._found[element] = self._service(service) if service else (self._actor(system.actors[element]),)
        return self._found[element]

    def holder(self, network: Network) -> str:
        """Return the id of the border that a network is drawn in; empty where it is drawn in none."""
        above = self.resolved.system.networks.get(network.inside)
        account = self.resolved.account_of(network)
        if above is not None and above.kind == "region":
            return self.region(above.id, account.id if account else "")
        if above is not None:
            return self.cluster(above)
        if account is not None:
            return f"account-{account.id}"
        return "" if self.site(network) else CLOUD

    def site(self, network: Network) -> bool:
        """Return whether a network is outside of every cloud, which the scope of its kind says."""
        kind = self.resolved.kind(network)
        return bool(kind) and (kind.scope if kind else "") in {"on-premises", "global"}

    def _service(self, service: Service) -> tuple[Home, ...]:
        host = self.resolved.system.services.get(service.runs_on)
        if host is not None and self._at_host(service, host):
            return tuple(replace(each, host=host.id) for each in self.of(host.id))
        if service.network:
            return tuple(dict.fromkeys(self._plugged(service, name) for name in service.network))
        return (self._unplugged(service),)

    def _at_host(self, service: Service, host: Service) -> bool:
        """Return whether a service is drawn inside its host: at the same place, and not around it as well."""
        seen = {service.id}
        above: Service | None = host
        while above is not None:
            if above.id in seen:
                return False
            seen.add(above.id)
            above = self.resolved.system.services.get(above.runs_on)
        return not service.network or service.network == host.network

    def _plugged(self, service: Service, name: str) -> Home:
        """Return the home of a service in one of its networks; one that is plugged into a gate stands in its place."""
        network = self.resolved.system.networks[name]
        own = self.resolved.kind(service)
        stands = own.stands_on if own else ""
        region = network.kind == "region"
        owner = self.resolved.account_of(service if region else network)
        account = owner.id if owner else ""
        if self.gate(network):
            kind = self.resolved.kind(network)
            place, stands = self.holder(network) or ELSEWHERE, kind.stands_on if kind else ""
        else:
            place = self.region(name, account) if region else self.cluster(network)
        return Home(cluster=place, network=name, stands=stands, account=account)

    def _unplugged(self, service: Service) -> Home:
        """Return the home of a service without a network: its account, or the first region of it for a regional one."""
        kind, account = self.resolved.kind(service), self.resolved.account_of(service)
        stands = kind.stands_on if kind else ""
        if account is not None:
            regions = self.regions.get(account.id, ())
            if regions and kind and kind.scope != "global":
                return Home(cluster=self.region(regions[0], account.id), stands=stands, account=account.id)
            return Home(cluster=f"account-{account.id}", account=account.id)
        if kind and kind.scope != "on-premises" and kind.provider:
            return Home(cluster=CLOUD)
        return Home(cluster=f"zone-{service.zone}" if service.zone else ELSEWHERE)

    def _actor(self, actor: Actor) -> Home:
        """Return the home of an actor: the site where most of its zone is plugged in, the internet, or its zone."""
        networks = self.resolved.system.networks
        trust = self.resolved.trust(actor.zone)
        near = [
            name
            for service in self.resolved.system.services.values()
            if service.zone == actor.zone
            for name in service.network
            if networks[name].kind == "on-premises"
        ]
        if near and trust:
            return Home(cluster=self.cluster(networks[max(dict.fromkeys(near), key=near.count)]))
        if trust is not None and trust <= 0:
            return Home(cluster=self.internet)
        return Home(cluster=f"zone-{actor.zone}" if actor.zone else ELSEWHERE)
