"""Texts that do not fit their schema, reduced to the ids that others may refer to."""

from typing import Any

from zonebook.model.catalogue import SHELVES
from zonebook.values import Data, Document


def outline(document: Document, what: str) -> Document:
    """Return what a document that does not fit the schema `what` still names: its ids, and nothing about them.

    A document that cannot be read names nothing.
    """
    if document.problems:
        return Document(path=document.path, data={})
    shelves = {schema for schema, _ in SHELVES.values()}
    data = _entry(document.data) if what in shelves else _ids(document.data)
    if what == "organisation":
        said = _mapping(document.data.get("organisation"))
        data["organisation"] = {"classifications": {name: {} for name in _mapping(said.get("classifications"))}}
    return Document(path=document.path, data=data, values=document.values, keys=document.keys)


def _ids(data: Data) -> dict[str, Any]:
    """Return the mappings at the top, each with its keys alone."""
    return {word: {name: {} for name in said} for word, said in data.items() if isinstance(said, dict)}


def _entry(data: Data) -> dict[str, Any]:
    """Return what other entries of a catalogue may name of one: its traits, its settings and its requirements."""
    found: dict[str, Any] = {}
    if isinstance(traits := data.get("traits"), list):
        found["traits"] = [each for each in traits if isinstance(each, str)]
    found["settings"] = {name: {} for name in _mapping(data.get("settings"))}
    if requirements := _mapping(data.get("requirements")):
        found["requirements"] = requirements
    return found


def _mapping(value: Data) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
