import pytest
from tests.support.browser import Browser
from tests.support.diagram_pages import DRAWER, GRAPH, SECOND, asked, page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not DRAWER.engines, reason="graphviz-pure is not installed"),
]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page with two pictures in which everything has the same ids."""
    return page(tmp_path_factory.mktemp("two"), "two", GRAPH, SECOND)


def test_address_selects_part_and_layer(browser: Browser, address: str) -> None:
    picked, layer, checked, told, focused = asked(
        browser,
        f"{address}#node=dc-a&layer=cleartext",
        """[ids(".zb-picked"), one(".zb-figure").dataset.layer, one(".zb-look :checked").value,
          texts(".zb-panel strong"), document.activeElement.closest("g")?.dataset.id]""",
    )
    assert (picked, layer, checked, told, focused) == ("dc-a", "cleartext", "cleartext", ["DC A in Core"], "dc-a")


def test_address_keeps_selection_and_other_state(browser: Browser, address: str) -> None:
    found = asked(
        browser,
        f"{address}#table:sort=1d",
        """(() => {
          const begin = history.length;
          const hashes = [];
          one("g.edge[data-id=people-to-dc] a").dispatchEvent(new FocusEvent("focusin", {bubbles: true}));
          hashes.push(location.hash);
          choose("findings");
          hashes.push(location.hash, one(".zb-panel a:last-child").getAttribute("href"));
          press("Reset");
          return [...hashes, location.hash, history.length - begin];
        })()""",
    )
    assert found == [
        "#table:sort=1d;edge=people-to-dc",
        "#table:sort=1d;edge=people-to-dc&layer=findings",
        "#edge=people-to-dc&layer=findings",
        "#table:sort=1d",
        0,
    ]


@pytest.mark.parametrize("wanted", ["node=nothing-like-it", "node=%22%5D&layer=%3Cb%3E", "layer=tier-0", "x=1&y=%"])
def test_unknown_address_shows_everything(browser: Browser, address: str, wanted: str) -> None:
    assert asked(
        browser, f"{address}#{wanted}", '[ids(".zb-picked"), one(".zb-look :checked").value, texts(".zb-mark")]'
    ) == ["", "", []]


def test_address_names_one_of_several_diagrams(browser: Browser, two: str) -> None:
    script = """[[...document.querySelectorAll(".zb-figure")].map((each) => each.querySelectorAll(".zb-picked").length),
      location.hash]"""
    assert asked(browser, f"{two}#node=server&picture=second", script) == [
        [0, 1],
        "#node=server&picture=second",
    ]
    assert asked(browser, f"{two}#node=server", script)[0] == [1, 0]
