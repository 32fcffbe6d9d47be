"""The downloads of a system: each file with what it is, for whom, its format, its size and its hash."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from zonebook.assess.assessment import Assessment
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Code, FileFact, Link
from zonebook.document.page import Block, Details, Download, Heading, Page, Prose, Row, Table
from zonebook.present import page_paths
from zonebook.present.downloads.checklist_books import Rows
from zonebook.present.downloads.system_book import system_book

ASSESSMENT = "assessment.json"
MANIFEST = "manifest.json"
_FORMATS = {"csv": "CSV", "xlsx": "XLSX", "json": "JSON"}
_SUFFIX = re.compile(r" \((?:CSV|XLSX|JSON)\)$")
_WORDS = (
    "Everything of this system that a spreadsheet or a program reads. A workbook (XLSX) is filled in and given back; "
    "CSV has the same rows for a program."
)
_CHECK = (
    "The hash is the SHA-256 of the file. ",
    Code(text=MANIFEST),
    " has those of all files of the site, and ",
    Code(text="zonebook verify SITE"),
    " compares them, without a network.",
)


class _Audience(NamedTuple):
    """For whom the files are whose names, from the folder of the system, begin with a pattern."""

    pattern: str
    whom: str


_AUDIENCES = (
    _Audience(r"(audits|frameworks)/|checklists/by-(framework|party)|checklists/requirements", "auditors"),
    _Audience(r"checklists/", "owners of controls, auditors"),
    _Audience(r"(workbook|checklist)\.", "auditors"),
    _Audience(r"(register|possible|decisions|what-next|target)", "owners of risk"),
    _Audience(r"(responsibility|duties|part)", "owners, providers"),
    _Audience(r"assessment\.json", "programs"),
    _Audience(r"", "architects, reviewers"),
)


def downloads(assessment: Assessment, pages: tuple[Page, ...]) -> Iterator[Page]:
    """Yield the page of downloads of each system: what its `pages` offer, and what it offers itself."""
    for judged in assessment.systems.values():
        title = judged.resolved.system.system.title
        own = tuple(_own(assessment, judged))
        others = (page for page in pages if _is_about(assessment, judged, page.path))
        rows = (
            *(_row(judged, each, None) for each in own),
            *(_row(judged, each, page) for page in others for each in _offered(page.blocks)),
            _row(judged, Download(text="Whole assessment", path=ASSESSMENT), None),
        )
        blocks: tuple[Block, ...] = (
            Prose(paragraphs=((_WORDS,), _CHECK)),
            *own,
            Heading(text="Every file", anchor="every"),
            Table(
                name="files",
                title="Files",
                lead="By whom they are for.",
                columns=("File", "For", "On the page", "Format", "Size (bytes)", "SHA-256"),
                rows=tuple(sorted(rows, key=_reader)),
                folded=("SHA-256",),
            ),
        )
        yield Page(
            path=page_paths.downloads(judged.id),
            title="Downloads",
            description=f"Every file of {title}: what it is, for whom, its format, its size and its hash.",
            blocks=blocks,
            section=(title,),
            listed=True,
        )


def _reader(row: Row) -> int:
    """Return the place of a file by whom it is for."""
    whom = row.cells[1]
    return next(at for at, each in enumerate(_AUDIENCES) if whom == (each.whom,))


def _offered(blocks: Iterable[Block]) -> Iterator[Download]:
    """Yield the files that blocks offer, also those within what is folded."""
    for block in blocks:
        if isinstance(block, Download):
            yield block
        elif isinstance(block, Details):
            yield from _offered(block.blocks)


def _own(assessment: Assessment, judged: SystemAssessment) -> Iterator[Download]:
    """Yield the workbook of the system, and its checklist for a program."""
    rows = Rows(judged=judged)
    path = page_paths.beside(judged.id, "workbook.xlsx")
    yield Download(text="Whole system (XLSX)", path=path, book=system_book(assessment, judged, rows))
    path = page_paths.beside(judged.id, "checklist.csv")
    yield Download(text="Checklist (CSV)", path=path, table=rows.sheet("Checklist", judged.checks))


def _is_about(assessment: Assessment, judged: SystemAssessment, path: str) -> bool:
    """Return whether a page is one of a system's own, or that of an audit with checks of the system."""
    if path.startswith(page_paths.beside(judged.id, "")):
        return True
    audits = (each for each in assessment.audits.values() if path == page_paths.audit(each.audit.id))
    return any(check.judged is judged for each in audits for check in each.checks)


def _row(judged: SystemAssessment, offered: Download, page: Page | None) -> Row:
    """Return the row of a file that a page offers, or that is offered here or nowhere else."""
    name = offered.path.removeprefix(page_paths.beside(judged.id, ""))
    whom = next(each.whom for each in _AUDIENCES if re.match(each.pattern, name))
    return Row(
        id=re.sub(r"[^a-z0-9]+", "-", name.lower()),
        cells=(
            (Link(text=_SUFFIX.sub("", offered.text), to=offered.path),),
            (whom,),
            (Link(text=page.title, to=page.path),) if page else ("this one",),
            (_FORMATS[name.rpartition(".")[2]],),
            (FileFact(path=offered.path, fact="size"),),
            (FileFact(path=offered.path, fact="sha256"),),
        ),
    )
