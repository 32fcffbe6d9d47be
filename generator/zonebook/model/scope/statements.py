"""What architects write about the limits of a model: what it does not judge, and what it takes as given."""

from dataclasses import field
from typing import Annotated

from zonebook.model.binding import Date, Ref, Title
from zonebook.model.elements import ElementId, Links, PartyId
from zonebook.values import NOWHERE, Place
from zonebook.values.record import dataclass

ThreatId = Annotated[str, Ref("threats")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """What is taken as given: about these elements, or the whole system, until a day or for good.

    `excludes` are the threats that cannot arise while it holds.
    """

    id: str
    title: Title
    summary: str = ""
    about: tuple[ElementId, ...] = ()
    excludes: tuple[ThreatId, ...] = ()
    by: PartyId = ""
    on: Date = ""
    until: Date = ""
    because: str = ""
    links: Links = field(default_factory=dict)
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfScope:
    """Why an element, by its id, is not judged in this model: it is still drawn and named."""

    id: str
    because: str
    by: PartyId = ""
    on: Date = ""
    until: Date = ""
    place: Place = NOWHERE


Exclusion = Assumption | OutOfScope
"""What sets findings aside."""


def ended(each: Exclusion, day: str) -> bool:
    """Return whether a statement has ended before a day (YYYY-MM-DD)."""
    return bool(each.until) and each.until < day


def in_force(each: Exclusion, day: str) -> bool:
    """Return whether a statement holds on a day (YYYY-MM-DD): from `on`, where stated, to the end of `until`."""
    return each.on <= day and not ended(each, day)
