"""Direct control by what is handed out: secrets that open something, and software that is run."""

from collections.abc import Iterator
from itertools import product

from zonebook.assess.privilege.platform_relations import ControlRelation, among, services_at
from zonebook.model.elements import Flow, Service
from zonebook.model.resolved import ResolvedSystem


def secrets(resolved: ResolvedSystem) -> Iterator[ControlRelation]:
    """Yield that a secret store controls each service that fetches secrets from it."""
    for flow in resolved.system.flows.values():
        for controller in among(resolved, flow.to, "secret-store"):
            if not set(flow.carries or ()).isdisjoint(controller.holds or ()):
                for controlled in services_at(resolved, flow.from_):
                    reason = f"{controller.id} keeps secrets of {controlled.id} (flow {flow.id})"
                    yield ControlRelation(
                        controller=controller.id,
                        controlled=controlled.id,
                        how="key-administration",
                        reason=reason,
                        place=flow.place,
                    )


def shared_secrets(resolved: ResolvedSystem) -> Iterator[ControlRelation]:
    """Yield that who reads a secret of tier 0 from a secret store controls those of tier 0 whose secret it is.

    It is the secret of a service that is tier 0 by its kind, and not for what it serves, where that service holds it or
    fetches it from a secret store as well.
    """
    read = tuple(_secrets_read(resolved))
    for flow, reader, asset in read:
        for owner in resolved.system.services.values():
            fetched = any(other is owner and also == asset for _, other, also in read)
            if owner is not reader and _decides(resolved, owner) and (fetched or asset in (owner.holds or ())):
                reason = f"{reader.id} reads {asset}, a secret of {owner.id} (flow {flow.id})"
                yield ControlRelation(
                    controller=reader.id, controlled=owner.id, how="knows-secret", reason=reason, place=flow.place
                )


def _secrets_read(resolved: ResolvedSystem) -> Iterator[tuple[Flow, Service, str]]:
    """Yield each secret that a service fetches from a secret store that keeps it, with the flow."""
    for flow in resolved.system.flows.values():
        for store in among(resolved, flow.to, "secret-store"):
            kept = [name for name in flow.carries or () if name in (store.holds or ())]
            yield from ((flow, reader, name) for reader in services_at(resolved, flow.from_) for name in kept)


def _decides(resolved: ResolvedSystem, service: Service) -> bool:
    """Return whether a service is tier 0 by its kind, and not for what it serves."""
    tiers = {each.tier for each in resolved.catalogue.described(resolved.traits(service))}
    return 0 in tiers and "of-what-it-serves" not in tiers


def supplies(resolved: ResolvedSystem) -> Iterator[ControlRelation]:
    """Yield that who keeps software controls each service that fetches it, and so runs what it is handed.

    A build server fills a registry, and fetches nothing of it that is counted.
    """
    yield from _handed_out(resolved)
    for flow in resolved.system.flows.values():
        for trait in ("code-repository", "artifact-registry"):
            for controller in among(resolved, flow.to, trait):
                if set(flow.carries or ()).isdisjoint(controller.holds or ()):
                    continue
                for controlled in services_at(resolved, flow.from_):
                    if trait == "code-repository" or "build-server" not in resolved.traits(controlled):
                        reason = f"{controlled.id} runs what {controller.id} hands out (flow {flow.id})"
                        yield ControlRelation(
                            controller=controller.id,
                            controlled=controlled.id,
                            how="supplies",
                            reason=reason,
                            place=flow.place,
                        )


def _handed_out(resolved: ResolvedSystem) -> Iterator[ControlRelation]:
    """Yield that who keeps data that is executed controls each service that a flow brings it to.

    Where neither end says that it holds the data, it is kept where the flow leads to. Who holds it too, or keeps data
    for others, runs nothing of it; a build server fills what it is connected to.
    """
    for flow in resolved.system.flows.values():
        for asset in (each for each in flow.carries or () if _executed(resolved, each)):
            starts, ends = tuple(services_at(resolved, flow.from_)), tuple(services_at(resolved, flow.to))
            stated = any(asset in (each.holds or ()) for each in (*starts, *ends))
            for keeper, runner in (*product(starts, ends), *product(ends, starts)):
                keeps = asset in (keeper.holds or ()) if stated else keeper in ends
                if keeps and _runs(resolved, runner, asset):
                    reason = f"{runner.id} runs {asset}, which {keeper.id} hands out (flow {flow.id})"
                    yield ControlRelation(
                        controller=keeper.id, controlled=runner.id, how="supplies", reason=reason, place=flow.place
                    )


def _executed(resolved: ResolvedSystem, asset: str) -> bool:
    known = resolved.system.data.get(asset)
    return known is not None and known.executable is True


def _runs(resolved: ResolvedSystem, service: Service, asset: str) -> bool:
    """Return whether a service runs the code that it receives: it is no store of it, and does not make it."""
    traits = resolved.traits(service)
    stores = any(each.keeps_data for each in resolved.catalogue.described(traits))
    return asset not in (service.holds or ()) and not stores and "build-server" not in traits
