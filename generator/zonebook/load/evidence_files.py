"""The files that statements name as evidence: where each is named, and what the disk says about it."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from zonebook.model import binding
from zonebook.model.binding import Mentioned
from zonebook.model.consistency import misplaced
from zonebook.model.elements import FILE
from zonebook.values import Document, Place, Problem
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FileState:
    """A file as it is on the disk: its SHA-256, which is None where it is missing, or why it cannot be evidence."""

    sha256: str | None = None
    fault: str = ""


Look = Callable[[Iterable[str]], Mapping[str, FileState]]
"""Returns the state of each file by its path, which begins with the folder of the models; raises OSError."""
Named = Mapping[str, tuple[Place, ...]]
"""The files that are named as evidence, by path, and where each is named."""


def named(documents: Iterable[tuple[type, Document]], mentioned: Mapping[str, Mentioned]) -> Named:
    """Return every file that the documents, each with its type, name as evidence; those that are misplaced left out.

    `mentioned` holds the marked texts of each document by its path.
    """
    found: dict[str, tuple[Place, ...]] = {}
    for type_, document in documents:
        if FILE not in mentioned[document.path]:
            continue
        for each in binding.marked(type_, document.data):
            if each.mark == FILE and not misplaced(each.text):
                place = document.place(each.route)
                path = place.beside(each.text)
                found[path] = (*found.get(path, ()), place)
    return found


def faulty(files: Named, seen: Mapping[str, FileState]) -> Iterator[Problem]:
    """Yield a problem for each place that names a file which cannot be evidence."""
    for path, places in files.items():
        if fault := seen[path].fault if path in seen else "":
            yield from (Problem(place=place, code="evidence-path", message=fault) for place in places)


def hashes(seen: Mapping[str, FileState]) -> dict[str, str | None]:
    """Return the SHA-256 of each file by its path; None where it is missing."""
    return {path: state.sha256 for path, state in seen.items()}
