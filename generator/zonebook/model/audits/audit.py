"""What an auditor writes: the scope of an audit, its period, and the result of each check. It never edits a model."""

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Literal, get_args

from zonebook.model.binding import Date, Ref, Title
from zonebook.model.elements import PartyId, ServiceId, ZoneId
from zonebook.model.vocabulary import FrameworkId, Level
from zonebook.values import NOWHERE, Place
from zonebook.values.record import dataclass

SystemId = Annotated[str, Ref("systems")]
Outcome = Literal["effective", "exception", "not-effective", "no-occurrence", "not-applicable", "not-tested"]
"""What the auditor concludes. `exception`: some of the sample failed. `no-occurrence`: nothing happened in the period
that the control could have acted on."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
SHORTFALLS: frozenset[Outcome] = frozenset(("exception", "not-effective"))
"""The outcomes of a control that was tested and did not work, wholly or in part."""
UNTESTED: Outcome = "not-tested"
Method = Literal["examine", "interview", "test"]
"""The methods of assessment of NIST SP 800-53A."""
Baseline = Literal["low", "moderate", "high", "privacy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days that an audit is about, both included."""

    from_: Date
    to: Date


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditScope:
    """What is audited, against which framework, over which period, and by whom; a scope that is left out is all."""

    title: Title
    framework: FrameworkId
    period: Period
    summary: str = ""
    version: str = ""
    baseline: Literal["", Baseline] = ""
    systems: tuple[SystemId, ...] = ()
    zones: tuple[ZoneId, ...] = ()
    services: tuple[ServiceId, ...] = ()
    parties: tuple[PartyId, ...] = ()
    lead: PartyId = ""
    auditors: tuple[PartyId, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditResult:
    """The result of one check, `control@element`; `fingerprint` is that of the check as it was handed out.

    What is left out was not said: without a `result` the check is not tested, whatever else stands there.
    """

    id: str
    fingerprint: str = ""
    result: Outcome = UNTESTED
    tested_by: str = ""
    tested_on: Date = ""
    method: tuple[Method, ...] = ()
    population: int | None = None
    drawn_from: str = ""
    complete: bool | None = None
    sample: int | None = None
    items: tuple[str, ...] = ()
    drawn_how: str = ""
    exceptions: int | None = None
    reason: str = ""
    severity: Literal["", Level] = ""
    advice: str = ""
    reply: str = ""
    action_by: PartyId = ""
    due: Date = ""
    reviewed_by: str = ""
    reviewed_on: Date = ""
    comment: str = ""
    place: Place = NOWHERE

    @property
    def tested(self) -> bool:
        """Whether there is a conclusion."""
        return self.result != UNTESTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """One audit, with its results by system and check."""

    id: str
    audit: AuditScope
    results: Mapping[SystemId, Mapping[str, AuditResult]] = field(default_factory=dict)
    place: Place = NOWHERE
