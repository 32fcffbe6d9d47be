"""The elements of a system: parties, actors, data, accounts, zones, networks, services, flows, identities, trusts."""

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, ClassVar, Literal

from zonebook.model.binding import Cidr, Date, Form, Port, Ref, Title
from zonebook.model.vocabulary import Authentication, Authorization, ControlId, KindId, ProtocolId, Setting, Side
from zonebook.values import NOWHERE, Place
from zonebook.values.record import dataclass

PartyId = Annotated[str, Ref("parties")]
ZoneId = Annotated[str, Ref("zones")]
NetworkId = Annotated[str, Ref("networks")]
ServiceId = Annotated[str, Ref("services")]
AccountId = Annotated[str, Ref("accounts")]
DataId = Annotated[str, Ref("data")]
ELEMENTS = ("services", "actors", "data", "zones", "flows", "networks", "identities", "accounts", "trusts")
"""The words of a system under which its elements are, parties apart: those are answerable and not at risk."""
ElementId = Annotated[str, Ref(*ELEMENTS, shared=True)]
EndId = Annotated[str, Ref("services", "actors", "zones")]
Impact = Literal["low", "moderate", "high"]
"""How bad a loss is (FIPS 199)."""
Triad = Literal["", Impact]
AccountRole = Literal["management", "log-archive", "security", "shared-services", "identity", "workload", "sandbox"]
Status = Literal["met", "partial", "planned", "not-met", "not-applicable", "alternative"]
Enforcer = Literal[
    "account", "vpc", "subnet", "security-group", "network-acl", "firewall", "host", "endpoint-policy", "identity"
]
Encryption = Literal["none", "tls", "kerberos", "ipsec", "ssh", "client-side"]
ActorKind = Literal["person", "system", "device"]
Direction = Literal["one-way", "two-way"]
Links = Mapping[str, str]
FILE = Form("file")  # a path, relative to the folder of the text that names it


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Evidence that an auditor can examine."""

    title: Title
    file: Annotated[str, FILE] = ""
    url: str = ""
    sha256: str = ""
    on: Date = ""
    place: Place = NOWHERE

    @property
    def path(self) -> str:
        """The path of its file, which is relative to the folder of the text that names it; empty where it has none."""
        return self.place.beside(self.file) if self.file else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement about a control; the bare status is a claim until evidence is stated."""

    SHORT: ClassVar = "status"
    status: Status
    by: PartyId = ""
    on: Date = ""
    due: Date = ""
    because: str = ""
    instead: tuple[ControlId, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    place: Place = NOWHERE


Statements = Mapping[ControlId, Statement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A team, a role or a company that is responsible for elements."""

    id: str
    title: Title = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    links: Links = field(default_factory=dict)
    was: str = ""
    internal: bool = False
    contact: str = ""
    members: tuple[str, ...] = ()
    within: Side = "customer"
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person or an external system that starts flows."""

    id: str
    title: Title = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    links: Links = field(default_factory=dict)
    was: str = ""
    internal: bool = False
    kind: Literal["", ActorKind] = ""
    zone: ZoneId = ""
    trusted: bool | None = None
    privileged: bool | None = None
    icon: str = ""
    controls: Statements = field(default_factory=dict)
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class DataAsset:
    """Data to protect."""

    id: str
    title: Title = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    links: Links = field(default_factory=dict)
    was: str = ""
    internal: bool = False
    classification: Annotated[str, Ref("classifications")] = ""
    confidentiality: Triad = ""
    integrity: Triad = ""
    availability: Triad = ""
    subject_to: tuple[str, ...] = ()
    executable: bool | None = None
    owner: PartyId = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A cloud account or subscription."""

    id: str
    title: Title = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    links: Links = field(default_factory=dict)
    was: str = ""
    internal: bool = False
    kind: KindId = ""
    provider: PartyId = ""
    role: Literal["", AccountRole] = ""
    owner: PartyId = ""
    settings: Mapping[str, Setting] = field(default_factory=dict)
    controls: Statements = field(default_factory=dict)
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A set of components with the same security level and common controls; not a network segment."""

    id: str
    title: Title = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    links: Links = field(default_factory=dict)
    was: str = ""
    internal: bool = False
    inside: ZoneId = ""
    trust: int | None = None
    owner: PartyId = ""
    enforced_by: tuple[Enforcer, ...] | None = None
    allow: Mapping[ZoneId, tuple[ProtocolId, ...]] | None = None
    controls: Statements = field(default_factory=dict)
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A network that services are plugged into."""

    id: str
    title: Title = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    links: Links = field(default_factory=dict)
    was: str = ""
    internal: bool = False
    kind: KindId
    inside: NetworkId = ""
    account: AccountId = ""
    cidr: Cidr = ""
    owner: PartyId = ""
    settings: Mapping[str, Setting] = field(default_factory=dict)
    controls: Statements = field(default_factory=dict)
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A running component."""

    id: str
    title: Title = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    links: Links = field(default_factory=dict)
    was: str = ""
    internal: bool = False
    kind: KindId = ""
    zone: ZoneId = ""
    network: tuple[NetworkId, ...] = ()
    account: AccountId = ""
    owner: PartyId = ""
    holds: tuple[DataId, ...] | None = None
    processes: tuple[DataId, ...] | None = None
    confidentiality: Triad = ""
    integrity: Triad = ""
    availability: Triad = ""
    runs_on: ServiceId = ""
    described_in: Annotated[str, Ref("systems")] = ""
    count: int | None = None
    version: str = ""
    settings: Mapping[str, Setting] = field(default_factory=dict)
    controls: Statements = field(default_factory=dict)
    place: Place = NOWHERE

    @property
    def handles(self) -> tuple[DataId, ...]:
        """The data that is found on it while it runs: what it holds, and what passes through it."""
        return tuple(dict.fromkeys((*(self.holds or ()), *(self.processes or ()))))

    @property
    def alike(self) -> tuple[str, str]:
        """What it has in common with its like: kind and zone. Without a stated kind, nothing is known to be like it."""
        return self.kind or f"services.{self.id}", self.zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A connection from one end, which starts it, to another, which answers."""

    id: str
    title: Title = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    links: Links = field(default_factory=dict)
    was: str = ""
    internal: bool = False
    from_: EndId
    to: EndId
    protocols: tuple[ProtocolId, ...] = ()
    ports: tuple[Port, ...] = ()
    carries: tuple[DataId, ...] | None = None
    encrypted: Encryption | None = None
    authenticated: tuple[Authentication, ...] | None = None
    authorized: Authorization | None = None
    enforced_by: tuple[Enforcer, ...] | None = None
    via: tuple[Annotated[str, Ref("services", "networks")], ...] = ()
    sources: tuple[Cidr, ...] | None = None
    controls: Statements = field(default_factory=dict)
    place: Place = NOWHERE

    @property
    def unspoken(self) -> bool:
        """Whether it states neither protocols nor ports: anything may be spoken."""
        return not self.protocols and not self.ports


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A role, user or account that services and actors can act as."""

    id: str
    title: Title = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    links: Links = field(default_factory=dict)
    was: str = ""
    internal: bool = False
    kind: KindId
    in_: Annotated[str, Ref("accounts", "services")] = ""
    assumed_by: tuple[Annotated[str, Ref("services", "actors", "identities")], ...] | None = None
    administers: tuple[Annotated[str, Ref("services", "zones", "accounts", "identities")], ...] | None = None
    owner: PartyId = ""
    settings: Mapping[str, Setting] = field(default_factory=dict)
    controls: Statements = field(default_factory=dict)
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """A trust between directories or identity providers: `from_` trusts `to`."""

    id: str
    title: Title = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    links: Links = field(default_factory=dict)
    was: str = ""
    internal: bool = False
    from_: Annotated[str, Ref("services", "accounts")]
    to: Annotated[str, Ref("services", "accounts")]
    kind: KindId
    direction: Literal["", Direction] = ""
    settings: Mapping[str, Setting] = field(default_factory=dict)
    controls: Statements = field(default_factory=dict)
    place: Place = NOWHERE
