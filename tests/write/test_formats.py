"""Formats: one list for the build, the check, the help and the reference."""

import json
import logging
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from tests.support import sites

from zonebook import assembly
from zonebook.write import formats
from zonebook.write.output_format import CheckResult, Files, Format, LinkOptions, Material, Parts

TOP = Path(__file__).resolve().parents[2]


def _files(material: Material) -> Files:
    lines = [f"{each.id}\n" for at in material.assessment.systems.values() for each in at.findings]
    return {"findings.txt": "".join(lines)}


def _printed(result: CheckResult) -> str:
    return "\n".join(each.id for at in result.systems for each in at.findings)


LINES = Format(
    name="lines", title="Lines", files="`findings.txt`", says="a finding a line", render=_files, printed=_printed
)
"""The file of a new format."""


def row(each: Format) -> tuple[str, ...]:
    """Return the description of a format in the reference."""
    return each.title, each.files or "–", each.says, f"`{each.name}`" if each.printed else "–"


def documented() -> list[tuple[str, ...]]:
    """Return the rows of the table of formats in the reference."""
    text = (TOP / "docs" / "reference" / "index.md").read_text("utf-8")
    section = re.split(r"^### ", text, flags=re.MULTILINE)
    (found,) = [each for each in section if each.startswith("Formats\n")]
    rows = re.findall(r"^\|(.*)\|$", found, re.MULTILINE)
    return [tuple(cell.strip() for cell in each.split("|")) for each in rows[2:]]


def fails(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a format fail."""

    def broken(_: Material) -> Files:
        raise KeyError("lost")

    changed = tuple(replace(each, render=broken) if each.name == name else each for each in formats.FORMATS)
    assert changed != formats.FORMATS
    monkeypatch.setattr(formats, "FORMATS", changed)


def test_reference_lists_every_format() -> None:
    assert documented() == [row(each) for each in formats.FORMATS]


def test_format_names_are_unique() -> None:
    names = [each.name for each in formats.FORMATS]
    assert len({*names, "text"}) == len(names) + 1
    assert [each for each in names if not re.fullmatch(r"[a-z][a-z0-9-]*", each)] == []


def test_pages_are_made_last() -> None:
    """Pages that name their missing files."""
    assert [each.name for each in formats.FORMATS if each.essential] == [formats.FORMATS[-1].name]


@pytest.mark.usefixtures("here")
def test_no_format_overwrites_another() -> None:
    made: list[str] = []

    def noted(render: Callable[[Material], Parts]) -> Callable[[Material], Parts]:
        def kept(material: Material) -> Parts:
            files = render(material)
            made.extend(files)
            return files

        return kept

    with pytest.MonkeyPatch.context() as patch:
        wrapped = tuple(replace(each, render=each.render and noted(each.render)) for each in formats.FORMATS)
        patch.setattr(formats, "FORMATS", wrapped)
        built = assembly.build(assembly.load_and_assess(Path("models"), sites.DAY), LinkOptions())
    assert sorted(made) == sorted(built.files.keys() - {"manifest.json"})


@pytest.mark.usefixtures("here")
def test_format_needs_one_file_and_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "FORMATS", (LINES, *formats.FORMATS))
    assert sites.asked("build", "--out", "out").exit_code == 0
    assert "clear-talk@people-to-server\n" in Path("out/findings.txt").read_text("utf-8")
    assert "findings.txt" in json.loads(Path("out/manifest.json").read_text("utf-8"))["files"]
    assert sites.asked("check", "--format", "lines").stdout == Path("out/findings.txt").read_text("utf-8")
    assert "[text|lines|json|sarif|github|gitlab|junit|markdown]" in sites.asked("check", "--help").stdout
    assert re.search(r"Lines +a finding a line: findings\.txt\n", sites.asked("build", "--help").stdout)
    assert row(LINES) not in documented(), "the test of the reference asks for this row"


@pytest.mark.usefixtures("here")
def test_unprintable_formats_are_not_offered() -> None:
    refused = sites.asked("check", "--format", "csv")
    assert refused.exit_code == 2
    assert "'csv' is not one of 'text', 'json', 'sarif'" in refused.stderr


@pytest.mark.usefixtures("here")
def test_problems_print_in_every_printable_format() -> None:
    sites.changed(Path(sites.MODEL), "trust: 0", "trust: 9")
    for name in formats.printable():
        assert sites.asked("check", "--format", name).exit_code == 1
    assert json.loads(formats.printable()["json"](CheckResult(as_of=sites.DAY)))["problems"] == []


@pytest.mark.usefixtures("here")
def test_failing_format_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    fails("json", monkeypatch)
    made = sites.asked("build", "--out", "out", "--quiet")
    assert (made.exit_code, made.stderr) == (3, "degraded: JSON could not be written: KeyError: 'lost'\n")
    manifest = json.loads(Path("out/manifest.json").read_text("utf-8"))
    assert manifest["degraded"] == ["JSON could not be written: KeyError: 'lost'"]
    assert {Path(name).suffix for name in manifest["files"]} >= {".md", ".svg", ".csv"}
    assert "assessment.json" not in manifest["files"]


@pytest.mark.usefixtures("here")
def test_page_names_its_missing_files(monkeypatch: pytest.MonkeyPatch) -> None:
    register = Path("out/systems/small/register.md")
    sites.asked("build", "--out", "out", "--quiet")
    assert "register.csv" in register.read_text("utf-8")
    fails("csv", monkeypatch)
    assert sites.asked("build", "--out", "out", "--quiet").exit_code == 3
    assert "register.csv" not in register.read_text("utf-8")
    assert '!!! warning "Risk register (CSV): this file is missing"' in register.read_text("utf-8")


@pytest.mark.usefixtures("here")
def test_nothing_is_published_without_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    sites.asked("build", "--out", "out", "--quiet")
    before = sites.tree(Path("out"))
    fails("markdown", monkeypatch)
    made = sites.asked("build", "--out", "out", "--quiet")
    assert (made.exit_code, made.stderr) == (2, "zonebook: Markdown could not be written: KeyError: 'lost'\n")
    assert sites.tree(Path("out")) == before


@pytest.mark.parametrize("name", ["csv", "markdown"])
def test_mkdocs_warns_of_failing_format(
    here: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    fails(name, monkeypatch)
    sites.changed(here / "mkdocs.yml", "strict: true", "strict: false")
    config = load_config(str(here / "mkdocs.yml"))
    if name == "markdown":
        with pytest.raises(Abort), caplog.at_level(logging.ERROR, "mkdocs"):
            build(config)
        assert caplog.messages == ["Markdown could not be written: KeyError: 'lost'"]
        return
    with caplog.at_level(logging.WARNING, "mkdocs"):
        build(config)
    told = [record.getMessage() for record in caplog.records]
    assert "degraded: CSV could not be written: KeyError: 'lost'" in "\n".join(told)
    assert [each for each in told if ".csv" in each] == [], "no page links to a missing file"
