"""The audits: what each is about, how far it is, what failed, what contradicts a claim, and what is left to test."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.planning.audits import AuditedCheck, AuditProgress
from zonebook.document.inline import Link, SourceRef, Text
from zonebook.document.page import Block, Download, Facts, Heading, Notice, Page, Prose, Row, Table
from zonebook.model.audits.audit import UNTESTED, Audit
from zonebook.present import badges, hyperlinks, page_paths
from zonebook.present.audits import results, tables
from zonebook.present.downloads.audit_book import audit_download

_LEAD = (
    "An audit edits no model: what is claimed and what was concluded stand side by side. A control that failed its "
    "test counts as what the test left of it, until evidence of a later day is named or a later test is passed."
)
_NONE = "An audit is a file of models/audits/: its scope, its period, and the result of each check."


def audits(assessment: Assessment) -> Iterator[Page]:
    """Yield the list of audits, and a page for each."""
    yield Page(
        path=page_paths.AUDITS,
        title="Audits",
        description="Every audit: its scope and period, how much of it is tested, and what failed.",
        blocks=tuple(_list(assessment)),
        section=(page_paths.ORGANISATION,),
        listed=True,
    )
    for each in assessment.audits.values():
        yield Page(
            path=page_paths.audit(each.audit.id),
            title=each.audit.audit.title,
            description=f"Scope, progress, exceptions and results: {each.audit.audit.title}.",
            blocks=tuple(_blocks(assessment, each)),
            section=(page_paths.ORGANISATION,),
            listed=True,
        )


def _list(assessment: Assessment) -> Iterator[Block]:
    found = tuple(assessment.audits.values())
    if not found:
        yield Notice(title="No audit yet", text=(_NONE,))
        return
    short = sum(len(each.shortfalls) for each in found)
    yield Prose(paragraphs=((f"{_many(len(found), 'audit')}, {_many(short, 'exception')}.",), (_LEAD,)))
    columns = (
        "Audit", "Framework", "Baseline", "From", "To", "Checks", "Tested", "Failed", "Contradictions", "Written in",
    )  # fmt: skip
    figures = ("Checks", "Tested", "Failed", "Contradictions")
    yield Download(text="Audits (CSV)", path="audits/audits.csv")
    yield Table(name="audits", title="Audits", columns=columns, rows=tuple(map(_audit, found)), totals=figures)


def _many(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _audit(each: AuditProgress) -> Row:
    scope = each.audit.audit
    return Row(
        id=each.audit.id,
        cells=(
            (results.audit_link(each.audit),),
            _framework(each),
            badges.words(scope.baseline),
            (scope.period.from_,),
            (scope.period.to,),
            (str(len(each.checks)),),
            (str(each.tested),),
            (str(len(each.shortfalls)),),
            (str(len(each.contradictions)),),
            (SourceRef(place=each.audit.place),),
        ),
    )


def _framework(each: AuditProgress) -> Text:
    title, version = each.framework.title, each.framework.version
    return (Link(text=title, to=page_paths.entry("frameworks", each.framework.id)), f", {version}")


def _blocks(assessment: Assessment, each: AuditProgress) -> Iterator[Block]:
    yield Prose(paragraphs=((_answer(each),), (_LEAD,)))
    yield from _outweighed(each)
    yield audit_download(assessment, each)
    yield Facts(pairs=tuple(_scope(assessment, each)))
    yield Heading(text="Exceptions", anchor="exceptions")
    yield from tables.failed(each)
    yield Heading(text="Contradictions", anchor="contradictions")
    yield from tables.contradictions(each)
    yield Heading(text="Requirements", anchor="requirements")
    yield from _requirements(each)
    yield from tables.reports(each)
    yield from tables.expected(each)
    tested = tuple(check for check in each.checks if check.said)
    yield Heading(text=f"Results ({len(tested)})", anchor="results", searched=False)
    yield from tables.tested(each, tested)
    left = tuple(check for check in each.checks if check.outcome == UNTESTED)
    yield Heading(text=f"Left to test ({len(left)})", anchor="left", searched=False)
    yield from tables.left(each, left)
    yield from tables.apart(each)


def _answer(each: AuditProgress) -> str:
    older = sum(1 for check in each.checks if check.older_text)
    told = f" {older} of them tested against an older text." if older else ""
    counts = results.counted(each.counts)
    return f"Of {_many(len(each.checks), 'check')} in scope, {each.tested} are tested: {counts}.{told}"


def _outweighed(each: AuditProgress) -> Iterator[Block]:
    """Yield a notice where tests of this audit weaken what is claimed."""
    found = [check for check in each.checks if _refuted(each.audit, check)]
    if found:
        names = ", ".join(check.check.id for check in found)
        text = f"These controls count less than is claimed, and the risks that they answer more: {names}."
        yield Notice(title=f"{_many(len(found), 'claim')} outweighed by a test", text=(text,), tone="warning")


def _refuted(audit: Audit, each: AuditedCheck) -> bool:
    origin = each.check.standing.origin
    return origin.level == "audit" and origin.id == audit.id


def _scope(assessment: Assessment, each: AuditProgress) -> Iterator[tuple[str, Text]]:
    scope, workspace = each.audit.audit, assessment.workspace
    resolved = next(iter(assessment.systems.values())).resolved
    yield "Framework", (*_framework(each), f", baseline {scope.baseline}" if scope.baseline else "")
    yield "Period", (f"{scope.period.from_} to {scope.period.to}; as of {assessment.as_of}",)
    systems = scope.systems or tuple(workspace.systems)
    yield "Systems", badges.spread(tuple((_system(assessment, name),) for name in systems))
    for title, names in (("Zones", scope.zones), ("Services", scope.services), ("Parties", scope.parties)):
        if names:
            yield title, badges.codes(names)
    if scope.lead:
        yield "Led by", hyperlinks.party_text(resolved, scope.lead)
    if scope.auditors:
        yield "Auditors", badges.spread(tuple(hyperlinks.party_text(resolved, name) for name in scope.auditors))
    if scope.summary:
        yield "About", (scope.summary,)
    yield "Written in", (SourceRef(place=each.audit.place),)


def _system(assessment: Assessment, name: str) -> Link:
    return Link(text=assessment.systems[name].resolved.system.system.title, to=page_paths.system_page(name))


def _requirements(each: AuditProgress) -> Iterator[Block]:
    found: dict[str, list[AuditedCheck]] = {}
    for check in each.checks:
        for id_ in check.requirements:
            found.setdefault(id_, []).append(check)
    rows = tuple(_requirement(each, id_, found[id_]) for id_ in each.framework.requirements if id_ in found)
    columns = ("Requirement", "Title", "Checks", "Tested", "Effective", "Failed")
    yield Download(text="Requirements (CSV)", path=page_paths.audit_requirements(each.audit.id))
    yield Table(
        name=f"{each.audit.id}-requirements",
        title="Requirements",
        lead="A check that serves several requirements is counted for each.",
        columns=columns,
        rows=rows,
    )


def _requirement(each: AuditProgress, id_: str, checks: list[AuditedCheck]) -> Row:
    counts = (
        len(checks),
        sum(check.outcome != UNTESTED for check in checks),
        sum(check.outcome == "effective" for check in checks),
        sum(check.short for check in checks),
    )
    link = Link(text=id_, to=page_paths.requirement(each.framework.id, id_))
    title = badges.words(each.framework.requirements[id_].title)
    return Row(id=page_paths.requirement_anchor(id_), cells=((link,), title, *((str(many),) for many in counts)))
