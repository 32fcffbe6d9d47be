"""Days and how long something holds: ISO 8601 durations added to days."""

import re
from datetime import date, timedelta

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", re.ASCII)
_YEAR, _MONTH, _WEEK = 365, 30, 7


def days(duration: str) -> int:
    """Give an ISO 8601 duration in days: a month counts 30, a year 365; 0 where it is none."""
    found = _DURATION.fullmatch(duration)
    years, months, weeks, rest = (int(each or 0) for each in found.groups()) if found else (0, 0, 0, 0)
    return years * _YEAR + months * _MONTH + weeks * _WEEK + rest


def later(day: str, duration: str) -> str:
    """Give the day (YYYY-MM-DD) that lies an ISO 8601 duration after another; the last day there is, at most."""
    start = date.fromisoformat(day)
    return (start + timedelta(days=min(days(duration), (date.max - start).days))).isoformat()
