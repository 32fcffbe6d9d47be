"""A shelf whose entries are made when they are first asked for: most runs look at few of those that are brought."""

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from functools import cached_property
from typing import Any, TypeVar

from zonebook.model import binding
from zonebook.values import Document

E_co = TypeVar("E_co", covariant=True)


class Shelf(Mapping[str, E_co]):
    """The entries of one shelf by id, in the order of the documents. What is on it never changes."""

    def __init__(self, type_: type[E_co], documents: Mapping[str, Document]) -> None:
        """Take the documents, which have passed their schema, of entries of a type."""
        self._type = type_
        self._documents = documents
        self._made: dict[str, E_co] = {}

    def __getitem__(self, name: str) -> E_co:
        """Give an entry by its id; raises KeyError where there is none."""
        try:
            return self._made[name]
        except KeyError:
            made = self._made[name] = binding.build(self._type, self._documents[name])
            return made

    def get(self, name: Any, default: Any = None) -> Any:  # noqa: ANN401  as in Mapping
        """Give an entry by its id, or what is given in its place."""
        found = self._made.get(name)
        if found is None and name in self._documents:
            found = self[name]
        return default if found is None else found

    @cached_property
    def _all(self) -> dict[str, E_co]:
        return {name: self[name] for name in self._documents}

    def values(self) -> ValuesView[E_co]:
        """Give every entry."""
        return self._all.values()

    def items(self) -> ItemsView[str, E_co]:
        """Give every id with its entry."""
        return self._all.items()

    def __contains__(self, name: object) -> bool:
        """Say whether there is such an entry, without making it."""
        return name in self._documents

    def __iter__(self) -> Iterator[str]:
        """Give the ids."""
        return iter(self._documents)

    def __len__(self) -> int:
        """Give how many entries there are."""
        return len(self._documents)
