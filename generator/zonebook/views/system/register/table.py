"""The table of the risk register: a row for each fact on the page, a row for each finding in its download."""

from collections.abc import Callable, Iterable, Iterator

from zonebook.assess.findings.finding import SET_ASIDE, Finding
from zonebook.assess.findings.reading_order import RiskRow
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Link, SourceRef, Text
from zonebook.document.page import Block, Download, Row, Table
from zonebook.model import vocabulary
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, grounds, hyperlinks, page_paths
from zonebook.present.limits import aside

COLUMNS = (
    "Finding", "Threat", "On", "Risk now", "Inherent", "As planned", "State", "Because", "Also said by", "STRIDE",
    "ATT&CK", "Answers", "Owner", "Decided", "Until", "Written in",
)  # fmt: skip
_SHOWN = frozenset(("Threat", "On", "Risk now", "As planned", "State", "Owner"))
_LEAD = (
    "A row is one fact: the findings of a threat with the same risk and state, and those that say the same less "
    "exactly. What differs stands with its elements. The id of a finding is its threat, @ and its element; the "
    "download has a row for each."
)


def blocks(judged: SystemAssessment) -> Iterator[Block]:
    """Yield the download of every finding, and the table of facts."""
    path = page_paths.beside(judged.id, "register.csv")
    yield Download(text="Risk register (CSV)", path=path, table=_table(judged, map(_alone, judged.findings), lead=""))
    yield _table(judged, judged.facts, lead=_LEAD)


def _alone(finding: Finding) -> RiskRow:
    return RiskRow(every=(finding,))


def _table(judged: SystemAssessment, rows: Iterable[RiskRow], *, lead: str) -> Table:
    return Table(
        name="register",
        title="Risk register",
        lead=lead,
        columns=COLUMNS,
        folded=tuple(each for each in COLUMNS if each not in _SHOWN),
        rows=tuple(_row(judged.resolved, each) for each in rows),
    )


def _row(resolved: ResolvedSystem, row: RiskRow) -> Row:
    """Return the row of a fact; what differs between its findings is named with each of them."""
    found, first = row.known, row.known[0]
    also = (*found[1:], *(each for each in row.less_exact if isinstance(each, Finding)))
    return Row(
        id=_id(first),
        also=tuple(map(_id, also)),
        cells=(
            hyperlinks.fact([(resolved, each) for each in found]),
            (hyperlinks.threat_link(first),),
            badges.spread(tuple((hyperlinks.subject_link(resolved, each.about, each.element),) for each in found)),
            _now(first),
            _each(found, lambda each: (badges.level(each.risk.inherent.level),)),
            _each(found, lambda each: (badges.level(each.risk.target.level),)),
            _each(found, lambda each: (aside.badge(each),)),
            _each(found, lambda each: ("; ".join(each.reasons),)),
            _also(resolved, first, also[len(found) - 1 :]),
            badges.words(", ".join(map(vocabulary.words, first.threat.stride))),
            (", ".join(first.threat.attack) or "–",),
            _each(found, lambda each: _answers(resolved, each)),
            _each(found, lambda each: hyperlinks.party_text(resolved, each.owner)),
            _each(found, lambda each: (_decided(resolved, each),)),
            _each(found, lambda each: (_until(each),)),
            badges.spread(tuple((SourceRef(place=each.place),) for each in found)),
        ),
    )


def _id(finding: Finding) -> str:
    return f"{finding.threat.id}-{finding.element}"


def _also(resolved: ResolvedSystem, first: Finding, less_exact: tuple[Finding, ...]) -> Text:
    """Return the findings that say the same less exactly; of one that says it itself, the finding that it yields to."""
    if not less_exact and first.yields_to:
        return (Link(text=first.yields_to.id, to=page_paths.finding(resolved, first.yields_to)),)
    links = tuple((Link(text=each.id, to=page_paths.finding(resolved, each)),) for each in less_exact)
    return badges.spread(links) if links else ("–",)


def _each(found: tuple[Finding, ...], describe: Callable[[Finding], Text]) -> Text:
    """Return what describes each finding: once where it is the same, else with the elements that it describes."""
    elements: dict[Text, list[str]] = {}
    for each in found:
        elements.setdefault(describe(each), []).append(each.element)
    if len(elements) == 1:
        return describe(found[0])
    return badges.spread(tuple((f"{', '.join(names)}: ", *text) for text, names in elements.items()), "\n")


def _decided(resolved: ResolvedSystem, finding: Finding) -> str:
    if apart := aside.reason(resolved, finding):
        return apart
    decision = finding.decision
    if decision is None:
        return "–"
    return f"{decision.treatment} by {hyperlinks.party(resolved, decision.by)} on {decision.on}: {decision.because}"


def _until(finding: Finding) -> str:
    source = finding.aside if finding.state in SET_ASIDE else finding.decision
    return (source.until if source else "") or "–"


def _now(finding: Finding) -> Text:
    """Return the risk now; of a finding that stands either way, also the highest that one of the others has."""
    known = badges.level(finding.risk.current.level)
    return (known, " ", badges.possible_level(finding.either.possible.level)) if finding.either else (known,)


def _answers(resolved: ResolvedSystem, finding: Finding) -> Text:
    return badges.spread(
        tuple(
            (
                Link(text=reply.act.name, to=page_paths.control(resolved.catalogue, reply.control)),
                f" {reply.act.degree}: ",
                badges.control_status(reply.standing.status),
                grounds.bracketed(reply.standing.ground),
            )
            for reply in finding.replies
        ),
        "; ",
    )
