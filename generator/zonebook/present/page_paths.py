"""Where pages, entries, elements and findings are on the site."""

from collections.abc import Mapping
from typing import Literal

from zonebook.assess.attack_paths.assets import Asset
from zonebook.assess.findings.finding import Finding
from zonebook.model.answers import is_measure, measure_parts
from zonebook.model.catalogue import Catalogue, Threat
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import PLURALS
from zonebook.model.vocabulary import About, Level, SubjectType
from zonebook.present.shelves import groups

HOME = "index.md"
GLOSSARY = "catalogue/glossary.md"
WHAT_NEXT = "what-next.md"
DATES = "dates.md"
OPEN_AGAIN = "open-again"
REPORTS = "reports.md"
AUDITS = "audits/index.md"
PARTIES = "parties.md"
PORTFOLIO = "portfolio.md"
WHO_DOES_WHAT = "who-does-what.md"
REACH = "reach.md"
DIRECTORIES = "directories.md"
WHAT_IF = "what-if.md"
NOT_STATED = "not-stated.md"
LANGUAGE = "reference/language.md"
WHEN = "reference/when.md"
PROBLEMS = "reference/problems.md"
ORGANISATION = "Organisation"
"""The section of the navigation for pages about all systems."""
SHELVES: Mapping[str, str] = {"actor": "actors"} | dict(PLURALS)
"""The folder of an element's page, by its type."""

OwnPage = Literal["directories", "frameworks"]
"""The shelves whose entries have a page each; those of the others share pages, and the glossary is one."""


def entry(shelf: OwnPage, id_: str) -> str:
    """Return the path of the page of a catalogue entry that has one of its own."""
    return f"catalogue/{shelf}/{id_}.md"


def group_page(found: groups.Grouped) -> str:
    """Return the path of the page that a catalogue entry shares with others of its group."""
    return f"catalogue/{groups.SHELF[type(found)]}/{groups.group(found).stem}.md"


def place(found: groups.Grouped) -> str:
    """Return the address of a catalogue entry that shares its page."""
    return f"{group_page(found)}#{found.id}"


def place_within(found: groups.Grouped, anchor: str) -> str:
    """Return the address of a part of a catalogue entry that shares its page."""
    return f"{place(found)}-{anchor}"


def threat(found: Threat) -> str:
    """Return the address of a threat: in the catalogue, or in the system that states it by hand."""
    return element(found.stated_in, "threats", found.id) if found.stated_in else place(found)


def control(catalogue: Catalogue, id_: str) -> str:
    """Return the address of a control, or of a measure: a row on the page of its threat."""
    if not is_measure(id_):
        return place(catalogue.controls[id_])
    system, of, name = measure_parts(id_)
    return f"{element(system, 'threats', of)}#answers-{name}"


def shelf_page(shelf: str) -> str:
    """Return the path of a shelf's page."""
    return GLOSSARY if shelf == "glossary" else f"catalogue/{shelf}/index.md"


def audit(id_: str) -> str:
    """Return the path of an audit's page."""
    return f"audits/{id_}.md"


def requirement_anchor(id_: str) -> str:
    """Return the anchor of a requirement's row on its framework's page, after the name of the table."""
    return id_.lower().replace("(", "-").replace(")", "").replace(".", "-")


def requirement(framework: str, id_: str) -> str:
    """Return the address of a requirement: a row on its framework's page."""
    return f"{entry('frameworks', framework)}#requirements-{requirement_anchor(id_)}"


def family(framework: str, name: str) -> str:
    """Return the path of the page of a family of a framework that is too long for one page: `AC`."""
    return f"catalogue/frameworks/{framework}/{name.lower()}.md"


def level_anchor(level: Level) -> str:
    """Return the anchor of the findings of a level in a register."""
    return f"level-{level}"


def possible_anchor(level: Level) -> str:
    """Return the anchor of the gaps of a possible level in a register."""
    return f"possible-{level}"


def system_page(system: str, name: str = "index") -> str:
    """Return the path of one of a system's pages."""
    return f"systems/{system}/{name}.md"


def possible(system: str) -> str:
    """Return the address of the possible risk of a system: a part of its register."""
    return f"{system_page(system, 'register')}#possible"


def element(system: str, plural: str, id_: str) -> str:
    """Return the path of an element's page."""
    return f"systems/{system}/{plural}/{id_}.md"


def subject(resolved: ResolvedSystem, about: SubjectType, id_: str) -> str:
    """Return the path of the page of a subject of a threat or control."""
    system = resolved.system.id
    if about == "system":
        return system_page(system)
    if about == "directory":
        return system_page(system, "directory")
    if about == "decision":
        return decision(system, id_)
    return element(system, PLURALS[about], id_)


def decision(system: str, id_: str) -> str:
    """Return the address of a decision: a row on the system's page of decisions."""
    return f"{system_page(system, 'decisions')}#decisions-{anchor(id_)}"


def anchor(decision: str) -> str:
    """Return the anchor of a decision on the page of decisions."""
    return decision.replace("@", "-at-").replace("*", "all")


def finding_anchor(found: Finding) -> str:
    """Return the anchor of a finding on the page of its subject; decisions share a page."""
    return f"{found.threat.id}-at-{anchor(found.element)}" if found.about == "decision" else found.threat.id


def finding(resolved: ResolvedSystem, found: Finding) -> str:
    """Return the address of a finding: an anchor on the page of its subject."""
    return f"{subject(resolved, found.about, found.element).partition('#')[0]}#{finding_anchor(found)}"


def endpoint(resolved: ResolvedSystem, id_: str) -> str:
    """Return the path of an end of a flow."""
    system = resolved.system
    plural = "zones" if id_ in system.zones else "actors" if id_ in system.actors else "services"
    return element(system.id, plural, id_)


def party_page(resolved: ResolvedSystem, id_: str) -> str:
    """Return the path of a party's page: shared by all systems, except for a party that a system itself defines."""
    return system_page(resolved.system.id, f"parties/{id_}") if id_ in resolved.system.parties else f"parties/{id_}.md"


def weighed(option: str) -> str:
    """Return the address of what each system says of a directory option."""
    return f"{DIRECTORIES}#directory-options-{option}"


def open_again(system: str = "") -> str:
    """Return the address of the findings that are open again since a decision ended: of every system, or of one."""
    return f"{DATES}#{OPEN_AGAIN}-{system}" if system else f"{DATES}#{OPEN_AGAIN}"


def what_if(system: str) -> str:
    """Return the address of the directory what-if that begins with the decision of a system."""
    return f"{WHAT_IF}#from-{system}"


def language(file: str) -> str:
    """Return the path of the page about a kind of file, by the name of its schema, or about shared values."""
    return f"{LANGUAGE[:-3]}/{file}.md"


def words_about(about: About) -> str:
    """Return the path of the page of the words that are asked of a type of subject."""
    return f"{WHEN[:-3]}/{about}.md"


def beside(system: str, file: str) -> str:
    """Return the path of a file in the folder of a system's pages."""
    return f"systems/{system}/{file}"


def downloads(system: str) -> str:
    """Return the path of the page with everything that a system offers for download."""
    return system_page(system, "downloads")


def evidence(system: str) -> str:
    """Return the path of the page with the evidence of a system."""
    return system_page(system, "evidence")


def audit_book(id_: str) -> str:
    """Return the path of the workbook of an audit."""
    return f"audits/{id_}.xlsx"


def audit_requirements(id_: str) -> str:
    """Return the path of the requirements of an audit."""
    return f"audits/{id_}-requirements.csv"


def coverage_matrix(system: str, part: int = 1) -> str:
    """Return the path of the matrix of coverage; of one that is too long, that of a part."""
    return system_page(system, "coverage-matrix" if part == 1 else f"coverage-matrix/{part}")


def checklist(system: str, grouping: str, group: str, part: int = 1) -> str:
    """Return the path of the page of a group of a checklist, as `by-zone`; of one that is too long, that of a part."""
    name = group if part == 1 else f"{group}/{part}"
    return system_page(system, f"checklists/{grouping}/{name}")


def checklist_book(system: str, stem: str) -> str:
    """Return the path of the workbook of a checklist: `by-zone-inside`, for example."""
    return beside(system, f"checklists/{stem}.xlsx")


def framework_file(system: str, framework: str, name: str = "") -> str:
    """Return the path, without its suffix, of a file about a framework: the report of a system, or one beside it."""
    return beside(system, f"frameworks/{framework}{f'-{name}' if name else ''}")


def framework_report(system: str, framework: str, name: str = "") -> str:
    """Return the path of the report of a system about a framework, or of a page beside it with a name of its own."""
    return f"{framework_file(system, framework, name)}.md"


def asset_anchor(asset: Asset) -> str:
    """Return the anchor of an asset on the page of attack paths."""
    return f"{asset.shelf}-{asset.id}"
