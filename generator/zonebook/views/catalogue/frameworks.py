"""The shelf of frameworks: requirement by requirement, what answers it and its status here."""

from collections.abc import Iterable, Iterator, Mapping

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.frameworks import frameworks_of_controls
from zonebook.assess.controls.grounds import counted
from zonebook.assess.controls.state import SETTLED
from zonebook.assess.planning.requirement_holders import requirement_holders, together
from zonebook.document.inline import Badge, Link, Text
from zonebook.document.page import Block, Facts, Heading, Page, Prose, Row, Table
from zonebook.model.catalogue import Control, Threat
from zonebook.model.frameworks.framework import Framework
from zonebook.model.vocabulary import TECHNIQUES
from zonebook.present import badges, catalogue_entry, grounds, page_paths

Checks = Mapping[str, list[Check]]
"""The checks of every system, by control."""


def frameworks(assessment: Assessment) -> Iterator[Page]:
    """Yield the shelf's page and the page of every framework."""
    catalogue = assessment.workspace.catalogue
    rows = []
    pages = []
    for framework in catalogue.frameworks.values():
        answered = _answered(assessment, framework)
        rows.append(_row(framework, len(answered), len(_named(assessment, framework))))
        blocks = (*_blocks(assessment, framework, answered), *catalogue_entry.sources(framework))
        description = f"{framework.title}, version {framework.version}: requirements and what answers them."
        pages.append(catalogue_entry.entry_page("frameworks", (framework.id, framework.title), description, blocks))
    columns = (
        "Framework", "Version", "Publisher", "Requirements", "Answered by a control", "Without a control",
        "Named by a threat",
    )  # fmt: skip
    yield Page(
        path=page_paths.shelf_page("frameworks"),
        title="Frameworks",
        description="Every framework that controls are mapped to, with its version.",
        blocks=(Table(name="frameworks", title="Frameworks", columns=columns, rows=tuple(rows), totals=columns[3:]),),
        section=("Catalogue",),
        listed=True,
    )
    yield from pages


def _answered(assessment: Assessment, framework: Framework) -> dict[str, list[Control]]:
    found: dict[str, list[Control]] = {}
    for control in assessment.workspace.catalogue.controls.values():
        for requirement in control.crosswalk.get(framework.id, ()):
            found.setdefault(requirement, []).append(control)
    return found


def _row(framework: Framework, answered: int, named: int) -> Row:
    return Row(
        id=framework.id,
        cells=(
            (Link(text=framework.title, to=page_paths.entry("frameworks", framework.id)),),
            (framework.version,),
            (framework.publisher,),
            (str(len(framework.requirements)),),
            (str(answered),),
            _lacking(framework, answered) if not named else ("–",),
            (str(named) if named else "–",),
        ),
    )


def _lacking(framework: Framework, answered: int) -> Text:
    without = len(framework.requirements) - answered
    return (
        (Link(text=str(without), to=f"{page_paths.entry('frameworks', framework.id)}#without"),) if without else ("0",)
    )


def _blocks(assessment: Assessment, framework: Framework, answered: dict[str, list[Control]]) -> Iterator[Block]:
    summary = framework.summary or f"{framework.title}, version {framework.version}."
    named = _named(assessment, framework)
    told = _counted(framework, len(named), len(answered))
    stands = () if named else ((_standing(assessment, answered),),)
    yield Prose(paragraphs=((summary,), (told,), *stands))
    reports = tuple(_reports(assessment, framework))
    yield Facts(
        pairs=(
            ("Version", (framework.version,)),
            ("Publisher", (framework.publisher,)),
            ("Licence", (framework.licence,)),
            *((("Reports", badges.spread(reports)),) if reports else ()),
        )
    )
    if not named:
        yield from _without(framework, answered)
    yield Heading(text="Requirements", anchor="requirements")
    yield _techniques(framework, named) if named else _requirements(assessment, framework, answered)
    yield from _allocation(framework)


def _allocation(framework: Framework) -> Iterator[Block]:
    """Yield which layers the requirements are about, with what that rests on."""
    if framework.responsibility is None:
        return
    grouped = framework.grouped()
    rows = tuple(
        Row(
            id=group.id,
            cells=(
                (group.title,),
                (", ".join(badges.LAYER_TITLES[layer] for layer in group.layers) or f"{group.holder}, always",),
                (", ".join(id_ for id_ in framework.requirements if grouped.get(id_) is group),),
                (group.because,),
                catalogue_entry.confidence_text(group.confidence or framework.responsibility.confidence),
            ),
        )
        for group in framework.responsibility.groups.values()
    )
    yield Heading(text="What the requirements are about", anchor="about")
    lead = "Who answers for a requirement in a system is whoever has these layers of its services there."
    columns = ("About", "Layers", "Requirements", "Why", "Confidence")
    yield Table(name="about", title="What the requirements are about", lead=lead, columns=columns, rows=rows)
    yield catalogue_entry.listed(framework.responsibility.sources)


def _reports(assessment: Assessment, framework: Framework) -> Iterator[Text]:
    """Yield the report of each system that the framework is in force for."""
    for judged in assessment.systems.values():
        if framework in frameworks_of_controls(judged.resolved):
            title = judged.resolved.system.system.title
            yield (Link(text=title, to=page_paths.framework_report(judged.id, framework.id)),)


def _without(framework: Framework, answered: dict[str, list[Control]]) -> Iterator[Block]:
    """Yield the requirements that no control answers."""
    rows = tuple(
        Row(
            id=f"without-{page_paths.requirement_anchor(id_)}",
            cells=((id_,), (requirement.title or "–",), (", ".join(requirement.baselines) or "–",)),
        )
        for id_, requirement in framework.requirements.items()
        if id_ not in answered
    )
    yield Heading(text="Requirements without a control", anchor="without")
    if not rows:
        yield Prose(paragraphs=(("None: each requirement that is listed has a control.",),))
        return
    lead = "No control of the catalogue answers these. Some are the organisation's to answer, outside of its systems."
    columns = ("Requirement", "Title", "Baselines")
    yield Table(name="without", title="Requirements without a control", lead=lead, columns=columns, rows=rows)


def _counted(framework: Framework, named: int, answered: int) -> str:
    every = len(framework.requirements)
    if named:
        return f"{named} of {every} requirements are named by a threat; the controls that answer it stand on its page."
    return f"{answered} of {every} requirements have a control; {every - answered} have none."


def _standing(assessment: Assessment, answered: dict[str, list[Control]]) -> str:
    """Return what the checks of a framework's controls rest on in every system, each check counted once."""
    controls = {control.id: control for each in answered.values() for control in each}
    found = _of(controls.values(), _checks(assessment))
    return f"{len(found)} checks of its controls here. {grounds.sentence(found)}"


def _named(assessment: Assessment, framework: Framework) -> dict[str, list[Threat]]:
    """Group the threats by the requirement they name; none where threats do not name those of this framework."""
    found: dict[str, list[Threat]] = {}
    if framework.id == TECHNIQUES:
        for threat in assessment.workspace.catalogue.threats.values():
            for id_ in threat.attack:
                found.setdefault(id_, []).append(threat)
    return found


def _techniques(framework: Framework, named: dict[str, list[Threat]]) -> Table:
    rows = tuple(
        Row(
            id=page_paths.requirement_anchor(id_),
            cells=(
                (id_,),
                (requirement.title or "–",),
                (requirement.was or "–",),
                catalogue_entry.entry_links(named.get(id_, ())),
            ),
        )
        for id_, requirement in framework.requirements.items()
    )
    columns = ("Requirement", "Title", "Formerly", "Threats")
    return Table(name="requirements", title=framework.title, columns=columns, rows=rows)


def _requirements(assessment: Assessment, framework: Framework, answered: dict[str, list[Control]]) -> Table:
    checks = _checks(assessment)
    holders = [requirement_holders(judged, framework) for judged in assessment.systems.values()]
    rows = tuple(
        Row(
            id=page_paths.requirement_anchor(id_),
            cells=(
                (id_,),
                (requirement.title or "–",),
                (", ".join(requirement.baselines) or "–",),
                catalogue_entry.entry_links(answered.get(id_, ())),
                badges.responsible(together(each[id_].responsible for each in holders)),
                _met(_of(answered.get(id_, []), checks), answered.get(id_, [])),
                grounds.numbers(counted(each.standing.ground for each in _of(answered.get(id_, []), checks))),
            ),
        )
        for id_, requirement in framework.requirements.items()
    )
    columns = ("Requirement", "Title", "Baselines", "Controls", "Responsibility", "Settled here", "Rests on")
    return Table(name="requirements", title=framework.title, columns=columns, rows=rows)


def _checks(assessment: Assessment) -> Checks:
    """Group the checks of every system by their control."""
    found: dict[str, list[Check]] = {}
    for judged in assessment.systems.values():
        for check in judged.checks:
            found.setdefault(check.control.id, []).append(check)
    return found


def _of(controls: Iterable[Control], checks: Checks) -> list[Check]:
    return [check for control in controls for check in checks.get(control.id, ())]


def _met(found: list[Check], controls: list[Control]) -> Text:
    if not controls:
        return (Badge(text="no control", tone="not-stated"),)
    if not found:
        return (Badge(text="applies to nothing here", tone="plain"),)
    settled = sum(1 for check in found if check.standing.status in SETTLED)
    return (Badge(text=f"{settled} of {len(found)} checks", tone="met" if settled == len(found) else "partial"),)
