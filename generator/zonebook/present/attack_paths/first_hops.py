"""Where attacks start, the first hop of each, and what is reached that way."""

from collections.abc import Iterable, Iterator
from dataclasses import field

from zonebook.assess.attack_paths.entry_points import EntryPoint, StartKind
from zonebook.assess.attack_paths.search import AssetReach
from zonebook.assess.attack_paths.steps import AttackStep, Path
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Link, Text
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, hyperlinks, page_paths
from zonebook.values.record import dataclass

MOST_NODES = 25
"""A longer path is described and not drawn."""
MOST_REACHED = 4
"""How many assets a row names, the nearest first; the steps below and the data file have them all."""
MOST_PROTOCOLS = 3
"""How many protocols of a flow a row names."""


@dataclass(slots=True, kw_only=True)
class FirstHop:
    """A start, its first hop (None where it has the asset itself), and what is reached that way, the nearest first."""

    start: EntryPoint
    hop: AttackStep | None
    reached: list[tuple[AssetReach, Path]] = field(default_factory=list)

    @property
    def row_id(self) -> str:
        """The address of its row within a table of one system."""
        return f"{self.start.kind}-{self.start.id}-{self.hop.target if self.hop else 'itself'}"


def farthest(reach: AssetReach) -> Path | None:
    """Return the path to an asset from farthest outside: no assumed breach, and a sure one if there is any."""
    told = [path for path in reach.by_start if path.start.kind != "assumed-breach"]
    return next((path for path in told if path.sure), None) or reach.best


def _told(reach: AssetReach) -> Iterator[Path]:
    """Yield the path from farthest outside, and then each from farther inside that costs less."""
    first = farthest(reach)
    if first:
        yield first
    least = first.cost if first else 0
    for path in reach.by_start:
        if path.sure and path.cost < least and path.start.kind != "assumed-breach":
            least = path.cost
            yield path


def hops_from(judged: SystemAssessment, kind: StartKind) -> list[FirstHop]:
    """Return each start of a kind and first hop, with what it reaches that nobody farther outside does as cheaply."""
    return first_hops((reach, path) for reach in judged.paths for path in _told(reach) if path.start.kind == kind)


def measure(path: Path) -> str:
    """Return the length and the cost of a path in words."""
    return f"{len(path.hops)} {'hop' if len(path.hops) == 1 else 'hops'}, cost {path.cost}"


def first_hops(found: Iterable[tuple[AssetReach, Path]]) -> list[FirstHop]:
    """Return paths grouped by their start and first hop: starts by their cheapest path, then hops by theirs."""
    grouped: dict[tuple[str, str], FirstHop] = {}
    for reach, path in sorted(found, key=lambda each: each[1].cost):
        hop = path.hops[0] if path.hops else None
        key = (path.start.id, hop.target if hop else "")
        grouped.setdefault(key, FirstHop(start=path.start, hop=hop)).reached.append((reach, path))
    order = list(dict.fromkeys(start for start, _ in grouped))
    return sorted(grouped.values(), key=lambda each: order.index(each.start.id))


def first_hop_cells(resolved: ResolvedSystem, each: FirstHop) -> tuple[Text, Text, Text]:
    """Return where it starts, the first hop with how it is taken, and what is reached that way, the nearest first."""
    first: Text = ("none: it has it itself",)
    if each.hop:
        hop = f", cost {each.hop.way.cost}: {_how(resolved, each.hop)}"
        first = (hyperlinks.element_link(resolved, each.hop.target), hop)
    reached = tuple(_reached(resolved, reach, path) for reach, path in each.reached[:MOST_REACHED])
    more = len(each.reached) - MOST_REACHED
    rest: tuple[Text, ...] = ((f"and {more} more",),) if more > 0 else ()
    return (hyperlinks.element_link(resolved, each.start.id),), first, badges.spread((*reached, *rest))


def _how(resolved: ResolvedSystem, hop: AttackStep) -> str:
    """Return how a hop is taken: the protocols of a flow, and the reason of anything else."""
    if hop.way.how != "flow":
        return hop.way.reason
    flow = resolved.system.flows[hop.way.element]
    names = (*flow.protocols, *flow.ports)
    more = f" and {len(names) - MOST_PROTOCOLS} more" if len(names) > MOST_PROTOCOLS else ""
    return f"by {', '.join(names[:MOST_PROTOCOLS])}{more} (flow {flow.id})"


def _reached(resolved: ResolvedSystem, reach: AssetReach, path: Path) -> Text:
    page = page_paths.system_page(resolved.system.id, "paths")
    link = Link(text=hyperlinks.asset_title(resolved, reach.asset), to=f"{page}#{page_paths.asset_anchor(reach.asset)}")
    doubt: Text = () if path.sure else (" ", Badge(text="not stated", tone="not-stated"))
    return (link, f" ({len(path.hops)}, {path.cost})", *doubt)
