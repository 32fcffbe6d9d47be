"""A thing and where it stands: all that a word may look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from zonebook.model.scene import Scene
from zonebook.model.system import DirectoryDecision
from zonebook.model.terms import About

E_co = TypeVar("E_co", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing(Generic[E_co]):
    """A thing and the scene it stands in: all that a word may look at."""

    scene: Scene
    about: About
    element: E_co

    @property
    def id(self) -> str:
        """The id by which findings name the thing; a system stands for its directory decision."""
        if isinstance(self.element, DirectoryDecision):
            return self.scene.system.id
        return str(getattr(self.element, "id", self.scene.system.id))

    @property
    def route(self) -> str:
        """Where the thing is written in the model: `services.dc-1`."""
        if self.about == "system":
            return ""
        return "directory" if self.about == "directory" else f"{PLURALS[self.about]}.{self.id}"


PLURALS: Mapping[About, str] = {
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
}
"""The top-level word under which each thing is written."""


def standings(scene: Scene, about: About) -> tuple[Standing[object], ...]:
    """Give everything in the scene that a threat or control about `about` can be asked of.

    Decisions are asked about once the findings are known: `treatments.treated` gives them.
    """
    if about == "system":
        return (Standing(scene=scene, about=about, element=scene.system),)
    if about == "directory":
        decision = scene.system.directory
        return (Standing(scene=scene, about=about, element=decision),) if decision else ()
    return tuple(Standing(scene=scene, about=about, element=element) for element in scene.elements(about))
