"""Which element of the models a resource of a tool is: as a map or a tag of the resource says, and never by guess."""

from collections.abc import Iterable, Iterator, Mapping

from zonebook.assess.assessment import Assessment
from zonebook.importers.evidence.finding import Finding
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import ABOUTS
from zonebook.read.yaml_text import read
from zonebook.suggestions import nearest
from zonebook.values import BrokenError, Problem
from zonebook.values.record import dataclass

Element = tuple[str, str]
"""A system and an element of it, by their ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """Findings by the element that they are about, and the resources of which nobody says what they are."""

    findings: Mapping[Element, tuple[Finding, ...]]
    unmatched: tuple[str, ...]


def matched(findings: Iterable[Finding], named: Mapping[str, Element], assessment: Assessment) -> Matched:
    """Return findings by element: that of `named`, by any name of the resource, else that of its tag."""
    known = _known(assessment)
    found: dict[Element, list[Finding]] = {}
    unmatched: dict[str, None] = {}
    for each in findings:
        element = next((named[name] for name in each.names if name in named), _element(each.element))
        if element in known:
            found.setdefault(element, []).append(each)
        else:
            unmatched[each.names[0] if each.names else "a resource without a name"] = None
    return Matched(findings={element: tuple(of) for element, of in found.items()}, unmatched=tuple(unmatched))


def names(path: str, raw: bytes, assessment: Assessment) -> dict[str, Element]:
    """Return the element of each resource, by its name, from a YAML text: `i-0abc: corporate-directory/jump-host`.

    Raise BrokenError where it cannot be read, or names no element of the models.
    """
    document = read(path, raw)
    problems = list(document.problems)
    known = _known(assessment)
    found: dict[str, Element] = {}
    for name, said in (document.data or {}).items():
        element = _element(str(said))
        if element not in known:
            hint = nearest(str(said), ("/".join(each) for each in known))
            message = f"`{said}` is no element; write system/element"
            problems.append(Problem(place=document.place((name,)), code="unknown-id", message=message, hint=hint))
        found[name] = element
    if problems:
        raise BrokenError(tuple(problems))
    return found


def _element(text: str) -> Element:
    system, _, element = text.strip().partition("/")
    return system, element


def _known(assessment: Assessment) -> frozenset[Element]:
    """Return every element that can have a control, and each system itself as `system/system`."""
    return frozenset(
        (system, element) for system, judged in assessment.systems.items() for element in _elements(judged.resolved)
    )


def _elements(resolved: ResolvedSystem) -> Iterator[str]:
    yield resolved.system.id
    for about in ABOUTS:
        if about not in {"system", "directory", "decision"}:
            yield from (each.id for each in resolved.elements(about))
