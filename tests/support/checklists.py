"""A small system with an audit, and checklists of it as they are handed out and filled in."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import xlsxwriter
from tests.support.catalogues import golden, schemas

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.checklist_fields import FIELDS
from zonebook.assess.controls.checklist_values import values
from zonebook.document.sheet import Cell
from zonebook.importers.checklist.judgement import HandedOut, Judged, Results, judged
from zonebook.importers.checklist.rows import rows
from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.read import spreadsheet
from zonebook.values import BrokenError, Problem

DAY = "2026-11-20"
AUDIT_FILE = "models/audits/year.yaml"
SYSTEM_FILE = "models/systems/small/system.yaml"
ORGANISATION = b"organisation: {title: House}\nparties: {team: {title: Team}}\n"
SYSTEM = """\
# The system.
system: {title: Small, owner: team}
services:
  a:  # the first
    kind: server
    controls:
      patched: met  # every month
      disk-encrypted:
        status: planned
        due: 2027-01-31
  b:
    kind: server
"""
AUDIT = """\
# The year's audit.
audit:
  title: Year 2026
  framework: made-up-1
  period: {from: 2026-01-01, to: 2026-12-31}
"""
Texts = dict[str, bytes]
Fill = Mapping[str, Mapping[str, object]]
"""What is filled in: by check, by field."""


def texts(system: str = SYSTEM, audit: str = AUDIT) -> Texts:
    """The texts of the models."""
    return {"models/organisation.yaml": ORGANISATION, AUDIT_FILE: audit.encode(), SYSTEM_FILE: system.encode()}


def assessed(models: Texts) -> Assessment:
    """The assessment of the models with the small catalogue."""
    return assess_workspace(load_workspace(golden(), models, schemas()), DAY)


def handed_out(assessment: Assessment) -> dict[str, dict[str, Cell]]:
    """The cells of the checklist of the system, by check and field."""
    system = assessment.systems["small"]
    said = assessment.workspace.audits["year"].results.get("small", {})
    return {each.id: dict(values(each, system.resolved, said.get(each.id))) for each in system.checks}


def table(sheet: Mapping[str, Mapping[str, object]]) -> list[list[object]]:
    """The rows of a checklist: names, headings, and the cells as they are written, texts of several lines in one."""
    lines = [[_written(row.get(field.id)) for field in FIELDS] for row in sheet.values()]
    return [[field.id for field in FIELDS], [field.title for field in FIELDS], *lines]


def _written(value: object) -> object:
    if isinstance(value, tuple):
        return "\n".join(value)
    return value if not isinstance(value, bool) else "yes" if value else "no"


def filled(models: Texts, fill: Fill) -> list[list[object]]:
    """The rows of the checklist of the models, with what is filled in."""
    sheet = handed_out(assessed(models))
    return table({check: {**row, **fill.get(check, {})} for check, row in sheet.items()})


def as_xlsx(lines: Iterable[Sequence[object]], properties: Mapping[str, str] | None = None) -> bytes:
    """A workbook with the rows of a checklist."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("Checklist")
        for name, text in (properties or {}).items():
            book.set_custom_property(name, text)
        for row, cells in enumerate(lines):
            for column, value in enumerate(cells):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value)
                elif isinstance(value, bool):
                    sheet.write_boolean(row, column, value)
                elif isinstance(value, int | float):
                    sheet.write_number(row, column, value)
                elif value is not None:
                    sheet.write_string(row, column, str(value))
    return out.getvalue()


def as_csv(lines: Iterable[Sequence[object]]) -> bytes:
    """The rows of a checklist as a spreadsheet program saves them in Europe: separated by `;`, days as text."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(["" if each is None else str(each) for each in line] for line in lines)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def read_back(models: Texts, raw: bytes, *, base: Results | None = None, audit: str = "year") -> Judged:
    """What becomes of a filled checklist."""
    found = spreadsheet.read("filled", raw, {"Checklist"})
    assessment = assessed(models)
    handed = HandedOut(audit=assessment.workspace.audits.get(audit), base=base)
    (sheet,) = found.sheets.values()
    return judged(rows("filled.csv", sheet), assessment, handed, problems(models))


def problems(models: Texts) -> Callable[[Mapping[str, bytes]], tuple[Problem, ...]]:
    """What checks the models with some of their texts replaced."""

    def found(after: Mapping[str, bytes]) -> tuple[Problem, ...]:
        try:
            load_workspace(golden(), {**models, **after}, schemas())
        except BrokenError as broken:
            return broken.every
        return ()

    return found
