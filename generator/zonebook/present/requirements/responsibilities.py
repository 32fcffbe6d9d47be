"""The responsibility matrix: for each requirement whether the provider, the entity or both answer for it, and how."""

from collections import Counter
from collections.abc import Iterator

from zonebook.assess.planning.framework_report import FrameworkReport, RequirementReport
from zonebook.document.inline import Badge, Link, Text
from zonebook.document.page import Row, Table
from zonebook.document.sheet import NARROW, Cell, Column, Sheet
from zonebook.model import vocabulary
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import Responsible
from zonebook.present import hyperlinks, page_paths
from zonebook.present.requirements import holders, words

LEAD = (
    "Who answers for a requirement follows from the layers of services that it is about, and from who has these layers "
    "here: it is shared where both have a part. What is about the organisation itself is the entity's. Whether a "
    "provider meets its part is for its own attestation to show."
)
_HOLDERS: tuple[tuple[Responsible, str], ...] = (("provider", "Provider"), ("customer", "Entity"), ("shared", "Shared"))
_MOST = 3
"""How many lines a row of the page has; the sheet has more."""
_MOST_OF_SHEET = 60
"""How many lines a cell of the sheet has, so that a spreadsheet can hold it."""
_THEIRS = frozenset(("provider", "shared"))
_TITLE = "Responsibility matrix"
_COLUMNS = (
    Column(id="requirement", title="Requirement", width=NARROW),
    Column(id="title", title="Title", width=36),
    *(Column(id=holder, title=title, type="integer", width=NARROW) for holder, title in _HOLDERS),
    Column(id="responsible", title="Responsibility", width=NARROW),
    Column(id="providers", title="Providers", type="list"),
    Column(id="parties", title="Parties of ours", type="list"),
    Column(id="how", title="How", type="list", width=80),
    Column(id="status", title="Status"),
)


def answer(report: FrameworkReport) -> str:
    """Return how many requirements each answers for, and of how many that is not stated."""
    counts = Counter(each.responsible for each in report.requirements)
    return (
        f"Of {words.many(len(report.requirements), 'requirement')}, {counts['provider']} are the provider's, "
        f"{counts['customer']} are ours, {counts['shared']} are shared, and of {counts[None]} it is not stated."
    )


def table(report: FrameworkReport) -> Table:
    """Return the matrix as it stands on a page."""
    columns = ("Requirement", *(title for _, title in _HOLDERS), "How", "Status")
    rows = tuple(_row(report, each) for each in report.requirements)
    return Table(name="responsibilities", title=_TITLE, columns=columns, rows=rows)


def _row(report: FrameworkReport, found: RequirementReport) -> Row:
    link = Link(text=found.id, to=page_paths.requirement(report.framework.id, found.id))
    return Row(
        id=page_paths.requirement_anchor(found.id),
        cells=(
            (link, f" {found.requirement.title}") if found.requirement.title else (link,),
            *(((Badge(text="yes", tone=holder),) if found.responsible == holder else ("–",)) for holder, _ in _HOLDERS),
            _how(report, found),
            (words.status(found),),
        ),
    )


def _how(report: FrameworkReport, found: RequirementReport) -> Text:
    """Return why that side answers, the layers, and the first duties; or why it is not stated."""
    lines = tuple(how(report.judged.resolved, found))
    shown = " ".join(lines[:_MOST])
    if len(lines) <= _MOST:
        return (shown,)
    more = words.many(len(lines) - _MOST, "more duty", "more duties")
    return shown, " ", Link(text=more, to=page_paths.system_page(report.judged.id, "responsibility"))


def how(resolved: ResolvedSystem, found: RequirementReport) -> Iterator[str]:
    """Yield why that side answers, who has each layer, then each duty in words; or why it is not stated."""
    yield f"{'' if found.responsible else 'Not stated: '}{holders.why(found.answering)}"
    if found.answering.duties:
        yield f"{', '.join(holders.layers(found.answering))}."
        yield from holders.parts(resolved, found.answering)


def sheet(report: FrameworkReport) -> Sheet:
    """Return the matrix with the number of checks of each, and every duty."""
    rows = tuple(_cells(report.judged.resolved, each) for each in report.requirements)
    title = f"{_TITLE}: {report.framework.title}"
    return Sheet(name="Responsibilities", title=title, lead=LEAD, columns=_COLUMNS, rows=rows)


def _cells(resolved: ResolvedSystem, found: RequirementReport) -> tuple[Cell, ...]:
    duties, counts = found.answering.duties, found.answering.holders
    theirs = dict.fromkeys(holders.provider_name(resolved, each) for each in duties if each.holder in _THEIRS)
    ours = {each.party for each in duties if each.party and each.holder in {"customer", "shared"}}
    lines = tuple(how(resolved, found))
    more = (words.many(len(lines) - _MOST_OF_SHEET, "more duty", "more duties"),) if len(lines) > _MOST_OF_SHEET else ()
    return (
        found.id,
        found.requirement.title or None,
        *(counts.get(holder, 0) for holder, _ in _HOLDERS),
        holders.word(found.answering),
        tuple(theirs) or None,
        tuple(sorted(hyperlinks.party(resolved, each) for each in ours)) or None,
        lines[:_MOST_OF_SHEET] + more,
        vocabulary.words(found.status),
    )
