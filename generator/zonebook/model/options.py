"""Directory options: what they can do, their limits, and what they expect."""

from collections.abc import Mapping
from dataclasses import field
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
from zonebook.values.record import dataclass


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
    """A number that cannot (`firm`) or should not be exceeded; from `concern` on it is worth a remark."""

    most: int
    firm: bool = True
    concern: int | None = None
    note: str = ""
    as_of: Date = ""
    source: Source | None = None

    @property
    def remarked_from(self) -> int:
        """The number from which on the limit is worth a remark."""
        return self.most if self.concern is None else self.concern


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """The place of an option in the order of price, 1 for the cheapest; no amount."""

    rank: int
    note: str = ""
    as_of: Date = ""
    confidence: Confidence = "to-confirm"


StepApplies = Literal["any", "existing", "trust", "link", "sharing", "closing"]
"""When a first step is due: always; where a directory exists; where a trust is needed; where a link to the existing
directory is; where other accounts share it; where the data centre of the existing directory closes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStep:
    """What has to be done before the option serves anybody, and where that is due."""

    step: str
    applies: StepApplies = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """Something that a directory may be asked to do.

    `trust` is the trust that the users of another forest need for it, towards a directory with a forest of its own;
    `applications` are the kinds of service that use the directory so;
    `primary_region` means that a directory in several Regions serves it in the primary one alone. `existing_forest` is
    what the need says of a forest that exists: it is used, a new one stands apart from it, or its present domain
    controllers go away.
    """

    id: str
    title: str
    question: str
    summary: str
    trust: Literal["", "one-way", "two-way"] = ""
    applications: tuple[KindId, ...] = ()
    primary_region: bool = False
    existing_forest: Literal["", "shared", "apart", "closes"] = ""
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
class AcrossTrust:
    """The side of a trust that those who begin to talk belong to, and the protocols by which a flow shows it."""

    side: Literal["trusting", "trusted"]
    member_of: End
    shown_by: tuple[ProtocolId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedFlow:
    """What must be let through between two ends, what may be, and what is not needed there.

    `instead` is as good as `needs`, all of it together. `trusted` asks for a trust that joins the two ends, or for none
    that names them both; `across` for members of one side of a trust. One that `adds` comes on top of what others say
    of the same two ends. One that is asked `if_present` raises no question where nothing in the model answers.
    """

    id: str
    title: str
    from_: End
    to: End
    needs: tuple[ProtocolId, ...]
    because: str
    instead: tuple[ProtocolId, ...] = ()
    may: tuple[ProtocolId, ...] = ()
    needless: Mapping[ProtocolId, str] = field(default_factory=dict)
    seen_by: tuple[ProtocolId, ...] = ()
    for_: tuple[CapabilityId, ...] = ()
    trusted: bool | None = None
    across: AcrossTrust | None = None
    adds: bool = False
    if_present: bool = False


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
    """A product or service that can provide the directory.

    `needs_existing`: it builds on a directory that exists; `rests_on_link`: without the link to that one it serves
    nobody. `cost` and `size` are orders among the options: what is cheaper and smaller has the lower number.
    """

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
    rests_on_link: bool = False
    cost: Cost | None = None
    size: int | None = None
    absent_in: Mapping[Annotated[str, Ref("regions")], str] = field(default_factory=dict)
    absent_in_several: Mapping[Annotated[str, Ref("regions")], str] = field(default_factory=dict)
    first: tuple[FirstStep, ...] = ()
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
