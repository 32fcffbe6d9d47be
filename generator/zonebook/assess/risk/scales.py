"""The scales of NIST SP 800-30 rev. 1, as data: the risk by likelihood and impact, and the value of each level.

They are constants, not entries of the catalogue: a table of a published standard never changes, and the organisation
may state a table of its own (`organisation.matrix`).
"""

from collections.abc import Mapping

from zonebook.model.vocabulary import LEVELS, Level, rank

_TABLE: Mapping[str, tuple[Level, ...]] = {
    "very-high": ("very-low", "low", "moderate", "high", "very-high"),
    "high": ("very-low", "low", "moderate", "high", "very-high"),
    "moderate": ("very-low", "low", "moderate", "moderate", "high"),
    "low": ("very-low", "low", "low", "low", "moderate"),
    "very-low": ("very-low", "very-low", "very-low", "low", "low"),
}
NIST: Mapping[str, Mapping[str, Level]] = {
    likelihood: dict(zip(LEVELS, row, strict=True)) for likelihood, row in _TABLE.items()
}
"""Risk by likelihood, then impact: table I-2."""

WEIGHTS: Mapping[Level, int] = {"very-low": 0, "low": 2, "moderate": 5, "high": 8, "very-high": 10}
"""The value of a level on the scale of 0 to 10 of tables G-2 to G-4 (likelihood), H-3 (impact) and I-3 (risk).
It only orders what to do next; it is not a measurement."""


def shifted(level: Level, steps: int) -> Level:
    """Return the level a number of steps up or down, within the scale."""
    return LEVELS[min(max(rank(level) + steps, 0), len(LEVELS) - 1)]
