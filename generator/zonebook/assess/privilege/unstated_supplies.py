"""What may be handed over on flows that do not state what they carry: code that tier 0 runs, and its secrets."""

from collections.abc import Collection, Iterator

from zonebook.assess.privilege.platform_relations import How, among, services_at
from zonebook.assess.privilege.tier_zero import tier_zero_members
from zonebook.model.elements import Flow, Service
from zonebook.model.resolved import ResolvedSystem

_CODE = ("code-repository", "artifact-registry")


def unstated_supplies(resolved: ResolvedSystem, name: str, by: Collection[How]) -> tuple[str, ...]:
    """Return the flows by which a service may control tier 0, and which do not state what they carry.

    `supplies`: something that is tier 0 by its kind calls a repository or a registry. `knows-secret`: the service
    calls a secret store that keeps what something of tier 0 holds. Nothing is open where it is tier 0 by its kind.
    """
    service = resolved.system.services.get(name)
    if service is None or _by_kind(resolved, name):
        return ()
    open_ = (flow for flow in resolved.system.flows.values() if flow.carries is None)
    return tuple(dict.fromkeys(flow.id for flow in open_ if _may_hand_over(resolved, service, flow, by)))


def _may_hand_over(resolved: ResolvedSystem, service: Service, flow: Flow, by: Collection[How]) -> bool:
    if not by or "supplies" in by:
        hands_out = any(each.id == service.id for trait in _CODE for each in among(resolved, flow.to, trait))
        if hands_out and any(_by_kind(resolved, each.id) for each in services_at(resolved, flow.from_)):
            return True
    if by and "knows-secret" not in by:
        return False
    kept = {asset for store in among(resolved, flow.to, "secret-store") for asset in store.holds or ()}
    owned = {asset for owner in _owners(resolved) if owner.id != service.id for asset in owner.holds or ()}
    reads = any(each.id == service.id for each in services_at(resolved, flow.from_))
    return reads and not kept.isdisjoint(owned)


def _owners(resolved: ResolvedSystem) -> Iterator[Service]:
    """Yield the services that are tier 0 by their kind, except those that keep secrets for others."""
    for each in resolved.system.services.values():
        if _by_kind(resolved, each.id) and "secret-store" not in resolved.traits(each):
            yield each


def _by_kind(resolved: ResolvedSystem, name: str) -> bool:
    zero = tier_zero_members(resolved)
    return name in zero and zero[name].by_nature
