"""Directory options: what they can do, their limits, and what they expect."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from zonebook.model.binding import Date, Ref
from zonebook.model.vocabulary import (
    CapabilityId,
    Category,
    Confidence,
    EndOfLife,
    Holder,
    KindId,
    OptionId,
    ProtocolId,
    Setting,
)
from zonebook.values import NOWHERE, Data, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact comes from."""

    title: str
    url: str = ""
    as_of: Date = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifecycle:
    """Whether something can still be chosen."""

    status: Literal["current", EndOfLife]
    date: Date = ""
    replacement: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Who is responsible for a layer of a service, and what that means there."""

    holder: Holder
    duty: str
    provider_duty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Whether something works: yes, no, partly under a condition, or as nobody has confirmed yet."""

    SHORT: ClassVar = "answer"
    answer: Literal["yes", "no", "partial", "to-confirm"]
    note: str = ""
    as_of: Date = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A number that cannot (`firm`) or should not be exceeded."""

    most: int
    firm: bool = True
    note: str = ""
    as_of: Date = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """Something that a directory may be asked to do."""

    id: str
    title: str
    question: str
    summary: str
    sources: tuple[Source, ...] = ()
    confidence: Confidence = "confirmed"
    tags: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of what is expected: services of these kinds or traits with these settings; if empty, anyone."""

    kinds: tuple[KindId, ...] = ()
    traits: tuple[Annotated[str, Ref("traits")], ...] = ()
    settings: Mapping[Annotated[str, Ref("settings")], tuple[Setting, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedFlow:
    """What must be let through between two ends, what may be, and what is not needed there."""

    id: str
    title: str
    from_: End
    to: End
    needs: tuple[ProtocolId, ...]
    because: str
    may: tuple[ProtocolId, ...] = ()
    needless: Mapping[ProtocolId, str] = field(default_factory=dict)
    seen_by: tuple[ProtocolId, ...] = ()
    for_: tuple[CapabilityId, ...] = ()
    trusted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedZone:
    """The least trust of the zone that a service must be in."""

    id: str
    title: str
    of: End
    trust_at_least: int
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expects:
    """What an option requires of the system that chooses it. Between two ends the first flow that fits them counts."""

    flows: Mapping[str, ExpectedFlow] = field(default_factory=dict)
    zones: Mapping[str, ExpectedZone] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryOption:
    """A product or service that can provide the directory."""

    id: str
    title: str
    summary: str
    capabilities: Mapping[CapabilityId, Support]
    lifecycle: Lifecycle
    sources: tuple[Source, ...]
    confidence: Confidence
    kinds: tuple[KindId, ...] = ()
    provider: str = ""
    category: Literal["", Category] = ""
    icon: str = ""
    administrators: str = ""
    needs_existing: bool = False
    needs_provider: bool = False
    limits: Mapping[str, Limit] = field(default_factory=dict)
    constraints: tuple[str, ...] = ()
    duties: Mapping[str, Duty] = field(default_factory=dict)
    expects: Expects = field(default_factory=Expects)
    tags: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A rule of thumb for the choice of a directory: when it holds, what to choose and what to avoid.

    Rules are read in the order of `rank`; the first that holds and names a choice is the recommendation.
    """

    id: str
    title: str
    rank: int
    when: Data
    because: str
    sources: tuple[Source, ...]
    confidence: Confidence
    about: Literal["directory"] = "directory"
    choose: tuple[OptionId, ...] = ()
    otherwise: tuple[OptionId, ...] = ()
    avoid: tuple[OptionId, ...] = ()
    requires: tuple[str, ...] = ()
    summary: str = ""
    tags: tuple[str, ...] = ()
    place: Place = NOWHERE
