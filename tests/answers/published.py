"""The published risks of other tools, as pairs of an element of ours and a class; their files are kept elsewhere."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.threagile import rules

Pair = tuple[str, str]
"""An element, by our id, and a class, as STRIDE or the tool names it."""
Row = Mapping[str, Any]
"""What published.yaml says of one design."""

LETTERS = {
    "S": "spoofing",
    "T": "tampering",
    "R": "repudiation",
    "I": "information-disclosure",
    "D": "denial-of-service",
    "E": "elevation-of-privilege",
}
CLASSES = tuple(LETTERS.values())


def class_of(name: str) -> str:
    """Return a class of STRIDE by the name that a tool gives it."""
    return next(each for each in CLASSES if each[:5] == name.lower()[:5])


def threat_dragon(text: Mapping[str, Any], row: Row) -> Iterator[Pair]:
    """Yield each risk where it hangs: on a process, a store, an actor or a flow."""
    for diagram in text["detail"]["diagrams"]:
        for cell in diagram["cells"]:
            for risk in cell["data"].get("threats") or ():
                yield row["elements"][" ".join(cell["data"]["name"].split())], class_of(risk["type"])


def threat_dragon_scope(text: Mapping[str, Any], row: Row) -> Iterator[str]:
    """Yield each element that the author put out of scope."""
    cells = (cell["data"] for diagram in text["detail"]["diagrams"] for cell in diagram["cells"])
    yield from (row["elements"][" ".join(cell["name"].split())] for cell in cells if cell.get("outOfScope"))


def otm(text: Mapping[str, Any], row: Row) -> Iterator[Pair]:
    """Yield each risk of the Open Threat Model at its component."""
    classes = {each["id"]: each["categories"] for each in text["threats"]}
    for component in text["components"]:
        for risk in component["threats"]:
            yield from ((row["elements"][component["name"]], class_of(each)) for each in classes[risk["threat"]])


def threat_composer(text: Mapping[str, Any], row: Row) -> Iterator[Pair]:
    """Yield each statement where the review puts it, by its own classes or, where it has none, by the review's."""
    for risk in text["threats"]:
        read = row["risks"][risk["numericId"]]
        letters = next((each["value"] for each in risk["metadata"] if each["key"] == "STRIDE"), ())
        classes = [LETTERS[each] for each in letters] or read["says"]
        yield from ((element, each) for element in read["at"] for each in classes)


def tmbom(text: Mapping[str, Any], row: Row) -> Iterator[Pair]:
    """Yield each threat of the library where the review puts it."""
    for risk in text["threats"]:
        read = row["risks"][risk["symbolic_name"]]
        yield from ((element, each) for element in read["at"] for each in read["says"])


def threagile(text: Mapping[str, Any], _: Row) -> Iterator[Pair]:
    """Yield what the documented rules of Threagile find."""
    yield from rules.pairs(text)


FORMATS: Mapping[str, Callable[[Mapping[str, Any], Row], Iterator[Pair]]] = {
    "threat-dragon": threat_dragon,
    "otm": otm,
    "threat-composer": threat_composer,
    "tmbom": tmbom,
    "threagile": threagile,
}


SCOPES: Mapping[str, Callable[[Mapping[str, Any], Row], Iterator[str]]] = {"threat-dragon": threat_dragon_scope}
"""The formats in which an author can put an element out of scope."""


def published(inputs: Path, row: Row) -> frozenset[Pair]:
    """Return the pairs that are published about a design."""
    return frozenset(FORMATS[row["format"]](_text(inputs, row), row))


def out_of_scope(inputs: Path, row: Row) -> frozenset[str]:
    """Return the elements that the author of a design put out of scope and hangs no risk on."""
    scope = SCOPES.get(row["format"])
    named = {element for element, _ in published(inputs, row)}
    return frozenset(scope(_text(inputs, row), row)) - named if scope else frozenset()


def _text(inputs: Path, row: Row) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((inputs / row["file"]).read_text("utf-8"))
    return found
