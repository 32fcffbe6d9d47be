"""The tables of an audit: what failed, what contradicts a claim, every result, and what is left to test."""

from collections.abc import Iterable, Iterator

from zonebook.assess.planning.audits import AuditedCheck, AuditProgress
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Code, Link, SourceRef, Text
from zonebook.document.page import Block, Download, Heading, Prose, Row, Table
from zonebook.document.weight import MOST_ELEMENTS, fitting
from zonebook.present import badges, grounds, hyperlinks, page_paths
from zonebook.present.audits import results, user_controls

_OF_FAILED = ("Sample", "Reason", "Advice", "Reply", "Action by", "Counts as", "Written in")
_OF_RESULT = (
    "Sample", "Reason", "Method", "Tested by", "Reviewed by", "Reviewed on", "Comment", "Fingerprint", "Written in",
)  # fmt: skip
MOST_LEFT = MOST_ELEMENTS * 2 // 3
"""How many elements the page spends on what is left to test; the download has all of it."""
_OLDER = Badge(text="tested against an older text", tone="warning")


def failed(each: AuditProgress) -> Iterator[Block]:
    """Yield what failed with the auditor's words and the owner's reply; what is overdue is marked."""
    if not each.shortfalls:
        yield Prose(paragraphs=(("No control that was tested failed.",),))
        return
    columns = (
        "Check", "System", "Result", "Severity", "Sample", "Reason", "Advice", "Reply", "Action by", "Due", "Counts as",
        "Written in",
    )  # fmt: skip
    rows = tuple(_failure(check) for check in each.shortfalls)
    yield Download(text="Exceptions (CSV)", path=f"audits/{each.audit.id}-exceptions.csv")
    yield Table(name=f"{each.audit.id}-exceptions", title="Exceptions", columns=columns, rows=rows, folded=_OF_FAILED)


def _failure(each: AuditedCheck) -> Row:
    result = each.result
    resolved = each.judged.resolved
    late = bool(result.due) and result.due < resolved.as_of
    due: Text = (Badge(text="overdue", tone="warning"), f" since {result.due}") if late else badges.words(result.due)
    return Row(
        id=_id(each),
        cells=(
            _check(each),
            (_system(each.judged),),
            (results.outcome(result.result),),
            (badges.level(result.severity),) if result.severity else ("–",),
            badges.words(results.sample(result)),
            badges.words(result.reason),
            badges.words(result.advice),
            badges.words(result.reply),
            hyperlinks.party_text(resolved, result.action_by),
            due,
            (badges.control_status(each.check.standing.status),),
            (SourceRef(place=result.place),),
        ),
    )


def _id(each: AuditedCheck) -> str:
    return f"{each.judged.id}-{page_paths.anchor(each.check.id)}"


def _check(each: AuditedCheck) -> Text:
    """Return a check: its control and its element, both linked."""
    resolved = each.judged.resolved
    return (
        hyperlinks.control_link(resolved, each.check.control.id),
        " on ",
        hyperlinks.subject_link(resolved, each.check.about, each.check.element),
    )


def _system(judged: SystemAssessment) -> Link:
    return Link(text=judged.resolved.system.system.title, to=page_paths.system_page(judged.id))


def contradictions(each: AuditProgress) -> Iterator[Block]:
    """Yield what is concluded otherwise than claimed, with what the claim rests on and what counts."""
    if not each.contradictions:
        yield Prose(paragraphs=(("No conclusion differs from what is claimed.",),))
        return
    rows = tuple(
        Row(
            id=_id(check),
            cells=(
                _check(check),
                (_system(check.judged),),
                (check.contradiction,),
                grounds.rests_on(check.judged.resolved, check.check.standing.claim),
                (badges.control_status(check.check.standing.status),),
                (
                    SourceRef(
                        place=check.check.standing.place if check.check.standing.place.path else check.check.place
                    ),
                ),
            ),
        )
        for check in each.contradictions
    )
    columns = ("Check", "System", "How they differ", "The claim rests on", "Counts as", "Claimed in")
    yield Table(name=f"{each.audit.id}-contradictions", title="Contradictions", columns=columns, rows=rows)


def tested(each: AuditProgress, found: Iterable[AuditedCheck]) -> Iterator[Block]:
    """Yield the results of these checks, notes without a conclusion included, as a table with its download."""
    rows = tuple(_result(check) for check in found)
    if not rows:
        yield Prose(paragraphs=(("Nothing is tested yet.",),))
        return
    columns = (
        "Check", "System", "Requirements", "Claimed", "Result", "Sample", "Reason", "Method", "Tested by", "Tested on",
        "Reviewed by", "Reviewed on", "Comment", "Fingerprint", "Written in",
    )  # fmt: skip
    yield Download(text="Results (CSV)", path=f"audits/{each.audit.id}-results.csv")
    yield Table(name=f"{each.audit.id}-results", title="Results", columns=columns, rows=rows, folded=_OF_RESULT)


def _result(each: AuditedCheck) -> Row:
    result = each.result
    older: Text = (" ", _OLDER) if each.older_text else ()
    return Row(
        id=_id(each),
        cells=(
            _check(each),
            (_system(each.judged),),
            (", ".join(each.requirements),),
            (badges.control_status(each.check.standing.claim.status),),
            (results.outcome(result.result), *older),
            badges.words(results.sample(result)),
            badges.words(result.reason),
            badges.words(", ".join(result.method)),
            badges.words(result.tested_by),
            badges.words(result.tested_on),
            badges.words(result.reviewed_by),
            badges.words(result.reviewed_on),
            badges.words(result.comment),
            (Code(text=result.fingerprint),) if result.fingerprint else ("–",),
            (SourceRef(place=result.place),),
        ),
    )


def left(each: AuditProgress, found: Iterable[AuditedCheck]) -> Iterator[Block]:
    """Yield these checks as what is left to test, with what an auditor plans by, as a table with its download."""
    rows = tuple(_untested(check) for check in found)
    if not rows:
        yield Prose(paragraphs=(("Nothing is left.",),))
        return
    columns = ("Check", "System", "Requirements", "Claimed", "Rests on", "Runs", "Population", "Party")
    table = Table(
        name=f"{each.audit.id}-left", title="Left to test", columns=columns, rows=rows, folded=("Runs", "Population")
    )
    yield Download(text="Left to test (CSV)", path=f"audits/{table.name}.csv", table=table)
    yield fitting(table, MOST_LEFT)


def _untested(each: AuditedCheck) -> Row:
    resolved, check = each.judged.resolved, each.check
    return Row(
        id=_id(each),
        cells=(
            _check(each),
            (_system(each.judged),),
            (", ".join(each.requirements),),
            (badges.control_status(check.standing.status),),
            grounds.rests_on(resolved, check.standing),
            badges.operations(check.control.runs),
            badges.words(check.control.population),
            hyperlinks.party_text(resolved, check.party),
        ),
    )


def reports(each: AuditProgress) -> Iterator[Block]:
    """Yield the reports about providers that checks in scope rest on, with the days of the period they leave open."""
    if not each.reports:
        return
    rows = tuple(
        Row(
            id=relied.report.id,
            cells=(
                (grounds.report_link(relied.report),),
                badges.words(relied.report.opinion),
                (str(relied.checks),),
                _gap(relied.before),
                _gap(relied.after),
                badges.words("\n".join(relied.report.exceptions)),
                badges.words("; ".join(relied.report.carved_out)),
                (str(len(relied.report.user_controls)),),
            ),
        )
        for relied in each.reports
    )
    columns = (
        "Report", "Opinion", "Checks that rest on it", "Open before", "Open after", "Exceptions", "Left out",
        "Expected of us",
    )  # fmt: skip
    lead = "A report says nothing of the days of the period that it does not cover."
    yield Heading(text="Reports about providers", anchor="reports")
    yield Download(text="Reports about providers (CSV)", path=f"audits/{each.audit.id}-reports.csv")
    yield Table(name=f"{each.audit.id}-reports", title="Reports about providers", lead=lead, columns=columns, rows=rows)


def _gap(days: tuple[str, str] | None) -> Text:
    return (Badge(text=f"{days[0]} to {days[1]}", tone="warning"),) if days else ("–",)


def expected(each: AuditProgress) -> Iterator[Block]:
    """Yield what these reports expect of us, with what was concluded; nothing where they name nothing."""
    found = tuple((one.judged, one.check) for one in each.user_controls)
    if found:
        name = f"{each.audit.id}-{user_controls.NAME}"
        tested = sum(1 for one in each.user_controls if one.result.tested)
        yield Heading(text=user_controls.title(len(found)), anchor=user_controls.NAME)
        yield Prose(paragraphs=((f"{tested} of {len(found)} are tested.",),))
        yield Download(text="What the reports expect of us (CSV)", path=f"audits/{name}.csv")
        yield user_controls.table(found, name)


def apart(each: AuditProgress) -> Iterator[Block]:
    """Yield the results about checks that are not in scope, or no longer there; they are kept and do not count here."""
    if not each.apart:
        return
    rows = tuple(
        Row(
            id=f"{apart.judged.id}-{page_paths.anchor(apart.check)}",
            cells=(
                (Code(text=apart.check),),
                (_system(apart.judged),),
                ("not in scope" if apart.known else "no longer in the model",),
                (results.outcome(apart.result.result),),
                badges.words(apart.result.tested_on),
                (SourceRef(place=apart.result.place),),
            ),
        )
        for apart in each.apart
    )
    yield Heading(text=f"Results about other checks ({len(rows)})", anchor="apart")
    columns = ("Check", "System", "Why", "Result", "Tested on", "Written in")
    yield Table(name=f"{each.audit.id}-apart", title="Results about other checks", columns=columns, rows=rows)
