"""Importers from the files of other tools to YAML models; the result is read, checked and reviewed like any model."""

from collections.abc import Callable, Mapping

from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer:
    """A reader of one foreign format.

    `convert` takes texts by path and returns YAML texts by their path below the folder of the models; it raises
    BrokenError with the place of whatever it cannot read.
    """

    name: str
    title: str
    convert: Callable[[Mapping[str, bytes]], Mapping[str, str]]


IMPORTERS: tuple[Importer, ...] = ()
"""Every importer, in the order in which they are listed: one file and one line for each."""
