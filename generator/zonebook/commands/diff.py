"""`zonebook diff`: what a change of the models does, and whether it may go in."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from zonebook import assembly
from zonebook.assess.assessment import Assessment
from zonebook.assess.planning.comparison.verdict import Bar, closing
from zonebook.diagram import change
from zonebook.edge import git, repository, streams, terminal
from zonebook.load.catalogue import CheckedCatalogue
from zonebook.model.vocabulary import LEVELS, Level
from zonebook.pipeline import compare_assessments
from zonebook.values import BrokenError, DamagedError, RefusedError, visible
from zonebook.values.record import dataclass
from zonebook.write import svg
from zonebook.write.comparison import json, markdown, text
from zonebook.write.comparison.outcome import Outcome, Verdict

FORMS: Mapping[str, Callable[[Outcome], str]] = {
    "text": text.printed,
    "markdown": markdown.printed,
    "json": json.printed,
}
_EXITS: Mapping[Verdict, int] = {
    "OPEN": terminal.FINE,
    "CLOSED": terminal.PROBLEMS,
    "NOT COMPARED": terminal.USAGE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The two states as they are named, an empty `new` being the disk, and where each has its models."""

    old: str
    new: str
    models: Path
    old_models: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The form of the result, the levels from which it is CLOSED, who proposes the change, and where pictures go."""

    form: str = "text"
    fail_on: str | None = None
    fail_on_possible: str | None = None
    actor: str | None = None
    pictures: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One state: its name in the result, and how it is assessed; `load` raises BrokenError and OSError."""

    name: str
    load: Callable[[str, CheckedCatalogue], Assessment]


class _NoModelsError(Exception):
    """A revision has no models, in any folder."""


def diff(sides: Sides, *, as_of: str, wish: Wish) -> int:
    """Print what changed between two states in a form; return the exit code."""
    try:
        outcome = _outcome(sides, as_of, _bar(wish))
    except OSError as error:
        return terminal.refused(error)
    placed = replace(outcome, located=repository.located(Path.cwd()) if not sides.new else str)
    streams.put(FORMS[wish.form](placed), err=False)
    code = _EXITS[outcome.verdict]
    try:
        degraded = wish.pictures is not None and _draw(outcome, wish.pictures)
    except OSError as error:
        return terminal.refused(error)
    return terminal.DEGRADED if degraded and code == terminal.FINE else code


def _draw(outcome: Outcome, folder: Path) -> bool:
    """Write the pictures of what changed, each by its name; return whether one of them is missing or not whole."""
    graphs = [graph for system in outcome.systems for graph in change.pictures(system)]
    drawn = assembly.drawn_alone(graphs)
    if folder.exists() and not folder.is_dir():
        raise RefusedError(f"{folder} is a file; name a folder for the pictures")
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in drawn.items():
        if picture.svg:
            (folder / f"{name}.svg").write_text(svg.alone(picture), "utf-8")
        if picture.fault:
            terminal.talk(f"zonebook: {name}: {picture.fault}")
    return any(picture.fault for picture in drawn.values())


def _bar(wish: Wish) -> Bar:
    return Bar(known=_level(wish.fail_on), possible=_level(wish.fail_on_possible), actor=wish.actor or "")


def _level(name: str | None) -> Level | None:
    return next((level for level in LEVELS if level == name), None)


def _outcome(sides: Sides, as_of: str, bar: Bar) -> Outcome:
    """Return the result; raise OSError where the new state cannot be read: then there is nothing to say of it."""
    bundled = assembly.bundled_catalogue()
    new = _side(sides.new, sides.models)
    try:
        after = new.load(as_of, bundled)
    except BrokenError as broken:
        blank = Outcome(verdict="CLOSED", old=sides.old, new=new.name, as_of=as_of, bar=bar)
        return replace(blank, problems=broken.problems)
    except _NoModelsError:
        raise RefusedError(f"{new.name} has no models") from None
    return against(sides, after, bar, bundled, name=new.name)


def against(sides: Sides, after: Assessment, bar: Bar, bundled: CheckedCatalogue, *, name: str) -> Outcome:
    """Return the result for a new state that is assessed already; its verdict is never OPEN without an old state."""
    as_of, systems = after.as_of, tuple(after.systems.values())
    blank = Outcome(verdict="NOT COMPARED", old=sides.old, new=name, as_of=as_of, bar=bar, alone=systems)
    try:
        old = _side(sides.old, sides.old_models)
        blank = replace(blank, old=old.name)
        before = old.load(as_of, bundled)
    except BrokenError as broken:
        first = broken.problems[0]
        many = f"{len(broken.problems)} problem{'s' if len(broken.problems) != 1 else ''}"
        return replace(blank, refusal=f"{blank.old} has {many}, the first is {first}")
    except git.UnknownRevisionError as error:
        return replace(blank, refusal=error.message, command=error.fetch)
    except DamagedError:
        raise
    except OSError as error:
        return replace(blank, refusal=str(error) if isinstance(error, RefusedError) else streams.reason(error))
    except _NoModelsError:
        return replace(blank, verdict="OPEN", first=True)
    return _compared(blank, before, after)


def _compared(blank: Outcome, before: Assessment, after: Assessment) -> Outcome:
    found = compare_assessments(before, after)
    closed = closing(found, blank.bar)
    new_rules = closing(replace(found, old=found.new), blank.bar, found.by_new_rules) if found.policy else None
    verdict: Verdict = "CLOSED" if closed else "OPEN"
    return replace(blank, verdict=verdict, comparison=found, closed=closed, closed_by_new_rules=new_rules)


def _side(named: str, models: Path) -> _Side:
    """Return the state of a name: the disk, a folder where there is one of that name, else a git revision."""
    folder = Path(named) if named else models
    if not named or folder.is_dir():
        return _Side(
            name=folder.as_posix(),
            load=lambda as_of, bundled: assembly.load_and_assess(folder, as_of, bundled=bundled),
        )
    if folder.is_file():
        message = f"{named} is a file: name a git revision, or a folder of models; an assessment.json is not compared"
        raise RefusedError(message)
    try:
        top = git.top(Path.cwd())
    except RefusedError as error:
        message = f"{visible(named)} is no folder, and no git revision can be looked up here: {error.message}"
        raise RefusedError(message) from error
    commit = git.commit(top, named)
    inside = _inside(top, models)
    name = named if commit.startswith(named) else f"{named}@{commit[:7]}"
    return _Side(name=name, load=lambda as_of, bundled: _revision(git.models(top, commit, inside), as_of, bundled))


def _inside(top: Path, models: Path) -> str:
    """Return the path of a folder of models from the root of the repository; raise RefusedError outside of it."""
    whole = Path(os.path.normpath(Path.cwd() / models))
    whole, root = Path(os.path.realpath(whole)), Path(os.path.realpath(top))
    if not whole.is_relative_to(root) or whole == root:
        raise RefusedError(f"{models} is no folder inside the repository {top}")
    return whole.relative_to(root).as_posix()


def _revision(found: git.Models, as_of: str, bundled: CheckedCatalogue) -> Assessment:
    if found.texts:
        return assembly.assess_revision(found, as_of, bundled)
    others = git.folders_of_models(found.repository, found.commit)
    if not others:
        raise _NoModelsError
    message = f"{found.commit[:7]} has no models in {found.root}, but in {', '.join(others[:3])}"
    raise RefusedError(f"{message}: name it with --old-models")
