"""Attack paths and choke points as JSON, for `assessment.json`."""

from collections.abc import Iterable

from zonebook.assess.attack_paths.choke_points import ChokePoint
from zonebook.assess.attack_paths.edges import CostPart
from zonebook.assess.attack_paths.search import AssetReach
from zonebook.assess.attack_paths.steps import AttackStep, BlockingControl, Path
from zonebook.assess.system import SystemAssessment
from zonebook.write.assessment_json.values import Json, place


def paths(judged: SystemAssessment) -> list[Json]:
    """Return every asset of value with the paths to it, the worst first."""
    return [_reach(each) for each in judged.paths]


def choke_points(judged: SystemAssessment) -> list[Json]:
    """Return the choke points, those that break the most pairs first."""
    return [_choke_point(each) for each in judged.choke_points]


def _reach(each: AssetReach) -> Json:
    best = each.best
    return {
        "asset": each.asset.id,
        "word": each.asset.shelf,
        "worth": each.asset.worth,
        "because": each.asset.reason,
        "held_by": list(each.asset.held_by),
        "received": each.asset.received,
        "reachable": each.reachable,
        "hops": len(best.hops) if best else None,
        "cost": best.cost if best else None,
        "paths": [_path(path) for path in each.paths],
        "by_start": [_path(path) for path in each.by_start],
        "choke_points": [_spot(*spot) for spot in each.spots],
        "cut": [_spot(*spot) for spot in each.cut],
        "place": place(each.asset.place),
    }


def _path(path: Path) -> Json:
    return {
        "start": path.start.id,
        "start_kind": path.start.kind,
        "start_class": path.start.breached or None,
        "because": path.start.reason,
        "start_cost": path.start.cost,
        "start_sum": _sum(path.start.parts),
        "cost": path.cost,
        "unsure": list(path.unsure),
        "hops": [_step(step) for step in path.hops],
    }


def _step(step: AttackStep) -> Json:
    edge = step.way
    return {
        "kind": edge.sort,
        "how": edge.how,
        "from": step.source,
        "to": step.target,
        "about": edge.about,
        "element": edge.element,
        "because": edge.reason,
        "cost": edge.cost,
        "sum": _sum(edge.parts),
        "attack": list(step.techniques),
        "controls": _blocking_controls(step.bars),
        "place": place(edge.place),
    }


def _choke_point(each: ChokePoint) -> Json:
    return {
        **_spot(each.about, each.element),
        "breaks": each.breaks,
        "assets": list(each.assets),
        "controls": _blocking_controls(each.bars),
    }


def _spot(about: str, element: str) -> Json:
    return {"about": about, "element": element}


def _sum(parts: Iterable[CostPart]) -> list[Json]:
    return [{"cost": part.cost, "because": part.reason} for part in parts]


def _blocking_controls(controls: Iterable[BlockingControl]) -> list[Json]:
    return [
        {
            "control": control.control,
            "about": control.about,
            "element": control.element,
            "status": control.standing.status,
        }
        for control in controls
    ]
