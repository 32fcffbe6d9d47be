"""What answers the requirements of a framework here: their controls, with the checks of these in every system."""

from collections.abc import Iterable, Mapping

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.grounds import counted
from zonebook.assess.controls.state import SETTLED
from zonebook.assess.planning.requirement_holders import requirement_holders, together
from zonebook.document.inline import Badge, Text
from zonebook.document.page import Row, Table
from zonebook.model.catalogue import Control
from zonebook.model.frameworks.framework import Framework
from zonebook.model.vocabulary import Responsible
from zonebook.present import badges, catalogue_entry, grounds, page_paths
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A framework; by the id of a requirement its controls and who answers for it; by control its checks everywhere."""

    framework: Framework
    controls: Mapping[str, list[Control]]
    responsible: Mapping[str, Responsible | None]
    checks: Mapping[str, list[Check]]

    @property
    def without(self) -> tuple[str, ...]:
        """The requirements without a control."""
        return tuple(id_ for id_ in self.framework.requirements if id_ not in self.controls)

    @property
    def by_baseline(self) -> bool:
        """Whether a requirement is in a baseline."""
        return any(each.baselines for each in self.framework.requirements.values())


def answered(assessment: Assessment, framework: Framework) -> Answered:
    """Return what answers the requirements of a framework in every system."""
    controls: dict[str, list[Control]] = {}
    for control in assessment.workspace.catalogue.controls.values():
        for requirement in control.crosswalk.get(framework.id, ()):
            controls.setdefault(requirement, []).append(control)
    checks: dict[str, list[Check]] = {}
    for judged in assessment.systems.values():
        for check in judged.checks:
            checks.setdefault(check.control.id, []).append(check)
    holders = [requirement_holders(judged, framework) for judged in assessment.systems.values()]
    responsible = {id_: together(each[id_].responsible for each in holders) for id_ in framework.requirements}
    return Answered(framework=framework, controls=controls, responsible=responsible, checks=checks)


def sentence(found: Answered) -> str:
    """Return what the checks of a framework's controls rest on in every system, each check counted once."""
    controls = {control.id: control for each in found.controls.values() for control in each}
    checks = _checks(found, controls.values())
    return f"{len(checks)} checks of its controls here. {grounds.sentence(checks)}"


def requirements(found: Answered, ids: Iterable[str], name: str, folded: tuple[str, ...] = ()) -> Table:
    """Return a table of requirements with all that is known of each; the columns named in `folded` under their row."""
    columns = ("Requirement", "Title", *_baseline(found), "Controls", "Responsibility", "Settled here", "Rests on")
    rows = tuple(_row(found, id_) for id_ in ids)
    return Table(name=name, title=found.framework.title, columns=columns, rows=rows, folded=folded)


def _row(found: Answered, id_: str) -> Row:
    controls = found.controls.get(id_, [])
    return Row(
        id=page_paths.requirement_anchor(id_),
        cells=(
            (id_,),
            (found.framework.requirements[id_].title or "–",),
            *baselines(found, id_),
            catalogue_entry.entry_links(controls),
            badges.responsible(found.responsible[id_]),
            settled(found, id_),
            grounds.numbers(counted(each.standing.ground for each in _checks(found, controls))),
        ),
    )


def without(found: Answered) -> Table:
    """Return a table of the requirements that no control answers."""
    rows = tuple(
        Row(
            id=f"without-{page_paths.requirement_anchor(id_)}",
            cells=((id_,), (found.framework.requirements[id_].title or "–",), *baselines(found, id_)),
        )
        for id_ in found.without
    )
    lead = "No control of the catalogue answers these. Some are the organisation's to answer, outside of its systems."
    columns = ("Requirement", "Title", *_baseline(found))
    return Table(name="without", title="Requirements without a control", lead=lead, columns=columns, rows=rows)


def _baseline(found: Answered) -> tuple[str, ...]:
    return ("Baselines",) if found.by_baseline else ()


def baselines(found: Answered, id_: str) -> tuple[Text, ...]:
    """Return the cell with the baselines of a requirement; none where the framework has no baselines."""
    return ((", ".join(found.framework.requirements[id_].baselines) or "–",),) if found.by_baseline else ()


def settled(found: Answered, id_: str) -> Text:
    """Return how many checks of the controls of a requirement are settled."""
    controls = found.controls.get(id_, [])
    if not controls:
        return (Badge(text="no control", tone="not-stated"),)
    checks = _checks(found, controls)
    if not checks:
        return (Badge(text="applies to nothing here", tone="plain"),)
    done = sum(1 for check in checks if check.standing.status in SETTLED)
    return (Badge(text=f"{done} of {len(checks)} checks", tone="met" if done == len(checks) else "partial"),)


def _checks(found: Answered, controls: Iterable[Control]) -> list[Check]:
    return [check for control in controls for check in found.checks.get(control.id, ())]
