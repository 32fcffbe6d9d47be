"""Services that a setting opens to the internet, whatever the rules of the zones say."""

from collections.abc import Iterator
from dataclasses import dataclass

from zonebook.assess.zones.boundaries import rule_owner
from zonebook.assess.zones.exposure import UNTRUSTED
from zonebook.model.elements import Service
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.model.settings import SettingType, SettingValue


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicService:
    """A service that its setting opens to the internet.

    `let_in` says whether the rules of its zone allow a zone of trust 0, and is None where no rules are stated or the
    trust of a zone that they allow is not stated.
    """

    zone: str
    service: Service
    setting: SettingValue
    let_in: bool | None


@once_per_system
def openings(resolved: ResolvedSystem) -> tuple[PublicService, ...]:
    """Return every such opening, sorted by the ids of zone, service and setting."""
    found = [each for service in resolved.system.services.values() for each in _of(resolved, service)]
    return tuple(sorted(found, key=lambda each: (each.zone, each.service.id, each.setting.name)))


def _of(resolved: ResolvedSystem, service: Service) -> Iterator[PublicService]:
    kind = resolved.kind(service)
    for name, known in kind.settings.items() if kind and service.zone else ():
        setting = resolved.setting(service, name) if known.opens_to_internet else None
        if setting and setting.value in known.opens_to_internet and not _refused(resolved, service, known):
            yield PublicService(
                zone=service.zone, service=service, setting=setting, let_in=_lets_in(resolved, service.zone)
            )


def _refused(resolved: ResolvedSystem, service: Service, known: SettingType) -> bool:
    """Return whether another setting of the service overrules one that opens it."""
    found = ((resolved.setting(service, name), value) for name, value in known.refused_by.items())
    return any(setting is not None and setting.value is value for setting, value in found)


def _lets_in(resolved: ResolvedSystem, zone: str) -> bool | None:
    by = rule_owner(resolved, zone)
    if by is None or by.allow is None:
        return None
    levels = [resolved.trust(near) for near, names in by.allow.items() if names]
    return UNTRUSTED in levels or (None if None in levels else False)
