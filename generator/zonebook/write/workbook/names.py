"""The names of sheets, within the limits of spreadsheets."""

import re
from collections.abc import Collection, Iterable

MOST = 31
"""How many characters the name of a sheet can have."""
_REFUSED = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = frozenset(("history",))
"""Names that a spreadsheet keeps for itself, folded."""


def sheet_names(wanted: Iterable[str], taken: Collection[str] = ()) -> tuple[str, ...]:
    """Return a name for each sheet: what was wanted, cut and numbered so that no two differ in their case alone."""
    found: list[str] = []
    used = {*_RESERVED, *(each.casefold() for each in taken)}
    for each in wanted:
        name = _unused(_clean(each), used)
        used.add(name.casefold())
        found.append(name)
    return tuple(found)


def _clean(name: str) -> str:
    return _REFUSED.sub(" ", name)[:MOST].strip(" '") or "Sheet"


def _unused(name: str, used: Collection[str]) -> str:
    number, found = 1, name
    while found.casefold() in used:
        number += 1
        end = f" {number}"
        found = name[: MOST - len(end)].rstrip(" '") + end
    return found
