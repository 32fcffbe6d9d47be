"""The numbers of the directory decision against the limits of an option: firm ones, and those that are advice."""

from collections.abc import Iterator, Mapping

from zonebook.assess.directory.assumptions import FilledDecision, beside_existing
from zonebook.model import vocabulary
from zonebook.model.options import DirectoryOption, Limit
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import DirectoryDecision

_WHOLE = 100
BEYOND = "{figure} are needed, and {title} holds {about} {most}"
_USERS, _OBJECTS, _REGIONS = "users", "objects", "regions"


def numbers(decision: DirectoryDecision) -> Mapping[str, int | None]:
    """Return the numbers of a decision by the name of their limit."""
    return {
        _USERS: decision.users,
        _OBJECTS: decision.objects,
        _REGIONS: decision.region_count,
        "shared-accounts": decision.shared_accounts,
    }


def exceeded(decision: DirectoryDecision, option: DirectoryOption) -> tuple[tuple[str, int], ...]:
    """Return each stated number, by its name, that is beyond the option's limit."""
    return tuple(
        (name, number)
        for name, number in numbers(decision).items()
        if number is not None and name in option.limits and number > option.limits[name].most
    )


def firmly_exceeded(decision: DirectoryDecision, option: DirectoryOption) -> tuple[str, ...]:
    """Return a reason for each stated number that is beyond a firm limit of the option."""
    return tuple(beyond(option, *each) for each in exceeded(decision, option) if option.limits[each[0]].firm)


def limits_exceeded(resolved: ResolvedSystem, decision: DirectoryDecision, option: str) -> tuple[str, ...]:
    """Return a reason for each stated number that is beyond what the option can hold.

    Where objects are counted, a limit of people that is advice says nothing more than that of objects.
    """
    known = resolved.catalogue.directories.get(option)
    if known is None:
        return ()
    counted = decision.objects is not None and _OBJECTS in known.limits
    return tuple(
        beyond(known, name, number)
        for name, number in exceeded(decision, known)
        if known.limits[name].firm or not (counted and name == _USERS)
    )


def limits_unasked(resolved: ResolvedSystem, decision: DirectoryDecision, option: str) -> tuple[str, ...]:
    """List the attributes of the numbers that the option limits and the model does not state."""
    known = resolved.catalogue.directories.get(option)
    limited = known.limits if known else ()
    return tuple(
        name.replace("-", "_") for name, number in numbers(decision).items() if number is None and name in limited
    )


def figure(name: str, number: int) -> str:
    """Return a number of the decision with what it counts."""
    words = "Regions" if name == _REGIONS else vocabulary.words(name)
    return f"{number:,} {words.removesuffix('s') if number == 1 else words}"


def beyond(option: DirectoryOption, name: str, number: int) -> str:
    """Return the sentence that a number is beyond what the option holds."""
    limit = option.limits[name]
    about = "at most" if limit.firm else "about"
    return BEYOND.format(figure=figure(name, number), title=option.title, about=about, most=f"{limit.most:,}")


def remarks(resolved: ResolvedSystem, decision: FilledDecision, option: DirectoryOption) -> Iterator[str]:
    """Yield a remark for each number near or beyond a limit that is advice, or near a firm one."""
    for name, number, limit in _compared(resolved, decision, option):
        if not limit.firm and number > limit.most and name != _REGIONS:
            yield f"{beyond(option, name, number)}{_estimated(decision, name)}; that limit is advice or can be raised"
        elif limit.concern is not None and limit.concern <= number <= limit.most:
            words = f"{figure(name, number)} are near the {limit.most:,} of {option.title}"
            yield f"{words}{_estimated(decision, name)}"


def region_conditions(decision: DirectoryDecision, option: DirectoryOption) -> Iterator[str]:
    """Yield a condition where more Regions are needed than one of it serves, and that can be helped."""
    number, limit = decision.region_count or 1, option.limits.get(_REGIONS)
    if limit and not limit.firm and number > limit.most:
        yield f"{beyond(option, _REGIONS, number)}: {limit.note or 'ask for more first'}"


def excess(resolved: ResolvedSystem, decision: FilledDecision, option: DirectoryOption) -> int:
    """Return how far the numbers are beyond what the option is made for, in per cent of the limit; 0 if within.

    The number of people stands for that of objects, and does not count where the option has a limit for both. Too many
    Regions are a condition.
    """
    worst = 0
    for name, number, limit in _compared(resolved, decision, option):
        if not limit.firm and name != _REGIONS and not (name == _USERS and _OBJECTS in option.limits):
            worst = max(worst, _WHOLE * (number - limit.most) // max(limit.most, 1))
    return worst


def _compared(
    resolved: ResolvedSystem, decision: FilledDecision, option: DirectoryOption
) -> Iterator[tuple[str, int, Limit]]:
    """Yield each number with its limit; people whose accounts stay in another forest do not count."""
    elsewhere = beside_existing(resolved, decision) and not option.needs_existing
    for name, number in numbers(decision).items():
        if number is not None and name in option.limits and not (elsewhere and name == _USERS):
            yield name, number, option.limits[name]


def _estimated(decision: FilledDecision, name: str) -> str:
    return " (assumed, not counted)" if name.replace("-", "_") in decision.assumed else ""
