"""The value of a cell that somebody filled in, by the type of its field; what is no such value is never guessed."""

import datetime as dt
import re
from collections.abc import Callable, Mapping

from zonebook.assess.controls.checklist_fields import ChecklistField
from zonebook.document.sheet import Cell, CellType
from zonebook.read.spreadsheet import Value
from zonebook.read.yaml_text import forbidden
from zonebook.suggestions import nearest
from zonebook.values import cut

_WHOLE = re.compile(r"[0-9]{1,15}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_BETWEEN = re.compile(r"[\s_-]+")
_BOOLEANS: Mapping[str, bool] = {"yes": True, "true": True, "no": False, "false": False}


class WrongCellError(Exception):
    """The cell does not hold a value of its field; the message says why."""


def typed(field: ChecklistField, value: Value) -> Cell:
    """Return the value of a cell for a field, None where it is blank; raise WrongCellError where it is no such value.

    A text is trimmed, and a word that has to be one of several is compared without capitals, spaces and underscores.
    """
    return None if value is None else _READERS[field.type](field, value)


def as_text(value: Value) -> str:
    """Return the value of a cell as text: a day as YYYY-MM-DD, true and false as words, lines trimmed at their end."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        value = value.date() if value.time() == dt.time() else value
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    text = "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _text(_: ChecklistField, value: Value) -> str:
    text = as_text(value)
    if wrong := forbidden(text):
        raise WrongCellError(f"the character {wrong} is not allowed in a model")
    return text


def _list(field: ChecklistField, value: Value) -> tuple[str, ...] | None:
    lines = filter(None, (line.strip() for line in _text(field, value).split("\n")))
    found = tuple(_word(field, line) if field.choices else line for line in lines)
    return tuple(dict.fromkeys(found)) or None


def _integer(_: ChecklistField, value: Value) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        return int(value)
    raise WrongCellError(f"`{cut(as_text(value))}` is no whole number from 0 up")


def _day(_: ChecklistField, value: Value) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = as_text(value)
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise WrongCellError(f"`{cut(text)}` is no day; write a date, or text as YYYY-MM-DD")


def _boolean(_: ChecklistField, value: Value) -> bool:
    found = value if isinstance(value, bool) else _BOOLEANS.get(as_text(value).casefold())
    if found is None:
        raise WrongCellError(f"`{cut(as_text(value))}` is neither yes nor no")
    return found


def _choice(field: ChecklistField, value: Value) -> str:
    return _word(field, as_text(value))


def _word(field: ChecklistField, text: str) -> str:
    folded = _BETWEEN.sub("-", text.strip()).casefold()
    if folded in field.choices:
        return folded
    hint = nearest(text, field.choices)
    asked = f"; did you mean `{hint}`?" if hint else ""
    raise WrongCellError(f"`{cut(text)}` is not one of {', '.join(field.choices)}{asked}")


_READERS: Mapping[CellType, Callable[[ChecklistField, Value], Cell]] = {
    "text": _text,
    "list": _list,
    "integer": _integer,
    "date": _day,
    "boolean": _boolean,
    "choice": _choice,
}
