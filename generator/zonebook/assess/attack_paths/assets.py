"""The assets that attacks aim at: sensitive data, and what decides identities (tier 0)."""

from collections.abc import Iterator, Mapping
from typing import Literal, get_args

from zonebook.assess.findings.scope import outside
from zonebook.assess.privilege.tier_zero import tier_zero_members
from zonebook.model.elements import DataAsset
from zonebook.model.resolved import LOSSES, ResolvedSystem
from zonebook.values import Place
from zonebook.values.record import dataclass

Sensitivity = Literal["high", "moderate", "not-stated"]
WORTHS: tuple[Sensitivity, ...] = get_args(Sensitivity)
"""The sensitivities of assets, the highest first. Not stated is unknown, which is not the same as low."""
_WORTHY: tuple[Sensitivity, ...] = WORTHS[:2]
"""The sensitivities that make a service an asset by itself, the higher first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """An asset: data with the services that hold it, or an element of tier 0, which is its own holder.

    `shelf` is the section of the model that it is written in. `received` says that no service is stated to hold the
    data, so that those that receive it count as its holders.
    """

    id: str
    shelf: Literal["data", "services", "identities", "accounts"]
    worth: Sensitivity
    reason: str
    held_by: tuple[str, ...]
    received: bool
    place: Place


def assets(resolved: ResolvedSystem) -> tuple[Asset, ...]:
    """Return the assets in scope, in the order of the text: data, services of worth by themselves, and tier 0.

    Data and services whose losses are all low are left out; data whose losses are not stated is not. What is out of
    scope is no target of this model; a path to what is in scope may still lead over it.
    """
    return tuple(each for each in _every(resolved) if not outside(resolved, each.shelf, each.id))


def assets_outside(resolved: ResolvedSystem) -> tuple[Asset, ...]:
    """Return what would be an asset, were it not out of scope."""
    return tuple(each for each in _every(resolved) if outside(resolved, each.shelf, each.id))


def _every(resolved: ResolvedSystem) -> Iterator[Asset]:
    yield from _data(resolved)
    yield from _services(resolved)
    yield from _tier_zero(resolved)


def _data(resolved: ResolvedSystem) -> Iterator[Asset]:
    holders, receivers = _holders(resolved), _receivers(resolved)
    for each in resolved.system.data.values():
        sensitivity, reason = _sensitivity(resolved, each)
        if sensitivity is None:
            continue
        held = holders.get(each.id, ())
        yield Asset(
            id=each.id,
            shelf="data",
            worth=sensitivity,
            reason=reason,
            held_by=tuple(held) or tuple(receivers.get(each.id, ())),
            received=not held,
            place=each.place,
        )


def _services(resolved: ResolvedSystem) -> Iterator[Asset]:
    """Yield the services that state a moderate or high loss of their own; what is tier 0 is an asset as such."""
    zero = tier_zero_members(resolved)
    for each in resolved.system.services.values():
        stated = {side: getattr(each, side) for side in LOSSES if getattr(each, side) in _WORTHY}
        if not stated or (each.id in zero and zero[each.id].by_nature):
            continue
        side = min(stated, key=lambda each: _WORTHY.index(stated[each]))
        yield Asset(
            id=each.id,
            shelf="services",
            worth=stated[side],
            reason=f"{side} {stated[side]}",
            held_by=(each.id,),
            received=False,
            place=each.place,
        )


def _sensitivity(resolved: ResolvedSystem, asset: DataAsset) -> tuple[Sensitivity | None, str]:
    """Return the sensitivity of data by its worst loss, and the reason; None where all losses are stated and low."""
    stated = {side: resolved.worth(asset, side) for side in LOSSES}
    for sensitivity in WORTHS:
        if side := next((each for each in LOSSES if stated[each] == sensitivity), None):
            return sensitivity, f"{side} {sensitivity}"
    unknown = [each for each in LOSSES if not stated[each]]
    return ("not-stated", f"data.{asset.id}.{unknown[0]} is not stated") if unknown else (None, "")


def _holders(resolved: ResolvedSystem) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for service in resolved.system.services.values():
        for name in service.handles:
            found.setdefault(name, []).append(service.id)
    return found


def _receivers(resolved: ResolvedSystem) -> Mapping[str, dict[str, None]]:
    """Return the services that flows carry each data asset to."""
    found: dict[str, dict[str, None]] = {}
    for flow in resolved.system.flows.values():
        for name in flow.carries or ():
            found.setdefault(name, {}).update(
                (end, None) for end in resolved.ends(flow.to) if end in resolved.system.services
            )
    return found


def _tier_zero(resolved: ResolvedSystem) -> Iterator[Asset]:
    """Yield what is tier 0 by nature. What controls it is no asset of its own, but a step on a path to one."""
    for each in tier_zero_members(resolved).values():
        if not each.by_nature or each.id in resolved.system.actors:
            continue
        yield Asset(
            id=each.id,
            shelf=_shelf(resolved, each.id),
            worth="high",
            reason=f"tier 0: {each.reason}",
            held_by=(each.id,),
            received=False,
            place=each.place,
        )


def _shelf(resolved: ResolvedSystem, id_: str) -> Literal["services", "identities", "accounts"]:
    if id_ in resolved.system.services:
        return "services"
    return "identities" if id_ in resolved.system.identities else "accounts"
