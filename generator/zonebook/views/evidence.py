"""The evidence of a system: what shows which control, by control and by audit, and what became of its files."""

from collections.abc import Iterable, Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.planning.evidence_list import EvidenceUse, Tested, evidence_uses, measure_uses
from zonebook.assess.planning.user_controls import UserCheck, user_checks
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, ExternalLink, Inline, SourceRef, Text, spelt
from zonebook.document.page import Block, Download, Heading, Notice, Page, Prose, Row, Table
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, grounds, hyperlinks, page_paths
from zonebook.present.audits import results
from zonebook.present.downloads.evidence_sheet import STATES, evidence_sheet
from zonebook.present.requirements.words import many

_COLUMNS = ("Evidence", "Control", "Shows", "State", "Rests on", "Day", "Due again", "SHA-256 stated", "Written in")
_FOLDED = ("Due again", "SHA-256 stated", "Written in")
_PACK = (
    "`zonebook export evidence-pack` packs the files, their index and their hashes into one archive, for an examiner "
    "who does not see the repository."
)
_NONE = "No statement of this system names evidence: what is met is claimed, or shown by a setting."


def evidence(assessment: Assessment) -> Iterator[Page]:
    """Yield the page of evidence of each system."""
    for judged in assessment.systems.values():
        title = judged.resolved.system.system.title
        yield Page(
            path=page_paths.evidence(judged.id),
            title="Evidence",
            description=f"What shows which control of {title}, by control and by audit.",
            blocks=tuple(_blocks(assessment, judged)),
            section=(title,),
            listed=True,
        )


def _blocks(assessment: Assessment, judged: SystemAssessment) -> Iterator[Block]:
    examined = evidence_uses([(judged.resolved, (*judged.every_check, *user_checks(judged)))])
    uses = (*examined, *measure_uses(judged.resolved))
    if not uses:
        yield Notice(title="No evidence", text=(_NONE,), tone="not-stated")
        return
    faults = sum(1 for each in uses if each.fault)
    lost = f" The files of {faults} are missing or changed: these do not count." if faults else ""
    yield Prose(paragraphs=((f"{many(len(uses), 'piece of evidence', 'pieces of evidence')}.{lost}",), spelt(_PACK)))
    yield Heading(text="By control", anchor="by-control")
    whole = evidence_sheet("Evidence by control", uses, judged.resolved.evidence)
    yield Download(text="Evidence (CSV)", path=page_paths.beside(judged.id, "evidence.csv"), table=whole)
    yield _table(judged, "evidence", "Evidence by control", uses)
    for each in assessment.audits.values():
        checks = each.of(judged)
        if checks:
            scope = each.audit.audit
            yield Heading(text=f"For {scope.title}", anchor=f"for-{each.audit.id}")
            used = evidence_uses([(judged.resolved, checks)])
            shown = {check.id for use in used for check in use.checks}
            held = many(len(used), "piece of evidence", "pieces of evidence")
            words = f"{held} for {len(shown)} of {len(checks)} checks in scope: "
            yield Prose(paragraphs=((words, results.audit_link(each.audit), "."),))
            yield _table(judged, f"evidence-{each.audit.id}", f"Evidence for {scope.title}", used)


def _table(judged: SystemAssessment, name: str, title: str, uses: Iterable[EvidenceUse]) -> Table:
    rows = tuple(_row(judged, number, each) for number, each in enumerate(uses, 1))
    return Table(name=name, title=title, columns=_COLUMNS, rows=rows, folded=_FOLDED)


def _row(judged: SystemAssessment, number: int, use: EvidenceUse) -> Row:
    said, resolved = use.evidence, judged.resolved
    subjects = tuple((_subject(resolved, each),) for each in use.checks)
    rests = dict.fromkeys(each.standing.claim.ground for each in use.checks)
    title: Text = (ExternalLink(text=said.title, url=said.url),) if said.url else (said.title,)
    return Row(
        id=f"{page_paths.anchor(use.name)}-{number}",
        cells=(
            title,
            (use.name if use.report else hyperlinks.control_link(resolved, use.name),),
            badges.spread(subjects),
            (Badge(text=STATES[use.file], tone="warning" if use.fault else "plain"),),
            badges.spread(tuple((grounds.badge(each),) for each in rests if each)),
            badges.words(said.on),
            badges.words(use.due),
            badges.words(said.sha256),
            (SourceRef(place=said.place),),
        ),
    )


def _subject(resolved: ResolvedSystem, check: Tested) -> Inline:
    """Return the link to what a piece of evidence shows something of: an element, or a report."""
    if isinstance(check, UserCheck):
        return grounds.report_link(check.report)
    return hyperlinks.subject_link(resolved, check.about, check.element)
