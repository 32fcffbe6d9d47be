"""Attack paths: what an outsider can reach and how, what stands behind the first fall, and where to break them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from zonebook.assess.assessment import Assessment
from zonebook.assess.attack_paths.assets import assets_outside
from zonebook.assess.attack_paths.choke_points import ChokePoint
from zonebook.assess.attack_paths.entry_points import KINDS, StartKind
from zonebook.assess.system import SystemAssessment
from zonebook.diagram import attack_path, overlays
from zonebook.document.inline import Text
from zonebook.document.page import Block, Details, Download, Heading, Listing, Page, Prose, Row, Table
from zonebook.present import badges, hyperlinks, page_paths
from zonebook.present.attack_paths.first_hops import MOST_NODES, farthest, measure
from zonebook.views.system.attack_paths.by_start import assumed_breach, reached_from_outside
from zonebook.views.system.attack_paths.step_by_step import MOST_BARS, blocking_controls, every_asset, folded

MOST_CHOKES = 3
"""How many choke points are shown at once, the first ones; the rest is folded."""
MOST_NAMED = 2
"""How many assets behind a choke point or an open question are named; the data file has them all."""
MOST_BREAKING = 2
"""How many controls are named at a choke point that is shown at once."""
MOST_CHANGES = 2
"""How many changes are shown at once; the rest is folded."""


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
    yield Prose(paragraphs=((_answer(judged),), *_outside(judged)))
    if not judged.paths:
        return
    yield from reached_from_outside(judged)
    yield Heading(text="Assumed breach", anchor="assumed-breach")
    yield from assumed_breach(judged)
    yield Heading(text="Path by path", anchor="path-by-path")
    yield from _drawn(judged)
    whole = Download(text="Attack paths (CSV)", path=page_paths.beside(judged.id, "attack-paths.csv"))
    yield Details(summary=f"Every asset of value, {len(judged.paths)} in all", blocks=(whole, every_asset(judged)))
    steps = (Prose(paragraphs=((_READING,),)), *folded(judged))
    yield Details(summary="Step by step, by where it starts", blocks=steps)
    yield Heading(text="Choke points", anchor="choke-points")
    yield from _chokes(judged)
    yield Heading(text="What would change the answer", anchor="change")
    changes = tuple(_changes(judged))
    yield Listing(items=changes[:MOST_CHANGES])
    if changes[MOST_CHANGES:]:
        more = Listing(items=changes[MOST_CHANGES:])
        yield Details(summary=f"{len(more.items)} more that would change it", blocks=(more,))


def _outside(judged: SystemAssessment) -> Iterator[Text]:
    """Yield what of value is out of scope; nothing where nothing is."""
    titles = [hyperlinks.asset_title(judged.resolved, each) for each in assets_outside(judged.resolved)]
    if titles:
        words = "A path to another asset may lead over what is out of scope: an attacker does not stop at the limits."
        yield (f"Out of scope, and no target here: {', '.join(titles)}. {words}",)


_READING = (
    "A hop costs a small number: less where it is readable, anonymous or made for administration, more where it is "
    "guarded. The cost sorts paths; it measures nothing. What is not stated costs as little as the weakest answer."
)
_BESIDES: Mapping[StartKind, str] = {
    "foothold": "where a machine of low trust falls first",
    "insider": "where a trusted person is taken over",
}


def _answer(judged: SystemAssessment) -> str:
    many, name = len(judged.paths), judged.resolved.system.system.title
    if not many:
        return (
            f"Nothing of value is stated in {name}: no data worth protecting, and nothing of tier 0. "
            "So no attack path is looked for. State `data` and which services hold it."
        )
    told = [(reach, path) for reach in judged.paths if reach.reachable == "yes" and (path := farthest(reach))]
    outside = [(reach, path) for reach, path in told if path.start.kind == "outsider"]
    words = f"{len(outside) or 'None'} of {many} assets of value can be reached from outside, where nobody is trusted"
    if outside:
        nearest, path = min(outside, key=lambda each: each[1].cost)
        words += f"; the cheapest is {hyperlinks.asset_title(judged.resolved, nearest.asset)}: {measure(path)}"
    besides = ((sum(1 for _, path in told if path.start.kind == kind), when) for kind, when in _BESIDES.items())
    more = "more " if outside else ""
    words += "".join(f"; {number} {more}{when}" for number, when in besides if number) + "."
    may_be = sum(1 for each in judged.paths if each.reachable == "may-be")
    return f"{words} {may_be} more may be, until the model states what it leaves open." if may_be else words


def _drawn(judged: SystemAssessment) -> Iterator[Block]:
    """Yield the picture of one path with a hop: the first, outsiders before others."""
    told = [(reach, path) for reach in judged.paths if (path := farthest(reach)) and 0 < len(path.hops) < MOST_NODES]
    if told:
        reach, path = min(told, key=lambda each: KINDS.index(each[1].start.kind))
        yield overlays.shown(judged, overlays.over(judged, attack_path.graph(judged.resolved, reach.asset, path)))


def _chokes(judged: SystemAssessment) -> Iterator[Block]:
    if not judged.choke_points:
        yield Prose(paragraphs=(("No single element stands on every sure path to an asset.",),))
        return
    every = _choke_points(judged, judged.choke_points, most=None)
    path = page_paths.beside(judged.id, "choke-points.csv")
    whole = Download(text="Choke points (CSV)", path=path, table=every)
    yield _choke_points(judged, judged.choke_points[:MOST_CHOKES])
    rest = judged.choke_points[MOST_CHOKES:]
    if rest:
        more = replace(_choke_points(judged, rest), name="choke-points-more", title="More choke points", lead="")
        yield Details(summary=f"Choke points of less effect: {len(rest)} more", blocks=(whole, more))
    else:
        yield whole


def _choke_points(judged: SystemAssessment, shown: Sequence[ChokePoint], most: int | None = MOST_NAMED) -> Table:
    """Return a row for each choke point; of the assets behind it, the first `most` are named, or all."""
    resolved = judged.resolved
    names = {each.asset.id: hyperlinks.asset_title(resolved, each.asset) for each in judged.paths}
    rows = tuple(
        Row(
            id=f"{each.about}-{each.element}",
            cells=(
                (hyperlinks.typed_link(resolved, each.about, each.element),),
                (str(each.breaks),),
                (str(len(each.assets)),),
                (_named([names[name] for name in each.assets], most),),
                blocking_controls(resolved, each.bars, MOST_BREAKING if most else MOST_BARS),
            ),
        )
        for each in shown
    )
    return Table(
        name="choke-points",
        title="Choke points",
        lead="Without one of these, so many pairs of a start and an asset have no path; holders do not count.",
        columns=("Element", "Pairs broken", "Assets", "Which", "Would break it there"),
        rows=rows,
    )


def _named(names: Sequence[str], most: int | None) -> str:
    more = len(names) - most if most else 0
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def _changes(judged: SystemAssessment) -> Iterator[Text]:
    resolved = judged.resolved
    for each in judged.choke_points[:1]:
        missing = [control for control in each.bars if not control.stands]
        how: Text = (
            (": ", *blocking_controls(resolved, missing))
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
    waiting: dict[str, dict[str, None]] = {}
    for reach in judged.paths:
        for path in reach.paths:
            for attribute in path.unsure:
                waiting.setdefault(attribute, {})[hyperlinks.asset_title(resolved, reach.asset)] = None
    for attribute, assets in sorted(waiting.items(), key=lambda item: (-len(item[1]), item[0])):
        yield (
            *badges.codes((attribute,)),
            f" is not stated: it may open a cheaper path to {_named(tuple(assets), MOST_NAMED)}.",
        )
    if not judged.choke_points and not waiting:
        yield ("Nothing that this page knows of: no choke point, and nothing left open.",)
