"""The statement of applicability: for each control of the framework whether it applies, why, and how it is met."""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from zonebook.assess.planning.framework_report import FrameworkReport, RequirementReport
from zonebook.document.inline import Badge, Link, Text
from zonebook.document.page import Row, Table
from zonebook.document.sheet import NARROW, WIDE, Cell, Column, Sheet
from zonebook.model import vocabulary
from zonebook.present import badges, hyperlinks, page_paths
from zonebook.present.requirements import holders, words

Applicable = Literal["yes", "no", "not-stated"]
LEAD = (
    "A control applies where a check of ours answers it. It is left out only where each of these checks is stated as "
    "not applicable, with the reason. What nothing here answers is not stated: that is no exclusion, and the "
    "organisation says outside of this model whether it applies."
)
_MOST = 1
"""How many documents and owners a row of the page names, so that it is not wider than the page; the sheet names all."""
_TITLE = "Statement of applicability"
_COLUMNS = (
    Column(id="control", title="Control", width=NARROW),
    Column(id="title", title="Title", width=36),
    Column(id="applicable", title="Applicable", width=NARROW),
    Column(id="why", title="Why", type="list", width=WIDE),
    Column(id="responsible", title="Responsibility", width=NARROW),
    Column(id="implemented", title="Implemented", width=NARROW),
    Column(id="documents", title="Documents and evidence", type="list", width=WIDE),
    Column(id="owners", title="Owners", type="list"),
    Column(id="reviewed_on", title="Reviewed", type="date", width=NARROW),
)


def applicable(found: RequirementReport) -> Applicable:
    """Return whether a control of the framework applies; not stated where nothing of the system is checked for it."""
    if not found.checks:
        return "not-stated"
    return "no" if found.status == "not-applicable" else "yes"


def answer(report: FrameworkReport) -> str:
    """Return how many controls apply, are left out and are not stated, and how many are implemented."""
    counts = Counter(applicable(each) for each in report.requirements)
    whole = sum(1 for each in report.requirements if applicable(each) == "yes" and each.standing == "settled")
    return (
        f"Of {words.many(len(report.requirements), 'control')}, {counts['yes']} apply, {counts['no']} are left out, "
        f"and of {counts['not-stated']} it is not stated. {whole} of those that apply are wholly implemented."
    )


def why(found: RequirementReport) -> tuple[str, ...]:
    """Return why a control applies, why it is left out, or why neither is stated."""
    match applicable(found):
        case "not-stated":
            return (words.unchecked(found),)
        case "no":
            return tuple(dict.fromkeys(check.standing.because for check in found.checks if check.standing.because))
        case "yes":
            controls = len({check.control.id for check in found.checks})
            elements = len({(check.about, check.element) for check in found.checks})
            applies = f"{words.many(controls, 'control')} on {words.many(elements, 'element')}"
            return (f"{applies}, {words.many(found.risks, 'risk')}",)


def table(report: FrameworkReport) -> Table:
    """Return the statement as it stands on a page."""
    columns = ("Control", "Applicable", "Why", "Implemented", "Responsibility, owner", "Documents, newest review")
    rows = tuple(_row(report, each) for each in report.requirements)
    return Table(name="applicability", title=_TITLE, columns=columns, rows=rows)


def _row(report: FrameworkReport, found: RequirementReport) -> Row:
    answered = applicable(found)
    link = Link(text=found.id, to=page_paths.requirement(report.framework.id, found.id))
    return Row(
        id=page_paths.requirement_anchor(found.id),
        cells=(
            (link, f" {found.requirement.title}") if found.requirement.title else (link,),
            (Badge(text=vocabulary.words(answered), tone=answered),),
            badges.words("; ".join(why(found))),
            (words.status(found),) if answered == "yes" else ("–",),
            (*badges.responsible(found.responsible), " ", *_owners(report, found)),
            (*_documents(report, found), f"; {found.reviewed_on}") if found.reviewed_on else _documents(report, found),
        ),
    )


def _documents(report: FrameworkReport, found: RequirementReport) -> Text:
    """Return the first documents, and how many there are besides, on the page of the evidence."""
    titles = tuple((each,) for each in _titles(found))
    if len(titles) <= _MOST:
        return badges.spread(titles)
    more = Link(text=f"{len(titles) - _MOST} more", to=page_paths.evidence(report.judged.id))
    return (*badges.spread(titles[:_MOST]), ", and ", more)


def _titles(found: RequirementReport) -> Iterator[str]:
    yield from dict.fromkeys(each.title or each.file or each.url for each in found.evidence)


def _owners(report: FrameworkReport, found: RequirementReport) -> Text:
    """Return those who answer for the most checks, and how many there are besides; a dash where nothing is checked."""
    if not found.checks:
        return ("–",)
    owners = [party for party, _ in Counter(check.party for check in found.checks).most_common()]
    resolved = report.judged.resolved
    shown = badges.spread(tuple(hyperlinks.party_text(resolved, each) for each in owners[:_MOST]))
    return (*shown, f", and {len(owners) - _MOST} more") if len(owners) > _MOST else shown


def sheet(report: FrameworkReport) -> Sheet:
    """Return the statement with every document and owner."""
    rows = tuple(_cells(report, each) for each in report.requirements)
    title = f"{_TITLE}: {report.framework.title}"
    return Sheet(name="Applicability", title=title, lead=LEAD, columns=_COLUMNS, rows=rows)


def _cells(report: FrameworkReport, found: RequirementReport) -> tuple[Cell, ...]:
    answered = applicable(found)
    owners = dict.fromkeys(hyperlinks.party(report.judged.resolved, check.party) for check in found.checks)
    return (
        found.id,
        found.requirement.title or None,
        vocabulary.words(answered),
        why(found) or None,
        holders.word(found.answering),
        vocabulary.words(found.status) if answered == "yes" else None,
        tuple(_titles(found)) or None,
        tuple(owners) or None,
        words.day(found.reviewed_on),
    )
