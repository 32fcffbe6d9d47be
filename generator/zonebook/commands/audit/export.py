"""`zonebook export evidence-pack`: the evidence of a system or an audit, its index and its hashes, as one archive."""

import hashlib
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path

from zonebook import assembly
from zonebook.assembly import origin
from zonebook.assess.assessment import Assessment
from zonebook.assess.planning.evidence_list import EvidenceUse, Tested, evidence_uses, measure_uses
from zonebook.assess.planning.user_controls import user_checks
from zonebook.document.provenance import Provenance
from zonebook.document.sheet import Cell, Workbook
from zonebook.edge import evidence_files, rewriting, terminal
from zonebook.edge.publish import manifest
from zonebook.model.resolved import ResolvedSystem
from zonebook.present.downloads.evidence_sheet import evidence_sheet
from zonebook.present.requirements.words import many
from zonebook.suggestions import nearest
from zonebook.values import BrokenError, RefusedError, cut, visible
from zonebook.values.record import dataclass
from zonebook.write.archive import packed
from zonebook.write.csv import comma
from zonebook.write.workbook.book import xlsx

MOST_BYTES = 1024**3
"""How many bytes of evidence a pack may hold: all of it is in memory while it is packed."""
_FOLDER = "evidence"
_README = """\
Evidence: {title}

index.csv, index.xlsx   each piece of evidence: what it shows, its file, its day, its hashes, where it is stated
evidence/               the files, under the paths that the index has
manifest.json           what it was made from, and the size and the SHA-256 of each file

`zonebook verify` holds the archive against its manifest. What the index calls missing is not in it; what it calls
changed is, and is not the file that was hashed when it was stated.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """What a pack is about: its title, its facts, and the checks and the measures whose evidence it holds."""

    title: str
    about: tuple[tuple[str, Cell], ...]
    checks: tuple[tuple[ResolvedSystem, tuple[Tested, ...]], ...]
    measures: tuple[EvidenceUse, ...] = ()


def evidence_pack(name: str, models: Path, out: Path, as_of: str) -> int:
    """Write the evidence of a system or an audit to an archive that does not exist yet; return the exit code.

    The code is that of a degraded build where a file is missing or changed: the index and the manifest name it.
    """
    try:
        shown = assembly.shown(models)
        assessment = assembly.load_and_assess(models, as_of, shown)
        subject = _subject(assessment, name)
        hashes = assessment.workspace.evidence
        uses = (*evidence_uses(subject.checks), *subject.measures)
        found = dict(_files(uses, hashes, models, shown))
        degraded = tuple(
            f"{each.evidence.path}: {each.fault}, named at {each.evidence.place}" for each in uses if each.fault
        )
        made_from = origin.made_from(assessment, models, shown)
        files = _pack(subject, uses, hashes, made_from) | found
        listed = manifest.manifest(files, degraded, made_from)
        raw = packed({**files, manifest.NAME: listed})
        rewriting.create(out, raw)
    except BrokenError as broken:
        return terminal.problems(broken.problems)
    except OSError as error:
        return terminal.refused(error)
    for each in degraded:
        terminal.talk(f"degraded: {each}")
    held = f"{many(len(uses), 'piece of evidence', 'pieces of evidence')}, {many(len(found), 'file')}"
    terminal.talk(f"{visible(str(out))}: {held}; sha256 {hashlib.sha256(raw).hexdigest()}")
    return terminal.DEGRADED if degraded else terminal.FINE


def _subject(assessment: Assessment, name: str) -> _Subject:
    """Return the system or the audit of a name; raise RefusedError where there is neither."""
    if name in assessment.systems:
        judged = assessment.systems[name]
        title = judged.resolved.system.system.title
        checks: tuple[Tested, ...] = (*judged.every_check, *user_checks(judged))
        return _Subject(
            title=title,
            about=(("System", title),),
            checks=((judged.resolved, checks),),
            measures=measure_uses(judged.resolved),
        )
    if name in assessment.audits:
        progress = assessment.audits[name]
        scope, framework = progress.audit.audit, progress.framework
        about: tuple[tuple[str, Cell], ...] = (
            ("Audit", scope.title),
            ("Framework", f"{framework.title}, version {framework.version}"),
            ("Period", f"{scope.period.from_} to {scope.period.to}"),
        )
        in_scope = tuple((judged.resolved, progress.of(judged)) for judged in assessment.systems.values())
        return _Subject(title=scope.title, about=about, checks=in_scope)
    hint = nearest(name, (*assessment.systems, *assessment.audits))
    raise RefusedError(
        f"there is no system or audit `{visible(cut(name))}`{f'; did you mean `{hint}`?' if hint else ''}"
    )


def _files(
    uses: tuple[EvidenceUse, ...], hashes: Mapping[str, str | None], models: Path, shown: str
) -> Iterator[tuple[str, bytes]]:
    """Yield each file of the repository that is evidence, by its path in the pack; raise OSError."""
    left = MOST_BYTES
    for path in sorted({each.evidence.path for each in uses}):
        hashed = hashes.get(path)
        if hashed is None:
            continue
        raw = evidence_files.content(path, models, shown, left)
        if hashlib.sha256(raw).hexdigest() != hashed:
            raise RefusedError(f"{path} changes while it is read; try again when it has been written")
        left -= len(raw)
        yield f"{_FOLDER}/{posixpath.normpath(path)}", raw


def _pack(
    subject: _Subject, uses: tuple[EvidenceUse, ...], hashes: Mapping[str, str | None], provenance: Provenance
) -> dict[str, str | bytes]:
    """Return the files that say what is in the pack."""
    sheet = evidence_sheet(f"Evidence: {subject.title}", uses, hashes)
    book = Workbook(title=sheet.title, about=subject.about, sheets=(sheet,))
    return {
        "README.txt": _README.format(title=subject.title),
        "index.csv": comma(sheet),
        "index.xlsx": xlsx(book, (sheet,), provenance),
    }
