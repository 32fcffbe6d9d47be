"""The threats and controls implied by a directory option: those whose condition asks for it or for its kinds."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from zonebook.model.catalogue import Control, Threat
from zonebook.model.elements import Service
from zonebook.model.options import DirectoryOption
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import Subject
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """The ids of the threats to be answered and of the controls to be met where an option is chosen."""

    option: str
    threats: tuple[str, ...]
    controls: tuple[str, ...]


class OptionCondition(Protocol):
    """What is asked of a condition here, without an element of the model to evaluate it for."""

    def mentions_choice(self, option: str) -> bool:
        """Return whether it asks for the option by its id."""

    def requires_kind_of(self, at: Subject[object]) -> bool:
        """Return whether it asks for a kind, a trait or a category, and the subject has it."""


def brought(resolved: ResolvedSystem, option: DirectoryOption, conditions: Mapping[str, OptionCondition]) -> Brought:
    """Return the entries that an option implies, by id: those asked of the choice itself, or of a service of its kinds.

    Entries asked of every service, whatever its kind, are implied by no option. `conditions` are those of the
    catalogue, by shelf and id.
    """
    kinds = tuple(_of_kind(resolved, name) for name in option.kinds)

    def concerned(shelf: str, entries: Sequence[Threat | Control]) -> tuple[str, ...]:
        asked = ((each, conditions[f"{shelf}/{each.id}"]) for each in entries)
        return tuple(
            each.id
            for each, condition in asked
            if (each.about == "directory" and condition.mentions_choice(option.id))
            or (each.about == "service" and any(condition.requires_kind_of(at) for at in kinds))
        )

    return Brought(
        option=option.id,
        threats=concerned("threats", tuple(resolved.catalogue.threats.values())),
        controls=concerned("controls", tuple(resolved.catalogue.controls.values())),
    )


def _of_kind(resolved: ResolvedSystem, kind: str) -> Subject[object]:
    """Return a service of which only the kind is stated."""
    return Subject(resolved=resolved, about="service", element=Service(id=kind, kind=kind))
