"""A check from any folder, for one system, and what a shell completes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support import sites

from zonebook.cli import main
from zonebook.edge import repository

BASH = shutil.which("bash") or "bash"
SECOND = "models/systems/other/system.yaml"
PROGRAM = f"#!{sys.executable}\nfrom zonebook.cli import main\nmain()\n"
"""A program of this very code, since shells complete a command by its name."""
ASK = """\
source <(zonebook completion bash)
COMP_WORDS=({words}); COMP_CWORD={last}
_zonebook_completion zonebook
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture
def pair(here: Path) -> Path:
    """A repository with the systems `small` and `other`."""
    (here / SECOND).parent.mkdir()
    (here / SECOND).write_text(sites.SYSTEM.replace("title: Small", "title: Other"), "utf-8")
    (here / ".git").mkdir()
    return here


# from any folder


@pytest.mark.parametrize(
    ("folder", "path"),
    [
        (".", "models/systems/small/system.yaml"),
        ("models", "systems/small/system.yaml"),
        ("models/systems", "small/system.yaml"),
        ("models/systems/small", "system.yaml"),
        ("models/systems/other", "../small/system.yaml"),
        ("docs", "../models/systems/small/system.yaml"),
    ],
)
def test_check_finds_models_around_a_folder(
    pair: Path, monkeypatch: pytest.MonkeyPatch, folder: str, path: str
) -> None:
    monkeypatch.chdir(pair / folder)
    result = sites.asked("check", "--fail-on", "very-low", "--system", "small")
    assert result.exit_code == 1
    assert f"{path}:10:3: " in result.stdout
    assert "   10 |   people-to-server: " in result.stdout
    sites.changed(pair / sites.MODEL, "kind: server", "kind: servr")
    assert sites.asked("check").stdout.startswith(f"{path}:8:35: unknown-id: ")


def test_formats_count_paths_from_the_root(pair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pair / "models" / "systems" / "small")
    told = json.loads(sites.asked("check", "--format", "gitlab", "--system", "small").stdout)
    assert {each["location"]["path"] for each in told} == {sites.MODEL}


def test_other_commands_find_the_models(pair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pair / "models" / "systems" / "small")
    assert sites.asked("list", "systems").stdout == "other\tOther\nsmall\tSmall\n"
    assert "at system.yaml:10:3" in sites.asked("explain", "small/clear-talk@people-to-server").stdout


def test_search_ends_at_the_repository(pair: Path) -> None:
    inner = pair / "models" / "inner"
    (inner / ".git").mkdir(parents=True)
    assert repository.models(inner) == Path("models")
    (inner / ".git").rmdir()
    assert repository.models(inner) == Path("..")


# one system, and all


def test_total_follows_several_systems(pair: Path) -> None:
    *each, total = sites.asked("check").stdout.splitlines()
    assert [line.partition(":")[0] for line in each] == ["other", "small"]
    counts = [int(line.partition(": ")[2].partition(" ")[0]) for line in each]
    assert total.startswith(f"2 systems: {sum(counts)} findings not settled (")
    assert min(counts) > 0
    (pair / SECOND).unlink()
    assert "systems:" not in sites.asked("check").stdout


@pytest.mark.usefixtures("pair")
def test_one_system_is_judged_alone() -> None:
    gate = ("check", "--fail-on", "very-low")
    every, one = sites.asked(*gate), sites.asked(*gate, "--system", "small")
    assert SECOND in every.stdout
    assert "other" not in one.stdout
    told = json.loads(sites.asked("check", "--system", "small", "--format", "json").stdout)
    assert {each["system"] for each in told["findings"]} == {"small"}


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("smal", "there is no system `smal`; did you mean `small`?"),
        ("qqqqq", "there is no system `qqqqq`; there are other, small"),
    ],
)
def test_wrong_system_gets_a_hint(wrong: str, says: str) -> None:
    for more in ((), ("--baseline", "models")):
        result = sites.asked("check", "--system", wrong, *more)
        assert (result.exit_code, result.stdout) == (2, "")
        assert says in result.stderr


def test_folder_of_a_system_is_refused(pair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    says = "is one system; the folder of the models is {}, and `zonebook check --system small` judges this one alone"
    result = sites.asked("check", "models/systems/small")
    assert (result.exit_code, result.stdout) == (2, "")
    assert says.format("models") in result.stderr
    monkeypatch.chdir(pair / "models" / "systems" / "small")
    assert says.format("../..") in sites.asked("check", ".").stderr


def test_baseline_counts_one_system_alone(pair: Path) -> None:
    shutil.copytree(pair / "models", pair / "before")
    clear = "  again: {title: Again, from: people, to: server-1, protocols: [web], encrypted: none}\n"
    with (pair / SECOND).open("a", encoding="utf-8") as file:
        file.write(clear)
    gate = ("check", "--baseline", "before", "--fail-on", "very-low")
    assert sites.asked(*gate).exit_code == sites.asked(*gate, "--system", "other").exit_code == 1
    small = sites.asked(*gate, "--system", "small")
    assert small.exit_code == 0
    assert "0 new or worse than before" in small.stderr


# completion


@pytest.fixture
def shell(pair: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The pair, with the program `zonebook` on the path."""
    (pair / "bin").mkdir()
    (pair / "bin" / "zonebook").write_text(PROGRAM, "utf-8")
    (pair / "bin" / "zonebook").chmod(0o755)
    monkeypatch.setenv("PATH", f"{pair / 'bin'}{os.pathsep}{os.environ['PATH']}")
    return pair


def completed(*words: str) -> list[str]:
    """Return what bash offers for the last word."""
    script = ASK.format(words=" ".join(f"'{word}'" for word in words), last=len(words) - 1)
    done = subprocess.run((BASH, "--norc", "-c", script), capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.usefixtures("shell")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("check", "--system", "s"), ["small"]),
        (("check", "--system", ""), ["other", "small"]),
        (("check", "--baseli"), ["--baseline"]),
        (("check", "--fail-on", "very"), ["very-low", "very-high"]),
        (("explain", "rdp-open-to-int"), ["rdp-open-to-internet"]),
        (("explain", "unknown-i"), ["unknown-id"]),
        (("explain", "qqqqq"), []),
        (("list", "thr"), ["threats"]),
        (("comp",), ["completion"]),
        (("completion", "z"), ["zsh"]),
    ],
)
def test_bash_completes(words: tuple[str, ...], offered: list[str]) -> None:
    assert completed("zonebook", *words) == offered


def test_bash_completes_entries_of_the_models(shell: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (shell / "models" / "threats").mkdir()
    (shell / "models" / "threats" / "ours-alone.yaml").write_text("", "utf-8")
    monkeypatch.chdir(shell / "models" / "systems" / "small")
    assert completed("zonebook", "explain", "ours-") == ["ours-alone"]
    assert completed("zonebook", "check", "--system", "ot") == ["other"]


@pytest.mark.usefixtures("shell")
def test_every_command_is_offered() -> None:
    assert completed("zonebook", "") == sorted(main.commands)


@pytest.mark.parametrize("name", ["zsh", "fish"])
def test_other_shells_get_a_script(name: str) -> None:
    result = sites.asked("completion", name)
    assert result.exit_code == 0
    assert f"_ZONEBOOK_COMPLETE={name}_complete" in result.stdout
    if shutil.which(name):
        subprocess.run((name, "-n"), input=result.stdout, text=True, check=True)


def test_unknown_shell_is_refused() -> None:
    result = sites.asked("completion", "tcsh")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'" in result.stderr
