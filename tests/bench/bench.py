"""Measure reading, checking, linking, assessing and rendering against libyaml alone, in pairs of whole processes.

    python -m tests.bench.bench [--sizes 100,1000,10000] [--rounds 3] [--out build/bench]

Writes report.md and plot.svg. Measures the processor time of a process with its children: other work on the machine
affects it less than wall-clock time.
"""

import argparse
import json
import math
import platform
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.generate import DAY, written
from tests.bench.plot import plot
from tests.bench.process import Run, refused, run
from tests.bench.stage import STAGES

HERE = Path(__file__).resolve().parent
VIEWS_UP_TO = 1000
"""Above this number of services no pages are rendered: thousands of them add nothing to the growth rate."""


@dataclass(slots=True, kw_only=True)
class Size:
    """Everything measured at one size."""

    services: int
    kibibytes: float
    parse: list[Run] = field(default_factory=list)
    check: list[Run] = field(default_factory=list)
    stages: dict[str, Run] = field(default_factory=dict)

    def median(self, runs: Sequence[Run]) -> float:
        """Return the median of the processor seconds."""
        return statistics.median(each.seconds for each in runs)

    @property
    def ratio(self) -> float:
        """Return the time of the whole check relative to the parse alone."""
        return self.median(self.check) / self.median(self.parse)

    @property
    def memory(self) -> float:
        """Return the memory of the whole check relative to the parse alone."""
        return max(each.mebibytes for each in self.check) / max(each.mebibytes for each in self.parse)


def measured(services: int, rounds: int, folder: Path) -> Size:
    """Measure one size: the pairs A B A B, then each stage in a process of its own."""
    files = written(services, folder)
    size = Size(services=services, kibibytes=sum(path.stat().st_size for path in files) / 1024)
    python, stage = sys.executable, str(HERE / "stage.py")
    for _ in range(rounds):
        size.parse.append(run(python, stage, "parse", str(folder))[0])
        size.check.append(run(python, "-m", "zonebook", "check", str(folder), "--as-of", DAY)[0])
    for name in STAGES if services <= VIEWS_UP_TO else STAGES[:-1]:
        told = json.loads(run(python, stage, name, str(folder))[1].strip())
        size.stages[name] = Run(seconds=told["seconds"], mebibytes=told["mebibytes"])
    return size


def growth(points: Sequence[tuple[float, float]]) -> float:
    """Return the exponent b of y = a * x^b that fits best, by least squares over logarithms."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    middle_x, middle_y = (statistics.fmean(each[side] for each in logs) for side in (0, 1))
    over = sum((x - middle_x) * (y - middle_y) for x, y in logs)
    return over / sum((x - middle_x) ** 2 for x, _ in logs)


def report(sizes: Sequence[Size], start: float) -> str:
    """Return the report as Markdown."""
    lines = [
        "# Measured",
        "",
        (
            f"CPython {platform.python_version()}, {platform.system()}; processor seconds, medians of "
            f"{len(sizes[0].check)} pairs. An empty model takes {start:.2f} s: start-up and the catalogue."
        ),
        "",
        "| services | KiB | parse, s | check, s | ratio | parse, MiB | check, MiB | ratio |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for each in sizes:
        memory = [max(run.mebibytes for run in runs) for runs in (each.parse, each.check)]
        cells = (
            f"{each.services:,}",
            f"{each.kibibytes:,.0f}",
            f"{each.median(each.parse):.2f}",
            f"{each.median(each.check):.2f}",
            f"{each.ratio:.2f}",
            *(f"{one:,.0f}" for one in memory),
            f"{each.memory:.2f}",
        )
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", f"| services | {' | '.join(f'{name}, s' for name in STAGES)} | peak, MiB |", "|--:" * 7 + "|"]
    for each in sizes:
        spent = [f"{each.stages[name].seconds:.2f}" if name in each.stages else "–" for name in STAGES]
        peak = max(stage.mebibytes for stage in each.stages.values())
        lines.append(f"| {each.services:,} | {' | '.join(spent)} | {peak:,.0f} |")
    lines += ["", *exponents(sizes, start)]
    return "\n".join(lines) + "\n"


def exponents(sizes: Sequence[Size], start: float) -> list[str]:
    """Return the growth of the times, where there are enough sizes to fit."""
    if len(sizes) < 2:
        return ["One size says nothing about growth."]
    whole = [(each.services, max(each.median(each.check) - start, 0.001)) for each in sizes]
    found = [f"Growth of the whole check less the start-up: services to the power of {growth(whole):.2f}."]
    for name in STAGES:
        points = [(each.services, max(each.stages[name].seconds, 0.0001)) for each in sizes if name in each.stages]
        if len(points) > 1:
            found.append(f"Growth of {name}: {growth(points):.2f}.")
    return ["\n".join(f"- {each}" for each in found)]


def main() -> None:
    """Measure, and write the report."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sizes", default="30,100,1000,10000", help="numbers of services")
    asked.add_argument("--rounds", type=int, default=3, help="pairs of runs")
    asked.add_argument("--out", type=Path, default=Path("build/bench"), help="the folder of the report")
    options = asked.parse_args()
    if why := refused():
        sys.exit(why)
    with tempfile.TemporaryDirectory() as name:
        empty = Path(name) / "empty" / "systems" / "empty"
        empty.mkdir(parents=True)
        (empty / "system.yaml").write_text("system: {title: Empty}\n", "utf-8")
        command = (sys.executable, "-m", "zonebook", "check", str(empty.parents[1]), "--as-of", DAY)
        run(*command)  # the first run stores the catalogue
        start = statistics.median(run(*command)[0].seconds for _ in range(options.rounds))
        sizes = [measured(int(each), options.rounds, Path(name) / each) for each in options.sizes.split(",")]
    options.out.mkdir(parents=True, exist_ok=True)
    text = report(sizes, start)
    (options.out / "report.md").write_text(text, "utf-8")
    ways = {
        "zonebook check": [(each.services, each.median(each.check)) for each in sizes],
        "libyaml parse alone": [(each.services, each.median(each.parse)) for each in sizes],
    }
    (options.out / "plot.svg").write_text(plot(ways, ("services", "processor seconds")), "utf-8")
    print(text)  # noqa: T201


if __name__ == "__main__":
    main()
