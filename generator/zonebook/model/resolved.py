"""A system with everything resolved: what is inside what, which flows arrive where, the value of each setting."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, wraps
from typing import Any, Literal, TypeVar

from zonebook.model.audits.audit import Audit
from zonebook.model.catalogue import Catalogue, Kind, Protocol
from zonebook.model.elements import Account, Actor, DataAsset, Flow, Identity, Network, Party, Service, Trust, Zone
from zonebook.model.settings import SettingValue
from zonebook.model.system import Decision, Organisation, Responsibility, System, Workspace
from zonebook.model.vocabulary import About, Level
from zonebook.values import grouped

Element = Account | Network | Zone | Service | Flow | Identity | Trust
"""What a threat of the catalogue can be about, besides the system itself and the directory decision."""
Kinded = Account | Network | Service | Identity | Trust
"""What has a kind, and therefore settings."""
Loss = Literal["confidentiality", "integrity", "availability"]
LOSSES: tuple[Loss, ...] = ("confidentiality", "integrity", "availability")
FlowEnd = Literal["from_", "to"]
_T = TypeVar("_T")
Applies = Callable[[Any, str], bool]
"""Returns whether the own condition of a control, by its id, holds or may hold for a subject."""
_ALWAYS: Applies = lambda *_: True  # noqa: E731  a default without a name of its own


class ResolvedSystem:
    """One system, its organisation and the catalogue, with every id resolved. Nothing in it changes."""

    def __init__(self, workspace: Workspace, system: System, as_of: str = "", applies: Applies = _ALWAYS) -> None:
        """Resolve the system in its workspace, as of a day (YYYY-MM-DD); without one, nothing is overdue."""
        self.applies = applies
        self.catalogue: Catalogue = workspace.catalogue
        self.organisation: Organisation = workspace.organisation
        self.texts, self.evidence = workspace.texts, workspace.evidence
        self.audits: Mapping[str, Audit] = workspace.audits
        self.system = system
        self.as_of = as_of
        self.remembered: dict[object, Any] = {}
        self._spoken: dict[tuple[str, ...], tuple[Protocol, ...]] = {}
        self._kinds: dict[str, Kind] = {}

    @cached_property
    def accounts(self) -> Mapping[str, Account]:
        """The organisation's accounts and the system's own, by id."""
        used = {service.account for service in self.system.services.values()}
        used |= {network.account for network in self.system.networks.values()}
        used |= {identity.in_ for identity in self.system.identities.values()}
        used |= {each for identity in self.system.identities.values() for each in identity.administers or ()}
        used |= {each for threat in self.system.threats.values() for each in threat.elements}
        shared = {key: each for key, each in self.organisation.accounts.items() if key in used}
        return {**shared, **self.system.accounts}

    @cached_property
    def parties(self) -> Mapping[str, Party]:
        """Every party that may be named, providers of the catalogue included, by id."""
        providers = {
            kind.provider: Party(id=kind.provider, title=self._spelt(kind.provider), within="provider")
            for kind in self.catalogue.kinds.values()
            if kind.provider
        }
        return {**providers, **self.organisation.parties, **self.system.parties}

    def _spelt(self, word: str) -> str:
        term = self.catalogue.glossary.get(word)
        return term.title if term else word

    def elements(self, about: About) -> tuple[Element, ...]:
        """Return the elements that a threat about `about` is evaluated for, in the order of the text."""
        shelves: Mapping[str, Mapping[str, Element]] = {
            "account": self.accounts,
            "network": self.system.networks,
            "zone": self.system.zones,
            "service": self.system.services,
            "flow": self.system.flows,
            "identity": self.system.identities,
            "trust": self.system.trusts,
        }
        return tuple(shelves.get(about, {}).values())

    def kind(self, element: object) -> Kind | None:
        """Return the kind of an element; an account without one has the account kind of its provider."""
        if type(element) is Actor:
            return None
        name: str = getattr(element, "kind", "")
        if not name and isinstance(element, Account):
            name = self.catalogue.account_kinds.get(element.provider, "")
        found = self._kinds.get(name)
        if found is None and name and (found := self.catalogue.kinds.get(name)):
            self._kinds[name] = found
        return found

    def traits(self, element: object) -> tuple[str, ...]:
        """Return the traits of an element's kind; a zone has those of its members."""
        if isinstance(element, Zone):
            return tuple(dict.fromkeys(trait for each in self.members(element.id) for trait in self.traits(each)))
        kind = self.kind(element)
        return kind.traits if kind else ()

    def setting(self, element: Kinded, name: str) -> SettingValue | None:
        """Return the value of a setting; nothing where it is neither stated nor has a default."""
        if name in element.settings:
            return SettingValue(name=name, value=element.settings[name], stated=True)
        kind = self.kind(element)
        known = kind.settings.get(name) if kind else None
        if known and known.default_of_replicas is not None and self._is_replica(element):
            return SettingValue(name=name, value=known.default_of_replicas, stated=False)
        if known is None or known.default is None:
            return None
        return SettingValue(name=name, value=known.default, stated=False, since=known.since)

    def _is_replica(self, element: Kinded) -> bool:
        """Return whether identities live in another service like this one, none in this one, and no trust ends here."""
        homes = {each.in_ for each in self.system.identities.values()}
        own = homes | {end for each in self.system.trusts.values() for end in (each.from_, each.to)}
        alike = self.alike(element) if isinstance(element, Service) and element.id not in own else ()
        return any(each.id in homes for each in alike)

    def around(self, zone: str) -> Iterator[Zone]:
        """Yield a zone and the zones around it, the innermost first."""
        seen: set[str] = set()
        while zone in self.system.zones and zone not in seen:
            seen.add(zone)
            yield self.system.zones[zone]
            zone = self.system.zones[zone].inside

    def trust(self, zone: str) -> int | None:
        """Return the trust of a zone, or of the nearest zone around it that states one."""
        return self._trusts.get(zone)

    @cached_property
    def _trusts(self) -> Mapping[str, int | None]:
        return {
            zone: next((each.trust for each in self.around(zone) if each.trust is not None), None)
            for zone in self.system.zones
        }

    def networks_of(self, service: Service) -> tuple[Network, ...]:
        """Return every network that a service is plugged into, and those around them, each once."""
        found: dict[str, Network] = {}
        for name in service.network:
            for network in self.enclosing(name):
                found[network.id] = network
        return tuple(found.values())

    def enclosing(self, network: str) -> Iterator[Network]:
        """Yield a network and the networks around it, the innermost first."""
        seen: set[str] = set()
        while network in self.system.networks and network not in seen:
            seen.add(network)
            yield self.system.networks[network]
            network = self.system.networks[network].inside

    def account_of(self, element: object) -> Account | None:
        """Return the account of a service, a network or an identity; of a service without one, its network's."""
        if isinstance(element, Account):
            return element
        name = element.in_ if isinstance(element, Identity) else getattr(element, "account", "")
        if not name:
            plugged = self.networks_of(element) if isinstance(element, Service) else ()
            inside = tuple(self.enclosing(element.id)) if isinstance(element, Network) else plugged
            name = next((network.account for network in inside if network.account), "")
        if name in self.system.services:
            return self.account_of(self.system.services[name])
        return self.accounts.get(name)

    def members(self, zone: str) -> tuple[Service, ...]:
        """Return the services of a zone and of the zones inside it."""
        return self._members.get(zone, ())

    @cached_property
    def _members(self) -> Mapping[str, tuple[Service, ...]]:
        services = self.system.services.values()
        return grouped((zone.id, each) for each in services for zone in self.around(each.zone))

    def alike(self, service: Service) -> tuple[Service, ...]:
        """Return the services of the same kind in the same zone, the service itself among them."""
        return self._alike[service.alike]

    @cached_property
    def _alike(self) -> Mapping[tuple[str, str], tuple[Service, ...]]:
        found: dict[tuple[str, str], list[Service]] = {}
        for service in self.system.services.values():
            found.setdefault(service.alike, []).append(service)
        return {key: tuple(services) for key, services in found.items()}

    def ends(self, end: str) -> tuple[str, ...]:
        """Return the services and actors of an end of a flow: the end itself, or everything in a zone."""
        if end in self.system.zones:
            return self._inside.get(end, ())
        return (end,)

    @cached_property
    def _inside(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the services in each zone and in those inside it, and then of the actors."""
        ends: tuple[Service | Actor, ...] = (*self.system.services.values(), *self.system.actors.values())
        return grouped((zone.id, each.id) for each in ends for zone in self.around(each.zone))

    def zone_of(self, end: str) -> str:
        """Return the id of the zone that an end of a flow is in; empty where there is none."""
        if end in self.system.zones:
            return end
        found = self.system.services.get(end) or self.system.actors.get(end)
        return found.zone if found else ""

    def arriving(self, service: str) -> tuple[Flow, ...]:
        """Return the flows that reach a service, those to its zones included."""
        return self._arriving.get(service, ())

    def leaving(self, service: str) -> tuple[Flow, ...]:
        """Return the flows that start at a service or an actor, those from its zones included."""
        return self._leaving.get(service, ())

    @cached_property
    def _arriving(self) -> Mapping[str, tuple[Flow, ...]]:
        return self._flows("to")

    @cached_property
    def _leaving(self) -> Mapping[str, tuple[Flow, ...]]:
        return self._flows("from_")

    def _flows(self, side: FlowEnd) -> Mapping[str, tuple[Flow, ...]]:
        return grouped((end, flow) for flow in self.system.flows.values() for end in self.ends(getattr(flow, side)))

    def spoken(self, flow: Flow) -> tuple[Protocol, ...]:
        """Return the protocols of a flow, sets replaced by their members."""
        if flow.protocols not in self._spoken:
            self._spoken[flow.protocols] = self.catalogue.spoken(flow.protocols)
        return self._spoken[flow.protocols]

    def protection(self, flow: Flow, protocol: Protocol) -> str:
        """Return what protects one protocol on a flow: none, tls, …, or nothing where it is not stated.

        What a flow states is added to its protocols: one that is encrypted by itself remains encrypted.
        """
        if flow.encrypted is not None and flow.encrypted != "none":
            return flow.encrypted
        if protocol.encryption in {"none", "negotiated"}:
            return "none" if flow.encrypted == "none" or protocol.encryption == "none" else ""
        return protocol.encryption

    def cleartext(self, flow: Flow) -> tuple[Protocol, ...]:
        """Return the protocols of a flow that are transmitted in clear text."""
        return tuple(protocol for protocol in self.spoken(flow) if self.protection(flow, protocol) == "none")

    def crosses(self, flow: Flow) -> bool:
        """Return whether a flow leaves one zone for another."""
        start, end = self.zone_of(flow.from_), self.zone_of(flow.to)
        return bool(start and end and start != end)

    def answers(self, service: Service, layer: str) -> Responsibility | None:
        """Return the responsibility stated for a layer: of the service itself, or of the nearest zone around it."""
        named = self.system.responsibilities
        for name in (service.id, *(zone.id for zone in self.around(service.zone))):
            if layer in named.get(name, {}):
                return named[name][layer]
        return None

    def decision(self, finding: str) -> Decision | None:
        """Return the decision about a finding: its own, that by a former id, or that for the whole threat."""
        decisions = self.system.decisions
        threat, _, element = finding.partition("@")
        names = (finding, *(f"{threat}@{old}" for old in self.former_ids.get(element, ())), f"{threat}@*")
        return next((decisions[name] for name in names if name in decisions), None)

    @cached_property
    def former_ids(self) -> Mapping[str, tuple[str, ...]]:
        """The ids that elements had before they were renamed, by the id of today."""
        found: dict[str, tuple[str, ...]] = {}
        abouts: tuple[About, ...] = ("account", "network", "zone", "service", "flow", "identity", "trust")
        elements = (each for about in abouts for each in self.elements(about))
        for each in (*elements, *self.system.actors.values(), *self.system.data.values()):
            if each.was:
                found[each.id] = (*found.get(each.id, ()), each.was)
        return found

    @property
    def appetite(self) -> Level:
        """The highest level of risk that is acceptable without a decision."""
        return self.organisation.organisation.appetite

    def worth(self, asset: DataAsset, side: Loss) -> Level | Literal[""]:
        """Return the sensitivity of data to a loss: as the data states, or its class; empty where neither does."""
        own: Level | Literal[""] = getattr(asset, side)
        known = self.organisation.organisation.classifications.get(asset.classification)
        return own or (getattr(known, side) if known else "")


def once_per_system(compute: Callable[[ResolvedSystem], _T]) -> Callable[[ResolvedSystem], _T]:
    """Remember in each system what a function returns for it: it is computed once, and forgotten with the system."""

    @wraps(compute)
    def remembered(resolved: ResolvedSystem) -> _T:
        known: dict[object, _T] = resolved.remembered
        if compute not in known:
            known[compute] = compute(resolved)
        return known[compute]

    return remembered
