"""A framework: its requirements in one version, and which layers of responsibility each of them is about."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from zonebook.model.binding import Ref
from zonebook.model.options import Source
from zonebook.model.vocabulary import Confidence, ReportForm, Side
from zonebook.values import NOWHERE, Place
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A requirement of a framework; its title only where the licence allows."""

    SHORT: ClassVar = "title"
    title: str = ""
    baselines: tuple[str, ...] = ()
    was: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementGroup:
    """Requirements that are about the same layers of services, or that one side answers for whatever the services.

    One of `layers` and `holder` is stated. `traits` leaves only services with one of them; without any, each service
    counts. Services with a trait that is `set_aside` count only where no other one has a layer of it. A group that
    names no requirement has all that no other group of its framework names.
    """

    id: str
    title: str
    because: str
    layers: tuple[str, ...] = ()
    holder: Side | None = None
    traits: tuple[Annotated[str, Ref("traits")], ...] = ()
    set_aside: tuple[Annotated[str, Ref("traits")], ...] = ()
    requirements: tuple[str, ...] = ()
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """Which layers the requirements of a framework are about: what a word for who answers for one rests on."""

    groups: Mapping[str, RequirementGroup]
    sources: tuple[Source, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """A list of requirements in one version."""

    id: str
    title: str
    summary: str = ""
    version: str
    publisher: str
    licence: str
    provider: str = ""
    report_forms: tuple[ReportForm, ...] = ()
    requirements: Mapping[str, Requirement]
    sources: tuple[Source, ...]
    confidence: Confidence
    tags: tuple[str, ...] = ()
    responsibility: Allocation | None = None
    place: Place = NOWHERE

    def grouped(self) -> Mapping[str, RequirementGroup]:
        """Return the group of each requirement; one is missing where nothing says what it is about."""
        groups = self.responsibility.groups.values() if self.responsibility else ()
        named = {id_: each for each in groups for id_ in each.requirements}
        rest = next((each for each in groups if not each.requirements), None)
        others = dict.fromkeys(self.requirements, rest) if rest else {}
        return {**others, **named}
