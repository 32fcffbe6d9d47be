"""`zonebook fmt`: every file or none, comments and links kept, and a check that writes nothing."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.support import sites

from zonebook.edge import rewriting
from zonebook.values import RefusedError

MODEL = Path(sites.MODEL)
LOOSE = "# why\nsystem:   {title:  Small,owner: team}   # aside\nzones:\n    outside: {title: Outside, trust: 0}\n"
TIGHT = "# why\nsystem: {title: Small, owner: team} # aside\nzones:\n  outside: {title: Outside, trust: 0}\n"


def contents(root: Path) -> Mapping[Path, bytes]:
    """Every file below a folder."""
    return {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.fixture
def loose(here: Path) -> Path:
    """A repository whose system is not laid out, and whose organisation is; its current folder."""
    MODEL.write_text(LOOSE, "utf-8")
    return here


def test_files_are_laid_out_once(loose: Path) -> None:
    (loose / MODEL).chmod(0o640)
    first = sites.asked("fmt")
    assert (first.exit_code, first.stdout) == (0, f"{MODEL}\n")
    assert first.stderr == "1 of 2 files laid out anew.\n"
    assert MODEL.read_text("utf-8") == TIGHT
    assert MODEL.stat().st_mode & 0o777 == 0o640
    before = contents(loose)
    again = sites.asked("fmt", "models", str(MODEL))
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "0 of 2 files laid out anew.\n")
    assert contents(loose) == before


def test_check_names_files_and_writes_nothing(loose: Path) -> None:
    before = contents(loose)
    result = sites.asked("fmt", "--check", "models/organisation.yaml", str(MODEL))
    assert (result.exit_code, result.stdout) == (1, f"{MODEL}\n")
    assert result.stderr == "1 of 2 files would be laid out anew.\n"
    assert contents(loose) == before
    sites.asked("fmt")
    assert sites.asked("fmt", "--check").exit_code == 0


def test_one_unreadable_file_keeps_all_as_they_are(loose: Path) -> None:
    (loose / "models/systems/small/a.yaml").write_text("zones: [\n", "utf-8")
    (loose / "models/systems/small/b.yaml").write_text("flows: {a: {title: T, # lost\n  from: b}}\n", "utf-8")
    before = contents(loose)
    result = sites.asked("fmt")
    assert result.exit_code == 1
    told = [line.split(": ")[:2] for line in result.stdout.splitlines()]
    assert told == [["models/systems/small/a.yaml:1:8", "unclosed"], ["models/systems/small/b.yaml:1:1", "layout"]]
    assert result.stderr == "2 problems; nothing was written.\n"
    assert contents(loose) == before


@pytest.mark.usefixtures("loose")
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("mkdocs.txt", "mkdocs.txt is neither a folder nor a YAML file"),
        ("models/none.yaml", "models/none.yaml is no file that can be read"),
    ],
)
def test_wrong_path_is_refused(path: str, said: str) -> None:
    result = sites.asked("fmt", str(MODEL), path)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"zonebook: {said}\n")
    assert MODEL.read_text("utf-8") == LOOSE


def test_link_stays_and_its_file_is_laid_out(loose: Path) -> None:
    link = loose / "models/systems/small/zones.yaml"
    target = loose / "models/systems/small/shared.yaml"
    target.write_text("identities:   {}\n", "utf-8")
    link.symlink_to("shared.yaml")
    result = sites.asked("fmt", str(link.relative_to(loose)))
    assert (result.exit_code, link.is_symlink()) == (0, True)
    assert target.read_text("utf-8") == "identities: {}\n"


def test_failure_puts_every_file_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    for path in paths:
        path.write_bytes(b"old")
    replace = Path.replace

    def refusing(new: Path, target: Path) -> Path:
        if target.name == "b.yaml":
            raise PermissionError(13, "Permission denied", str(target))
        return replace(new, target)

    monkeypatch.setattr(Path, "replace", refusing)
    with pytest.raises(PermissionError):
        rewriting.rewrite(dict.fromkeys(paths, b"old"), dict.fromkeys(paths, b"new"))
    assert contents(tmp_path) == dict.fromkeys(paths, b"old")


def test_file_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    one, other = tmp_path / "a.yaml", tmp_path / "b.yaml"
    one.write_bytes(b"old")
    other.write_bytes(b"by an editor")
    with pytest.raises(RefusedError, match="was changed meanwhile"):
        rewriting.rewrite({one: b"old", other: b"old"}, {one: b"new", other: b"new"})
    assert contents(tmp_path) == {one: b"old", other: b"by an editor"}
