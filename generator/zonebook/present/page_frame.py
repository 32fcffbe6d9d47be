"""What surrounds each page: its breadcrumbs, why it is there, and a notice for each file that is missing."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import NamedTuple

from zonebook.assess.assessment import Assessment
from zonebook.document.inline import Link, spelt
from zonebook.document.page import Block, Details, Download, Notice, Page, Prose
from zonebook.present import badges, page_paths

QUESTION = "Why am I seeing this page?"
_SHELF = re.compile(r"catalogue/([a-z]+)/([^/]+)(?:/[^/]+)?\.md")
_ELEMENT = re.compile(r"systems/([^/]+)/([a-z]+)/([^/]+)\.md")
_CHANGE_MODEL = "Change what the models state, and the next build says something else."
_ENTRY = (
    "It holds entries of the catalogue that comes with the program, and of the organisation's own under models/. "
    "Every organisation that uses the catalogue has this page, whatever its models say."
)
_OWN_ENTRY = "An entry of your own, in a folder of models/ that is named as the shelf, adds to it. A bundled one stays."


class _Why(NamedTuple):
    """Why the pages with a path of a pattern exist, and what would change their content."""

    pattern: str
    why: str
    change: str


_WHY: tuple[_Why, ...] = (
    _Why(
        r"index\.md",
        "It puts together what was judged about every system that is described under models/systems.",
        "A control that is met, a decision, or an answer to an open question changes the figures.",
    ),
    _Why(
        r"portfolio\.md",
        "It holds every system that is described against the others, and what they share.",
        "State `owner`, `criticality`, `reviewed` of a system, and `described_in` of a service that stands for another "
        "system.",
    ),
    _Why(
        r"(systems/[^/]+/)?parties(/[^/]+)?\.md",
        "A party is named under `parties`, or brought by a provider of the catalogue. What it answers for comes from "
        "`owner` of systems, zones and services, from `responsibilities`, and from `by` of statements and decisions.",
        "Name another owner, hand a layer to another party under `responsibilities`, or state a control as met with "
        "evidence: then it is owed no more.",
    ),
    _Why(
        r"who-does-what\.md",
        "Each kind of service of the catalogue brings who answers for each of its layers; the models may hand a layer "
        "to a party.",
        "Choose another kind of service, or state `responsibilities` or an `owner`.",
    ),
    _Why(
        r"reach\.md",
        "It follows flows, administration and trust from where nobody is trusted, in every system that is described.",
        "Meet a control that breaks a first hop, or take the flow away.",
    ),
    _Why(
        r"directories\.md",
        "Models state `directory`: the needs of each are held against every option of the catalogue.",
        "Another need, another weight or another choice changes the answer; the page of each system names those.",
    ),
    _Why(
        r"what-if\.md",
        "Models state `directory`. The page tries the rules that put options in order on other needs.",
        "Another catalogue: an option, a capability or a rule of your own is weighed here as well.",
    ),
    _Why(
        r"dates\.md",
        "It lists each day that the models state or that follows from one: the end of a decision, the next review, the "
        "day a planned control is due, the day from which evidence is too old, and the end of a kind of service.",
        "Decide again, review, do what is planned, or collect evidence and state its day.",
    ),
    _Why(
        r"reports\.md",
        "Controls are inherited from providers, and the organisation names under `reports` what independent auditors "
        "say about them. Each inherited control is held against the reports.",
        "Name a report, with the days and the kinds of services that it covers, or a newer one when a year has passed.",
    ),
    _Why(
        r"audits/[^/]+\.md",
        "A file under models/audits says what is audited and what was concluded, check by check.",
        "Test what is left, or test again what failed; name evidence of a later day for what was put right.",
    ),
    _Why(
        r"(not-stated|systems/[^/]+/gaps)\.md",
        "A threat could not be judged, because the model does not state what it asks for. That is told apart from a "
        "finding and from a pass.",
        "State one of the attributes of a row: the question turns into a finding or goes away.",
    ),
    _Why(
        r"(systems/[^/]+/)?what-next\.md",
        "Each control that is not met and answers a finding is counted as if it were met. What reduces the worst risk "
        "comes first; what is taken away is added up, a threat once in each system.",
        "Meet a control, and it leaves the list; what it settles becomes less.",
    ),
    _Why(
        r"systems/[^/]+/index\.md",
        "A folder under models/systems describes this system.",
        _CHANGE_MODEL,
    ),
    _Why(
        r"systems/[^/]+/diagrams/.*\.md",
        "The picture is drawn from zones, networks, services and flows of the model. A view with too many boxes is "
        "folded: a zone that is closed has a view of its own.",
        "Put a service into another zone or network, or add a flow, and the picture follows.",
    ),
    _Why(
        r"systems/[^/]+/borders\.md",
        "It holds what zones allow (`allow`) against what flows use, at the border of each zone that a flow enters.",
        "Allow what is used, or remove what no flow uses.",
    ),
    _Why(
        r"systems/[^/]+/coverage(-matrix(/[0-9]+)?)?\.md",
        "It counts what came of each threat of the catalogue with each element of the model.",
        "State what is left open, and the completeness rises; describe what is missing, and more is asked.",
    ),
    _Why(
        r"systems/[^/]+/register\.md",
        "A threat of the catalogue applies to an element of the model, and each row says because of what; or it may "
        "apply, and each row says where.",
        "Change the setting or the flow that a row names, meet one of the controls that answer it, or decide about it. "
        "State what is not stated: what is possible turns into a finding or goes away.",
    ),
    _Why(
        r"systems/[^/]+/paths\.md",
        "It follows flows, administration and trust from where nobody is trusted to what is worth protecting.",
        "Meet a control that breaks a hop, or remove what every path passes; the choke points come first.",
    ),
    _Why(
        r"systems/[^/]+/decisions\.md",
        "It lists what stands under `decisions` in the model.",
        "Decide anew, extend an end, or take a decision away; an end that passes opens its finding again.",
    ),
    _Why(
        r"systems/[^/]+/tiers\.md",
        "Tier 0 is worked out: what can hand out every right, and whatever can change that.",
        "Take a right away, administer from a safer place, or part what shares a host, a key or a backup.",
    ),
    _Why(
        r"systems/[^/]+/responsibility\.md",
        "Each kind of service of the catalogue brings who answers for each of its layers; the model may hand a layer "
        "to a party.",
        "Choose another kind of service, or state `responsibilities`; what covers a duty changes with its controls.",
    ),
    _Why(
        r"systems/[^/]+/checklists/.*\.md",
        "Each control of the catalogue that applies to something in the model is a check.",
        "State a control, with evidence and its day, on the element, its zone, the system or the organisation.",
    ),
    _Why(
        r"systems/[^/]+/frameworks/.*\.md",
        "The organisation or the system names the framework under `frameworks`. Its requirements are held against the "
        "checks of the controls that answer them.",
        "Meet what is open, or state it with evidence; one without a check is answered outside of the models.",
    ),
    _Why(
        r"systems/[^/]+/evidence\.md",
        "Statements about controls name what shows them. Each file is looked for, and its hash is compared.",
        "Name evidence, with its day and its hash, in a statement; or put a file back that is missing or was changed.",
    ),
    _Why(
        r"systems/[^/]+/downloads\.md",
        "It lists each file that the pages of this system offer, with the size and the hash that it has in this build.",
        "Any change of the models may change a file, and so its hash.",
    ),
    _Why(
        r"systems/[^/]+/directory(-flows)?\.md",
        "The model states `directory`: its needs are held against every option of the catalogue.",
        "Another need, another weight or another choice changes the answer; the page names those that would.",
    ),
    _Why(
        r"systems/[^/]+/threats/[^/]+\.md",
        "The model states this threat itself under `threats`: no question of the catalogue led to it.",
        "Meet what answers it, decide about its findings, or state it otherwise where the threat itself has changed.",
    ),
    _Why(
        r"systems/[^/]+/[a-z]+/[^/]+\.md",
        "The model describes this element. Findings, open questions and controls are those of the catalogue that are "
        "about such an element.",
        _CHANGE_MODEL,
    ),
    _Why(r"catalogue/glossary\.md", "It explains every term and acronym that the pages use.", _OWN_ENTRY),
    _Why(
        r"catalogue/frameworks/.*\.md",
        "Controls of the catalogue name the requirements that they answer. How they stand here comes from the models.",
        "Meet the controls of a requirement; one without a control is answered outside of the models.",
    ),
    _Why(r"catalogue/.*\.md", _ENTRY, _OWN_ENTRY),
    _Why(
        r"reference/.*\.md",
        "It is made from the schemas and the words that the program checks models with, so it says what holds.",
        "Another version of the program may know more words.",
    ),
)


def framed(page: Page, assessment: Assessment) -> Page:
    """Return a page with its breadcrumbs, and with the reason for it at its end."""
    why, change = reasons(page.path)
    day = f"It was judged as of {assessment.as_of}."
    foot = Details(
        summary=QUESTION,
        blocks=(Prose(paragraphs=(spelt(why), spelt(f"What would change it: {change}"), (day,))),),
        searched=False,
    )
    return replace(page, above=tuple(_above(page, assessment)), blocks=(*page.blocks, foot))


def reasons(path: str) -> tuple[str, str]:
    """Return why a page exists and what would change its content; raise KeyError for an unknown kind of page."""
    for each in _WHY:
        if re.fullmatch(each.pattern, path):
            return each.why, each.change
    raise KeyError(path)


def without_missing(page: Page, files: Collection[str]) -> Page:
    """Return the page with a notice for each file that it offers and that is not among the files."""
    return replace(page, blocks=tuple(_made(block, files) for block in page.blocks))


def _made(block: Block, files: Collection[str]) -> Block:
    if isinstance(block, Details):
        return replace(block, blocks=tuple(_made(each, files) for each in block.blocks))
    if not isinstance(block, Download) or block.path in files:
        return block
    return Notice(title=f"{block.text}: this file is missing", text=("The log of the build says why.",))


def _above(page: Page, assessment: Assessment) -> Iterator[Link]:
    """Yield the pages above a page, from the first page down; none above the first page."""
    if page.path == page_paths.HOME:
        return
    yield Link(text="Home", to=page_paths.HOME)
    top, _, rest = page.path.partition("/")
    if top == "systems":
        yield from _in_system(page.path, rest.partition("/")[0], assessment)
    elif top == "parties":
        yield Link(text="Who answers for what", to=page_paths.PARTIES)
    elif top == "audits" and page.path != page_paths.AUDITS:
        yield Link(text="Audits", to=page_paths.AUDITS)
    elif top == "catalogue" and page.path != "catalogue/index.md":
        yield Link(text="Catalogue", to="catalogue/index.md")
        found = _SHELF.fullmatch(page.path)
        if found and found[2] != "index":
            title = badges.SHELF_TITLES.get(found[1], found[1].capitalize())
            yield Link(text=title, to=f"catalogue/{found[1]}/index.md")
    elif top == "reference" and page.path != page_paths.LANGUAGE:
        whole = page_paths.WHEN if page.path.startswith(page_paths.WHEN[:-3] + "/") else page_paths.LANGUAGE
        yield Link(text="When" if whole == page_paths.WHEN else "Language", to=whole)


def _in_system(path: str, system: str, assessment: Assessment) -> Iterator[Link]:
    here = page_paths.system_page(system)
    yield Link(text="Systems", to=page_paths.PORTFOLIO)
    if path == here:
        return
    yield Link(text=assessment.systems[system].resolved.system.system.title, to=here)
    found = _ELEMENT.fullmatch(path)
    if found is None or found[3] == "index":
        return
    match found[2]:
        case "diagrams":
            yield Link(text="Diagrams", to=page_paths.system_page(system, "diagrams/index"))
        case "checklists" | "frameworks" | "parties":
            return
        case plural:
            yield Link(text=plural.capitalize(), to=f"{here}#elements")
