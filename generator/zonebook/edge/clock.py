"""The only place that reads the clock for the current day."""

from datetime import UTC, datetime


def today() -> str:
    """Return the current day in UTC as YYYY-MM-DD."""
    return datetime.now(tz=UTC).date().isoformat()
