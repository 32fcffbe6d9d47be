"""The path of an evidence: one that is accepted leads to a file below its folder, on every system."""

import ntpath
import posixpath
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zonebook.model.consistency import misplaced

PARTS = st.one_of(
    st.sampled_from(["..", ".", "", "a", "b.json", "..a", "C:", "c:x", "~", "\\", "..\\..", "a\\b"]), st.text()
)
PATHS = st.one_of(st.text(), st.lists(PARTS, max_size=8).map("/".join), st.lists(PARTS, max_size=8).map("\\".join))


@pytest.mark.parametrize(("flavour", "folder"), [(posixpath, "/m/systems/shop"), (ntpath, "C:\\m\\systems\\shop")])
@settings(max_examples=500, deadline=None)
@given(path=PATHS)
def test_accepted_path_stays_below_its_folder(flavour: ModuleType, folder: str, path: str) -> None:
    if misplaced(path) is None:
        whole = flavour.normpath(flavour.join(folder, path))
        assert whole.startswith(folder + flavour.sep)


@pytest.mark.parametrize("path", ["a.json", "evidence/a.json", "./a.json", "a/../b.json", "..a/b..json", "a b (1).pdf"])
def test_path_below_its_folder_is_accepted(path: str) -> None:
    assert misplaced(path) is None


@settings(max_examples=200, deadline=None)
@given(path=PATHS)
def test_suggested_path_is_accepted(path: str) -> None:
    wrong = misplaced(path)
    if wrong and wrong[1]:
        assert misplaced(wrong[1]) is None
