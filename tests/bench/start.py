"""Start-up, beside a Python that does nothing and one that only parses: `python -m tests.bench.start [--rounds 7]`.

Prints processor milliseconds, medians of whole processes run in turn, and what each is of the first row.
"""

import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench import options
from tests.bench.generate import DAY, written
from tests.bench.process import refused, run

HERE = Path(__file__).resolve().parent
SERVICES = 30
ROUNDS = 7


def commands(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the processes that are measured, by what they are called; the models in the folder are small."""
    python, ours = (sys.executable,), (sys.executable, "-m", "zonebook")
    return {
        "python, nothing done": (*python, "-c", "pass"),
        "python, click imported": (*python, "-c", "import click"),
        "zonebook --help": (*ours, "--help"),
        f"parse alone, {SERVICES} services": (*python, str(HERE / "stage.py"), "parse", str(folder)),
        f"zonebook check, {SERVICES} services": (*ours, "check", str(folder), "--as-of", DAY),
    }


def report(spent: Mapping[str, Sequence[float]]) -> str:
    """Return a row for each process: its median in milliseconds, and how many times the first row that is."""
    medians = {name: statistics.median(seconds) for name, seconds in spent.items()}
    floor = next(iter(medians.values()))
    lines = [f"{name:30} {each * 1000:7.1f} ms {each / floor:6.1f} x" for name, each in medians.items()]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Print the report; return the exit code."""
    asked = options.parser(__doc__)
    asked.add_argument("--rounds", type=options.count, default=ROUNDS, help="runs of each process")
    rounds = asked.parse_args().rounds
    if why := refused():
        sys.stderr.write(f"{why}\n")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        written(SERVICES, Path(folder) / "models")
        found = commands(Path(folder) / "models")
        spent: dict[str, list[float]] = {name: [] for name in found}
        for command in found.values():
            run(*command)  # the first run compiles, and stores the catalogue
        for _ in range(rounds):
            for name, command in found.items():
                spent[name].append(run(*command)[0].seconds)
    sys.stdout.write(report(spent))
    return 0


if __name__ == "__main__":
    sys.exit(main())
