"""An element described line by line for a terminal: what is stated of it, what was found, and what cannot be asked."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.scope import in_scope
from zonebook.assess.system import SystemAssessment
from zonebook.edge import repository
from zonebook.model.elements import ELEMENTS
from zonebook.model.subject import PLURALS
from zonebook.model.vocabulary import SubjectType
from zonebook.present import element_facts
from zonebook.write.plain_text import plain

_ABOUTS: dict[str, SubjectType] = {plural: about for about, plural in PLURALS.items()}
_IN_THE_HEAD = frozenset(("Id", "Written in"))


def texts(found: Assessment, name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the head and the lines of each element with the id, in any system; the model states it itself."""
    for judged in found.systems.values():
        for word in ELEMENTS:
            element = getattr(judged.resolved.system, word).get(name)
            if element:
                head = f"{_ABOUTS[word].capitalize()} {name} of {judged.id}, at {repository.near(element.place)}"
                yield head, list(_lines(judged, _ABOUTS[word], element))


def _lines(judged: SystemAssessment, about: SubjectType, element: object) -> Iterator[str]:
    title, summary = (str(getattr(element, each, "")) for each in ("title", "summary"))
    yield from (each for each in (title, *summary.splitlines()) if each)
    for name, text in element_facts.pairs(judged.resolved, element):
        if name not in _IN_THE_HEAD:
            yield f"{name}: {' '.join(plain(text).split()) or 'none'}"
    on = judged.on(about, str(getattr(element, "id", "")))
    if on.findings:
        yield "Found:"
        yield from (f"  {each.id}: {each.risk.current.level}, {each.state}" for each in on.findings)
    if on.possible:
        yield "Not stated:"
        for gap in on.possible:
            asked = ", ".join(gap.attributes)
            yield f"  {gap.threat.id}@{gap.element}: up to {gap.possible.level}{gap.and_others}; state {asked}"
    if not in_scope(judged.resolved, about, str(getattr(element, "id", ""))):
        yield "Nothing is asked of it here: it is out of scope."
    elif not (on.findings or on.possible):
        yield "Nothing was found, and nothing is left to state."
