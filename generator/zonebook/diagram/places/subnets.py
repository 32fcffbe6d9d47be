"""The subnets of a network in rows: those that match across its availability zones, the public ones on top."""

import re
from collections.abc import Mapping

from zonebook.model.elements import Network
from zonebook.model.resolved import ResolvedSystem
from zonebook.values.record import dataclass

MOST_ROWS = 8
"""The most rows of one network; those beyond are drawn as one."""
_NUMBERED = re.compile(r"[-_. ]*(az)?[-_. ]*([0-9]+[a-d]?|[a-d])$")
_UNTRUSTED = 99


@dataclass(frozen=True, slots=True)
class Row:
    """The row of a subnet: subnets with one `key` are drawn at one height; `rank` is its place from the top."""

    key: str
    rank: int
    folded: bool = False


def rows(resolved: ResolvedSystem) -> Mapping[str, Row]:
    """Return the row of each subnet that is in an availability zone, by the id of the subnet."""
    networks = resolved.system.networks
    found: dict[str, dict[str, list[Network]]] = {}
    for net in networks.values():
        zone = networks.get(net.inside)
        if net.kind == "subnet" and zone is not None and zone.kind == "availability-zone":
            found.setdefault(zone.inside, {}).setdefault(_stem(networks, net), []).append(net)
    return {
        net.id: Row(key=f"{outer}/{stem if rank < MOST_ROWS or len(by_stem) == MOST_ROWS else 'more'}", rank=rank,
                    folded=rank >= MOST_ROWS and len(by_stem) > MOST_ROWS)
        for outer, by_stem in found.items()
        for rank, (stem, nets) in enumerate(sorted(by_stem.items(), key=lambda pair: _rank(resolved, pair[1])))
        for net in nets
    }  # fmt: skip


def _stem(networks: Mapping[str, Network], net: Network) -> str:
    """Return what the ids of matching subnets have in common: the id without the zone's number at its end.

    Two subnets of one zone never match: then each has a row of its own.
    """
    stem = _NUMBERED.sub("", net.id) or net.id
    twins = [each for each in networks.values() if each.inside == net.inside and each.kind == net.kind]
    return net.id if sum(_NUMBERED.sub("", each.id) == stem for each in twins) > 1 else stem


def _rank(resolved: ResolvedSystem, nets: list[Network]) -> tuple[bool, int]:
    public = any(net.settings.get("public") is True for net in nets)
    names = {net.id for net in nets}
    inside = (each for each in resolved.system.services.values() if names.intersection(each.network))
    trusts = (resolved.trust(each.zone) for each in inside)
    return (not public, min((each for each in trusts if each is not None), default=_UNTRUSTED))
