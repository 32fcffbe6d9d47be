"""The dates: what ended last month, what is overdue, and what ends next."""

from collections.abc import Iterator
from datetime import date, timedelta

from zonebook.assess.assessment import Assessment
from zonebook.assess.planning.calendar import Dated, What, calendar
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Link, SourceRef, Text, Tone
from zonebook.document.page import Block, Download, Heading, Page, Prose, Row, Table
from zonebook.present import badges, hyperlinks, page_paths

SOON = 90
"""How many days ahead count as soon."""

_WHAT: dict[What, tuple[str, str]] = {
    "decision": ("decision ended", "decision ends"),
    "decision-review": ("review of a decision overdue", "decision to be looked at again"),
    "system-review": ("review of the system overdue", "system to be looked at again"),
    "assumption": ("assumption ended", "assumption ends"),
    "out-of-scope": ("in scope again", "out of scope no longer"),
    "planned": ("planned control overdue", "planned control due"),
    "evidence": ("evidence too old", "evidence to be renewed"),
    "reply": ("reply to an audit overdue", "reply to an audit due"),
    "lifecycle": ("kind of service closed or ended", "kind of service closes or ends"),
}
_LEAD = (
    "A decision or an assumption that has ended counts no more: its findings are open again. Evidence grows too old "
    "when the time is over in which its control is to be checked again."
)
_COLUMNS = ("What", "On", "About", "System", "Party", "Written in")


def dates(assessment: Assessment) -> Iterator[Page]:
    """Yield the page of dates of the organisation."""
    yield Page(
        path=page_paths.DATES,
        title="Dates",
        description="What expired last month, what is overdue, and what ends next, in every system.",
        blocks=tuple(_blocks(assessment)),
        section=(page_paths.ORGANISATION,),
        listed=True,
    )


def _blocks(assessment: Assessment) -> Iterator[Block]:
    found = calendar(judged.resolved for judged in assessment.systems.values())
    today = date.fromisoformat(assessment.as_of)
    this, last = _months(today)
    soon = (today + timedelta(days=SOON)).isoformat()
    parts = (
        (f"Expired last month ({_month(last)})", "last-month", [each for each in found if last <= each.on < this]),
        ("Expired this month", "this-month", [each for each in found if this <= each.on < assessment.as_of]),
        ("Expired before", "before", [each for each in found if each.on < last]),
        (f"In the next {SOON} days", "soon", [each for each in found if assessment.as_of <= each.on <= soon]),
        ("Later", "later", [each for each in found if each.on > soon]),
    )
    counts = [f"{len(rows)} {title[0].lower()}{title[1:]}" for title, _, rows in parts]
    yield Prose(paragraphs=((f"As of {assessment.as_of}: {', '.join(counts)}.",), (_LEAD,)))
    whole = _table(assessment, "dates", "Every date", found)
    yield Download(text="Every date (CSV)", path=f"{whole.name}.csv", table=whole)
    for title, anchor, rows in parts[:1]:
        yield from _part(assessment, title, anchor, rows)
    yield from _open_again(assessment)
    for title, anchor, rows in parts[1:]:
        yield from _part(assessment, title, anchor, rows)


def _part(assessment: Assessment, title: str, anchor: str, rows: list[Dated]) -> Iterator[Block]:
    yield Heading(text=title, anchor=anchor)
    yield _table(assessment, f"dates-{anchor}", title, rows) if rows else Prose(paragraphs=(("Nothing.",),))


def _open_again(assessment: Assessment) -> Iterator[Block]:
    """Yield the findings that are open again since the end of what was decided about them, by system."""
    yield Heading(text="Open again since a decision ended", anchor=page_paths.OPEN_AGAIN)
    rows = tuple(row for judged in assessment.systems.values() for row in _ended(judged))
    if not rows:
        yield Prose(paragraphs=(("Nothing.",),))
        return
    columns = ("Finding", "On", "System", "Risk now", "Decision", "Ended on", "Decided by")
    yield Table(name=page_paths.OPEN_AGAIN, title="Findings that are open again", columns=columns, rows=rows)


def _ended(judged: SystemAssessment) -> Iterator[Row]:
    """Yield a row for each finding whose decision has ended; the first has the address of the system's findings."""
    resolved = judged.resolved
    for number, each in enumerate(each for each in judged.findings if each.state == "expired"):
        decided: tuple[Text, Text, Text] = (("–",), ("–",), ("–",))
        if each.decision:
            link = Link(text=each.decision.id, to=page_paths.decision(judged.id, each.decision.id))
            decided = ((link,), (each.decision.until,), hyperlinks.party_text(resolved, each.decision.by))
        yield Row(
            id=f"{judged.id}-{each.threat.id}-{page_paths.anchor(each.element)}",
            also=() if number else (judged.id,),
            cells=(
                (Link(text=each.threat.title, to=page_paths.finding(resolved, each)),),
                (hyperlinks.subject_link(resolved, each.about, each.element),),
                (Link(text=resolved.system.system.title, to=page_paths.system_page(judged.id)),),
                (badges.level(each.risk.current.level),),
                *decided,
            ),
        )


def _months(today: date) -> tuple[str, str]:
    """Return the first days of this month and of the one before it."""
    this = today.replace(day=1)
    return this.isoformat(), (this - timedelta(days=1)).replace(day=1).isoformat()


def _month(day: str) -> str:
    return day[:7]


def _table(assessment: Assessment, name: str, title: str, found: tuple[Dated, ...] | list[Dated]) -> Table:
    return Table(name=name, title=title, columns=_COLUMNS, rows=tuple(_row(assessment, each) for each in found))


def _row(assessment: Assessment, each: Dated) -> Row:
    judged = assessment.systems.get(each.system) or next(iter(assessment.systems.values()))
    missed = each.on < assessment.as_of
    tone: Tone = "warning" if missed else "plain"
    of: Text = ("every system",)
    if each.system:
        of = (Link(text=judged.resolved.system.system.title, to=page_paths.system_page(each.system)),)
    return Row(
        id=f"{each.what}-{each.system or 'all'}-{page_paths.anchor(each.subject)}-{each.place.line}-{each.on}",
        cells=(
            (Badge(text=_WHAT[each.what][0 if missed else 1], tone=tone),),
            (each.on,),
            (_subject(assessment, each),),
            of,
            hyperlinks.party_text(judged.resolved, each.party),
            (SourceRef(place=each.place),),
        ),
    )


def _subject(assessment: Assessment, each: Dated) -> Link:
    catalogue = assessment.workspace.catalogue
    match each.what:
        case "decision" | "decision-review":
            return Link(text=each.subject, to=page_paths.decision(each.system, each.subject))
        case "system-review":
            judged = assessment.systems[each.system]
            return Link(text=judged.resolved.system.system.title, to=page_paths.system_page(each.system))
        case "assumption" | "out-of-scope":
            table = "assumptions" if each.what == "assumption" else "out-of-scope"
            return Link(text=each.subject, to=f"{page_paths.system_page(each.system)}#{table}-{each.subject}")
        case "reply":
            return Link(text=assessment.workspace.audits[each.subject].audit.title, to=page_paths.audit(each.subject))
        case "lifecycle":
            kind = catalogue.kinds[each.subject]
            return Link(text=kind.title, to=page_paths.place(kind))
        case _:
            title = hyperlinks.control_title(catalogue, each.subject)
            return Link(text=title, to=page_paths.control(catalogue, each.subject))
