"""The matrix of coverage: the result of each threat for each element, in parts of a readable size."""

from collections.abc import Iterator, Mapping, Sequence

from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.finding import SET_ASIDE
from zonebook.assess.findings.scope import in_scope
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Link, Text
from zonebook.document.page import Block, Download, Heading, Page, Prose, Row, Table
from zonebook.document.weight import Weight, table_weight
from zonebook.model import vocabulary
from zonebook.model.catalogue import Threat
from zonebook.model.subject import PLURALS
from zonebook.model.vocabulary import ABOUTS, About
from zonebook.present import badges, hyperlinks, page_paths, possible_risk
from zonebook.values.record import dataclass

MOST_ROWS = 60
"""How many elements a part shows; the download has them all."""

MOST_COLUMNS = 16
"""How many threats a part shows side by side."""

FEW = 5
"""With more threats than this, their titles stand upright."""

_LEAD = (
    "Each cell says what came of a threat with an element: it applies (a finding), it is quiet (asked, and not so), it "
    "is not stated and possibly of a level (a gap), it is set aside (out of scope, or excluded by an "
    "assumption), or the threat is not about such a thing (–). Threats that are about nothing here are left out: the "
)
_APPLIES: Text = (Badge(text="applies", tone="warning"),)
_QUIET: Text = (Badge(text="quiet", tone="plain"),)
_ASIDE: Text = (Badge(text="set aside", tone="not-applicable"),)
_NOTHING: Text = ("–",)
_MARKS: tuple[Text, ...] = (_APPLIES, _QUIET, (Badge(text="possibly", tone="possible-moderate"),), _ASIDE)
"""What the shapes in the cells stand for."""


@dataclass(frozen=True, slots=True)
class _Cells:
    """The result of each threat, by element; a missing one is not applicable."""

    threats: tuple[Threat, ...]
    elements: tuple[str, ...]
    found: Mapping[str, Mapping[str, Text]]


def matrix(assessment: Assessment) -> Iterator[Page]:
    """Yield the page of the matrix of each system, and further ones where it is long."""
    for judged in assessment.systems.values():
        title = judged.resolved.system.system.title
        found = tuple(_parts_of_page(judged))
        for number, blocks in enumerate(found, 1):
            yield Page(
                path=page_paths.coverage_matrix(judged.id, number),
                title=f"Coverage matrix, part {number}" if number > 1 else "Coverage matrix",
                description=f"What came of each threat with each element of {title}.",
                blocks=(Prose(paragraphs=tuple(_lead(judged, number, len(found)))), *blocks),
                section=(title,),
            )


def _lead(judged: SystemAssessment, number: int, many: int) -> Iterator[Text]:
    """Yield what the cells say, and the way to the other parts."""
    yield _LEAD, Link(text="page of coverage", to=page_paths.system_page(judged.id, "coverage")), " lists them."
    yield tuple(part for mark in _MARKS for part in (*mark, " "))
    if many > 1:
        parts = range(1, many + 1)
        links = ((Link(text=f"part {at}", to=page_paths.coverage_matrix(judged.id, at)),) for at in parts)
        yield (f"This is part {number} of {many}: ", *badges.spread(tuple(links)), ".")


def _parts_of_page(judged: SystemAssessment) -> Iterator[tuple[Block, ...]]:
    """Yield the blocks of each page: as many of the matrices as it holds."""
    cells = _cells(judged)
    here: list[Block] = []
    weight = Weight()
    for about in (each for each in ABOUTS if each in cells):
        for group in _sort(judged, about, cells[about]):
            more = sum((table_weight(each) for each in group if isinstance(each, Table)), Weight())
            if here and not (weight + more).fits:
                yield tuple(here)
                here, weight = [], Weight()
            here += group
            weight += more
    yield tuple(here)


def _cells(judged: SystemAssessment) -> dict[About, _Cells]:
    """Group the cells by type of element, for those that any threat applies to."""
    found: dict[str, dict[str, Text]] = {}
    for finding in (each for row in judged.findings for each in row.alternatives):
        aside = finding.state in SET_ASIDE
        found.setdefault(finding.threat.id, {})[finding.element] = _ASIDE if aside else _APPLIES
    for gap in (each for first in judged.gaps_aside for each in first.every):
        found.setdefault(gap.threat.id, {})[gap.element] = _ASIDE
    for gap in (each for first in judged.gaps for each in first.every):
        found.setdefault(gap.threat.id, {})[gap.element] = (possible_risk.of_gap(gap),)
    for threat, elements in judged.coverage.quiet.items():
        about = judged.resolved.catalogue.threats[threat].about
        cells = {each: _QUIET if in_scope(judged.resolved, about, each) else _ASIDE for each in elements}
        found.setdefault(threat, {}).update(cells)
    threats = [each for each in judged.resolved.catalogue.threats.values() if each.id in found]
    return {
        about: _Cells(
            tuple(each for each in threats if each.about == about),
            tuple(element for sort, element in judged.coverage.elements if sort == about),
            found,
        )
        for about in ABOUTS
        if any(each.about == about for each in threats)
    }


def _sort(judged: SystemAssessment, about: About, cells: _Cells) -> Iterator[tuple[Block, ...]]:
    """Yield the matrix of one type of element by class of STRIDE, the first part behind its heading and download."""
    title = badges.ABOUT_TITLES[about]
    file = f"coverage-{PLURALS[about]}"
    heading = Heading(text=title, anchor=PLURALS[about])
    whole = Table(
        name=file,
        title=title,
        columns=("Element", *(each.id for each in cells.threats)),
        rows=tuple(_row(cells, cells.threats, element, (element,)) for element in cells.elements),
        grid=True,
    )
    path = page_paths.beside(judged.id, f"{file}.csv")
    begin: tuple[Block, ...] = (heading, Download(text=f"{title}: every threat (CSV)", path=path, table=whole))
    for named in _parts(cells.threats):
        yield (*begin, _part(judged, about, named, cells))
        begin = ()


def _parts(threats: Sequence[Threat]) -> Iterator[tuple[str, tuple[Threat, ...]]]:
    """Yield the threats by the first class of STRIDE that each has, in parts that fit side by side."""
    classes: dict[str, list[Threat]] = {}
    for threat in threats:
        classes.setdefault(vocabulary.words(threat.stride[0]), []).append(threat)
    for name, found in sorted(classes.items()):
        parts = [tuple(found[start : start + MOST_COLUMNS]) for start in range(0, len(found), MOST_COLUMNS)]
        for number, part in enumerate(parts, 1):
            yield (f"{name}, part {number} of {len(parts)}" if len(parts) > 1 else name), part


def _part(judged: SystemAssessment, about: About, part: tuple[str, tuple[Threat, ...]], cells: _Cells) -> Table:
    """Return a part: the elements that one of its threats applies to, with those threats."""
    name, threats = part
    elements = [each for each in cells.elements if any(each in cells.found[threat.id] for threat in threats)]
    rows = (
        _row(cells, threats, each, (hyperlinks.subject_link(judged.resolved, about, each),))
        for each in elements[:MOST_ROWS]
    )
    most = f" The first {MOST_ROWS}; the download has them all." if len(elements) > MOST_ROWS else ""
    return Table(
        name=f"{PLURALS[about]}-{name.replace(', ', '-').replace(' ', '-')}",
        title=f"{badges.ABOUT_TITLES[about]}: {name}",
        lead=f"{_many(len(elements), 'element')} by {_many(len(threats), 'threat')}.{most}",
        columns=("Element", *(each.title for each in threats)),
        rows=tuple(rows),
        grid=True,
        bands=((name.capitalize(), len(threats)),) if len(threats) > FEW else (),
    )


def _row(cells: _Cells, threats: Sequence[Threat], element: str, head: Text) -> Row:
    return Row(id=element, cells=(head, *(cells.found[each.id].get(element, _NOTHING) for each in threats)))


def _many(many: int, word: str) -> str:
    return f"{many} {word}{'' if many == 1 else 's'}"
