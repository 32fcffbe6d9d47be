"""Frequent questions, each with a short answer and links to the long one: for one system, and for all."""

from collections.abc import Iterator, Sequence

from zonebook.assess.assessment import Assessment
from zonebook.assess.planning.calendar import Dated, calendar
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Link, Text
from zonebook.document.page import Facts
from zonebook.model.vocabulary import TECHNIQUES
from zonebook.present import badges, finding_details, page_paths, possible_risk

MOST_LINKED = 8
"""How many systems an answer links to; the page that compares the systems has the rest."""
_PATCHES = "Who patches, backs up and watches what?"
_REACHES = "What can somebody from the internet reach, and how?"
_OWES = "Who owes which controls?"
_DIRECTORY = "Why this directory, and not another one?"
_EXPIRED = "What has expired, and what ends next?"
_REQUIRED = "Which requirements of the frameworks have no control?"
_UNSTATED = "What has nobody stated?"
_NEXT = "What should be done first?"
_RUN = "Every service of every system"
_OUTSIDER = "Outsiders first, in every system"
_OPTIONS = "Every option in every system"


def of_system(judged: SystemAssessment, as_of: str) -> Facts:
    """Return the questions about one system."""
    return _facts(_of_system(judged, as_of))


def of_house(assessment: Assessment) -> Facts:
    """Return the questions about every system together."""
    return _facts(_of_organisation(assessment))


Answered = tuple[str, str, Text]
"""A question, its short answer in words, and the links to the long one."""


def _facts(found: Iterator[Answered]) -> Facts:
    return Facts(pairs=tuple((question, (f"{answer}. Read on: ", *where)) for question, answer, where in found))


def _of_system(judged: SystemAssessment, as_of: str) -> Iterator[Answered]:
    def to(name: str, text: str) -> Text:
        return (Link(text=text, to=page_paths.system_page(judged.id, name)),)

    yield _PATCHES, _duties((judged,)), to("responsibility", "Shared responsibility")
    yield _REACHES, finding_details.reachable(judged), to("paths", "Attack paths")
    yield _OWES, _owed((judged,)), (*to("checklists/by-party", "Checklist by party"), ", ", *_all_parties())
    if judged.resolved.system.directory:
        yield _DIRECTORY, finding_details.chosen(judged), to("directory", "Directory decision")
    dated = calendar([judged.resolved])
    yield _EXPIRED, _dates(dated, as_of), (*to("decisions", "Decisions"), ", ", *_all_dates())
    yield _UNSTATED, _gaps((judged,)), (*to("gaps", "Not stated"), ", ", *to("coverage", "Coverage"))
    yield _NEXT, _first((judged,)), to("what-next", "What next")


def _of_organisation(assessment: Assessment) -> Iterator[Answered]:
    systems = tuple(assessment.systems.values())
    many = len(systems)
    yield _PATCHES, _duties(systems), (*_page(_RUN, page_paths.WHO_DOES_WHAT), *_each(systems, "responsibility", many))
    yield _REACHES, _reached(systems), (*_page(_OUTSIDER, page_paths.REACH), *_each(systems, "paths", many))
    yield _OWES, _owed(systems), _all_parties()
    deciding = tuple(judged for judged in systems if judged.resolved.system.directory)
    if deciding:
        words = f"{len(deciding)} systems decide on one" if len(deciding) > 1 else finding_details.chosen(deciding[0])
        yield _DIRECTORY, words, (*_page(_OPTIONS, page_paths.DIRECTORIES), *_each(deciding, "directory", many))
    yield _EXPIRED, _dates(calendar(judged.resolved for judged in systems), assessment.as_of), _all_dates()
    yield _REQUIRED, *_required(assessment)
    yield _UNSTATED, _gaps(systems), (Link(text="Not stated", to=page_paths.NOT_STATED),)
    yield _NEXT, _first(systems), (Link(text="What next", to=page_paths.WHAT_NEXT),)


def _page(text: str, to: str) -> Text:
    """Return the link to the page about every system, before those to the systems."""
    return (Link(text=text, to=to), "; ")


def _reached(systems: Sequence[SystemAssessment]) -> str:
    paths = [each for judged in systems for each in judged.paths]
    outside = sum(1 for judged in systems for _ in finding_details.from_outside(judged))
    reached = sum(1 for each in paths if each.reachable == "yes")
    return f"{outside} of {len(paths)} assets of value from outside, {reached} with those who are inside"


def _all_parties() -> Text:
    return (Link(text="Who answers for what", to=page_paths.PARTIES),)


def _all_dates() -> Text:
    return (Link(text="Dates", to=page_paths.DATES),)


def _each(systems: Sequence[SystemAssessment], name: str, many: int) -> Text:
    """Return a link to a page of each system; where they are too many for a cell, the first and a link to all."""
    links: tuple[Text, ...] = tuple(
        (Link(text=judged.resolved.system.system.title, to=page_paths.system_page(judged.id, name)),)
        for judged in systems[:MOST_LINKED]
    )
    if many <= MOST_LINKED:
        return badges.spread(links)
    return (*badges.spread(links), ", ", Link(text=f"all {many} systems", to=page_paths.PORTFOLIO))


def _duties(systems: Sequence[SystemAssessment]) -> str:
    ours = [duty for judged in systems for duty in judged.duties if duty.holder in {"customer", "shared"}]
    unnamed = sum(1 for duty in ours if not duty.party)
    nobody = f"; {unnamed} have nobody in charge" if unnamed else ""
    return f"{len(ours)} layers of services are ours or shared{nobody}"


def _owed(systems: Sequence[SystemAssessment]) -> str:
    open_ = [check for judged in systems for check in judged.checks if finding_details.owed(check)]
    parties = {check.party for check in open_ if check.party}
    return f"{len(open_)} checks are open, with {len(parties)} parties"


def _dates(dated: Sequence[Dated], as_of: str) -> str:
    past = [each for each in dated if each.on < as_of]
    ahead = next((each.on for each in dated if each.on >= as_of), "")
    return f"{len(past)} dates have passed{f'; the next is {ahead}' if ahead else ''}"


def _gaps(systems: Sequence[SystemAssessment]) -> str:
    above = sum(len(judged.possibly_above_appetite) for judged in systems)
    many = sum(len(judged.gaps) for judged in systems)
    return f"{many} questions cannot be answered; {possible_risk.above_appetite(above)}"


def _first(systems: Sequence[SystemAssessment]) -> str:
    above = sum(len(judged.above_appetite) for judged in systems)
    possibly = sum(len(judged.possibly_above_appetite) for judged in systems)
    more = f"; {possibly} questions without an answer could be as well" if possibly else ""
    return f"{above} findings are above what may be carried{more}"


def _required(assessment: Assessment) -> tuple[str, Text]:
    """Count the requirements of the frameworks in force that no control answers, and link to them."""
    catalogue = assessment.workspace.catalogue
    general = assessment.workspace.organisation.organisation.frameworks
    own = (each for judged in assessment.systems.values() for each in judged.resolved.system.system.frameworks)
    found = tuple(dict.fromkeys((*general, *own))) or tuple(catalogue.frameworks)
    wanted = tuple(id_ for id_ in found if id_ != TECHNIQUES)  # techniques are named by threats, not met by controls
    links: list[Text] = []
    many = 0
    for id_ in wanted:
        framework = catalogue.frameworks[id_]
        answered = {each for control in catalogue.controls.values() for each in control.crosswalk.get(id_, ())}
        without = sum(1 for each in framework.requirements if each not in answered)
        many += without
        links.append(
            (Link(text=f"{framework.title} ({without})", to=f"{page_paths.entry('frameworks', id_)}#without"),)
        )
    return f"{many} requirements of {len(wanted)} frameworks", badges.spread(tuple(links))
