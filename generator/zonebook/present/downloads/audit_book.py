"""The workbook of an audit: each check in its scope, and what reports expect of us, with their results."""

from collections.abc import Iterator
from datetime import date

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.checklist_values import values
from zonebook.assess.planning.audits import AuditedCheck, AuditedUserControl, AuditProgress
from zonebook.assess.planning.user_controls import as_check
from zonebook.document.page import Download
from zonebook.document.sheet import Cell, OfferedTable, Sheet, Workbook
from zonebook.present import page_paths
from zonebook.present.downloads.checklist_books import INSTRUCTIONS, form, only, required
from zonebook.present.downloads.system_book import glossary, whole


def audit_download(assessment: Assessment, progress: AuditProgress) -> Download:
    """Return the download of an audit's workbook."""
    scope = progress.audit.audit
    path = page_paths.audit_book(progress.audit.id)
    return Download(text=f"{scope.title} (XLSX)", path=path, book=audit_book(assessment, progress))


def audit_book(assessment: Assessment, progress: AuditProgress) -> Workbook:
    """Return the workbook of an audit; its checks are sorted by system and id, so that two of them compare."""
    scope, framework = progress.audit.audit, progress.framework
    named = required(framework, scope.baseline)
    found: tuple[AuditedCheck | AuditedUserControl, ...] = (*progress.checks, *progress.user_controls)
    checks = sorted(found, key=lambda each: (each.judged.id, each.check.id))
    rows = (only(_row(each, framework.id), named) for each in checks)
    properties = {"audit": progress.audit.id, "framework": framework.id, "baseline": scope.baseline}
    systems = sorted({each.judged.id for each in checks})
    if len(systems) == 1:
        properties["system"] = systems[0]
    return Workbook(
        title=scope.title,
        about=tuple(_about(assessment, progress, systems)),
        sheets=(form(scope.title, rows), *_behind(assessment, progress, systems)),
        instructions=INSTRUCTIONS,
        properties={name: value for name, value in properties.items() if value},
    )


def _row(each: AuditedCheck | AuditedUserControl, framework: str) -> tuple[Cell, ...]:
    resolved, result = each.judged.resolved, each.result if each.result.place.path else None
    if isinstance(each, AuditedCheck):
        return tuple(values(each.check, resolved, result, frameworks=(framework,)).values())
    found = values(as_check(each.check, resolved), resolved, result)
    ours = found["confidence"] if each.check.expected.control else None
    return tuple({**found, "about": "report", "report": each.check.report.title, "confidence": ours}.values())


def _about(assessment: Assessment, progress: AuditProgress, systems: list[str]) -> Iterator[tuple[str, Cell]]:
    scope, framework = progress.audit.audit, progress.framework
    yield "Audit", scope.title
    yield "Framework", f"{framework.title}, version {framework.version}"
    if scope.baseline:
        yield "Baseline", scope.baseline
    yield "Period from", date.fromisoformat(scope.period.from_)
    yield "Period to", date.fromisoformat(scope.period.to)
    yield "Systems", tuple(assessment.systems[name].resolved.system.system.title for name in systems)
    for title, names in (("Zones", scope.zones), ("Services", scope.services), ("Parties", scope.parties)):
        if names:
            yield title, names
    if scope.lead:
        yield "Led by", scope.lead
    if scope.auditors:
        yield "Auditors", scope.auditors


def _behind(assessment: Assessment, progress: AuditProgress, systems: list[str]) -> tuple[Sheet | OfferedTable, ...]:
    """Return what stands behind the checks: all that is known of a system where it is one, its own workbook else."""
    requirements = OfferedTable(name="Requirements", path=page_paths.audit_requirements(progress.audit.id))
    if len(systems) == 1:
        return (requirements, *whole(assessment, systems[0]))
    return requirements, glossary(assessment.workspace.catalogue.glossary.values())
