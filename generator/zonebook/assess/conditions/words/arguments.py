"""The types of the arguments that words take."""

from collections.abc import Mapping
from typing import Annotated

from zonebook.assess.controls.shared_answers import Question
from zonebook.assess.privilege.platform_relations import How
from zonebook.model.binding import Port, Ref
from zonebook.model.elements import AccountRole, Impact
from zonebook.model.vocabulary import KindId, ProtocolId, Setting
from zonebook.values.record import dataclass

TraitId = Annotated[str, Ref("traits")]
Controls = tuple[Annotated[str, Ref("controls")], ...]
Kinds = tuple[KindId, ...]
Traits = tuple[TraitId, ...]
Protocols = tuple[ProtocolId, ...]
Ports = tuple[Port, ...]
SettingId = Annotated[str, Ref("settings")]
Settings = Mapping[SettingId, tuple[Setting, ...]]
Numbers = Mapping[SettingId, int]
Counts = Mapping[KindId, int]
Ways = tuple[How, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """A trust from 0 to 4, from `at_least` to `at_most`."""

    at_least: Annotated[int | None, "Trusted at least this much, from 0 to 4."] = None
    at_most: Annotated[int | None, "Trusted at most this much, from 0 to 4."] = None

    def admit(self, trust: int) -> bool:
        """Return whether the trust lies within the bounds."""
        low = self.at_least is None or trust >= self.at_least
        return low and (self.at_most is None or trust <= self.at_most)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustBounds:
    """The trust of a zone, from `trust_at_least` to `trust_at_most`."""

    trust_at_least: Annotated[int | None, "The zone is trusted at least this much."] = None
    trust_at_most: Annotated[int | None, "The zone is trusted at most this much."] = None

    def bounds(self) -> Bounds:
        """Return the bounds by themselves."""
        return Bounds(at_least=self.trust_at_least, at_most=self.trust_at_most)


@dataclass(frozen=True, slots=True, kw_only=True)
class DataWant:
    """A data asset: its class, how bad each loss would be at least, and a rule that it is subject to."""

    classification: Annotated[tuple[str, ...], "The data is of one of these classes."] = ()
    confidentiality: Annotated[Impact | None, "A leak is at least this bad."] = None
    integrity: Annotated[Impact | None, "A change is at least this bad."] = None
    availability: Annotated[Impact | None, "A loss is at least this bad."] = None
    subject_to: Annotated[tuple[str, ...], "One of these rules applies to the data."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FarEnd:
    """The other end of a flow: the trust of its zone, its traits, and the protocols of the flow."""

    trust_at_least: Annotated[int | None, "The far zone is trusted at least this much."] = None
    trust_at_most: Annotated[int | None, "The far zone is trusted at most this much."] = None
    protocols: Annotated[Protocols, "One of these protocols is spoken."] = ()
    is_: Annotated[Traits, "The far end has one of these traits."] = ()
    but: Annotated[Traits, "A far end with one of these traits does not count."] = ()
    more_than: Annotated[Protocols, "A flow that speaks nothing but these does not count."] = ()
    more_than_administration: Annotated[
        bool, "A flow that speaks nothing but protocols that administer, and those of `more_than`, does not count."
    ] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOnce:
    """The controls that decide, those in which accounts have to be alike, and roles that are asked by themselves."""

    decided_by: Annotated[Controls, "The system or the organisation answers these, or nobody does."]
    alike_in: Annotated[Controls, "The status of each of these is the same, whoever gives it."] = ()
    but_role: Annotated[tuple[AccountRole, ...], "Accounts of these roles are asked by themselves."] = ()

    @property
    def question(self) -> Question:
        """What makes accounts alike."""
        return Question(decided_by=self.decided_by, alike_in=self.alike_in, but_role=self.but_role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hops:
    """The highest number of flows from a zone of trust 0."""

    hops_at_most: Annotated[int, "At most so many flows lie between."]
    passed_on_by: Annotated[
        Traits, "Services in a row, each with one of these traits, pass the same request on and count once."
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkWant:
    """A network: its kind and its settings."""

    kind: Annotated[Kinds, "The network is of one of these kinds."] = ()
    setting: Annotated[Settings | None, "The network is set like this."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """A network, and what may stand in it beside a service that is alone there."""

    kind: Annotated[KindId, "The network is of this kind."]
    but: Annotated[Traits, "Another service with one of these traits does not count."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityWant:
    """An identity: its kind and traits."""

    kind: Annotated[Kinds, "The identity is of one of these kinds."] = ()
    is_: Annotated[Traits, "Its kind has one of these traits."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """From the trust of one zone to that of another; `rising` when the far zone is trusted more."""

    from_trust_at_least: Annotated[int | None, "The near zone is trusted at least this much."] = None
    from_trust_at_most: Annotated[int | None, "The near zone is trusted at most this much."] = None
    to_trust_at_least: Annotated[int | None, "The far zone is trusted at least this much."] = None
    to_trust_at_most: Annotated[int | None, "The far zone is trusted at most this much."] = None
    rising: Annotated[bool | None, "Whether the far zone is trusted more than the near one."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """What of tier 0 stands beside what of a lower tier, by traits."""

    tier_zero: Annotated[Traits, "What is tier 0 has one of these traits."]
    beside: Annotated[Traits, "What stands beside it has one of these traits."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The two ends of a flow, by the traits of the services there."""

    from_is: Annotated[Traits, "What starts the flow has one of these traits."]
    from_but: Annotated[Traits, "A start with one of these traits does not count."] = ()
    to_is: Annotated[Traits, "What answers has one of these traits."]
    to_but: Annotated[Traits, "An end with one of these traits does not count."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorWant:
    """What is stated of an actor."""

    privileged: Annotated[bool | None, "Whether the actor holds administrative rights."] = None
    trusted: Annotated[bool | None, "Whether the actor is known and vetted."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """A rule of a zone's `allow`: the trust of the zone let in, and with which protocols."""

    trust_at_most: Annotated[int | None, "The zone let in is trusted at most this much."] = None
    protocols: Annotated[Protocols, "One of these protocols is let in."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Administered:
    """What an identity has rights over: its kind, its traits, the role of its account."""

    kind: Annotated[Kinds, "What is administered is of one of these kinds."] = ()
    is_: Annotated[Traits, "Its kind has one of these traits."] = ()
    account_role: Annotated[tuple[AccountRole, ...], "It runs in an account of one of these roles."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """Control of something of tier 0: the first relation, and whether the controller is kept as tier 0."""

    kept: Annotated[bool | None, "Whether what has the power is kept as tier 0."] = None
    by: Annotated[Ways, "Its first hop is one of these."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A neighbour of data: a member of its zone that a zone of such trust reaches directly."""

    reached_from_trust_at_most: Annotated[int, "The zone that the flow comes from is trusted at most this much."]
    holds: Annotated[DataWant, "The data beside it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Two flows, one after the other: where they begin, and what does not count."""

    from_trust_at_most: Annotated[int, "The zone where they begin is trusted at most this much."]
    but: Annotated[Protocols, "A flow that speaks nothing but these does not count."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumer:
    """Who can act as an identity."""

    kind: Annotated[Kinds, "Who can act as it is of one of these kinds."] = ()
    is_: Annotated[Traits, "Its kind has one of these traits."] = ()
    privileged: Annotated[bool | None, "Whether that actor holds administrative rights."] = None
    trusted: Annotated[bool | None, "Whether that actor is known and vetted."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Criticality:
    """The least that depends on a system."""

    at_least: Annotated[Impact, "At least this much depends on it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Numbers of the directory decision."""

    users: Annotated[int | None, "How many people it serves."] = None
    objects: Annotated[int | None, "How many objects it holds."] = None
    regions: Annotated[int | None, "In how many regions it must be present."] = None
    shared_accounts: Annotated[int | None, "To how many other accounts it is shared."] = None
