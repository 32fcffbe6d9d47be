"""What does not say whether a service controls tier 0.

Flows that do not state what they carry may hand over code that tier 0 runs, or its secrets; settings may deploy into
the accounts in which it stands.
"""

from collections.abc import Collection, Iterator

from zonebook.assess.privilege.deployment_relations import unstated_deployments
from zonebook.assess.privilege.platform_relations import How, among, services_at
from zonebook.assess.privilege.tier_zero import tier_zero_members
from zonebook.model.elements import Flow, Service
from zonebook.model.resolved import ResolvedSystem

_CODE = ("code-repository", "artifact-registry")


def unstated_control(resolved: ResolvedSystem, name: str, by: Collection[How]) -> tuple[str, ...]:
    """Return the attributes that would state whether a service controls tier 0.

    `supplies`: something that is tier 0 by its kind calls a repository or a registry. `knows-secret`: the service
    calls a secret store that keeps what something of tier 0 holds. `administers`: it may deploy into an account of
    tier 0. Nothing is open where it is tier 0 by its kind.
    """
    service = resolved.system.services.get(name)
    if service is None or _by_kind(resolved, name):
        return ()
    open_ = (flow for flow in resolved.system.flows.values() if flow.carries is None)
    flows = [f"flows.{flow.id}.carries" for flow in open_ if _may_hand_over(resolved, service, flow, by)]
    deploys = not by or "administers" in by
    return (*flows, *(unstated_deployments(resolved, service, tier_zero_members(resolved)) if deploys else ()))


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
