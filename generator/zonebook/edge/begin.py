"""`zonebook init`: a new repository that builds."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from zonebook import __version__
from zonebook.edge import disk, ownership, staging, swap, terminal
from zonebook.values import RefusedError

FILES = {
    "README.md": "README.md",
    "mkdocs.yml": "mkdocs.yml",
    "requirements.txt": "requirements.txt",
    "docs/how-we-work.md": "docs/how-we-work.md",
    "models/organisation.yaml": "models/organisation.yaml",
    "models/systems/web-shop/system.yaml": "models/systems/web-shop/system.yaml",
    "gitignore.txt": ".gitignore",
    "editor.json": ".vscode/settings.json",
    "extensions.json": ".vscode/extensions.json",
    "github.yml": ".github/workflows/threat-models.yml",
    "gitlab.yml": ".gitlab-ci.yml",
}
"""What the template holds, and where it goes; hidden names are not kept hidden in the package."""
_NOT_HELD = frozenset((".git",))
"""What a folder may hold and still count as empty."""
_PURPOSE = "init"


def init(folder: Path) -> int:
    """Write a new repository into a folder that is empty, or not there yet; return the exit code.

    The files are written to one side and then moved, each whole, so that what a crash leaves is taken up by a new run.
    """
    try:
        files = _files()
        if folder.is_dir():
            staging.sweep(folder, _PURPOSE)
            _refuse_held(folder, files)
        with staging.made(folder), staging.aside(folder, _PURPOSE) as aside:
            swap.lay_down(files, aside)
            for path in files:
                _move(aside / path, folder / path)
    except OSError as error:
        return terminal.refused(error)
    terminal.result(*_next(folder))
    return terminal.FINE


def _refuse_held(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Raise RefusedError where the folder holds what this command would not write there."""
    held = ownership.named(_others(folder, files))
    if held:
        message = f"{folder} holds files that `zonebook init` did not write; name a folder that is empty, or not there:"
        raise RefusedError(message, lines=held)


def _others(folder: Path, files: Mapping[str, str | bytes]) -> Iterator[str]:
    """Yield the path of each file that is not as this command writes it, as an earlier run that died may have done."""
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
    """Move a file to where nothing is; what an earlier run put there stays."""
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)


def _files() -> dict[str, str | bytes]:
    """Return every file of the new repository by its path."""
    template = disk.template()
    files: dict[str, str | bytes] = {
        path: template[name].decode("utf-8").replace("VERSION", __version__) for name, path in FILES.items()
    }
    for name, schema in disk.schemas().items():
        files[f"schemas/{name}.schema.json"] = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    return files


def _next(folder: Path) -> Iterator[str]:
    yield f"{folder} holds a repository with one small system."
    yield "Next:"
    if folder.absolute() != Path.cwd():
        yield f"  cd {folder}"
    yield "  zonebook check    the problems, and how each system stands"
    yield "  zonebook site     the site, in site/"
