"""The paths in full: every asset in a table, and each path step by step, folded by where it starts."""

from collections.abc import Iterator, Sequence

from zonebook.assess.attack_paths.search import AssetReach, Reachable
from zonebook.assess.attack_paths.steps import AttackStep, BlockingControl, Path
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Inline, Link, SourceRef, Text, Tone
from zonebook.document.page import Block, Details, Facts, Heading, Listing, Prose, Row, Table
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, grounds, hyperlinks, page_paths
from zonebook.present.attack_paths.first_hops import farthest, measure
from zonebook.views.system.attack_paths.by_start import WHO

MOST_TOLD = 25
"""How many assets have their path described step by step; the table has them all."""
MOST_BARS = 4
"""How many controls a row names; the data file has them all."""
_REACHABLE: dict[Reachable, tuple[str, Tone]] = {
    "yes": ("reachable", "warning"),
    "may-be": ("may be reachable", "not-stated"),
    "no": ("no path", "plain"),
    "not-stated": ("not stated where it is", "not-stated"),
}


def every_asset(judged: SystemAssessment) -> Table:
    """Return the table of every asset: whether and how cheaply it is reached, and what every path passes."""
    return Table(
        name="attack-paths",
        title="Assets of value",
        lead="What is reached comes first, then what is worth the most, then the cheapest.",
        columns=("Asset", "Reached", "Worth", "Hops", "Cost", "Starts at", "Every path passes", "Written in"),
        rows=tuple(_asset(judged.resolved, each) for each in judged.paths),
        folded=("Hops", "Written in"),
    )


def _asset(resolved: ResolvedSystem, reach: AssetReach) -> Row:
    asset, best = reach.asset, reach.best
    words, tone = _REACHABLE[reach.reachable]
    sensitivity: Inline = "high" if asset.worth == "high" else asset.worth
    if asset.worth == "not-stated":
        sensitivity = Badge(text="not stated", tone="not-stated")
    to = page_paths.element(resolved.system.id, asset.shelf, asset.id)
    return Row(
        id=page_paths.asset_anchor(asset),
        cells=(
            (Link(text=hyperlinks.asset_title(resolved, asset), to=to),),
            (Badge(text=words, tone=tone),),
            (sensitivity, f" ({asset.reason})"),
            (str(len(best.hops)) if best else "–",),
            (str(best.cost) if best else "–",),
            (hyperlinks.element_link(resolved, best.start.id),) if best else ("–",),
            _spots(resolved, reach),
            (SourceRef(place=asset.place),),
        ),
    )


def _spots(resolved: ResolvedSystem, reach: AssetReach) -> Text:
    """Return the elements that every path passes; where there are none, the fewest that together break all paths."""
    if reach.spots:
        return badges.spread(tuple((hyperlinks.typed_link(resolved, *spot),) for spot in reach.spots))
    if reach.cut:
        return (
            "no single element; together ",
            *badges.spread(tuple((hyperlinks.typed_link(resolved, *spot),) for spot in reach.cut)),
        )
    return ("no few elements",) if reach.reachable == "yes" else ("–",)


def folded(judged: SystemAssessment) -> Iterator[Block]:
    """Yield a fold for each start, with the path step by step to each asset that is reached from there."""
    told = [(reach, path) for reach in judged.paths if (path := farthest(reach))]
    starts: dict[str, list[tuple[AssetReach, Path]]] = {}
    for reach, path in sorted(told[:MOST_TOLD], key=lambda each: list(WHO).index(each[1].start.kind)):
        starts.setdefault(path.start.id, []).append((reach, path))
    for start, found in starts.items():
        many = "1 path" if len(found) == 1 else f"{len(found)} paths"
        summary = f"{hyperlinks.name(judged.resolved, start)} ({WHO[found[0][1].start.kind]}): {many}, step by step"
        blocks = tuple(block for reach, path in found for block in _path(judged.resolved, reach, path))
        yield Details(summary=summary, blocks=blocks)
    if len(told) > MOST_TOLD:
        words = f"{len(told) - MOST_TOLD} more are in the table of every asset, and told in full in assessment.json."
        yield Prose(paragraphs=((words,),))


def _path(resolved: ResolvedSystem, reach: AssetReach, told: Path) -> Iterator[Block]:
    asset = reach.asset
    yield Heading(text=hyperlinks.asset_title(resolved, asset), anchor=page_paths.asset_anchor(asset), level=3)
    begin = f"{told.start.reason} (cost {told.start.cost}"
    begin += "".join(f"; {part.cost}: {part.reason}" for part in told.start.parts) + ")"
    held = badges.spread(tuple((hyperlinks.element_link(resolved, name),) for name in asset.held_by))
    verb = "Received by (who holds it is not stated)" if asset.received else "Held by"
    pairs: list[tuple[str, Text]] = [("In short", (measure(told),)), ("Starts", (begin,))]
    if asset.shelf == "data":
        pairs.insert(0, (verb, held))
    if told.unsure:
        pairs.append(("Only if", ("not stated: ", *badges.codes(told.unsure))))
    yield Facts(pairs=tuple(pairs))
    if told.hops:
        yield _steps(resolved, told, f"steps-{page_paths.asset_anchor(asset)}")
    else:
        yield Prose(paragraphs=(("No hop is needed: the start has it itself.",),))
    others = tuple(dict.fromkeys(_other(path) for path in (*reach.paths, *reach.by_start) if path != told))
    if others:
        yield Details(summary="Other paths", blocks=(Listing(items=others),))


def _other(path: Path) -> Text:
    reasons = "; ".join((path.start.reason, *(step.way.reason for step in path.hops)))
    unsure: Text = (" Only if, not stated: ", *badges.codes(path.unsure)) if path.unsure else ()
    return (f"{WHO[path.start.kind].capitalize()}, {measure(path)}: {reasons}.", *unsure)


def _steps(resolved: ResolvedSystem, path: Path, name: str) -> Table:
    rows = tuple(_step(resolved, number, step) for number, step in enumerate(path.hops, 1))
    columns = ("Hop", "From", "To", "Because", "Cost", "Techniques", "Would break it", "Written in")
    folded = ("Cost", "Techniques", "Written in")
    return Table(name=name, title="The path", columns=columns, rows=rows, folded=folded)


def _step(resolved: ResolvedSystem, number: int, step: AttackStep) -> Row:
    parts = "; ".join(f"{part.cost}: {part.reason}" for part in step.way.parts)
    return Row(
        id=f"hop-{number}",
        cells=(
            (str(number),),
            (hyperlinks.element_link(resolved, step.source),),
            (hyperlinks.element_link(resolved, step.target),),
            (step.way.reason,),
            (f"{step.way.cost} ({parts})",),
            (", ".join(step.techniques) or "–",),
            blocking_controls(resolved, step.bars),
            (SourceRef(place=step.way.place),),
        ),
    )


def blocking_controls(resolved: ResolvedSystem, controls: Sequence[BlockingControl], most: int = MOST_BARS) -> Text:
    """Return the first controls that would block a step, each with its status, and how many more there are."""
    shown = tuple(
        (
            hyperlinks.control_link(resolved, control.control),
            " ",
            badges.control_status(control.standing.status),
            grounds.bracketed(control.standing.ground),
        )
        for control in controls[:most]
    )
    more = (f"; {len(controls) - most} more",) if len(controls) > most else ()
    return (*badges.spread(shown, "; "), *more)
