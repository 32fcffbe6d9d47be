"""Services that a setting opens to the internet, whatever the rules of the zones say."""

from collections.abc import Iterator, Mapping

from zonebook.assess.zones.admission import entered, lets_in
from zonebook.assess.zones.exposure import UNTRUSTED
from zonebook.model.elements import Service
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.model.settings import SettingType, SettingValue
from zonebook.values import grouped
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicService:
    """A service that its setting opens to the internet.

    `let_in` says whether the rules of its zone and of the zones around it let a zone of trust 0 in. It is None where
    that depends on attributes that are not stated; `unknown` has them.
    """

    zone: str
    service: Service
    setting: SettingValue
    let_in: bool | None
    unknown: tuple[str, ...] = ()


@once_per_system
def openings(resolved: ResolvedSystem) -> tuple[PublicService, ...]:
    """Return every such opening, sorted by the ids of zone, service and setting."""
    found = [each for service in resolved.system.services.values() for each in _of(resolved, service)]
    return tuple(sorted(found, key=lambda each: (each.zone, each.service.id, each.setting.name)))


def openings_into(resolved: ResolvedSystem, zone: str) -> tuple[PublicService, ...]:
    """Return the openings of the services in a zone itself, sorted by the ids of service and setting."""
    return _by_zone(resolved).get(zone, ())


@once_per_system
def _by_zone(resolved: ResolvedSystem) -> Mapping[str, tuple[PublicService, ...]]:
    return grouped((each.zone, each) for each in openings(resolved))


def _of(resolved: ResolvedSystem, service: Service) -> Iterator[PublicService]:
    kind = resolved.kind(service)
    for name, known in kind.settings.items() if kind and service.zone else ():
        setting = resolved.setting(service, name) if known.opens_to_internet else None
        if setting and setting.value in known.opens_to_internet and not _refused(resolved, service, known):
            let_in = _lets_in(resolved, service.zone)
            yield PublicService(
                zone=service.zone,
                service=service,
                setting=setting,
                let_in=let_in,
                unknown=_not_stated(resolved, service.zone) if let_in is None else (),
            )


def _refused(resolved: ResolvedSystem, service: Service, known: SettingType) -> bool:
    """Return whether another setting of the service overrules one that opens it."""
    found = ((resolved.setting(service, name), value) for name, value in known.refused_by.items())
    return any(setting is not None and setting.value is value for setting, value in found)


def _lets_in(resolved: ResolvedSystem, zone: str) -> bool | None:
    """Return whether the rules let a zone of trust 0 in; without one in the model, somebody from outside every zone."""
    known = _let_in(resolved)
    if zone not in known:
        known[zone] = _judged(resolved, zone)
    return known[zone]


@once_per_system
def _let_in(resolved: ResolvedSystem) -> dict[str, bool | None]:  # noqa: ARG001  whose answers they are
    """Return what is known of the zones, to which each zone is added when it is first asked about."""
    return {}


def _judged(resolved: ResolvedSystem, zone: str) -> bool | None:
    outside = [near for near in resolved.system.zones if resolved.trust(near) == UNTRUSTED] or [""]
    answers = [lets_in(resolved, near, zone) for near in outside]
    unknown = [near for near in resolved.system.zones if resolved.trust(near) is None and near != zone]
    doubts = [lets_in(resolved, near, zone) is not False for near in unknown if entered(resolved, near, zone)]
    return True in answers or (None if None in answers or True in doubts else False)


def _not_stated(resolved: ResolvedSystem, zone: str) -> tuple[str, ...]:
    """Return the rules that the zones on the way in do not state; without any, the trust of zones that are let in."""
    rules = tuple(f"zones.{each.id}.allow" for each in resolved.around(zone) if each.allow is None)
    unknown = [near for near in resolved.system.zones if resolved.trust(near) is None and near != zone]
    return rules or tuple(f"zones.{near}.trust" for near in unknown if lets_in(resolved, near, zone))
