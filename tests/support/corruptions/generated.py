"""Mistakes that authors make, put into valid models at random from a seed: each with its line."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.support.corruptions import forms, marks, names, shapes
from tests.support.corruptions.original import KINDS, Original

from zonebook.read.yaml_text import read

WRITTEN = (names, shapes, marks, forms)
"""The modules with one function for each type of mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrupted:
    """A text with one mistake, and the lines on which a report of it is correct."""

    kind: str
    path: str
    text: str
    places: frozenset[tuple[str, int]]


def corruptions(texts: Mapping[str, bytes], seed: int, many: int) -> Iterator[Corrupted]:
    """Yield corrupted texts, each type equally often, deterministic for a seed."""
    chance = random.Random(seed)  # noqa: S311  it spreads mistakes
    paths = sorted(texts)
    documents = {path: read(path, raw) for path, raw in texts.items()}
    names = list(KINDS)
    made = 0
    for _ in range(many * 200):
        if made == many:
            return
        name, path = names[made % len(names)], chance.choice(paths)
        lines = tuple(texts[path].decode().splitlines())
        before = "\n".join(lines) + "\n"
        found = KINDS[name](
            Original(path=path, lines=lines, document=documents[path], documents=documents, chance=chance)
        )
        if found and found[0] != before:
            made += 1
            yield Corrupted(kind=name, path=path, text=found[0], places=found[1])
    assert made == many, f"no place was found for {names[made % len(names)]}"
