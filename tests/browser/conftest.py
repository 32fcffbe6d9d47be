"""The browser, and the page with one picture that it opens."""

from collections.abc import Iterator

import pytest
from tests.support.browser import Browser
from tests.support.diagram_pages import GRAPH, page


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page with one picture."""
    return page(tmp_path_factory.mktemp("one"), "one", GRAPH)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser."""
    with Browser() as begun:
        yield begun
