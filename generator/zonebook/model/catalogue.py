"""The entries of the catalogue: kinds, traits, threats, controls, directories and so on; one entry in each file."""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import Annotated, Literal

from zonebook.model.answers import Answers
from zonebook.model.binding import DERIVED, Date, Port, Ref
from zonebook.model.frameworks.framework import Framework
from zonebook.model.options import Advice, Capability, DirectoryOption, Duty, Lifecycle, Source, Support
from zonebook.model.settings import Detection, SettingType, Sign
from zonebook.model.vocabulary import (
    About,
    Authentication,
    BreachClass,
    Category,
    Confidence,
    FrameworkId,
    KindId,
    Level,
    Linddun,
    Operation,
    OptionId,
    ProtocolId,
    RaisedBy,
    Responsible,
    Scope,
    Standing,
    Stride,
)
from zonebook.values import NOWHERE, Data, Place
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a service, account, network, identity or trust can be."""

    id: str
    title: str
    about: Literal["service", "account", "network", "identity", "trust"]
    summary: str
    sources: tuple[Source, ...]
    confidence: Confidence
    provider: str = ""
    also_known_as: tuple[str, ...] = ()
    fallback: bool = False
    codes: tuple[str, ...] = ()
    scope: Literal["", Scope] = ""
    stands_on: Literal["", Standing] = ""
    category: Literal["", Category] = ""
    icon: str = ""
    lifecycle: Lifecycle = field(default_factory=lambda: Lifecycle(status="current"))
    traits: tuple[str, ...] = ()
    responsibility: Mapping[str, Duty] = field(default_factory=dict)
    settings: Mapping[str, SettingType] = field(default_factory=dict)
    protocols: tuple[ProtocolId, ...] = ()
    directory_support: Mapping[OptionId, Support] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """What the assessment concludes from a trait of a kind; one without an entry is only asked for by threats."""

    id: str
    title: str
    summary: str
    sources: tuple[Source, ...]
    confidence: Confidence
    tier: Literal[0, "of-what-it-serves"] | None = None
    because: str = ""
    origin_of_administration: bool = False
    keeps_data: bool = False
    falls_as: BreachClass | None = None
    one_machine: bool = False
    outside: bool = False
    tags: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A small model, and the element asked about; `files` is the SHA-256 of each by path, None where nobody looked."""

    because: str
    given: Data
    house: Data = field(default_factory=dict)
    element: str = ""
    as_of: Date = ""
    files: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Threat:
    """A threat: what can go wrong, when, and which controls answer it; `stated_in` is the system that states it."""

    id: str
    title: str
    summary: str = ""
    story: str
    stride: tuple[Stride, ...]
    about: About
    when: Data
    likelihood: Level
    impact: Level
    answers: Answers
    fires: tuple[Example, ...]
    quiet: tuple[Example, ...]
    sources: tuple[Source, ...]
    confidence: Confidence
    attack: tuple[str, ...] = ()
    capec: tuple[str, ...] = ()
    cwe: tuple[str, ...] = ()
    status: Literal["stable", "experimental", "test"] = "stable"
    false_positives: str = ""
    yields_to: tuple[Annotated[str, Ref("threats")], ...] = ()
    not_monotonic: str = ""
    raised_by: RaisedBy = "any-member"
    at_rest: bool = False
    tags: tuple[str, ...] = ()
    linddun: tuple[Linddun, ...] = ()
    stated_in: str = field(default="", metadata=DERIVED)
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a test; one that names kinds, traits or providers is only for elements of them."""

    how: Literal["command", "console", "document", "interview", "inspection"]
    step: str
    expect: str
    kinds: tuple[KindId, ...] = ()
    traits: tuple[Annotated[str, Ref("traits")], ...] = ()
    providers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A measure against threats, and how to verify it."""

    id: str
    title: str
    summary: str = ""
    objective: str
    about: About
    when: Data
    layer: str
    responsibility: Responsible
    verify: tuple[Step, ...]
    evidence: tuple[str, ...]
    frequency: str
    sources: tuple[Source, ...]
    confidence: Confidence
    also_known_as: tuple[str, ...] = ()
    runs: tuple[Operation, ...] = ()
    population: str = ""
    shown_by: tuple[Sign, ...] = ()
    detected_by: tuple[Detection, ...] = ()
    crosswalk: Mapping[FrameworkId, tuple[str, ...]] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """A port with its purpose."""

    port: Port
    purpose: str
    needed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Control that a flow gives one of its ends over the other, where a service with one of these traits has it."""

    relation: Literal["systems-manager", "directory-admin"]
    direction: Literal["forward", "backward", "both"]
    controller: tuple[Annotated[str, Ref("traits")], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """A protocol, or a named set of protocols."""

    id: str
    title: str
    summary: str
    sources: tuple[Source, ...]
    confidence: Confidence
    also_known_as: tuple[str, ...] = ()
    fallback: bool = False
    ports: tuple[Listener, ...] = ()
    encryption: Literal["", "none", "negotiated", "tls", "kerberos", "ssh", "ipsec"] = ""
    encryption_note: str = ""
    authenticates: tuple[Authentication, ...] = ()
    administers: bool = False
    attack: tuple[str, ...] = ()
    grants: Grant | None = None
    members: tuple[ProtocolId, ...] = ()
    rides_on: tuple[ProtocolId, ...] = ()
    tags: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or an acronym and what it means."""

    id: str
    title: str
    summary: str
    long: str = ""
    case: Literal["exact", "any"] = "exact"
    sources: tuple[Source, ...] = ()
    confidence: Confidence = "confirmed"
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, weakref_slot=True, kw_only=True)
class Catalogue:
    """Every shelf, each a mapping from id to entry, sorted by id.

    `account_kinds` has the kind of the accounts of each provider, and `shown_by` the controls that a setting shows, so
    that neither is looked for in all entries.
    """

    kinds: Mapping[str, Kind]
    traits: Mapping[str, Trait]
    threats: Mapping[str, Threat]
    controls: Mapping[str, Control]
    directories: Mapping[str, DirectoryOption]
    capabilities: Mapping[str, Capability]
    advice: Mapping[str, Advice]
    frameworks: Mapping[str, Framework]
    protocols: Mapping[str, Protocol]
    glossary: Mapping[str, Term]
    account_kinds: Mapping[str, str] = field(compare=False)
    shown_by: Mapping[str, Sequence[str]] = field(compare=False)

    def with_shelves(self, shelves: Mapping[str, Mapping[str, "Entry"]]) -> "Catalogue":
        """Return the catalogue with other entries on some shelves, and what is found in them."""
        made: Catalogue = replace(self, **shelves)  # type: ignore[arg-type]  # each shelf has entries of its own type
        accounts = [each for each in made.kinds.values() if each.about == "account" and each.provider]
        kinds = {each.provider: each.id for each in reversed(accounts)}
        shown: dict[str, list[str]] = {}
        for id_, control in made.controls.items():
            for sign in control.shown_by:
                shown.setdefault(sign.setting, []).append(id_)
        return replace(made, account_kinds=kinds, shown_by=shown)

    def described(self, traits: tuple[str, ...]) -> tuple[Trait, ...]:
        """Return the entries of those traits that have one, in the order of the traits."""
        return tuple(self.traits[name] for name in traits if name in self.traits)

    def named(self, protocols: tuple[str, ...]) -> tuple[Protocol, ...]:
        """Return the protocols and sets, and all that is in the sets, each once, in the order of first occurrence."""
        found: dict[str, Protocol] = {}
        waiting = list(reversed(protocols))
        while waiting:
            name = waiting.pop()
            if name not in found and name in self.protocols:
                found[name] = self.protocols[name]
                waiting.extend(reversed(found[name].members))
        return tuple(found.values())

    def spoken(self, protocols: tuple[str, ...]) -> tuple[Protocol, ...]:
        """Return the protocols with every set replaced by its members, each once, in the order of first occurrence."""
        return tuple(each for each in self.named(protocols) if not each.members)


Entry = Kind | Trait | Threat | Control | DirectoryOption | Capability | Advice | Framework | Protocol | Term

SHELVES: Mapping[str, tuple[str, type]] = {
    "kinds": ("kind", Kind),
    "traits": ("trait", Trait),
    "threats": ("threat", Threat),
    "controls": ("control", Control),
    "directories": ("directory", DirectoryOption),
    "capabilities": ("capability", Capability),
    "advice": ("advice", Advice),
    "frameworks": ("framework", Framework),
    "protocols": ("protocol", Protocol),
    "glossary": ("term", Term),
}
"""Each shelf of the catalogue: the name of its schema and the type of its entries."""
