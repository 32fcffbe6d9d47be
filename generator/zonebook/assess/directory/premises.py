"""What an option rests on: a forest or an identity provider that exists, a link to it, a trust, a Region of its own."""

from collections.abc import Iterator

from zonebook.assess.directory.assumptions import FilledDecision, beside_existing, closing
from zonebook.model.elements import Trust
from zonebook.model.options import DirectoryOption
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import DirectoryDecision

_DEGREES = ("", "one-way", "two-way")
"""How much a trust allows, the least first."""
TRUST_TOO_SMALL = (
    "{title}: people of the existing forest come over a {degree} trust, and {most} is allowed; they would need "
    "accounts of their own in it."
)
TRUST_NOT_MODELLED = "{title}: it needs that {direction}, and {names} does not say so."
TRUST_OF_ISOLATED = (
    "It must stand if the existing forest falls, and needs a two-way trust with it: let selected people alone sign in "
    "across it, and filter their identifiers."
)
SINGLE_LINK = "The link to the existing directory is single: double it first, as without it nobody signs in."
SINGLE_LINK_OF_TRUST = (
    "The link to the existing directory is single: people of that forest sign in over it, so double it first."
)
PRIMARY_REGION_ALONE = "{title}: in the primary Region alone; a further Region needs a directory of its own for it."
"""The conditions that premises set, which the what-if of a site says as well."""


def groundless(decision: DirectoryDecision, option: DirectoryOption) -> tuple[str, ...]:
    """Return a reason for each directory or provider that the option builds on and that there is not."""
    reasons = []
    if option.needs_existing and decision.existing_ad is False:
        reasons.append(f"{option.title} builds on an Active Directory that exists, and there is none")
    if option.needs_provider and decision.identity_provider == "none":
        reasons.append(f"{option.title} rests on an identity provider that exists, and there is none")
    return tuple(reasons)


def joined(decision: DirectoryDecision, option: DirectoryOption) -> tuple[str, ...]:
    """Return a reason where the directory must stand if the existing forest falls, and the option is part of it."""
    fallen = option.needs_existing and decision.existing_ad is not False and decision.isolation_required is True
    words = f"it must stand if the existing forest falls, and {option.title} falls with it"
    return (words,) if fallen else ()


_UNSTATED = {
    "existing_ad": "Whether there is an Active Directory that it can build on is not stated.",
    "identity_provider": "Whether there is an identity provider that it can rest on is not stated.",
}


def unstated_ground(decision: DirectoryDecision, option: DirectoryOption) -> tuple[str, ...]:
    """Return the attribute of each directory or provider that the option builds on, where nothing is stated."""
    found = ["existing_ad"] if option.needs_existing and decision.existing_ad is None else []
    found += ["identity_provider"] if option.needs_provider and not decision.identity_provider else []
    return tuple(found)


def ungrounded(decision: DirectoryDecision, option: DirectoryOption) -> tuple[str, ...]:
    """Return a condition for each directory or provider that the option builds on, where nothing is stated."""
    return tuple(_UNSTATED[each] for each in unstated_ground(decision, option))


def trust_needed(resolved: ResolvedSystem, decision: DirectoryDecision, option: DirectoryOption) -> str:
    """Return the trust that the needs ask for beside an existing forest: one-way, two-way or nothing."""
    return max((degree for _, degree in _trusting(resolved, decision, option)), key=_DEGREES.index, default="")


def trust_made(resolved: ResolvedSystem, decision: DirectoryDecision, option: DirectoryOption) -> str:
    """Return the trust that there will be: what the needs ask for, as far as it is allowed."""
    return min(trust_needed(resolved, decision, option), _allowed(decision), key=_DEGREES.index)


def _allowed(decision: DirectoryDecision) -> str:
    """Return the most trust that may be made; where nothing is stated, any."""
    return {"": _DEGREES[-1], "none": ""}.get(decision.trust_allowed, decision.trust_allowed)


def trust_conditions(resolved: ResolvedSystem, decision: DirectoryDecision, option: DirectoryOption) -> Iterator[str]:
    """Yield a condition for each required need that a trust of the allowed, or the modelled, direction cannot serve.

    A trust that states itself that it is needed in both directions, and goes one way, is a condition as well. What is
    modelled counts for the chosen option alone: with another one, another trust would be made.
    """
    for each in own_trusts(resolved, option) if decision.choice == option.id else ():
        yield from one_way_alone(resolved, each)
    allowed = decision.trust_allowed
    for name, degree in _trusting(resolved, decision, option):
        title = resolved.catalogue.capabilities[name].title
        if _DEGREES.index(degree) > _DEGREES.index(_allowed(decision)):
            most = "no trust" if allowed == "none" else f"a {allowed} trust at most"
            yield TRUST_TOO_SMALL.format(title=title, degree=degree, most=most)
        elif decision.choice == option.id:
            yield from _modelled(resolved, option, title, degree)


def one_way_alone(resolved: ResolvedSystem, trust: Trust) -> Iterator[str]:
    """Yield a condition where a trust says that it is needed in both directions, and goes one way."""
    said = _both_ways(resolved, trust) if trust.direction == "one-way" else ""
    if said:
        yield f"{trust.id} is needed in both directions ({said}), and goes one way."


def _both_ways(resolved: ResolvedSystem, trust: Trust) -> str:
    """Return the setting by which a trust says that it is needed in both directions, with its value; else nothing."""
    kind = resolved.kind(trust)
    for name, known in kind.settings.items() if kind else ():
        value = resolved.setting(trust, name)
        if known.role == "needs-both-directions" and value and value.value in known.role_values:
            return str(value)
    return ""


def _trusting(
    resolved: ResolvedSystem, decision: DirectoryDecision, option: DirectoryOption
) -> Iterator[tuple[str, str]]:
    """Yield each required need that people of the existing forest meet over a trust, with its direction.

    An application that will use the directory asks for what its own need would ask for.
    """
    if option.needs_existing or option.needs_provider or not _people_elsewhere(resolved, decision, option):
        return
    for known in resolved.catalogue.capabilities.values():
        need = decision.needs.get(known.id)
        answer = option.capabilities.get(known.id)
        asked = (need and need.weight == "required") or not set(known.applications).isdisjoint(decision.applications)
        if known.trust and asked and answer and answer.answer != "no":
            yield known.id, known.trust


def _people_elsewhere(resolved: ResolvedSystem, decision: DirectoryDecision, option: DirectoryOption) -> bool:
    """Return whether people have their accounts in a forest beside the directory: it is stated, or a trust shows it."""
    shown = decision.existing_ad is None and not closing(resolved, decision) and bool(own_trusts(resolved, option))
    return shown or beside_existing(resolved, decision)


def _modelled(resolved: ResolvedSystem, option: DirectoryOption, title: str, degree: str) -> Iterator[str]:
    """Yield a condition where the model has trusts of the directory, and none of them has the direction needed."""
    trusts = own_trusts(resolved, option)
    if trusts and not any(serves(resolved, option, each, degree) for each in trusts):
        names = ", ".join(each.id for each in trusts)
        yield TRUST_NOT_MODELLED.format(title=title, direction=DIRECTIONS[degree], names=names)


DIRECTIONS = {"two-way": "each side trusts the other", "one-way": "the cloud trusts the existing forest"}


def shortfalls(resolved: ResolvedSystem, trust: Trust) -> Iterator[str]:
    """Yield a reason for each required need that neither a trust nor any other of the chosen directory can serve."""
    decision = resolved.system.directory
    option = resolved.catalogue.directories.get(decision.choice) if decision else None
    trusts = own_trusts(resolved, option) if option else ()
    if decision is None or option is None or trust not in trusts:
        return
    for name, degree in _trusting(resolved, decision, option):
        if not any(serves(resolved, option, each, degree) for each in trusts):
            yield f"{resolved.catalogue.capabilities[name].title} needs that {DIRECTIONS[degree]}"


def own_trusts(resolved: ResolvedSystem, option: DirectoryOption) -> tuple[Trust, ...]:
    """Return the trusts of the model in which a directory of this option is one of the two sides."""
    found = resolved.system.trusts.values()
    return tuple(each for each in found if _own(resolved, option, each.from_) or _own(resolved, option, each.to))


def _own(resolved: ResolvedSystem, option: DirectoryOption, name: str) -> bool:
    service = resolved.system.services.get(name)
    return service is not None and service.kind in option.kinds


def serves(resolved: ResolvedSystem, option: DirectoryOption, trust: Trust, degree: str) -> bool:
    """Return whether a trust lets the people of the existing forest in, as far as the need asks for."""
    if trust.direction == "two-way":
        return True
    return degree == "one-way" and trust.direction == "one-way" and _own(resolved, option, trust.from_)


def isolation_conditions(resolved: ResolvedSystem, decision: FilledDecision, option: DirectoryOption) -> Iterator[str]:
    """Yield a condition where a forest that stands apart trusts the existing one in both directions."""
    if decision.isolation_required and trust_made(resolved, decision, option) == "two-way":
        yield TRUST_OF_ISOLATED


def link_conditions(resolved: ResolvedSystem, decision: FilledDecision, option: DirectoryOption) -> Iterator[str]:
    """Yield a condition where people sign in over the link to the existing directory, and that link is single."""
    if decision.link_resilient is not False or decision.existing_ad is False:
        return
    if option.rests_on_link:
        yield SINGLE_LINK
    elif trust_made(resolved, decision, option):
        yield SINGLE_LINK_OF_TRUST


def region_conditions(resolved: ResolvedSystem, decision: FilledDecision, option: DirectoryOption) -> Iterator[str]:
    """Yield a condition for each need that a directory in several Regions serves in the primary one alone."""
    number, limit = decision.regions or 1, option.limits.get("regions")
    if number < 2 or option.needs_provider or (limit and number > limit.most):  # noqa: PLR2004  several
        return
    for name in decision.needs:
        known = resolved.catalogue.capabilities.get(name)
        answer = option.capabilities.get(name)
        if known and known.primary_region and answer and answer.answer != "no":
            yield PRIMARY_REGION_ALONE.format(title=known.title)
