"""What is set aside: the state of a finding with its reason, how much there is, and each finding and question of it."""

from collections.abc import Iterator, Sequence

from zonebook.assess.findings.finding import SET_ASIDE, Finding, Gap
from zonebook.assess.findings.scope import outside
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Link, SourceRef, Text
from zonebook.document.page import Block, Card, Download, Heading, Notice, Row, Table
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.scope.statements import Exclusion, OutOfScope
from zonebook.present import badges, hyperlinks, page_paths

COLUMNS = ("Threat", "On", "Is a", "Risk", "Set aside", "Because", "Party", "Until", "Written in")


def statement(resolved: ResolvedSystem, each: Exclusion) -> Link:
    """Return the statement that sets something aside, by its id, linked to the page of the system."""
    table = "out-of-scope" if isinstance(each, OutOfScope) else "assumptions"
    return Link(text=each.id, to=f"{page_paths.system_page(resolved.system.id)}#{table}-{each.id}")


def badge(finding: Finding) -> Badge:
    """Return the state of a finding with its mark; one that was set aside until a day that has passed is open again."""
    if finding.aside and finding.state not in SET_ASIDE:
        return Badge(text="open again", tone="warning")
    return badges.state(finding.state)


def state(resolved: ResolvedSystem, finding: Finding) -> Text:
    """Return the state of a finding with its mark, and what sets it aside, or did until it ended."""
    if finding.aside is None:
        return (badge(finding),)
    by = {"excluded": " by assumption ", "out-of-scope": ": "}.get(finding.state, ": ended ")
    return (badge(finding), by, statement(resolved, finding.aside))


def reason(resolved: ResolvedSystem, finding: Finding) -> str:
    """Return what sets a finding aside, by whom and why; empty where nothing does, or no longer."""
    found = finding.aside
    if found is None or finding.state not in SET_ASIDE:
        return ""
    what = f"{found.id} is out of scope" if isinstance(found, OutOfScope) else f"excluded by assumption {found.id}"
    on = f" on {found.on}" if found.on else ""
    because = f": {found.because}" if found.because else ""
    return f"{what}, by {hyperlinks.party(resolved, found.by)}{on}{because}"


def card(judged: SystemAssessment, questions: int | None = None) -> Iterator[Card]:
    """Yield how many findings and questions are set aside, or how many questions in all; nothing where none is."""
    many = len(judged.findings_aside) + len(judged.gaps_aside) if questions is None else questions
    if many:
        register = page_paths.system_page(judged.id, "register")
        note = "out of scope, or excluded by an assumption"
        yield Card(title="Set aside", value=str(many), note=note, to=f"{register}#set-aside")


def of_element(judged: SystemAssessment, shelf: str, element: str) -> Iterator[Block]:
    """Yield that an element is out of scope, or is judged again since that ended."""
    resolved = judged.resolved
    found = outside(resolved, shelf, element)
    if found:
        text = (*_said(resolved, found), ". What is found here is counted apart.")
        yield Notice(title="Out of scope", text=text, tone="not-applicable")


def _said(resolved: ResolvedSystem, each: OutOfScope) -> Iterator[str | Link]:
    """Yield why something is out of scope, who says so, and how long."""
    yield f"{each.because.rstrip('.')} ("
    yield statement(resolved, each)
    yield f", by {hyperlinks.party(resolved, each.by)}" if each.by else ", nobody is named"
    yield f", on {each.on}" if each.on else ""
    yield f", until {each.until})" if each.until else ", with no end)"


def blocks(
    judged: SystemAssessment, findings: Sequence[Finding], gaps: Sequence[Gap], path: str = ""
) -> Iterator[Block]:
    """Yield findings and questions that are set aside, if any; with a path, also as a download."""
    if not (findings or gaps):
        return
    yield Heading(text="Set aside", anchor="set-aside", searched=False)
    table = Table(
        name="set-aside",
        title="Set aside",
        lead="Neither open nor settled: not judged in this model, or excluded while an assumption holds.",
        columns=COLUMNS,
        folded=("Risk", "Because", "Written in"),
        rows=(*(_row(judged, each) for each in findings), *(_row(judged, each) for each in gaps)),
    )
    if path:
        yield Download(text="Set aside (CSV)", path=path, table=table)
    yield table


def _row(judged: SystemAssessment, each: Finding | Gap) -> Row:
    resolved, aside = judged.resolved, each.aside
    if isinstance(each, Finding):
        what, to, risk = "finding", page_paths.finding(resolved, each), badges.level(each.risk.current.level)
    else:
        what, to = "question", page_paths.place(each.threat)
        risk = badges.possible_level(each.possible.level, at_least=each.at_least)
    return Row(
        id=f"{what}-{each.threat.id}-{each.about}-{page_paths.anchor(each.element)}",
        cells=(
            (Link(text=each.threat.title, to=to),),
            (hyperlinks.subject_link(resolved, each.about, each.element),),
            (what,),
            (risk,),
            ("out of scope: " if isinstance(aside, OutOfScope) else "excluded by assumption: ",)
            + ((statement(resolved, aside),) if aside else ()),
            badges.words(aside.because if aside else ""),
            hyperlinks.party_text(resolved, aside.by if aside else ""),
            badges.words(aside.until if aside else ""),
            (SourceRef(place=each.place),),
        ),
    )
