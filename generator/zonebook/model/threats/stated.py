"""A threat that the model of a system states by hand: where it is, what answers it, and what was done about it."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Literal

from zonebook.model.answers import Answers, ClosingGroup, measure_id
from zonebook.model.binding import Date, Title
from zonebook.model.catalogue import Threat
from zonebook.model.elements import ElementId, Evidence, Links, PartyId, Statement
from zonebook.model.vocabulary import ControlId, Degree, Level, Linddun, Stride
from zonebook.values import NOWHERE, Place
from zonebook.values.record import dataclass

MeasureStatus = Literal["met", "partial", "planned", "not-met", "not-applicable"]
"""Where a measure stands; it has no other means by which it could be met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedAnswer:
    """What a control does about a stated threat: one of the degrees, with the words how."""

    closes: str = ""
    hinders: str = ""
    limits: str = ""
    detects: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure in plain words: what it does about the threat, and where it stands. Without a status it is unknown."""

    closes: str = ""
    hinders: str = ""
    limits: str = ""
    detects: str = ""
    status: Literal["", MeasureStatus] = ""
    by: PartyId = ""
    on: Date = ""
    due: Date = ""
    because: str = ""
    evidence: tuple[Evidence, ...] = ()
    place: Place = NOWHERE

    @property
    def statement(self) -> Statement | None:
        """What is stated about it, in the form of a statement about a control; None where it has no status."""
        if not self.status:
            return None
        return Statement(
            status=self.status,
            by=self.by,
            on=self.on,
            due=self.due,
            because=self.because,
            evidence=self.evidence,
            place=self.place,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedThreat:
    """What can go wrong in one system, in the words of its authors.

    It is a finding at each of its `elements`, or at the system where it names none.
    """

    id: str
    title: Title
    story: str
    likelihood: Level
    impact: Level
    elements: tuple[ElementId, ...] = ()
    stride: tuple[Stride, ...] = ()
    linddun: tuple[Linddun, ...] = ()
    answers: Mapping[ControlId, StatedAnswer] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    attack: tuple[str, ...] = ()
    capec: tuple[str, ...] = ()
    cwe: tuple[str, ...] = ()
    links: Links = field(default_factory=dict)
    place: Place = NOWHERE

    def threat(self, system: str) -> Threat:
        """Return it in the form of a threat of the catalogue, known in that system alone and asked of nothing."""
        return Threat(
            id=self.id,
            title=self.title,
            story=self.story,
            stride=self.stride,
            linddun=self.linddun,
            about="system",
            when={},
            likelihood=self.likelihood,
            impact=self.impact,
            answers=self._answers(system),
            fires=(),
            quiet=(),
            sources=(),
            confidence="confirmed",
            attack=self.attack,
            capec=self.capec,
            cwe=self.cwe,
            stated_in=system,
            place=self.place,
        )

    def _answers(self, system: str) -> Answers:
        """Return what answers it by degree: each control by its id, each measure by one that no other has."""
        acts: dict[Degree, dict[str, str]] = {"closes": {}, "hinders": {}, "limits": {}, "detects": {}}
        for control, answer in self.answers.items():
            for degree, how in degrees(answer):
                acts[degree][control] = how
        for name, measure in self.measures.items():
            for degree, how in degrees(measure):
                acts[degree][measure_id(system, self.id, name)] = how
        return Answers(
            closes=tuple(ClosingGroup(controls=(each,), how=how) for each, how in acts["closes"].items()),
            hinders=acts["hinders"],
            limits=acts["limits"],
            detects=acts["detects"],
        )


def degrees(answer: StatedAnswer | Measure) -> Iterator[tuple[Degree, str]]:
    """Yield the degree to which a control or a measure answers a threat, with the words how."""
    found: tuple[tuple[Degree, str], ...] = (
        ("closes", answer.closes),
        ("hinders", answer.hinders),
        ("limits", answer.limits),
        ("detects", answer.detects),
    )
    yield from ((degree, how) for degree, how in found if how)
