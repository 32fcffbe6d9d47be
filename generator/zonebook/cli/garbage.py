"""The search for cyclic garbage in a command that ends soon, where hardly anything is garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_YOUNG = 100_000
"""How many more objects there are before the young ones are searched; Python searches after 700."""
_LATER = (20, 50)
"""After how many searches of one generation the next one is searched as well."""


@contextmanager
def searched_seldom() -> Iterator[None]:
    """Search for cyclic garbage seldom within; it stays within a bound, and what was set before is set again after.

    A model, its catalogue and its assessment live as long as the command: each search of them finds nothing, and at
    ten thousand services they took a quarter of the time. What lives at the end counts as old, so that the first search
    after it does not look at all of it.
    """
    before = gc.get_threshold()
    gc.set_threshold(_YOUNG, *_LATER)
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()
        gc.set_threshold(*before)
