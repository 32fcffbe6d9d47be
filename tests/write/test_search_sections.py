"""The sections of a page for the search are those that the search of the theme finds in its HTML."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from material.plugins.search.plugin import Parser  # type: ignore[import-untyped]

from zonebook.document.page import Heading
from zonebook.write.markdown.parts import Part
from zonebook.write.markdown.search_sections import sections

Found = list[tuple[str, str, str]]
WORDS = st.sampled_from(("one", " two ", "a &amp; b", "\n", " ", "x &lt;y&gt;\nz"))
APART = st.sampled_from(("", "", "", " data-search-exclude"))
TAGS = st.sampled_from(("div", "details", "summary", "p", "li", "pre", "td", "code", "span"))
HEADINGS = st.sampled_from(("h2", "h3", "h4"))


def element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return elements with several others within them."""
    within = st.lists(inside, max_size=3).map("".join)
    return st.builds(lambda tag, apart, text: f"<{tag}{apart}>{text}</{tag}>", TAGS, APART, within)


HEAD = st.builds(
    lambda tag, name, apart, text: f'<{tag} id="{name}"{apart}>{text}</{tag}>',
    HEADINGS, st.sampled_from(("a", "b", "c-d")), APART, WORDS,
)  # fmt: skip
TREE = st.recursive(WORDS | HEAD | st.just("<br>") | st.just('<path d="M0"/>'), element, max_leaves=12)
PART = st.builds(
    lambda apart, found: f"<details{apart}>{''.join(found)}</details>", APART, st.lists(TREE, min_size=1, max_size=4)
)


def by_theme(html: str) -> Found:
    """Return the anchor, title and text of each section that the search of the theme finds."""
    parser = Parser()
    parser.feed(html)
    parser.close()
    kept = (each for each in parser.data if not each.is_excluded())
    return [(each.id or "", "".join(each.title).strip(), "".join(each.text).strip()) for each in kept]


def of_parts(*parts: tuple[Part, str]) -> Found | None:
    """Return the same of the parts of a page."""
    found = sections(parts)
    return None if found is None else [(each.anchor, each.title, each.text) for each in found]


def plain(html: str) -> tuple[Part, str]:
    """Return a part of a page that Markdown leaves as it is."""
    return Part(markdown=html), f"{html}\n"


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(html=st.lists(PART, min_size=1, max_size=3))
def test_sections_within_blocks_are_those_of_theme(html: list[str]) -> None:
    found = of_parts(*map(plain, html))
    assume(found is not None)
    assert found == by_theme("\n".join(f"{each}\n" for each in html))


def test_section_ends_with_block_it_is_in() -> None:
    title = Part(markdown="# T", words=Heading(text="T", anchor="t", level=1))
    fold = '<details><summary>S</summary><h3 id="a">A</h3><p>inner</p></details>'
    parts = (title, '<h1 id="t">T</h1>'), plain(fold), plain("<p>outer</p>")
    assert of_parts(*parts) == [("", "T", "S <p>outer</p>"), ("a", "A", "<p>inner</p>")]


def test_block_set_apart_within_another_is_passed_over() -> None:
    html = "<details><p>said</p><div data-search-exclude><table><td>no</td></table></div></details>"
    assert of_parts(plain(html)) == [("", "", "<p>said</p>")]


def test_blocks_set_apart_in_each_other_are_passed_over() -> None:
    fold = "<details data-search-exclude><p>no</p><div data-search-exclude>no</div><p>no</p></details>"
    assert of_parts(plain(fold), plain("<p>said</p>")) == [("", "", "<p>said</p>")]


def test_empty_element_is_no_word() -> None:
    assert of_parts(plain("<details><p></p>a</details>")) == [("", "", "a")]


def test_script_is_left_to_search() -> None:
    assert of_parts(plain("<details><script>a</script></details>")) is None
