"""Attack paths that a change opens, makes easier or harder, or cuts."""

from collections.abc import Iterable, Iterator
from typing import Literal

from zonebook.assess.attack_paths.search import AssetReach
from zonebook.assess.attack_paths.steps import Path
from zonebook.assess.planning.comparison.renames import Renames
from zonebook.assess.system import SystemAssessment
from zonebook.model.vocabulary import About
from zonebook.values.record import dataclass

PathMove = Literal["opened", "easier", "harder", "cut"]
_REACHED = frozenset(("yes", "may-be"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PathChange:
    """How the way to an asset changed: `route` has the elements from the start to the asset, `over` what joins them.

    The costs are None where there is no path. `sure` says whether the path depends on nothing that is not stated.
    `bars` has the controls that would block a step of the path and are not in place.
    """

    kind: PathMove
    asset: str
    route: tuple[str, ...]
    over: tuple[str, ...]
    before: int | None
    after: int | None
    sure: bool
    bars: tuple[str, ...] = ()


def path_changes(old: SystemAssessment, new: SystemAssessment, renames: Renames) -> Iterator[PathChange]:
    """Yield the assets to which the way changed, the most sensitive first; an opened path counts before its cost."""
    before = {(each.asset.shelf, each.asset.id): each for each in old.paths}
    steps = _Steps(_stated(old, None), _stated(new, renames), renames)
    seen = set()
    for reach in new.paths:
        key = (reach.asset.shelf, renames.first((reach.asset.shelf,), reach.asset.id))
        seen.add(key)
        yield from _moved(before.get(key), reach, steps)
    for key, reach in before.items():
        if key not in seen:
            yield from _moved(reach, None, steps)


_Stated = frozenset[tuple[About, str]]
"""The flows, identities and trusts of a state, by their ids in the old one."""


def _stated(judged: SystemAssessment, renames: Renames | None) -> _Stated:
    system = judged.resolved.system
    shelves: dict[About, Iterable[str]] = {
        "flow": system.flows,
        "identity": system.identities,
        "trust": system.trusts,
    }
    return frozenset(
        (about, renames.of(about, each) if renames else each) for about, shelf in shelves.items() for each in shelf
    )


@dataclass(frozen=True, slots=True)
class _Steps:
    """What says whether the steps of a path are there in the other state."""

    old: _Stated
    new: _Stated
    renames: Renames

    def made(self, path: Path) -> bool:
        """Return whether a path of the new state takes a flow, an identity or a trust that the old one has not."""
        taken = ((each.way.about, self.renames.of(each.way.about, each.way.element)) for each in path.hops)
        return any(each in self.new and each not in self.old for each in taken)

    def gone(self, path: Path) -> bool:
        """Return whether a path of the old state takes one that the new state has not."""
        taken = ((each.way.about, each.way.element) for each in path.hops)
        return any(each in self.old and each not in self.new for each in taken)


def _best(reach: AssetReach | None) -> Path | None:
    return reach.best if reach and reach.reachable in _REACHED else None


def _moved(old: AssetReach | None, new: AssetReach | None, steps: _Steps) -> Iterator[PathChange]:
    was, now = _best(old), _best(new)
    if old and new and was and now:
        yield from _other(old, new, steps)
        if was.sure != now.sure:
            yield _path("opened" if now.sure else "cut", now if now.sure else was, was, now)
        elif was.cost != now.cost:
            yield _path("easier" if now.cost < was.cost else "harder", now, was, now)
    elif now:
        yield _path("opened", now, None, now)
    elif was:
        yield _path("cut", was, was, None)


def _other(old: AssetReach, new: AssetReach, steps: _Steps) -> Iterator[PathChange]:
    """Yield a path over what was added, and one over what was removed, to an asset that is reached in both states."""
    made = next((each for each in new.paths if each is not new.best and steps.made(each)), None)
    gone = next((each for each in old.paths if each is not old.best and steps.gone(each)), None)
    if made:
        yield _path("opened", made, None, made)
    if gone:
        yield _path("cut", gone, gone, None)


def _path(kind: PathMove, shown: Path, was: Path | None, now: Path | None) -> PathChange:
    return PathChange(
        kind=kind,
        asset=shown.asset,
        route=(shown.start.id, *(each.target for each in shown.hops)),
        over=tuple(each.way.element for each in shown.hops),
        before=was.cost if was else None,
        after=now.cost if now else None,
        sure=shown.sure,
        bars=tuple(dict.fromkeys(each.control for step in shown.hops for each in step.bars if not each.stands)),
    )
