"""The state of a control at an element: its status, what that rests on, and every source that says something."""

from collections.abc import Sequence

from zonebook.assess.controls.evidence import SHOWN
from zonebook.assess.controls.grounds import Ground
from zonebook.assess.controls.inheritance import ControlStatus, Origin, Source
from zonebook.model.elements import Evidence
from zonebook.model.vocabulary import ControlId
from zonebook.values import NOWHERE, Place
from zonebook.values.record import dataclass

IN_PLACE: frozenset[ControlStatus] = frozenset(("met", "inherited"))
"""The statuses of a control that is in place, by the customer or by the provider."""
SETTLED: frozenset[ControlStatus] = IN_PLACE | {"alternative", "not-applicable"}
"""The statuses that leave nothing to do for the requirement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlState:
    """The status of a control for an element, and its sources.

    `origin` is the source of the chain that decides, `chain` every source, the nearest first. `stale` says why the
    evidence is too old, `broken` of each evidence that does not count why, `contradicted` which statement a setting of
    the model contradicts, and `report` has the id of the report about the provider that does it; each is empty where
    that is not so. `by_default` says that a setting that shows it is the provider's default.

    `instead` has the controls that are named for one that is met by other means, and `stands_in` says that all of them
    are in place. `shown_on` is the day of the newest evidence that counts. `refuted` says what an audit found against
    what is said; `overruled` is the state as it is said, and None where no audit weakens it.
    """

    control: str
    element: str
    status: ControlStatus
    origin: Origin
    by: str = ""
    on: str = ""
    due: str = ""
    because: str = ""
    evidence: tuple[Evidence, ...] = ()
    place: Place = NOWHERE
    chain: Sequence[Source] = ()
    stale: str = ""
    broken: tuple[str, ...] = ()
    contradicted: str = ""
    by_default: bool = False
    report: str = ""
    instead: tuple[ControlId, ...] = ()
    stands_in: bool = False
    shown_on: str = ""
    refuted: str = ""
    overruled: "ControlState | None" = None

    @property
    def claim(self) -> "ControlState":
        """What the owner, a setting or the provider says, without what audits found."""
        return self.overruled or self

    @property
    def in_place(self) -> bool:
        """Whether it counts against a threat: it is met or inherited, or the controls named instead of it all are."""
        return self.status in IN_PLACE or (self.status == "alternative" and self.stands_in)

    @property
    def answered(self) -> bool:
        """Whether it leaves nothing to do against a threat: it counts against it, or does not apply."""
        return self.in_place or self.status == "not-applicable"

    @property
    def declared(self) -> bool:
        """Whether somebody states the status; not where a setting, the kind or the provider gives it."""
        return bool(self.place.path) and self.origin.level != "setting"

    @property
    def ground(self) -> Ground | None:
        """What the status rests on; None where the control is not, or not partly, in place."""
        if self.status == "inherited":
            return "inherited-with-report" if self.report else "inherited-without-report"
        if self.status not in SHOWN:
            return None
        if self.origin.level == "audit":
            return "contradicted"
        if self.origin.level == "setting":
            return "default-setting" if self.by_default else "stated-setting"
        if len(self.broken) == len(self.evidence):
            return "claimed"
        return "evidence-stale" if self.stale else "evidence-in-date"

    @property
    def claimed(self) -> bool:
        """Whether it is stated as met without evidence that counts, or with evidence that is stale."""
        return self.status == "met" and self.ground in {"claimed", "evidence-stale"}
