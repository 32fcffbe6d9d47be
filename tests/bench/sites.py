"""The time of a site: `python -m tests.bench.sites [rounds]` prints seconds of processor time, medians of some rounds.

The site is that of `zonebook init`; with `--own`, that of the models of this repository. In each round it is built in
turn by Markdown and the theme's template alone, as other pages are; from the blocks with an empty store; again, with
what that left in the store; and after an edit of one line of a system. Each is a process of its own. Layouts of
pictures are kept in every case. The check of links is measured by itself, with and without what an earlier one kept.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.bench import options
from tests.support import sites

WAYS = ("by Markdown", "cold", "again", "after an edit")
_SUMMARY = re.compile(r"(\bsummary: (?:[>|]-?\n\s+)?)(?=\w)")
_PROGRAM = """
import json, sys, time
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config
from zonebook.edge.site_check import link_check
from zonebook.edge.site_check.kept_texts import KeptTexts
from zonebook.edge.store import Store
from zonebook.assembly import kept_parts
from zonebook.mkdocs_support import direct, frames

way, folder = sys.argv[1:]
frames.store = lambda kind: Store(kind=kind, folder=Path(folder))
kept_parts.store = lambda kind, most: Store(kind=kind, folder=Path(folder), most=most)
if way == "by Markdown":
    kept_parts.store = lambda kind, most: Store(kind=kind, folder=None)
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


def measured(rounds: int, *, own: bool = False) -> dict[str, list[tuple[float, float]]]:
    """Return, by way, the seconds of processor time of the build and of the check of links in each round."""
    found: dict[str, list[tuple[float, float]]] = {way: [] for way in WAYS}
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    with tempfile.TemporaryDirectory() as folder:
        here, store = Path(folder) / "here", Path(folder) / "store"
        if own:
            _copy(here)
        else:
            sites.run("init", str(here), "--from", sites.PROGRAM, cwd=Path(folder), env=environment)
        for number in range(rounds):
            for way in WAYS:
                if way == WAYS[-1]:
                    edit(here)
                kept = store / way if way == "by Markdown" else store / str(number)
                command = (sys.executable, "-c", _PROGRAM, way, str(kept))
                run = subprocess.run(command, cwd=here, env=environment, check=True, capture_output=True, text=True)
                built, checked = json.loads(run.stdout.splitlines()[-1])
                found[way].append((built, checked))
    return found


def _copy(here: Path) -> None:
    """Copy what the site of this repository is built from."""
    here.mkdir()
    shutil.copy(sites.TOP / "mkdocs.yml", here)
    for name in ("docs", "models", "schemas"):
        shutil.copytree(sites.TOP / name, here / name)


def edit(here: Path) -> None:
    """Put a word before the first summary of the first system."""
    path = next(each for each in sorted(here.glob("models/systems/*/*.yaml")) if _SUMMARY.search(each.read_text()))
    path.write_text(_SUMMARY.sub(r"\1Again ", path.read_text("utf-8"), count=1), "utf-8")


def main() -> None:
    """Print a line for each way."""
    asked = options.parser(__doc__)
    asked.add_argument("rounds", nargs="?", type=options.count, default=3)
    asked.add_argument("--own", action="store_true", help="the models of this repository")
    wish = asked.parse_args()
    for way, times in measured(wish.rounds, own=wish.own).items():
        built, checked = (median(each) for each in zip(*times, strict=True))
        print(f"{way}: {built:.2f} s, links {checked:.2f} s")  # noqa: T201  the result


if __name__ == "__main__":
    main()
