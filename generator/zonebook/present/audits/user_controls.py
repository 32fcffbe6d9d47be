"""What reports about providers expect of their customers, as rows of a checklist and as a table of its own."""

from collections.abc import Iterable, Iterator

from zonebook.assess.controls.audits.sampling import suggested_samples
from zonebook.assess.planning.user_controls import UserCheck
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Link, SourceRef, Text
from zonebook.document.page import Row, Table
from zonebook.present import badges, grounds, hyperlinks, page_paths
from zonebook.present.audits import results

NAME = "user-controls"
_TITLE = "What the reports of providers expect of us"
_COLUMNS = ("Expected", "System", "Report", "Status", "Rests on", "Tested", "Done by", "Party", "Written in")
_FOLDED = ("Report", "Tested", "Written in")


def title(many: int) -> str:
    """Return the heading of that part of a checklist."""
    return f"{_TITLE} ({many})"


def table(found: Iterable[tuple[SystemAssessment, UserCheck]], name: str = NAME) -> Table:
    """Return what is expected of each system with its status, what it rests on, and what an audit concluded."""
    lead = "A provider's controls take for granted that its customers do this. It is ours to meet and to test."
    rows = tuple(_row(*each) for each in found)
    return Table(name=name, title=_TITLE, lead=lead, columns=_COLUMNS, rows=rows, folded=_FOLDED)


def _row(judged: SystemAssessment, each: UserCheck) -> Row:
    resolved = judged.resolved
    return Row(
        id=f"{judged.id}-{page_paths.anchor(each.id)}",
        cells=(
            (each.expected.title,),
            (Link(text=resolved.system.system.title, to=page_paths.system_page(judged.id)),),
            (grounds.report_link(each.report),),
            (badges.control_status(each.standing.status),),
            grounds.rests_on(resolved, each.standing),
            results.about(resolved, each.id),
            _done_by(judged, each),
            hyperlinks.party_text(resolved, each.party),
            (SourceRef(place=each.expected.place),),
        ),
    )


def _done_by(judged: SystemAssessment, each: UserCheck) -> Text:
    """Return the control of ours that does it, and on how many elements; a dash where there is none."""
    if not each.expected.control:
        return ("–",)
    many = len(each.checks)
    on = f"{many} element{'' if many == 1 else 's'}" if many else "nothing here"
    return (hyperlinks.control_link(judged.resolved, each.expected.control), f", on {on}")


def checklist_rows(judged: SystemAssessment, found: Iterable[UserCheck]) -> Iterator[Row]:
    """Yield the rows in the columns of a checklist; what only a control of the catalogue has is left open."""
    resolved = judged.resolved
    for each in found:
        control = resolved.catalogue.controls.get(each.expected.control)
        steps = control.verify if control else ()
        yield Row(
            id=page_paths.anchor(each.id),
            cells=(
                (each.id,),
                (badges.control_status(each.standing.status),),
                grounds.rests_on(resolved, each.standing),
                results.about(resolved, each.id),
                (grounds.report_link(each.report),),
                _done_by(judged, each),
                (each.expected.title,),
                badges.words("\n".join(f"{n}. {step.step} Expect: {step.expect}" for n, step in enumerate(steps, 1))),
                badges.words("\n".join(control.evidence) if control else ""),
                badges.operations(control.runs if control else ()),
                badges.words(control.population if control else ""),
                badges.words("\n".join(suggested_samples(control.runs)) if control else ""),
                ("–",),
                hyperlinks.party_text(resolved, each.party),
                (str(each.standing.origin),),
                badges.words(each.standing.on),
                badges.words("\n".join(evidence.title for evidence in each.standing.evidence)),
                ("–",),
                (SourceRef(place=each.expected.place),),
            ),
        )
