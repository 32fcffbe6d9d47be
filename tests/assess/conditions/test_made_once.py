"""The conditions of a catalogue are made once, and forgotten with it."""

import gc
from dataclasses import replace

from tests.support import catalogues

from zonebook.assess.conditions import entry_conditions
from zonebook.assess.conditions.entry_conditions import conditions


def test_conditions_live_as_long_as_their_catalogue() -> None:
    known = catalogues.golden().catalogue
    made = conditions(known)
    assert conditions(known) is made
    other = replace(known, threats={})
    assert not any(name.startswith("threats/") for name in conditions(other))
    gc.collect()  # also what tests before this one left
    count = len(entry_conditions._MADE)
    del other
    gc.collect()
    assert len(entry_conditions._MADE) == count - 1
    assert conditions(known) is made
