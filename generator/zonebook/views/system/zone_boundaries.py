"""The boundaries between the zones of a system: allowed, used, denied, cleartext, and which zone can reach which."""

from collections.abc import Iterator, Mapping

from zonebook.assess.assessment import Assessment
from zonebook.assess.system import SystemAssessment
from zonebook.assess.zones.admission import entered, lets_in
from zonebook.assess.zones.boundaries import Boundary, BoundaryState, TrustChange
from zonebook.assess.zones.exposure import UNTRUSTED
from zonebook.assess.zones.public_services import openings
from zonebook.assess.zones.reachability import reachable_by_flows, reachable_by_rules
from zonebook.document.inline import Badge, Code, Inline, Link, Mark, SourceRef, Text, Tone
from zonebook.document.page import Block, Download, Heading, Listing, Page, Prose, Row, Table
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, hyperlinks, page_paths

MOST_COLUMNS = 30
"""A matrix with more zones is unreadable; the list below it has them all."""
ALL_COLUMNS = 12
"""Up to so many zones, those without a boundary are in the matrix too."""
_MOST_NAMED = 12

_STATES: Mapping[BoundaryState, tuple[str, Tone]] = {
    "denied": ("used, not allowed", "not-met"),
    "not-stated": ("used, no rules stated", "not-stated"),
    "unspoken": ("used, protocols not stated", "not-stated"),
    "used": ("allowed, used", "met"),
    "unused": ("allowed, unused", "planned"),
    "shut": ("nothing allowed", "plain"),
}
_NO_BORDER: Mapping[bool | None, str] = {True: "by a rule for a zone around it", False: "–", None: "?"}
"""What is in the square of two zones between which no flow runs and for which no rule is."""
_TRUST: Mapping[TrustChange, str] = {"up": "rises", "down": "falls", "same": "stays", "unknown": "not stated"}


def zone_borders(assessment: Assessment) -> Iterator[Page]:
    """Yield the page of zone boundaries of each system that has zones."""
    for judged in assessment.systems.values():
        title = judged.resolved.system.system.title
        if judged.resolved.system.zones:
            yield Page(
                path=page_paths.system_page(judged.id, "borders"),
                title="Zone borders",
                description=f"What may pass between the zones of {title}, what does, and who can reach whom.",
                blocks=tuple(_blocks(judged)),
                section=(title,),
                listed=True,
            )


def _blocks(judged: SystemAssessment) -> Iterator[Block]:
    resolved, found = judged.resolved, judged.boundaries
    yield Prose(paragraphs=((_answer(found),), _NOTE))
    yield Heading(text="From zone to zone", anchor="matrix")
    yield Prose(paragraphs=(tuple(_legend()),))
    yield _matrix(resolved, found)
    yield Heading(text="Every border", anchor="every")
    yield Download(text="Borders (CSV)", path=page_paths.beside(judged.id, "borders.csv"))
    yield _details(resolved, found)
    yield from _opened(resolved)
    yield Heading(text="Who can reach whom", anchor="reach")
    yield Prose(paragraphs=((_REACH,),))
    yield Download(text="Reach (CSV)", path=page_paths.beside(judged.id, "reach.csv"))
    yield _reach(resolved)
    yield Heading(text="What would change it", anchor="change")
    yield Listing(items=tuple(_changes(resolved, found)))


_RULES = (
    ") say who may come in. Who enters a zone enters the zones around it too, unless it was inside already, and each "
    "of these borders has to let it in; two zones inside a third do not cross the border of the third between them. "
    "Where a zone states no rules, nobody knows: that is not the same as shut, and not a yes."
)
_NOTE: Text = (
    "A zone is a set of components with one security level, not a segment of a network. Its rules (",
    Code(text="allow"),
    _RULES,
)
_REACH = (
    "Who is in a zone counts as in all of it. The number is that of the steps on the shortest way. Over flows: along "
    "what the model says is there. By rules besides: what every border on the way would let through as well."
)


def _answer(found: tuple[Boundary, ...]) -> str:
    if not found:
        return "No flow crosses from one zone to another, and no rule lets anything in."
    many = {state: sum(1 for each in found if each.state == state) for state in _STATES}
    clear = sum(1 for each in found if each.cleartext)
    idle = sum(1 for each in found if each.idle)
    return (
        f"{_count(len(found), 'border')} between zones. Over {many['denied']} passes what is not allowed; over "
        f"{many['not-stated']} something passes though no rules are stated; over {clear} something passes in clear; "
        f"{idle} have a rule that no flow uses."
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _legend() -> Iterator[Inline]:
    """Yield what the shapes of the matrix stand for."""
    yield "A mark leads to its border: "
    for words, tone in (*_STATES.values(), ("cleartext", "warning")):
        yield Badge(text=words, tone=tone)
        yield " "


def _matrix(resolved: ResolvedSystem, found: tuple[Boundary, ...]) -> Block:
    touched = {zone for each in found for zone in (each.from_, each.to)}
    every = len(resolved.system.zones) <= ALL_COLUMNS
    zones = [zone for zone in resolved.system.zones if every or zone in touched]
    if len(zones) > MOST_COLUMNS:
        words = f"{len(zones)} zones have borders: too many for a matrix. The list has every one of them."
        return Prose(paragraphs=((words,),))
    by_pair = {(each.from_, each.to): each for each in found}
    rows = tuple(
        Row(
            id=near,
            cells=(
                (hyperlinks.endpoint_link(resolved, near),),
                *(_cell(resolved, (near, far), by_pair.get((near, far))) for far in zones),
            ),
        )
        for near in zones
    )
    return Table(
        name="border-matrix",
        title="From (row) to (column)",
        lead=(
            "One square is one border: what enters a zone is in the columns of the zones around it too. A dash: no "
            "rule lets it in and no flow tries. A question mark: no flow, and whether rules let it in is not stated."
        ),
        columns=("From", *(hyperlinks.name(resolved, zone) for zone in zones)),
        rows=rows,
        grid=True,
        bands=(("Into", len(zones)),) if zones else (),
    )


def _cell(resolved: ResolvedSystem, pair: tuple[str, str], border: Boundary | None) -> Text:
    near, far = pair
    if not entered(resolved, near, far):
        return ("within",)
    if border is None:
        return (_NO_BORDER[lets_in(resolved, near, far)],)
    to = f"{page_paths.system_page(resolved.system.id, 'borders')}#borders-{_id(border)}"
    words, tone = _STATES[border.state]
    many = _count(len(border.flows), "flow") if border.flows else "rule"
    tones: tuple[Tone, ...] = ("warning", tone) if border.cleartext else (tone,)
    return (Mark(text=f"{words}, {many}{', cleartext' if border.cleartext else ''}", tones=tones, to=to),)


def _id(border: Boundary) -> str:
    return f"{border.from_}-into-{border.to}"


def _details(resolved: ResolvedSystem, found: tuple[Boundary, ...]) -> Table:
    return Table(
        name="borders",
        title="Every border",
        lead="What is wrong comes first. A flow is at each border that it crosses.",
        columns=(
            "From", "Into", "Comes to", "Allowed", "Used by", "Not allowed", "Allowed and unused", "In clear", "Trust",
            "Written in",
        ),
        rows=tuple(_row(resolved, each) for each in found),
        heads=2,
        folded=("Used by", "Allowed and unused", "Trust", "Written in"),
    )  # fmt: skip


def _row(resolved: ResolvedSystem, each: Boundary) -> Row:
    words, tone = _STATES[each.state]
    flows = tuple(
        (
            Link(
                text=badges.spelt(resolved.system.flows[name]), to=page_paths.element(resolved.system.id, "flows", name)
            ),
        )
        for name in each.flows
    )
    unknown: Text = (Badge(text="not stated", tone="not-stated"),)
    levels = tuple("?" if resolved.trust(zone) is None else str(resolved.trust(zone)) for zone in (each.from_, each.to))
    return Row(
        id=_id(each),
        cells=(
            (hyperlinks.endpoint_link(resolved, each.from_),),
            (hyperlinks.endpoint_link(resolved, each.to),),
            (Badge(text=words, tone=tone),),
            unknown if each.allowed is None else _protocols(resolved, each.allowed),
            badges.spread(flows),
            _protocols(resolved, each.denied),
            _protocols(resolved, tuple(dict.fromkeys((*each.idle, *_partly(resolved, each))))),
            _protocols(resolved, each.cleartext),
            (f"{_TRUST[each.trust]}: {levels[0]} to {levels[1]}",),
            (SourceRef(place=each.place),),
        ),
    )


def _partly(resolved: ResolvedSystem, each: Boundary) -> Iterator[str]:
    """Yield the unused protocols that are not in one of the entries that are idle as a whole."""
    whole = {protocol.id for protocol in resolved.catalogue.spoken(each.idle)}
    yield from (name for name in each.unused if name not in whole)


def _protocols(resolved: ResolvedSystem, names: tuple[str, ...]) -> Text:
    """Return protocols linked to the catalogue; ports are shown as written."""
    known = resolved.catalogue.protocols
    return badges.spread(
        tuple((Link(text=each, to=page_paths.place(known[each])) if each in known else each,) for each in names)
    )


def _opened(resolved: ResolvedSystem) -> Iterator[Block]:
    found = openings(resolved)
    if not found:
        return
    let_in_badges: Mapping[bool | None, Badge] = {
        True: Badge(text="let in by a rule", tone="met"),
        False: Badge(text="no rule lets it in", tone="not-met"),
        None: Badge(text="no rules stated", tone="not-stated"),
    }
    rows = tuple(
        Row(
            id=f"{each.service.id}-{each.setting.name}",
            cells=(
                (hyperlinks.endpoint_link(resolved, each.zone),),
                (hyperlinks.endpoint_link(resolved, each.service.id),),
                (str(each.setting),),
                (let_in_badges[each.let_in],),
                (SourceRef(place=each.service.place),),
            ),
        )
        for each in found
    )
    yield Heading(text="Opened to the internet by a setting", anchor="opened")
    columns = ("Zone", "Service", "Setting", "The rules on the way in", "Written in")
    yield Table(name="openings", title="Opened by a setting", columns=columns, rows=rows)


def _reach(resolved: ResolvedSystem) -> Table:
    rows = []
    for zone in resolved.system.zones:
        over, by_rules = reachable_by_flows(resolved, zone), reachable_by_rules(resolved, zone)
        besides = {far: steps for far, steps in by_rules.items() if far not in over}
        rows.append(
            Row(
                id=zone,
                cells=(
                    (hyperlinks.endpoint_link(resolved, zone),),
                    (str(len(over)),),
                    _named(resolved, over),
                    _named(resolved, besides),
                ),
            )
        )
    columns = ("Zone", "Zones reached", "Over flows", "By rules besides")
    return Table(name="reach", title="Who can reach whom", columns=columns, rows=tuple(rows))


def _named(resolved: ResolvedSystem, found: Mapping[str, int]) -> Text:
    """Return the nearest zones with their distance in boundaries, and how many more there are."""
    shown = list(found.items())[:_MOST_NAMED]
    parts = tuple((hyperlinks.endpoint_link(resolved, zone), f" ({steps})") for zone, steps in shown)
    more = len(found) - len(shown)
    return badges.spread((*parts, (f"and {more} more",)) if more else parts)


def _changes(resolved: ResolvedSystem, found: tuple[Boundary, ...]) -> Iterator[Text]:
    # Rules for flows into an untrusted zone are not the organisation's to state.
    unknown = sorted({each.to for each in found if each.allowed is None and resolved.trust(each.to) != UNTRUSTED})
    if unknown:
        names = tuple((Code(text=f"zones.{zone}.allow"),) for zone in unknown)
        yield ("State who may come in: ", *badges.spread(names), ".")
    refused = [each for each in found if each.denied]
    if refused:
        yield ("Allow what is meant, or take the flow away: ", *_pairs(resolved, refused), ".")
    idle = [each for each in found if each.idle]
    if idle:
        yield ("Take the rules away that no flow uses, or add the flow: ", *_pairs(resolved, idle), ".")
    clear = [each for each in found if each.cleartext]
    if clear:
        yield ("Encrypt what passes in clear: ", *_pairs(resolved, clear), ".")
    if not (unknown or refused or idle or clear):
        yield ("Nothing: what passes is allowed, used and encrypted, as far as the model states it.",)


def _pairs(resolved: ResolvedSystem, found: list[Boundary]) -> Text:
    page = page_paths.system_page(resolved.system.id, "borders")
    shown = tuple(
        (Link(text=f"{each.from_} to {each.to}", to=f"{page}#borders-{_id(each)}"),) for each in found[:_MOST_NAMED]
    )
    more = len(found) - len(shown)
    return badges.spread((*shown, (f"and {more} more",)) if more else shown)
