"""`zonebook init`: write a new repository that installs and builds."""

import json
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

from zonebook.edge import disk, program_origin, terminal
from zonebook.edge.program_origin import Origin, OriginError
from zonebook.edge.publish import ownership, staging, swap
from zonebook.values import RefusedError

FILES = {
    "README.md": "README.md",
    "mkdocs.yml": "mkdocs.yml",
    "docs/how-we-work.md": "docs/how-we-work.md",
    "models/organisation.yaml": "models/organisation.yaml",
    "models/systems/web-shop/system.yaml": "models/systems/web-shop/system.yaml",
    "gitignore.txt": ".gitignore",
    "editor.json": ".vscode/settings.json",
    "extensions.json": ".vscode/extensions.json",
    "github.yml": ".github/workflows/threat-models.yml",
    "github-action.yml": ".github/actions/zonebook/action.yml",
    "gitlab.yml": ".gitlab-ci.yml",
    "pre-commit.yml": ".pre-commit-config.yaml",
}
"""The template's files and their targets; in the package, hidden files have visible names."""
_NOT_HELD = frozenset((".git",))
"""Names that a folder may contain and still count as empty."""
_PURPOSE = "init"
_LOCKED = "requirements-locked.txt"
_HASHED = """\
# What zonebook needs, in the versions that it was tested with. pip installs no file with another hash.
"""
_UNHASHED = """\
# What zonebook needs, in the versions that it was tested with. They have no hashes: pip asks for one everywhere or
# nowhere, and the line of requirements.txt that names zonebook has none.
"""


def init(folder: Path, source: str = "") -> int:
    """Write a new repository into a folder that is empty, or not there yet; return the exit code.

    `source` says where pip gets the program, as `program_origin.named` takes it; where it is empty, from what pip
    recorded. The files are written to a staging directory and then moved one by one, each whole, so that a new run can
    continue after a crash.
    """
    try:
        program = program_origin.named(source) if source else program_origin.installed()
        files = {**_files(), **_requirements(program)}
        if folder.is_dir():
            staging.sweep(folder, _PURPOSE)
            _refuse_held(folder, files)
        with staging.made(folder), staging.aside(folder, _PURPOSE) as staging_dir:
            swap.lay_down(files, staging_dir)
            for path in files:
                _move(staging_dir / path, folder / path)
    except OriginError as error:
        return terminal.failed(str(error))
    except OSError as error:
        return terminal.refused(error)
    terminal.result(*_next(folder))
    return terminal.FINE


def _refuse_held(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Raise RefusedError where the folder holds anything that this command would not write."""
    held = ownership.named(_others(folder, files))
    if held:
        message = f"{folder} holds files that `zonebook init` did not write; name a folder that is empty, or not there:"
        raise RefusedError(message, lines=held)


def _others(folder: Path, files: Mapping[str, str | bytes]) -> Iterator[str]:
    """Yield the path of each file that differs from what this command, or an earlier run that died, writes."""
    for path in ownership.entries(folder, _NOT_HELD):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            same = name not in files
        else:
            same = name in files and path.is_file() and not path.is_symlink() and _same(path, files[name])
        if not same:
            yield name


def _same(path: Path, content: str | bytes) -> bool:
    return path.read_bytes() == (content.encode() if isinstance(content, str) else content)


def _move(source: Path, target: Path) -> None:
    """Move a file unless the target exists; what an earlier run put there stays."""
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)


def _files() -> dict[str, str | bytes]:
    """Return the files of the new repository by path, except those that say where the program comes from."""
    template = disk.template()
    files: dict[str, str | bytes] = {path: template[name] for name, path in FILES.items()}
    for name, schema in disk.schemas().items():
        files[f"schemas/{name}.schema.json"] = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    return files


def _requirements(program: Origin) -> dict[str, str | bytes]:
    """Return by path the files from which pip installs the program and its dependencies."""
    first = "# The program. pip looks for a path from the folder it is started in: start it in this one.\n"
    files: dict[str, str | bytes] = {
        "requirements.txt": f"{first}{program.line}\n--requirement {_LOCKED}\n",
        _LOCKED: _locked(hashed=program.hashed),
    }
    if program.wheel:
        path, content = program.wheel
        files[path] = content
    return files


def _locked(*, hashed: bool) -> str:
    """Return the locked versions of the dependencies, with or without their hashes."""
    lines = [line for line in disk.locked().splitlines() if not line.startswith("#")]
    if hashed:
        return _HASHED + "".join(f"{line}\n" for line in lines)
    return _UNHASHED + "".join(line.rstrip(" \\") + "\n" for line in lines if not line.startswith(" "))


def _next(folder: Path) -> Iterator[str]:
    """Yield a summary of what was written, and the shell commands to run next."""
    here = folder.resolve() == Path.cwd()
    yield f"{'This folder' if here else folder} holds a repository with one small system."
    yield "Next:"
    if not here:
        yield f"  cd {shlex.quote(str(folder))}"
    yield "  python3 -m venv .venv"
    yield "  .venv/bin/pip install --requirement requirements.txt"
    yield "  .venv/bin/zonebook check    # the problems, and how each system stands"
    yield "  .venv/bin/zonebook site     # the site, in site/"
