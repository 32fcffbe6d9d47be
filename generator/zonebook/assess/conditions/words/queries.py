"""Queries that several words share: about traits, data, settings and trust."""

from collections.abc import Iterable, Sequence

from zonebook.assess.answer import Answer, Holds, holds, missing, some
from zonebook.assess.conditions.words.arguments import Bounds, DataWant, Settings
from zonebook.model.elements import DataAsset, Service
from zonebook.model.resolved import LOSSES, Kinded, ResolvedSystem
from zonebook.model.vocabulary import at_least, words


def listed(names: Iterable[str]) -> str:
    """Return names as an English list: `a, b and c`."""
    names = list(names)
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else "nothing"


def shared(wanted: Sequence[str], found: Iterable[str]) -> str:
    """Return the first wanted name that was found, or nothing."""
    have = set(found)
    return next((name for name in wanted if name in have), "")


def counts_as(resolved: ResolvedSystem, name: str, want: Sequence[str]) -> Answer:
    """Return whether a service, by its id, has one of these traits; not stated where it states no kind."""
    service = resolved.system.services.get(name)
    if service is None:
        return None
    if not service.kind:
        return missing(f"services.{name}.kind")
    trait = shared(want, resolved.traits(service))
    return holds(f"{name} counts as {words(trait)}") if trait else None


def member_counts_as(resolved: ResolvedSystem, names: Iterable[str], want: Sequence[str]) -> Answer:
    """Return the first of the services of a zone or a network that has one of these traits, as `counts_as`."""
    found = some([counts_as(resolved, name, want) for name in names])
    if not isinstance(found, Holds):
        return found
    return holds(found.reasons[0].replace(" counts as ", " in it counts as ", 1))


def settings_are(resolved: ResolvedSystem, element: Kinded, want: Settings, route: str) -> list[Answer]:
    """Return the answer for each setting: one of the values, not stated, or something else."""
    answers: list[Answer] = []
    kind = resolved.kind(element)
    for name, values in want.items():
        value = resolved.setting(element, name)
        if value is not None:
            answers.append(holds(str(value)) if _among(value.value, values) else None)
        elif kind is None:
            answers.append(missing(f"{route}.kind"))
        elif name in kind.settings:
            answers.append(missing(f"{route}.settings.{name}"))
        else:
            answers.append(None)
    return answers


def _among(value: object, values: Sequence[object]) -> bool:
    """Return whether a value is one of the values, true not being 1."""
    return any(value == each and isinstance(value, bool) == isinstance(each, bool) for each in values)


def data_like(resolved: ResolvedSystem, assets: Sequence[str] | None, want: DataWant, route: str) -> Answer:
    """Return whether one of the data assets matches the wanted one; `route` is where they would be stated."""
    if assets is None:
        return missing(route)
    known = [resolved.system.data[name] for name in assets if name in resolved.system.data]
    return some([_asset_like(resolved, asset, want) for asset in known])


def held_like(resolved: ResolvedSystem, service: Service, want: DataWant, *, passing: bool = False) -> Answer:
    """Return whether a service holds data as wanted, or is of such worth by itself.

    Where `passing`, data that it processes and does not keep counts as well.
    """
    own = _own_worth(service, want)
    processed = data_like(resolved, service.processes or (), want, "") if passing else None
    held = data_like(resolved, service.holds, want, f"services.{service.id}.holds")
    return some([own, _said("it holds", held), _said("it processes", processed)])


def _said(verb: str, answer: Answer) -> Answer:
    return Holds(tuple(f"{verb} {each}" for each in answer.reasons)) if isinstance(answer, Holds) else answer


def _own_worth(service: Service, want: DataWant) -> Answer:
    """Return whether what a service states of itself is as bad to lose as wanted; only data has a class or rules."""
    asked = [(side, least) for side in LOSSES if (least := getattr(want, side))]
    if want.classification or want.subject_to or not asked:
        return None
    if any(not (level := getattr(service, side)) or not at_least(level, least) for side, least in asked):
        return None
    return holds("its own " + listed(f"{side} is {getattr(service, side)}" for side, _ in asked))


def _asset_like(resolved: ResolvedSystem, asset: DataAsset, want: DataWant) -> Answer:
    title = asset.title or asset.id
    if want.classification and asset.classification not in want.classification:
        return None
    if want.subject_to and not shared(want.subject_to, asset.subject_to):
        return None
    levels = []
    for side in LOSSES:
        least = getattr(want, side)
        if least is None:
            continue
        sensitivity = resolved.worth(asset, side)
        if not sensitivity:
            return missing(f"data.{asset.id}.{side}")
        if not at_least(sensitivity, least):
            return None
        levels.append(f"{side} {sensitivity}")
    rules = shared(want.subject_to, asset.subject_to)
    detail = ", ".join([*levels, *([f"subject to {rules}"] if rules else [])])
    return holds(f"{title} ({detail})" if detail else title)


def zone_trust(resolved: ResolvedSystem, zone: str, bounds: Bounds, route: str) -> Answer:
    """Return whether a zone is trusted within the bounds; `route` is where the zone would be named."""
    if not zone:
        return missing(route)
    trust = resolved.trust(zone)
    if trust is None:
        return missing(f"zones.{zone}.trust")
    return holds(f"zone {zone} has trust {trust}") if bounds.admit(trust) else None
