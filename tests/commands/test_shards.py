"""A build that several machines share: the same bytes, and nothing that is of another build."""

import json
import re
from pathlib import Path

import pytest
from tests.support import catalogues, edits, sites

from zonebook.assembly import shards

DAY = edits.DAYS[0]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The models of three systems, with the build of one machine in `whole`, and the two shares in `one` and `two`."""
    folder = tmp_path_factory.mktemp("house")
    for path, raw in edits.texts().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(raw)
    with pytest.MonkeyPatch.context() as patch:
        catalogues.use(patch, catalogues.golden_texts())
        patch.chdir(folder)
        assert sites.asked("build", "--out", "whole", "--as-of", DAY).exit_code == 0
        for name, share in (("one", "1/2"), ("two", "2/2")):
            done = sites.asked("build", "--out", name, "--as-of", DAY, "--shard", share)
            assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(autouse=True)
def _here(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogues.use(monkeypatch, catalogues.golden_texts())
    monkeypatch.chdir(house)


def refused(*words: str, as_of: str = DAY) -> str:
    """Return why a merge is refused; nothing is written then."""
    done = sites.asked("merge", *words, "--out", "refused", "--as-of", as_of)
    assert done.exit_code == 2
    assert not Path("refused").exists()
    return done.output.removeprefix("zonebook: ").strip()


def copied(folder: Path, name: str = "one") -> Path:
    """Return a copy of a shard that may be changed."""
    for path in sorted(Path(name).rglob("*")):
        if path.is_file():
            target = folder / path.relative_to(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return folder


def test_merged_shards_are_the_whole_build() -> None:
    done = sites.asked("merge", "two", "one", "--out", "merged", "--as-of", DAY)
    assert done.exit_code == 0, done.output
    assert sites.tree(Path("merged")) == sites.tree(Path("whole"))


def test_shard_has_its_systems_alone(house: Path) -> None:
    assert {path.name for path in (house / "one" / "systems").iterdir()} == {"front", "rear"}
    assert {path.name for path in (house / "two" / "systems").iterdir()} == {"middle"}
    assert sites.asked("verify", "one").exit_code == 0


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("one",), "shard 2 of 2 is missing"),
        (("two",), "shard 1 of 2 is missing"),
        (("one", "one"), "one and one are both shard 1/2"),
        (("one", "nowhere"), "there is no folder nowhere"),
        (("one", "whole"), "whole is no shard; `zonebook build --shard 1/2` makes one"),
    ],
)
def test_incomplete_set_is_refused(words: tuple[str, ...], why: str) -> None:
    assert refused(*words) == why


def test_shard_of_another_day_is_refused() -> None:
    assert refused("one", "two", as_of=edits.DAYS[1]) == f"one is of another day: {DAY}, and here it is {edits.DAYS[1]}"


def test_shard_of_other_models_is_refused(house: Path) -> None:
    path = house / "models/systems/rear/model.yaml"
    before = path.read_bytes()
    path.write_bytes(before.replace(b"One of three.", b"One of many."))
    try:
        assert "one is of another state of the models: " in refused("one", "two")
    finally:
        path.write_bytes(before)


def test_shard_of_another_version_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path / "other")
    sites.changed(folder / "manifest.json", '"program": "', '"program": "9.')
    assert "is of another version of zonebook: 9." in refused(str(folder), "two")


@pytest.mark.parametrize("name", ["systems/front/index.md", "parts.json", "more.md"])
def test_changed_shard_is_refused(tmp_path: Path, name: str) -> None:
    folder = copied(tmp_path / "changed")
    (folder / name).write_bytes(b"something else")
    assert refused(str(folder), "two") == f"{folder} is not as it was made: {name}"


@pytest.mark.parametrize("name", ["index.md", "systems/../../escape.md", "systems/front/absent.md"])
def test_shard_names_nothing_outside(tmp_path: Path, name: str) -> None:
    """Also where its manifest was made to fit."""
    folder = copied(tmp_path / "odd")
    data = json.loads((folder / shards.NAME).read_text("utf-8"))
    data["parts"]["front"]["files"].append(name)
    raw = json.dumps(data).encode()
    listed = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / shards.NAME).write_bytes(raw)
    listed["files"][shards.NAME] = {"size": len(raw), "sha256": sites.tree(folder)[shards.NAME]}
    (folder / "manifest.json").write_text(json.dumps(listed), "utf-8")
    assert refused(str(folder), "two") == f"{folder}: its parts.json cannot be read"


@pytest.mark.parametrize(
    ("out", "why"),
    [
        ("one", "one is one of the shards"),
        ("one/.", "one is one of the shards"),
        ("link", "link is one of the shards"),
        ("one/systems/all", "one/systems/all is inside the shard one"),
        (".", "the shard one is inside ."),
    ],
)
def test_merge_changes_no_shard(house: Path, out: str, why: str) -> None:
    (house / "link").unlink(missing_ok=True)
    (house / "link").symlink_to("one")
    before = {name: sites.tree(Path(name)) for name in ("one", "two")}
    done = sites.asked("merge", "one", "two", "--out", out, "--as-of", DAY)
    assert done.exit_code == 2
    what = "which the merge would change; name a folder beside the shards with --out"
    assert done.output == f"zonebook: {why}, {what}\n"
    assert {name: sites.tree(Path(name)) for name in before} == before


HOSTILE = json.dumps("<b>|`{{ x }}` [a](b) ![c](d) {#id} \\ \"'&lt; *[A]: b \U0001f600 =1+1", ensure_ascii=False)


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One system, in which each title looks like something else."""
    files = {"organisation.yaml": edits.ORGANISATION, "systems/a-0-z/model.yaml": edits.SYSTEM}
    for path, text in files.items():
        (tmp_path / "models" / path).parent.mkdir(parents=True, exist_ok=True)
        titled = re.sub(r"title: [^,}]+", lambda _: f"title: {HOSTILE}", text)
        (tmp_path / "models" / path).write_text(titled, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_hostile_titles_merge_as_one_build(odd: Path) -> None:
    """Also where a share has no system, as there are more shares than systems."""
    assert sites.asked("build", "--out", "whole", "--as-of", DAY).exit_code == 0
    for number, many in ((1, "1 system"), (2, "0 systems")):
        done = sites.asked("build", "--out", f"s{number}", "--as-of", DAY, "--shard", f"{number}/2")
        assert (done.exit_code, done.output) == (0, f"{many} in s{number}, shard {number}/2\n")
    done = sites.asked("merge", "s1", "s2", "--out", "merged", "--as-of", DAY)
    assert done.exit_code == 0, done.output
    assert sites.tree(odd / "merged") == sites.tree(odd / "whole")


def test_first_missing_shards_are_named() -> None:
    assert sites.asked("build", "--out", "many", "--as-of", DAY, "--shard", "2/9999").exit_code == 0
    assert refused("many") == "shard 1, 3, 4, 5, 6, … of 9999 is missing"


@pytest.mark.parametrize(
    ("share", "why"),
    [
        ("0/2", "the shares of 2 are 1/2 to 2/2: there is no 0/2"),
        ("3/2", "the shares of 2 are 1/2 to 2/2: there is no 3/2"),
        ("2/1", "the shares of 1 are 1/1: there is no 2/1"),
        ("", "it is empty: write I/N, such as 1/2 for the first of two"),
        ("1", "`1` is no share: write I/N, such as 1/2 for the first of two"),
        ("a/b", "`a/b` is no share: write I/N"),
        ("1/0", "`1/0` is no share: write I/N"),
        ("/", "`/` is no share: write I/N"),
        ("\u0661/\u0662", "is no share: write I/N"),
        ("1/" + "9" * 5000, "is no share: write I/N"),
    ],
)
def test_share_is_one_of_several(share: str, why: str) -> None:
    done = sites.asked("build", "--out", "odd", "--shard", share)
    assert done.exit_code == 2
    assert why in done.output
    assert not Path("odd").exists()
