"""The systems side by side: the state of each, which depends on which, and what they share."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.evidence import later
from zonebook.assess.system import SystemAssessment
from zonebook.document.graph import Edge, Graph, Node
from zonebook.document.inline import Badge, Link, SourceRef, Text, Tone
from zonebook.document.page import Block, Diagram, Download, Heading, Page, Prose, Row, Table
from zonebook.model import vocabulary
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import LEVELS, Level
from zonebook.present import badges, finding_details, grounds, hyperlinks, page_paths, possible_risk

MOST_DRAWN = 15
"""A map of more systems than this is listed and not drawn."""
_COLUMNS = (
    "System", "Owner", "Criticality", "Worst now", "Worst possible", "Expired", "Review due", "Settled questions",
    "Controls settled", "Not stated", "Possibly above appetite", "Reachable", "Directory", "Last review",
)  # fmt: skip
_FOLDED = _COLUMNS[_COLUMNS.index("Not stated") :]


def portfolio(assessment: Assessment) -> Iterator[Page]:
    """Yield the page that compares the systems."""
    yield Page(
        path=page_paths.PORTFOLIO,
        title="Systems side by side",
        description="Every system: owner, worst risk, what is reachable, expired and not stated, and what they share.",
        blocks=tuple(_blocks(assessment)),
        section=(page_paths.ORGANISATION,),
        listed=True,
    )


def _blocks(assessment: Assessment) -> Iterator[Block]:
    systems = tuple(assessment.systems.values())
    yield Prose(paragraphs=((_answer(systems),),))
    if not systems:
        return
    yield Download(text="Systems (CSV)", path="portfolio.csv")
    rows = tuple(_row(judged) for judged in systems)
    yield Table(name="portfolio", title="How each system stands", columns=_COLUMNS, rows=rows, folded=_FOLDED)
    yield Heading(text="Known and possible risk by level", anchor="levels")
    yield Prose(paragraphs=((possible_risk.UNKNOWN,),))
    yield _levels(systems, known=True)
    yield _levels(systems, known=False)
    yield Heading(text="Which system depends on which", anchor="map")
    yield from _map(systems)
    yield Heading(text="What systems share", anchor="shared")
    yield from _shared(assessment)


def _answer(systems: tuple[SystemAssessment, ...]) -> str:
    if not systems:
        return "No system is described yet: write one under models/systems/."
    reviewed = sum(1 for judged in systems if judged.resolved.system.system.reviewed)
    owned = sum(1 for judged in systems if judged.resolved.system.system.owner)
    needs = sum(1 for judged in systems if _needed(judged))
    return (
        f"{len(systems)} systems; {owned} have an owner, {reviewed} say when they were last reviewed, and {needs} "
        f"depend on another one. {_overdue(systems)}"
    )


def _overdue(systems: tuple[SystemAssessment, ...]) -> str:
    late = sum(1 for judged in systems if (due := _next_review(judged)) and due < judged.resolved.as_of)
    if not late:
        return "No review is overdue."
    return f"{late} {'review is' if late == 1 else 'reviews are'} overdue."


def _next_review(judged: SystemAssessment) -> str:
    """Return the day of the next review of a system; empty where the model does not say when or how often."""
    head = judged.resolved.system.system
    return later(head.reviewed, head.review_every) if head.reviewed and head.review_every else ""


def _row(judged: SystemAssessment) -> Row:
    resolved, head = judged.resolved, judged.resolved.system.system
    unknown: Text = (Badge(text="not stated", tone="not-stated"),)
    now = [finding.risk.current.level for finding in judged.unsettled]
    expired = sum(1 for finding in judged.findings if finding.state == "expired")
    settled = sum(1 for check in judged.checks if not finding_details.owed(check))

    def to(name: str, text: str) -> Text:
        return (Link(text=text, to=page_paths.system_page(judged.id, name)),)

    return Row(
        id=judged.id,
        cells=(
            to("index", head.title),
            hyperlinks.party_text(resolved, head.owner),
            (head.criticality,) if head.criticality else unknown,
            possible_risk.worst_known(now, judged.possible),
            possible_risk.worst(judged.possible),
            (Link(text=str(expired), to=page_paths.open_again(judged.id)),) if expired else ("0",),
            _review_due(judged),
            finding_details.settled(judged.coverage.whole),
            to("checklists/by-service", f"{settled} of {len(judged.checks)}"),
            to("gaps", str(len(judged.gaps))),
            (Link(text=str(len(judged.possibly_above_appetite)), to=page_paths.possible(judged.id)),),
            to("paths", finding_details.reachable(judged)),
            _directory(judged),
            (head.reviewed,) if head.reviewed else unknown,
        ),
    )


def _review_due(judged: SystemAssessment) -> Text:
    """Return the day of the next review, marked where it has passed; not stated where nothing says how often."""
    due = _next_review(judged)
    if not due:
        return (Badge(text="not stated", tone="not-stated"),)
    return (Badge(text=f"overdue since {due}", tone="warning"),) if due < judged.resolved.as_of else (due,)


def _directory(judged: SystemAssessment) -> Text:
    decision = judged.resolved.system.directory
    if decision is None:
        return ("–",)
    known = judged.resolved.catalogue.directories.get(decision.choice)
    return (Link(text=known.title if known else "not chosen", to=page_paths.system_page(judged.id, "directory")),)


def _levels(systems: tuple[SystemAssessment, ...], *, known: bool) -> Table:
    """Return the counts by level of what is known or of what is possible, in tables apart that nobody adds up."""
    names = tuple(vocabulary.words(level).capitalize() for level in reversed(LEVELS))
    columns = names if known else tuple(f"Possibly {name.lower()}" for name in names)
    return Table(
        name="levels" if known else "possible-levels",
        title="Known: unsettled findings by level" if known else "Possible: questions without an answer by level",
        lead="Each figure leads to its findings." if known else "Each figure leads to its questions.",
        columns=("System", *columns, "Together"),
        rows=tuple(_level_row(judged, known=known) for judged in systems),
        totals=(*columns, "Together"),
    )


def _level_row(judged: SystemAssessment, *, known: bool) -> Row:
    counts = judged.known_levels if known else judged.possible_levels
    register = page_paths.system_page(judged.id, "register")

    def cell(level: Level) -> Text:
        anchor = page_paths.level_anchor(level) if known else page_paths.possible_anchor(level)
        return (Link(text=str(counts[level]), to=f"{register}#{anchor}"),) if counts[level] else ("0",)

    return Row(
        id=judged.id,
        cells=(
            (Link(text=judged.resolved.system.system.title, to=page_paths.system_page(judged.id)),),
            *(cell(level) for level in reversed(LEVELS)),
            (Link(text=str(sum(counts.values())), to=f"{register}#{'findings' if known else 'possible'}"),),
        ),
    )


def _needed(judged: SystemAssessment) -> dict[str, list[str]]:
    """Return the systems that a system depends on, each with the services that represent it."""
    found: dict[str, list[str]] = {}
    for service in judged.resolved.system.services.values():
        if service.described_in:
            found.setdefault(service.described_in, []).append(service.id)
    return found


def _map(systems: tuple[SystemAssessment, ...]) -> Iterator[Block]:
    links = [(judged, other, services) for judged in systems for other, services in _needed(judged).items()]
    if not links:
        words = "No service says `described_in`: where one stands for what another system describes, name that system."
        yield Prose(paragraphs=((words,),))
        return
    titles = {judged.id: judged.resolved.system.system.title for judged in systems}
    if len(systems) <= MOST_DRAWN:
        yield Diagram(graph=_graph(systems, links, titles))
    rows = tuple(
        Row(
            id=f"{judged.id}-{other}",
            cells=(
                (Link(text=titles[judged.id], to=page_paths.system_page(judged.id)),),
                (Link(text=titles[other], to=page_paths.system_page(other)),),
                badges.spread(tuple((hyperlinks.endpoint_link(judged.resolved, each),) for each in services)),
            ),
        )
        for judged, other, services in links
    )
    columns = ("System", "Depends on", "By its services")
    yield Table(name="dependencies", title="Which system depends on which", columns=columns, rows=rows)


def _graph(
    systems: tuple[SystemAssessment, ...], links: list[tuple[SystemAssessment, str, list[str]]], titles: dict[str, str]
) -> Graph:
    dependencies = "; ".join(f"{titles[judged.id]} on {titles[other]}" for judged, other, _ in links)
    return Graph(
        name="systems",
        title="Which system depends on which",
        description=f"Dependencies between systems: {dependencies}.",
        nodes=tuple(
            Node(id=judged.id, label=titles[judged.id], to=page_paths.system_page(judged.id)) for judged in systems
        ),
        edges=tuple(
            Edge(
                id=f"{judged.id}-{other}",
                source=judged.id,
                target=other,
                label=", ".join(hyperlinks.name(judged.resolved, each) for each in services),
                to=f"{page_paths.PORTFOLIO}#dependencies-{judged.id}-{other}",
            )
            for judged, other, services in links
        ),
    )


def _shared(assessment: Assessment) -> Iterator[Block]:
    systems = tuple(assessment.systems.values())
    rows = [*_parties(assessment), *_accounts(systems), *_zones(systems), *_controls(assessment)]
    if not rows:
        yield Prose(paragraphs=(("Nothing is named by more than one system.",),))
        return
    yield Table(
        name="shared",
        title="What more than one system names",
        lead="Accounts and parties are the organisation's. Zones of the same id are held side by side.",
        columns=("Sort", "Name", "Systems", "What is said"),
        rows=tuple(rows),
    )


def _parties(assessment: Assessment) -> Iterator[Row]:
    for id_, party in assessment.workspace.organisation.parties.items():
        using = [judged for judged in assessment.systems.values() if _answers(judged, id_)]
        if len(using) > 1:
            name: Text = hyperlinks.party_text(using[0].resolved, id_)
            yield _both("party", id_, name, [judged.resolved for judged in using], (party.summary or "–",))


def _answers(judged: SystemAssessment, party: str) -> bool:
    return any(duty.party == party for duty in judged.duties) or judged.resolved.system.system.owner == party


def _accounts(systems: tuple[SystemAssessment, ...]) -> Iterator[Row]:
    found: dict[str, list[ResolvedSystem]] = {}
    for judged in systems:
        for id_ in judged.resolved.accounts:
            if id_ not in judged.resolved.system.accounts:
                found.setdefault(id_, []).append(judged.resolved)
    for id_, resolved_systems in found.items():
        if len(resolved_systems) > 1:
            account = resolved_systems[0].accounts[id_]
            name: Text = (
                Link(text=badges.spelt(account), to=page_paths.element(resolved_systems[0].system.id, "accounts", id_)),
            )
            yield _both("account", id_, name, resolved_systems, (account.role or "–", SourceRef(place=account.place)))


def _zones(systems: tuple[SystemAssessment, ...]) -> Iterator[Row]:
    found: dict[str, list[ResolvedSystem]] = {}
    for judged in systems:
        for id_ in judged.resolved.system.zones:
            found.setdefault(id_, []).append(judged.resolved)
    for id_, resolved_systems in found.items():
        if len(resolved_systems) > 1:
            levels = {resolved.trust(id_) for resolved in resolved_systems}
            name: Text = (Link(text=id_, to=page_paths.element(resolved_systems[0].system.id, "zones", id_)),)
            words = ", ".join("not stated" if each is None else str(each) for each in sorted(levels, key=str))
            tone: Tone = "warning" if len(levels) > 1 else "plain"
            yield _both("zone", id_, name, resolved_systems, (Badge(text=f"trust {words}", tone=tone),))


def _controls(assessment: Assessment) -> Iterator[Row]:
    resolved_systems = [judged.resolved for judged in assessment.systems.values()]
    checks = (check.standing for judged in assessment.systems.values() for check in judged.checks)
    resting = {each.place: each.ground for each in checks if each.origin.level == "organisation"}
    for id_, stated in assessment.workspace.organisation.controls.items():
        ground = grounds.bracketed(resting.get(stated.place))
        words: Text = (
            badges.control_status(stated.status),
            f"{ground} for every system ",
            SourceRef(place=stated.place),
        )
        yield _both("control", id_, (hyperlinks.control_link(resolved_systems[0], id_),), resolved_systems, words)


def _both(sort: str, id_: str, name: Text, resolved_systems: list[ResolvedSystem], words: Text) -> Row:  # noqa: PLR0917
    links = tuple(
        (Link(text=each.system.system.title, to=page_paths.system_page(each.system.id)),) for each in resolved_systems
    )
    return Row(id=f"{sort}-{id_}", cells=((sort,), name, badges.spread(links), words))
