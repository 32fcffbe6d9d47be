"""No foreign file is lost: neither beside an output folder, nor in it."""

import fcntl
import json
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import sites

from zonebook.edge.publish import manifest, ownership, staging, swap
from zonebook.values import RefusedError

NAMES = ("out", "a*b", "[a-z]", "?", ".zonebook", "out-old", "ö", " ")
PLAIN: Mapping[str, str | bytes] = {"index.html": "page", "deep/picture.svg": "<svg/>"}
Content = dict[str, bytes]


def put(out: Path, files: Mapping[str, str | bytes] = PLAIN) -> None:
    with swap.staged(out) as aside:
        swap.lay_down({**files, manifest.NAME: manifest.manifest(files, ())}, aside)


def snapshot(folder: Path, without: str = "") -> dict[str, object]:
    """Return everything below a folder by its path: bytes of files, targets of links, modes of folders."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.split("/")[0] == without:
            continue
        if path.is_symlink():
            found[name] = ("link", str(path.readlink()))
        else:
            found[name] = path.read_bytes() if path.is_file() else stat.S_IMODE(path.stat().st_mode)
    return found


# neighbours of every type

words = st.binary(max_size=8)
alike = st.sampled_from(
    (
        ".{name}-abcdefgh",
        ".{name}-old",
        ".{name}-x-old",
        ".zonebook-{digest}-0123456789abcdef",
        ".zonebook-{digest}-0123456789abcdef-old",
        ".zonebook-{digest}-0123456789ABCDEF",
        ".zonebook-{digest}-0123456789abcdef-old-old",
        ".zonebook-000000000000-0123456789abcdef",
        ".a-keep",
        "{name}.bak",
        "[!{name}]",
        "*",
    )
)
marks = st.sampled_from((b"", b"made by somebody else\n", ownership._WORDS[:-1], ownership._WORDS + b"more\n"))
folder = st.fixed_dictionaries({"files": st.dictionaries(st.sampled_from(("a", "b.txt", "c/d")), words), "mark": marks})
neighbours = st.dictionaries(alike, st.one_of(words, folder, st.just("link"), st.just("held")), max_size=6)


def laid(path: Path, what: bytes | str | dict[str, object], elsewhere: Path) -> None:
    if isinstance(what, bytes):
        path.write_bytes(what)
    elif what == "link":
        path.symlink_to(elsewhere)
    elif what == "held":
        path.mkdir()
        ownership.mark(path)
    elif isinstance(what, dict):
        path.mkdir()
        mark, files = what["mark"], what["files"]
        assert isinstance(mark, bytes)
        assert isinstance(files, dict)
        if mark:
            (path / ownership.MARK).write_bytes(mark)
        for name, raw in files.items():
            (path / name).parent.mkdir(exist_ok=True)
            (path / name).write_bytes(raw)


@contextmanager
def holding(paths: list[Path]) -> Iterator[None]:
    """Lock folders as running builds do."""
    handles = [os.open(path, os.O_RDONLY) for path in paths]
    try:
        for handle in handles:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        for handle in handles:
            os.close(handle)


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(NAMES), beside=neighbours, again=st.booleans())
def test_build_touches_no_neighbour(name: str, beside: dict[str, object], *, again: bool) -> None:
    with TemporaryDirectory() as top:
        here, elsewhere = Path(top) / "here", Path(top) / "elsewhere"
        here.mkdir()
        elsewhere.mkdir()
        ownership.mark(elsewhere)
        (elsewhere / "kept").write_bytes(b"kept")
        digest = staging._head(name).split("-")[1]
        paths = {here / form.format(name=name, digest=digest): what for form, what in beside.items()}
        paths.pop(here / name, None)
        for path, what in paths.items():
            laid(path, what, elsewhere)  # type: ignore[arg-type]
        before = snapshot(here), snapshot(elsewhere)
        with holding([path for path, what in paths.items() if what == "held"]):
            put(here / name)
            if again:
                put(here / name)
        assert (snapshot(here, without=name), snapshot(elsewhere)) == before


@pytest.mark.parametrize("name", NAMES)
def test_leftovers_of_killed_builds_are_removed(tmp_path: Path, name: str) -> None:
    put(tmp_path / name)
    for end in ("", staging.OLD):
        path = tmp_path / f"{staging._head(name)}0123456789abcdef{end}"
        path.mkdir()
        ownership.mark(path)
        (path / "half").write_bytes(b"half")
    put(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]


# foreign files in an output folder


def link(path: Path) -> None:
    path.symlink_to("index.html")


def folder_with_a_file(path: Path) -> None:
    path.mkdir()
    (path / "mine").write_bytes(b"")


@pytest.mark.parametrize(
    ("name", "make", "says"),
    [
        ("CNAME", lambda path: path.write_bytes(b"example.com\n"), "CNAME"),
        ("deep/mine", lambda path: path.write_bytes(b""), "deep/mine"),
        ("index.html", lambda path: path.write_bytes(b"edited"), "index.html (changed)"),
        (".git", folder_with_a_file, ".git/mine"),
        ("empty", Path.mkdir, "empty"),
        ("link", link, "link"),
        ("linked", lambda path: path.symlink_to("deep"), "linked"),
        (".nojekyll", lambda path: path.write_bytes(b""), ".nojekyll"),
    ],
)
def test_foreign_output_files_are_kept(tmp_path: Path, name: str, make: Callable[[Path], None], says: str) -> None:
    out = tmp_path / "out"
    put(out)
    make(out / name)
    before = snapshot(tmp_path)
    with pytest.raises(RefusedError, match="holds what zonebook did not write there") as refused:
        put(out)
    assert refused.value.lines == (says,)
    assert snapshot(tmp_path) == before


def test_file_added_during_build_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out)
    with pytest.raises(RefusedError), swap.staged(out):
        (out / "CNAME").write_bytes(b"example.com\n")
    assert (out / "CNAME").read_bytes() == b"example.com\n"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("text", [None, "", "[]", "{}", '{"files": [], "degraded": []}', '{"files": {"a": 1}}'])
def test_no_manifest_means_nothing_is_ours(tmp_path: Path, text: str | None) -> None:
    out = tmp_path / "out"
    put(out)
    (out / manifest.NAME).unlink()
    if text is not None:
        (out / manifest.NAME).write_text(text, "utf-8")
    with pytest.raises(RefusedError) as refused:
        put(out)
    assert {"index.html", "deep/picture.svg"} <= set(refused.value.lines)
    assert (manifest.NAME in refused.value.lines) == (text is not None)


def test_site_of_an_earlier_version_is_replaced(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out)
    listed = json.loads((out / manifest.NAME).read_text("utf-8"))
    hashes = {path: said["sha256"] for path, said in listed["files"].items()}
    (out / manifest.NAME).write_text(json.dumps({"files": hashes, "degraded": []}), "utf-8")
    put(out)
    assert json.loads((out / manifest.NAME).read_text("utf-8")) == listed


def test_desktop_and_deleted_files_do_not_block(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out)
    (out / "deep" / ".DS_Store").write_bytes(b"\0")
    (out / "index.html").unlink()
    put(out)
    assert sorted(snapshot(out)) == [".zonebook", "deep", "deep/picture.svg", "index.html", manifest.NAME]


def test_long_lists_of_names_are_cut(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out)
    for number in range(100):
        (out / f"mine-{number}").write_bytes(b"")
    with pytest.raises(RefusedError) as refused:
        put(out)
    assert len(refused.value.lines) == 21
    assert refused.value.lines[-1] == "… and more"


def test_foreign_files_exit_with_2(here: Path) -> None:
    assert sites.asked("build", "--out", "out").exit_code == 0
    (here / "out" / "::error::\nx").write_bytes(b"mine")
    (here / "out" / "index.md").write_bytes(b"mine")
    before = sites.tree(here / "out")
    result = sites.asked("build", "--out", "out")
    assert (result.exit_code, result.stdout) == (2, "")
    assert sorted(result.stderr.splitlines()[1:]) == ["::error::\\nx", "index.md (changed)"]
    assert sites.tree(here / "out") == before


# impossible output folders


@pytest.mark.parametrize(
    ("name", "says"),
    [("loop", "is a link"), ("loop/out", "leads nowhere"), ("gone/out", "leads nowhere"), ("file/out", "not a folder")],
)
def test_impossible_output_is_refused_with_reason(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "gone").symlink_to("nowhere")
    (tmp_path / "file").write_bytes(b"")
    before = snapshot(tmp_path)
    with pytest.raises(RefusedError, match=says):
        put(tmp_path / name)
    assert snapshot(tmp_path) == before


def test_linked_parent_of_output_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    put(tmp_path / "link" / "out")
    assert [path.name for path in (tmp_path / "real").iterdir()] == ["out"]


def test_current_folder_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RefusedError, match="present folder"):
        put(Path())
