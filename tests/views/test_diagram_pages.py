from collections.abc import Callable

import pytest

from zonebook.assess.assessment import Assessment
from zonebook.document.inline import Link
from zonebook.document.page import Diagram, Heading, Listing, Page, Table
from zonebook.present.page_frame import framed
from zonebook.views.system.diagrams import diagrams
from zonebook.views.system.summary import systems

MODEL = """\
zones:
  outside: {title: Outside, trust: 0}
  inside: {title: Inside, trust: 3}
actors: {people: {title: People, zone: outside}}
services: {server-1: {title: Server, kind: server, zone: inside, owner: team}}
flows: {pages: {from: people, to: server-1, protocols: [web], encrypted: none}}
"""


@pytest.fixture
def assessment(assessed: Callable[..., Assessment]) -> Assessment:
    """A system with two zones."""
    return assessed(MODEL)


def pictured(assessment: Assessment) -> list[Page]:
    return [framed(page, assessment) for page in diagrams(assessment)]


def test_system_page_opens_with_its_picture(assessment: Assessment) -> None:
    (page,) = systems(assessment)
    first = page.blocks[0]
    assert isinstance(first, Diagram)
    assert {"people", "server-1"} <= {end for edge in first.graph.edges for end in (edge.source, edge.target)}


def test_picture_and_closer_views_precede_tables(assessment: Assessment) -> None:
    for page in pictured(assessment):
        kinds = [type(block) for block in page.blocks]
        assert kinds[0] is Diagram
        if Listing in kinds:
            assert kinds.index(Listing) < kinds.index(Table)
    whole = pictured(assessment)[0]
    anchors = [block.anchor for block in whole.blocks if isinstance(block, Heading)]
    (closer,) = (block for block in whole.blocks if isinstance(block, Listing))
    leads = [part.to for item in closer.items for part in item if isinstance(part, Link)]
    assert anchors == ["closer"]
    assert leads == [page.path for page in pictured(assessment)[1:]]
    assert len(leads) == 2


def test_every_view_is_in_the_navigation(assessment: Assessment) -> None:
    pages = pictured(assessment)
    assert len(pages) == 3
    assert all(page.listed and page.section == ("A small world", "Diagrams") for page in pages)
    assert all(page.above for page in pages)
    assert [link.text for link in pages[1].above][-2:] == ["A small world", "Diagrams"]
