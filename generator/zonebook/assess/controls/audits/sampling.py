"""How many to test of a control: a suggestion by how often it acts, and by how many there are to draw from."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from zonebook.model.vocabulary import Operation

_A_YEAR: Mapping[Operation, tuple[int, int, int]] = {
    "daily": (20, 40, 365),
    "weekly": (5, 15, 52),
    "monthly": (2, 5, 12),
    "quarterly": (2, 2, 4),
    "half-yearly": (2, 2, 2),
    "yearly": (1, 1, 1),
}
"""The least and the most that are usually tested, and how many there are in a year."""
_STEPS = ((20, 0, 0), (50, 5, 5), (100, 10, 10), (200, 20, 20))
"""For populations below the first number: the least and the most that are tested; below the first step all are.

From 20 to 199 after the Consolidated Audit Guide of the US Department of Housing and Urban Development (2000.04).
"""
_MANY = (25, 60)
"""The least and the most that are tested of a larger population."""


def suggested_samples(runs: Iterable[Operation], population: int | None = None) -> tuple[str, ...]:
    """Return how many to test, a text for each way in which a control acts, in its order.

    Neither the AICPA nor the PCAOB sets a size. The ranges are those that auditors of internal control publish; where
    the population is known, the suggestion is for that population.
    """
    return tuple(dict.fromkeys(_suggested(run, population) for run in runs))


def _suggested(run: Operation, population: int | None) -> str:
    if run == "continuous":
        return "1 of each setting, where changes of settings are controlled"
    if run == "per-event":
        return _EVENTS if population is None else _of(*_range(population), population)
    least, most, year = _A_YEAR[run]
    if population is None:
        return f"{_between(least, most)} of {year} a year"
    return _of(least, most, population)


def _range(population: int) -> tuple[int, int]:
    """Return the least and the most that are tested of a population of events."""
    for below, least, most in _STEPS:
        if population < below:
            return (least, most) if least else (population, population)
    return _MANY


def _of(least: int, most: int, population: int) -> str:
    if population == 0:
        return "none: nothing happened"
    return f"{_between(min(least, population), min(most, population))} of {population}"


def _between(least: int, most: int) -> str:
    return str(least) if least == most else f"{least} to {most}"


_EVENTS = "; ".join(
    (
        *(f"{least} of {over} to {below - 1}" for (over, _, _), (below, least, _) in pairwise(_STEPS)),
        f"{_between(*_MANY)} of more",
        f"all of fewer than {_STEPS[0][0]}",
    )
)
