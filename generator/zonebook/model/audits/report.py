"""Reports of independent auditors about providers: what they cover and found, and what they leave to the customer."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from zonebook.model.binding import Date, Title
from zonebook.model.elements import PartyId, Statement
from zonebook.model.vocabulary import ControlId, KindId
from zonebook.values import NOWHERE, Place
from zonebook.values.record import dataclass

ReportType = Literal["soc-1", "soc-2", "soc-3", "iso-27001", "pci-aoc", "c5", "other"]
Attests = Literal["type-1", "type-2", "certificate"]
"""`type-1`: the design of controls on one day. `type-2`: that they worked over a period. `certificate`: a management
system that was certified."""
Opinion = Literal["unqualified", "qualified", "adverse", "disclaimer"]
WITHHELD: frozenset[Opinion] = frozenset(("adverse", "disclaimer"))
"""The opinions that give no assurance: the auditor found against the provider, or could not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UserControl:
    """A complementary user entity control: what a provider's controls take for granted that its customer does.

    `control` is the control of the catalogue that does it here; where there is none, `statement` says how it stands.
    """

    id: str
    title: Title
    control: ControlId = ""
    statement: Statement | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report of an independent auditor about a provider's controls."""

    id: str
    title: Title
    provider: PartyId
    type: ReportType
    from_: Date
    until: Date
    summary: str = ""
    issuer: str = ""
    attests: Literal["", Attests] = ""
    opinion: Literal["", Opinion] = ""
    exceptions: tuple[str, ...] = ()
    carved_out: tuple[str, ...] = ()
    user_controls: Mapping[str, UserControl] = field(default_factory=dict)
    services: tuple[KindId, ...] = ()
    read_by: PartyId = ""
    url: str = ""
    sha256: str = ""
    place: Place = NOWHERE
