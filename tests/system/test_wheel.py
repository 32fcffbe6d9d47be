import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.support import sites, wheels

from zonebook.commands import init
from zonebook.edge import catalogue_cache, disk
from zonebook.load.catalogue import shipped
from zonebook.load.packed import packed
from zonebook.read.schema import Schemas


@pytest.fixture(scope="module")
def held(wheel: Path) -> frozenset[str]:
    """The names of the files in the wheel."""
    with zipfile.ZipFile(wheel) as file:
        return frozenset(file.namelist())


def test_two_wheels_are_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    elsewhere = sites.environment(TZ="XYZ-13:30", LC_ALL="C", PYTHONHASHSEED="7", SOURCE_DATE_EPOCH="1000000000")
    assert wheels.built(tmp_path, elsewhere, umask=0o077).read_bytes() == wheel.read_bytes()


def test_wheel_holds_schemas_catalogue_and_template(held: frozenset[str]) -> None:
    assert {f"zonebook/schemas/{name}.schema.json" for name in disk.schemas()} <= held
    assert {f"zonebook/{name}" for name in disk.catalogue()} <= held
    assert {f"zonebook/template/{name}" for name in init.FILES} <= held
    assert {"zonebook/requirements/run.txt", "zonebook/assets/zonebook.css"} <= held


def test_wheel_brings_the_checked_catalogue(wheel: Path, bundled: Mapping[str, bytes], schemas: Schemas) -> None:
    with zipfile.ZipFile(wheel) as file:
        content = file.read(f"zonebook/{catalogue_cache.DELIVERED}")
    assert content == catalogue_cache.made(schemas)
    assert content.partition(b"\n")[2] == packed(shipped(bundled, schemas))


def test_wheel_holds_only_versioned_files(held: frozenset[str]) -> None:
    inside = {name for name in held if name.startswith("zonebook/")} - {f"zonebook/{catalogue_cache.DELIVERED}"}
    places = {"zonebook/schemas/": "schemas/", "zonebook/requirements/": "requirements/"}
    sources = set()
    for name in inside:
        found = next((old for old in places if name.startswith(old)), "zonebook/")
        sources.add(places.get(found, "generator/zonebook/") + name.removeprefix(found))
    listed = subprocess.run(
        ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"),  # noqa: S607
        cwd=sites.TOP,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this is no checkout, so nothing says what is under version control")
    assert sources - set(listed.stdout.split("\0")) == set()
