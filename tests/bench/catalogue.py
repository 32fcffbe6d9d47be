"""The bundled catalogue, read and checked, beside libyaml's bare parse of the same bytes, in one run.

python -m tests.bench.catalogue
"""

import time
from collections.abc import Callable
from statistics import median

import yaml

from zonebook.edge import catalogue_cache, disk
from zonebook.load.catalogue import shipped
from zonebook.read.schema import Schemas

ROUNDS = 5
ALLOWANCE = 0.15
"""Seconds allowed in addition to twice the parse."""


def main() -> None:
    """Print the medians of the processor seconds, and the ratio of each variant to the parse."""
    texts, schemas = disk.catalogue(), disk.schemas()
    catalogue_cache.bundled(Schemas(schemas))  # the first run stores it
    ways: dict[str, Callable[[], object]] = {
        "parse alone": lambda: [yaml.load(raw, Loader=yaml.CSafeLoader) for raw in texts.values()],
        "read and checked": lambda: shipped(texts, Schemas(schemas)),
        "as stored": lambda: catalogue_cache.bundled(Schemas(schemas)),
    }
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            begun = time.process_time()
            way()
            spent[name].append(time.process_time() - begun)
    floor = median(spent["parse alone"])
    print(f"{len(texts)} files, {sum(map(len, texts.values())) / 1e6:.1f} MB")  # noqa: T201
    for name, seconds in spent.items():
        print(f"{name:17} {median(seconds):6.3f} s  {median(seconds) / floor:5.2f} x")  # noqa: T201
    most = 2 * floor + ALLOWANCE
    reached = "within" if median(spent["read and checked"]) <= most else "beyond"
    print(f"read and checked is {reached} the bar of twice the parse and {ALLOWANCE} s: {most:.3f} s")  # noqa: T201


if __name__ == "__main__":
    main()
