"""A check seldom searches for cyclic garbage, and what is garbage stays within a bound."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support import sites

from zonebook.cli import garbage
from zonebook.commands import check

MANY = 250_000
MOST_ALIVE = 150_000


class Cycle:
    """An object that only a search finds when nobody uses it."""

    alive = 0

    def __init__(self) -> None:
        self.itself = self
        Cycle.alive += 1

    def __del__(self) -> None:
        Cycle.alive -= 1


@pytest.fixture
def before() -> Iterator[tuple[int, int, int]]:
    """The thresholds before a test, which are set again after it."""
    found = gc.get_threshold()
    yield found
    gc.set_threshold(*found)


def test_cyclic_garbage_is_bounded(before: tuple[int, int, int]) -> None:
    most = 0
    with garbage.searched_seldom():
        for _ in range(0, MANY, 1000):
            for _ in range(1000):
                Cycle()
            most = max(most, Cycle.alive)
    gc.collect()
    assert 0 < most < MOST_ALIVE
    assert Cycle.alive == 0
    assert gc.get_threshold() == before


def test_thresholds_return_after_an_error(before: tuple[int, int, int]) -> None:
    with pytest.raises(OSError, match="refused"), garbage.searched_seldom():
        raise OSError("refused")
    assert gc.get_threshold() == before


def test_check_searches_seldom(here: Path, before: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int, int]] = []

    def looked(*_: object, **__: object) -> int:
        seen.append(gc.get_threshold())
        return 0

    monkeypatch.setattr(check, "check", looked)
    gc.set_threshold(700, 10, 10)
    assert sites.asked("check", str(here / "models")).exit_code == 0
    assert seen[0][0] > 700
    assert gc.get_threshold() == (700, 10, 10)
    assert before
