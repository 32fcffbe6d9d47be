"""What words want to be told: the shapes of their arguments."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from zonebook.model.shape import Ref
from zonebook.model.terms import KindId, ProtocolId

TraitId = Annotated[str, Ref("traits")]
Controls = tuple[Annotated[str, Ref("controls")], ...]
Kinds = tuple[KindId, ...]
Traits = tuple[TraitId, ...]
Protocols = tuple[ProtocolId, ...]
SettingId = Annotated[str, Ref("settings")]
Scalar = str | int | float | bool
Role = Literal["management", "log-archive", "security", "shared-services", "identity", "workload", "sandbox"]
Loss = Literal["low", "moderate", "high"]
Settings = Mapping[SettingId, tuple[Scalar, ...]]
Numbers = Mapping[SettingId, int]
Counts = Mapping[KindId, int]
Border = Literal[
    "account", "vpc", "subnet", "security-group", "network-acl", "firewall", "host", "endpoint-policy", "identity"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """A trust from 0 to 4, from `at_least` to `at_most`."""

    at_least: int | None = None
    at_most: int | None = None

    def admit(self, trust: int) -> bool:
        """Say whether the trust lies within the bounds."""
        low = self.at_least is None or trust >= self.at_least
        return low and (self.at_most is None or trust <= self.at_most)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustBounds:
    """The trust of a zone, from `trust_at_least` to `trust_at_most`."""

    trust_at_least: int | None = None
    trust_at_most: int | None = None

    def bounds(self) -> Bounds:
        """Give the bounds by themselves."""
        return Bounds(at_least=self.trust_at_least, at_most=self.trust_at_most)


@dataclass(frozen=True, slots=True, kw_only=True)
class DataWant:
    """A data asset: its class, how bad each loss would be at least, and a rule that it is subject to."""

    classification: tuple[str, ...] = ()
    confidentiality: Loss | None = None
    integrity: Loss | None = None
    availability: Loss | None = None
    subject_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FarEnd:
    """The other end of a flow: the trust of its zone, its traits, and what is spoken."""

    trust_at_least: int | None = None
    trust_at_most: int | None = None
    protocols: Protocols = ()
    is_: Traits = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hops:
    """How many flows away from a zone of trust 0, at most."""

    hops_at_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkWant:
    """A network: its kind and its settings."""

    kind: Kinds = ()
    setting: Settings | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityWant:
    """An identity: its kind and traits."""

    kind: Kinds = ()
    is_: Traits = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """From the trust of one zone to that of another; `rising` when the far zone is trusted more."""

    from_trust_at_least: int | None = None
    from_trust_at_most: int | None = None
    to_trust_at_least: int | None = None
    to_trust_at_most: int | None = None
    rising: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorWant:
    """What is stated of an actor."""

    privileged: bool | None = None
    trusted: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """A rule of a zone's `allow`: the trust of the zone let in, and with which protocols."""

    trust_at_most: int | None = None
    protocols: Protocols = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Administered:
    """What an identity has rights over: its kind, its traits, the role of its account."""

    kind: Kinds = ()
    is_: Traits = ()
    account_role: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumer:
    """Who can act as an identity."""

    kind: Kinds = ()
    is_: Traits = ()
    privileged: bool | None = None
    trusted: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Criticality:
    """How much depends on a system, at least."""

    at_least: Loss
