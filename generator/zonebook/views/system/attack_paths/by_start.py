"""What is reached, by where the attack starts: outsiders first, each start with its first hop once."""

from collections.abc import Iterator, Mapping, Sequence

from zonebook.assess.attack_paths.entry_points import CLASSES, StartKind
from zonebook.assess.attack_paths.search import AssetReach
from zonebook.assess.attack_paths.steps import Path
from zonebook.assess.system import SystemAssessment
from zonebook.document.page import Block, Details, Prose, Row, Table
from zonebook.model import vocabulary
from zonebook.present import hyperlinks
from zonebook.present.attack_paths.first_hops import FirstHop, first_hop_cells, first_hops, hops_from, measure

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
_COLUMNS = ("Starts at", "First hop", "Reaches (hops, cost)")


def reached_from_outside(judged: SystemAssessment) -> Iterator[Block]:
    """Yield a row for each start and first hop: what it reaches that nobody from farther outside does as cheaply.

    The first rows are shown; the rest, and the starts of which too little is stated, are folded.
    """
    hops = [each for kind in WHO for each in hops_from(judged, kind)]
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
                Row(id=each.row_id, cells=first_hop_cells(judged.resolved, each)) for each in first_hops(found)
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
