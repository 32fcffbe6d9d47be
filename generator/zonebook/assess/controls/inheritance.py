"""The inheritance chain of a control: every source of its status, the nearest first, with its distance."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Literal

from zonebook.model import vocabulary
from zonebook.model.elements import Account, Actor, Flow, Identity, Network, Service, Statement, Status, Trust, Zone
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.model.subject import Subject
from zonebook.values import NOWHERE, Place
from zonebook.values.record import dataclass

ControlStatus = Literal[Status, "inherited", "not-stated"]
OriginLevel = Literal[
    "element",
    "audit",
    "setting",
    "zone",
    "network",
    "account",
    "system",
    "organisation",
    "threat",
    "kind",
    "provider",
    "condition",
    "none",
]
"""`condition`: the control's own condition excludes the element. `threat`: it is a measure of a stated threat."""
_TEXTS: Mapping[OriginLevel, str] = {
    "element": "own statement",
    "condition": "the control's own condition",
    "none": "nobody",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who states a control: the level, and the id where the level is a zone, a network, an account or a threat.

    `through` names what the element belongs to where the control was looked up there: `account payments`.
    """

    level: OriginLevel
    id: str = ""
    through: str = ""

    def __str__(self) -> str:
        """Return the origin as text: `own statement`, `zone edge`, `account payments: setting`, `nobody`."""
        text = f"{_TEXTS.get(self.level, self.level)} {self.id}".rstrip()
        return f"{self.through}: {text}" if self.through else text

    @property
    def stated(self) -> bool:
        """Whether the element itself states it."""
        return self.level == "element" and not self.through

    @property
    def shown(self) -> bool:
        """Whether a setting of the element itself shows it."""
        return self.level == "setting" and not self.through


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source of a control's status: who states it, how many levels above the element, and whether it decides."""

    origin: Origin
    distance: int
    status: ControlStatus
    because: str = ""
    place: Place = NOWHERE
    decides: bool = False

    @property
    def told(self) -> str:
        """The source as text: who states what, at which distance; one that does not decide is marked."""
        far = f", {self.distance} {'level' if self.distance == 1 else 'levels'} up" if self.distance else ""
        return f"{self.origin}{far}: {vocabulary.words(self.status)}{'' if self.decides else ' (does not count)'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedSource:
    """A statement that holds for an element, who made it, and how many levels above the element that is."""

    origin: Origin
    distance: int
    statement: Statement

    @property
    def voice(self) -> Source:
        """The statement as one source of the chain."""
        said = self.statement
        return Source(
            origin=self.origin, distance=self.distance, status=said.status, because=said.because, place=said.place
        )


def levels_to_system(at: Subject[object]) -> int:
    """Return how many levels above an element the system is: one, and one for each zone, network or account between."""
    return 1 + sum(1 for _ in _above(at))


def statements(at: Subject[object], control: str) -> Iterator[StatedSource]:
    """Yield the statements of the control that hold for the element, the nearest first."""
    resolved, element = at.resolved, at.element
    if control not in stated_anywhere(resolved):
        return
    if isinstance(element, Account | Actor | Network | Zone | Service | Flow | Identity | Trust) and (
        control in element.controls
    ):
        yield StatedSource(origin=Origin(level="element"), distance=0, statement=element.controls[control])
    for distance, (origin, above) in enumerate(_above(at), 1):
        if control in above.controls:
            yield StatedSource(origin=origin, distance=distance, statement=above.controls[control])
    if control in resolved.system.controls:
        yield StatedSource(
            origin=Origin(level="system"), distance=levels_to_system(at), statement=resolved.system.controls[control]
        )
    if control in resolved.organisation.controls:
        yield StatedSource(
            origin=Origin(level="organisation"),
            distance=levels_to_system(at) + 1,
            statement=resolved.organisation.controls[control],
        )


@once_per_system
def stated_anywhere(resolved: ResolvedSystem) -> frozenset[str]:
    """Return the controls that the organisation, the system or an element of them states: most are stated nowhere."""
    wholes = (resolved.organisation, resolved.system)
    shelves = (getattr(whole, shelf.name) for whole in wholes for shelf in fields(whole))
    elements = (each for shelf in shelves if isinstance(shelf, Mapping) for each in shelf.values())
    return frozenset(name for each in (*wholes, *elements) for name in getattr(each, "controls", ()))


def _above(at: Subject[object]) -> Iterator[tuple[Origin, Zone | Network | Account]]:
    """Yield what lies between an element and the system, the nearest first: its zones, networks or account."""
    resolved, element = at.resolved, at.element
    for zone in zones(resolved, element):
        yield Origin(level="zone", id=zone.id), zone
    if isinstance(element, Network):
        for network in list(resolved.enclosing(element.id))[1:]:
            yield Origin(level="network", id=network.id), network
    if isinstance(element, Identity) and (account := resolved.account_of(element)):
        yield Origin(level="account", id=account.id), account


def zones(resolved: ResolvedSystem, element: object) -> Iterator[Zone]:
    """Yield the zones whose common controls hold for the element, the nearest first; a flow has its receiver's."""
    if isinstance(element, Service):
        yield from resolved.around(element.zone)
    elif isinstance(element, Zone):
        yield from list(resolved.around(element.id))[1:]
    elif isinstance(element, Flow):
        yield from resolved.around(resolved.zone_of(element.to))
