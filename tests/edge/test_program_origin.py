import hashlib
import json
from importlib import metadata
from pathlib import Path

import pytest
from tests.support import sites

from zonebook import __version__
from zonebook.edge import program_origin

WHEEL = f"zonebook-{__version__}-py3-none-any.whl"
DIGEST = "0123456789abcdef" * 4
COMMIT = "a" * 40
GIT = "git+https://git.example.com/security/zonebook.git"


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file in which pip records the origin of the program; it does not exist yet."""

    class Noted(metadata.PathDistribution):
        def read_text(self, filename: str) -> str | None:  # type: ignore[override]
            path = tmp_path / filename
            return path.read_text("utf-8") if path.is_file() else None

    monkeypatch.setattr(program_origin, "distribution", lambda _: Noted(tmp_path))
    return tmp_path / "direct_url.json"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# an origin that the user names


def test_wheel_is_copied_with_its_hash(wheel: Path) -> None:
    found = program_origin.named(str(wheel))
    assert found.line == f"./wheels/{WHEEL} --hash=sha256:{sha256(wheel)}"
    assert found.wheel == (f"wheels/{WHEEL}", wheel.read_bytes())
    assert found.hashed


@pytest.mark.parametrize(
    ("source", "line", "hashed"),
    [
        (f"{GIT}@v0.1.0", f"zonebook @ {GIT}@v0.1.0", False),
        ("git+file:///srv/z.git@v1", "git+file:///srv/z.git@v1", False),
        (f"git+ssh://git@git.example.com/z@{COMMIT}", f"zonebook @ git+ssh://git@git.example.com/z@{COMMIT}", False),
        (
            f"https://files.example.com/{WHEEL}#sha256={DIGEST}",
            f"zonebook @ https://files.example.com/{WHEEL} --hash=sha256:{DIGEST}",
            True,
        ),
        (f"zonebook=={__version__}", f"zonebook=={__version__}", False),
    ],
)
def test_address_is_written_in_pip_form(source: str, line: str, hashed: bool) -> None:  # noqa: FBT001
    assert program_origin.named(source) == program_origin.Origin(line=line, hashed=hashed)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("zonebook", "neither a wheel nor an address"),
        ("zonebook==9.9.9", "another version than this program's"),
        (GIT, "names no tag or commit"),
        ("git+ssh://git@git.example.com", "names no tag or commit"),
        (f"{GIT}@v1 --index-url=x", "no spaces"),
        (f"{GIT}@v1\n-r x", "no spaces"),
        ("git+https://me:secret@git.example.com/z@v1", "a password"),
        ("git+https://[git.example.com/z@v1", "is no address"),
        ("hg+https://hg.example.com/z@v1", "neither the address of a Git repository nor of a wheel"),
        ("https://files.example.com/zonebook-0.1.0.tar.gz", "neither the address of a Git repository nor of a wheel"),
        (f"https://files.example.com/{WHEEL}", "names no hash"),
        (f"https://files.example.com/{WHEEL}#sha256=0", "names no hash"),
        ("https://files.example.com/zonebook-9.9.9-py3-none-any.whl", "another version than this program's"),
        ("https://files.example.com/mkdocs-1.6.1-py3-none-any.whl", "a wheel of mkdocs"),
        ("https://files.example.com/zonebook.whl", "not named as a wheel is"),
    ],
)
def test_uninstallable_origin_is_refused(source: str, says: str) -> None:
    with pytest.raises(program_origin.OriginError, match=says):
        program_origin.named(source)


def test_fake_wheel_is_refused(tmp_path: Path) -> None:
    (tmp_path / WHEEL).write_text("no zip file", "utf-8")
    with pytest.raises(program_origin.OriginError, match="is damaged"):
        program_origin.named(str(tmp_path / WHEEL))


def test_refused_origin_writes_nothing(tmp_path: Path) -> None:
    result = sites.asked("init", str(tmp_path / "new"), "--from", GIT)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "names no tag or commit" in result.stderr
    assert sites.asked("init", str(tmp_path / "new"), "--from", str(tmp_path / WHEEL)).exit_code == 2
    assert list(tmp_path.iterdir()) == []


# an origin that pip recorded


def test_wheel_installation_includes_its_wheel(noted: Path, wheel: Path) -> None:
    for info in ({"hashes": {"sha256": sha256(wheel)}}, {"hash": f"sha256={sha256(wheel)}"}, {}):
        noted.write_text(json.dumps({"url": wheel.as_uri(), "archive_info": info}), "utf-8")
        assert program_origin.installed() == program_origin.named(str(wheel))


def test_commit_installation_names_the_commit(noted: Path) -> None:
    told = {"vcs": "git", "requested_revision": "main", "commit_id": COMMIT}
    noted.write_text(json.dumps({"url": GIT.removeprefix("git+"), "vcs_info": told}), "utf-8")
    assert program_origin.installed().line == f"zonebook @ {GIT}@{COMMIT}"
    noted.write_text(json.dumps({"url": GIT[4:], "vcs_info": told, "subdirectory": "tools/z"}), "utf-8")
    assert program_origin.installed().line == f"zonebook @ {GIT}@{COMMIT}#subdirectory=tools/z"


def test_download_installation_names_its_hash(noted: Path) -> None:
    address = f"https://files.example.com/{WHEEL}"
    noted.write_text(json.dumps({"url": address, "archive_info": {"hashes": {"sha256": DIGEST}}}), "utf-8")
    assert program_origin.installed() == program_origin.named(f"{address}#sha256={DIGEST}")


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"url": "file:///srv/zonebook", "dir_info": {"editable": True}}, "runs from a folder.*`make wheel`"),
        ({"url": "file:///srv/zonebook", "dir_info": {}}, "runs from a folder"),
        ({"url": "file:///srv/z.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}, "a repository on this machine"),
        ({"url": f"file:///srv/{WHEEL}", "archive_info": {}}, f"/srv/{WHEEL}, which is gone"),
        ({"url": f"https://files.example.com/{WHEEL}", "archive_info": {}}, "names no hash"),
    ],
)
def test_unreachable_origin_is_asked_for(noted: Path, told: dict[str, object], says: str) -> None:
    noted.write_text(json.dumps(told), "utf-8")
    with pytest.raises(program_origin.OriginError, match=says):
        program_origin.installed()


@pytest.mark.usefixtures("noted")
def test_unrecorded_origin_is_asked_for() -> None:
    with pytest.raises(program_origin.OriginError, match=r"nothing says where .*name with `--from`"):
        program_origin.installed()


def test_uninstalled_program_asks_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> metadata.Distribution:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(program_origin, "distribution", absent)
    with pytest.raises(program_origin.OriginError, match="nothing says where"):
        program_origin.installed()


def test_changed_wheel_is_not_reused(noted: Path, wheel: Path) -> None:
    """A wheel that changed since its installation is not the running program."""
    noted.write_text(json.dumps({"url": wheel.as_uri(), "archive_info": {"hashes": {"sha256": DIGEST}}}), "utf-8")
    with pytest.raises(program_origin.OriginError, match="has changed since"):
        program_origin.installed()
