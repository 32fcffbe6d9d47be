"""Tooltips: what is known of each part of a diagram, in a line or two."""

from collections.abc import Iterable, Iterator

from zonebook.assess.findings.finding import UNSETTLED, Finding
from zonebook.assess.findings.scope import outside
from zonebook.assess.privilege.tier_zero import tier_zero_members
from zonebook.assess.system import SystemAssessment
from zonebook.assess.zones.admission import admissions
from zonebook.document.graph import Cluster, Known
from zonebook.model import vocabulary
from zonebook.model.elements import Flow
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import SubjectType
from zonebook.present import badges, hyperlinks

MOST_NAMES = 8
"""How many names a caption lists; the pages have them all."""


def boundary_tooltip(judged: SystemAssessment, cluster: Cluster) -> Iterator[tuple[str, str]]:
    """Yield what is known of a border, whose id is `zone-`, `account-` or `network-` and that of the element.

    One that stands for other elements names them in `of`.
    """
    resolved = judged.resolved
    about, _, id_ = cluster.id.partition("-")
    if cluster.of:
        id_ = cluster.of[0]
    if id_ in resolved.system.services:
        yield from thing(judged, id_)
        return
    shelves = (("zone", resolved.system.zones), ("account", resolved.accounts), ("network", resolved.system.networks))
    found = next((shelf[id_] for name, shelf in shelves if name == about and id_ in shelf), None)
    if found is None:
        return
    yield "Kind", vocabulary.words(cluster.kind)
    yield from _scope(judged, [(f"{about}s", id_)])
    yield "Owner", hyperlinks.party(resolved, str(getattr(found, "owner", "")))
    known: dict[str, SubjectType] = {"zone": "zone", "account": "account", "network": "network"}
    yield from _findings(judged, [(known[about], id_)])


def thing(judged: SystemAssessment, id_: str) -> Iterator[tuple[str, str]]:
    """Yield what is known of one element."""
    resolved = judged.resolved
    service, actor = resolved.system.services.get(id_), resolved.system.actors.get(id_)
    others = (resolved.system.identities, resolved.accounts, resolved.system.networks)
    found = service or actor or next((shelf[id_] for shelf in others if id_ in shelf), None)
    if found is None:
        return
    kind = resolved.kind(found)
    yield "Kind", kind.title if kind else (actor.kind or "actor") if actor else "not stated"
    yield from _scope(judged, placed(resolved, (id_,)))
    if service or actor:
        yield "Zone", _zone(resolved, id_)
    if service:
        account = resolved.account_of(service)
        yield "Account", badges.spelt(account) if account else "none, or not stated"
        yield "Holds", _data(resolved, service.holds)
        if service.processes:
            yield "Processes", _data(resolved, service.processes)
    yield "Owner", hyperlinks.party(resolved, str(getattr(found, "owner", "")))
    zero = tier_zero_members(resolved)
    if id_ in zero:
        yield "Tier 0", zero[id_].reason
    yield from _findings(judged, judgeable(judged, (id_,)))


def box(judged: SystemAssessment, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield what is known of elements that are drawn as one box."""
    yield "Stands for", f"{len(names)}: {listed(hyperlinks.name(judged.resolved, name) for name in names)}"
    yield from _scope(judged, placed(judged.resolved, names))
    zero = [hyperlinks.name(judged.resolved, name) for name in names if name in tier_zero_members(judged.resolved)]
    if zero:
        yield "Tier 0", listed(zero)
    yield from _findings(judged, judgeable(judged, names))


def placed(resolved: ResolvedSystem, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return each id of a box with the word that its element is written under."""
    shelves: tuple[tuple[str, Iterable[str]], ...] = (
        ("services", resolved.system.services), ("actors", resolved.system.actors),
        ("identities", resolved.system.identities), ("accounts", resolved.accounts),
        ("networks", resolved.system.networks),
    )  # fmt: skip
    found = ((next((shelf for shelf, known in shelves if name in known), ""), name) for name in names)
    return tuple((shelf, name) for shelf, name in found if shelf)


def _scope(judged: SystemAssessment, parts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield which of some elements are out of scope, and why; nothing where none is."""
    every = tuple(parts)
    found = {name: each for shelf, name in every if (each := outside(judged.resolved, shelf, name))}
    if found:
        because = listed(each.because for each in found.values())
        some = f"{len(found)} of {len(every)}, {listed(found)}: " if len(every) > 1 else ""
        yield "Out of scope", f"{some}{because}"


def listed(names: Iterable[str]) -> str:
    """Return the first names, and how many more there are; a dash where there are none."""
    known = tuple(dict.fromkeys(names))
    more = f" and {len(known) - MOST_NAMES} more" if len(known) > MOST_NAMES else ""
    return (", ".join(known[:MOST_NAMES]) or "–") + more


def _zone(resolved: ResolvedSystem, end: str) -> str:
    zone = resolved.system.zones.get(resolved.zone_of(end))
    return f"{badges.spelt(zone)}, {trust(resolved, end)}" if zone else "in no zone"


def trust(resolved: ResolvedSystem, end: str) -> str:
    """Return the trust of the zone that an end of a flow is in."""
    found = resolved.trust(resolved.zone_of(end))
    return "trust not stated" if found is None else f"trust {found}"


def _data(resolved: ResolvedSystem, names: tuple[str, ...] | None) -> str:
    if names is None:
        return "not stated"
    return listed(f"{badges.spelt(resolved.system.data[name])} ({class_of(resolved, name)})" for name in names)


def class_of(resolved: ResolvedSystem, data: str) -> str:
    """Return the class of a data asset by its name."""
    asset = resolved.system.data[data]
    known = resolved.organisation.organisation.classifications.get(asset.classification)
    return (known.title or known.id) if known else asset.classification or "class not stated"


def judgeable(judged: SystemAssessment, names: Iterable[str]) -> Iterator[tuple[SubjectType, str]]:
    """Yield each id with the type of element it is assessed as; an actor only where a threat is stated of it."""
    system = judged.resolved.system
    shelves: tuple[tuple[SubjectType, Iterable[str]], ...] = (
        ("service", system.services), ("identity", system.identities), ("account", judged.resolved.accounts),
    )  # fmt: skip
    for name in names:
        yield from ((about, name) for about, shelf in shelves if name in shelf)
        if name in system.actors and judged.on("actor", name).findings:
            yield "actor", name


def _findings(judged: SystemAssessment, subjects: Iterable[tuple[SubjectType, str]]) -> Iterator[tuple[str, str]]:
    asked = tuple(subjects)
    if not asked:
        return
    found = unsettled(judged, asked)
    here = (gap for about, name in asked for gap in judged.on(about, name).possible)
    possible = sorted(here, key=lambda gap: gap.rank)
    if found:
        worst = found[0]
        yield "To settle", f"{len(found)}; the worst: {_level(worst)}, {worst.threat.title}"
    else:
        yield "To settle", "nothing known" if possible else "nothing"
    if possible:
        level = badges.possible_level(possible[0].possible.level, at_least=possible[0].at_least).text
        yield "Not stated", f"{len(possible)}; the worst: {level}, {possible[0].threat.title}"


def unsettled(judged: SystemAssessment, subjects: Iterable[tuple[SubjectType, str]]) -> tuple[Finding, ...]:
    """Return the unsettled findings about some elements, the worst first."""
    left = (each for about, name in subjects for each in judged.on(about, name).findings if each.state in UNSETTLED)
    return tuple(sorted(left, key=lambda each: each.rank))


def _level(found: Finding) -> str:
    return vocabulary.words(found.risk.current.level)


def flow_tooltip(judged: SystemAssessment, flows: list[Flow]) -> Known:
    """Return what is known of the flows that an arrow represents."""
    resolved = judged.resolved
    represented = listed(badges.spelt(flow) for flow in flows)
    clear = [each.title for flow in flows for each in resolved.cleartext(flow)]
    carried = [flow.carries for flow in flows]
    facts = [("Stands for", f"{len(flows)} flows: {represented}")] if len(flows) > 1 else [("Flow", represented)]
    facts += [
        ("Protocols", listed(each for flow in flows for each in (flow.protocols or flow.ports or ("not stated",)))),
        ("Encrypted", listed(_protection(resolved, flow) for flow in flows)),
        ("Carries", "; ".join(dict.fromkeys(_data(resolved, each) for each in carried))),
    ]
    facts += [("Readable on the way", listed(clear))] if clear else []
    borders = _admission(resolved, flows)
    facts += [("Borders", borders)] if borders else []
    facts += _scope(judged, [("flows", flow.id) for flow in flows])
    return (*facts, *_findings(judged, [("flow", flow.id) for flow in flows]))


def _admission(resolved: ResolvedSystem, flows: list[Flow]) -> str:
    """Return what each zone that the flows enter says of them: the worst answer to any of them; empty for none."""
    worst: dict[str, int] = {}
    for each in (each for flow in flows for each in admissions(resolved, flow)):
        answer = 3 if each.refused else ("", "flows", "zones").index(each.unknown.partition(".")[0])
        worst[each.zone] = max(answer, worst.get(each.zone, 0))
    told = (f"{badges.spelt(resolved.system.zones[zone])} {_ADMITS[answer]}" for zone, answer in worst.items())
    return listed(told) if worst else ""


_ADMITS = (
    "lets it in",
    "may let it in: what is spoken is not stated",
    "does not state whom it lets in",
    "does not let it in",
)
"""What a zone says of the flows that enter it, the worst answer last."""


def _protection(resolved: ResolvedSystem, flow: Flow) -> str:
    """Return how a flow is protected: as stated, or else as implied by its protocols."""
    implied = dict.fromkeys(resolved.protection(flow, each) or "not stated" for each in resolved.spoken(flow))
    return flow.encrypted or ", ".join(implied) or "not stated"
