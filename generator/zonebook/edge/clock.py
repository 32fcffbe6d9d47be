"""The one place that asks what day it is."""

from datetime import UTC, datetime


def today() -> str:
    """Give the present day in UTC as YYYY-MM-DD."""
    return datetime.now(tz=UTC).date().isoformat()
