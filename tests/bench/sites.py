"""The time of a site: `python -m tests.bench.sites [rounds]` prints seconds of processor time, medians of some rounds.

The site is that of `zonebook init`. In each round it is built in turn by Markdown and the theme's template alone, as
other pages are; from the blocks with an empty store; and again, with what that left in the store. Each is a process of
its own; the check of links is measured by itself, with and without what an earlier one kept.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.bench import options
from tests.support import sites

WAYS = ("by Markdown", "cold", "warm")
_PROGRAM = """
import json, sys, time
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config
from zonebook.edge.site_check import link_check
from zonebook.edge.site_check.kept_texts import KeptTexts
from zonebook.edge.store import Store
from zonebook.mkdocs_support import direct, frames

way, folder = sys.argv[1:]
frames.store = lambda kind: Store(kind=kind, folder=Path(folder))
if way == "by Markdown":
    direct.renderer = lambda _: None
    frames.possible = lambda _: False
config = load_config("mkdocs.yml")
config.plugins.on_startup(command="build", dirty=False)
begin = time.process_time()
build(config)
built = time.process_time()
link_check.faults(Path(config.site_dir), KeptTexts(Store(kind="links", folder=Path(folder))))
print(json.dumps([built - begin, time.process_time() - built]))
"""


def measured(rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Return, by way, the seconds of processor time of the build and of the check of links in each round."""
    found: dict[str, list[tuple[float, float]]] = {way: [] for way in WAYS}
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    with tempfile.TemporaryDirectory() as folder:
        here, store = Path(folder) / "here", Path(folder) / "store"
        sites.run("init", str(here), "--from", sites.PROGRAM, cwd=Path(folder), env=environment)
        for number in range(rounds):
            for way in WAYS:
                kept = store / way if way == "by Markdown" else store / str(number)
                command = (sys.executable, "-c", _PROGRAM, way, str(kept))
                run = subprocess.run(command, cwd=here, env=environment, check=True, capture_output=True, text=True)
                built, checked = json.loads(run.stdout.splitlines()[-1])
                found[way].append((built, checked))
    return found


def main() -> None:
    """Print a line for each way."""
    for way, times in measured(options.one(__doc__, "rounds", 3)).items():
        built, checked = (median(each) for each in zip(*times, strict=True))
        print(f"{way}: {built:.2f} s, links {checked:.2f} s")  # noqa: T201  the result


if __name__ == "__main__":
    main()
