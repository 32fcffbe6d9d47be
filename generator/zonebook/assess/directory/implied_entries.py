"""Which threats and controls come with a directory option: those whose condition asks for it or for its kinds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zonebook.model.catalogue import Catalogue, Control, Kind, Threat
from zonebook.model.options import DirectoryOption
from zonebook.values import Data


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """The ids of the threats to be answered and of the controls to be met where an option is chosen."""

    option: str
    threats: tuple[str, ...]
    controls: tuple[str, ...]


def brought(catalogue: Catalogue, option: DirectoryOption) -> Brought:
    """Give what the option brings, by id: whatever is asked of the choice itself, or of a service of its kinds.

    What is asked of every service, whatever its kind, is brought by no option.
    """
    return Brought(
        option=option.id,
        threats=_concerned(catalogue, option, tuple(catalogue.threats.values())),
        controls=_concerned(catalogue, option, tuple(catalogue.controls.values())),
    )


def _concerned(catalogue: Catalogue, option: DirectoryOption, entries: Sequence[Threat | Control]) -> tuple[str, ...]:
    kinds = [catalogue.kinds[name] for name in option.kinds]
    return tuple(
        each.id
        for each in entries
        if (each.about == "directory" and _names(each.when, option.id))
        or (each.about == "service" and any(_fits(each.when, kind) and _narrow(each.when) for kind in kinds))
    )


def _names(when: Mapping[str, Data], option: str) -> bool:
    """Say whether a condition asks for the option by its id; what it asks `none` of does not count."""
    if option in when.get("choice", ()):
        return True
    return "choice" not in when and any(_names(each, option) for each in when.get("any", ()))


def _fits(when: Mapping[str, Data], kind: Kind) -> bool:
    """Say whether a condition can hold for something of the kind, as far as words about kinds tell."""
    if kind.id not in when.get("kind", (kind.id,)):
        return False
    if "is" in when and not any(trait in kind.traits for trait in when["is"]):
        return False
    if "any" in when and not any(_fits(each, kind) for each in when["any"]):
        return False
    excluded = (each for each in when.get("none", ()) if set(each) <= _OF_KIND)
    return not any(_fits(each, kind) for each in excluded)


def _narrow(when: Mapping[str, Data]) -> bool:
    """Say whether a condition asks for a kind or a trait, in whichever way it comes to hold."""
    if _OF_KIND & set(when):
        return True
    return "any" in when and all(_narrow(each) for each in when["any"])


_OF_KIND = frozenset(("kind", "is"))
