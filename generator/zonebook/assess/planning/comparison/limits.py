"""Statements of a change that set findings aside: what was put out of scope, and what assumptions newly exclude."""

from collections.abc import Mapping
from dataclasses import replace

from zonebook.assess.planning.comparison.renames import Renames
from zonebook.model.elements import ELEMENTS
from zonebook.model.scope.statements import Assumption, Exclusion, OutOfScope
from zonebook.model.system import System
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsChange:
    """What sets more aside than before: the elements put out of scope, and the assumptions that exclude more.

    `out_of_scope` and `assumptions` are those of the system as they would be without the change.
    """

    widened: tuple[Exclusion, ...]
    out_of_scope: Mapping[str, OutOfScope]
    assumptions: Mapping[str, Assumption]


def limits_change(old: System, new: System, renames: Renames) -> LimitsChange:
    """Return what of the new system sets more aside than the old one does, and both statements without it."""
    outside, assumed = dict(new.out_of_scope), dict(new.assumptions)
    widened: list[Exclusion] = []
    for id_, each in new.out_of_scope.items():
        before = old.out_of_scope.get(renames.first(ELEMENTS, id_))
        if before is None or _longer(before, each):
            widened.append(each)
            del outside[id_]
            if before:
                outside[id_] = replace(before, id=id_)
    for id_, assumption in new.assumptions.items():
        was = old.assumptions.get(id_)
        if assumption.excludes and (was is None or _excludes_more(was, assumption, renames)):
            widened.append(assumption)
            del assumed[id_]
            if was:
                assumed[id_] = replace(was, about=_as_now(was.about, renames))
    return LimitsChange(widened=tuple(widened), out_of_scope=outside, assumptions=assumed)


def _longer(old: Exclusion, new: Exclusion) -> bool:
    """Return whether a statement begins earlier or ends later than before."""
    return new.on < old.on or bool(old.until and (not new.until or new.until > old.until))


def _excludes_more(old: Assumption, new: Assumption, renames: Renames) -> bool:
    about = {renames.first(ELEMENTS, each) for each in new.about}
    wider = bool(old.about) and (not about or not about <= set(old.about))
    return wider or not set(new.excludes) <= set(old.excludes) or _longer(old, new)


def _as_now(names: tuple[str, ...], renames: Renames) -> tuple[str, ...]:
    """Return ids of the old state as they are in the new one."""
    now = {former: id_ for (_, id_), former in renames.former.items()}
    return tuple(now.get(each, each) for each in names)


def said(each: Exclusion) -> str:
    """Describe in a few words what a statement sets aside."""
    if isinstance(each, OutOfScope):
        return f"{each.id} is out of scope"
    return f"assumption {each.id} excludes {', '.join(each.excludes)}"
