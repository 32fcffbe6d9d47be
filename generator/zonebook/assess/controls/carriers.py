"""Where a control is carried that is about something else than the element: its ends, its account, its hosts.

The answers of a flow are carried by its two ends, what it passes on the way, and their networks and accounts; those of
an identity by the directory that holds it and the services that act as it; those of an account, a network or a zone by
what is in it; those of a service also by what runs on it and what it runs on; those of data by the services that hold
it, and those of an actor by its zone, its flows and the identities that it can act as.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from zonebook.model.elements import Account, Actor, DataAsset, Flow, Identity, Network, Service, Trust, Zone
from zonebook.model.resolved import Element, ResolvedSystem, once_per_system
from zonebook.model.subject import Subject, holding
from zonebook.model.system import DirectoryDecision, System
from zonebook.model.vocabulary import SubjectType
from zonebook.values import grouped

Line = tuple[Subject[object], ...]
"""What carries a control for one part of the element, the nearest first: the subnet, then the network around it."""
Side = tuple[Line, ...]
"""Lines each of which must carry the control: every service in the zone that a flow ends in."""


def sides(at: Subject[object], about: SubjectType) -> tuple[Side, ...]:
    """Return what carries a control about `about` for an element, side by side: the receiver of a flow, the sender."""
    resolved, element = at.resolved, at.element
    if isinstance(element, Flow):
        found = _of_flow(resolved, element, about)
    elif isinstance(element, Service):
        found = _of_service(resolved, element, about)
    elif isinstance(element, Identity):
        found = _of_identity(resolved, element, about)
    elif isinstance(element, Actor):
        found = _of_actor(resolved, element, about)
    elif isinstance(element, Trust):
        found = [_of_services(resolved, [end], about) for end in (element.from_, element.to)]
    else:
        found = [_of_whole(resolved, element, about)]
    return tuple(side for side in found if side)


def _of_flow(resolved: ResolvedSystem, flow: Flow, about: SubjectType) -> list[Side]:
    """Return the receiver's side, the sender's, and that of what the flow passes on the way."""
    if about == "zone":
        return [_zone_line(resolved, resolved.zone_of(end)) for end in (flow.to, flow.from_)]
    ends = [_of_services(resolved, resolved.ends(end), about) for end in (flow.to, flow.from_)]
    networks = [name for name in flow.via if name in resolved.system.networks] if about == "network" else []
    return [*ends, _of_services(resolved, flow.via, about), _lines(_network_lines(resolved, networks))]


def _of_service(resolved: ResolvedSystem, service: Service, about: SubjectType) -> list[Side]:
    if about == "service":
        return [
            _of_services(resolved, _hosted(resolved).get(service.id, ()), about),
            _of_services(resolved, [service.runs_on], about),
        ]
    if about == "zone":
        return [_zone_line(resolved, service.zone)]
    if about == "flow":
        return [_flows(resolved, (*resolved.arriving(service.id), *resolved.leaving(service.id)))]
    return [_of_services(resolved, [service.id], about)]


def _of_identity(resolved: ResolvedSystem, identity: Identity, about: SubjectType) -> list[Side]:
    """Return the sides of the directory that holds an identity and of the services that act as it; or its account."""
    if about == "account":
        account = resolved.account_of(identity)
        return [_lines([_subjects(resolved, about, [account])])] if account else []
    return [
        _of_services(resolved, [identity.in_], about),
        _of_services(resolved, identity.assumed_by or (), about),
    ]


def _of_actor(resolved: ResolvedSystem, actor: Actor, about: SubjectType) -> list[Side]:
    if about == "zone":
        return [_zone_line(resolved, actor.zone)]
    if about == "flow":
        return [_flows(resolved, resolved.leaving(actor.id))]
    acts_as = (each for each in resolved.system.identities.values() if actor.id in (each.assumed_by or ()))
    return [_lines(_subjects(resolved, about, [each]) for each in acts_as)] if about == "identity" else []


def _of_whole(resolved: ResolvedSystem, element: object, about: SubjectType) -> Side:
    """Return the one side of an account, network, zone, data asset, system or directory decision: all that is in it."""
    if isinstance(element, Network) and about == "account":
        account = resolved.account_of(element)
        return _lines([_subjects(resolved, about, [account])]) if account else ()
    inside = _INSIDE.get(about)
    found = inside(resolved, _services_of(resolved, element), element) if inside else ()
    return _lines(_subjects(resolved, about, [each]) for each in found)


def _services_of(resolved: ResolvedSystem, element: object) -> tuple[Service, ...]:
    """Return the services in an account, network or zone, of a system or the chosen option, or that hold data."""
    services = tuple(resolved.system.services.values())
    if isinstance(element, Zone):
        return resolved.members(element.id)
    if isinstance(element, DataAsset):
        return holding(resolved, element.id)
    if isinstance(element, Network):
        return _in_networks(resolved).get(element.id, ())
    if isinstance(element, Account):
        return _in_accounts(resolved).get(element.id, ())
    if isinstance(element, DirectoryDecision):
        option = resolved.catalogue.directories.get(element.choice)
        return tuple(each for each in services if option and each.kind in option.kinds)
    return services if isinstance(element, System) else ()


@once_per_system
def _hosted(resolved: ResolvedSystem) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the services that run on each service."""
    return grouped((each.runs_on, each.id) for each in resolved.system.services.values())


@once_per_system
def _in_networks(resolved: ResolvedSystem) -> Mapping[str, tuple[Service, ...]]:
    """Return the services that are plugged into each network or one inside it."""
    services = resolved.system.services.values()
    return grouped((network.id, each) for each in services for network in resolved.networks_of(each))


@once_per_system
def _in_accounts(resolved: ResolvedSystem) -> Mapping[str, tuple[Service, ...]]:
    return grouped((_account(resolved, each), each) for each in resolved.system.services.values())


@once_per_system
def _acting(resolved: ResolvedSystem) -> Mapping[str, tuple[Identity, ...]]:
    """Return the identities that live in each service, or that it can act as."""
    identities = resolved.system.identities.values()
    return grouped((name, each) for each in identities for name in dict.fromkeys((each.in_, *(each.assumed_by or ()))))


@once_per_system
def _trusting(resolved: ResolvedSystem) -> Mapping[str, tuple[Trust, ...]]:
    """Return the trusts that end at each service."""
    trusts = resolved.system.trusts.values()
    return grouped((end, each) for each in trusts for end in dict.fromkeys((each.from_, each.to)))


def _account(resolved: ResolvedSystem, element: object) -> str:
    """Return the id of the account of an element; empty where it has none."""
    found = resolved.account_of(element)
    return found.id if found else ""


_Inside = Callable[[ResolvedSystem, tuple[Service, ...], object], Iterable[Element]]


def _accounts_in(resolved: ResolvedSystem, services: tuple[Service, ...], whole: object) -> Iterable[Element]:
    if isinstance(whole, System):
        return resolved.accounts.values()
    found = (resolved.account_of(each) for each in services)
    return {each.id: each for each in found if each}.values()


def _networks_in(resolved: ResolvedSystem, services: tuple[Service, ...], whole: object) -> Iterable[Element]:
    if isinstance(whole, Account):
        return (each for each in resolved.system.networks.values() if _account(resolved, each) == whole.id)
    return {each.id: each for service in services for each in resolved.networks_of(service)}.values()


def _flows_in(resolved: ResolvedSystem, services: tuple[Service, ...], _: object) -> Iterable[Element]:
    return {flow.id: flow for service in services for flow in resolved.arriving(service.id)}.values()


def _identities_in(resolved: ResolvedSystem, services: tuple[Service, ...], whole: object) -> Iterable[Element]:
    holders = {each.id for each in services} | ({whole.id} if isinstance(whole, Account) else set())
    return (each for each in resolved.system.identities.values() if each.in_ in holders or isinstance(whole, System))


def _zones_in(resolved: ResolvedSystem, services: tuple[Service, ...], _: object) -> Iterable[Element]:
    return {each.zone: resolved.system.zones[each.zone] for each in services if each.zone}.values()


_INSIDE: Mapping[str, _Inside] = {
    "service": lambda _, services, __: services,
    "account": _accounts_in,
    "network": _networks_in,
    "flow": _flows_in,
    "identity": _identities_in,
    "zone": _zones_in,
}


def _of_services(resolved: ResolvedSystem, names: Iterable[str], about: SubjectType) -> Side:
    """Return the lines of services: themselves, or their account, networks, zones, identities or trusts."""
    services = [resolved.system.services[name] for name in names if name in resolved.system.services]
    if about == "network":
        return _lines(_network_lines(resolved, [name for service in services for name in service.network]))
    return _lines(line for service in services for line in _service_lines(resolved, service, about))


def _service_lines(resolved: ResolvedSystem, service: Service, about: SubjectType) -> Iterator[Line]:
    if about == "service":
        yield _subjects(resolved, about, [service])
    elif about == "account":
        account = resolved.account_of(service)
        yield _subjects(resolved, about, [account] if account else [])
    elif about == "identity":
        for identity in _acting(resolved).get(service.id, ()):
            yield _subjects(resolved, about, [identity])
    elif about == "trust":
        for trust in _trusting(resolved).get(service.id, ()):
            yield _subjects(resolved, about, [trust])


def _network_lines(resolved: ResolvedSystem, names: Iterable[str]) -> Iterator[Line]:
    for name in dict.fromkeys(names):
        yield _subjects(resolved, "network", resolved.enclosing(name))


def _zone_line(resolved: ResolvedSystem, zone: str) -> Side:
    return _lines([_subjects(resolved, "zone", resolved.around(zone))])


def _flows(resolved: ResolvedSystem, flows: Iterable[Flow]) -> Side:
    return _lines(_subjects(resolved, "flow", [flow]) for flow in flows)


def _subjects(resolved: ResolvedSystem, about: SubjectType, elements: Iterable[Element]) -> Line:
    return tuple(Subject(resolved=resolved, about=about, element=each) for each in elements)


def _lines(lines: Iterable[Line]) -> Side:
    """Return the lines that have anything, each once."""
    return tuple({tuple(at.id for at in line): line for line in lines if line}.values())
