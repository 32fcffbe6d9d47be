"""`zonebook build` and `zonebook site`: build in a staging directory, check, and swap it in."""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from zonebook import assembly
from zonebook.assembly import origin, parts
from zonebook.edge import clock, disk, terminal
from zonebook.edge.processes import Limits, Processes, StoppedError, stoppable
from zonebook.edge.publish import manifest, ownership, swap
from zonebook.edge.publish.manifest import Manifest
from zonebook.edge.site_check import link_check
from zonebook.edge.site_check.kept_texts import KeptTexts
from zonebook.edge.store import store
from zonebook.edge.terminal import Progress
from zonebook.values import BrokenError, visible
from zonebook.values.record import dataclass
from zonebook.write.output_format import LinkOptions
from zonebook.write.relative_links import LinkStyle

_MOST_FAULTS = 50
_ENVIRONMENT = {
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
    "PYTHONIOENCODING": "utf-8",
    assembly.TOLD_ELSEWHERE: "1",
}
"""The first two switch off advertisements of other generators in the build output."""
_LIMITS = Limits(seconds=3600, printed=16 * 1024 * 1024, said=16 * 1024 * 1024, grace=10)
"""Limits for MkDocs; the grace period lets it stop its layout engines before it ends."""
TAKEN = f"{manifest.NAME} in docs/ has the name of the list of files that zonebook writes; give it another name"
"""The message for a hand-written file that the manifest would replace."""
_PROBLEMS = re.compile(r"the models have \d+ problems?\n")
_PROBLEM = re.compile(r".+:\d+:\d+: [a-z-]+: ")
_UNNAMED = "surrogates not allowed"
"""What Python says of a name of a file that is not UTF-8."""
_TRACEBACK = "Traceback "
_LOGGED = re.compile(r"(DEBUG|INFO|WARNING|ERROR|CRITICAL) +- +")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The options of a run: the day to assess as of (empty: today), whether to be quiet, how links are written.

    `jobs` is how many processes make what follows from one system alone.
    """

    as_of: str = ""
    quiet: bool = False
    links: LinkStyle = "md"
    jobs: int = 1


class UnbuiltError(Exception):
    """The site could not be built and the published one is unchanged; the arguments say why, a line each."""

    def __init__(self, *said: str, lines: tuple[str, ...] = (), code: int = terminal.USAGE) -> None:
        """Keep the messages for standard error, the lines for standard output, and the exit code."""
        super().__init__(*said)
        self.lines = lines
        self.code = code


def build(models: Path, out: Path, wish: Wish) -> int:
    """Write the pages of the models to a folder; return the exit code."""
    try:
        with stoppable(), Progress(quiet=wish.quiet) as progress, swap.staged(out) as staging_dir:
            built = _built(models, wish, progress)
            swap.lay_down(built.files, staging_dir)
    except BrokenError as broken:
        return terminal.problems(broken.problems)
    except OSError as error:
        return terminal.refused(error)
    return terminal.done(f"{len(built.files)} files in {out}", built.degraded, quiet=wish.quiet)


def _built(models: Path, wish: Wish, progress: Progress) -> assembly.Built:
    """Build what `build` writes: the pages, with the styles and scripts that they use."""
    progress("judging")
    root = assembly.shown(models)
    assessment = assembly.load_and_assess(models, wish.as_of or clock.today(), root)
    repository = assessment.workspace.organisation.organisation.repository
    links = LinkOptions(links=wish.links, repository=repository)
    made_from = origin.made_from(assessment, models, root)
    built = parts.build(assessment, links, progress, root=root, executor=wish.jobs, provenance=made_from)
    return replace(built, files=written(built))


def written(built: assembly.Built) -> dict[str, str | bytes]:
    """Return the files of a build with the styles and scripts that its pages use, and its manifest."""
    assets = {f"{assembly.ASSETS}/{name}": raw for name, raw in disk.assets().items()}
    files = {path: content for path, content in built.files.items() if path != manifest.NAME} | assets
    files[manifest.NAME] = manifest.manifest(files, built.degraded, built.provenance)
    return files


def site(config: Path, out: Path, wish: Wish) -> int:
    """Build the site of a mkdocs.yml; return the exit code. The published site stays until the new one is checked."""
    if config.is_dir():
        return terminal.failed(f"{config} is a folder; name the file of the site, such as {config / 'mkdocs.yml'}")
    if not config.is_file():
        return terminal.failed(f"there is no file {config}; `zonebook init DIR` makes one")
    try:
        with stoppable(), Progress(quiet=wish.quiet) as progress, swap.staged(out) as staging_dir:
            progress("building the site")
            _mkdocs(config, staging_dir, wish)
            progress("checking links")
            _check_links(staging_dir)
            listed = _listed(staging_dir)
            seal(staging_dir, listed)
    except UnbuiltError as error:
        if error.lines:
            terminal.result(*error.lines)
        if error.args:
            terminal.failed(*error.args)
        return error.code
    except OSError as error:
        return terminal.refused(error)
    return terminal.done(f"the site is in {out}", listed.degraded, quiet=wish.quiet)


def _mkdocs(config: Path, staging_dir: Path, wish: Wish) -> None:
    """Run MkDocs in a separate process; raise UnbuiltError with what went wrong."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(config), "-d", str(staging_dir)]
    environment = {**os.environ, **_ENVIRONMENT}
    environment.setdefault("SOURCE_DATE_EPOCH", _midnight(wish.as_of or clock.today()))
    environment[assembly.JOBS] = str(wish.jobs)
    if wish.as_of:
        environment[assembly.AS_OF] = wish.as_of
    try:
        run = Processes().run(command, b"", _LIMITS, env=environment)
    except StoppedError as error:
        raise UnbuiltError(f"MkDocs was stopped: {error}") from error
    if run.code:
        log = run.said.decode("utf-8", "replace")
        if _UNNAMED in log and (names := ownership.named(_not_unicode(config.absolute().parent))):
            raise UnbuiltError("a name that is not UTF-8 cannot stand on a page; rename:", *names)
        raise _failure(log)


def _not_unicode(folder: Path) -> Iterator[str]:
    """Yield the path of each file and folder below a folder whose name is not Unicode, without hidden ones."""
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in (*folders, *sorted(files)):
            if not disk.is_unicode(name):
                yield visible((Path(root) / name).relative_to(folder).as_posix())


def _midnight(day: str) -> str:
    """Return the start of a day in seconds since 1970, the form of SOURCE_DATE_EPOCH."""
    return str(int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()))


def _failure(log: str) -> UnbuiltError:
    """Return an error from the log of MkDocs: the problems of the models, or else its warnings and errors."""
    head = _PROBLEMS.search(log)
    if head:
        problems = tuple(line for line in log[head.end() :].splitlines() if _PROBLEM.match(line))
        return UnbuiltError(lines=problems, code=terminal.PROBLEMS)
    kept: list[str] = []
    level = "ERROR"
    for line in log.splitlines():
        logged = _LOGGED.match(line)
        level = "CRITICAL" if line.startswith(_TRACEBACK) else logged[1] if logged else level
        if level not in {"DEBUG", "INFO"} and line.strip():
            kept.append(line)
    if any(line.startswith(_TRACEBACK) for line in kept):
        kept = [*kept[-1:], "`mkdocs build` tells where this came from."]
    # The prefix keeps a name with a line break in it from forging a line of ours.
    return UnbuiltError("MkDocs could not build the site:", *(f"mkdocs: {line}" for line in kept))


def _check_links(staging_dir: Path) -> None:
    faults = link_check.faults(staging_dir, KeptTexts(store("links")))
    if not faults:
        return
    rest = len(faults) - _MOST_FAULTS
    more = (f"… and {rest} more",) if rest > 0 else ()
    counted = "1 link or picture" if len(faults) == 1 else f"{len(faults)} links or pictures"
    message = f"{counted} of the built site cannot stay; what was published before is left as it was"
    raise UnbuiltError(message, lines=(*faults[:_MOST_FAULTS], *more))


def seal(folder: Path, built: Manifest, without: frozenset[str] = frozenset()) -> None:
    """Write the manifest of a finished site: all its files except those `without`; the rest is as it was `built`."""
    found = {each.relative_to(folder).as_posix(): each for each in sorted(folder.rglob("*")) if each.is_file()}
    others = {manifest.NAME, ownership.MARK, *without}
    files: dict[str, str | bytes] = {name: path.read_bytes() for name, path in found.items() if name not in others}
    text = manifest.manifest(files, built.degraded, built.provenance)
    # A name that is not UTF-8 is escaped, which JSON allows.
    (folder / manifest.NAME).write_bytes(text.encode("utf-8", "backslashreplace"))


def finish(folder: Path, built: Manifest, without: frozenset[str]) -> None:
    """Seal a site; where another process checks it and seals it then, write how it was built, and no file yet."""
    if os.environ.get(assembly.TOLD_ELSEWHERE):
        (folder / manifest.NAME).write_text(manifest.manifest({}, built.degraded, built.provenance), "utf-8")
    else:
        seal(folder, built, without)


def _listed(folder: Path) -> Manifest:
    """Return the manifest that the build wrote; an empty one where it did not use our plugin.

    Raise UnbuiltError where a hand-written file has the name of the manifest.
    """
    listed = manifest.found(folder)
    if listed is None and (folder / manifest.NAME).exists():
        raise UnbuiltError(TAKEN)
    return listed or Manifest(files={}, degraded=())
