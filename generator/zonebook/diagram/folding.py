"""What is drawn as one, where a picture would hold too much to be read."""

from collections.abc import Callable, Mapping, Sequence

from zonebook.model.resolved import ResolvedSystem

MOST_NODES = 60
"""The most nodes of a picture: with more, all services of one kind and zone at one place are drawn as one."""
MOST_ALIKE = 6
"""The most services of one kind and zone at one place that are drawn each, however few nodes there are."""


def together(
    resolved: ResolvedSystem, ends: Sequence[str], places: Callable[[str], tuple[str, ...]]
) -> Mapping[str, tuple[str, ...]]:
    """Return what each node of a picture represents, by the first of it; `places` says where an element is drawn.

    What others run on is always drawn itself.
    """
    system = resolved.system
    guests = {each.runs_on for each in system.services.values() if each.runs_on}
    alike: dict[tuple[str, ...], list[str]] = {}
    many = 0
    for name in ends:
        service = system.services.get(name)
        where = places(name)
        many += max(1, len(where))
        key = (name,) if service is None or name in guests else (*service.alike, *where)
        alike.setdefault(key, []).append(name)
    most = 1 if many > MOST_NODES else MOST_ALIKE
    return {
        first: tuple(names) if len(names) > most else (first,)
        for names in alike.values()
        for first in (names if len(names) <= most else names[:1])
    }
