"""`zonebook init`: a new repository that builds."""

import json
import shlex
from importlib import resources
from pathlib import Path

from zonebook.edge import disk, origin, swap, terminal
from zonebook.edge.origin import Origin, OriginError

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
    "gitlab.yml": ".gitlab-ci.yml",
}
"""What the template holds, and where it goes; hidden names are not kept hidden in the package."""
_TEMPLATE = Path(str(resources.files("zonebook"))) / "template"
_NOT_HELD = frozenset((".git",))
"""What a folder may hold and still count as empty."""
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

    `source` says where pip gets the program, as `origin.named` takes it; where it is empty, what pip noted says so.
    """
    try:
        if folder.is_dir() and {path.name for path in folder.iterdir()} - _NOT_HELD:
            return terminal.failed(f"{folder} holds files; name a folder that is empty, or not there yet")
        program = origin.named(source) if source else origin.installed()
        swap.lay_down({**_files(), **_requirements(program)}, folder)
    except OriginError as error:
        return terminal.failed(str(error))
    except OSError as error:
        return terminal.failed(terminal.reason(error))
    terminal.result(_next(folder))
    return terminal.FINE


def _files() -> dict[str, str | bytes]:
    """Return every file of the new repository by its path, but those that say where the program comes from."""
    files: dict[str, str | bytes] = {path: (_TEMPLATE / name).read_text("utf-8") for name, path in FILES.items()}
    for name, schema in disk.schemas().items():
        files[f"schemas/{name}.schema.json"] = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    return files


def _requirements(program: Origin) -> dict[str, str | bytes]:
    """Return by path the files from which pip installs the program and what it needs."""
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
    """Return the locked versions of what the program needs, with or without their hashes."""
    lines = [line for line in disk.locked().splitlines() if not line.startswith("#")]
    if hashed:
        return _HASHED + "".join(f"{line}\n" for line in lines)
    return _UNHASHED + "".join(line.rstrip(" \\") + "\n" for line in lines if not line.startswith(" "))


def _next(folder: Path) -> str:
    """Return what there is now, and the commands that lead on from here, for a shell."""
    here = folder.resolve() == Path.cwd()
    lines = [f"{'This folder' if here else folder} holds a repository with one small system.", "Next:"]
    lines += [] if here else [f"  cd {shlex.quote(str(folder))}"]
    lines += [
        "  python3 -m venv .venv",
        "  .venv/bin/pip install --requirement requirements.txt",
        "  .venv/bin/zonebook check    # the problems, and how each system stands",
        "  .venv/bin/zonebook site     # the site, in site/",
    ]
    return "\n".join(lines)
