"""What a tool found about one resource, whatever the format of its file."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import UTC, date, datetime
from typing import Any

from zonebook.model.settings import Tool
from zonebook.values.record import dataclass

TAG = "zonebook"
"""The tag of a resource that names the element it is of, as `system/element`."""
_PASSED = frozenset(("pass", "passed", "success", "compliant"))
_FAILED = frozenset(("fail", "failed", "failure", "non_compliant"))
_LATEST = 253_402_300_799
"""The last second of the year 9999."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The outcome of one check for one resource.

    `passed` is None where the tool could not say, or somebody muted the finding. `names` are those of the resource, the
    whole one first, `element` what its tag `zonebook` says, and `on` the day, YYYY-MM-DD, or nothing.
    """

    tool: Tool
    check: str
    passed: bool | None
    names: tuple[str, ...]
    element: str = ""
    on: str = ""


def outcome(word: object) -> bool | None:
    """Return whether a word of a tool says that a check passed or failed; None where it says neither."""
    folded = str(word).strip().casefold()
    return True if folded in _PASSED else False if folded in _FAILED else None


def names(*found: object) -> tuple[str, ...]:
    """Return the names of a resource, and of each the part behind the last `/` or `:`, by which people know it."""
    whole = [each.strip() for each in found if isinstance(each, str) and each.strip()]
    short = [each.replace(":", "/").rsplit("/", 1)[-1] for each in whole]
    return tuple(dict.fromkeys(filter(None, (*whole, *short))))


def day(value: object) -> str:
    """Return the day of a time as ISO 8601, or of seconds or milliseconds since 1970; nothing where it is neither."""
    text = str(value).strip()
    try:
        if text.isascii() and text.replace(".", "", 1).isdigit():
            seconds = float(text)
            seconds = seconds / 1000 if seconds > _LATEST else seconds
            return datetime.fromtimestamp(seconds, UTC).date().isoformat()
        return date.fromisoformat(text[:10]).isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def tagged(tags: object) -> str:
    """Return the value of the tag `zonebook` among tags: a mapping, a list of keys and values, or text of pairs."""
    if isinstance(tags, Mapping):
        return str(tags.get(TAG, ""))
    if isinstance(tags, str):
        pairs = (each.partition("=") for each in tags.split("|"))
        return next((value.strip() for key, _, value in pairs if key.strip() == TAG), "")
    if not isinstance(tags, Iterable):
        return ""
    return next((found for each in tags if (found := _one(each))), "")


def _one(tag: object) -> str:
    if isinstance(tag, str):
        key, _, value = tag.replace("=", ":", 1).partition(":")
        return value.strip() if key.strip() == TAG else ""
    if isinstance(tag, Mapping):
        lower = {str(key).casefold(): value for key, value in tag.items()}
        name = lower.get("key", lower.get("name"))
        return str(lower.get("value", "")) if name == TAG else ""
    return ""


@dataclass(frozen=True, slots=True)
class Json:
    """A value of JSON of unknown form: what is not there, or of another type, is empty."""

    value: Any = field(default=None)

    def __getitem__(self, name: str) -> "Json":
        """Return the value of a key."""
        return Json(self.value.get(name)) if isinstance(self.value, dict) else Json()

    @property
    def items(self) -> "list[Json]":
        """The items of a list."""
        return [Json(each) for each in self.value] if isinstance(self.value, list) else []

    @property
    def text(self) -> str:
        """The value as text; empty where it is a list, a mapping, or nothing."""
        return "" if self.value is None or isinstance(self.value, dict | list) else str(self.value)
