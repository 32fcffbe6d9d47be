"""Mappings whose content is made on first access, because most runs use few of the bundled entries."""

from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from functools import cached_property
from typing import Any, TypeVar

from zonebook.model import binding
from zonebook.values import Document

E_co = TypeVar("E_co", covariant=True)


class _OfDocuments(Mapping[str, E_co]):
    """What is made of documents, by id: which ids there are is known without making anything."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        """Keep the documents."""
        self._documents = documents

    def __contains__(self, name: object) -> bool:
        """Return whether there is such an entry, without making it."""
        return name in self._documents

    def __iter__(self) -> Iterator[str]:
        """Return an iterator over the ids."""
        return iter(self._documents)

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self._documents)


class Shelf(_OfDocuments[E_co]):
    """The entries of one shelf by id, in the order of the documents. Its content never changes."""

    def __init__(self, type_: type[E_co], documents: Mapping[str, Document]) -> None:
        """Keep the documents of entries of a type; they have passed their schema."""
        super().__init__(documents)
        self._type = type_
        self._made: dict[str, E_co] = {}

    def __getitem__(self, name: str) -> E_co:
        """Return an entry by its id; raise KeyError where there is none."""
        try:
            return self._made[name]
        except KeyError:
            made = self._made[name] = binding.build(self._type, self._documents[name])
            return made

    def get(self, name: Any, default: Any = None) -> Any:  # noqa: ANN401  as in Mapping
        """Return an entry by its id, or the default."""
        found = self._made.get(name)
        if found is None and name in self._documents:
            found = self[name]
        return default if found is None else found

    @cached_property
    def _all(self) -> dict[str, E_co]:
        return {name: self[name] for name in self._documents}

    def values(self) -> ValuesView[E_co]:
        """Return every entry."""
        return self._all.values()

    def items(self) -> ItemsView[str, E_co]:
        """Return every id with its entry."""
        return self._all.items()


class Entries(_OfDocuments[Any]):
    """The plain data of the entries of one shelf by id."""

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  plain data
        """Return the data of an entry; raise KeyError where there is none."""
        return self._documents[name].data


class Deferred(Mapping[str, Any]):
    """A mapping that is found when something of it is asked for."""

    def __init__(self, find: Callable[[], Mapping[str, Any]]) -> None:
        """Keep the function that finds it, which is called once at most."""
        self._find = find

    @cached_property
    def _found(self) -> Mapping[str, Any]:
        return self._find()

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  plain data
        """Return a value; raise KeyError where there is none."""
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        """Return an iterator over the keys."""
        return iter(self._found)

    def __len__(self) -> int:
        """Return the number of keys."""
        return len(self._found)
