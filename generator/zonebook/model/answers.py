"""What answers a threat: the controls that close its weakness, hinder or limit it, or show it, and how each does so."""

from collections.abc import Iterator, Mapping
from dataclasses import field

from zonebook.model.vocabulary import ControlId, Degree
from zonebook.values.record import dataclass

_BETWEEN = "/"
"""What stands between the parts of the id of a measure, and in no id of a control."""


def measure_id(system: str, threat: str, measure: str) -> str:
    """Return the id of a measure that a system states against a threat of its own: `shop/forged-refund/night-shift`."""
    return _BETWEEN.join((system, threat, measure))


def measure_parts(id_: str) -> tuple[str, str, str]:
    """Return the system, the threat and the name of a measure by its id; raise ValueError for that of a control."""
    system, threat, name = id_.split(_BETWEEN)
    return system, threat, name


def is_measure(id_: str) -> bool:
    """Return whether an id is that of a measure, which no shelf has, and not that of a control."""
    return _BETWEEN in id_


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingGroup:
    """Controls that close a weakness once all of them are in place, and how.

    `negates` says that they are the opposite of what the threat finds: while it fires, they cannot be in place.
    """

    controls: tuple[ControlId, ...]
    how: str
    negates: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What one control does about a threat, and how; `group` has every control of the group that closes it.

    What a system states against a threat of its own in plain words is a measure; its id is that of `measure_id`.
    """

    control: str
    degree: Degree
    how: str
    group: tuple[str, ...] = ()
    negates: bool = False

    @property
    def others(self) -> tuple[str, ...]:
        """The other controls that are needed to close the weakness."""
        return tuple(each for each in self.group if each != self.control)

    @property
    def name(self) -> str:
        """The id of the control, or the name of the measure within its threat."""
        return self.control.rpartition(_BETWEEN)[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The controls that answer a threat, by what they do about its weakness.

    `closes` has groups: one of them in place is enough, and every control of it is needed. The others have the sentence
    that says how each control acts, by the control's id.
    """

    closes: tuple[ClosingGroup, ...] = ()
    hinders: Mapping[ControlId, str] = field(default_factory=dict)
    limits: Mapping[ControlId, str] = field(default_factory=dict)
    detects: Mapping[ControlId, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Act]:
        """Yield what each control does, those that close first; a control of several groups comes once for each."""
        for group in self.closes:
            for control in group.controls:
                yield Act(control=control, degree="closes", how=group.how, group=group.controls, negates=group.negates)
        degrees: tuple[tuple[Degree, Mapping[str, str]], ...] = (
            ("hinders", self.hinders),
            ("limits", self.limits),
            ("detects", self.detects),
        )
        for degree, acts in degrees:
            for control, how in acts.items():
                yield Act(control=control, degree=degree, how=how)
