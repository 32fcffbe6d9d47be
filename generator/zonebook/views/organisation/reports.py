"""The reports about providers: which are named, what is inherited with each, and what is inherited without any."""

from collections.abc import Iterator, Mapping

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.grounds import relied_on
from zonebook.assess.planning.user_controls import user_checks
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Code, ExternalLink, Inline, Link, SourceRef, Text, Tone
from zonebook.document.page import Block, Download, Heading, Notice, Page, Prose, Row, Table
from zonebook.model import vocabulary
from zonebook.model.audits.report import WITHHELD, Report
from zonebook.present import badges, catalogue_entry, grounds, hyperlinks, page_paths
from zonebook.present.audits import user_controls
from zonebook.values.record import dataclass

_TYPES: Mapping[str, str] = {
    "soc-1": "SOC 1",
    "soc-2": "SOC 2",
    "soc-3": "SOC 3",
    "iso-27001": "ISO/IEC 27001 certificate",
    "pci-aoc": "PCI DSS attestation of compliance",
    "c5": "C5",
    "other": "other",
}
_LEAD = (
    "A control that is inherited is the provider's to meet. It rests on the newest report that is about that provider, "
    "covers the kind of service, and is relied on that day. A report on a past period is relied on until a year after "
    "its last day, a certificate until its last day."
)
_NONE = "An organisation names the reports that it has read under reports: in organisation.yaml."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Inherited:
    """A control that is inherited, and the system that inherits it."""

    judged: SystemAssessment
    check: Check

    @property
    def report(self) -> str:
        """The id of the report that it rests on; empty where none is named."""
        return self.check.standing.report

    @property
    def kind(self) -> str:
        """The id of the kind of what inherits it."""
        element = next(
            (each for each in self.judged.resolved.elements(self.check.about) if each.id == self.check.element), None
        )
        found = self.judged.resolved.kind(element)
        return found.id if found else ""


def reports(assessment: Assessment) -> Iterator[Page]:
    """Yield the page of the reports about providers."""
    yield Page(
        path=page_paths.REPORTS,
        title="Reports about providers",
        description="Which reports about providers are named, and which inherited controls rest on each, or on none.",
        blocks=tuple(_blocks(assessment)),
        section=(page_paths.ORGANISATION,),
        listed=True,
    )


def _blocks(assessment: Assessment) -> Iterator[Block]:
    named = assessment.workspace.organisation.reports
    inherited = [
        _Inherited(judged=judged, check=check)
        for judged in assessment.systems.values()
        for check in judged.checks
        if check.standing.status == "inherited"
    ]
    yield Prose(paragraphs=((_answer(named, inherited),), (_LEAD,)))
    yield Heading(text="Reports that are named", anchor="named")
    if named and assessment.systems:
        yield Download(text="Reports (CSV)", path="reports.csv")
        yield _named(assessment, inherited)
    elif named:
        titles = "; ".join(grounds.titled(each) for each in named.values())
        yield Prose(paragraphs=((f"{titles}. Nothing inherits with them before a system is described.",),))
    else:
        yield Notice(title="No report is named", text=(_NONE,))
    yield from _expected(assessment)
    yield Heading(text="Inherited controls, kind by kind", anchor="kinds")
    yield Download(text="Inherited controls by kind (CSV)", path="inherited-kinds.csv")
    yield _kinds(assessment, inherited)
    yield Heading(text="Every inherited control", anchor="inherited", searched=False)
    yield Download(text="Inherited controls (CSV)", path="inherited.csv")
    yield _inherited(inherited)


def _expected(assessment: Assessment) -> Iterator[Block]:
    """Yield what the reports expect of us, system by system; nothing where they name nothing."""
    found = [(judged, each) for judged in assessment.systems.values() for each in user_checks(judged)]
    if found:
        yield Heading(text="What the reports expect of us", anchor="expected")
        yield Download(text="What the reports expect of us (CSV)", path=f"{user_controls.NAME}.csv")
        yield user_controls.table(found)


def _answer(named: Mapping[str, Report], inherited: list[_Inherited]) -> str:
    covered = sum(1 for each in inherited if each.report)
    many = f"{len(named)} report is" if len(named) == 1 else f"{len(named)} reports are"
    return (
        f"{many} named. Of {len(inherited)} controls that are inherited from providers, {covered} rest on a report, "
        f"and {len(inherited) - covered} on none."
    )


def _named(assessment: Assessment, inherited: list[_Inherited]) -> Table:
    judged = next(iter(assessment.systems.values()))
    rows = tuple(_report(assessment, judged, each, inherited) for each in judged.resolved.organisation.reports.values())
    columns = (
        "Report", "About", "Type", "Issued by", "From", "Until", "Opinion", "Relied on", "Inherited controls",
        "Read by", "Covers", "Left out", "Exceptions", "What it says", "Found at", "Written in",
    )  # fmt: skip
    return Table(
        name="reports",
        title="Reports",
        columns=columns,
        rows=rows,
        totals=("Inherited controls",),
        folded=columns[columns.index("Read by") :],
    )


def _report(assessment: Assessment, judged: SystemAssessment, report: Report, inherited: list[_Inherited]) -> Row:
    kinds = assessment.workspace.catalogue.kinds
    covers = catalogue_entry.entry_links(kinds[id_] for id_ in report.services)
    return Row(
        id=report.id,
        cells=(
            (report.title,),
            hyperlinks.party_text(judged.resolved, report.provider),
            (_TYPES[report.type] + (f", {vocabulary.words(report.attests)}" if report.attests else ""),),
            badges.words(report.issuer),
            (report.from_,),
            (report.until,),
            _opinion(report),
            _relied(report, assessment.as_of),
            (str(sum(1 for each in inherited if each.report == report.id)),),
            hyperlinks.party_text(judged.resolved, report.read_by),
            covers if report.services else ("every kind of the provider",),
            badges.words("; ".join(report.carved_out)),
            badges.words("\n".join(report.exceptions)),
            badges.words(report.summary),
            _found_at(report),
            (SourceRef(place=report.place),),
        ),
    )


def _opinion(report: Report) -> Text:
    if not report.opinion:
        return ("–",)
    tone: Tone = "yes" if report.opinion == "unqualified" else "no" if report.opinion in WITHHELD else "warning"
    return (Badge(text=report.opinion, tone=tone),)


def _relied(report: Report, as_of: str) -> Text:
    if report.opinion in WITHHELD:
        return (Badge(text="no", tone="no"), ", for its opinion")
    last = relied_on(report)
    if as_of < report.from_:
        return (Badge(text="not yet", tone="planned"), f" from {report.from_}")
    if as_of > last:
        return (Badge(text="too old", tone="warning"), f" since {last}")
    return (Badge(text="yes", tone="yes"), f" until {last}")


def _found_at(report: Report) -> Text:
    found: list[Inline] = [ExternalLink(text=report.url, url=report.url)] if report.url else []
    if report.sha256:
        found += [" sha256 ", Code(text=report.sha256)]
    return tuple(found) or (Badge(text="not stated", tone="not-stated"),)


def _kinds(assessment: Assessment, inherited: list[_Inherited]) -> Table:
    by_kind: dict[str, list[_Inherited]] = {}
    for each in inherited:
        by_kind.setdefault(each.kind, []).append(each)
    rows = tuple(_kind(assessment, id_, found) for id_, found in sorted(by_kind.items()))
    figures = ("Inherited", "With a report", "Without a report")
    columns = ("Kind", "Provider", *figures, "Reports", "Written in")
    lead = "What is without a report is what to ask the provider for."
    return Table(
        name="inherited-kinds", title="Inherited by kind", lead=lead, columns=columns, rows=rows, totals=figures
    )


def _kind(assessment: Assessment, id_: str, found: list[_Inherited]) -> Row:
    kind = assessment.workspace.catalogue.kinds.get(id_)
    named = assessment.workspace.organisation.reports
    covered = [each.report for each in found if each.report]
    places = dict.fromkeys(each.check.place for each in found)
    return Row(
        id=id_ or "no-kind",
        cells=(
            (Link(text=kind.title, to=page_paths.place(kind)),) if kind else ("–",),
            hyperlinks.party_text(found[0].judged.resolved, kind.provider if kind else ""),
            (str(len(found)),),
            (str(len(covered)),),
            (str(len(found) - len(covered)),),
            badges.spread(tuple((grounds.report_link(named[report]),) for report in dict.fromkeys(covered)), "; "),
            badges.spread(tuple((SourceRef(place=place),) for place in places)),
        ),
    )


def _inherited(inherited: list[_Inherited]) -> Table:
    rows = tuple(_row(each) for each in sorted(inherited, key=lambda each: bool(each.report)))
    columns = ("Control", "System", "On", "Provider", "Rests on", "Written in")
    return Table(
        name="inherited",
        title="Inherited controls",
        lead="What rests on no report comes first.",
        columns=columns,
        rows=rows,
    )


def _row(each: _Inherited) -> Row:
    resolved, check = each.judged.resolved, each.check
    return Row(
        id=f"{resolved.system.id}-{check.control.id}-{check.element}",
        cells=(
            (hyperlinks.control_link(resolved, check.control.id),),
            (Link(text=resolved.system.system.title, to=page_paths.system_page(resolved.system.id)),),
            (hyperlinks.subject_link(resolved, check.about, check.element),),
            hyperlinks.party_text(resolved, check.party),
            grounds.rests_on(resolved, check.standing),
            (SourceRef(place=check.place),),
        ),
    )
