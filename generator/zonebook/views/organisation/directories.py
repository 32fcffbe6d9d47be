"""Why this directory and not another one: every option in every system that decides on one, side by side."""

from collections.abc import Iterator, Sequence

from zonebook.assess.assessment import Assessment
from zonebook.assess.directory.fit import OptionVerdict
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Link, Text
from zonebook.document.page import Block, Download, Heading, Page, Prose, Row, Table
from zonebook.model.options import DirectoryOption
from zonebook.model.system import DirectoryDecision
from zonebook.present import badges, directory_options, hyperlinks, page_paths

MOST_REASONS = 2
"""How many reasons against an option are given; the page of the system has the others."""


def directories(assessment: Assessment) -> Iterator[Page]:
    """Yield the page, where a system decides on a directory."""
    deciding = tuple(each for each in assessment.systems.values() if each.resolved.system.directory)
    if deciding:
        yield Page(
            path=page_paths.DIRECTORIES,
            title="Why this directory",
            description="Every directory option in every system: chosen, or why not, and whether the model has it.",
            blocks=tuple(_blocks(assessment, deciding)),
            section=(page_paths.ORGANISATION,),
            listed=True,
        )


def _blocks(assessment: Assessment, deciding: Sequence[SystemAssessment]) -> Iterator[Block]:
    options = tuple(assessment.workspace.catalogue.directories.values())
    other: Text = (Link(text="Try other needs", to=page_paths.WHAT_IF), " in the browser.")
    yield Prose(paragraphs=((_answer(deciding, len(options)), " ", *other), _asked(options)))
    yield Download(text="Directory options (CSV)", path="directory-options.csv")
    yield Table(
        name="directory-options",
        title="Each option in each system",
        columns=("Option", "System", "Verdict", "Rank", "Why", "Such services in the model"),
        rows=tuple(row for option in options for row in _rows(option, deciding)),
        heads=2,
    )
    yield Heading(text="What each system decided", anchor="decided")
    yield Table(
        name="decided",
        title="What each system decided",
        columns=("System", "Decision", "Because", "Decided by", "On"),
        rows=tuple(_decision(judged, said) for judged in deciding if (said := judged.resolved.system.directory)),
    )


def _answer(deciding: Sequence[SystemAssessment], many: int) -> str:
    agreed = sum(1 for each in deciding if each.options and each.options[0].chosen)
    return (
        f"{len(deciding)} systems decide on a directory, each between {many} options; {agreed} chose the option that "
        "comes first by what they ask for."
    )


def _asked(options: Sequence[DirectoryOption]) -> Text:
    """Return a link to the rows of each option."""
    links = tuple((Link(text=each.title, to=page_paths.weighed(each.id)),) for each in options)
    return ("Why, or why not: ", *badges.spread(links, "; "), ".")


def _rows(option: DirectoryOption, deciding: Sequence[SystemAssessment]) -> Iterator[Row]:
    """Yield the rows of an option, one a system; the first has the address of them all."""
    for number, judged in enumerate(deciding):
        place = next(place for place, each in enumerate(judged.options) if each.option == option.id)
        verdict, resolved = judged.options[place], judged.resolved
        mark: Text = (Badge(text="chosen", tone="shared"), " ") if verdict.chosen else ()
        yield Row(
            id=f"{option.id}-in-{judged.id}",
            also=() if number else (option.id,),
            cells=(
                (Link(text=option.title, to=page_paths.entry("directories", option.id)),),
                (Link(text=resolved.system.system.title, to=_page(judged)),),
                (*mark, *directory_options.fit(verdict)),
                (f"{place + 1} of {len(judged.options)}",),
                _why(judged, verdict),
                _stands(judged, option),
            ),
        )


def _page(judged: SystemAssessment) -> str:
    return page_paths.system_page(judged.id, "directory")


def _why(judged: SystemAssessment, verdict: OptionVerdict) -> Text:
    """Return what speaks against an option, or what puts it behind the one before it; for the first, what decided."""
    if verdict.against:
        more = len(verdict.against) - MOST_REASONS
        rest = f"; and {more} more" if more > 0 else ""
        return (f"{'; '.join(each.rstrip('.') for each in verdict.against[:MOST_REASONS])}{rest}",)
    if verdict.behind:
        return (f"Behind the one before it: {verdict.behind}",)
    return (" ".join(directory_options.reasons(judged)[:1]) or "–",)


def _stands(judged: SystemAssessment, option: DirectoryOption) -> Text:
    """Return the services by which an option stands in the model of a system, chosen or not."""
    services = judged.resolved.system.services.values()
    found = tuple(
        (hyperlinks.endpoint_link(judged.resolved, each.id),) for each in services if each.kind in option.kinds
    )
    return badges.spread(found)


def _decision(judged: SystemAssessment, decision: DirectoryDecision) -> Row:
    resolved = judged.resolved
    known = resolved.catalogue.directories.get(decision.choice)
    choice: Text = (Badge(text="not stated", tone="not-stated"),)
    if known:
        choice = (Link(text=known.title, to=page_paths.entry("directories", known.id)),)
    return Row(
        id=judged.id,
        cells=(
            (Link(text=resolved.system.system.title, to=_page(judged)),),
            choice,
            (decision.because or "–",),
            hyperlinks.party_text(resolved, decision.decided_by),
            (decision.on or "–",),
        ),
    )
