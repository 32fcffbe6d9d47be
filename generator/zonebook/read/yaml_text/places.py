"""The places of a document, worked out when they are asked for: most values of a model are never named in a message."""

from array import array
from collections.abc import Callable, Iterator, Mapping

from zonebook.values import Data, Place, Route

COLUMNS = 24
"""How many bits of a mark hold the column: no line is longer than the longest text."""
KEY = -1
"""What stands for the end of a key, which has nothing inside."""
_COLUMN = (1 << COLUMNS) - 1


class Marks:
    """Where the keys and values of a document begin, in the order of the text.

    `begins` has a mark for each: its line and its column, both from 0. `ends` has for each mapping and list the index
    after everything inside it, for each key `KEY`, and 0 for any other value. A value follows its key.
    """

    def __init__(self, path: str) -> None:
        """Begin without any; the data is set when all of it is read."""
        self.path = path
        self.begins = array("q")
        self.ends = array("i")
        self.data: Data = None
        self._inside: dict[int, Mapping[str | int, int]] = {}

    def place(self, index: int) -> Place:
        """Return the place of a key or a value by its index."""
        mark = self.begins[index]
        return Place(path=self.path, line=(mark >> COLUMNS) + 1, column=(mark & _COLUMN) + 1)

    def value(self, route: Route) -> int | None:
        """Return the index of the value at a route; None where there is none."""
        index, data = 0, self.data
        for step in route:
            found = self._of(index, data).get(step)
            if found is None:
                return None
            index, data = found, data[step]
        return index

    def key(self, route: Route) -> int | None:
        """Return the index of the key that leads to a route; None where none does."""
        index = self.value(route)
        return index - 1 if index and self.ends[index - 1] == KEY else None

    def routes(self) -> Iterator[Route]:
        """Yield the route to each value, in the order of the text."""
        waiting: list[tuple[Route, Data]] = [((), self.data)]
        while waiting:
            route, data = waiting.pop()
            yield route
            waiting += [((*route, step), data[step]) for step in reversed(_steps(data))]

    def _of(self, index: int, data: Data) -> Mapping[str | int, int]:
        """Return the indices of the values inside a value, by key or position."""
        if index not in self._inside:
            self._inside[index] = self._found(index, data)
        return self._inside[index]

    def _found(self, index: int, data: Data) -> Mapping[str | int, int]:
        found: dict[str | int, int] = {}
        before = 2 if isinstance(data, dict) else 1
        index += before
        for step in _steps(data):
            found[step] = index
            index = (self.ends[index] or index + 1) + before - 1
        return found


def _steps(data: Data) -> tuple[str | int, ...]:
    return tuple(data) if isinstance(data, dict) else tuple(range(len(data))) if isinstance(data, list) else ()


class Places(Mapping[Route, Place]):
    """The places of the values, or of the keys, of a document by their routes."""

    def __init__(self, marks: Marks, index: Callable[[Route], int | None], count: int) -> None:
        """Take what returns the index of a route, and how many routes have one."""
        self._marks = marks
        self._index = index
        self._count = count

    def __getitem__(self, route: Route) -> Place:
        """Return the place of a route; raise KeyError where it has none."""
        index = self._index(route)
        if index is None:
            raise KeyError(route)
        return self._marks.place(index)

    def __contains__(self, route: object) -> bool:
        """Return whether a route has a place, without making it."""
        return isinstance(route, tuple) and self._index(route) is not None

    def __iter__(self) -> Iterator[Route]:
        """Return an iterator over the routes, in the order of the text."""
        return (route for route in self._marks.routes() if self._index(route) is not None)

    def __len__(self) -> int:
        """Return the number of places."""
        return self._count
