"""Repositories and sites for the tests of the commands: small ones with the frozen catalogue, and a real pair."""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from click.testing import CliRunner, Result

from zonebook import __version__, cli

TOP = Path(__file__).resolve().parents[2]
GOLDEN = TOP / "tests" / "golden" / "catalogue"
ZONEBOOK = (str(Path(sys.executable).with_name("zonebook")),)
PROGRAM = f"zonebook=={__version__}"
"""An origin for new repositories from which nothing is installed."""
DAY = "2026-12-01"
ORGANISATION = "organisation: {title: House}\nparties: {team: {title: Team}}\n"
SYSTEM = """\
system: {title: Small, summary: A small system., owner: team, criticality: low}
zones:
  outside: {title: Outside, trust: 0}
  inside: {title: Inside, trust: 3, enforced_by: [subnet]}
actors:
  people: {title: People, zone: outside}
services:
  server-1: {title: Server, kind: server, zone: inside, owner: team}
flows:
  people-to-server: {title: Pages, from: people, to: server-1, protocols: [web], encrypted: none}
"""
CONFIG = """\
site_name: Small
use_directory_urls: false
strict: true
theme: {name: material, font: false, features: [navigation.tabs]}
plugins: [offline, search, zonebook]
markdown_extensions: [attr_list, admonition, toc]
nav: [zonebook, By hand: hand.md]
"""
MODEL = "models/systems/small/system.yaml"
HAND = "# By hand\n\nA page by hand, {}.\n"
_FROZEN = """\
from pathlib import Path
from zonebook.edge import disk

def frozen():
    root = Path({root!r})
    return {{f"catalogue/{{p.relative_to(root).as_posix()}}": p.read_bytes() for p in sorted(root.rglob("*.yaml"))}}

disk.catalogue = frozen
disk.catalogue_state = lambda: None
"""
_REFUSED = """
from zonebook.assembly import kept_parts
from zonebook.diagram.layout.geometry import NotLaidOutError
from zonebook.drawing import placing
from zonebook.edge.store import Store

def refused(graph):
    raise NotLaidOutError("the test refuses it")

placing.arranged = refused
placing.store = lambda kind: Store(kind=kind, folder=None)
kept_parts.store = lambda kind, most: Store(kind=kind, folder=None)
"""


def repository(folder: Path, config: str = CONFIG, *, hand: str = "first") -> Path:
    """Write a small repository that needs nothing but the frozen catalogue."""
    (folder / "docs").mkdir(parents=True)
    (folder / "models" / "systems" / "small").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    (folder / "docs" / "hand.md").write_text(HAND.format(hand), "utf-8")
    (folder / "models" / "organisation.yaml").write_text(ORGANISATION, "utf-8")
    (folder / "models" / "systems" / "small" / "system.yaml").write_text(SYSTEM, "utf-8")
    return folder


def refusing(folder: Path, **more: str) -> dict[str, str]:
    """Return a frozen environment in which no picture can be laid out by rules: each needs a layout engine."""
    found = frozen(folder, **more)
    with (folder / "sitecustomize.py").open("a", encoding="utf-8") as file:
        file.write(_REFUSED)
    return found


def frozen(folder: Path, **more: str) -> dict[str, str]:
    """Return an environment in which every Python has the frozen catalogue in the place of the shipped one."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(_FROZEN.format(root=str(GOLDEN)), "utf-8")
    return environment(PYTHONPATH=str(folder), **more)


def environment(**more: str) -> dict[str, str]:
    """Return the environment of the tests without what could change a build."""
    moving = ("ZONEBOOK_", "PYTHON", "LC_", "SOURCE_DATE_EPOCH", "NO_COLOR")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(moving)}
    return kept | more


def asked(*arguments: str, color: bool = False) -> Result:
    """Run a command in this process; it ends with an exit code and never with another exception."""
    result = CliRunner().invoke(cli.main, arguments, color=color)
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result


def changed(path: Path, before: str, after: str) -> None:
    """Replace a part of a file."""
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def begun(
    *arguments: str, cwd: Path, env: Mapping[str, str], before: tuple[str, ...] = (), umask: int = -1
) -> "subprocess.Popen[str]":
    """Start a command of zonebook in a separate process, which can be interrupted although this one may not."""
    with interruptible():
        return subprocess.Popen(
            (*before, *ZONEBOOK, *arguments),
            cwd=cwd,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            umask=umask,
            start_new_session=True,
        )


@contextmanager
def interruptible() -> Iterator[None]:
    """Let what is started meanwhile be interrupted: a child inherits that a signal is ignored, as below `nohup`."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


def ended(process: "subprocess.Popen[str]") -> Ended:
    """Return the result of a command; it never ends with a traceback."""
    out, err = process.communicate(timeout=240)
    assert "Traceback" not in err + out, err
    return Ended(code=process.returncode, out=out, err=err)


def run(*arguments: str, cwd: Path, env: Mapping[str, str]) -> Ended:
    """Run a command of zonebook."""
    return ended(begun(*arguments, cwd=cwd, env=env))


def tree(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def missing(texts: Iterable[str]) -> set[str]:
    """Return the names of the pictures that these pages report as missing."""
    figure = re.compile(r'<div class="zb-figure" id="([^"]+)"[^>]*>\s*<div class="admonition[^>]*>(.*?)</p>')
    found = (each for text in texts for each in figure.findall(text))
    return {name for name, title in found if title.endswith("this picture is missing")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The same repository built twice in different environments; `alone` states why the second build had a network."""

    one: Path
    other: Path
    ends: tuple[Ended, ...]
    alone: str


@cache
def no_network() -> str:
    """Return why a command cannot be run without a network here, or nothing."""
    tool = shutil.which("unshare")
    if not tool:
        return "unshare is not installed"
    tried = subprocess.run((tool, "-rn", "true"), capture_output=True, text=True, check=False)
    return tried.stderr.strip() or "unshare -rn does not work" if tried.returncode else ""


def pair(folder: Path) -> Pair:
    """Build what `zonebook init` makes, with a real system added, twice at once; the second time without a network."""
    one, other = folder / "one", folder / "a longer name" / "other"
    for repository_ in (one, other):
        repository_.parent.mkdir(exist_ok=True)
        assert run("init", str(repository_), "--from", PROGRAM, cwd=folder, env=environment()).code == 0
        models = repository_ / "models"
        shutil.copy(TOP / "models" / "organisation.yaml", models)
        name = "directory-extension"
        shutil.copytree(TOP / "models" / "systems" / name, models / "systems" / name)
        changed(models / "systems" / name / "services.yaml", "    described_in: landing-zone\n", "")
        (models / "systems" / "web-shop" / "parties.yaml").write_text("parties: {shop-team: {title: Shop}}\n", "utf-8")
    alone = no_network()
    away = () if alone else ("unshare", "-rn")
    first = environment(PYTHONHASHSEED="0", LC_ALL="C", TZ="UTC")
    second = environment(PYTHONHASHSEED="1", LC_ALL="C.UTF-8", TZ="XYZ-13:30", HOME=str(folder), USER="somebody")
    begun_ = (
        begun("site", "--as-of", DAY, cwd=one, env=first, umask=0o022),
        begun("site", "--as-of", DAY, cwd=other, env=second, before=away, umask=0o077),
    )
    return Pair(one=one, other=other, ends=tuple(map(ended, begun_)), alone=alone)
