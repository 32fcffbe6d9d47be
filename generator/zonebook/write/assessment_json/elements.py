"""The elements of a system as JSON: its services, zones, flows, and the threats that it states itself."""

import re

from zonebook.model.elements import Flow, Service, Zone
from zonebook.model.resolved import LOSSES, ResolvedSystem
from zonebook.model.threats.stated import StatedThreat
from zonebook.write.assessment_json.values import Json, place

_MOST_PORT = 65535
_PORT = re.compile(r"(tcp|udp|sctp)/([0-9]+)(?:-([0-9]+))?", re.ASCII)


def service(resolved: ResolvedSystem, each: Service) -> Json:
    """Return a service."""
    account = resolved.account_of(each)
    return {
        "title": each.title or each.id,
        "kind": each.kind or None,
        "zone": each.zone or None,
        "networks": list(each.network),
        "account": account.id if account else None,
        "owner": each.owner or None,
        "holds": None if each.holds is None else list(each.holds),
        "processes": None if each.processes is None else list(each.processes),
        "worth": {side: getattr(each, side) or None for side in LOSSES},
        "place": place(each.place),
    }


def zone(resolved: ResolvedSystem, each: Zone) -> Json:
    """Return a zone."""
    return {
        "title": each.title or each.id,
        "inside": each.inside or None,
        "trust": resolved.trust(each.id),
        "enforced_by": None if each.enforced_by is None else list(each.enforced_by),
        "members": [service.id for service in resolved.members(each.id)],
        "place": place(each.place),
    }


def flow(resolved: ResolvedSystem, each: Flow) -> Json:
    """Return a flow with the ports of what it speaks."""
    protocols = resolved.spoken(each)
    ports = [port for protocol in protocols for listener in protocol.ports for port in _ports(listener.port)]
    ports += [port for text in each.ports for port in _ports(text)]
    unique = {(port["protocol"], port.get("from"), port.get("to")): port for port in ports}
    return {
        "title": each.title or each.id,
        "from": each.from_,
        "to": each.to,
        "protocols": [protocol.id for protocol in protocols],
        "ports": list(unique.values()),
        "encrypted": each.encrypted,
        "cleartext": [protocol.id for protocol in resolved.cleartext(each)],
        "crosses": resolved.crosses(each),
        "carries": None if each.carries is None else list(each.carries),
        "place": place(each.place),
    }


def _ports(text: str) -> list[Json]:
    """Return a port as protocol, from and to; `any` opens every TCP and UDP port."""
    if text == "any":
        return [{"protocol": each, "from": 1, "to": _MOST_PORT} for each in ("tcp", "udp")]
    found = _PORT.fullmatch(text)
    if not found:
        return [{"protocol": text}]
    low = int(found[2])
    return [{"protocol": found[1], "from": low, "to": int(found[3] or low)}]


def threat(each: StatedThreat) -> Json:
    """Return a threat that the system states itself."""
    return {
        "title": each.title,
        "story": each.story,
        "elements": list(each.elements),
        "stride": list(each.stride),
        "linddun": list(each.linddun),
        "likelihood": each.likelihood,
        "impact": each.impact,
        "attack": list(each.attack),
        "capec": list(each.capec),
        "cwe": list(each.cwe),
        "place": place(each.place),
    }
