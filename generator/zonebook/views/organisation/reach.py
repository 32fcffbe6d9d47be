"""What an outsider can reach, over all systems: grouped by where the attack starts, the worst picture with it."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.attack_paths.assets import WORTHS
from zonebook.assess.attack_paths.search import AssetReach
from zonebook.assess.attack_paths.steps import Path
from zonebook.assess.system import SystemAssessment
from zonebook.diagram import attack_path, overlays
from zonebook.document.inline import Link
from zonebook.document.page import Block, Download, Heading, Page, Prose, Row, Table
from zonebook.present import finding_details, hyperlinks, page_paths
from zonebook.present.attack_paths.first_hops import MOST_NODES, first_hop_cells, hops_from, measure


def reach(assessment: Assessment) -> Iterator[Page]:
    """Yield the page about every system."""
    yield Page(
        path=page_paths.REACH,
        title="What an outsider can reach",
        description="From where nobody is trusted: what of value is reached in every system, and by which first hop.",
        blocks=tuple(_blocks(assessment)),
        section=(page_paths.ORGANISATION,),
        listed=True,
    )


def _blocks(assessment: Assessment) -> Iterator[Block]:
    systems = tuple(assessment.systems.values())
    outside = [(judged, asset, path) for judged in systems for asset, path in finding_details.from_outside(judged)]
    yield Prose(paragraphs=((_answer(systems, outside),),))
    if not outside:
        return
    yield _by_start(systems)
    yield from _drawn(outside)
    yield Heading(text="System by system", anchor="systems")
    yield Download(text="What an outsider can reach (CSV)", path="reach.csv")
    yield _systems(systems)


_Outside = tuple[SystemAssessment, AssetReach, Path]


def _answer(systems: tuple[SystemAssessment, ...], outside: list[_Outside]) -> str:
    many = sum(len(judged.paths) for judged in systems)
    may_be = sum(1 for judged in systems for each in judged.paths if each.reachable == "may-be")
    doubt = f" {may_be} more may be, until the models state what they leave open." if may_be else ""
    if not outside:
        return f"None of {many} assets of value can be reached from outside, where nobody is trusted.{doubt}"
    judged, asset, path = min(outside, key=_worst)
    title = hyperlinks.asset_title(judged.resolved, asset.asset)
    start = hyperlinks.name(judged.resolved, path.start.id)
    return (
        f"{len(outside)} of {many} assets of value can be reached from outside, where nobody is trusted. The nearest "
        f"of those worth most is {title} in {judged.resolved.system.system.title}, from {start}: {measure(path)}."
        f"{doubt}"
    )


def _worst(each: _Outside) -> tuple[int, int]:
    _, asset, path = each
    return WORTHS.index(asset.asset.worth), path.cost


def _by_start(systems: tuple[SystemAssessment, ...]) -> Table:
    """Return a row for each start and first hop; starts of one name stand together, whatever system they are in."""
    found = [(judged, hop) for judged in systems for hop in hops_from(judged, "outsider")]
    names = [hyperlinks.name(judged.resolved, hop.start.id) for judged, hop in found]
    order = list(dict.fromkeys(sorted(names, key=lambda each: -names.count(each))))
    together = sorted(zip(names, found, strict=True), key=lambda each: order.index(each[0]))
    rows = []
    for _, (judged, hop) in together:
        resolved = judged.resolved
        start, first, reached = first_hop_cells(resolved, hop)
        page = Link(text=resolved.system.system.title, to=page_paths.system_page(judged.id, "paths"))
        rows.append(Row(id=f"{judged.id}-{hop.row_id}", cells=(start, (page,), first, reached)))
    return Table(
        name="outsiders",
        title="Where outsiders start, and what they reach",
        columns=("Starts at", "System", "First hop", "Reaches (hops, cost)"),
        rows=tuple(rows),
    )


def _drawn(outside: list[_Outside]) -> Iterator[Block]:
    """Yield the picture of the path to the nearest of what is worth most, where it has a hop."""
    told = [each for each in outside if 0 < len(each[2].hops) < MOST_NODES]
    if told:
        judged, asset, path = min(told, key=_worst)
        yield Heading(text="The nearest way with a hop to what is worth most", anchor="picture")
        yield overlays.shown(judged, overlays.over(judged, attack_path.graph(judged.resolved, asset.asset, path)))


def _systems(systems: tuple[SystemAssessment, ...]) -> Table:
    return Table(
        name="reach",
        title="What can be reached in each system",
        columns=("System", "From outside", "By anybody", "Choke points"),
        rows=tuple(_system(judged) for judged in systems),
        totals=("From outside", "Choke points"),
    )


def _system(judged: SystemAssessment) -> Row:
    page = page_paths.system_page(judged.id, "paths")
    outside = sum(1 for _ in finding_details.from_outside(judged))
    chokes = len(judged.choke_points)
    return Row(
        id=judged.id,
        cells=(
            (Link(text=judged.resolved.system.system.title, to=page),),
            (Link(text=str(outside), to=page),) if outside else ("0",),
            (Link(text=finding_details.reachable(judged), to=f"{page}#path-by-path"),)
            if judged.paths
            else (finding_details.reachable(judged),),
            (Link(text=str(chokes), to=f"{page}#choke-points"),) if chokes else ("0",),
        ),
    )
