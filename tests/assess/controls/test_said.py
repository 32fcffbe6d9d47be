"""What is said of a control is worked out once for elements that look the same, and is what is said of each."""

from hypothesis import given, settings
from tests.laws.test_crowds import resolved_of
from tests.support import crowds, worlds
from tests.support.catalogues import known
from tests.support.laws import MANY
from tests.support.strategies import dice_of

from zonebook.assess.controls.alike.looks import Said, said
from zonebook.assess.controls.status import control_state
from zonebook.model.subject import subjects
from zonebook.model.vocabulary import ABOUTS

RUNS = 8


def test_said_is_the_state_of_each() -> None:
    compared: list[Said] = []

    @settings(MANY, max_examples=RUNS)
    @given(seed=worlds.seeds(RUNS))
    def run(seed: int) -> None:
        resolved = resolved_of(crowds.crowded(seed))
        for control in dice_of(seed).sample(list(known().controls.values()), 40):
            for at in (each for about in ABOUTS for each in subjects(resolved, about)):
                state = control_state(at, control)
                expected = Said(state.status, state.origin.stated, state.origin.shown)
                assert said(at, control) == expected, f"{control.id}@{at.id}"
                compared.append(expected)

    run()
    assert {(each.stated, each.shown) for each in compared} == {(False, False), (True, False), (False, True)}
