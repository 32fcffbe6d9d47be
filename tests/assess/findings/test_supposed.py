"""A supposed value of a setting with a role is taken of its element alone where nothing else is judged by it."""

import pytest
from hypothesis import given, settings
from tests.support import crowds, worlds
from tests.support.laws import MANY

from zonebook.assess.findings import possible
from zonebook.assess.findings.possible import Conditions, Open

RUNS = 25


def test_element_alone_is_judged_as_in_its_system() -> None:
    alone: list[str] = []
    found = possible.looks_beyond

    def noted(open_: Open, conditions: Conditions) -> bool:
        beyond = found(open_, conditions)
        if not beyond:
            alone.append(open_.threat.id)
        return beyond

    @settings(MANY, max_examples=RUNS)
    @given(seed=worlds.seeds(RUNS))
    def run(seed: int) -> None:
        world = crowds.crowded(seed)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(possible, "looks_beyond", noted)
            quick = list(crowds.whole(crowds.judged_slowly(world)))
            patch.setattr(possible, "looks_beyond", lambda *_: True)
            slow = list(crowds.whole(crowds.judged_slowly(world)))
        assert quick == slow

    run()
    assert alone
