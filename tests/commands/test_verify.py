"""`zonebook verify` names each file of a folder or a ZIP that is not as built, and trusts neither."""

import hashlib
import io
import json
import re
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support import sites

from zonebook.edge.publish import delivered

OUT = Path("out")
REGISTER = OUT / "systems" / "small" / "register.md"
Change = Callable[[], object]


@pytest.fixture
def built(here: Path) -> Path:
    """A folder that was built, in the current one."""
    assert sites.asked("build", "--out", str(OUT), "--as-of", sites.DAY).exit_code == 0
    return here / OUT


def packed(folder: Path, inside: str = "") -> Path:
    """Return an archive of a folder beside it, its files in the folder `inside`."""
    path = folder.with_name("packed.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in sorted(folder.rglob("*")):
            if each.is_file():
                archive.write(each, inside + each.relative_to(folder).as_posix())
    return path


def test_built_folder_is_as_built(built: Path) -> None:
    done = sites.asked("verify", str(built))
    assert (done.exit_code, done.stdout) == (0, "")
    listed = json.loads((built / "manifest.json").read_text("utf-8"))
    assert done.stderr.startswith(f"{len(listed['files']):,} files are as built; as of: {sites.DAY}; ")
    assert done.stderr.endswith(f"sha256 {hashlib.sha256((built / 'manifest.json').read_bytes()).hexdigest()}\n")


@pytest.mark.parametrize("inside", ["", "site/"])
def test_archive_is_read_like_its_folder(built: Path, inside: str) -> None:
    whole, folder = sites.asked("verify", str(packed(built, inside))), sites.asked("verify", str(built))
    assert (whole.exit_code, whole.stdout, whole.stderr) == (0, "", folder.stderr)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (REGISTER.unlink, r"systems/small/register\.md: missing-file: the manifest lists it\n"),
        (lambda: (OUT / "more.txt").write_text("x"), r"more\.txt: added-file: the manifest does not list it\n"),
        (lambda: (OUT / "link").symlink_to("index.md"), r"link: added-file: is a link\n"),
        (
            lambda: REGISTER.write_text("x"),
            r"systems/small/register\.md: changed-file: 1 bytes instead of [\d,]+, SHA-256 2d71\w+ instead of \w{64}\n",
        ),
    ],
)
@pytest.mark.usefixtures("built")
def test_each_difference_is_a_line(change: Change, said: str) -> None:
    change()
    done = sites.asked("verify", str(OUT))
    assert done.exit_code == 1
    assert re.fullmatch(said, done.stdout)
    assert done.stderr.startswith("1 file is not as built; ")


def test_file_replaced_by_link_is_changed(built: Path) -> None:
    REGISTER.rename(built.parent / "elsewhere.md")
    REGISTER.symlink_to(built.parent / "elsewhere.md")
    assert sites.asked("verify", str(OUT)).stdout == "systems/small/register.md: changed-file: it is a link\n"


def test_other_build_is_held_against_manifest(built: Path) -> None:
    assert sites.asked("build", "--out", "again", "--as-of", sites.DAY).exit_code == 0
    assert sites.asked("verify", "again", "--manifest", str(built / "manifest.json")).exit_code == 0
    sites.changed(Path(sites.MODEL), "A small system.", "Another system.")
    assert sites.asked("build", "--out", "other", "--as-of", sites.DAY).exit_code == 0
    done = sites.asked("verify", "other", "--manifest", str(built / "manifest.json"))
    assert done.exit_code == 1
    assert "systems/small/workbook.xlsx: changed-file: " in done.stdout


def test_manifest_says_what_was_built(built: Path) -> None:
    listed = json.loads((built / "manifest.json").read_text("utf-8"))
    assert listed["made_from"]["as_of"] == sites.DAY
    assert {len(listed["made_from"][name]) for name in ("models", "catalogue")} == {64}
    for path, said in listed["files"].items():
        raw = (built / path).read_bytes()
        assert said == {"size": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}


def archive(*entries: tuple[zipfile.ZipInfo, bytes]) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as made:
        for entry, content in entries:
            made.writestr(entry, content)
    return raw.getvalue()


def named(name: str, *, mode: int = 0, method: int = zipfile.ZIP_STORED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr, entry.compress_type = mode << 16, method
    return entry


def encrypted() -> bytes:
    raw = bytearray(archive((named("a"), b"x")))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"PK\x03\x04 damaged", "is no folder, and no ZIP that can be read"),
        (b"", "is no folder, and no ZIP that can be read"),
        (archive((named("../up"), b"x")), "`../up` leads out of it"),
        (archive((named("/etc/up"), b"x")), "`/etc/up` leads out of it"),
        (archive((named("C:/up"), b"x")), "`C:/up` leads out of it"),
        (archive((named("a\x1b[31m/../b"), b"x")), "`a\\x1b[31m/../b` leads out of it"),
        (archive((named("a", mode=stat.S_IFLNK | 0o777), b"/etc/passwd")), "`a` is a link"),
        (archive((named("a", method=zipfile.ZIP_LZMA), b"x")), "`a` is packed by a method that is not read"),
        (encrypted(), "`a` is encrypted"),
        (archive((named("a"), b"x")), "has no manifest.json that zonebook wrote"),
        (archive((named("manifest.json"), b"[" * 100_000)), "has no manifest.json that zonebook wrote"),
    ],
)
def test_hostile_archive_is_one_line(tmp_path: Path, raw: bytes, said: str) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(raw)
    done = sites.asked("verify", str(path))
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with pytest.warns(UserWarning, match="Duplicate name"):
        path.write_bytes(archive((named("a"), b"x"), (named("a"), b"y")))
    assert "it has `a` twice" in sites.asked("verify", str(path)).stderr


@pytest.mark.parametrize(("limit", "most"), [("MOST_BYTES", 1_000), ("MOST_FILES", 1)])
def test_huge_archive_is_refused_before_unpacking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    def opened(*_: object) -> None:
        raise AssertionError("nothing may be unpacked")

    path = tmp_path / "a.zip"
    path.write_bytes(archive((named("a", method=zipfile.ZIP_DEFLATED), bytes(2_000)), (named("b"), b"")))
    monkeypatch.setattr(delivered, limit, most)
    monkeypatch.setattr(zipfile.ZipFile, "open", opened)
    done = sites.asked("verify", str(path))
    assert done.exit_code == 2
    assert "that are read" in done.stderr


def test_missing_path_is_refused(tmp_path: Path) -> None:
    assert sites.asked("verify", str(tmp_path / "none")).exit_code == 2
    assert sites.asked("verify", str(tmp_path)).exit_code == 2
