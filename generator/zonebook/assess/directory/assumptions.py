"""The assumptions of the directory decision: what is not stated, and is taken to be the ordinary case."""

from collections.abc import Iterator
from dataclasses import fields

from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import DirectoryDecision
from zonebook.values.record import dataclass

OBJECTS_A_USER = 3
"""The account of a user, a computer, and a share of the groups and service accounts."""
FEW_USERS = 100
"""How many people are assumed where nobody counted them: far from the limit of any option."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A value that is assumed for an attribute of the decision, and the sentence that says so."""

    attribute: str
    value: int | bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledDecision(DirectoryDecision):
    """A decision in which every assumption has been filled in; `assumed` has the attributes that nobody stated."""

    assumed: tuple[str, ...] = ()


def filled(resolved: ResolvedSystem, decision: DirectoryDecision) -> FilledDecision:
    """Return the decision with what is assumed filled in."""
    found = assumptions(resolved, decision)
    said = {field.name: getattr(decision, field.name) for field in fields(DirectoryDecision)}
    said["regions"] = decision.region_count
    said.update({each.attribute: each.value for each in found})
    return FilledDecision(**said, assumed=tuple(each.attribute for each in found))


def assumptions(resolved: ResolvedSystem, decision: DirectoryDecision) -> tuple[Assumption, ...]:
    """Return an assumption for each attribute that is not stated and has an ordinary value."""
    return (*_numbers(resolved, decision), *_circumstances(decision))


def beside_existing(resolved: ResolvedSystem, decision: DirectoryDecision) -> bool:
    """Return whether people keep their accounts in a forest that exists, and a new one would stand beside it."""
    return decision.existing_ad is True and not closing(resolved, decision)


def closing(resolved: ResolvedSystem, decision: DirectoryDecision) -> bool:
    """Return whether the present domain controllers go away, by a need that says so."""
    return any(says(resolved, name) == "closes" and need.weight == "required" for name, need in decision.needs.items())


def says(resolved: ResolvedSystem, capability: str) -> str:
    """Return what a need says of the forest that exists: `shared`, `apart`, `closes` or nothing."""
    known = resolved.catalogue.capabilities.get(capability)
    return known.existing_forest if known else ""


def _numbers(resolved: ResolvedSystem, decision: DirectoryDecision) -> Iterator[Assumption]:
    users = FEW_USERS if decision.users is None else decision.users
    if decision.users is None:
        yield Assumption(attribute="users", value=users, text=f"About {users:,} people use it.")
    if decision.objects is None:
        inside = FEW_USERS if beside_existing(resolved, decision) else users
        objects = OBJECTS_A_USER * inside
        counted = f", {OBJECTS_A_USER} for each of {users:,} people" if inside == users != FEW_USERS else ""
        yield Assumption(attribute="objects", value=objects, text=f"It holds about {objects:,} objects{counted}.")
    if decision.region_count is None:
        yield Assumption(attribute="regions", value=1, text="It serves one Region.")
    if decision.shared_accounts is None:
        yield Assumption(attribute="shared_accounts", value=0, text="No other account shares it.")


def _circumstances(decision: DirectoryDecision) -> Iterator[Assumption]:
    if decision.regulated is None:
        yield Assumption(attribute="regulated", value=False, text="No regulated data depends on it.")
    if decision.existing_ad is False:
        return
    if decision.isolation_required is None:
        text = "It may fall with the existing forest."
        yield Assumption(attribute="isolation_required", value=False, text=text)
    if decision.link_resilient is None:
        text = "The link to the existing directory is doubled."
        yield Assumption(attribute="link_resilient", value=True, text=text)
