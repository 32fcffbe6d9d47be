"""How things are addressed and named on the site: one place that knows every path.

A page's path is made of ids, never of titles, so it survives retitling.
"""

from collections.abc import Mapping

from zonebook.assess.chain import Standpoint
from zonebook.assess.findings import Finding, State
from zonebook.inline import Badge, Code, Inline, Link, Text, Tone
from zonebook.model.scene import Scene
from zonebook.model.standing import PLURALS
from zonebook.model.terms import About, Holder, Level

HOME = "index.md"
GLOSSARY = "catalogue/glossary.md"
AHEAD = "what-next.md"
DATES = "dates.md"
PARTIES = "parties.md"
PORTFOLIO = "portfolio.md"
UNSTATED = "not-stated.md"
LANGUAGE = "reference/language.md"
ORGANISATION = "Organisation"
"""The section of the navigation for what is about every system."""

SHELF_TITLES: Mapping[str, str] = {
    "kinds": "Kinds",
    "threats": "Threats",
    "controls": "Controls",
    "directories": "Directory options",
    "capabilities": "Capabilities",
    "advice": "Directory advice",
    "frameworks": "Frameworks",
    "protocols": "Protocols",
    "glossary": "Glossary",
}
ABOUT_TITLES: Mapping[About, str] = {
    "system": "System",
    "account": "Account",
    "network": "Network",
    "zone": "Zone",
    "service": "Service",
    "flow": "Flow",
    "identity": "Identity",
    "trust": "Trust",
    "directory": "Directory decision",
    "decision": "Decision",
}
LAYER_TITLES: Mapping[str, str] = {
    "facilities": "Facilities",
    "hardware": "Hardware",
    "network-fabric": "Network fabric",
    "hypervisor": "Hypervisor",
    "guest-os": "Guest OS",
    "platform": "Platform",
    "application": "Application",
    "network-controls": "Network controls",
    "identity-access": "Identity and access",
    "data": "Data",
    "client-side-encryption": "Client-side encryption",
    "server-side-encryption": "Server-side encryption",
    "key-management": "Key management",
    "transit-protection": "Transit protection",
    "logging": "Logging",
    "backup": "Backup",
    "patching": "Patching",
    "availability": "Availability",
    "incident-response": "Incident response",
}


def entry(shelf: str, id_: str) -> str:
    """Give the path of a catalogue entry's page; a term is a place in the glossary."""
    return f"{GLOSSARY}#{id_}" if shelf == "glossary" else f"catalogue/{shelf}/{id_}.md"


def shelf_page(shelf: str) -> str:
    """Give the path of a shelf's page."""
    return GLOSSARY if shelf == "glossary" else f"catalogue/{shelf}/index.md"


def worst(level: Level) -> str:
    """Give the place of the findings of a level in a register."""
    return f"level-{level}"


def system_page(system: str, name: str = "index") -> str:
    """Give the path of one of a system's pages."""
    return f"systems/{system}/{name}.md"


def element(system: str, plural: str, id_: str) -> str:
    """Give the path of an element's page."""
    return f"systems/{system}/{plural}/{id_}.md"


def thing(scene: Scene, about: About, id_: str) -> str:
    """Give the path of the page of whatever a threat or control is about."""
    system = scene.system.id
    if about == "system":
        return system_page(system)
    if about == "directory":
        return system_page(system, "directory")
    if about == "decision":
        return decision(system, id_)
    return element(system, PLURALS[about], id_)


def decision(system: str, id_: str) -> str:
    """Give the address of a decision: a row on the system's page of decisions."""
    return f"{system_page(system, 'decisions')}#decisions-{anchor(id_)}"


def anchor(decision: str) -> str:
    """Give the place of a decision on the page of decisions."""
    return decision.replace("@", "-at-").replace("*", "all")


def finding_anchor(found: Finding) -> str:
    """Give the place of a finding on the page of what it is about; decisions share a page."""
    return f"{found.threat.id}-at-{anchor(found.element)}" if found.about == "decision" else found.threat.id


def finding(scene: Scene, found: Finding) -> str:
    """Give the address of a finding: a place on the page of what it is about."""
    return f"{thing(scene, found.about, found.element).partition('#')[0]}#{finding_anchor(found)}"


def end(scene: Scene, id_: str) -> str:
    """Give the path of an end of a flow."""
    system = scene.system
    plural = "zones" if id_ in system.zones else "actors" if id_ in system.actors else "services"
    return element(system.id, plural, id_)


def end_link(scene: Scene, id_: str) -> Link:
    """Give an end of a flow, by its name and linked."""
    return Link(text=name(scene, id_), to=end(scene, id_))


def name(scene: Scene, id_: str) -> str:
    """Give the title of a service, an actor, a zone or any other element; its id where it has none."""
    system = scene.system
    for shelf in (system.services, system.actors, system.zones, system.networks, scene.accounts, system.identities):
        if id_ in shelf:
            return getattr(shelf[id_], "title", "") or id_
    return id_


def thing_link(scene: Scene, about: About, id_: str) -> Link:
    """Give what a threat or a control is about, by its id and linked."""
    text = scene.system.system.title if about == "system" else ABOUT_TITLES[about] if about == "directory" else id_
    return Link(text=text, to=thing(scene, about, id_))


def threat_link(found: Finding) -> Link:
    """Give the threat of a finding by its title, linked to the catalogue."""
    return Link(text=found.threat.title, to=entry("threats", found.threat.id))


def control_link(scene: Scene, id_: str) -> Link:
    """Give a control by its title, linked to the catalogue."""
    return Link(text=scene.catalogue.controls[id_].title, to=entry("controls", id_))


def party(scene: Scene, id_: str) -> str:
    """Give a party's name; `not stated` where there is none."""
    if not id_:
        return "not stated"
    known = scene.parties.get(id_)
    return (known.title if known else "") or id_


def party_page(scene: Scene, id_: str) -> str:
    """Give the path of a party's page: one for every system, except of a party that a system brings itself."""
    return system_page(scene.system.id, f"parties/{id_}") if id_ in scene.system.parties else f"parties/{id_}.md"


def party_text(scene: Scene, id_: str) -> Text:
    """Give a party's name, linked to what it answers for; marked where there is none."""
    if not id_:
        return (Badge(text="not stated", tone="not-stated"),)
    return (Link(text=party(scene, id_), to=party_page(scene, id_)),)


def level(value: Level) -> Badge:
    """Give a level of risk with its mark."""
    return Badge(text=value.replace("-", " "), tone=value)


_STATES: Mapping[State, Tone] = {
    "open": "warning",
    "expired": "warning",
    "mitigating": "planned",
    "mitigated": "met",
    "accepted": "not-applicable",
    "transferred": "not-applicable",
    "avoided": "not-applicable",
    "false-positive": "not-applicable",
    "duplicate": "not-applicable",
}


def state(value: State) -> Badge:
    """Give the state of a finding with its mark."""
    words = {"expired": "decision expired", "false-positive": "false positive"}
    return Badge(text=words.get(value, value), tone=_STATES[value])


def standpoint(value: Standpoint) -> Badge:
    """Give where a control stands, with its mark."""
    return Badge(text=value.replace("-", " "), tone=value)


def holder(value: Holder) -> Badge:
    """Give who answers for a layer, with its mark."""
    return Badge(text="not applicable" if value == "none" else value, tone=value)


def codes(names: tuple[str, ...]) -> Text:
    """Give ids one after the other, set as code."""
    return spread(tuple((Code(text=each),) for each in names))


def spread(parts: tuple[Text, ...], between: str = ", ") -> Text:
    """Give texts one after the other with something between them; a dash where there are none."""
    if not parts:
        return ("–",)
    found: list[Inline] = []
    for part in parts:
        if found:
            found.append(between)
        found.extend(part)
    return tuple(found)


def words(text: str) -> Text:
    """Give a text, or a dash where there is none."""
    return (text or "–",)


def spelt(flow: object) -> str:
    """Give the title of an element; its id where it has none."""
    return str(getattr(flow, "title", "") or getattr(flow, "id", ""))


def beside(system: str, file: str) -> str:
    """Give the path of a file that lies beside a system's pages."""
    return f"systems/{system}/{file}"
