"""A framework too long for one page: a page for each family of its requirements, and the tables that lead to it."""

import re
from collections.abc import Iterator, Sequence

from zonebook.document.inline import Link, Text
from zonebook.document.page import Page, Prose, Row, Table
from zonebook.model.frameworks.framework import Framework
from zonebook.present import badges, page_paths
from zonebook.views.catalogue.frameworks.answered import Answered, requirements, settled

MOST = 400
"""A framework with more requirements has a page for each family of them."""
_FAMILY = re.compile(r"[A-Za-z]+|\d+")
_ANSWERS = "answers"
"""The name of the table of a family; `requirements` is that of the first page, whose rows are searched."""
_FOLDED = ("Baselines", "Rests on")


def families(framework: Framework) -> dict[str, list[str]]:
    """Group the requirements of a framework that is too long for one page by what their ids begin with: `AC`.

    It is empty where all fit on one page.
    """
    found: dict[str, list[str]] = {}
    for id_ in framework.requirements if len(framework.requirements) > MOST else ():
        begin = _FAMILY.search(id_)
        found.setdefault(begin[0] if begin else id_, []).append(id_)
    return found if len(found) > 1 else {}


def family_pages(found: Answered) -> Iterator[Page]:
    """Yield a page for each family of a framework that is too long for one page."""
    framework = found.framework
    first = Link(text=framework.title, to=page_paths.entry("frameworks", framework.id))
    for family, ids in families(framework).items():
        lead = Prose(paragraphs=((first, f": the {len(ids)} requirements of its family {family}."),))
        yield Page(
            path=page_paths.family(framework.id, family),
            title=f"{framework.title}: {family}",
            description=f"{framework.title}, version {framework.version}: the family {family}.",
            blocks=(lead, requirements(found, ids, _ANSWERS, _FOLDED)),
            section=("Catalogue", badges.SHELF_TITLES["frameworks"]),
        )


def brief_requirements(found: Answered) -> Table:
    """Return a row for each requirement, which leads to the page of its family."""
    framework = found.framework
    rows = tuple(
        Row(
            id=page_paths.requirement_anchor(id_),
            cells=(
                (_link(framework, family, id_),),
                (framework.requirements[id_].title or "–",),
                settled(found, id_),
            ),
        )
        for family, ids in families(framework).items()
        for id_ in ids
    )
    lead = "A requirement leads to its controls, who answers for it, and what its checks rest on."
    columns = ("Requirement", "Title", "Settled here")
    return Table(name="requirements", title=framework.title, lead=lead, columns=columns, rows=rows)


def without_by_family(found: Answered) -> Table:
    """Return the requirements that no control answers, a row for each family."""
    lacking = frozenset(found.without)
    rows = tuple(
        _family_row(found, family, ids, [id_ for id_ in ids if id_ in lacking])
        for family, ids in families(found.framework).items()
    )
    lead = "No control of the catalogue answers these. Some are the organisation's to answer, outside of its systems."
    columns = ("Family", "Requirements", "Without a control", "Which")
    title = "Requirements without a control"
    return Table(name="without", title=title, lead=lead, columns=columns, rows=rows, totals=columns[1:3])


def _family_row(found: Answered, family: str, ids: Sequence[str], lacking: Sequence[str]) -> Row:
    to = page_paths.family(found.framework.id, family)
    which: tuple[Text, ...] = tuple((_link(found.framework, family, id_),) for id_ in lacking)
    cells: tuple[Text, ...] = ((Link(text=family, to=to),), (str(len(ids)),), (str(len(lacking)),))
    also = tuple(f"without-{page_paths.requirement_anchor(id_)}" for id_ in lacking)
    return Row(id=family.lower(), also=also, cells=(*cells, badges.spread(which, ", ") if which else ("–",)))


def _link(framework: Framework, family: str, id_: str) -> Link:
    to = page_paths.family(framework.id, family)
    return Link(text=id_, to=f"{to}#{_ANSWERS}-{page_paths.requirement_anchor(id_)}")
