"""The two catalogues of the tests, each read and checked once: the shipped one, and a small frozen one."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from zonebook.edge import disk
from zonebook.edge.disk import catalogue as texts_on_disk
from zonebook.load import catalogue as loading
from zonebook.load.catalogue import CheckedCatalogue
from zonebook.model.catalogue import Catalogue
from zonebook.read.schema import Schemas

GOLDEN = Path(__file__).parents[1] / "golden" / "catalogue"
GUARDED = """\
title: Guarded by the provider
objective: Guarded.
about: service
when: {is: [host]}
layer: facilities
responsibility: provider
crosswalk: {made-up-1: [A-1]}
verify: [{how: document, step: Look., expect: It is so.}]
evidence: [A report.]
frequency: P1Y
sources: [{title: Made for tests}]
confidence: confirmed
"""
"""A control for the folder of the models that is inherited from whoever has the buildings."""


@cache
def schemas() -> Schemas:
    """Return the schemas of the project."""
    return Schemas(disk.schemas())


@cache
def golden_texts() -> Mapping[str, bytes]:
    """Return the texts of the small frozen catalogue."""
    paths = sorted(GOLDEN.rglob("*.yaml"))
    return {f"catalogue/{path.relative_to(GOLDEN).as_posix()}": path.read_bytes() for path in paths}


@cache
def golden() -> CheckedCatalogue:
    """Return the small frozen catalogue."""
    return loading.shipped(golden_texts(), schemas())


@cache
def shipped_texts() -> Mapping[str, bytes]:
    """Return the texts of the shipped catalogue, also where a test puts another one in its place."""
    return texts_on_disk()


@cache
def shipped() -> CheckedCatalogue:
    """Return the shipped catalogue."""
    return loading.shipped(shipped_texts(), schemas())


def use(patch: pytest.MonkeyPatch, texts: Mapping[str, bytes]) -> None:
    """Put other texts in place of the catalogue on the disk, whose files say nothing about these."""
    patch.setattr(disk, "catalogue", lambda: dict(texts))
    patch.setattr(disk, "catalogue_state", lambda: None)


def known() -> Catalogue:
    """Return the shipped catalogue with its types."""
    return shipped().catalogue
