"""What is not judged here: elements out of scope, and threats that an assumption excludes.

Only what is listed is out of scope, and nothing beside it: of a zone not its members, of a service not the flows to it.
A flow is out of scope where it is listed itself, or where both of its ends are; with one end in scope it is judged, so
that what is asked of an element because of its neighbour is not lost. An end that is a zone stands for its members: it
is out of scope where the zone and each of them is listed.
"""

from collections.abc import Iterable, Iterator, Mapping

from zonebook.assess.findings.finding import UNSETTLED, Finding, Gap, State
from zonebook.model.elements import ELEMENTS, Flow
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.model.scope.statements import Assumption, Exclusion, OutOfScope, ended, in_force
from zonebook.model.subject import PLURALS
from zonebook.model.vocabulary import SubjectType
from zonebook.suggestions import nearest
from zonebook.values import Problem
from zonebook.values.record import dataclass

Key = tuple[str, str]
"""The word under which an element is written, and its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of a system as of its day: by element why it is out of scope, and why it was; by threat what excludes.

    `excluding` has the assumptions that name a threat and have begun, those in force first, each with the elements that
    it is about.
    """

    outside: Mapping[Key, OutOfScope]
    again: Mapping[Key, OutOfScope]
    excluding: Mapping[str, tuple[tuple[Assumption, frozenset[Key]], ...]]


_NO_LIMITS = Limits(outside={}, again={}, excluding={})


@once_per_system
def limits(resolved: ResolvedSystem) -> Limits:
    """Return what is out of scope and what is excluded as of the day of the assessment."""
    if not (resolved.system.out_of_scope or resolved.system.assumptions):
        return _NO_LIMITS
    day = resolved.as_of
    begun = {name: each for name, each in resolved.system.out_of_scope.items() if each.on <= day}
    listed = {(shelf, name): each for name, each in begun.items() if (shelf := shelf_of(resolved, name))}
    flows = {
        ("flows", flow.id): found for flow in resolved.system.flows.values() if (found := _of(flow, listed, resolved))
    }
    both = {**{key: (each,) for key, each in listed.items()}, **flows}
    outside = {key: every[0] for key, every in both.items() if all(in_force(each, day) for each in every)}
    again = {key: next(each for each in every if ended(each, day)) for key, every in both.items() if key not in outside}
    excluding: dict[str, list[tuple[Assumption, frozenset[Key]]]] = {}
    for assumption in sorted(resolved.system.assumptions.values(), key=lambda each: ended(each, day)):
        if assumption.on <= day:
            about = frozenset((shelf_of(resolved, name), name) for name in assumption.about)
            for threat in assumption.excludes:
                excluding.setdefault(threat, []).append((assumption, about))
    return Limits(outside=outside, again=again, excluding={threat: tuple(found) for threat, found in excluding.items()})


def shelf_of(resolved: ResolvedSystem, name: str) -> str:
    """Return the word under which the element of an id is written; empty where there is none."""
    return next((shelf for shelf in ELEMENTS if name in _elements(resolved, shelf)), "")


def _elements(resolved: ResolvedSystem, shelf: str) -> Mapping[str, object]:
    found: Mapping[str, object] = resolved.accounts if shelf == "accounts" else getattr(resolved.system, shelf)
    return found


def _of(flow: Flow, listed: Mapping[Key, OutOfScope], resolved: ResolvedSystem) -> tuple[OutOfScope, ...]:
    """Return what puts a flow out of scope: its own statement, or those of both ends; nothing where none does."""
    own = listed.get(("flows", flow.id))
    if own and in_force(own, resolved.as_of):
        return (own,)
    names = dict.fromkeys(name for end in (flow.from_, flow.to) for name in (end, *resolved.ends(end)))
    found = [next((listed[shelf, name] for shelf in _ENDS if (shelf, name) in listed), None) for name in names]
    both = tuple(each for each in found if each) if all(found) else ()
    return (own,) if own and not all(in_force(each, resolved.as_of) for each in both or (own,)) else both


_ENDS = ("services", "actors", "zones")


def outside(resolved: ResolvedSystem, shelf: str, element: str) -> OutOfScope | None:
    """Return why an element, by the word that it is written under, is out of scope; None where it is judged."""
    return limits(resolved).outside.get((shelf, element))


def in_scope(resolved: ResolvedSystem, about: SubjectType, element: str) -> bool:
    """Return whether an element is judged in this system."""
    return outside(resolved, PLURALS[about], element) is None


def exclusion(resolved: ResolvedSystem, threat: str, about: SubjectType, element: str) -> Exclusion | None:
    """Return what sets a threat aside for an element: what is in force, else what has ended; None where nothing did."""
    known = limits(resolved)
    if known is _NO_LIMITS:
        return None
    key = (PLURALS[about], element)
    if found := known.outside.get(key):
        return found
    named = [each for each, about_ in known.excluding.get(threat, ()) if not about_ or key in about_]
    current = next((each for each in named if not ended(each, resolved.as_of)), None)
    return current or known.again.get(key) or next(iter(named), None)


def state(resolved: ResolvedSystem, found: Exclusion | None, otherwise: State) -> State:
    """Return the state of a finding, where it would be another one without what sets it aside.

    An element out of scope is not judged at all. An assumption sets aside what nothing else settles. Once either has
    ended, what was not settled otherwise is open again.
    """
    if found is None:
        return otherwise
    if ended(found, resolved.as_of):
        return "expired" if otherwise in {"open", "carried"} else otherwise
    if isinstance(found, OutOfScope):
        return "out-of-scope"
    return "excluded" if otherwise in UNSETTLED else otherwise


def stale(resolved: ResolvedSystem, findings: Iterable[Finding], gaps: Iterable[Gap]) -> Iterator[Problem]:
    """Yield a problem for each threat that an assumption excludes and that is no finding and no gap where it does."""
    every: list[Finding | Gap] = [each for finding in findings for each in finding.alternatives]
    every += gaps
    pairs = dict.fromkeys((each.threat.id, (PLURALS[each.about], each.element)) for each in every)
    for assumption in resolved.system.assumptions.values():
        about = {(shelf_of(resolved, name), name) for name in assumption.about}
        here = dict.fromkeys(threat for threat, key in pairs if not about or key in about)
        for threat in assumption.excludes:
            if threat not in here:
                yield _stale(assumption, threat, list(here))


def _stale(assumption: Assumption, threat: str, here: list[str]) -> Problem:
    where = f" at {', '.join(assumption.about)}" if assumption.about else ""
    message = f"`{assumption.id}` excludes `{threat}`, and nothing of that threat is found{where}: remove it there"
    return Problem(place=assumption.place, code="stale-assumption", message=message, hint=nearest(threat, here))
