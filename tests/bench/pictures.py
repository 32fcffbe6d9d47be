"""Layout time of pictures: `python -m tests.bench.pictures` prints processor seconds; ends with 1 above the most.

Each figure is the least of three runs, of sizes, places, lines, words and the check of the rules. The last line is the
time of two programs with one store: the second finds every layout there, and checks it.
"""

import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from tests.support.pictures import pictures

from zonebook.diagram.layout.arrange import arranged
from zonebook.diagram.layout.check import figures
from zonebook.diagram.layout.geometry import Geometry
from zonebook.document.graph import Graph
from zonebook.drawing.placing import Placing
from zonebook.edge.store import Store

MOST_MEDIAN, MOST_WORST = 0.3, 1.5
"""The most seconds of a picture in the middle, and of the worst one."""
ROUNDS = 3


def seconds(graph: Graph) -> tuple[float, Geometry]:
    """Return the least processor time in which a picture is laid out, and its layout."""
    runs: dict[float, Geometry] = {}
    for _ in range(ROUNDS):
        begun = process_time()
        laid = arranged(graph)
        runs[process_time() - begun] = laid
    least = min(runs)
    return least, runs[least]


def stored() -> tuple[float, float]:
    """Return the processor times of two programs with one store: the first lays every picture out, the second none."""
    runs = []
    with TemporaryDirectory() as folder:
        for _ in range(2):
            begun, pen = process_time(), Placing(kept=Store(kind="layout", folder=Path(folder)))
            for graph in pictures().values():
                pen.placed(graph)
            runs.append(process_time() - begun)
    return runs[0], runs[1]


def main() -> int:
    """Print the time and the figures of every picture of the reference systems; return 1 where they take too long."""
    timed = {name: seconds(graph) for name, graph in pictures().items()}
    took = {name: time for name, (time, _) in timed.items()}
    for name, (time, laid) in sorted(timed.items(), key=lambda pair: -pair[1][0]):
        found = figures(pictures()[name], laid)
        counted = f"{found.nodes} nodes, {found.lines} lines, {found.crossings} crossings, {found.through} through"
        sys.stdout.write(f"{time:6.2f} s  {name:48} {counted}" + "\n")
    anew, again = stored()
    middle, worst = median(took.values()), max(took.values())
    sys.stdout.write(
        f"median {middle:.2f} s of at most {MOST_MEDIAN}, worst {worst:.2f} s of at most {MOST_WORST}" + "\n"
    )
    sys.stdout.write(f"all {len(took)} together {anew:.2f} s, and {again:.2f} s from the store" + "\n")
    return int(middle > MOST_MEDIAN or worst > MOST_WORST)


if __name__ == "__main__":
    sys.exit(main())
