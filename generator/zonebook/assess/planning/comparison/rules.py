"""The rules that findings are judged by: what of them changed, and a new state under the rules of the old one."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from zonebook.assess.planning.comparison.plain_form import facts, plain, spelt
from zonebook.assess.planning.comparison.renames import Renames, unchanged
from zonebook.model.catalogue import SHELVES
from zonebook.model.system import Workspace

_POLICY = ("appetite", "acceptance", "matrix", "frameworks", "classifications")
"""What the organisation states that findings are judged by."""


def by_rules_of(old: Workspace, new: Workspace) -> Workspace:
    """Return the new workspace with the rules of the old one: those of its organisation, and its own entries."""
    house = new.organisation.organisation
    rules = {name: getattr(old.organisation.organisation, name) for name in _POLICY}
    shelves: dict[str, Any] = {}
    for shelf, name in _entries(old):
        known = shelves.setdefault(shelf, dict(getattr(new.catalogue, shelf)))
        known[name] = getattr(old.catalogue, shelf)[name]
    return replace(
        new,
        organisation=replace(new.organisation, organisation=replace(house, **rules)),
        catalogue=new.catalogue.with_shelves(shelves) if shelves else new.catalogue,
    )


def _entries(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Yield the shelf and the id of each entry that the organisation adds to the catalogue."""
    for path in workspace.texts:
        folder, _, name = path.rpartition("/")
        shelf = folder.rpartition("/")[2]
        if shelf in SHELVES and "/systems/" not in path:
            yield shelf, name.rpartition(".")[0]


def changed(old: Workspace, new: Workspace) -> Iterator[str]:
    """Yield each rule that changed."""
    was, now = (facts(each.organisation.organisation, unchanged) for each in (old, new))
    for name in _POLICY:
        if was.get(name) != now.get(name):
            yield f"{name}: {spelt(was.get(name))} → {spelt(now.get(name))}"
    before, after = set(_entries(old)), set(_entries(new))
    for shelf, name in sorted(before | after):
        if (shelf, name) not in after:
            yield f"{shelf}/{name} removed"
        elif (shelf, name) not in before:
            yield f"{shelf}/{name} added"
        elif plain(_entry(old, shelf, name), unchanged) != plain(_entry(new, shelf, name), unchanged):
            yield f"{shelf}/{name} changed"


def _entry(workspace: Workspace, shelf: str, name: str) -> object:
    return getattr(workspace.catalogue, shelf)[name]


def restated(old: Workspace, new: Workspace, renames: Renames) -> Iterator[str]:
    """Yield what the organisation itself states otherwise, apart from its rules: its head, and controls for all."""
    parts = (
        (old.organisation.organisation, new.organisation.organisation, ""),
        (old.organisation, new.organisation, "controls."),
    )
    for before, after, kind in parts:
        was, now = facts(before, unchanged), facts(after, renames.first)
        for name in dict.fromkeys((*was, *now)):
            if name.startswith(kind) and name not in _POLICY and was.get(name) != now.get(name):
                yield f"{name}: {spelt(was.get(name))} → {spelt(now.get(name))}"


def everything(workspace: Workspace) -> tuple[Any, ...]:
    """Return what the judgement of every system depends on, apart from the bundled catalogue."""
    own = {(shelf, name): plain(_entry(workspace, shelf, name), unchanged) for shelf, name in _entries(workspace)}
    return plain(workspace.organisation, unchanged), own, sorted(map(str, workspace.evidence.values()))
