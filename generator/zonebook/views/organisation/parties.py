"""The parties: what each team, role or provider is responsible for, in every system."""

from collections.abc import Iterator, Mapping
from dataclasses import field

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.inheritance import ControlStatus
from zonebook.assess.controls.responsibility import LayerDuty
from zonebook.assess.findings.finding import Finding
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import ExternalLink, Link, SourceRef, Text
from zonebook.document.page import Block, Download, Facts, Heading, Page, Prose, Row, Table
from zonebook.model import vocabulary
from zonebook.model.elements import Party
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import LAYERS
from zonebook.present import badges, finding_details, hyperlinks, page_paths
from zonebook.present.limits import aside
from zonebook.values.record import dataclass

FEW = 6
"""How many names a cell holds before it counts the rest."""
_ORDER: tuple[ControlStatus, ...] = ("not-met", "not-stated", "partial", "planned")
_OWES = (
    "A control is owed by the party that a statement names for it, or else by the owner of what it applies to. It is "
    "owed until it is met, inherited, or stated not to apply."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What a party is responsible for in one system."""

    judged: SystemAssessment
    owed: Mapping[str, tuple[Check, ...]]
    settled: int
    duties: tuple[LayerDuty, ...]
    findings: tuple[Finding, ...]
    decided: tuple[str, ...]


@dataclass(slots=True)
class _Sorted:
    """The content of a system, by party."""

    checks: dict[str, list[Check]] = field(default_factory=dict)
    duties: dict[str, list[LayerDuty]] = field(default_factory=dict)
    findings: dict[str, list[Finding]] = field(default_factory=dict)


def parties(assessment: Assessment) -> Iterator[Page]:
    """Yield the page of all parties and the page of each."""
    found: dict[str, tuple[Party, list[_Part]]] = {}
    for judged in assessment.systems.values():
        by = _by_party(judged)
        for id_, party in judged.resolved.parties.items():
            to = page_paths.party_page(judged.resolved, id_)
            found.setdefault(to, (party, []))[1].append(_part(judged, id_, by))
    for id_, party in assessment.workspace.organisation.parties.items():
        found.setdefault(f"parties/{id_}.md", (party, []))
    yield _all(found)
    for path, (party, parts) in found.items():
        yield _page(path, party, parts)


def _by_party(judged: SystemAssessment) -> _Sorted:
    by = _Sorted()
    for check in judged.checks:
        by.checks.setdefault(check.party, []).append(check)
    for duty in judged.duties:
        if duty.holder != "none":
            by.duties.setdefault(duty.party, []).append(duty)
    for finding in judged.unsettled:
        by.findings.setdefault(finding.owner, []).append(finding)
    return by


def _part(judged: SystemAssessment, id_: str, by: _Sorted) -> _Part:
    owed: dict[str, list[Check]] = {}
    checks = by.checks.get(id_, [])
    for check in checks:
        if finding_details.owed(check):
            owed.setdefault(check.control.id, []).append(check)
    return _Part(
        judged=judged,
        owed={control: tuple(each) for control, each in owed.items()},
        settled=sum(not finding_details.owed(check) for check in checks),
        duties=tuple(by.duties.get(id_, ())),
        findings=tuple(by.findings.get(id_, ())),
        decided=tuple(each.id for each in judged.resolved.system.decisions.values() if each.by == id_),
    )


def _all(found: Mapping[str, tuple[Party, list[_Part]]]) -> Page:
    rows = tuple(
        Row(
            id=path.removesuffix(".md").replace("/", "-"),
            cells=(
                (Link(text=party.title or party.id, to=path),),
                (party.within or "–",),
                (str(sum(1 for part in parts if part.judged.resolved.system.system.owner == party.id)),),
                (str(sum(len(part.duties) for part in parts)),),
                (str(len({control for part in parts for control in part.owed})),),
                (str(sum(len(part.findings) for part in parts)),),
                (str(sum(len(part.decided) for part in parts)),),
            ),
        )
        for path, (party, parts) in found.items()
        if party.place.path or any(part.duties or part.owed or part.settled or part.decided for part in parts)
    )
    figures = ("Owns systems", "Duties", "Controls owed", "Unsettled findings", "Decisions made")
    return Page(
        path=page_paths.PARTIES,
        title="Who answers for what",
        description="Every team, role and provider with what it answers for in every system.",
        blocks=(
            Prose(
                paragraphs=((f"{len(rows)} parties are named. Each page says what its party answers for.",), (_OWES,))
            ),
            Download(text="Parties (CSV)", path="parties.csv"),
            Table(
                name="parties", title="Parties", columns=("Party", "Belongs to", *figures), rows=rows, totals=figures
            ),
        ),
        section=(page_paths.ORGANISATION,),
        listed=True,
    )


def _page(path: str, party: Party, parts: list[_Part]) -> Page:
    title = party.title or party.id
    blocks: list[Block] = [
        Prose(paragraphs=(*(((party.summary,),) if party.summary else ()), (_answer(title, parts),)))
    ]
    if facts := tuple(_facts(party)):
        blocks.append(Facts(pairs=facts))
    folder = path.rpartition("/")[0]
    for heading, table in (
        ("Controls it owes", _owed(party, parts)),
        ("Findings it has to settle", _findings(party, parts)),
        ("Duties, layer by layer", _duties(party, parts)),
        ("Decisions it made", _decided(party, parts)),
    ):
        blocks.append(Heading(text=heading, anchor=table.name.removeprefix(f"{party.id}-")))
        if table.rows:
            blocks += [Download(text=f"{heading} (CSV)", path=f"{folder}/{table.name}.csv"), table]
        else:
            blocks.append(Prose(paragraphs=(("None.",),)))
    return Page(
        path=path,
        title=title,
        description=f"What {title} answers for: controls it owes, findings, duties and decisions.",
        blocks=tuple(blocks),
        section=(page_paths.ORGANISATION,),
    )


def _answer(title: str, parts: list[_Part]) -> str:
    owed = {control for part in parts for control in part.owed}
    places = sum(len(checks) for part in parts for checks in part.owed.values())
    settled = sum(part.settled for part in parts)
    duties = sum(len(part.duties) for part in parts)
    findings = sum(len(part.findings) for part in parts)
    return (
        f"{title} owes {len(owed)} controls in {places} places; {settled} of its checks are settled. It has "
        f"{findings} findings to settle and answers for {duties} layers of services."
    )


def _facts(party: Party) -> Iterator[tuple[str, Text]]:
    stated = {"Belongs to": party.within, "Contact": party.contact, "Accounts": ", ".join(party.members)}
    yield from ((title, (value,)) for title, value in stated.items() if value)
    for title, url in party.links.items():
        yield title, (ExternalLink(text=url, url=url),)
    if party.place.path:
        yield "Written in", (SourceRef(place=party.place),)


def _owed(party: Party, parts: list[_Part]) -> Table:
    rows = [
        (min(_ORDER.index(check.standing.status) for check in checks), control, _owing(part, control, checks))
        for part in parts
        for control, checks in part.owed.items()
    ]
    return Table(
        name=f"{party.id}-owes",
        title="Controls owed",
        lead="What is not met comes first, then what nobody states.",
        columns=("Control", "System", "Stands", "Due", "On", "Layer", "Checklist"),
        rows=tuple(row for *_, row in sorted(rows, key=lambda each: each[:2])),
    )


def _owing(part: _Part, control: str, checks: tuple[Check, ...]) -> Row:
    resolved = part.judged.resolved
    counts = [(each, sum(check.standing.status == each for check in checks)) for each in _ORDER]
    statuses = tuple((f"{many} ", badges.control_status(each)) for each, many in counts if many)
    due = min((check.standing.due for check in checks if check.standing.due), default="")
    return Row(
        id=f"{resolved.system.id}-{control}",
        cells=(
            (hyperlinks.control_link(resolved, control),),
            (_system(resolved),),
            badges.spread(statuses, " "),
            badges.words(due),
            _few(tuple((hyperlinks.subject_link(resolved, check.about, check.element),) for check in checks)),
            (badges.LAYER_TITLES.get(checks[0].control.layer, checks[0].control.layer) or "–",),
            (Link(text="checks", to=page_paths.checklist(resolved.system.id, "by-party", checks[0].party)),),
        ),
    )


def _system(resolved: ResolvedSystem) -> Link:
    return Link(text=resolved.system.system.title, to=page_paths.system_page(resolved.system.id))


def _few(links: tuple[Text, ...]) -> Text:
    more = (f", and {len(links) - FEW} more",) if len(links) > FEW else ()
    return (*badges.spread(links[:FEW]), *more)


def _findings(party: Party, parts: list[_Part]) -> Table:
    found = sorted(
        ((finding.rank, part.judged.id, part.judged.resolved, finding) for part in parts for finding in part.findings),
        key=lambda each: each[:2],
    )
    rows = tuple(
        Row(
            id=f"{system}-{finding.threat.id}-{page_paths.anchor(finding.element)}",
            cells=(
                (Link(text=finding.threat.title, to=page_paths.finding(resolved, finding)),),
                (_system(resolved),),
                (hyperlinks.subject_link(resolved, finding.about, finding.element),),
                (badges.level(finding.risk.current.level),),
                (badges.level(finding.risk.target.level),),
                (aside.badge(finding),),
            ),
        )
        for _, system, resolved, finding in found
    )
    columns = ("Finding", "System", "On", "Risk now", "As planned", "State")
    return Table(name=f"{party.id}-findings", title="Unsettled findings", columns=columns, rows=rows)


def _duties(party: Party, parts: list[_Part]) -> Table:
    """Return the duties of a party, the services of a system that share a layer in one row."""
    rows = []
    for part in parts:
        resolved = part.judged.resolved
        for layer in LAYERS:
            here = tuple(duty for duty in part.duties if duty.layer == layer)
            if here:
                open_ = sum(1 for duty in here if duty.cover not in {"met", "not-asked"})
                services = tuple((hyperlinks.endpoint_link(resolved, duty.service),) for duty in here)
                to = f"{page_paths.system_page(resolved.system.id, 'responsibility')}#duties"
                rows.append(
                    Row(
                        id=f"{resolved.system.id}-{layer}",
                        cells=(
                            (badges.LAYER_TITLES[layer],),
                            (_system(resolved),),
                            _few(services),
                            (str(open_),),
                            (Link(text="in words", to=to),),
                        ),
                    )
                )
    return Table(
        name=f"{party.id}-duties",
        title="Duties",
        columns=("Layer", "System", "Services", "Not covered", "Duties"),
        rows=tuple(rows),
        totals=("Not covered",),
    )


def _decided(party: Party, parts: list[_Part]) -> Table:
    rows = tuple(
        Row(
            id=f"{part.judged.id}-{page_paths.anchor(each.id)}",
            cells=(
                (Link(text=each.id, to=page_paths.decision(part.judged.id, each.id)),),
                (_system(part.judged.resolved),),
                (vocabulary.words(each.treatment),),
                (each.on,),
                badges.words(each.until),
                (each.because,),
            ),
        )
        for part in parts
        for each in (part.judged.resolved.system.decisions[id_] for id_ in part.decided)
    )
    columns = ("Decision", "System", "Treatment", "On", "Until", "Because")
    return Table(name=f"{party.id}-decisions", title="Decisions", columns=columns, rows=rows)
