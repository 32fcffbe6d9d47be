import getpass
import re
import socket
from pathlib import Path

import pytest
from tests.support import sites


def test_new_repository_builds_strictly(pair: sites.Pair) -> None:
    assert [(end.code, end.out, end.err) for end in pair.ends] == [(0, "", "the site is in site\n")] * 2
    site = pair.one / "site"
    assert {"index.html", "how-we-work.html", "systems/web-shop/index.html"} <= set(sites.tree(site))
    assert "How we work" in (site / "index.html").read_text("utf-8")


def test_two_sites_are_the_same_bytes(pair: sites.Pair) -> None:
    one, other = (sites.tree(each / "site") for each in (pair.one, pair.other))
    assert set(one) == set(other)
    assert [name for name in one if one[name] != other[name]] == []


def test_site_is_built_without_network(pair: sites.Pair) -> None:
    if pair.alone:
        pytest.skip(pair.alone)
    assert pair.ends[1].code == 0


def test_two_builds_are_the_same_bytes(pair: sites.Pair, tmp_path: Path) -> None:
    first = sites.environment(PYTHONHASHSEED="2", LC_ALL="C", TZ="UTC")
    second = sites.environment(PYTHONHASHSEED="3", LC_ALL="C.UTF-8", TZ="XYZ-13:30", HOME=str(tmp_path))
    (tmp_path / "x").mkdir()
    both = (
        sites.begun(
            "build", "--as-of", sites.DAY, "--out", str(tmp_path / "one"), cwd=pair.one, env=first, umask=0o022
        ),
        sites.begun(
            "build",
            str(pair.other / "models"),
            "--as-of",
            sites.DAY,
            "--out",
            "two",
            cwd=tmp_path,
            env=second,
            umask=0o077,
        ),
    )
    assert [sites.ended(each).code for each in both] == [0, 0]
    assert sites.tree(tmp_path / "one") == sites.tree(tmp_path / "two")


def test_output_names_no_machine(pair: sites.Pair) -> None:
    texts = {str(pair.one), str(pair.other), str(sites.TOP), str(Path.home())} - {"/", "/root"}
    names = {name for name in (getpass.getuser(), socket.gethostname()) if len(name) > len("localhost")}
    wanted = re.compile("|".join(map(re.escape, sorted(texts | names))).encode())
    for path in (pair.one / "site").rglob("*"):
        if path.is_file():
            assert not wanted.search(path.read_bytes()), path
