"""Attack paths: which assets of value can be reached, how cheaply, and where few elements break many paths."""

from collections.abc import Iterator, Sequence

from zonebook.assess.assessment import Assessment
from zonebook.assess.attack_paths.search import AssetReach
from zonebook.assess.attack_paths.steps import AttackStep, BlockingControl, Path
from zonebook.assess.system import SystemAssessment
from zonebook.diagram import attack_path, overlays
from zonebook.document.inline import Badge, Inline, Link, SourceRef, Text, Tone
from zonebook.document.page import Block, Details, Download, Facts, Heading, Listing, Page, Prose, Row, Table
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, grounds, hyperlinks, page_paths

MOST_TOLD = 25
"""How many assets have their path described step by step; the table has them all."""
MOST_DRAWN = 5
"""How many paths are drawn; only the first of assets with the same path."""
MOST_BARS = 4
"""How many controls a row names; the data file has them all."""
MOST_NODES = 25
"""A longer path is described and not drawn."""
_REACHABLE: dict[str, tuple[str, Tone]] = {
    "yes": ("reachable", "warning"),
    "may-be": ("may be reachable", "not-stated"),
    "no": ("no path", "plain"),
    "not-stated": ("not stated where it is", "not-stated"),
}


def paths(assessment: Assessment) -> Iterator[Page]:
    """Yield the page of attack paths of each system."""
    for judged in assessment.systems.values():
        title = judged.resolved.system.system.title
        yield Page(
            path=page_paths.system_page(judged.id, "paths"),
            title="Attack paths",
            description=f"What of value in {title} can be reached from where nobody is trusted, and how.",
            blocks=tuple(_blocks(judged)),
            section=(title,),
            listed=True,
        )


def _blocks(judged: SystemAssessment) -> Iterator[Block]:
    yield Prose(paragraphs=((_answer(judged),),))
    if not judged.paths:
        return
    yield Prose(paragraphs=((_READING,),))
    yield Download(text="Attack paths (CSV)", path=page_paths.beside(judged.id, "attack-paths.csv"))
    yield _assets(judged)
    yield Heading(text="Path by path", anchor="path-by-path")
    yield from _step_by_step(judged)
    yield Heading(text="Choke points", anchor="choke-points")
    yield from _chokes(judged)
    yield Heading(text="What would change the answer", anchor="change")
    yield Listing(items=tuple(_changes(judged)))


_READING = (
    "A hop costs a small number: less where it is readable, anonymous or made for administration, more where it is "
    "guarded. The cost sorts paths; it measures nothing. What is not stated costs as little as the weakest answer."
)


def _answer(judged: SystemAssessment) -> str:
    many, name = len(judged.paths), judged.resolved.system.system.title
    if not many:
        return (
            f"Nothing of value is stated in {name}: no data worth protecting, and nothing of tier 0. "
            "So no attack path is looked for. State `data` and which services hold it."
        )
    sure = [each for each in judged.paths if each.reachable == "yes"]
    may_be = sum(1 for each in judged.paths if each.reachable == "may-be")
    best = min((each for each in sure if each.best), key=lambda each: each.best.cost if each.best else 0, default=None)
    words = f"{len(sure)} of {many} assets of value can be reached from where nobody, or hardly anybody, is trusted."
    if may_be:
        words += f" {may_be} more may be, until the model states what it leaves open."
    if best and best.best:
        words += f" The cheapest is {hyperlinks.asset_title(judged.resolved, best.asset)}: {_measure(best.best)}."
    return words


def _measure(path: Path) -> str:
    return f"{_counted_steps(len(path.hops))}, cost {path.cost}"


def _counted_steps(many: int) -> str:
    return "1 hop" if many == 1 else f"{many} hops"


def _assets(judged: SystemAssessment) -> Table:
    return Table(
        name="attack-paths",
        title="Assets of value",
        lead="What is reached comes first, then what is worth the most, then the cheapest.",
        columns=("Asset", "Reached", "Worth", "Hops", "Cost", "Starts at", "Every path passes", "Written in"),
        rows=tuple(_asset(judged.resolved, each) for each in judged.paths),
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


def _step_by_step(judged: SystemAssessment) -> Iterator[Block]:
    """Yield the paths step by step, and the first few that differ as pictures."""
    drawn: list[tuple[str, ...]] = []
    reached = [each for each in judged.paths if each.best]
    for reach in reached[:MOST_TOLD]:
        yield from _path(judged.resolved, reach)
        reasons = tuple(step.way.reason for step in reach.best.hops) if reach.best else ()
        if reach.best and reasons and reasons not in drawn and len(drawn) < MOST_DRAWN and len(reasons) < MOST_NODES:
            drawn.append(reasons)
            graph = attack_path.graph(judged.resolved, reach.asset, reach.best)
            yield overlays.shown(judged, overlays.over(judged, graph))
    if len(reached) > MOST_TOLD:
        words = f"{len(reached) - MOST_TOLD} more are in the table above, and told in full in assessment.json."
        yield Prose(paragraphs=((words,),))


def _path(resolved: ResolvedSystem, reach: AssetReach) -> Iterator[Block]:
    asset, best = reach.asset, reach.best
    if best is None:
        return
    yield Heading(text=hyperlinks.asset_title(resolved, asset), anchor=page_paths.asset_anchor(asset), level=3)
    begin = f"{best.start.reason} (cost {best.start.cost}"
    begin += "".join(f"; {part.cost}: {part.reason}" for part in best.start.parts) + ")"
    held = badges.spread(tuple((hyperlinks.element_link(resolved, name),) for name in asset.held_by))
    verb = "Received by (who holds it is not stated)" if asset.received else "Held by"
    pairs: list[tuple[str, Text]] = [("In short", (_measure(best),)), ("Starts", (begin,))]
    if asset.shelf == "data":
        pairs.insert(0, (verb, held))
    if best.unsure:
        pairs.append(("Only if", ("not stated: ", *badges.codes(best.unsure))))
    yield Facts(pairs=tuple(pairs))
    if best.hops:
        yield _steps(resolved, best, f"steps-{page_paths.asset_anchor(asset)}")
    else:
        yield Prose(paragraphs=(("No hop is needed: the start has it itself.",),))
    if reach.paths[1:]:
        yield Details(summary="Other paths", blocks=(Listing(items=tuple(_other(each) for each in reach.paths[1:])),))


def _other(path: Path) -> Text:
    reasons = "; ".join((path.start.reason, *(step.way.reason for step in path.hops)))
    unsure: Text = (" Only if, not stated: ", *badges.codes(path.unsure)) if path.unsure else ()
    return (f"{_measure(path)}: {reasons}.", *unsure)


def _steps(resolved: ResolvedSystem, path: Path, name: str) -> Table:
    rows = tuple(_step(resolved, number, step) for number, step in enumerate(path.hops, 1))
    columns = ("Hop", "From", "To", "Because", "Cost", "Techniques", "Would break it", "Written in")
    return Table(name=name, title="The cheapest path", columns=columns, rows=rows)


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
            _blocking_controls(resolved, step.bars),
            (SourceRef(place=step.way.place),),
        ),
    )


def _blocking_controls(resolved: ResolvedSystem, controls: Sequence[BlockingControl]) -> Text:
    shown = tuple(
        (
            hyperlinks.control_link(resolved, control.control),
            " ",
            badges.control_status(control.standing.status),
            grounds.bracketed(control.standing.ground),
        )
        for control in controls[:MOST_BARS]
    )
    more = (f"; {len(controls) - MOST_BARS} more",) if len(controls) > MOST_BARS else ()
    return (*badges.spread(shown, "; "), *more)


def _chokes(judged: SystemAssessment) -> Iterator[Block]:
    if not judged.choke_points:
        yield Prose(paragraphs=(("No single element stands on every sure path to an asset.",),))
        return
    resolved = judged.resolved
    names = {each.asset.id: hyperlinks.asset_title(resolved, each.asset) for each in judged.paths}
    rows = tuple(
        Row(
            id=f"{each.about}-{each.element}",
            cells=(
                (hyperlinks.typed_link(resolved, each.about, each.element),),
                (str(each.breaks),),
                (str(len(each.assets)),),
                (", ".join(names[name] for name in each.assets),),
                _blocking_controls(resolved, each.bars),
            ),
        )
        for each in judged.choke_points
    )
    yield Download(text="Choke points (CSV)", path=page_paths.beside(judged.id, "choke-points.csv"))
    yield Table(
        name="choke-points",
        title="Choke points",
        lead="Without one of these, so many pairs of a start and an asset have no path; holders do not count.",
        columns=("Element", "Pairs broken", "Assets", "Which", "Would break it there"),
        rows=rows,
    )


def _changes(judged: SystemAssessment) -> Iterator[Text]:
    resolved = judged.resolved
    for each in judged.choke_points[:1]:
        missing = [control for control in each.bars if not control.stands]
        how: Text = (
            (": ", *_blocking_controls(resolved, missing))
            if missing
            else (": no control is known that is not there already",)
        )
        yield (
            "At ",
            hyperlinks.typed_link(resolved, each.about, each.element),
            f" {each.breaks} pairs can be broken",
            *how,
            ".",
        )
    waiting: dict[str, list[str]] = {}
    for reach in judged.paths:
        for path in reach.paths:
            for attribute in path.unsure:
                waiting.setdefault(attribute, []).append(hyperlinks.asset_title(resolved, reach.asset))
    for attribute, assets in sorted(waiting.items(), key=lambda item: (-len(item[1]), item[0])):
        yield (*badges.codes((attribute,)), f" is not stated: it may open a cheaper path to {', '.join(assets)}.")
    if not judged.choke_points and not waiting:
        yield ("Nothing that this page knows of: no choke point, and nothing left open.",)
