"""What next: which control would reduce the worst risk, what is planned, what another directory would have changed."""

from collections.abc import Iterator, Sequence

from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.finding import Finding
from zonebook.assess.planning import rollup
from zonebook.assess.planning.directory_alternatives import Alternative
from zonebook.assess.planning.forecast import ForecastPoint
from zonebook.assess.planning.priorities import Improvement, Share
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Link, Text
from zonebook.document.page import Block, Download, Heading, Page, Prose, Row, Table
from zonebook.model import vocabulary
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import LEVELS
from zonebook.present import badges, hyperlinks, page_paths, possible_risk
from zonebook.present.risk_counts import tallies

_FEW = 5
"""How many names a cell holds before it counts the rest."""
_HOW = (
    "Each control is counted by itself, as if it were met on everything where it is not met yet, and nothing else "
    "changed. Two controls that answer the same finding do not add up. A finding on an account that several systems "
    "share counts once. First comes what reduces the worst risk, of equal ones that of tier 0; then what takes most "
    "away: the sum of the steps on the scale of 0 to 10 of NIST SP 800-30 (very low 0, low 2, moderate 5, high 8, very "
    "high 10). A threat with the same risk and state at several elements of a system counts once, at its largest step: "
    "ten hosts are no worse than one. The sum puts controls in order; it measures nothing. What only detects takes "
    "nothing away, and is not here."
)
_CURVE = (
    "The findings that are not settled, if what is planned is met on the day it is due. Decisions that end in between "
    "are not foreseen."
)
_INSTEAD = (
    "The same questions asked again as if another option had been chosen. Its services stand where those of the choice "
    "stand, and nothing else is stated of them: the provider's defaults hold, and what nobody can know yet is counted "
    "as not stated. An option that takes fewer findings is not better for that; whether it fits its needs is on the "
    "page of the directory decision."
)


def what_next(assessment: Assessment) -> Iterator[Page]:
    """Yield the page of the organisation."""
    yield Page(
        path=page_paths.WHAT_NEXT,
        title="What next",
        description="The controls that would reduce the worst risks across every system.",
        blocks=tuple(_organisation(assessment, assessment.priorities)),
        section=(page_paths.ORGANISATION,),
        listed=True,
    )


def what_next_of_systems(assessment: Assessment) -> Iterator[Page]:
    """Yield the page of each system."""
    for judged in assessment.systems.values():
        title = judged.resolved.system.system.title
        yield Page(
            path=page_paths.system_page(judged.id, "what-next"),
            title="What next",
            description=f"The controls that would reduce the worst risks of {title}.",
            blocks=tuple(_system(assessment, judged)),
            section=(title,),
            listed=True,
        )


def _organisation(assessment: Assessment, found: Sequence[Improvement]) -> Iterator[Block]:
    systems = tuple(assessment.systems.values())
    answer = _answer(assessment, found, len(rollup.distinct_unsettled(systems)))
    yield Prose(paragraphs=((answer,), _possible(systems, page_paths.NOT_STATED), (_HOW,)))
    if not systems:
        return
    yield Heading(text="What to do first", anchor="first")
    yield Download(text="What next (CSV)", path="what-next.csv")
    yield Table(
        name="what-next",
        title="Controls by the worst risk that they would reduce",
        columns=("Control", "Takes away", "Settles", "Lowers", "In", "Who would do it", "Settles these"),
        rows=tuple(_measure(assessment, each) for each in found),
        folded=("Settles these",),
    )
    yield from _planned(systems, assessment.forecast, "curve.csv")
    by_party = rollup.by_party(systems)
    yield from tallies.blocks("By system", "systems", rollup.by_system(systems), tallies.systems(assessment.systems))
    yield from tallies.blocks("By party", "parties", by_party, tallies.parties(systems, by_party))


def _system(assessment: Assessment, judged: SystemAssessment) -> Iterator[Block]:
    shares = sorted(assessment.shares[judged.id], key=lambda pair: (pair[1].rank, -len(pair[1].closes), pair[0]))
    here = [Improvement(control=control, shares=(share,)) for control, share in shares]
    answer = _answer(assessment, here, len(judged.unsettled))
    yield Prose(paragraphs=((answer,), _possible((judged,), page_paths.system_page(judged.id, "gaps")), (_HOW,)))
    yield Heading(text="What to do first", anchor="first")
    yield Download(text="What next (CSV)", path=page_paths.beside(judged.id, "what-next.csv"))
    yield Table(
        name="what-next",
        title="Controls by the worst risk that they would reduce",
        columns=("Control", "Takes away", "Settles", "Lowers", "Stands", "Who would do it", "On", "Settles these"),
        rows=tuple(_share(judged.resolved, control, share) for control, share in shares),
        folded=("Settles these",),
    )
    yield from _planned((judged,), assessment.forecasts[judged.id], page_paths.beside(judged.id, "curve.csv"))
    yield from _others(judged, assessment.alternatives[judged.id])
    resolved = judged.resolved
    by_party = rollup.by_party((judged,))
    yield from tallies.blocks("By zone", "zones", rollup.by_zone(judged), tallies.elements(resolved, "zones"))
    yield from tallies.blocks(
        "By service", "services", rollup.by_service(judged), tallies.elements(resolved, "services")
    )
    yield from tallies.blocks("By party", "parties", by_party, tallies.parties((judged,)))


def _answer(assessment: Assessment, found: Sequence[Improvement], unsettled: int) -> str:
    if not unsettled:
        return "No finding is unsettled."
    if not found:
        return f"{unsettled} findings are not settled, and no control of the catalogue would lower one of them."
    first = found[0]
    title = hyperlinks.control_title(assessment.workspace.catalogue, first.control)
    lowers = f" and lower {first.lowered} more" if first.lowered else ""
    return (
        f"Begin with “{title}”: met everywhere, it would settle {first.closed} of {unsettled} unsettled findings"
        f"{lowers}. {len(found)} controls would each settle or lower something."
    )


def _possible(systems: Sequence[SystemAssessment], to: str) -> Text:
    """Return what no control can take away, because nothing is known of it yet."""
    above = sum(len(judged.possibly_above_appetite) for judged in systems)
    many = sum(len(judged.possible) for judged in systems)
    if not many:
        return ("Controls are counted against what is known: every question that applies has an answer.",)
    words = f"Controls are counted against what is known. {possible_risk.above_appetite(above)}, of {many}: "
    return (words, Link(text="what to state first", to=to), ".")


def _measure(assessment: Assessment, measure: Improvement) -> Row:
    closes = {
        (finding.id, finding.place): (assessment.systems[each.system].resolved, finding)
        for each in measure.shares
        for finding in each.closes
    }
    resolved = assessment.systems[measure.shares[0].system].resolved
    parties = [
        hyperlinks.party(assessment.systems[each.system].resolved, party)
        for each in measure.shares
        for party in each.parties
    ]
    return Row(
        id=measure.control,
        cells=(
            (hyperlinks.control_link(resolved, measure.control),),
            (str(measure.reduction),),
            (str(measure.closed),),
            (str(measure.lowered),),
            badges.spread(tuple(_systems(assessment, measure))),
            (_few(parties) or "nobody is named",),
            _named(tuple(closes.values())),
        ),
    )


def _systems(assessment: Assessment, measure: Improvement) -> Iterator[Text]:
    for share in measure.shares:
        title = assessment.systems[share.system].resolved.system.system.title
        yield (Link(text=title, to=page_paths.system_page(share.system, "what-next")), f" ({share.reduction})")


def _share(resolved: ResolvedSystem, control: str, share: Share) -> Row:
    statuses = dict.fromkeys((gain.status, gain.due) for gain in share.gains)
    elements = [hyperlinks.subject_link(resolved, about, id_) for about, id_ in share.elements[:_FEW]]
    more = len(share.elements) - len(elements)
    return Row(
        id=control,
        cells=(
            (hyperlinks.control_link(resolved, control),),
            (str(share.reduction),),
            (str(len(share.closes)),),
            (str(len(share.lowers)),),
            badges.spread(tuple((badges.control_status(now), f" by {due}" if due else "") for now, due in statuses)),
            (_few([hyperlinks.party(resolved, each) for each in share.parties]) or "nobody is named",),
            (*badges.spread(tuple((each,) for each in elements)), f" and {more} more" if more else ""),
            _named([(resolved, each) for each in share.closes]),
        ),
    )


def _few(names: Sequence[str]) -> str:
    """Return the first names, each once, and how many more there are."""
    unique = list(dict.fromkeys(names))
    more = len(unique) - _FEW
    return ", ".join(unique[:_FEW]) + (f" and {more} more" if more > 0 else "")


def _named(found: Sequence[tuple[ResolvedSystem, Finding]]) -> Text:
    """Return the first findings, linked, and how many more there are."""
    alike: dict[tuple[str, ...], list[tuple[ResolvedSystem, Finding]]] = {}
    for resolved, each in found:
        alike.setdefault((each.threat.stated_in, each.threat.id, each.risk.current.level, each.state), []).append(
            (resolved, each)
        )
    links = tuple(hyperlinks.fact(each) for each in list(alike.values())[:_FEW])
    more = len(found) - sum(len(each) for each in list(alike.values())[:_FEW])
    return (*badges.spread(links), f" and {more} more") if more > 0 else badges.spread(links)


def _planned(systems: Sequence[SystemAssessment], points: Sequence[ForecastPoint], path: str) -> Iterator[Block]:
    yield Heading(text="What is planned", anchor="planned")
    last = points[-1]
    words = (
        f"If all that is planned is done, {last.total} of {points[0].total} findings are left."
        if len(points) > 1
        else "No control is planned that would lower an unsettled finding."
    )
    yield Prose(paragraphs=((words,), (_CURVE,)))
    yield Download(text="Target curve (CSV)", path=path)
    yield Table(
        name="curve",
        title="Unsettled findings, by level, over time",
        columns=("After", "Not settled", *map(vocabulary.words, reversed(LEVELS)), "Comes in"),
        rows=tuple(_point(systems, number, point) for number, point in enumerate(points)),
    )


def _point(systems: Sequence[SystemAssessment], number: int, point: ForecastPoint) -> Row:
    controls = tuple((hyperlinks.control_link(systems[0].resolved, each),) for each in point.controls)
    when = f"{point.on} (today)" if not number else point.on or "no date, or one that has passed"
    levels = tuple((str(point.levels[level]),) for level in reversed(LEVELS))
    return Row(id=f"point-{number}", cells=((when,), (str(point.total),), *levels, badges.spread(controls)))


def _others(judged: SystemAssessment, found: Sequence[Alternative]) -> Iterator[Block]:
    if not found:
        return
    yield Heading(text="Had you chosen another directory", anchor="instead")
    yield Prose(paragraphs=((_INSTEAD,),))
    yield Table(
        name="instead",
        title="Findings that would go, stay and come",
        columns=("Had you chosen", "In the place of", "Go", "Stay", "Come", "Not stated", "These come", "These go"),
        rows=tuple(_other(judged.resolved, each) for each in found),
    )


def _other(resolved: ResolvedSystem, other: Alternative) -> Row:
    option = resolved.catalogue.directories[other.option]
    counts = ((str(number),) for number in (len(other.goes), len(other.stays), len(other.comes), other.gaps))
    replaced = tuple((hyperlinks.endpoint_link(resolved, each),) for each in other.replaced)
    return Row(
        id=other.option,
        cells=(
            (Link(text=option.title, to=page_paths.entry("directories", other.option)),),
            badges.spread(replaced) if replaced else ("nothing that runs",),
            *counts,
            badges.spread(tuple((hyperlinks.threat_link(each),) for each in other.comes)),
            _named([(resolved, each) for each in other.goes]),
        ),
    )
