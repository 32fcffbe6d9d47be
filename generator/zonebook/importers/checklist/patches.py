"""The changes of rows, made in the texts of models and audits, and the rows to blame where one cannot be made."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from zonebook.read.edits import edited
from zonebook.read.yaml_text import read
from zonebook.values import BrokenError, Document, Place, Problem, Route
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a row changes in one file: the route to a value, and what to state there: words of a mapping, or the value.

    `fields` has the field that a word of the mapping comes from, where the two have other names.
    """

    row: int
    path: str
    route: Route
    patch: Mapping[str, Any] | str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blame:
    """A row that cannot be taken, with the field, where it is one, and why."""

    row: int
    field: str
    why: str


def applied(texts: Mapping[str, bytes], changes: Iterable[Change]) -> tuple[dict[str, bytes], list[Blame]]:
    """Return the texts that change, with every change that can be made in them, and the rows whose change cannot."""
    by_path: dict[str, list[Change]] = {}
    for each in changes:
        by_path.setdefault(each.path, []).append(each)
    found: dict[str, bytes] = {}
    blames: list[Blame] = []
    for path, wanted in by_path.items():
        found[path] = _applied(path, texts[path], wanted, blames)
    return {path: raw for path, raw in found.items() if raw != texts[path]}, blames


def _applied(path: str, raw: bytes, changes: Sequence[Change], blames: list[Blame]) -> bytes:
    """Return a text with the changes; where they fail together, each half is tried."""
    try:
        return edited(path, raw, _joined(changes))
    except BrokenError as broken:
        if len(changes) == 1:
            blames.append(Blame(row=changes[0].row, field="", why=f"{path}: {broken.problems[0].message}"))
            return raw
    half = len(changes) // 2
    return _applied(path, _applied(path, raw, changes[:half], blames), changes[half:], blames)


def _joined(changes: Iterable[Change]) -> dict[str, Any]:
    """Return the changes of one file as one patch."""
    whole: dict[str, Any] = {}
    for change in changes:
        at = whole
        *above, last = map(str, change.route)
        for key in above:
            at = at.setdefault(key, {})
        at[last] = change.patch
    return whole


def blamed(problems: Iterable[Problem], texts: Mapping[str, bytes], changes: Iterable[Change]) -> list[Blame]:
    """Return the row to blame for each problem of changed texts; a problem elsewhere is nobody's."""
    where = {(each.path, each.route): each for each in changes}
    routes = {path: _routes(read(path, raw)) for path, raw in texts.items()}
    found: list[Blame] = []
    for problem in problems:
        route = routes.get(problem.place.path, {}).get(problem.place, ())
        for length in range(len(route), 0, -1):
            if change := where.get((problem.place.path, route[:length])):
                word = str(route[length]) if length < len(route) else ""
                why = f"{problem.message}; did you mean `{problem.hint}`?" if problem.hint else problem.message
                found.append(Blame(row=change.row, field=change.fields.get(word, word), why=why))
                break
    return found


def _routes(document: Document) -> dict[Place, Route]:
    """Return the longest route to what begins at each place of a text."""
    found: dict[Place, Route] = {}
    for route, place in (*document.keys.items(), *document.values.items()):
        if len(route) >= len(found.get(place, ())):
            found[place] = route
    return found
