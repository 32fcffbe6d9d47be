"""What is worth an attack: data whose loss matters, and what decides who anybody is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from zonebook.assess.privilege.tier_zero import tier_zero_members
from zonebook.model.elements import DataAsset
from zonebook.model.resolved import LOSSES, ResolvedSystem
from zonebook.values import Place

Sensitivity = Literal["high", "moderate", "not-stated"]
WORTHS: tuple[Sensitivity, ...] = get_args(Sensitivity)
"""How much an asset matters, the most first. What is not stated is not below what matters; it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """Something of value: data with the services that have it, or an element of tier 0, which is where it is itself.

    `shelf` is the word of the model that it stands under. `received` says that nobody states who holds the data, and
    those count that receive it.
    """

    id: str
    shelf: Literal["data", "services", "identities", "accounts"]
    worth: Sensitivity
    reason: str
    held_by: tuple[str, ...]
    received: bool
    place: Place


def assets(scene: ResolvedSystem) -> tuple[Asset, ...]:
    """Give everything of value: data worth at least moderate or of no stated worth, then tier 0, as in the text."""
    return (*_data(scene), *_tier_zero(scene))


def _data(scene: ResolvedSystem) -> Iterator[Asset]:
    holders, receivers = _holders(scene), _receivers(scene)
    for each in scene.system.data.values():
        worth, reason = _worth(scene, each)
        if worth is None:
            continue
        held = holders.get(each.id, ())
        yield Asset(
            id=each.id,
            shelf="data",
            worth=worth,
            reason=reason,
            held_by=tuple(held) or tuple(receivers.get(each.id, ())),
            received=not held,
            place=each.place,
        )


def _worth(scene: ResolvedSystem, asset: DataAsset) -> tuple[Sensitivity | None, str]:
    """Give what data is worth, by the loss that matters most; nothing where all are stated and low."""
    said = {side: scene.worth(asset, side) for side in LOSSES}
    for worth in WORTHS:
        if side := next((each for each in LOSSES if said[each] == worth), None):
            return worth, f"{side} {worth}"
    unknown = [each for each in LOSSES if not said[each]]
    return ("not-stated", f"data.{asset.id}.{unknown[0]} is not stated") if unknown else (None, "")


def _holders(scene: ResolvedSystem) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for service in scene.system.services.values():
        for name in service.holds or ():
            found.setdefault(name, []).append(service.id)
    return found


def _receivers(scene: ResolvedSystem) -> Mapping[str, dict[str, None]]:
    """Give the services that each data asset is carried to."""
    found: dict[str, dict[str, None]] = {}
    for flow in scene.system.flows.values():
        for name in flow.carries or ():
            found.setdefault(name, {}).update(
                (end, None) for end in scene.ends(flow.to) if end in scene.system.services
            )
    return found


def _tier_zero(scene: ResolvedSystem) -> Iterator[Asset]:
    """Give what is tier 0 by nature. What controls it is not an asset of its own: it stands on the way to one."""
    for each in tier_zero_members(scene).values():
        if not each.by_nature or each.id in scene.system.actors:
            continue
        yield Asset(
            id=each.id,
            shelf=_shelf(scene, each.id),
            worth="high",
            reason=f"tier 0: {each.reason}",
            held_by=(each.id,),
            received=False,
            place=each.place,
        )


def _shelf(scene: ResolvedSystem, id_: str) -> Literal["services", "identities", "accounts"]:
    if id_ in scene.system.services:
        return "services"
    return "identities" if id_ in scene.system.identities else "accounts"
