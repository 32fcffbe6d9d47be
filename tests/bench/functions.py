"""Where the processor time of a check goes, by function: `python -m tests.bench.functions [FOLDER] [--rows 12]`.

Prints the functions with the most time of their own, and their share of the whole. Built-in functions count for those
that call them, and the import of modules is one row. A profiler makes calls dearer than they are: read the order, and
the shares as good to about a third. Without a folder, 1,000 services are written and checked.
"""

import argparse
import contextlib
import io
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping
from cProfile import Profile
from pathlib import Path
from pstats import Stats
from typing import Any

from tests.bench.generate import DAY, written
from tests.bench.process import refused

from zonebook.cli import main as command

SERVICES = 1000
IMPORTS = "import of modules"
_PACKAGE = f"{Path(sys.modules['zonebook'].__path__[0])}/"
_Function = tuple[str, int, str]


def shares(folder: Path) -> Mapping[str, float]:
    """Return the share of each function in the processor time of a check, the largest first; they add up to 1."""
    profile = Profile(time.process_time)
    with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
        profile.runcall(command, ["check", str(folder), "--as-of", DAY], standalone_mode=False)
    own: defaultdict[str, float] = defaultdict(float)
    found: Mapping[_Function, tuple[int, int, float, float, Mapping[_Function, Any]]] = Stats(profile).stats  # type: ignore[attr-defined]
    for function, (_, _, seconds, _, callers) in found.items():
        if function[0] == "~" and callers:
            for caller, spent in callers.items():
                own[_name(caller)] += spent[2]
        else:
            own[_name(function)] += seconds
    whole = sum(own.values())
    return {name: own[name] / whole for name in sorted(own, key=lambda each: -own[each])}


def _name(function: _Function) -> str:
    """Return the name of a function with its module; what is not of the package has that of its module alone."""
    path, _, name = function
    if name == "<module>" or "importlib" in path:
        return IMPORTS
    if path.startswith(_PACKAGE):
        return f"{path.removeprefix(_PACKAGE).removesuffix('.py')}: {name}"
    return {"~": "the interpreter", "<string>": "records: methods"}.get(path, f"library: {Path(path).stem}")


def main() -> int:
    """Print the functions of a check; return the exit code."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", nargs="?", type=Path, help="the folder of the models")
    asked.add_argument("--rows", type=int, default=12, help="how many functions")
    options = asked.parse_args()
    if why := refused():
        sys.stderr.write(f"{why}\n")
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = options.folder or Path(name) / "models"
        if not options.folder:
            written(SERVICES, folder)
        found = shares(folder)
    for function, share in [*found.items()][: options.rows]:
        sys.stdout.write(f"{share:6.1%}  {function}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
