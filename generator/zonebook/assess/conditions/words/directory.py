"""Words for the directory decision."""

from collections.abc import Mapping
from typing import Annotated, Literal

from zonebook.assess.answer import Answer, Holds, NotStated, every, holds, missing
from zonebook.assess.conditions.word import word
from zonebook.assess.conditions.words import queries
from zonebook.assess.conditions.words.arguments import Kinds, Size
from zonebook.assess.directory.assumptions import FilledDecision
from zonebook.assess.directory.fit import needs_failed, unserved
from zonebook.assess.directory.limits import limits_exceeded, limits_unasked
from zonebook.assess.directory.premises import groundless, unstated_ground
from zonebook.assess.directory.requirements import Requirements, expected, lacking, surplus
from zonebook.model import vocabulary
from zonebook.model.binding import Ref
from zonebook.model.subject import Subject
from zonebook.model.system import DirectoryDecision
from zonebook.model.vocabulary import CapabilityId, EndOfLife, IdentityProvider, TrustAllowed


@word("directory", says="circumstance", selects=True)
def choice(at: Subject[DirectoryDecision], want: tuple[Annotated[str, Ref("directories")], ...]) -> Answer:
    """One of these options was chosen."""
    if not at.element.choice:
        return missing("directory.choice")
    return holds(f"the choice is {at.element.choice}") if at.element.choice in want else None


@word("directory", says="circumstance", selects=True)
def needs(at: Subject[DirectoryDecision], want: tuple[CapabilityId, ...]) -> Answer:
    """One of these capabilities is needed."""
    found = queries.shared(want, at.element.needs)
    return holds(f"{found} is {at.element.needs[found].weight}") if found else None


@word("directory", says="circumstance", selects=True)
def needs_all(at: Subject[DirectoryDecision], want: tuple[CapabilityId, ...]) -> Answer:
    """Every one of these capabilities is needed."""
    if not all(name in at.element.needs for name in want):
        return None
    return holds(f"{queries.listed(want)} {'is' if len(want) == 1 else 'are'} needed")


@word("directory", says="circumstance", selects=True)
def needs_only(at: Subject[DirectoryDecision], want: tuple[CapabilityId, ...]) -> Answer:
    """Something is needed, and nothing but these capabilities."""
    if not at.element.needs or any(name not in want for name in at.element.needs):
        return None
    return holds("nothing else is needed")


@word("directory", says="circumstance", selects=True)
def above(at: Subject[DirectoryDecision], want: Size) -> Answer:
    """Each of these numbers of the decision is above the one given."""
    return every([_compared(at, name, number, over=True) for name, number in _numbers(want)])


@word("directory", says="circumstance", selects=True)
def at_most(at: Subject[DirectoryDecision], want: Size) -> Answer:
    """Each of these numbers of the decision is at most the one given."""
    return every([_compared(at, name, number, over=False) for name, number in _numbers(want)])


def _numbers(want: Size) -> list[tuple[str, int]]:
    asked = ((name, getattr(want, name)) for name in ("users", "objects", "regions", "shared_accounts"))
    return [(name, number) for name, number in asked if number is not None]


def _compared(at: Subject[DirectoryDecision], name: str, number: int, *, over: bool) -> Answer:
    value = at.element.region_count if name == "regions" else getattr(at.element, name)
    if value is None:
        return missing(f"directory.{name}")
    bound = f"{'above' if over else 'at most'} {number}"
    counted = name.replace("_", " ").removesuffix("s" if value == 1 else "")
    words = f"{value} {counted}, {bound}"
    if isinstance(at.element, FilledDecision) and name in at.element.assumed:
        words = f"{name.replace('_', ' ')} taken to be {bound}"
    return holds(words) if (value > number) is over else None


@word("directory", says="weakness")
def fails_need(at: Subject[DirectoryDecision], want: Literal[True]) -> Answer:
    """The choice does not do something that is required of it, or builds on something that does not exist."""
    if not at.element.choice:
        return missing("directory.choice")
    failed = needs_failed(at.resolved, at.element, at.element.choice)
    option = at.resolved.catalogue.directories.get(at.element.choice)
    failed += (*unserved(at.resolved, at.element, option), *groundless(at.element, option)) if option else ()
    if failed and want:
        return Holds(failed)
    unsure = unstated_ground(at.element, option) if option else ()
    return NotStated(tuple(f"directory.{each}" for each in unsure)) if unsure else None


@word("directory", says="weakness")
def over_limit(at: Subject[DirectoryDecision], want: Literal[True]) -> Answer:
    """The choice has a limit that the stated numbers exceed."""
    if not at.element.choice:
        return missing("directory.choice")
    exceeded = limits_exceeded(at.resolved, at.element, at.element.choice)
    if exceeded and want:
        return Holds(exceeded)
    unknown = limits_unasked(at.resolved, at.element, at.element.choice)
    return NotStated(tuple(f"directory.{each}" for each in unknown)) if unknown else None


@word("directory", says="weakness")
def flows_missing(at: Subject[DirectoryDecision], want: Literal[True]) -> Answer:
    """The choice needs a port between two ends, by its `expects`, and no flow opens it."""
    found = _expected(at)
    if not isinstance(found, Requirements):
        return found
    reasons = lacking(at.resolved, found)
    if reasons and want:
        return Holds(reasons)
    unknown = dict.fromkeys(name for each in found.of("unknown") for name in each.attributes)
    return NotStated(tuple(unknown)) if unknown else None


@word("directory", says="weakness")
def flows_needless(at: Subject[DirectoryDecision], want: Literal[True]) -> Answer:
    """A flow opens a port to or from the directory that nobody there needs, by the `expects` of the choice."""
    found = _expected(at)
    if not isinstance(found, Requirements):
        return found
    reasons = surplus(at.resolved, found)
    return Holds(reasons) if reasons and want else None


def _expected(at: Subject[DirectoryDecision]) -> Requirements | NotStated | None:
    """Return what the choice requires; not stated without a choice."""
    return expected(at.resolved) if at.element.choice else missing("directory.choice")


@word("directory", says="weakness")
def lifecycle(at: Subject[DirectoryDecision], want: tuple[EndOfLife, ...]) -> Answer:
    """The chosen option is closed to new customers, ending or gone."""
    if not at.element.choice:
        return missing("directory.choice")
    option = at.resolved.catalogue.directories.get(at.element.choice)
    if option is None or option.lifecycle.status not in want:
        return None
    return holds(f"{option.title} is {vocabulary.words(option.lifecycle.status)} {option.lifecycle.date}".rstrip())


@word("directory", says="circumstance", selects=True)
def existing_ad(at: Subject[DirectoryDecision], want: bool) -> Answer:  # noqa: FBT001  the argument of the word
    """Whether there is an Active Directory already."""
    return _stated(at, "existing_ad", want=want)


@word("directory", says="circumstance", selects=True)
def regulated(at: Subject[DirectoryDecision], want: bool) -> Answer:  # noqa: FBT001  the argument of the word
    """Whether regulated data depends on the directory."""
    return _stated(at, "regulated", want=want)


@word("directory", says="circumstance", selects=True)
def isolation_required(at: Subject[DirectoryDecision], want: bool) -> Answer:  # noqa: FBT001  the word's argument
    """Whether the directory must stand if the existing forest falls."""
    return _stated(at, "isolation_required", want=want)


@word("directory", says="weakness")
def link_resilient(at: Subject[DirectoryDecision], want: bool) -> Answer:  # noqa: FBT001  the argument of the word
    """Whether the link to the existing directory is doubled."""
    return _stated(at, "link_resilient", want=want)


_STATED: Mapping[str, tuple[str, str]] = {
    "existing_ad": ("there is an Active Directory already", "there is no Active Directory yet"),
    "regulated": ("regulated data depends on it", "no regulated data depends on it"),
    "isolation_required": ("it must stand if the existing forest falls", "it may fall with the existing forest"),
    "link_resilient": ("the link to the existing directory is doubled", "the link to the existing directory is single"),
}
"""What each of these attributes says where it is true, and where it is false."""


def _stated(at: Subject[DirectoryDecision], name: str, *, want: bool) -> Answer:
    value = getattr(at.element, name)
    if value is None:
        return missing(f"directory.{name}")
    return holds(_STATED[name][not value]) if value is want else None


@word("directory", says="circumstance", selects=True)
def identity_provider(at: Subject[DirectoryDecision], want: tuple[IdentityProvider, ...]) -> Answer:
    """The identity provider, other than Active Directory, that there is already is one of these."""
    if not at.element.identity_provider:
        return missing("directory.identity_provider")
    said = {"none": "there is no identity provider yet", "entra-id": "there is Entra ID already"}
    words = said.get(at.element.identity_provider, "there is an identity provider already")
    return holds(words) if at.element.identity_provider in want else None


@word("directory", says="circumstance", selects=True)
def trust_allowed(at: Subject[DirectoryDecision], want: tuple[TrustAllowed, ...]) -> Answer:
    """The most trust that is allowed with the existing forest is one of these."""
    if not at.element.trust_allowed:
        return missing("directory.trust_allowed")
    most = {"none": "no"}.get(at.element.trust_allowed, at.element.trust_allowed)
    return holds(f"{most} trust is allowed") if at.element.trust_allowed in want else None


@word("directory", says="circumstance", selects=True)
def in_use(at: Subject[DirectoryDecision], want: tuple[Annotated[str, Ref("directories")], ...]) -> Answer:
    """The organisation uses one of these options already."""
    found = queries.shared(want, at.element.in_use)
    known = at.resolved.catalogue.directories.get(found)
    return holds(f"{known.title} is in use") if known else None


@word("directory", says="circumstance", selects=True)
def applications(at: Subject[DirectoryDecision], want: Kinds) -> Answer:
    """One of these kinds of service will use the directory."""
    found = queries.shared(want, at.element.applications)
    kind = at.resolved.catalogue.kinds.get(found)
    return holds(f"{kind.title} will use it") if kind else None
