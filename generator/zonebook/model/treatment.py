"""A decision with the findings it is about: the subject of a threat about decisions."""

from collections.abc import Mapping
from dataclasses import dataclass

from zonebook.model.system import Decision
from zonebook.model.vocabulary import Level
from zonebook.values import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The plan for a control: its status, and the day it is due, or nothing."""

    status: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Treated:
    """A decision, the worst current risk of the findings it settles, and the controls that would lower it, by id.

    `original` is the current risk of the finding of which this is a duplicate.
    """

    decision: Decision
    findings: tuple[str, ...]
    level: Level
    original: Level | None
    plans: Mapping[str, Plan]

    @property
    def id(self) -> str:
        """The decision's id."""
        return self.decision.id

    @property
    def owner(self) -> str:
        """The party that decided: it is responsible for fixing the decision."""
        return self.decision.by

    @property
    def place(self) -> Place:
        """Where the decision is written."""
        return self.decision.place
