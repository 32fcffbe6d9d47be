"""Flows that stay within one machine: there is no network to listen on, and no stranger who could call."""

from zonebook.model.elements import Flow, Service
from zonebook.model.resolved import ResolvedSystem, once_per_system


def stays_on_one_machine(resolved: ResolvedSystem, flow: Flow) -> bool:
    """Return whether both ends of a flow run in one operating system.

    A zone as an end has more than one member, and a host that stands for several machines says nothing of which of
    them a program runs on: such flows go over a network.
    """
    services = resolved.system.services
    start, end = services.get(flow.from_), services.get(flow.to)
    if start is None or end is None:
        return False
    known = _machines(resolved)
    for each in (start, end):
        if each.id not in known:
            known[each.id] = _machine(resolved, each)
    return bool(known[start.id]) and known[start.id] == known[end.id]


@once_per_system
def _machines(resolved: ResolvedSystem) -> dict[str, str]:  # noqa: ARG001  whose machines they are
    """Return the machine of services by their ids; others are added as they are asked for."""
    return {}


def _machine(resolved: ResolvedSystem, service: Service) -> str:
    """Return the id of the machine that a service is or runs on, at any depth; empty where it is not exactly one."""
    seen: set[str] = set()
    found: Service | None = service
    while found and found.id not in seen:
        seen.add(found.id)
        if any(each.one_machine for each in resolved.catalogue.described(resolved.traits(found))):
            return found.id if (found.count or 1) == 1 else ""
        found = resolved.system.services.get(found.runs_on)
    return ""
