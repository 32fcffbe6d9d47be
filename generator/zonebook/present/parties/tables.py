"""The tables of a party's page: the controls it owes, the findings it has to settle, its duties and decisions."""

from collections.abc import Mapping, Sequence

from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.inheritance import ControlStatus
from zonebook.assess.controls.responsibility import LayerDuty
from zonebook.assess.findings.finding import Finding
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Link, Text
from zonebook.document.page import Row, Table
from zonebook.model import vocabulary
from zonebook.model.elements import Party
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import LAYERS, Level
from zonebook.present import badges, hyperlinks, page_paths
from zonebook.present.limits import aside
from zonebook.values.record import dataclass

FEW = 6
"""How many names a cell holds before it counts the rest."""
_ORDER: tuple[ControlStatus, ...] = ("not-met", "not-stated", "partial", "planned")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a party is responsible for in one system; `worst` has the worst finding there that a control answers."""

    judged: SystemAssessment
    owed: Mapping[str, tuple[Check, ...]]
    settled: int
    duties: tuple[LayerDuty, ...]
    findings: tuple[Finding, ...]
    decided: tuple[str, ...]
    worst: Mapping[str, Level]


def owed_table(party: Party, parts: Sequence[Part]) -> Table:
    """Return a row for each control that is owed in a system, the most urgent first."""
    rows = [(_urgency(part, control), part, control) for part in parts for control in part.owed]
    return Table(
        name=f"{party.id}-owes",
        title="Controls owed",
        lead="What is not met comes first, then what nobody states; of these, what answers the worst finding.",
        columns=("Control", "System", "Stands", "Answers at worst", "Due", "On", "Layer", "Checklist"),
        rows=tuple(_owing(part, control) for _, part, control in sorted(rows, key=lambda each: each[0])),
    )


def _urgency(part: Part, control: str) -> tuple[int, int, str, str, str]:
    checks = part.owed[control]
    level = part.worst.get(control)
    status = min(_ORDER.index(check.standing.status) for check in checks)
    return status, -vocabulary.rank(level) if level else 1, _due(checks) or "9999", control, part.judged.id


def _due(checks: Sequence[Check]) -> str:
    """Return the first day on which one of the checks is due; empty where none is planned."""
    return min((check.standing.due for check in checks if check.standing.due), default="")


def _owing(part: Part, control: str) -> Row:
    resolved, checks = part.judged.resolved, part.owed[control]
    counts = [(each, sum(check.standing.status == each for check in checks)) for each in _ORDER]
    statuses = tuple((f"{many} ", badges.control_status(each)) for each, many in counts if many)
    level = part.worst.get(control)
    checklist = page_paths.checklist(resolved.system.id, "by-party", checks[0].party)
    return Row(
        id=f"{resolved.system.id}-{control}",
        cells=(
            (hyperlinks.control_link(resolved, control),),
            (_system(resolved),),
            badges.spread(statuses, " "),
            (badges.level(level),) if level else ("–",),
            badges.words(_due(checks)),
            _few(tuple((hyperlinks.subject_link(resolved, check.about, check.element),) for check in checks)),
            (badges.LAYER_TITLES.get(checks[0].control.layer, checks[0].control.layer) or "–",),
            (Link(text="checks", to=checklist),),
        ),
    )


def _system(resolved: ResolvedSystem) -> Link:
    return Link(text=resolved.system.system.title, to=page_paths.system_page(resolved.system.id))


def _few(links: tuple[Text, ...]) -> Text:
    more = (f", and {len(links) - FEW} more",) if len(links) > FEW else ()
    return (*badges.spread(links[:FEW]), *more)


def findings_table(party: Party, parts: Sequence[Part]) -> Table:
    """Return a row for each unsettled finding, the worst first."""
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


def duties_table(party: Party, parts: Sequence[Part]) -> Table:
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


def decided_table(party: Party, parts: Sequence[Part]) -> Table:
    """Return a row for each decision that the party made."""
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
