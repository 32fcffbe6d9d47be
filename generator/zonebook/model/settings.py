"""Settings of kinds and elements, and what they, or the checks of tools, show about a control."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from zonebook.model.vocabulary import KindId, Setting, SettingRole
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingType:
    """A setting that a kind has, and what the assessment concludes from its values.

    With a value of `opens_to_internet` it lets anyone on the internet in, unless a setting in `refused_by` has the
    value that overrules it; with one of `role_values` its role holds. One that is `descriptive` describes the element,
    and nothing is concluded from it. A value in `implies` says that the outer network has something of a kind on its
    border. `default_of_replicas` stands in the place of the default where identities live in another one alike.
    """

    title: str
    type: Literal["choice", "boolean", "integer", "text"]
    summary: str = ""
    also_known_as: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    default: Setting | None = None
    default_of_replicas: Setting | None = None
    since: str = ""
    opens_to_internet: tuple[Setting, ...] = ()
    refused_by: Mapping[str, bool] = field(default_factory=dict)
    role: SettingRole | None = None
    role_values: tuple[Setting, ...] = (True,)
    descriptive: bool = False
    implies: Mapping[str, KindId] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingValue:
    """The value of a setting: stated in the model, or the default of the kind."""

    name: str
    value: Setting
    stated: bool
    since: str = ""

    def __str__(self) -> str:
        """Return the setting as text, with its origin."""
        shown = (
            {True: "true", False: "false"}.get(self.value, self.value) if isinstance(self.value, bool) else self.value
        )
        if self.stated:
            return f"{self.name} is {shown}"
        since = f" since {self.since}" if self.since else ""
        return f"{self.name} is {shown} by default{since}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What a setting shows about a control: its whole objective is met, a part of it, or it is not met."""

    setting: str
    met: tuple[Setting, ...] = ()
    partial: tuple[Setting, ...] = ()
    not_met: tuple[Setting, ...] = ()
    not_met_above: int | None = None
    not_met_below: int | None = None

    def denies(self, value: Setting) -> bool:
        """Return whether a value of the setting shows that the control is not met."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return value in self.not_met
        above = self.not_met_above is not None and value > self.not_met_above
        below = self.not_met_below is not None and value < self.not_met_below
        return above or below or value in self.not_met

    @property
    def values(self) -> tuple[Setting, ...]:
        """Every value that shows something."""
        return (*self.met, *self.partial, *self.not_met)


Tool = Literal["aws-config", "prowler", "security-hub"]
"""The tools whose findings are read as evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """What the checks of a tool show about a control on an element.

    Where one fails, the control is not met; where all pass, its whole objective is met or a part of it.
    """

    tool: Tool
    checks: tuple[str, ...]
    shows: Literal["met", "partial"]


FLOW_FACTS = ("encrypted", "authenticated")
"""What a flow states that shows how a control stands, as the settings of other elements do."""
