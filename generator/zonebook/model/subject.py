"""The subject of a condition, and where each type of subject is written."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from zonebook.model.elements import ELEMENTS, Service
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import About, SubjectType
from zonebook.values import Place
from zonebook.values.record import dataclass

E_co = TypeVar("E_co", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject(Generic[E_co]):
    """An element and the system that it is in: all that a word may look at.

    `supposed` says that the element is not the one of the model: it has values that the model leaves out.
    """

    resolved: ResolvedSystem
    about: SubjectType
    element: E_co
    supposed: bool = False

    @property
    def id(self) -> str:
        """The id by which findings name the subject; that of the system for its directory decision."""
        own: str = getattr(self.element, "id", "")
        return own or self.resolved.system.id

    @property
    def place(self) -> Place:
        """Where it is written; the system's head for what has no place of its own."""
        found: Place = getattr(self.element, "place", self.resolved.system.place)
        return found

    @property
    def zone(self) -> str:
        """The id of the zone that it is or is in; of a flow, that of its receiver; empty where there is none."""
        if self.about == "zone":
            return self.id
        return str(getattr(self.element, "zone", "")) or self.resolved.zone_of(str(getattr(self.element, "to", "")))

    @property
    def owner(self) -> str:
        """The party that is responsible: its own owner, its zone's, or the system's; empty where none is stated."""
        own = str(getattr(self.element, "owner", ""))
        around = (each.owner for each in self.resolved.around(self.zone) if each.owner)
        return own or next(around, self.resolved.system.system.owner)

    @property
    def route(self) -> str:
        """Where the subject is written in the model: `services.dc-1`."""
        if self.about == "system":
            return ""
        return "directory" if self.about == "directory" else f"{PLURALS[self.about]}.{self.id}"


PLURALS: Mapping[SubjectType, str] = {
    "system": "system",
    "account": "accounts",
    "network": "networks",
    "zone": "zones",
    "service": "services",
    "flow": "flows",
    "identity": "identities",
    "trust": "trusts",
    "directory": "directory",
    "decision": "decisions",
    "actor": "actors",
    "data": "data",
}
"""The top-level word under which each type of subject is written."""


def subject_of(resolved: ResolvedSystem, element: str) -> Subject[object]:
    """Return the element with an id, of whatever type, or the system for no id; raise KeyError where there is none."""
    if not element:
        return Subject(resolved=resolved, about="system", element=resolved.system)
    for about, word in PLURALS.items():
        if word in ELEMENTS:
            shelf = resolved.accounts if about == "account" else getattr(resolved.system, word)
            if element in shelf:
                return Subject(resolved=resolved, about=about, element=shelf[element])
    raise KeyError(element)


def holding(resolved: ResolvedSystem, asset: str) -> tuple[Service, ...]:
    """Return the services that hold a data asset, in the order of the text."""
    return tuple(each for each in resolved.system.services.values() if asset in (each.holds or ()))


def subjects(resolved: ResolvedSystem, about: About) -> tuple[Subject[object], ...]:
    """Return everything in a system that a threat or control about `about` can be asked of.

    Decisions are asked about once the findings are known: `treatment.treated` returns them.
    """
    if about == "system":
        return (Subject(resolved=resolved, about=about, element=resolved.system),)
    if about == "directory":
        decision = resolved.system.directory
        return (Subject(resolved=resolved, about=about, element=decision),) if decision else ()
    return tuple(Subject(resolved=resolved, about=about, element=element) for element in resolved.elements(about))
