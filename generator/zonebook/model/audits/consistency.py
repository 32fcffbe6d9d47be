"""Checks of an audit that passes its schema: what its outcomes require, numbers and days that exclude each other."""

from collections.abc import Iterable, Iterator, Mapping

from zonebook.model import binding, references
from zonebook.model.audits.audit import SHORTFALLS, UNTESTED, Audit
from zonebook.model.binding import Marked, Ref
from zonebook.model.references import Known
from zonebook.suggestions import nearest
from zonebook.values import Data, Document, Problem, Route

_OF_SHORTFALLS = ("severity", "advice")
_REASONED = SHORTFALLS | {"no-occurrence", "not-applicable"}


def unlinked(
    document: Document, known: Known, organisation: Data, systems: Mapping[str, Document]
) -> Iterator[Problem]:
    """Yield a problem for each id in an audit that nothing has: of a system, a framework, a party, an element in scope.

    An element or a party of a system may be named where the system is in the scope.
    """
    named = document.data["audit"].get("systems") or list(systems)
    within = [systems[name].data for name in named if name in systems]
    words = ("parties", "zones", "services")
    joined: dict[str, dict[str, Data]] = {
        word: {key: {} for data in within for key in data.get(word) or {}} for word in words
    }
    every = references.known_to_system(known, organisation, joined, systems)
    yield from references.broken(
        document, (*binding.marked(Audit, document.data), *_controls(document, organisation)), every
    )
    yield from _outside(document, named, systems)


def _outside(document: Document, named: Iterable[str], systems: Mapping[str, Document]) -> Iterator[Problem]:
    """Yield a problem for each system with results that is not in the scope."""
    for system in document.data.get("results") or {}:
        if system in systems and system not in named:
            message = f"`{system}` has results, and `systems` of the audit does not name it"
            hint = nearest(system, named)
            yield Problem(place=document.key_place(("results", system)), code="result", message=message, hint=hint)


def _controls(document: Document, organisation: Data) -> Iterator[Marked]:
    """Yield the control of each result, marked as a reference, unless the check was handed out with a fingerprint.

    A control that was handed out once may have left a local catalogue since; its result stays. What a report about a
    provider expects of its customers is no control of the catalogue, and is named with the report: `id@report`.
    """
    reports = organisation.get("reports") or {}
    for system, results in (document.data.get("results") or {}).items():
        for check, said in (results or {}).items():
            control, _, element = check.partition("@")
            expected = (reports.get(element) or {}).get("user_controls") or {}
            if control not in expected and not (said or {}).get("fingerprint"):
                yield Marked(route=("results", system, check), text=control, mark=Ref("controls"), key=True)


def inconsistencies(document: Document, known: Known) -> Iterator[Problem]:
    """Yield a problem for everything in an audit that cannot be right."""
    yield from _framework(document, document.data["audit"], known)
    period = document.data["audit"]["period"]
    if period["to"] < period["from"]:
        message = f"the period is empty: it ends on {period['to']}, before it begins on {period['from']}"
        yield Problem(place=document.place(("audit", "period", "to")), code="backwards", message=message)
    for system, results in (document.data.get("results") or {}).items():
        for check, said in (results or {}).items():
            yield from _result(document, ("results", system, check), said or {}, period["from"])


def _framework(document: Document, head: Mapping[str, Data], known: Known) -> Iterator[Problem]:
    """Yield a problem where the framework has another version, or no requirement in the baseline."""
    framework = known["frameworks"].get(head["framework"]) or {}
    version = head.get("version")
    if version and version != framework.get("version"):
        message = f"`{head['framework']}` is version {framework.get('version')} in the catalogue, not {version}"
        yield Problem(place=document.place(("audit", "version")), code="result", message=message)
    baseline = head.get("baseline")
    requirements = (framework.get("requirements") or {}).values()
    found = {each for said in requirements if isinstance(said, dict) for each in said.get("baselines") or ()}
    if baseline and baseline not in found:
        message = f"`{head['framework']}` has no requirement in the baseline `{baseline}`"
        hint = nearest(baseline, found)
        yield Problem(place=document.place(("audit", "baseline")), code="result", message=message, hint=hint)


def _result(document: Document, route: Route, said: Mapping[str, Data], begin: str) -> Iterator[Problem]:
    for word, message in (*_numbers(said), *_outcome(said), *_people(said)):
        yield Problem(place=document.key_place((*route, word)), code="result", message=message)
    for word, message in _days(said, begin):
        yield Problem(place=document.place((*route, word)), code="backwards", message=message)


_Wrong = Iterator[tuple[str, str]]
"""The word of a result that is wrong, and what is wrong with it."""


def _numbers(said: Mapping[str, Data]) -> _Wrong:
    population, sample, exceptions = (said.get(word) for word in ("population", "sample", "exceptions"))
    if sample is not None and population is not None and sample > population:
        yield "sample", f"a sample of {sample} was drawn from a population of {population}"
    if exceptions is not None and sample is not None and exceptions > sample:
        yield "exceptions", f"{exceptions} exceptions were found in a sample of {sample}"
    items = said.get("items") or ()
    if sample is not None and len(items) > sample:
        yield "items", f"{len(items)} items are named of a sample of {sample}"


def _outcome(said: Mapping[str, Data]) -> _Wrong:
    """Yield what does not go with the outcome."""
    result = said.get("result", UNTESTED)
    if result == "exception" and said.get("exceptions") == 0:
        yield "exceptions", "the result is `exception`, and no exception was counted"
    if result == "no-occurrence" and said.get("population"):
        yield "population", "the result is `no-occurrence`, and something was there to be tested"
    if said.get("exceptions") and result not in _REASONED and not said.get("reason"):
        yield "exceptions", f"the result is `{result}` with exceptions: say in `reason` why they do not count"
    if result not in SHORTFALLS:
        for word in _OF_SHORTFALLS:
            if word in said:
                yield word, f"`{word}` belongs to an exception or a control that is not effective, not to `{result}`"


def _people(said: Mapping[str, Data]) -> _Wrong:
    """Yield what is wrong with the review: by whoever tested, before there is a result, or without its other half."""
    if "reviewed_by" in said and said.get("result", UNTESTED) == UNTESTED:
        yield "reviewed_by", "a result is reviewed, and none is stated"
    elif _folded(said.get("reviewed_by")) and _folded(said.get("reviewed_by")) == _folded(said.get("tested_by")):
        yield "reviewed_by", f"{said['reviewed_by']} tested it, and somebody else is to review it"
    for word, other in (("reviewed_by", "reviewed_on"), ("reviewed_on", "reviewed_by")):
        if word in said and other not in said:
            yield word, f"`{word}` is stated without `{other}`"


def _folded(name: str | None) -> str:
    return " ".join((name or "").split()).casefold()


def _days(said: Mapping[str, Data], begin: str) -> _Wrong:
    """Yield each day that comes before one that it has to follow."""
    tested = said.get("tested_on")
    if not tested:
        return
    if tested < begin:
        yield "tested_on", f"it was tested on {tested}, before the period begins on {begin}"
    if said.get("reviewed_on", tested) < tested:
        yield "reviewed_on", f"it was reviewed on {said['reviewed_on']}, before it was tested on {tested}"
    if said.get("due", tested) < tested:
        yield "due", f"it is due on {said['due']}, before it was tested on {tested}"
