"""Levels, states, statuses and titles as badges and words."""

from collections.abc import Mapping

from zonebook.assess.controls.inheritance import ControlStatus
from zonebook.assess.findings.finding import State
from zonebook.document.inline import Badge, Code, Inline, Text, Tone
from zonebook.model import vocabulary
from zonebook.model.catalogue import Catalogue
from zonebook.model.settings import Tool
from zonebook.model.vocabulary import About, Holder, Level, Operation, Responsible

SHELF_TITLES: Mapping[str, str] = {
    "kinds": "Kinds",
    "traits": "Traits",
    "threats": "Threats",
    "controls": "Controls",
    "directories": "Directory options",
    "capabilities": "Capabilities",
    "advice": "Directory advice",
    "frameworks": "Frameworks",
    "protocols": "Protocols",
    "glossary": "Glossary",
}
TOOLS: Mapping[Tool, str] = {
    "aws-config": "AWS Config",
    "prowler": "Prowler",
    "security-hub": "AWS Security Hub",
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


_ANSWERS: Mapping[str, Tone] = {"yes": "yes", "no": "no", "partial": "partial"}


def level(value: Level) -> Badge:
    """Return a level of risk with its mark."""
    return Badge(text=vocabulary.words(value), tone=value)


_POSSIBLE: Mapping[Level, Tone] = {
    "very-high": "possible-very-high",
    "high": "possible-high",
    "moderate": "possible-moderate",
    "low": "possible-low",
    "very-low": "possible-very-low",
}


def possible_tone(value: Level) -> Tone:
    """Return the mark of a level that is only possible: dashed, as what is not stated."""
    return _POSSIBLE[value]


def possible_level(value: Level, *, at_least: bool = False) -> Badge:
    """Return a level of risk that is only possible, with a mark that no known level has."""
    least = "at least " if at_least else ""
    return Badge(text=f"possibly {least}{vocabulary.words(value)}", tone=_POSSIBLE[value])


_STATES: Mapping[State, Tone] = {
    "open": "warning",
    "expired": "warning",
    "mitigating": "planned",
    "mitigated": "met",
    "carried": "partial",
    "accepted": "not-applicable",
    "transferred": "not-applicable",
    "avoided": "not-applicable",
    "false-positive": "not-applicable",
    "duplicate": "not-applicable",
    "out-of-scope": "not-applicable",
    "excluded": "not-applicable",
}


def state(value: State) -> Badge:
    """Return the state of a finding with its mark."""
    words = {"expired": "decision expired", "false-positive": "false positive", "out-of-scope": "out of scope"}
    return Badge(text=words.get(value, value), tone=_STATES[value])


def control_status(value: ControlStatus) -> Badge:
    """Return the status of a control, with its mark."""
    if value == "alternative":
        return Badge(text="met by other means", tone="met")
    return Badge(text=vocabulary.words(value), tone=value)


def holder(value: Holder | None) -> Badge:
    """Return who answers for a layer, with its mark; not stated where nothing says so."""
    if value is None:
        return Badge(text="not stated", tone="not-stated")
    return Badge(text="not applicable" if value == "none" else value, tone=value)


def responsible(value: Responsible | None) -> Text:
    """Return who answers for a requirement; not stated where nothing says so."""
    return (holder(value),)


def provider_titles(catalogue: Catalogue) -> Mapping[str, str]:
    """Return the titles of the providers by id: as the glossary has them, else their ids."""
    found = dict.fromkeys(kind.provider for kind in catalogue.kinds.values() if kind.provider)
    return {each: catalogue.glossary[each].title if each in catalogue.glossary else each for each in found}


def answered(value: str) -> Badge:
    """Return a badge with the answer of an option to a need; what is to be confirmed is not stated yet."""
    return Badge(text=vocabulary.words(value), tone=_ANSWERS.get(value, "not-stated"))


def codes(names: tuple[str, ...]) -> Text:
    """Join ids, set as code."""
    return spread(tuple((Code(text=each),) for each in names))


def spread(parts: tuple[Text, ...], between: str = ", ") -> Text:
    """Join texts with a separator; return a dash where there are none."""
    if not parts:
        return ("–",)
    found: list[Inline] = []
    for part in parts:
        if found:
            found.append(between)
        found.extend(part)
    return tuple(found)


def operations(runs: tuple[Operation, ...]) -> Text:
    """Return how often a control acts; a dash where that is not stated."""
    return words(" and ".join(vocabulary.words(each) for each in runs))


def words(text: str) -> Text:
    """Return a text, or a dash where there is none."""
    return (text or "–",)


def spelt(flow: object) -> str:
    """Return the title of an element; its id where it has none."""
    return str(getattr(flow, "title", "") or getattr(flow, "id", ""))
