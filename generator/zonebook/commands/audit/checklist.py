"""`zonebook checklist read`: a filled checklist as a change of an audit and of the models."""

import hashlib
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from zonebook import assembly
from zonebook.assess.assessment import Assessment
from zonebook.commands.audit import proposals
from zonebook.document.sheet import PROPERTIES
from zonebook.edge import disk, git, terminal
from zonebook.importers.checklist.judgement import HandedOut, Judged, JudgedRow, Results, judged
from zonebook.importers.checklist.rows import rows
from zonebook.model.audits.audit import Audit
from zonebook.model.documents import AUDITS
from zonebook.present.downloads.checklist_books import SHEET
from zonebook.read import spreadsheet, yaml_text
from zonebook.read.spreadsheet import TEXT_SHEET, Sheet, Spreadsheet
from zonebook.suggestions import nearest
from zonebook.values import BrokenError, RefusedError, cut, visible
from zonebook.write.workbook.cover import FORMAT

_COMMIT = re.compile(r"[0-9a-f]{7,64}")


def read(filled: Path, models: Path, *, audit: str, as_of: str, write: bool) -> int:
    """Print what a filled checklist changes, and what of it is refused; return the exit code.

    With `write`, the files are changed, unless a row is refused: then nothing is.
    """
    try:
        raw = disk.content(filled, spreadsheet.MOST_BYTES)
        found = spreadsheet.read(filled.name, raw, {SHEET})
        sheet = _sheet(filled.name, found)
        bundled = assembly.bundled_catalogue()
        assessment = assembly.load_and_assess(models, as_of, bundled=bundled)
        handed = _handed_out(found, assessment, models, audit)
        check = partial(proposals.problems, models, assessment.workspace.texts, bundled)
        result = judged(rows(filled.name, sheet), assessment, handed, check)
        _report(filled.name, result)
        refused = any(each.refused for each in result.rows)
        left = proposals.show(models, assessment, result.texts, bundled)
        written = write and not refused and proposals.write(assessment.workspace.texts, result.texts)
    except BrokenError as broken:
        return terminal.problems(broken.problems)
    except OSError as error:
        return terminal.refused(error)
    terminal.talk(f"{filled.name}: SHA-256 {hashlib.sha256(raw).hexdigest()}", _counted(result, written=written))
    return terminal.PROBLEMS if refused or left else terminal.FINE


def _sheet(name: str, found: Spreadsheet) -> Sheet:
    sheet = found.sheets.get(SHEET) or found.sheets.get(TEXT_SHEET)
    if sheet is None:
        raise RefusedError(f"{name} has no sheet {SHEET}")
    return sheet


def _handed_out(found: Spreadsheet, assessment: Assessment, models: Path, name: str) -> HandedOut:
    said = {key.removeprefix(PROPERTIES): value for key, value in found.properties.items()}
    if said.get("format", FORMAT) != FORMAT:
        form = visible(cut(said["format"]))
        raise RefusedError(f"the sheet has the form {form}, and this version of zonebook reads form {FORMAT}")
    audit = _audit(assessment.workspace.audits, name, said.get("audit", ""))
    base = _base(models, said.get("commit", ""), audit.id) if audit else None
    return HandedOut(audit=audit, base=base, system=said.get("system", ""))


def _audit(audits: Mapping[str, Audit], wanted: str, stated: str) -> Audit | None:
    """Return the audit that is wanted, or that a sheet states, or the only one; None where there is none of these."""
    if wanted and stated and wanted != stated:
        raise RefusedError(f"the sheet is of the audit `{visible(cut(stated))}`, and not of `{visible(wanted)}`")
    name = wanted or stated
    if not name:
        return next(iter(audits.values())) if len(audits) == 1 else None
    if name not in audits:
        near = nearest(name, audits)
        hint = f"; did you mean `{near}`?" if near else f"; its scope goes to {AUDITS}/{visible(cut(name))}.yaml first"
        raise RefusedError(f"there is no audit `{visible(cut(name))}`{hint}")
    return audits[name]


def _base(models: Path, commit: str, audit: str) -> Results | None:
    """Return the results that an audit had at a commit; None where this repository does not have the commit."""
    if not _COMMIT.fullmatch(commit):
        return None
    try:
        top = git.top(models)
        folder = disk.real(models).relative_to(disk.real(top)).as_posix()
        texts = git.models(top, git.commit(top, commit), folder).texts
    except (OSError, ValueError):
        return None
    paths = [path for path in texts if path.rsplit(".", 1)[0] == f"{folder}/{AUDITS}/{audit}"]
    document = yaml_text.read(paths[0], texts[paths[0]]) if paths else None
    results: Results = ((document.data or {}).get("results") or {}) if document else {}
    return results


def _report(name: str, result: Judged) -> None:
    """Print each row that is refused, with every cell that was filled in, and each note."""
    for each in result.rows:
        if each.refused:
            terminal.result(*_refusal(name, each))
        elif each.note:
            terminal.result(f"{name}: {each.row.address}: {each.row.check}: {each.note}")


def _refusal(name: str, refused: JudgedRow) -> list[str]:
    row, faults = refused.row, dict(refused.faults)
    lines = []
    for cell in row.cells:
        why = faults.pop(cell.field.id, "")
        text = terminal.flowing(cut(cell.text))
        lines.append(f"  {cell.address}: {cell.field.title}: {why or text}{'' if why else ' (not taken)'}")
    whole = "; ".join(f"{word}: {why}" if word else why for word, why in faults.items())
    return [f"{name}: {row.address}: refused: {row.check or 'a row'}{f': {whole}' if whole else ''}", *lines]


def _counted(result: Judged, *, written: bool) -> str:
    read_, changed, unchanged, refused = result.count()
    rows_ = f"{read_} row{'' if read_ == 1 else 's'} read"
    files = f"{len(result.texts)} file{'' if len(result.texts) == 1 else 's'}"
    end = f"{files} written" if written else "nothing was written"
    return f"{rows_}: {changed} changed, {unchanged} unchanged, {refused} refused; {end}."
