"""The profile of a check: every function has its share, and nothing is counted twice."""

from pathlib import Path

import pytest
from tests.bench.functions import IMPORTS, shares
from tests.bench.generate import written


def test_shares_of_functions_add_up(tmp_path: Path) -> None:
    written(10, tmp_path / "models")
    found = shares(tmp_path / "models")
    assert sum(found.values()) == pytest.approx(1)
    assert [*found.values()] == sorted(found.values(), reverse=True)
    assert IMPORTS in found or any(each.startswith("library: ") for each in found)
    assert any(name.startswith("assess/findings/evaluation: ") for name in found)
