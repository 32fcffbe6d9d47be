"""The benchmark itself: its models are valid and deterministic, its growth is a slope, its plot is an SVG."""

import dataclasses
import io
import re
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from python_calamine import CalamineWorkbook
from tests.bench import start
from tests.bench.bench import Size, available, exponents, growth, others, report
from tests.bench.generate import DAY, written
from tests.bench.peer import MODULES, ends
from tests.bench.plot import plot
from tests.bench.process import Run, refused, run
from tests.bench.program import checkout
from tests.bench.workbooks import bare, ours, rows

from zonebook.document.sheet import FIRST_ROW
from zonebook.edge import disk
from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.present.downloads.checklist_books import form
from zonebook.read.schema import Schemas


def test_generated_organisation_is_valid(tmp_path: Path, bundled: Mapping[str, bytes], schemas: Schemas) -> None:
    written(60, tmp_path)
    found = assess_workspace(load_workspace(bundled, disk.models(tmp_path, "models"), schemas), DAY).systems["measured"]
    system = found.resolved.system
    assert (len(system.services), len(system.flows), len(system.zones)) == (60, 120, 6)
    assert {each.state for each in found.findings if each.decision} == {"accepted"}
    assert sum(1 for each in system.services.values() if each.controls) == 6


def test_generated_organisation_is_deterministic(tmp_path: Path) -> None:
    first, second = ([path.read_bytes() for path in written(4100, tmp_path / name)] for name in ("one", "two"))
    assert first == second
    assert len(first) == 4


def test_other_tools_get_the_same_flows(tmp_path: Path) -> None:
    written(30, tmp_path)
    text = "".join(path.read_text("utf-8") for path in sorted(tmp_path.rglob("part-*.yaml")))
    assert [(f"service-{start}", f"service-{end}") for start, end in ends(30)] == re.findall(
        r"from: (\S+)\n    to: (\S+)\n", text
    )


def test_other_tools_are_looked_for() -> None:
    assert set(available(sys.executable)) == {tool for tool, name in MODULES.items() if find_spec(name)}


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_growth_is_the_exponent(power: float) -> None:
    assert growth([(x, 3 * x**power) for x in (10.0, 100.0, 5000.0)]) == pytest.approx(power)


def test_plot_has_a_point_per_number() -> None:
    lines = {"a < b": [(10.0, 0.5), (100.0, 2.0)], "other": [(10.0, 1.0)]}
    root = ET.fromstring(plot(lines, ("services", "seconds")))  # noqa: S314  we made it
    assert len(root.findall("{*}circle")) == 3
    assert "a < b" in [each.text for each in root.findall("{*}text")]


def test_report_gives_ratios_of_medians() -> None:
    size = Size(services=1000, kibibytes=100)
    size.parse = [Run(seconds=second, mebibytes=50) for second in (1.0, 2.0, 9.0)]
    size.check = [Run(seconds=second, mebibytes=100) for second in (1.0, 3.0, 4.0)]
    size.stages = {"read": Run(seconds=0.25, mebibytes=60)}
    text = report([size], 0.5)
    assert "| 1,000 | 100 | 2.00 | 3.00 | 1.50 | 50 | 100 | 2.00 |" in text
    assert exponents([size], 0.5) == ["One size says nothing about growth."]
    assert "| pytm | not installed | – |" in text
    size.peers = {"pytm": Run(seconds=6.0, mebibytes=60)}
    assert "| pytm | 6.00 | 2.0 |" in others([size])


def test_program_is_measured_where_it_is_installed(tmp_path: Path) -> None:
    """Every process of a pair runs in the Python that has the program."""
    (tmp_path / "bin").mkdir()
    own = tmp_path / "bin" / "python"
    own.symlink_to(sys.executable)
    program = dataclasses.replace(checkout(), python=str(own))
    found, said = run(program.python, "-c", "import sys; print(sys.executable)", env=program.env)
    assert said.strip() == str(own)
    assert found.seconds > 0
    assert "PYTHONDONTWRITEBYTECODE" not in program.env


@pytest.mark.parametrize("off", ["the variable", "the interpreter"])
def test_nothing_is_measured_without_bytecode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, off: str) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", off == "the interpreter")
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    if off == "the variable":
        monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert refused(tmp_path).startswith("PYTHONDONTWRITEBYTECODE is set")


def test_nothing_is_measured_without_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    assert refused(tmp_path / "made") == ""
    assert list((tmp_path / "made").iterdir()) == []
    (tmp_path / "file").write_bytes(b"")
    assert refused(tmp_path / "file").startswith("the catalogue cannot be stored")


def test_start_is_told_in_times_of_python(tmp_path: Path) -> None:
    spent = {name: [0.01 * number] * 3 for number, name in enumerate(start.commands(tmp_path), 1)}
    lines = start.report(spent).splitlines()
    assert lines[0].split()[-4:] == ["10.0", "ms", "1.0", "x"]
    assert lines[-1].split()[-4:] == ["50.0", "ms", "5.0", "x"]


def test_measured_workbooks_have_the_same_rows() -> None:
    sheet = form("Measured", rows(20))
    with_form, alone = (
        CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(at).to_python()
        for made, at in ((ours(sheet), 1), (bare(sheet), 0))
    )
    assert len(alone) == 20
    width = len(alone[0])
    assert [row[:width] for row in with_form[FIRST_ROW - 1 :]] == alone
    assert {cell for row in with_form[FIRST_ROW - 1 :] for cell in row[width:]} == {""}
