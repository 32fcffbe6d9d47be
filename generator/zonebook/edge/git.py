"""Models of a revision, read from the objects of a git repository: the work tree and the index stay as they are."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path

from zonebook.edge.disk import SUFFIXES
from zonebook.edge.processes import Ended, Limits, Processes, StoppedError
from zonebook.load.evidence_files import FileState
from zonebook.read.yaml_text import MOST_BYTES
from zonebook.values import RefusedError, visible
from zonebook.values.record import dataclass

_LIMITS = Limits(seconds=120, printed=1024 * 1024 * 1024, said=64 * 1024)
_LINK, _FILES = "120000", frozenset(("100644", "100755", "100664"))
_STATUS = 3
"""How many characters `git status` writes before a path."""
_HASHES = frozenset((40, 64))
"""The lengths of the names of objects, in hexadecimal digits."""


class UnknownRevisionError(RefusedError):
    """The repository does not have the revision, or not all of it; `fetch` is the command that would get it."""

    def __init__(self, message: str, fetch: str = "") -> None:
        """Keep the message and the command."""
        super().__init__(message, lines=(f"run: {fetch}",) if fetch else ())
        self.fetch = fetch


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """An entry of a tree: its mode, the name of its object and its size in bytes, which only a file has."""

    mode: str
    object: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """The YAML texts of the models at a commit by path below `root`, and what else is in their folder."""

    root: str
    commit: str
    texts: Mapping[str, bytes]
    repository: Path
    entries: Mapping[str, _Entry] = field(repr=False)

    def look(self, paths: Iterable[str]) -> Mapping[str, FileState]:
        """Return the state of each file that is named as evidence, by its path; raise OSError."""
        wanted = {path: self.entries.get(os.path.normpath(path)) for path in paths}
        files = {each.object for each in wanted.values() if each and each.mode in _FILES}
        read = _objects(self.repository, files)
        return {path: _state(path, each, read) for path, each in wanted.items()}


def _state(path: str, entry: _Entry | None, read: Mapping[str, bytes]) -> FileState:
    if entry is None:
        return FileState()
    if entry.mode not in _FILES:
        return FileState(fault=f"{path} is a link; put what it leads to in its place")
    return FileState(sha256=hashlib.sha256(read[entry.object]).hexdigest())


def top(folder: Path) -> Path:
    """Return the root of the repository around a folder; raise OSError where there is none."""
    done = _run(folder, "rev-parse", "--show-toplevel")
    if done.code:
        raise RefusedError(_reason(done) or f"{folder} is in no git repository")
    return Path(done.printed.decode("utf-8", "surrogateescape").rstrip("\n"))


def commit(repository: Path, revision: str) -> str:
    """Return the name of the commit that a revision means; raise UnknownRevisionError where there is none."""
    if not revision or revision.startswith("-") or "\0" in revision:
        raise UnknownRevisionError(f"`{visible(revision)}` is no revision")
    done = _run(repository, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    found = done.printed.decode("ascii", "replace").strip()
    if done.code or len(found) not in _HASHES:
        raise _unknown(repository, revision)
    return found


def _unknown(repository: Path, revision: str) -> UnknownRevisionError:
    shown = visible(revision)
    shallow = _run(repository, "rev-parse", "--is-shallow-repository").printed.strip() == b"true"
    if shallow:
        return UnknownRevisionError(f"this clone is shallow and does not have `{shown}`", "git fetch --unshallow")
    return UnknownRevisionError(f"there is no revision `{shown}`", "git fetch origin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The commit that a folder is at, and whether its files differ from it; no commit where that is not known.

    `paths` are those of the files that differ, from the folder on; an empty one stands for any other.
    """

    commit: str = ""
    changed: bool = False
    paths: tuple[str, ...] = ()


def standing(folder: Path) -> Standing:
    """Return how a folder stands in its repository; it never fails, since what is built does not depend on it."""
    try:
        at = _run(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        name = at.printed.decode("ascii", "replace").strip()
        if at.code or len(name) not in _HASHES:
            return Standing()
        inside = _run(folder, "rev-parse", "--show-prefix").printed.decode("utf-8", "surrogateescape").rstrip("\n")
        differing = _run(folder, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", ".")
    except OSError:
        return Standing()
    entries = differing.printed.decode("utf-8", "surrogateescape").split("\0")
    paths = ("",) if differing.code else tuple(_below(inside, entry[_STATUS:]) for entry in entries if entry)
    return Standing(commit=name, changed=bool(paths), paths=paths)


def _below(folder: str, path: str) -> str:
    """Return a path from a folder on, whose own path is empty or ends with a slash; empty for one elsewhere."""
    return path.removeprefix(folder) if path.startswith(folder) else ""


def models(repository: Path, at: str, folder: str) -> Models:
    """Return the models of a commit in a folder of the repository, named from its root.

    Raise OSError where the commit has no model there, or one that is a link.
    """
    entries = _tree(repository, at, folder)
    named = {path: each for path, each in entries.items() if _is_text(path.removeprefix(f"{folder}/"))}
    for path, each in named.items():
        if each.mode not in _FILES:
            raise RefusedError(f"{visible(path)} at {at[:12]} is named like a model and is no file")
        if each.size > MOST_BYTES:
            raise RefusedError(f"{visible(path)} at {at[:12]} is larger than a model may be")
    read = _objects(repository, {each.object for each in named.values()})
    texts = {path: read[each.object] for path, each in sorted(named.items())}
    return Models(root=folder, commit=at, texts=texts, repository=repository, entries=entries)


def folders_of_models(repository: Path, at: str) -> tuple[str, ...]:
    """Return the folders of a commit that hold `organisation.yaml` or a system, sorted."""
    paths = _tree(repository, at, "")
    found = {path.removesuffix("/organisation.yaml") for path in paths if path.endswith("/organisation.yaml")}
    found |= {path.partition("/systems/")[0] for path in paths if "/systems/" in path and path.endswith(SUFFIXES)}
    return tuple(sorted(found))


def _is_text(path: str) -> bool:
    hidden = any(part.startswith(".") for part in path.split("/"))
    return path.lower().endswith(SUFFIXES) and not hidden


def _tree(repository: Path, at: str, folder: str) -> dict[str, _Entry]:
    """Return the entries of a commit below a folder by path."""
    done = _run(repository, "ls-tree", "-r", "-l", "-z", "--full-tree", at, "--", *([f"{folder}/"] if folder else []))
    if done.code:
        raise UnknownRevisionError(f"`{at[:12]}` cannot be read: {_reason(done)}", "git fetch origin")
    found = {}
    for line in done.printed.decode("utf-8", "surrogateescape").split("\0"):
        head, tab, path = line.partition("\t")
        if tab:
            mode, _, name, size = head.split()
            found[path] = _Entry(mode=mode, object=name, size=int(size) if size.isdecimal() else 0)
    return found


def _objects(repository: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Return the content of objects by name; raise UnknownRevisionError where this clone lacks one."""
    wanted = sorted(names)
    if not wanted:
        return {}
    done = _run(repository, "cat-file", "--batch", text="".join(f"{name}\n" for name in wanted).encode())
    found: dict[str, bytes] = {}
    rest = memoryview(done.printed)
    for name in wanted:
        end = bytes(rest[:200]).find(b"\n")
        words = bytes(rest[:end]).split() if end > 0 else []
        if len(words) != len(("name", "type", "size")):
            raise UnknownRevisionError("this clone does not have every file of the revision", "git fetch origin")
        size = int(words[2])
        found[name] = bytes(rest[end + 1 : end + 1 + size])
        rest = rest[end + 2 + size :]
    return found


def _run(folder: Path, *arguments: str, text: bytes = b"") -> Ended:
    """Run git, which writes nothing, fetches nothing and asks nobody; raise OSError where it cannot be run."""
    command = ("git", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", *arguments)
    try:
        return Processes().run(command, text, _LIMITS, env=_environment(), cwd=folder)
    except FileNotFoundError as error:
        raise RefusedError("git is not installed; name folders instead of revisions") from error
    except StoppedError as error:
        raise RefusedError(f"git was stopped: {error}") from error


def _environment() -> dict[str, str]:
    """Return the environment without what points git to another repository."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith("GIT_CONFIG")
    }
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def _reason(done: Ended) -> str:
    """Return the first line of what git said, on one line."""
    said = done.said.decode("utf-8", "replace").strip().splitlines()
    return visible(said[0].removeprefix("fatal: ")) if said else ""
