"""Layout time of pictures: `python -m tests.bench.pictures` prints processor seconds; ends with 1 above the most.

Each figure is the least of three runs, of sizes, places, lines, words and the check of the rules.
"""

import sys
from statistics import median
from time import process_time

from tests.support.pictures import pictures

from zonebook.diagram.layout.arrange import arranged
from zonebook.diagram.layout.check import figures
from zonebook.document.graph import Graph

MOST_MEDIAN, MOST_WORST = 0.3, 1.5
"""The most seconds of a picture in the middle, and of the worst one."""
ROUNDS = 3


def seconds(graph: Graph) -> float:
    """Return the least processor time in which a picture is laid out."""
    runs = []
    for _ in range(ROUNDS):
        begun = process_time()
        arranged(graph)
        runs.append(process_time() - begun)
    return min(runs)


def main() -> int:
    """Print the time and the figures of every picture of the reference systems; return 1 where they take too long."""
    took = {name: seconds(graph) for name, graph in pictures().items()}
    for name, time in sorted(took.items(), key=lambda pair: -pair[1]):
        found = figures(pictures()[name], arranged(pictures()[name]))
        counted = f"{found.nodes} nodes, {found.lines} lines, {found.crossings} crossings, {found.through} through"
        sys.stdout.write(f"{time:6.2f} s  {name:48} {counted}" + "\n")
    middle, worst = median(took.values()), max(took.values())
    sys.stdout.write(
        f"median {middle:.2f} s of at most {MOST_MEDIAN}, worst {worst:.2f} s of at most {MOST_WORST}" + "\n"
    )
    return int(middle > MOST_MEDIAN or worst > MOST_WORST)


if __name__ == "__main__":
    sys.exit(main())
