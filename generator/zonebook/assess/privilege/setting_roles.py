"""Settings with a role in the assessment: the kind says which of its settings has one, and with which values."""

from zonebook.model.resolved import Kinded, ResolvedSystem
from zonebook.model.settings import SettingValue
from zonebook.model.vocabulary import SettingRole
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSetting:
    """The setting of an element that has a role. `holds` says whether its value is one of the role's."""

    name: str
    value: SettingValue | None
    holds: bool | None


def role_setting(resolved: ResolvedSystem, element: Kinded, role: SettingRole) -> RoleSetting | None:
    """Return the setting with a role: its value is None if none is known; None if the kind has no such setting."""
    kind = resolved.kind(element)
    for name, known in kind.settings.items() if kind else ():
        if known.role == role:
            value = resolved.setting(element, name)
            return RoleSetting(
                name=name, value=value, holds=None if value is None else value.value in known.role_values
            )
    return None
