"""`zonebook init`: a new repository that builds."""

import json
from importlib import resources
from pathlib import Path

from zonebook import __version__
from zonebook.edge import disk, swap, terminal

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
_TEMPLATE = Path(str(resources.files("zonebook"))) / "template"
_NOT_HELD = frozenset((".git",))
"""What a folder may hold and still count as empty."""


def init(folder: Path) -> int:
    """Write a new repository into a folder that is empty, or not there yet; give the exit code."""
    try:
        if folder.is_dir() and {path.name for path in folder.iterdir()} - _NOT_HELD:
            return terminal.failed(f"{folder} holds files; name a folder that is empty, or not there yet")
        swap.lay_down(_files(), folder)
    except OSError as error:
        return terminal.failed(terminal.reason(error))
    terminal.result(_next(folder))
    return terminal.FINE


def _files() -> dict[str, str | bytes]:
    """Give every file of the new repository by its path."""
    files: dict[str, str | bytes] = {
        path: (_TEMPLATE / name).read_text("utf-8").replace("VERSION", __version__) for name, path in FILES.items()
    }
    for name, schema in disk.schemas().items():
        files[f"schemas/{name}.schema.json"] = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    return files


def _next(folder: Path) -> str:
    lines = [f"{folder} holds a repository with one small system.", "Next:"]
    lines += [f"  cd {folder}"] if folder.absolute() != Path.cwd() else []
    lines += ["  zonebook check    the problems, and how each system stands", "  zonebook site     the site, in site/"]
    return "\n".join(lines)
