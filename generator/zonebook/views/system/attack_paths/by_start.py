"""What is reached, by where the attack starts: outsiders first, each start with its first hop once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from zonebook.assess.attack_paths.entry_points import CLASSES, EntryPoint, StartKind
from zonebook.assess.attack_paths.search import AssetReach
from zonebook.assess.attack_paths.steps import AttackStep, Path
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Link, Text
from zonebook.document.page import Block, Details, Prose, Row, Table
from zonebook.model import vocabulary
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, hyperlinks, page_paths
from zonebook.values.record import dataclass

WHO: Mapping[StartKind, str] = {
    "outsider": "from outside",
    "foothold": "from a foothold",
    "insider": "by an insider",
    "not-stated": "not stated by whom",
    "assumed-breach": "assumed breach",
}
"""Each kind of start in words."""
MOST_STARTS = 5
"""How many starts with a first hop are shown at once, those from farthest outside first."""
MOST_REACHED = 4
"""How many assets a row names, the nearest first; the steps below and the data file have them all."""
MOST_PROTOCOLS = 3
"""How many protocols of a flow a row names."""
_COLUMNS = ("Starts at", "First hop", "Reaches (hops, cost)")


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


def reached_from_outside(judged: SystemAssessment) -> Iterator[Block]:
    """Yield a row for each start and first hop: what it reaches that nobody from farther outside does as cheaply.

    The first rows are shown; the rest, and the starts of which too little is stated, are folded.
    """
    hops = [each for kind in WHO for each in _hops_from(judged, kind)]
    sure = sum(1 for each in hops if each.start.kind != "not-stated")
    shown = min(sure or len(hops), MOST_STARTS)
    lead = (
        "Outsiders first, then footholds on machines of low trust, then insiders who are taken over; each only with "
        "what nobody before reaches as cheaply."
    )
    yield _starts(judged, hops[:shown], ("starts", "Who reaches what", lead))
    if hops[shown:]:
        more = _starts(judged, hops[shown:], ("starts-more", "More starts", ""))
        unsure = len(hops) - max(sure, shown)
        doubt = f", {unsure} of them not stated" if unsure else ""
        yield Details(summary=f"More starts and first hops: {len(hops) - shown}{doubt}", blocks=(more,))


def hops_from_outside(judged: SystemAssessment) -> tuple[FirstHop, ...]:
    """Return each start where nobody is trusted, with each first hop from there and what is reached by it."""
    return tuple(_hops_from(judged, "outsider"))


def _hops_from(judged: SystemAssessment, kind: StartKind) -> list[FirstHop]:
    return _first_hops((reach, path) for reach in judged.paths for path in _told(reach) if path.start.kind == kind)


def _starts(judged: SystemAssessment, hops: Sequence[FirstHop], named: tuple[str, str, str]) -> Table:
    name, title, lead = named
    rows = tuple(
        Row(id=each.row_id, cells=((WHO[each.start.kind],), *first_hop_cells(judged.resolved, each))) for each in hops
    )
    return Table(name=name, title=title, lead=lead, columns=("Who", *_COLUMNS), rows=rows, heads=2)


def assumed_breach(judged: SystemAssessment) -> Iterator[Block]:
    """Yield what stands behind the first machine that falls, folded by class, with the answer on each fold."""
    every = [(reach, path) for reach in judged.paths for path in reach.by_start if path.start.breached]
    by_class = {each: [(reach, path) for reach, path in every if path.start.breached == each] for each in CLASSES}
    if every:
        yield Prose(paragraphs=((_ASSUMED,),))
    for class_, found in by_class.items():
        if found:
            title = f"Behind a {vocabulary.words(class_)}"
            rows = tuple(
                Row(id=each.row_id, cells=first_hop_cells(judged.resolved, each)) for each in _first_hops(found)
            )
            table = Table(name=f"breach-{class_}", title=title, columns=_COLUMNS, rows=rows)
            yield Details(summary=_behind(judged, vocabulary.words(class_), found), blocks=(table,))
    missing = " or a ".join(vocabulary.words(class_) for class_, found in by_class.items() if not found)
    if missing:
        yield Prose(paragraphs=((f"Nothing of value stands behind a {missing}, or the model has none.",),))


_ASSUMED = (
    "Sooner or later a machine falls: this stands behind it, without the cost of its fall, and counts nowhere else."
)


def _behind(judged: SystemAssessment, class_: str, found: list[tuple[AssetReach, Path]]) -> str:
    """Return how much stands behind a class of machines, and the nearest of what is worth most that is not on them."""
    hosts = dict.fromkeys(hyperlinks.name(judged.resolved, path.start.id) for _, path in found)
    words = f"{class_.capitalize()} ({', '.join(hosts)}): {len(found)} of {len(judged.paths)} assets"
    beyond = [(reach, path) for reach, path in found if path.hops and reach.asset.worth == "high"]
    if not beyond:
        return words
    nearest, path = min(beyond, key=lambda each: each[1].cost)
    return f"{words}, the nearest {hyperlinks.asset_title(judged.resolved, nearest.asset)}: {measure(path)}"


def measure(path: Path) -> str:
    """Return the length and the cost of a path in words."""
    return f"{len(path.hops)} {'hop' if len(path.hops) == 1 else 'hops'}, cost {path.cost}"


def _first_hops(found: Iterable[tuple[AssetReach, Path]]) -> list[FirstHop]:
    """Group paths by their start and first hop: starts by their cheapest path, then hops by theirs."""
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
