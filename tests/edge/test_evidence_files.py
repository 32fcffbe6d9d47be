"""Evidence on the disk: it is found and hashed below the folder of its text alone, and never through a link."""

import os
import tracemalloc
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zonebook.edge import evidence_files
from zonebook.load.evidence_files import FileState
from zonebook.model.consistency import misplaced

CONTENT = b'{"Encrypted": true}\r\n'
HASH = sha256(CONTENT).hexdigest()
FOLDER = "systems/shop"


def tree(tmp_path: Path) -> Path:
    """A folder of models with evidence, links to it and out of it, and a secret outside."""
    models = tmp_path / "models"
    shop = models / FOLDER
    (shop / "evidence" / "old").mkdir(parents=True)
    (shop / "evidence" / "volumes.json").write_bytes(CONTENT)
    (models / "secret.txt").write_bytes(b"outside")
    (shop / "evidence" / "linked.json").symlink_to("volumes.json")
    (shop / "evidence" / "secret.txt").symlink_to(models / "secret.txt")
    (shop / "evidence" / "gone.json").symlink_to("nowhere.json")
    (shop / "evidence" / "itself.json").symlink_to("itself.json")
    (shop / "out").symlink_to(models)
    (shop / "latest").symlink_to("evidence")
    return models


def state(models: Path, file: str) -> FileState:
    path = f"models/{FOLDER}/{file}"
    return evidence_files.looked([path], models, "models")[path]


@pytest.mark.parametrize("file", ["evidence/volumes.json", "./evidence//volumes.json", "evidence/old/../volumes.json"])
def test_file_has_its_hash(tmp_path: Path, file: str) -> None:
    assert state(tree(tmp_path), file) == FileState(sha256=HASH)


@pytest.mark.parametrize(
    "file",
    [
        "evidence/nothing-here.json",
        "evidence/VOLUMES.json",
        "nowhere/volumes.json",
        "nowhere/../evidence/volumes.json",
        "evidence/volumes.json/inside.json",
        "evidence/volumes.json ",
        "~/volumes.json",
    ],
)
def test_file_is_missing(tmp_path: Path, file: str) -> None:
    assert state(tree(tmp_path), file) == FileState()


@pytest.mark.parametrize(
    ("file", "link"),
    [
        ("evidence/linked.json", "evidence/linked.json"),
        ("evidence/secret.txt", "evidence/secret.txt"),
        ("evidence/gone.json", "evidence/gone.json"),
        ("evidence/itself.json", "evidence/itself.json"),
        ("latest/volumes.json", "latest"),
        ("latest/../evidence/volumes.json", "latest"),
        ("out/secret.txt", "out"),
        ("out/systems/shop/evidence/volumes.json", "out"),
    ],
)
def test_link_on_the_way_is_a_fault(tmp_path: Path, file: str, link: str) -> None:
    found = state(tree(tmp_path), file)
    assert found.sha256 is None
    assert found.fault == f"models/{FOLDER}/{link} is a link; put what it leads to in its place"


def test_what_is_no_file_is_a_fault(tmp_path: Path) -> None:
    models = tree(tmp_path)
    os.mkfifo(models / FOLDER / "pipe")
    assert state(models, "evidence").fault.endswith("/evidence is a folder; name a file in it")
    assert state(models, "pipe").fault.endswith("/pipe is neither a file nor a folder")


def test_folder_of_the_models_may_be_a_link(tmp_path: Path) -> None:
    tree(tmp_path)
    (tmp_path / "elsewhere").symlink_to("models")
    assert state(tmp_path / "elsewhere", "evidence/volumes.json").sha256 == HASH


def test_large_file_needs_little_memory(tmp_path: Path) -> None:
    models = tree(tmp_path)
    with (models / FOLDER / "image.iso").open("wb") as file:
        file.truncate(64 * 2**20)
    tracemalloc.start()
    found = state(models, "image.iso")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.sha256 == "3b6a07d0d404fab4e23b6d34bc6696a6a312dd92821332385e5af7c01c421351"
    assert most < 4 * 2**20


def changing(path: Path, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file grow after it was opened, that many times."""
    real, seen = os.fstat, [0]

    def growing(handle: int) -> os.stat_result:
        seen[0] += 1
        if seen[0] % 2 == 0 and seen[0] <= 2 * times:
            with path.open("ab") as file:
                file.write(b"more")
        return real(handle)

    monkeypatch.setattr(os, "fstat", growing)


def test_changed_file_is_hashed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    models = tree(tmp_path)
    changing(models / FOLDER / "evidence" / "volumes.json", 1, monkeypatch)
    assert state(models, "evidence/volumes.json").sha256 == sha256(CONTENT + b"more").hexdigest()


def test_endlessly_changing_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    models = tree(tmp_path)
    changing(models / FOLDER / "evidence" / "volumes.json", 9, monkeypatch)
    with pytest.raises(OSError, match=r"volumes\.json changes while it is read"):
        state(models, "evidence/volumes.json")


def test_file_deleted_meanwhile_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    models = tree(tmp_path)
    real = os.open

    def late(path: str, flags: int) -> int:
        (models / FOLDER / "evidence" / "volumes.json").unlink()
        return real(path, flags)

    monkeypatch.setattr(os, "open", late)
    assert state(models, "evidence/volumes.json") == FileState()


def test_link_put_in_place_meanwhile_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    models = tree(tmp_path)
    real, there = os.open, models / FOLDER / "evidence" / "volumes.json"

    def late(path: str, flags: int) -> int:
        there.unlink()
        there.symlink_to(models / "secret.txt")
        return real(path, flags)

    monkeypatch.setattr(os, "open", late)
    with pytest.raises(OSError, match=r"volumes\.json"):
        state(models, "evidence/volumes.json")


PARTS = st.sampled_from(
    ["..", ".", "", "evidence", "volumes.json", "secret.txt", "out", "latest", "systems", "shop", "old", "... ", "C:"]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(PARTS, min_size=1, max_size=6))
def test_only_what_lies_inside_is_hashed(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    models = tree(tmp_path_factory.mktemp("tree"))
    file = "/".join(parts)
    if misplaced(file):
        return
    found = state(models, file)
    if found.sha256:
        inside = (models / FOLDER).resolve()
        assert (inside / file).resolve() == inside / os.path.normpath(file)
        assert found.sha256 == HASH
