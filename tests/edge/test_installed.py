"""An installation with a missing or changed file is detected, and the file is named."""

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from tests.support import sites

from zonebook.edge import catalogue_cache, disk, installed
from zonebook.read.schema import Schemas
from zonebook.values import DamagedError, Document

KIND = "zonebook/catalogue/kinds/web-server.yaml"
SCHEMA = "zonebook/schemas/kind.schema.json"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as its wheel installs it, with the catalogue stored by a first run."""
    folder = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(sites.TOP)).build(directory=str(folder / "dist"))
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "installed")
    assert run(folder / "installed", "list", "kinds", cwd=folder).code == 0
    return folder / "installed"


@pytest.fixture
def ours(tmp_path: Path, wheel: Path) -> Path:
    """A copy of the package in a separate folder, beside a small repository."""
    sites.repository(tmp_path / "here")
    sites.changed(tmp_path / "here" / sites.MODEL, "kind: server", "kind: web-server")
    return Path(shutil.copytree(wheel, tmp_path / "installed"))


def run(folder: Path, *arguments: str, cwd: Path) -> sites.Ended:
    """Run the command of an installed package."""
    process = subprocess.Popen(
        (sys.executable, "-m", "zonebook", *arguments),
        cwd=cwd,
        env=sites.environment(PYTHONPATH=str(folder)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    return sites.ended(process)


def added(path: Path) -> None:
    path.with_name("added.yaml").write_bytes(path.read_bytes())


def changed(path: Path) -> None:
    sites.changed(path, "title", "titel")


BEGIN = f"init new --from {sites.PROGRAM}"


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def test_complete_installation_starts(ours: Path, tmp_path: Path) -> None:
    assert run(ours, "check", cwd=tmp_path / "here").code == 0
    assert run(ours, "init", "new", "--from", sites.PROGRAM, cwd=tmp_path).code == 0
    assert sites.tree(tmp_path / "new")["README.md"]


def test_unrecorded_installation_is_checked_by_itself(ours: Path, tmp_path: Path) -> None:
    """Without a RECORD file, only its own parts can be compared."""
    (record,) = ours.glob("zonebook-*.dist-info/RECORD")
    record.unlink()
    (ours / KIND).write_bytes((ours / KIND).read_bytes() + b"# packaged elsewhere\n")
    assert run(ours, "check", cwd=tmp_path / "here").code == 0
    changed(ours / KIND)
    failed = run(ours, "check", cwd=tmp_path / "here")
    assert failed.code == 2
    assert "catalogue/kinds/web-server.yaml:" in failed.err


@pytest.mark.parametrize(
    ("path", "damage", "command", "says"),
    [
        (KIND, Path.unlink, "check", f"{KIND} is missing"),
        (KIND, changed, "check", f"{KIND} was changed"),
        (KIND, emptied, "list kinds", f"{KIND} was changed"),
        (KIND, added, "check --format json", "zonebook/catalogue/kinds/added.yaml does not belong to the installation"),
        (SCHEMA, Path.unlink, "explain web-server", f"{SCHEMA} is missing"),
        (SCHEMA, changed, "check", f"{SCHEMA} was changed"),
        (SCHEMA, emptied, "check", f"{SCHEMA} is not JSON"),
        ("zonebook/assets/zonebook.css", Path.unlink, "build --out out", "zonebook/assets/zonebook.css is missing"),
        ("zonebook/assets/details.js", emptied, "build --out out", "zonebook/assets/details.js was changed"),
        ("zonebook/assets", shutil.rmtree, "build --out out", "zonebook/assets is missing, or empty"),
        (
            "zonebook/template/gitlab.yml",
            Path.unlink,
            BEGIN,
            "zonebook/template/gitlab.yml is missing",
        ),
        (
            "zonebook/template/README.md",
            emptied,
            BEGIN,
            "zonebook/template/README.md was changed",
        ),
    ],
)
def test_damaged_installation_exits_with_2(  # noqa: PLR0917
    ours: Path, tmp_path: Path, path: str, damage: Callable[[Path], None], command: str, says: str
) -> None:
    damage(ours / path)
    failed = run(ours, *command.split(), cwd=tmp_path / "here")
    assert (failed.code, failed.out) == (2, "")
    assert "the installation of zonebook is damaged; install it again" in failed.err
    assert says in failed.err
    assert not (tmp_path / "here" / "out").exists()
    assert not (tmp_path / "here" / "new").exists()


def test_damaged_asset_stops_the_site(ours: Path, tmp_path: Path) -> None:
    (ours / "zonebook" / "assets" / "zonebook.css").unlink()
    failed = run(ours, "site", cwd=tmp_path / "here")
    assert failed.code == 2
    assert "zonebook/assets/zonebook.css is missing" in failed.err


# in a checkout


def test_checkout_needs_no_record() -> None:
    assert installed.recorded() == {}
    installed.verify("catalogue", {"catalogue/any.yaml": b""})


def test_broken_checkout_entry_blames_no_model(
    here: Path, monkeypatch: pytest.MonkeyPatch, golden: Mapping[str, bytes]
) -> None:
    monkeypatch.setattr(disk, "catalogue", lambda: {**golden, "catalogue/kinds/odd.yaml": b"title: Odd\n"})
    for command in ("check", "check --format json", "list kinds", f"build --out {here / 'out'}", "explain server"):
        result = sites.asked(*command.split())
        assert (result.exit_code, result.stdout) == (2, "")
        assert "catalogue/kinds/odd.yaml:1:1: missing: `about` is missing" in result.stderr


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        ({"type": "no-type"}, "kind.schema.json cannot be used"),
        ([], "kind.schema.json cannot be used"),
        ({"$ref": "json-schema:///gone.schema.json"}, "gone.schema.json"),
    ],
)
def test_invalid_schema_is_damage(schema: object, says: str) -> None:
    with pytest.raises(DamagedError, match=re.escape(says)):
        Schemas({"kind": schema}).check(Document(path="a.yaml", data={}), "kind")  # type: ignore[dict-item]


def test_missing_schema_is_damage(schemas: Schemas, monkeypatch: pytest.MonkeyPatch) -> None:
    few = {name: schema for name, schema in disk.schemas().items() if name != "kind"}
    monkeypatch.setattr(catalogue_cache, "_taken", lambda *_: None)
    with pytest.raises(DamagedError, match=r"kind\.schema\.json"):
        catalogue_cache.bundled(Schemas(few))
    assert schemas.valid({}, "kind") is False
