"""The shelf of frameworks: requirement by requirement, what answers it and its status here."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.status import SETTLED
from zonebook.document.inline import Badge, Link, Text
from zonebook.document.page import Block, Facts, Heading, Page, Prose, Row, Table
from zonebook.model.catalogue import TECHNIQUES, Control, Framework, Threat
from zonebook.present import catalogue_entry, page_paths


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
    yield Prose(paragraphs=((summary,), (_counted(framework, len(named), len(answered)),)))
    yield Facts(
        pairs=(
            ("Version", (framework.version,)),
            ("Publisher", (framework.publisher,)),
            ("Licence", (framework.licence,)),
        )
    )
    if not named:
        yield from _without(framework, answered)
    yield Heading(text="Requirements", anchor="requirements")
    yield _techniques(framework, named) if named else _requirements(assessment, framework, answered)


def _without(framework: Framework, answered: dict[str, list[Control]]) -> Iterator[Block]:
    """Yield the requirements that no control answers."""
    rows = tuple(
        Row(
            id=f"without-{_anchor(id_)}",
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
            id=_anchor(id_),
            cells=(
                (id_,),
                (requirement.title or "–",),
                (requirement.was or "–",),
                catalogue_entry.entry_links("threats", ((each.id, each.title) for each in named.get(id_, ()))),
            ),
        )
        for id_, requirement in framework.requirements.items()
    )
    columns = ("Requirement", "Title", "Formerly", "Threats")
    return Table(name="requirements", title=framework.title, columns=columns, rows=rows)


def _requirements(assessment: Assessment, framework: Framework, answered: dict[str, list[Control]]) -> Table:
    settled_checks = _settled_checks(assessment)
    holders = _holders(assessment)
    rows = tuple(
        Row(
            id=_anchor(id_),
            cells=(
                (id_,),
                (requirement.title or "–",),
                (", ".join(requirement.baselines) or "–",),
                catalogue_entry.entry_links("controls", ((each.id, each.title) for each in answered.get(id_, ()))),
                _responsibility(answered.get(id_, []), holders),
                _met(answered.get(id_, []), settled_checks),
            ),
        )
        for id_, requirement in framework.requirements.items()
    )
    columns = ("Requirement", "Title", "Baselines", "Controls", "Responsibility", "Settled here")
    return Table(name="requirements", title=framework.title, columns=columns, rows=rows)


def _anchor(id_: str) -> str:
    return id_.lower().replace("(", "-").replace(")", "").replace(".", "-")


def _settled_checks(assessment: Assessment) -> dict[str, tuple[int, int]]:
    """Count, for each control, its settled checks and all its checks."""
    found: dict[str, tuple[int, int]] = {}
    for judged in assessment.systems.values():
        for check in judged.checks:
            settled, every = found.get(check.control.id, (0, 0))
            found[check.control.id] = (settled + (check.standing.status in SETTLED), every + 1)
    return found


def _met(controls: list[Control], settled_checks: dict[str, tuple[int, int]]) -> Text:
    if not controls:
        return (Badge(text="no control", tone="not-stated"),)
    settled = sum(settled_checks.get(each.id, (0, 0))[0] for each in controls)
    every = sum(settled_checks.get(each.id, (0, 0))[1] for each in controls)
    if not every:
        return (Badge(text="applies to nothing here", tone="plain"),)
    return (Badge(text=f"{settled} of {every} checks", tone="met" if settled == every else "partial"),)


def _holders(assessment: Assessment) -> dict[str, set[str]]:
    """Group the holders by control: from the duties of the services it applies to, or as the control states."""
    found: dict[str, set[str]] = {}
    for judged in assessment.systems.values():
        duties = {(duty.service, duty.layer): duty.holder for duty in judged.duties}
        for check in judged.checks:
            own = check.control.responsibility
            holder = duties.get((check.element, check.control.layer), own) if check.about == "service" else own
            if holder != "none":
                found.setdefault(check.control.id, set()).add(holder)
    return found


def _responsibility(controls: list[Control], holders: dict[str, set[str]]) -> Text:
    """Return who is responsible for a requirement; not stated, never guessed, where no control states it."""
    found = {holder for each in controls for holder in holders.get(each.id, {each.responsibility})}
    if not found:
        return (Badge(text="not stated", tone="not-stated"),)
    if found == {"provider"}:
        return (Badge(text="provider", tone="provider"),)
    return (
        (Badge(text="customer", tone="customer"),) if found == {"customer"} else (Badge(text="shared", tone="shared"),)
    )
