"""One process of a measurement: a model of N elements and 2N flows in another tool, and what it finds, counted as JSON.

    python tests/bench/peer.py TOOL N

The models are those of tests/bench/generate.py as far as the tool can say them: as many servers and data stores, the
same flows, a tenth as many zones. The tool has to be installed where this runs; it is measured without any report.
"""

import json
import random
import sys
from collections.abc import Callable, Iterator, Mapping


def ends(count: int) -> Iterator[tuple[int, int]]:
    """Yield the two ends of each flow, the same as in the generated models."""
    chance = random.Random(7)  # noqa: S311  as in generate.py
    for each in range(2 * count):
        start = each % count
        yield start, (start + 1 + chance.randrange(count - 1)) % count


def pytm(count: int) -> int:
    """Return how many findings pytm resolves."""
    from pytm import TM, Boundary, Dataflow, Datastore, Server  # type: ignore[import-not-found]  # noqa: PLC0415

    model = TM("Measured")
    zones = [Boundary(f"Zone {each}") for each in range(max(2, count // 10))]
    made = []
    for each in range(count):
        element = (Datastore if each % 5 in {1, 4} else Server)(f"Service {each}")
        element.inBoundary = zones[each % len(zones)]
        made.append(element)
    for number, (start, end) in enumerate(ends(count)):
        Dataflow(made[start], made[end], f"Flow {number}").protocol = "HTTPS"
    model.resolve()
    return len(model.findings)


def threat_modeling_py(count: int) -> int:
    """Return how many threats threat-modeling-py analyses."""
    from threat_modeling import Boundary, Component, DataFlow, Model  # type: ignore[import-not-found]  # noqa: PLC0415

    model = Model("Measured")
    kinds = ("service", "database", "service", "service", "database")
    for each in range(count):
        model.add(Component(f"service-{each}", component_type=kinds[each % 5]))
    zones = max(2, count // 10)
    for zone in range(zones):
        model.add(Boundary(f"zone-{zone}", contains=[f"service-{each}" for each in range(zone, count, zones)]))
    for number, (start, end) in enumerate(ends(count)):
        model.add(DataFlow(f"flow-{number}", f"service-{start}", f"service-{end}", protocol="HTTPS"))
    return len(model.analyze())


TOOLS: Mapping[str, Callable[[int], int]] = {"pytm": pytm, "threat-modeling-py": threat_modeling_py}
MODULES = {"pytm": "pytm", "threat-modeling-py": "threat_modeling"}
"""What is imported of each tool."""


if __name__ == "__main__":
    print(json.dumps({"found": TOOLS[sys.argv[1]](int(sys.argv[2]))}))  # noqa: T201
