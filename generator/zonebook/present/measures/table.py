"""The measures of a system as a table: what each answers, where, how it stands, and who says so."""

from collections.abc import Sequence

from zonebook.assess.findings.finding import SET_ASIDE, Finding
from zonebook.assess.risk.scoring import Response
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Link
from zonebook.document.page import Row, Table
from zonebook.model.answers import is_measure
from zonebook.present import badges, grounds, hyperlinks, page_paths

_At = tuple[Finding, Response]
_LEAD = (
    "What the system states itself, in plain words, against threats of its own. It has no test of the catalogue and "
    "answers no requirement, so it is counted in no figure above."
)


def measures(judged: SystemAssessment) -> dict[str, list[_At]]:
    """Return the measures of a system by id, each with the findings that it answers, without those set aside."""
    found: dict[str, list[_At]] = {}
    for finding in judged.findings:
        for reply in finding.replies if finding.state not in SET_ASIDE else ():
            if is_measure(reply.control):
                found.setdefault(reply.control, []).append((finding, reply))
    return found


def table(judged: SystemAssessment, name: str, found: dict[str, list[_At]]) -> Table:
    """Return a row for each measure."""
    return Table(
        name=name,
        title="Measures against threats of its own",
        lead=_LEAD,
        columns=("Measure", "Threat", "How", "On", "Stands", "Party", "Checked", "Due"),
        rows=tuple(_row(judged, id_, at) for id_, at in found.items()),
        folded=("How", "Due"),
    )


def _row(judged: SystemAssessment, id_: str, at: Sequence[_At]) -> Row:
    resolved, (finding, first) = judged.resolved, at[0]
    state = first.standing
    subjects = tuple((hyperlinks.subject_link(resolved, each.about, each.element),) for each, _ in at)
    return Row(
        id=id_.replace("/", "-"),
        cells=(
            (hyperlinks.control_link(resolved, id_),),
            (Link(text=finding.threat.title, to=page_paths.threat(finding.threat)),),
            (f"{first.act.degree} it: {first.act.how}",),
            badges.spread(subjects),
            (badges.control_status(state.status), grounds.bracketed(state.ground)),
            hyperlinks.party_text(resolved, state.by) if state.by else ("–",),
            badges.words(state.on),
            badges.words(state.due),
        ),
    )
