"""A supposed value of a setting with a role is taken of its element alone where nothing else is judged by it."""

import pytest
from hypothesis import given, settings
from tests.support import crowds, workspaces, worlds
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
        workspace = workspaces.workspace_of(seed)
        with pytest.MonkeyPatch.context() as patch, crowds.each_by_itself():
            patch.setattr(possible, "looks_beyond", noted)
            quick = list(crowds.whole(workspaces.verdicts(workspace)))
            patch.setattr(possible, "looks_beyond", lambda *_: True)
            slow = list(crowds.whole(workspaces.verdicts(workspace)))
        assert quick == slow

    run()
    assert alone
