"""The parties: what each team, role or provider is responsible for, in every system."""

from collections.abc import Iterator, Mapping
from dataclasses import field

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.responsibility import LayerDuty
from zonebook.assess.findings.finding import Finding
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import ExternalLink, Link, SourceRef, Text
from zonebook.document.page import Block, Download, Facts, Heading, Page, Prose, Row, Table
from zonebook.document.weight import MOST_ELEMENTS, fitting, table_weight
from zonebook.model.elements import Party
from zonebook.model.vocabulary import LEVELS, Level, worst
from zonebook.present import finding_details, page_paths
from zonebook.present.parties import tables as party_tables
from zonebook.present.parties.tables import Part
from zonebook.present.requirements.words import many
from zonebook.values.record import dataclass

MOST_OF_TABLE = MOST_ELEMENTS * 3 // 10
"""How many elements a page spends on each table but that of what is owed, which gets the rest; downloads have all."""
_OWES = (
    "A control is owed by the party that a statement names for it, or else by the owner of what it applies to. It is "
    "owed until it is met, inherited, or stated not to apply, and counts once in each system."
)


@dataclass(slots=True)
class _Sorted:
    """The content of a system, by party."""

    checks: dict[str, list[Check]] = field(default_factory=dict)
    duties: dict[str, list[LayerDuty]] = field(default_factory=dict)
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    worst: dict[str, Level] = field(default_factory=dict)


def parties(assessment: Assessment) -> Iterator[Page]:
    """Yield the page of all parties and the page of each."""
    found: dict[str, tuple[Party, list[Part]]] = {}
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
        for act in finding.threat.answers:
            by.worst[act.control] = worst((finding.risk.current.level, by.worst.get(act.control, LEVELS[0])))
    return by


def _part(judged: SystemAssessment, id_: str, by: _Sorted) -> Part:
    owed: dict[str, list[Check]] = {}
    checks = by.checks.get(id_, [])
    for check in checks:
        if finding_details.owed(check):
            owed.setdefault(check.control.id, []).append(check)
    return Part(
        judged=judged,
        owed={control: tuple(each) for control, each in owed.items()},
        settled=sum(not finding_details.owed(check) for check in checks),
        duties=tuple(by.duties.get(id_, ())),
        findings=tuple(by.findings.get(id_, ())),
        decided=tuple(each.id for each in judged.resolved.system.decisions.values() if each.by == id_),
        worst=by.worst,
    )


def _all(found: Mapping[str, tuple[Party, list[Part]]]) -> Page:
    rows = tuple(
        Row(
            id=path.removesuffix(".md").replace("/", "-"),
            cells=(
                (Link(text=party.title or party.id, to=path),),
                (party.within or "–",),
                (str(sum(1 for part in parts if part.judged.resolved.system.system.owner == party.id)),),
                _counted(path, "duties", sum(len(part.duties) for part in parts)),
                _counted(path, "owes", sum(len(part.owed) for part in parts)),
                _counted(path, "findings", sum(len(part.findings) for part in parts)),
                _counted(path, "decisions", sum(len(part.decided) for part in parts)),
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


def _counted(path: str, name: str, many: int) -> Text:
    """Return a number that leads to the table with so many rows; of duties, to the table that names their services."""
    return (Link(text=str(many), to=f"{path}#{name}"),) if many else ("0",)


def _page(path: str, party: Party, parts: list[Part]) -> Page:
    title = party.title or party.id
    blocks: list[Block] = [
        Prose(paragraphs=(*(((party.summary,),) if party.summary else ()), (_answer(title, parts),)))
    ]
    folder = path.rpartition("/")[0]
    others = (
        ("Findings it has to settle", party_tables.findings_table(party, parts)),
        ("Duties, layer by layer", party_tables.duties_table(party, parts)),
        ("Decisions it made", party_tables.decided_table(party, parts)),
    )
    taken = sum(min(table_weight(each).elements, MOST_OF_TABLE) for _, each in others)
    room = {"Controls it owes": MOST_ELEMENTS - taken}
    for heading, table in (("Controls it owes", party_tables.owed_table(party, parts)), *others):
        blocks.append(Heading(text=heading, anchor=table.name.removeprefix(f"{party.id}-")))
        if table.rows:
            whole = Download(text=f"{heading} (CSV)", path=f"{folder}/{table.name}.csv", table=table)
            blocks += [whole, fitting(table, room.get(heading, MOST_OF_TABLE))]
        else:
            blocks.append(Prose(paragraphs=(("None.",),)))
    if facts := tuple(_facts(party)):
        blocks += [Heading(text="Who that is", anchor="about"), Facts(pairs=facts)]
    return Page(
        path=path,
        title=title,
        description=f"What {title} answers for: controls it owes, findings, duties and decisions.",
        blocks=tuple(blocks),
        section=(page_paths.ORGANISATION,),
    )


def _answer(title: str, parts: list[Part]) -> str:
    owed = {control for part in parts for control in part.owed}
    places = sum(len(checks) for part in parts for checks in part.owed.values())
    settled = sum(part.settled for part in parts)
    duties = sum(len(part.duties) for part in parts)
    findings = sum(len(part.findings) for part in parts)
    return (
        f"{title} owes {many(len(owed), 'control')} in {many(places, 'place')}; {settled} of its checks are settled. "
        f"It has {many(findings, 'finding')} to settle and answers for {many(duties, 'layer')} of services."
    )


def _facts(party: Party) -> Iterator[tuple[str, Text]]:
    stated = {"Belongs to": party.within, "Contact": party.contact, "Accounts": ", ".join(party.members)}
    yield from ((title, (value,)) for title, value in stated.items() if value)
    for title, url in party.links.items():
        yield title, (ExternalLink(text=url, url=url),)
    if party.place.path:
        yield "Written in", (SourceRef(place=party.place),)
