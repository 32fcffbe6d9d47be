"""What architects write: the organisation and its systems, their decisions and responsibilities."""

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Annotated, ClassVar, Literal

from zonebook.model.audits.audit import Audit
from zonebook.model.audits.report import Report
from zonebook.model.binding import Date, Ref, Title, Typed
from zonebook.model.catalogue import Catalogue
from zonebook.model.elements import (
    Account,
    Actor,
    DataAsset,
    ElementId,
    Flow,
    Identity,
    Links,
    Network,
    Party,
    PartyId,
    Service,
    Statements,
    Triad,
    Trust,
    Zone,
)
from zonebook.model.scope.statements import Assumption, OutOfScope
from zonebook.model.threats.stated import StatedThreat
from zonebook.model.vocabulary import (
    CapabilityId,
    FrameworkId,
    Holder,
    IdentityProvider,
    KindId,
    Level,
    OptionId,
    Treatment,
    TrustAllowed,
)
from zonebook.values import NOWHERE, Place
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """How much a capability matters, and to whom."""

    SHORT: ClassVar = "weight"
    weight: Literal["required", "wanted"]
    because: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryDecision:
    """Which directory was chosen, for what needs, and why."""

    needs: Mapping[CapabilityId, Need] = field(default_factory=dict)
    users: int | None = None
    objects: int | None = None
    regions: int | None = None
    region_names: tuple[Annotated[str, Ref("regions")], ...] = ()
    shared_accounts: int | None = None
    existing_ad: bool | None = None
    regulated: bool | None = None
    isolation_required: bool | None = None
    link_resilient: bool | None = None
    identity_provider: Literal["", IdentityProvider] = ""
    trust_allowed: Literal["", TrustAllowed] = ""
    applications: tuple[KindId, ...] = ()
    in_use: tuple[OptionId, ...] = ()
    choice: OptionId = ""
    considered: Mapping[OptionId, str] = field(default_factory=dict)
    because: str = ""
    decided_by: PartyId = ""
    on: Date = ""
    links: Links = field(default_factory=dict)
    place: Place = NOWHERE

    @property
    def region_count(self) -> int | None:
        """In how many Regions it must be present, as stated or by their names; nothing where neither is stated."""
        return len(self.region_names) if self.regions is None and self.region_names else self.regions


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who is responsible for a layer here; what is left out is as the kind states."""

    SHORT: ClassVar = "party"
    holder: Holder | None = None
    party: PartyId = ""
    because: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided about a finding."""

    id: str
    treatment: Treatment
    by: PartyId
    on: Date
    because: str
    requested_by: PartyId = ""
    until: Date = ""
    review: Date = ""
    duplicates: str = ""
    ticket: Typed = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The system as a whole."""

    title: Title
    summary: str = ""
    owner: PartyId = ""
    criticality: Triad = ""
    frameworks: tuple[FrameworkId, ...] = ()
    reviewed: Date = ""
    review_every: str = ""
    links: Links = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    internal: bool = False
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Everything stated about one system; a mapping keeps the order of the text."""

    id: str
    system: Head
    parties: Mapping[str, Party] = field(default_factory=dict)
    actors: Mapping[str, Actor] = field(default_factory=dict)
    data: Mapping[str, DataAsset] = field(default_factory=dict)
    accounts: Mapping[str, Account] = field(default_factory=dict)
    zones: Mapping[str, Zone] = field(default_factory=dict)
    networks: Mapping[str, Network] = field(default_factory=dict)
    services: Mapping[str, Service] = field(default_factory=dict)
    flows: Mapping[str, Flow] = field(default_factory=dict)
    identities: Mapping[str, Identity] = field(default_factory=dict)
    trusts: Mapping[str, Trust] = field(default_factory=dict)
    directory: DirectoryDecision | None = None
    responsibilities: Mapping[Annotated[str, Ref("services", "zones")], Mapping[str, Responsibility]] = field(
        default_factory=dict
    )
    controls: Statements = field(default_factory=dict)
    threats: Mapping[str, StatedThreat] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    assumptions: Mapping[str, Assumption] = field(default_factory=dict)
    out_of_scope: Mapping[ElementId, OutOfScope] = field(default_factory=dict)
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The plan for a control: its status, and the day it is due, or nothing."""

    status: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Treated:
    """A decision, the worst current risk of the findings it settles, and the controls that would lower it, by id.

    `original` is the current risk of the finding of which this is a duplicate.
    """

    decision: Decision
    findings: tuple[str, ...]
    level: Level
    original: Level | None
    plans: Mapping[str, Plan]

    @property
    def id(self) -> str:
        """The decision's id."""
        return self.decision.id

    @property
    def owner(self) -> str:
        """The party that decided: it is responsible for fixing the decision."""
        return self.decision.by

    @property
    def place(self) -> Place:
        """Where the decision is written."""
        return self.decision.place


@dataclass(frozen=True, slots=True, kw_only=True)
class DataClass:
    """A class of data, and how bad each loss is unless the data states otherwise."""

    id: str
    title: Title
    summary: str = ""
    confidentiality: Triad = ""
    integrity: Triad = ""
    availability: Triad = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The organisation itself."""

    title: Title = ""
    summary: str = ""
    frameworks: tuple[FrameworkId, ...] = ()
    appetite: Level = "moderate"
    acceptance: Mapping[str, tuple[PartyId, ...]] = field(default_factory=dict)
    matrix: Mapping[str, Mapping[str, Level]] = field(default_factory=dict)
    classifications: Mapping[str, DataClass] = field(default_factory=dict)
    repository: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """What is true for every system."""

    id: str = "organisation"
    organisation: House = field(default_factory=House)
    parties: Mapping[str, Party] = field(default_factory=dict)
    accounts: Mapping[str, Account] = field(default_factory=dict)
    reports: Mapping[str, Report] = field(default_factory=dict)
    controls: Statements = field(default_factory=dict)
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """The catalogue, the organisation, its systems and audits: everything that was loaded, and its texts by path.

    `evidence` has the SHA-256 of each file that is named as evidence, by path, and None where it is missing. A file
    that nobody looked for is not in it.
    """

    catalogue: Catalogue
    organisation: Organisation
    systems: Mapping[str, System]
    audits: Mapping[str, Audit] = field(default_factory=dict)
    texts: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    evidence: Mapping[str, str | None] = field(default_factory=dict, repr=False)

    def alone(self, system: str) -> "Workspace":
        """Return the workspace with one of its systems, by its id."""
        return replace(self, systems={system: self.systems[system]})
