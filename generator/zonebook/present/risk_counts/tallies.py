"""Unsettled findings counted by system, zone, service or party, each number leading to the findings that it counts."""

from collections.abc import Iterator, Mapping, Sequence

from zonebook.assess.planning.rollup import RiskCount
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Link, Text
from zonebook.document.page import Block, Heading, Row, Table
from zonebook.model import vocabulary
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import LEVELS, Level
from zonebook.present import badges, hyperlinks, page_paths
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What findings are counted by: its name as a text, and the addresses of its findings, of all and by level.

    An address is empty where no page lists just these findings.
    """

    name: Text
    every: str = ""
    levels: Mapping[Level, str]


_NOWHERE: Mapping[Level, str] = {}


def blocks(title: str, name: str, found: Sequence[RiskCount], by: Mapping[str, Counted]) -> Iterator[Block]:
    """Yield the counts under a heading, the worst first; nothing where nothing is counted."""
    if not found:
        return
    yield Heading(text=f"Risk {title.lower()}", anchor=f"by-{name}")
    first = title.removeprefix("By ").capitalize()
    yield Table(
        name=f"risk-{name}",
        title=f"Unsettled findings {title.lower()}",
        lead="The worst decides the order: there is no average that could hide it.",
        columns=(first, "Worst", "Not settled", *map(vocabulary.words, reversed(LEVELS))),
        rows=tuple(_row(each, by.get(each.id) or _unnamed(each.id)) for each in found),
    )


def _unnamed(id_: str) -> Counted:
    return Counted(name=(id_ or "nobody is named",), levels=_NOWHERE)


def _row(each: RiskCount, by: Counted) -> Row:
    worst: Text = (badges.level(each.worst),) if each.worst else ("–",)
    levels = tuple(_number(each.levels[level], by.levels.get(level, "")) for level in reversed(LEVELS))
    return Row(id=each.id or "nobody", cells=(by.name, worst, _number(each.total, by.every), *levels))


def _number(many: int, to: str) -> Text:
    return (Link(text=str(many), to=to),) if many and to else (str(many),)


def systems(found: Mapping[str, SystemAssessment]) -> Mapping[str, Counted]:
    """Return each system: its register has the findings of each level."""
    return {name: _system(judged) for name, judged in found.items()}


def _system(judged: SystemAssessment) -> Counted:
    register = page_paths.system_page(judged.id, "register")
    return Counted(
        name=(Link(text=judged.resolved.system.system.title, to=page_paths.system_page(judged.id, "what-next")),),
        every=f"{register}#findings",
        levels={level: f"{register}#{page_paths.level_anchor(level)}" for level in LEVELS},
    )


def parties(found: Sequence[SystemAssessment], counts: Sequence[RiskCount] = ()) -> Mapping[str, Counted]:
    """Return each party of systems.

    With the `counts` over all systems, a party leads to its page, except where a finding on what several systems share
    is counted once here and listed for each of them there.
    """
    listed: dict[str, int] = {}
    for judged in found:
        for finding in judged.unsettled:
            listed[finding.owner] = listed.get(finding.owner, 0) + 1
    whole = {each.id for each in counts if each.total == listed.get(each.id)}
    return {
        party: Counted(
            name=(hyperlinks.party(judged.resolved, party),),
            every=f"{page_paths.party_page(judged.resolved, party)}#findings" if party in whole else "",
            levels=_NOWHERE,
        )
        for judged in found
        for party in judged.resolved.parties
    }


def elements(resolved: ResolvedSystem, shelf: str) -> Mapping[str, Counted]:
    """Return the zones or the services of a system; the page of a service has its findings."""
    return {
        each: Counted(
            name=(hyperlinks.endpoint_link(resolved, each),),
            every=f"{page_paths.element(resolved.system.id, shelf, each)}#findings" if shelf == "services" else "",
            levels=_NOWHERE,
        )
        for each in getattr(resolved.system, shelf)
    }
