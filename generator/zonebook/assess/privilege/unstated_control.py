"""What does not say whether a service controls tier 0.

Flows that do not state what they carry may hand over code that tier 0 runs, or its secrets; settings may deploy into
the accounts in which it stands.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from itertools import islice

from zonebook.assess.privilege.deployment_relations import unstated_deployments
from zonebook.assess.privilege.platform_relations import How, among, services_at
from zonebook.assess.privilege.tier_zero import tier_zero_members
from zonebook.model.elements import Flow, Service
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.values.record import dataclass

_CODE = frozenset(("code-repository", "artifact-registry"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _SilentFlow:
    """A flow that does not state what it carries, and what it may hand over.

    `runs` says that something that is tier 0 by its kind stands where it starts. `owners` has the ids of the first two
    services of tier 0 whose data a secret store where it ends keeps: two are enough to know that one is another.
    """

    attribute: str
    runs: bool
    owners: frozenset[str]


def unstated_control(resolved: ResolvedSystem, name: str, by: Collection[How]) -> tuple[str, ...]:
    """Return the attributes that would state whether a service controls tier 0.

    `supplies`: something that is tier 0 by its kind calls a repository or a registry. `knows-secret`: the service
    calls a secret store that keeps what something of tier 0 holds. `administers`: it may deploy into an account of
    tier 0. Nothing is open where it is tier 0 by its kind.
    """
    service = resolved.system.services.get(name)
    if service is None or _by_kind(resolved, name):
        return ()
    deploys = not by or "administers" in by
    flows = tuple(_handing_over(resolved, service, by))
    return (*flows, *(unstated_deployments(resolved, service, tier_zero_members(resolved)) if deploys else ()))


def _handing_over(resolved: ResolvedSystem, service: Service, by: Collection[How]) -> Iterable[str]:
    """Return the attributes of the flows that may hand code of a service to tier 0, or secrets of tier 0 to it."""
    silent, found = _silent_flows(resolved), set[str]()
    if (not by or "supplies" in by) and not _CODE.isdisjoint(resolved.traits(service)):
        found |= {flow.id for flow in resolved.arriving(service.id) if flow.id in silent and silent[flow.id].runs}
    if not by or "knows-secret" in by:
        asked = (flow.id for flow in resolved.leaving(service.id) if flow.id in silent)
        found |= {flow for flow in asked if silent[flow].owners - {service.id}}
    rank = _ranks(resolved)
    return (silent[flow].attribute for flow in sorted(found, key=rank.__getitem__))


@once_per_system
def _ranks(resolved: ResolvedSystem) -> Mapping[str, int]:
    """Return the rank of each flow in the text."""
    return {name: rank for rank, name in enumerate(resolved.system.flows)}


@once_per_system
def _silent_flows(resolved: ResolvedSystem) -> Mapping[str, _SilentFlow]:
    """Return the flows that do not state what they carry, by id; each end of a flow is looked at once."""
    owners = _owners(resolved)

    @cache
    def runs(end: str) -> bool:
        return any(_by_kind(resolved, each.id) for each in services_at(resolved, end))

    @cache
    def kept(end: str) -> frozenset[str]:
        stores = among(resolved, end, "secret-store")
        return _two(owner for store in stores for asset in store.holds or () for owner in owners.get(asset, ()))

    def silent(flow: Flow) -> _SilentFlow:
        return _SilentFlow(attribute=f"flows.{flow.id}.carries", runs=runs(flow.from_), owners=kept(flow.to))

    return {flow.id: silent(flow) for flow in resolved.system.flows.values() if flow.carries is None}


def _owners(resolved: ResolvedSystem) -> Mapping[str, frozenset[str]]:
    """Return the first two services that hold each data asset and are tier 0 by their kind.

    Those that keep secrets for others are left out.
    """
    found: dict[str, dict[str, None]] = {}
    for each in resolved.system.services.values():
        if _by_kind(resolved, each.id) and "secret-store" not in resolved.traits(each):
            for asset in each.holds or ():
                found.setdefault(asset, {})[each.id] = None
    return {asset: _two(names) for asset, names in found.items()}


def _two(names: Iterable[str]) -> frozenset[str]:
    """Return the first two different names."""
    return frozenset(islice(dict.fromkeys(names), 2))


def _by_kind(resolved: ResolvedSystem, name: str) -> bool:
    zero = tier_zero_members(resolved)
    return name in zero and zero[name].by_nature
