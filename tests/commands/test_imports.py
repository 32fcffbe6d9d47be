"""A command imports what it uses: counted in the modules of its process, since times jitter."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.support import sites

import zonebook

SAY = """
import sys
from zonebook.cli import main
try:
    main(sys.argv[1:])
finally:
    print("modules:", *sys.modules)
"""
LIBRARIES = {
    "PIL",
    "concurrent",
    "csv",
    "diagrams",
    "graphviz",
    "jinja2",
    "jsonschema",
    "markdown",
    "mkdocs",
    "multiprocessing",
    "python_calamine",
    "ruamel",
    "selectolax",
    "subprocess",
    "tempfile",
    "tinycss2",
    "watchdog",
    "xlsxwriter",
    "xml",
    "zipfile",
}
OURS = {
    "zonebook.assess.attack_paths",
    "zonebook.assess.controls.checklist",
    "zonebook.assess.planning",
    "zonebook.commands.diff",
    "zonebook.diagram",
    "zonebook.drawing",
    "zonebook.edge.git",
    "zonebook.edge.publish",
    "zonebook.importers",
    "zonebook.mkdocs_support",
    "zonebook.present",
    "zonebook.views",
    "zonebook.write.assessment_json",
    "zonebook.write.comparison",
    "zonebook.write.formats",
    "zonebook.write.markdown",
    "zonebook.write.workbook",
}


def imported(folder: Path, *words: str) -> set[str]:
    """Return the modules of a process that ran a command, each with the packages that it is in."""
    stored = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder.parent / "compiled")}
    done = subprocess.run(
        (sys.executable, "-c", SAY, *words),
        cwd=folder,
        env=sites.environment(PYTHONPATH=str(Path(zonebook.__file__).parents[1]), **stored),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    return set(done.stdout.splitlines()[-1].removeprefix("modules:").split())


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small repository, whose catalogue is stored: a first run imports what verifies it as well."""
    made = sites.repository(tmp_path_factory.mktemp("imports") / "here")
    imported(made, "check")
    return made


def test_help_imports_the_command_line_alone(models: Path) -> None:
    modules = imported(models, "--help")
    assert {each for each in modules if each.startswith("zonebook.") and not each.startswith("zonebook.cli")} == set()
    assert modules & {*LIBRARIES, "dataclasses", "json", "yaml", "jsonschema_rs"} == set()


def test_check_imports_nothing_that_renders(models: Path) -> None:
    modules = imported(models, "check")
    assert {"zonebook.assess.assessment", "yaml"} <= modules
    assert modules & (LIBRARIES | OURS) == set()


def test_other_form_imports_its_format(models: Path) -> None:
    modules = imported(models, "check", "--format", "json")
    assert "zonebook.write.formats" in modules
    assert modules & {"zonebook.views", "zonebook.diagram", "mkdocs", "subprocess"} == set()
