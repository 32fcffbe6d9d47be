"""The shelf of frameworks: requirement by requirement, what answers it and its status here."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.frameworks import frameworks_of_controls
from zonebook.document.inline import Link, Text
from zonebook.document.page import Block, Facts, Heading, Page, Prose, Row, Table
from zonebook.model.catalogue import Threat
from zonebook.model.frameworks.framework import Framework
from zonebook.model.vocabulary import TECHNIQUES
from zonebook.present import badges, catalogue_entry, page_paths
from zonebook.views.catalogue.frameworks.answered import Answered, answered, requirements, sentence, without
from zonebook.views.catalogue.frameworks.families import (
    brief_requirements,
    families,
    family_pages,
    without_by_family,
)


def frameworks(assessment: Assessment) -> Iterator[Page]:
    """Yield the shelf's page and the page of every framework."""
    catalogue = assessment.workspace.catalogue
    rows = []
    pages = []
    for framework in catalogue.frameworks.values():
        found = answered(assessment, framework)
        named = _named(assessment, framework)
        rows.append(_row(framework, len(found.controls), len(named)))
        blocks = (*_blocks(assessment, found, named), *catalogue_entry.sources(framework))
        description = f"{framework.title}, version {framework.version}: requirements and what answers them."
        pages.append(catalogue_entry.entry_page("frameworks", (framework.id, framework.title), description, blocks))
        pages += family_pages(found)
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


def _blocks(assessment: Assessment, found: Answered, named: dict[str, list[Threat]]) -> Iterator[Block]:
    framework = found.framework
    summary = framework.summary or f"{framework.title}, version {framework.version}."
    told = _counted(framework, len(named), len(found.controls))
    stands = () if named else ((sentence(found),),)
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
        yield from _without(found)
    yield Heading(text="Requirements", anchor="requirements")
    yield _techniques(framework, named) if named else _requirements(found)
    yield from _allocation(framework)


def _requirements(found: Answered) -> Table:
    if families(found.framework):
        return brief_requirements(found)
    return requirements(found, found.framework.requirements, "requirements")


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


def _without(found: Answered) -> Iterator[Block]:
    """Yield the requirements that no control answers."""
    yield Heading(text="Requirements without a control", anchor="without")
    if not found.without:
        yield Prose(paragraphs=(("None: each requirement that is listed has a control.",),))
    else:
        yield without_by_family(found) if families(found.framework) else without(found)


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
