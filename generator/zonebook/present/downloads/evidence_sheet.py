"""Evidence as a sheet: what each piece shows, where it is, and whether it is as stated."""

from collections.abc import Iterable, Mapping
from datetime import date

from zonebook.assess.controls.evidence import FileCheck
from zonebook.assess.planning.evidence_list import EvidenceUse
from zonebook.document.sheet import NARROW, WIDE, Cell, Column, Sheet

STATES: Mapping[FileCheck, str] = {
    FileCheck(found=False): "missing",
    FileCheck(found=True, hash="differs"): "changed",
    FileCheck(found=True, hash="same"): "unchanged",
    FileCheck(found=True, hash="not-stated"): "no hash stated",
    FileCheck(): "not a file of the repository",
}
"""What became of the file of a piece of evidence, in words."""
_LEAD = "What is missing or changed does not count as evidence; a control that rests on nothing else is only claimed."
_COLUMNS = (
    Column(id="control", title="Control", width=30),
    Column(id="title", title="Evidence", width=30),
    Column(id="state", title="State", width=16),
    Column(id="file", title="File", width=WIDE),
    Column(id="address", title="Address", width=30),
    Column(id="day", title="Day", type="date", width=NARROW),
    Column(id="due", title="Due again", type="date", width=NARROW),
    Column(id="stated", title="SHA-256 stated", width=66),
    Column(id="found", title="SHA-256 found", width=66),
    Column(id="checks", title="Shows", type="list", width=WIDE),
    Column(id="statuses", title="Status", type="list", width=16),
    Column(id="grounds", title="Rests on", type="list", width=24),
    Column(id="by", title="Said by", type="list", width=24),
    Column(id="place", title="Written in", width=WIDE),
)


def evidence_sheet(title: str, uses: Iterable[EvidenceUse], hashes: Mapping[str, str | None]) -> Sheet:
    """Return a row for each piece of evidence; `hashes` are those of the files that were looked for, by path."""
    rows = tuple(_row(each, hashes) for each in uses)
    return Sheet(name="Evidence", title=title, lead=_LEAD, columns=_COLUMNS, rows=rows)


def _row(use: EvidenceUse, hashes: Mapping[str, str | None]) -> tuple[Cell, ...]:
    evidence, claims = use.evidence, [check.standing.claim for check in use.checks]
    return (
        use.name,
        evidence.title or None,
        STATES[use.file],
        evidence.path or None,
        evidence.url or None,
        _day(evidence.on),
        _day(use.due),
        evidence.sha256 or None,
        hashes.get(evidence.path) or None,
        tuple(check.id for check in use.checks),
        tuple(dict.fromkeys(each.status for each in claims)),
        tuple(dict.fromkeys(each.ground for each in claims if each.ground)) or None,
        tuple(dict.fromkeys(str(each.origin) for each in claims)),
        str(evidence.place),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
