"""What is not stated in any of the systems; the attributes that would answer most questions come first."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.covered import coverage
from zonebook.assess.findings.finding import Gap
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Code, Link, Text
from zonebook.document.page import Block, Cards, Download, Heading, Page, Prose, Row, Table
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, finding_details, hyperlinks, page_paths, possible_risk, reviewer_questions

FEW = 3
"""How many questions a cell names."""


def unstated(assessment: Assessment) -> Iterator[Page]:
    """Yield the page of the organisation."""
    yield Page(
        path=page_paths.NOT_STATED,
        title="Not stated",
        description="What no model states and would matter, in every system.",
        blocks=tuple(_blocks(assessment)),
        section=(page_paths.ORGANISATION,),
        listed=True,
    )


def _blocks(assessment: Assessment) -> Iterator[Block]:
    systems = tuple(assessment.systems.values())
    possible = [(judged, gap) for judged in systems for gap in judged.possible]
    whole = coverage.total(tuple(judged.coverage.whole for judged in systems))
    above = sum(len(judged.possibly_above_appetite) for judged in systems)
    yield Prose(paragraphs=((_answer(whole.not_stated, whole.applied),), (_UNKNOWN,)))
    cards = (finding_details.completeness(whole), possible_risk.card([gap for _, gap in possible], above, ""))
    if possible:
        yield Heading(text="Ten questions to ask first", anchor="ten-questions")
        yield Download(text="Ten questions (CSV)", path="ten-questions.csv")
        asked = [(judged, each) for judged in systems for each in judged.open_questions]
        yield reviewer_questions.table(asked, name="ten-questions", across=True)
    yield Heading(text="By system", anchor="systems")
    yield Cards(cards=cards)
    yield _systems(systems)
    yield Heading(text="What to state first", anchor="first")
    if possible:
        yield Download(text="What to state first (CSV)", path="not-stated.csv")
        yield _attributes(possible)
    else:
        yield Prose(paragraphs=(("Nothing: every question that applies is answered.",),))
    yield Heading(text="Who answers and what is worth protecting", anchor="unowned")
    yield _unowned(systems)


_UNKNOWN = (
    "Unknown is not safe: a question that cannot be answered is neither a finding nor a pass. A question is one threat "
    "asked of one element."
)


def _answer(gaps: int, applied: int) -> str:
    if not applied:
        return "Nothing was asked: no threat of the catalogue is about anything in the models."
    return f"{gaps} of {applied} questions cannot be answered before the models state more." if gaps else "Nothing."


def _systems(systems: tuple[SystemAssessment, ...]) -> Table:
    rows = tuple(
        Row(
            id=judged.id,
            cells=(
                (Link(text=judged.resolved.system.system.title, to=page_paths.system_page(judged.id)),),
                finding_details.settled(judged.coverage.whole),
                (Link(text=str(len(judged.gaps)), to=page_paths.system_page(judged.id, "gaps")),),
                possible_risk.worst(judged.possible),
                (Link(text=str(len(judged.possibly_above_appetite)), to=page_paths.possible(judged.id)),),
                (str(len(judged.coverage.unlooked)),),
                (Link(text="coverage", to=page_paths.system_page(judged.id, "coverage")),),
            ),
        )
        for judged in systems
    )
    return Table(
        name="unstated-systems",
        title="By system",
        columns=(
            "System",
            "Settled",
            "Open questions",
            "Worst possible",
            "Possibly above appetite",
            "Nobody looked at",
            "Read more",
        ),
        rows=rows,
        totals=("Open questions", "Possibly above appetite", "Nobody looked at"),
    )


def _attributes(gaps: list[tuple[SystemAssessment, Gap]]) -> Table:
    """Count the questions that each attribute would answer, over all elements."""
    found: dict[tuple[str, str], list[tuple[SystemAssessment, Gap]]] = {}
    for judged, gap in gaps:
        for name in dict.fromkeys(map(_whatever, gap.attributes)):
            found.setdefault(name, []).append((judged, gap))
    ordered = sorted(found.items(), key=lambda each: (_worst(each[1]), -len(each[1]), each[0]))
    return Table(
        name="not-stated",
        title="Attributes that nobody states",
        lead="What could turn out worst comes first, and then what would answer most questions.",
        columns=("State", "Of", "Possible risk", "Questions", "Systems", "Such as"),
        rows=tuple(_attribute(name, here) for name, here in ordered),
        folded=("Such as",),
    )


def _worst(here: list[tuple[SystemAssessment, Gap]]) -> int:
    return min(gap.worst[0] for _, gap in here)


def _whatever(attribute: str) -> tuple[str, str]:
    """Split an attribute into shelf and name: `services.dc-1.settings.ldaps` is `services`, `settings.ldaps`."""
    word, _, rest = attribute.partition(".")
    _, dot, field = rest.partition(".")
    return (word, field) if dot else (word, rest)


def _attribute(name: tuple[str, str], here: list[tuple[SystemAssessment, Gap]]) -> Row:
    here = sorted(here, key=lambda each: each[1].rank)
    systems = {judged.id: judged.resolved.system.system.title for judged, _ in here}
    links = ((Link(text=title, to=page_paths.system_page(id_, "gaps")),) for id_, title in systems.items())
    such: tuple[Text, ...] = tuple(
        (
            Link(text=gap.threat.title, to=page_paths.place(gap.threat)),
            " on ",
            hyperlinks.subject_link(judged.resolved, gap.about, gap.element),
        )
        for judged, gap in here[:FEW]
    )
    more = (f"; and {len(here) - FEW} more",) if len(here) > FEW else ()
    return Row(
        id="-".join(name).replace(".", "-"),
        cells=(
            (Code(text=name[1] or name[0]),),
            (name[0] if name[1] else "–",),
            possible_risk.worst(gap for _, gap in here),
            (str(len(here)),),
            badges.spread(tuple(links)),
            (*badges.spread(such, "; "), *more),
        ),
    )


def _unowned(systems: tuple[SystemAssessment, ...]) -> Table:
    """List what has no owner, no classification or no trust, by system."""
    unknown = Badge(text="not stated", tone="not-stated")
    rows = []
    for judged in systems:
        resolved = judged.resolved
        for plural, id_, what in _missing(resolved):
            link = Link(text=id_, to=page_paths.element(resolved.system.id, plural, id_))
            system = Link(text=resolved.system.system.title, to=page_paths.system_page(judged.id))
            rows.append(
                Row(id=f"{judged.id}-{plural}-{id_}", cells=((link,), (system,), (plural,), (what, " ", unknown)))
            )
    return Table(
        name="unowned",
        title="Elements without an owner, a trust level or a class of data",
        columns=("Element", "System", "Word", "What is missing"),
        rows=tuple(rows),
    )


def _missing(resolved: ResolvedSystem) -> Iterator[tuple[str, str, str]]:
    for service in resolved.system.services.values():
        if not (
            service.owner
            or (service.zone and resolved.system.zones[service.zone].owner)
            or resolved.system.system.owner
        ):
            yield "services", service.id, "owner"
        if not service.kind:
            yield "services", service.id, "kind"
        if service.holds is None:
            yield "services", service.id, "holds"
    yield from (("flows", each.id, "protocols") for each in resolved.system.flows.values() if each.unspoken)
    for zone in resolved.system.zones.values():
        if resolved.trust(zone.id) is None:
            yield "zones", zone.id, "trust"
    for asset in resolved.system.data.values():
        if not asset.classification:
            yield "data", asset.id, "classification"
