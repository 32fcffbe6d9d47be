"""What is reached, by where the attack starts: outsiders first, each start with its first hop once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from zonebook.assess.attack_paths.entry_points import CLASSES, EntryPoint, StartKind
from zonebook.assess.attack_paths.search import AssetReach
from zonebook.assess.attack_paths.steps import AttackStep, Path
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Link, Text
from zonebook.document.page import Block, Details, Prose, Row, Table
from zonebook.model import vocabulary
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, hyperlinks, page_paths

WHO: Mapping[StartKind, str] = {
    "outsider": "from outside",
    "foothold": "a machine of low trust falls first",
    "insider": "a trusted person is taken over",
    "not-stated": "not stated who starts there",
    "assumed-breach": "assumed breach",
}
"""Each kind of start in words."""
_COLUMNS = ("Starts at", "First hop", "Reaches (hops, cost)")


@dataclass(slots=True, kw_only=True)
class FirstHop:
    """A start, its first hop (None where it has the asset itself), and what is reached that way, the nearest first."""

    start: EntryPoint
    hop: AttackStep | None
    reached: list[tuple[AssetReach, Path]] = field(default_factory=list)


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


def reached_from_outside(judged: SystemAssessment) -> Table:
    """Return a row for each start and first hop: what it reaches that nobody from farther outside does as cheaply."""
    told = [(reach, path) for reach in judged.paths for path in _told(reach)]
    rows = tuple(
        Row(
            id=_row_id(each),
            cells=((WHO[each.start.kind],), *_cells(judged.resolved, each)),
        )
        for kind in WHO
        for each in _first_hops((reach, path) for reach, path in told if path.start.kind == kind)
    )
    return Table(
        name="starts",
        title="Who reaches what",
        lead="Outsiders come first. What somebody from farther outside reaches as cheaply is not told again below.",
        columns=("Who", *_COLUMNS),
        rows=rows,
        heads=2,
    )


def assumed_breach(judged: SystemAssessment) -> Iterator[Block]:
    """Yield what stands behind the first machine that falls, folded by class, with the answer on each fold."""
    yield Prose(paragraphs=((_ASSUMED,),))
    missing = []
    for class_ in CLASSES:
        found = [(reach, path) for reach in judged.paths for path in reach.by_start if path.start.breached == class_]
        if not found:
            missing.append(vocabulary.words(class_))
            continue
        rows = tuple(Row(id=_row_id(each), cells=_cells(judged.resolved, each)) for each in _first_hops(found))
        name = f"breach-{class_}"
        table = Table(name=name, title=f"Behind a {vocabulary.words(class_)}", columns=_COLUMNS, rows=rows)
        yield Details(summary=_behind(judged, vocabulary.words(class_), found), blocks=(table,))
    if missing:
        yield Prose(
            paragraphs=((f"Nothing of value stands behind a {' or a '.join(missing)}, or the model has none.",),)
        )


_ASSUMED = (
    "A machine falls sooner or later: somebody opens a message, a patch comes late, a package is poisoned. What stands "
    "behind it is told here, without the cost of its fall. Nothing of it counts in the answer above, in the choke "
    "points or in a risk."
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


def _row_id(each: FirstHop) -> str:
    return f"{each.start.kind}-{each.start.id}-{each.hop.target if each.hop else 'itself'}"


def _cells(resolved: ResolvedSystem, each: FirstHop) -> tuple[Text, Text, Text]:
    first: Text = ("none: it has it itself",)
    if each.hop:
        first = (
            hyperlinks.element_link(resolved, each.hop.target),
            f": {each.hop.way.reason}; cost {each.hop.way.cost}",
        )
    reached = tuple(_reached(resolved, reach, path) for reach, path in each.reached)
    return (hyperlinks.element_link(resolved, each.start.id),), first, badges.spread(reached)


def _reached(resolved: ResolvedSystem, reach: AssetReach, path: Path) -> Text:
    page = page_paths.system_page(resolved.system.id, "paths")
    link = Link(text=hyperlinks.asset_title(resolved, reach.asset), to=f"{page}#{page_paths.asset_anchor(reach.asset)}")
    doubt: Text = () if path.sure else (" ", Badge(text="not stated", tone="not-stated"))
    return (link, f" ({len(path.hops)}, {path.cost})", *doubt)
