"""What follows from the chosen directory: flows and ports, zones, threats and controls, compared with the model."""

from collections.abc import Iterator, Mapping, Sequence

from zonebook.assess.assessment import Assessment
from zonebook.assess.directory.flow_matching import Requirement
from zonebook.assess.directory.implied_entries import brought
from zonebook.assess.directory.requirements import Requirements, ported
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Code, Link, Text, Tone
from zonebook.document.page import Block, Download, Heading, Page, Prose, Row, Table
from zonebook.model.catalogue import Control, Threat
from zonebook.model.options import DirectoryOption, ExpectedFlow
from zonebook.present import badges, directory_options, hyperlinks, page_paths

_STATUS: dict[str, tuple[str, Tone]] = {
    "met": ("gets through", "met"),
    "missing": ("missing", "not-met"),
    "needless": ("needless", "partial"),
    "unknown": ("not stated", "not-stated"),
}
_WORST = ("missing", "unknown", "needless", "met")


def consequences(assessment: Assessment) -> Iterator[Page]:
    """Yield the page of the requirements of the chosen directory, for each system that chose one."""
    for judged in assessment.systems.values():
        if judged.expected and judged.expected.items:
            yield _page(judged, judged.expected)


def _page(judged: SystemAssessment, found: Requirements) -> Page:
    title = judged.resolved.system.system.title
    option = judged.resolved.catalogue.directories[found.option]
    blocks: list[Block] = [Prose(paragraphs=((_answer(found, option),), _decision(judged, option)))]
    if any(each.about == "flow" for each in found.items):
        blocks += [
            Heading(text="Flows and ports", anchor="flows"),
            Download(text="Flows and ports (CSV)", path=page_paths.beside(judged.id, "directory-flows.csv")),
            _flows(judged, found, option),
        ]
    if any(each.about == "zone" for each in found.items):
        blocks += [Heading(text="Zones", anchor="zones"), _zones(judged, found, option)]
    blocks += _implied(judged)
    return Page(
        path=page_paths.system_page(judged.id, "directory-flows"),
        title="What the directory needs",
        description=f"The flows, ports and zones that the directory of {title} asks for, held against the model.",
        blocks=tuple(blocks),
        section=(title,),
        listed=True,
    )


def _answer(found: Requirements, option: DirectoryOption) -> str:
    met, missing, needless, open_ = (len(found.of(status)) for status in ("met", "missing", "needless", "unknown"))
    asked = met + missing
    if not asked and not needless:
        return f"{option.title} is the choice. What it needs cannot be told from the model yet."
    through = f"all {asked} protocols that it needs between two ends get through"
    if missing:
        through = f"{missing} of {asked} protocols that it needs between two ends do not get through"
    flows = len({each.flows for each in found.of("needless")})
    more = f" {flows} {'flow opens' if flows == 1 else 'flows open'} more than it needs." if needless else ""
    unsure = f" {open_} {'question is' if open_ == 1 else 'questions are'} open." if open_ else ""
    return f"{option.title} is the choice, and {through}.{more}{unsure}"


def _decision(judged: SystemAssessment, option: DirectoryOption) -> Text:
    link = Link(text="The decision", to=page_paths.system_page(judged.id, "directory"))
    expects = Link(text=option.title, to=page_paths.entry("directories", option.id))
    return (link, " says why it was chosen; ", expects, " in the catalogue says what is expected of a system.")


def _flows(judged: SystemAssessment, found: Requirements, option: DirectoryOption) -> Table:
    """Return a row for each status of a rule, the worst first; ends with the same result share a row."""
    ordered = sorted(_alike(found), key=lambda items: _WORST.index(items[0].status))
    rows = tuple(_row(judged, option, number, items) for number, items in enumerate(ordered, 1))
    columns = ("What", "Status", "From → to", "Protocols and ports", "By", "Because")
    return Table(name="directory-flows", title="Flows and ports", columns=columns, rows=rows)


def _alike(found: Requirements) -> list[list[Requirement]]:
    """Group the items about flows where everything but the two ends is the same."""
    pairs: dict[tuple[str, ...], list[Requirement]] = {}
    for each in found.items:
        if each.about == "flow":
            pairs.setdefault((each.status, each.rule, each.from_, *each.to), []).append(each)
    alike: dict[tuple[object, ...], list[Requirement]] = {}
    for items in pairs.values():
        same = tuple((each.protocol, each.ports, each.flows, each.attributes) for each in items)
        alike.setdefault((items[0].status, items[0].rule, same), []).extend(items)
    return list(alike.values())


def _row(judged: SystemAssessment, option: DirectoryOption, number: int, items: Sequence[Requirement]) -> Row:
    first = items[0]
    rule = option.expects.flows.get(first.rule)
    words, tone = _STATUS[first.status]
    because = dict.fromkeys(each.because for each in items)
    flows = dict.fromkeys(name for each in items for name in each.flows)
    starts = dict.fromkeys(each.from_ for each in items)
    ends = dict.fromkeys(end for each in items for end in each.to)
    return Row(
        id=f"row-{number}",
        cells=(
            (rule.title if rule else "The directory itself",),
            (Badge(text=words, tone=tone),),
            (
                *badges.spread(tuple((_start(judged, rule, name),) for name in starts)),
                " → ",
                *badges.spread(tuple((_end(judged, name),) for name in ends)),
            ),
            ("; ".join(_protocols(judged, items)) or "–",),
            badges.spread(tuple((_flow(judged, name),) for name in flows)) if flows else _without_flow(judged, items),
            (rule.because if rule and first.status == "met" else " ".join(because),),
        ),
    )


def _protocols(judged: SystemAssessment, items: Sequence[Requirement]) -> tuple[str, ...]:
    """List the protocols of the items: by name where they get through, otherwise with their ports."""
    protocols = judged.resolved.catalogue.protocols
    named = (each for each in items if each.protocol or each.ports)
    return tuple(
        dict.fromkeys(
            protocols[each.protocol].title if each.status == "met" else ported(judged.resolved, each) for each in named
        )
    )


def _end(judged: SystemAssessment, name: str) -> Link | str:
    return hyperlinks.endpoint_link(judged.resolved, name) if name else "anyone"


def _start(judged: SystemAssessment, rule: ExpectedFlow | None, name: str) -> Link | str:
    """Return who begins to talk, linked: a service, members of one side of a trust, or anyone."""
    if name or rule is None or rule.across is None:
        return _end(judged, name)
    return f"members of the {rule.across.side} side"


def _flow(judged: SystemAssessment, name: str) -> Link:
    return Link(text=name, to=page_paths.element(judged.id, "flows", name))


def _without_flow(judged: SystemAssessment, items: Sequence[Requirement]) -> Text:
    """Return the flows that go the other way, what would have to be stated, or that there is no flow."""
    backward = dict.fromkeys(name for each in items for name in each.backward)
    if not backward:
        return _attributes(items)
    return ("only the other way: ", *badges.spread(tuple((_flow(judged, name),) for name in backward)))


def _attributes(items: Sequence[Requirement]) -> Text:
    """Return what would have to be stated, or that there is no flow."""
    names = dict.fromkeys(name for each in items for name in each.attributes)
    return ("state ", *badges.codes(tuple(names))) if names else ("no flow",)


def _zones(judged: SystemAssessment, found: Requirements, option: DirectoryOption) -> Table:
    rows = tuple(
        Row(
            id=f"{each.rule}-{each.from_}",
            cells=(
                (_end(judged, each.from_),),
                badges.spread(tuple((hyperlinks.endpoint_link(judged.resolved, name),) for name in each.to)),
                (f"trust {option.expects.zones[each.rule].trust_at_least} or more",),
                _zone_status(each),
                (each.because,),
            ),
        )
        for each in found.items
        if each.about == "zone"
    )
    columns = ("What", "Stands in", "Asked for", "Status", "Because")
    return Table(name="directory-zones", title="Zones", columns=columns, rows=rows)


def _zone_status(each: Requirement) -> Text:
    words, tone = _STATUS[each.status]
    badge = Badge(text={"met": "met", "missing": "trusted too little"}.get(each.status, words), tone=tone)
    return (badge, " ", *(Code(text=name) for name in each.attributes)) if each.attributes else (badge,)


def _implied(judged: SystemAssessment) -> Iterator[Block]:
    """Yield the threats and controls implied by the choice or by the best alternatives, but not by all of them."""
    options = directory_options.compared(judged)
    found = [brought(judged.resolved, each, judged.asked) for each in options]
    yield Heading(text="Threats and controls that come with it", anchor="brought")
    counts = "; ".join(
        f"{option.title}: {len(each.threats)} threats, {len(each.controls)} controls"
        for option, each in zip(options, found, strict=True)
    )
    lead = "These are asked of the choice, or of services of its kinds alone. What all of them bring is left out below."
    yield Prose(paragraphs=((f"{counts}.",), (lead,)))
    yield from _differing(judged, options, ("threats", [each.threats for each in found]))
    yield from _differing(judged, options, ("controls", [each.controls for each in found]))


def _differing(
    judged: SystemAssessment, options: Sequence[DirectoryOption], shelf: tuple[str, list[tuple[str, ...]]]
) -> Iterator[Block]:
    name, ids = shelf
    entries: Mapping[str, Threat | Control] = getattr(judged.resolved.catalogue, name)
    every = dict.fromkeys(id_ for each in ids for id_ in each)
    some = [id_ for id_ in every if not all(id_ in each for each in ids)]
    if not some:
        return
    rows = tuple(
        Row(
            id=id_,
            cells=(
                (Link(text=entries[id_].title, to=page_paths.place(entries[id_])),),
                *((Badge(text="comes", tone="shared"),) if id_ in each else ("–",) for each in ids),
            ),
        )
        for id_ in some
    )
    title = name.capitalize()
    columns = (title.removesuffix("s"), *(each.title for each in options))
    yield Table(name=f"directory-{name}", title=f"{title} by option", columns=columns, rows=rows, grid=True)
