"""The registry of output formats."""

from collections.abc import Callable, Mapping

from zonebook.write import csv, svg
from zonebook.write.assessment_json import document
from zonebook.write.diagnostics import github, gitlab, junit, sarif
from zonebook.write.markdown import page
from zonebook.write.output_format import CheckResult, Format
from zonebook.write.workbook import files as workbook_files

FORMATS: tuple[Format, ...] = (
    document.FORMAT,
    sarif.FORMAT,
    github.FORMAT,
    gitlab.FORMAT,
    junit.FORMAT,
    csv.FORMAT,
    workbook_files.FORMAT,
    svg.FORMAT,
    page.FORMAT,
)
"""The order in which they are made: the pages come last, since they must not offer a file that could not be written."""


def printable() -> Mapping[str, Callable[[CheckResult], str]]:
    """Return the formats in which the result of a check can be printed, by name."""
    return {each.name: each.printed for each in FORMATS if each.printed}
