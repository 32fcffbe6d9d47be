"""The matrix of coverage: the result of each threat for each element, in parts of a readable size."""

from collections.abc import Iterator, Mapping, Sequence

from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.finding import SET_ASIDE
from zonebook.assess.findings.scope import in_scope
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Link, Text
from zonebook.document.page import Block, Download, Heading, Page, Prose, Row, Table
from zonebook.model import vocabulary
from zonebook.model.catalogue import Threat
from zonebook.model.subject import PLURALS
from zonebook.model.vocabulary import ABOUTS, About
from zonebook.present import badges, hyperlinks, page_paths, possible_risk
from zonebook.values.record import dataclass

MOST_ROWS = 60
"""How many elements a part shows; the download has them all."""

MOST_COLUMNS = 24
"""How many threats a part shows side by side."""

_LEAD = (
    "Each cell says what came of a threat with an element: it applies (a finding), it is quiet (asked, and not so), it "
    "is not stated and possibly of a level (a gap), it is set aside (out of scope, or excluded by an "
    "assumption), or the threat is not about such a thing (–). Threats that are about nothing here are left out: the "
)
_APPLIES: Text = (Badge(text="applies", tone="warning"),)
_QUIET: Text = (Badge(text="quiet", tone="plain"),)
_ASIDE: Text = (Badge(text="set aside", tone="not-applicable"),)
_NOTHING: Text = ("–",)


@dataclass(frozen=True, slots=True)
class _Cells:
    """The result of each threat, by element; a missing one is not applicable."""

    threats: tuple[Threat, ...]
    elements: tuple[str, ...]
    found: Mapping[str, Mapping[str, Text]]


def matrix(assessment: Assessment) -> Iterator[Page]:
    """Yield the page of the matrix of each system."""
    for judged in assessment.systems.values():
        title = judged.resolved.system.system.title
        yield Page(
            path=page_paths.system_page(judged.id, "coverage-matrix"),
            title="Coverage matrix",
            description=f"What came of each threat with each element of {title}.",
            blocks=tuple(_blocks(judged)),
            section=(title,),
        )


def _blocks(judged: SystemAssessment) -> Iterator[Block]:
    yield Prose(
        paragraphs=(
            (
                _LEAD,
                Link(text="page of coverage", to=page_paths.system_page(judged.id, "coverage")),
                " lists them.",
            ),
        )
    )
    cells = _cells(judged)
    for about in ABOUTS:
        if about in cells:
            yield from _sort(judged, about, cells[about])


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


def _sort(judged: SystemAssessment, about: About, cells: _Cells) -> Iterator[Block]:
    """Yield the matrix of one type of element: its download, then its parts by class of STRIDE."""
    title = badges.ABOUT_TITLES[about]
    file = f"coverage-{PLURALS[about]}"
    yield Heading(text=title, anchor=PLURALS[about])
    whole = Table(
        name=file,
        title=title,
        columns=("Element", *(each.id for each in cells.threats)),
        rows=tuple(_row(cells, cells.threats, element, (element,)) for element in cells.elements),
        grid=True,
    )
    yield Download(text=f"{title}: every threat (CSV)", path=page_paths.beside(judged.id, f"{file}.csv"), table=whole)
    for name, threats in _parts(cells.threats):
        yield _part(judged, about, (name, threats), cells)


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
    )


def _row(cells: _Cells, threats: Sequence[Threat], element: str, head: Text) -> Row:
    return Row(id=element, cells=(head, *(cells.found[each.id].get(element, _NOTHING) for each in threats)))


def _many(many: int, word: str) -> str:
    return f"{many} {word}{'' if many == 1 else 's'}"
