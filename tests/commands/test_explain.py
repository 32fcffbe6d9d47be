from pathlib import Path

import pytest
from tests.support import sites

from zonebook import assembly
from zonebook.commands.explained import possible
from zonebook.edge import terminal
from zonebook.model.catalogue import SHELVES
from zonebook.values import Place, Problem

# explain and list


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("clear-talk", "What answers it:"),
        ("sealed-on-the-way", "How to verify:"),
        ("server", "Settings:"),
        ("own-directory", "What it can do:"),
        ("web", "tcp/80"),
        ("made-up-1", "Version "),
        ("crosses", "Can be asked of: flow."),
        ("crosses", "Says a circumstance: "),
        ("unknown-id", "Problem code unknown-id"),
        ("clear-talk@people-to-server", "Inherent risk: likelihood "),
        ("server", "Also known as: Virtual machine, VM 2000."),
    ],
)
def test_explain(name: str, says: str) -> None:
    result = sites.asked("explain", name)
    assert (result.exit_code, result.stderr) == (0, "")
    assert name in result.stdout.splitlines()[0]
    assert says in result.stdout


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", ["VM 2000", "virtual-machine"])
def test_kind_is_explained_by_another_name(name: str) -> None:
    result = sites.asked("explain", name)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Kind server: Server\n")


def test_finding_is_explained_with_remedy(here: Path) -> None:
    sites.changed(here / sites.MODEL, "encrypted: none}", "encrypted: none, controls: {sealed-on-the-way: partial}}")
    (here / "models" / "systems" / "small" / "more.yaml").write_text("controls: {sealed-on-the-way: met}\n", "utf-8")
    said = sites.asked("explain", "clear-talk@people-to-server").stdout.splitlines()
    at = "models/systems/small"
    assert "  sealed-on-the-way closes it: partial, claimed, no evidence (own statement)" in said
    assert "    how: It is gone then." in said
    assert any(line.startswith(f"    own statement: partial, at {at}/system.yaml:10:") for line in said)
    assert f"    system, 2 levels up: met (does not count), at {at}/more.yaml:1:12" in said
    assert "Decision: nothing has been decided." in said
    start = said.index("What would lower it, if it were met:")
    assert [line.strip() for line in said[start + 1 :]] == [
        "sealed-on-the-way: low, mitigated",
        "blast-small: moderate, carried",
        "all of them: very-low, mitigated",
    ]


def test_finding_may_include_its_system(here: Path) -> None:
    other = here / "models" / "systems" / "other"
    other.mkdir()
    (other / "system.yaml").write_text(sites.SYSTEM, "utf-8")
    name = "clear-talk@people-to-server"
    heads = [line for line in sites.asked("explain", name).stdout.splitlines() if line.startswith("Finding ")]
    assert [head.partition(", at ")[0] for head in heads] == [f"Finding {name} of other", f"Finding {name} of small"]
    alone = sites.asked("explain", f"small/{name}").stdout
    assert alone.startswith(f"Finding {name} of small, at ")
    assert alone.count("\nFinding ") == 0
    assert sites.asked("explain", f"none/{name}").exit_code == 2


def test_possible_risk_is_explained(here: Path) -> None:
    sites.changed(here / sites.MODEL, ", protocols: [web], encrypted: none}", "}")
    result = sites.asked("explain", "clear-talk@people-to-server")
    assert (result.exit_code, result.stderr) == (0, "")
    said = result.stdout.splitlines()
    assert said[0] == f"Possible risk clear-talk@people-to-server of small, at {sites.MODEL}:10:3"
    assert said[said.index("State:") + 1] == "  flows.people-to-server.protocols"
    assert any(line.startswith("It could become: likelihood ") for line in said)
    assert any(line.startswith("It would be so bad if: flows.people-to-server.protocols") for line in said)
    assert any(line.startswith("  sealed-on-the-way closes it: ") for line in said)
    assert sites.asked("explain", "small/clear-talk@people-to-server").stdout == result.stdout
    assert sites.asked("explain", "none/clear-talk@people-to-server").exit_code == 2
    missed = sites.asked("explain", "clear-talk@people-to-servr")
    assert (missed.exit_code, "did you mean `clear-talk@people-to-server`?" in missed.stderr) == (2, True)


def test_possible_risk_behind_another_is_explained(tmp_path: Path) -> None:
    """One statement comes before several questions: each is explained by its own name."""
    path = sites.repository(tmp_path / "many") / sites.MODEL
    path.write_text(
        "system: {title: Small}\nzones: {inside: {trust: 3}}\nservices: {server-1: {zone: inside}}\n", "utf-8"
    )
    found = assembly.load_and_assess(path.parents[2], sites.DAY)
    gap = next(each for each in found.systems["small"].gaps if each.others)
    (_, lines) = next(possible.texts(found, possible.name(gap)))
    assert [line.split(": ")[0].strip() for line in lines if ": up to " in line] == list(map(possible.name, gap.others))
    for other in gap.others:
        (_, lines) = next(possible.texts(found, f"small/{possible.name(other)}"))
        assert f"Lists count it with {possible.name(gap)}: the same statement comes before both." in lines


STATED = """\
threats:
  forged-page:
    title: A page is forged
    story: Somebody puts a page in the place of another.
    elements: [people]
    stride: [spoofing]
    likelihood: moderate
    impact: high
    measures: {signed-pages: {closes: each page is signed}}
"""


@pytest.mark.parametrize("name", ["forged-page", "small/forged-page"])
def test_stated_threat_is_explained(here: Path, name: str) -> None:
    (here / "models" / "systems" / "small" / "more.yaml").write_text(STATED, "utf-8")
    said = sites.asked("explain", name).stdout.splitlines()
    assert said[0] == "Threat forged-page of small, at models/systems/small/more.yaml:2:3: A page is forged"
    assert "  signed-pages closes it: each page is signed" in said
    assert any(line.startswith("  forged-page@people: ") for line in said)
    result = sites.asked("explain", name.replace("page", "pgae"))
    assert (result.exit_code, "did you mean `forged-page`?" in result.stderr) == (2, True)


def test_finding_of_a_stated_threat_is_explained(here: Path) -> None:
    (here / "models" / "systems" / "small" / "more.yaml").write_text(STATED, "utf-8")
    said = sites.asked("explain", "forged-page@people").stdout.splitlines()
    assert "  signed-pages closes it: not-stated (nobody)" in said
    assert any(line.startswith("  signed-pages: ") and line.endswith(", mitigated") for line in said)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("shelf", [*SHELVES, "words", "codes", "systems", "audits", "findings"])
def test_list_gives_one_line_each(shelf: str) -> None:
    result = sites.asked("list", shelf)
    assert (result.exit_code, result.stderr) == (0, "")
    assert all(line.count("\t") == 1 and line.split("\t")[1] for line in result.stdout.splitlines())


@pytest.mark.usefixtures("here")
def test_list_alone_names_the_shelves() -> None:
    names = [line.split("\t")[0] for line in sites.asked("list").stdout.splitlines()]
    assert names == [*SHELVES, "words", "codes", "systems", "audits", "findings"]


def test_catalogue_is_explained_beside_broken_models(here: Path) -> None:
    sites.changed(here / sites.MODEL, "kind: server", "kind: servr")
    result = sites.asked("explain", "server")
    assert result.exit_code == 0
    assert result.stdout.startswith("Kind server")
    assert "have problems" in result.stderr
    assert sites.asked("explain", "clear-talk@people-to-server").exit_code == 1


def test_catalogue_is_explained_without_models(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(here.parent)
    assert sites.asked("explain", "server").exit_code == 0
    assert sites.asked("list", "systems").exit_code == 2


# the terminal

PROBLEM = Problem(place=Place(path="a\x1b[2J.yaml", line=2), code="type", message="this must be text")


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_colour_is_only_for_terminals(
    here: Path, monkeypatch: pytest.MonkeyPatch, no_colour: str, *, coloured: bool
) -> None:
    sites.changed(here / sites.MODEL, "kind: server", "kind: servr")
    monkeypatch.setenv("NO_COLOR", no_colour)
    assert ("\x1b[" in sites.asked("check", color=True).stdout) is coloured
    assert "\x1b[" not in sites.asked("check").stdout


def test_control_characters_stay_off_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.problems((PROBLEM,))
    assert capsys.readouterr().out == "a\\x1b[2J.yaml:2:1: type: this must be text\n"


@pytest.mark.parametrize(
    ("looked_at", "quiet", "shown"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_progress_bar_is_only_for_terminals(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, looked_at: bool, quiet: bool, shown: bool
) -> None:
    monkeypatch.setattr(terminal, "_BEAT", 0.01)
    monkeypatch.setattr(terminal, "PATIENCE", 0.01)
    monkeypatch.setattr("sys.stderr.isatty", lambda: looked_at)
    monkeypatch.setenv("TERM", "xterm")
    with terminal.Progress(quiet=quiet) as progress:
        progress("drawing")
        progress._done.wait(0.1)
    told = capsys.readouterr()
    assert told.out == ""
    assert ("] drawing" in told.err) is shown


def test_limited_terminal_encoding_is_no_failure(here: Path, tmp_path: Path) -> None:
    env = sites.frozen(tmp_path / "frozen", PYTHONIOENCODING="latin-1")
    done = sites.run("explain", "clear-talk@people-to-server", cwd=here, env=env)
    assert done.code == 0
    assert "\\u2192" in done.out
