"""The flows of a picture as arrows: cut into legs at what they pass through, and those of one pair as one arrow."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import pairwise

from zonebook.document.graph import Band, Edge
from zonebook.model.elements import Flow
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import page_paths
from zonebook.values.record import dataclass

MOST_SHOWN = 25
"""The most arrows that are shown at once; the others are when the reader points at one of their ends."""
SHORT_TITLE = 16
"""The longest title of a protocol that is written on an arrow; of others it is the id."""
UNSPOKEN = "not stated"
"""What is written on an arrow whose flow states neither protocols nor ports."""
Chains = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Where an arrow may begin and end: the nodes of each element, and the bands with the zone of each.

    Of the nodes, `cards` are those that stand for members of several zones.
    """

    instances: Mapping[str, tuple[str, ...]]
    bands: Sequence[Band] = ()
    zones: Mapping[str, str] = field(default_factory=dict)
    clusters: Mapping[str, str] = field(default_factory=dict)
    inner: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cards: frozenset[str] = frozenset()

    def at(self, resolved: ResolvedSystem, end: str) -> tuple[str, ...]:
        """Return the ids where an end of a flow is drawn: a band or a border stands for its members."""
        if end in self.clusters:
            return (self.clusters[end],)
        if end in resolved.system.zones:
            inside = {zone for zone in resolved.system.zones if any(each.id == end for each in resolved.around(zone))}
            found = [band for band in self.bands if self.zones[band.id] in inside]
            named = tuple(band.nodes[0] if len(band.nodes) == 1 else band.id for band in found)
            members = (node for each in resolved.ends(end) for node in self.instances.get(each, ()))
            if not named:
                return tuple(dict.fromkeys(members))
            return (*named, *dict.fromkeys(node for node in members if node in self.cards))
        own = self.instances.get(end, ())
        whole = next((band.id for band in self.bands if len(own) > 1 and set(band.nodes) == set(own)), None)
        return (whole,) if whole else own

    def members(self, id_: str) -> tuple[str, ...]:
        """Return the nodes that an end stands for."""
        return self.inner.get(id_) or next((band.nodes for band in self.bands if band.id == id_), (id_,))


@dataclass(slots=True)
class _Pair:
    """An arrow while its flows are collected."""

    starts: tuple[str, ...]
    stops: tuple[str, ...]
    forth: list[Flow] = field(default_factory=list)
    back: list[Flow] = field(default_factory=list)
    mutual: bool = False

    @property
    def flows(self) -> list[Flow]:
        return [*self.forth, *self.back]


def touches(resolved: ResolvedSystem, flow: Flow, middle: Collection[str]) -> bool:
    """Return whether a flow begins, ends or passes at one of some elements."""
    ends = (*resolved.ends(flow.from_), *resolved.ends(flow.to), *flow.via)
    return any(each in middle for each in ends)


def named(resolved: ResolvedSystem, flows: Sequence[Flow]) -> set[str]:
    """Return the services and actors that flows begin, end or pass at."""
    found = {each for flow in flows for end in (flow.from_, flow.to, *flow.via) for each in resolved.ends(end)}
    found |= {
        service.id
        for service in resolved.system.services.values()
        if any(name in flow.via for name in service.network for flow in flows)
    }
    return found & ({*resolved.system.services} | {*resolved.system.actors})


def edges(
    resolved: ResolvedSystem,
    flows: Sequence[Flow],
    ends: Ends,
    *,
    passing: bool = True,
    by: Mapping[str, str] | None = None,
) -> tuple[tuple[Edge, ...], tuple[str, ...], Chains]:
    """Return the arrows, the flows that have none as they stay at one end, and the arrows of each flow with several.

    The most telling arrows are shown at once: those in clear text, those that cross zones, then the others. `by` names
    the group that each end of a flow is drawn as, where several are one.
    """
    pairs: dict[tuple[str, str], _Pair] = {}
    chains: dict[str, list[tuple[str, str]]] = {}
    within: list[str] = []
    for flow in flows:
        for begin, end in _steps(resolved, flow, ends, passing=passing):
            source, target = _group(begin, by or {}), _group(end, by or {})
            key = (target, source) if (target, source) in pairs else (source, target)
            pair = pairs.get(key) or _pair(resolved, (begin, end) if key == (source, target) else (end, begin), ends)
            if pair is None:
                continue
            pairs[key] = pair
            (pair.forth if key == (source, target) else pair.back).append(flow)
            chains.setdefault(flow.id, []).append(key)
        if flow.id not in chains:
            within.append(flow.id)
    ids = {key: _id(key, pair, chains) for key, pair in pairs.items()}
    telling = sorted(pairs, key=lambda key: _rank(resolved, pairs[key]))[:MOST_SHOWN]
    made = tuple(_edge(resolved, ids[key], pair, ends, shown=key in telling) for key, pair in pairs.items())
    legs = tuple((flow, tuple(ids[key] for key in keys)) for flow, keys in chains.items() if len(keys) > 1)
    return made, tuple(within), legs


def _group(stop: str, by: Mapping[str, str]) -> str:
    """Return what a stop is drawn as, which may be services joined by a bar."""
    return "|".join(dict.fromkeys(by.get(name, name) for name in stop.split("|")))


def _steps(resolved: ResolvedSystem, flow: Flow, ends: Ends, *, passing: bool) -> Iterator[tuple[str, str]]:
    """Yield the legs of a flow; services of one kind and zone in a row of `via` are one stop that may go either way."""
    stops = [flow.from_, *(_ways(resolved, flow, ends) if passing else ()), flow.to]
    yield from pairwise(stops)


def _ways(resolved: ResolvedSystem, flow: Flow, ends: Ends) -> Iterator[str]:
    """Yield each stop of a flow between its ends that is drawn, as ids joined by a bar."""
    steps: list[list[str]] = []
    for name in flow.via:
        for each in _drawn(resolved, name, ends):
            service = resolved.system.services.get(each)
            last = resolved.system.services.get(steps[-1][-1]) if steps else None
            if service and last and service.alike == last.alike:
                steps[-1].append(each)
            else:
                steps.append([each])
    yield from ("|".join(dict.fromkeys(step)) for step in steps)


def _drawn(resolved: ResolvedSystem, name: str, ends: Ends) -> tuple[str, ...]:
    """Return what is drawn for a stop: itself, or the services that are plugged into the link."""
    if ends.instances.get(name):
        return (name,)
    plugged = (each.id for each in resolved.system.services.values() if name in each.network)
    link = resolved.system.networks.get(name)
    kind = resolved.kind(link) if link else None
    return tuple(each for each in plugged if ends.instances.get(each)) if kind and kind.stands_on else ()


def _pair(resolved: ResolvedSystem, key: tuple[str, str], ends: Ends) -> _Pair | None:
    """Return the arrow between two ends; between two members where one end is among those of the other."""
    starts, stops = (
        tuple(dict.fromkeys(each for name in side.split("|") for each in ends.at(resolved, name))) for side in key
    )
    first = tuple(dict.fromkeys(each for end in starts for each in ends.members(end)))
    last = tuple(dict.fromkeys(each for end in stops for each in ends.members(end)))
    if set(first) & set(last):
        smaller, larger = (first, last) if len(first) <= len(last) else (last, first)
        begin = smaller[:1] if set(smaller) == set(larger) else smaller
        rest = tuple(each for each in larger if each not in begin)
        if not rest:
            return None
        pair = (begin, rest) if smaller is first else (rest, begin)
        return _Pair(*pair, mutual=key[0] == key[1])
    return _Pair(starts, stops) if starts and stops else None


def _id(key: tuple[str, str], pair: _Pair, chains: Mapping[str, list[tuple[str, str]]]) -> str:
    """Return the id of an arrow: that of its flow, where it is all of one flow."""
    flows = pair.flows
    alone = len(flows) == 1 and len(chains[flows[0].id]) == 1
    return flows[0].id if alone else "--".join(each.replace("|", "-or-") for each in key)


def _rank(resolved: ResolvedSystem, pair: _Pair) -> tuple[bool, bool]:
    return (
        not any(resolved.cleartext(flow) for flow in pair.flows),
        not any(resolved.crosses(flow) for flow in pair.flows),
    )


def _edge(resolved: ResolvedSystem, id_: str, pair: _Pair, ends: Ends, *, shown: bool) -> Edge:
    flows = pair.flows
    marks = (
        ("cleartext", any(resolved.cleartext(flow) for flow in flows)),
        ("crossing", any(resolved.crosses(flow) for flow in flows)),
        ("mutual", pair.mutual),
        ("from-several", _several(pair.starts)),
        ("to-several", _several(pair.stops)),
    )
    clear, protected = _words(resolved, flows)
    return Edge(
        id=id_,
        source=ends.members(pair.starts[0])[0],
        target=ends.members(pair.stops[0])[0],
        label=", ".join((*clear, *protected)),
        to=page_paths.element(resolved.system.id, "flows", flows[0].id) if len(flows) == 1 else "",
        marks=tuple(mark for mark, holds in marks if holds),
        flows=tuple(dict.fromkeys(flow.id for flow in flows)),
        starts=pair.starts,
        stops=pair.stops,
        back=tuple(flow.id for flow in pair.back),
        clear=clear if protected else (),
        shown=shown,
    )


def _several(ends: Sequence[str]) -> bool:
    """Return whether an arrow may begin or end at any of several elements or bands; copies of one are no others."""
    return len({each.partition("@")[0] for each in ends}) > 1


def _words(resolved: ResolvedSystem, flows: Sequence[Flow]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what flows speak in clear text, and what else they speak, as it is written on an arrow.

    Of a set of protocols, those that are in clear text are named beside it, unless all of it is.
    """
    clear: dict[str, None] = {}
    other: dict[str, None] = {}
    for flow in flows:
        open_ = {each.id for each in resolved.cleartext(flow)}
        if flow.unspoken:
            other[UNSPOKEN] = None
        for name in flow.protocols or flow.ports:
            members = [each.id for each in resolved.catalogue.spoken((str(name),))] if flow.protocols else []
            wholly = bool(members) and open_.issuperset(members)
            (clear if wholly else other)[_spoken(resolved, name)] = None
            clear |= {_spoken(resolved, each): None for each in members if each in open_ and not wholly}
    return tuple(clear), tuple(each for each in other if each not in clear)


def _spoken(resolved: ResolvedSystem, name: str) -> str:
    """Return a protocol or a port as it is written on an arrow."""
    known = resolved.catalogue.protocols.get(name)
    return known.title if known and len(known.title) <= SHORT_TITLE else str(name)
