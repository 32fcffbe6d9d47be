"""Bounds over all files together: no handwritten model reaches them, and no text exhausts the program."""

import pytest

from zonebook.edge import disk
from zonebook.load import catalogue
from zonebook.read.yaml_text import read
from zonebook.values import BrokenError

LONG = "a: [" + "1," * 900 + "1]\n"


def test_values_of_all_files_are_summed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "MOST_VALUES", 2000)
    texts = {f"models/systems/x/{name}.yaml": LONG.encode() for name in "abc"}
    with pytest.raises(
        BrokenError, match=r"c\.yaml:1:1: too-many: with this file the models hold more than 2000 values"
    ):
        catalogue.read_all(texts, "models")


def test_bundled_catalogue_is_far_below_bounds() -> None:
    counts = [len(read(path, raw).values) for path, raw in disk.catalogue().items()]
    assert 10_000 < sum(counts) < catalogue.MOST_VALUES / 5
