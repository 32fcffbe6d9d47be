"""Measure reading, checking, linking, assessing and rendering against libyaml alone, in pairs of whole processes.

    python -m tests.bench.bench [--sizes 100,1000,10000] [--rounds 5] [--out build/bench] [--peers PYTHON] [--checkout]

Writes report.md and plot.svg. The installed wheel is measured; `--checkout` measures this checkout instead. Other tools
are measured where the Python that `--peers` names has them. Measures the processor time of a process with its children:
other work on the machine affects it less than wall-clock time.
"""

import json
import math
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import options
from tests.bench.generate import DAY, written
from tests.bench.peer import MODULES
from tests.bench.plot import plot
from tests.bench.process import Run, refused, run
from tests.bench.program import Program, checkout, installed
from tests.bench.stage import STAGES

HERE = Path(__file__).resolve().parent
PEERS_UP_TO = 1000
"""Above this number of services no other tool is measured."""
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
    peers: dict[str, Run] = field(default_factory=dict)

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


def measured(services: int, rounds: int, folder: Path, program: Program) -> Size:
    """Measure one size: the pairs A B A B, then each stage in a process of its own."""
    files = written(services, folder)
    size = Size(services=services, kibibytes=sum(path.stat().st_size for path in files) / 1024)
    python, env, stage = program.python, program.env, str(HERE / "stage.py")
    for _ in range(rounds):
        size.parse.append(run(python, stage, "parse", str(folder), env=env)[0])
        size.check.append(run(python, "-m", "zonebook", "check", str(folder), "--as-of", DAY, env=env)[0])
    for name in STAGES if services <= VIEWS_UP_TO else STAGES[:-1]:
        told = json.loads(run(python, stage, name, str(folder), env=env)[1].strip())
        size.stages[name] = Run(seconds=told["seconds"], mebibytes=told["mebibytes"])
    return size


def with_peers(size: Size, tools: Sequence[str], python: str) -> Size:
    """Measure other tools at a size, once each: whole processes without a report."""
    for tool in tools if size.services <= PEERS_UP_TO else ():
        size.peers[tool] = run(python, str(HERE / "peer.py"), tool, str(size.services))[0]
    return size


def available(python: str) -> list[str]:
    """Return the other tools that a Python has."""
    has = "import importlib.util, sys; sys.exit(importlib.util.find_spec(sys.argv[1]) is None)"
    return [
        tool
        for tool, module in MODULES.items()
        if not subprocess.run((python, "-c", has, module), check=False).returncode
    ]


def growth(points: Sequence[tuple[float, float]]) -> float:
    """Return the exponent b of y = a * x^b that fits best, by least squares over logarithms."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    middle_x, middle_y = (statistics.fmean(each[side] for each in logs) for side in (0, 1))
    over = sum((x - middle_x) * (y - middle_y) for x, y in logs)
    return over / sum((x - middle_x) ** 2 for x, _ in logs)


def report(sizes: Sequence[Size], start: float, what: str = "this checkout") -> str:
    """Return the report as Markdown; `start` is the time of an empty model, and `what` says what was measured."""
    lines = [
        "# Measured",
        "",
        (
            f"CPython {platform.python_version()}, {platform.system()}, {what}; processor seconds, medians of "
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
    lines += ["", *others(sizes), "", *exponents(sizes, start)]
    return "\n".join(lines) + "\n"


def others(sizes: Sequence[Size]) -> list[str]:
    """Return a table of what other tools take, each beside our check; without one, which are not installed."""
    small = [each for each in sizes if each.services <= PEERS_UP_TO]
    lines = [f"| tool | {' | '.join(f'{each.services:,}, s | times ours' for each in small)} |"]
    lines.append("|---|" + "--:|--:|" * len(small))
    for tool in MODULES:
        runs = [each.peers.get(tool) for each in small]
        cells = [
            f"{spent.seconds:.2f} | {spent.seconds / each.median(each.check):.1f}" if spent else "not installed | –"
            for each, spent in zip(small, runs, strict=True)
        ]
        lines.append(f"| {tool} | {' | '.join(cells)} |")
    return lines


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
    asked = options.parser(__doc__)
    asked.add_argument("--sizes", type=options.counts, default=(30, 100, 1000, 10000), help="numbers of services")
    asked.add_argument("--rounds", type=options.count, default=5, help="pairs of runs")
    asked.add_argument("--peers", type=options.python, default=sys.executable, help="a Python that has the other tools")
    asked.add_argument("--checkout", action="store_true", help="measure this checkout, not the installed wheel")
    asked.add_argument("--out", type=options.writable, default=Path("build/bench"), help="the folder of the report")
    found = asked.parse_args()
    if why := refused():
        asked.exit(2, f"{why}\n")
    with tempfile.TemporaryDirectory() as name:
        program = checkout() if found.checkout else installed(Path(name) / "program")
        tools = available(found.peers)
        empty = Path(name) / "empty" / "systems" / "empty"
        empty.mkdir(parents=True)
        (empty / "system.yaml").write_text("system: {title: Empty}\n", "utf-8")
        command = (program.python, "-m", "zonebook", "check", str(empty.parents[1]), "--as-of", DAY)
        run(*command, env=program.env)  # the first run stores the catalogue
        start = statistics.median(run(*command, env=program.env)[0].seconds for _ in range(found.rounds))
        sizes = [measured(each, found.rounds, Path(name) / str(each), program) for each in found.sizes]
        sizes = [with_peers(each, tools, found.peers) for each in sizes]
    found.out.mkdir(parents=True, exist_ok=True)
    text = report(sizes, start, program.what)
    (found.out / "report.md").write_text(text, "utf-8")
    ways = {
        "zonebook check": [(each.services, each.median(each.check)) for each in sizes],
        "libyaml parse alone": [(each.services, each.median(each.parse)) for each in sizes],
    }
    (found.out / "plot.svg").write_text(plot(ways, ("services", "processor seconds")), "utf-8")
    print(text)  # noqa: T201


if __name__ == "__main__":
    main()
