"""The quick look at references and forms says what the careful one finds, on right models and on all broken ones."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.support import catalogues

from zonebook.model import binding, consistency, references
from zonebook.model.elements import FILE
from zonebook.model.system import Organisation, System
from zonebook.read.yaml_text import read
from zonebook.values import Document

TOP = Path(__file__).resolve().parents[2]
BROKEN = sorted((TOP / "tests" / "problems").rglob("*.yaml"))
RIGHT = sorted((TOP / "models").rglob("*.yaml"))


@cache
def documents() -> tuple[Document, ...]:
    """Return every text of a right or a broken model that can be read as a mapping."""
    found = (read(path.name, path.read_bytes()) for path in (*RIGHT, *BROKEN))
    return tuple(each for each in found if not each.problems and isinstance(each.data, dict))


def looked(type_: type) -> Iterator[tuple[bool, bool, Document]]:
    """Yield what the quick look says and what the careful one says of each document, of its references."""
    known = catalogues.shipped().known
    for document in documents():
        inside = references.known_to_system(known, {}, shaped(document))
        careful = not list(references.broken(document, binding.marked(type_, document.data), inside))
        yield references.unbroken(binding.mentioned(type_, document.data), inside), careful, document


def shaped(document: Document) -> dict[str, object]:
    """Return the words of a document that hold elements: a broken one may hold anything."""
    return {word: said for word, said in document.data.items() if isinstance(said, dict)}


def test_corpus_holds_both() -> None:
    assert len(documents()) > 200


@pytest.mark.parametrize("type_", [Organisation, System])
def test_mentioned_texts_are_those_marked(type_: type) -> None:
    marks: set[binding.Mark] = set()
    for document in documents():
        marked: dict[binding.Mark, set[str]] = {}
        for each in binding.marked(type_, document.data):
            marked.setdefault(each.mark, set()).add(each.text)
        assert binding.mentioned(type_, document.data) == marked, document.path
        marks |= marked.keys()
    assert {FILE, binding.Form("date")} <= marks


@pytest.mark.parametrize("type_", [Organisation, System])
def test_quick_look_at_references_is_right(type_: type) -> None:
    every = list(looked(type_))
    assert [document.path for quick, careful, document in every if quick != careful] == []
    assert {careful for _, careful, _ in every} == {True, False}


@pytest.mark.parametrize("type_", [Organisation, System])
def test_quick_look_at_forms_is_right(type_: type) -> None:
    said = set()
    for document in documents():
        careful = not list(consistency.impossible(document, binding.marked(type_, document.data)))
        assert consistency.possible(binding.mentioned(type_, document.data)) == careful, document.path
        said.add(careful)
    assert said == {True, False}


def test_ambiguous_reference_is_seen() -> None:
    known: references.Known = {"zones": {"a": {}}, "services": {"a": {}, "b": {}}}
    both = binding.Ref("zones", "services", shared=True)
    assert not references.unbroken({both: frozenset({"a"})}, known)
    assert references.unbroken({both: frozenset({"b"})}, known)
    assert references.unbroken({binding.Ref("zones", "services"): frozenset({"a", "b"})}, known)
    assert not references.unbroken({binding.Ref("zones"): frozenset({"b"})}, known)
