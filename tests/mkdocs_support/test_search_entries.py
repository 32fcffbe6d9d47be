import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from tests.support import sites

from zonebook.document.page import Page, Row, Table
from zonebook.mkdocs_support.search_entries import MODELS, NUMBERS, PART, WHOLE, refined

ROWS = (Row(id="a-8-13", cells=(("A.8.13",), ("Backup",))), Row(id="x", cells=(("X(1)",), ("–",), ("more",))))


def page(path: str, *tables: Table) -> Page:
    return Page(path=path, title="T", description="", blocks=tables)


def entry(location: str, text: str = "", title: str = "T") -> dict[str, Any]:
    return {"location": location, "title": title, "text": text}


def made(entries: list[dict[str, Any]], **paths: str) -> Mapping[str, dict[str, Any]]:
    """Return the entries by location, of generated pages named by their paths."""
    pages = {f"{name}.html": page(path) for name, path in paths.items()}
    return {each["location"]: each for each in refined(entries, pages)}


def test_page_has_one_entry_with_its_first_text() -> None:
    found = made([entry("a.html"), entry("a.html#page-top", "words"), entry("a.html#b", "more")], a="dates.md")
    assert found == {"a.html": entry("a.html", "words"), "a.html#b": entry("a.html#b", "more")}


def test_pages_of_the_models_count_more() -> None:
    found = made([entry("a.html", "x"), entry("b.html", "x")], a="systems/s/register.md", b="catalogue/threats/b.md")
    assert found["a.html"]["boost"] == MODELS
    assert "boost" not in found["b.html"]


def test_page_of_an_element_is_found_by_its_id() -> None:
    found = made([entry("a.html", "<p>Words</p>")], a="systems/s/services/mail-sender.md")
    assert found["a.html"]["tags"] == ["mail-sender"]
    assert found["a.html"]["text"] == "Words"
    assert made([entry("a.html")], a="catalogue/frameworks/nist.md")["a.html"]["tags"] == ["nist"]
    assert "tags" not in made([entry("a.html")], a="systems/s/services/index.md")["a.html"]
    assert "tags" not in made([entry("a.html")], a="systems/s/register.md")["a.html"]


def test_shared_page_has_entries_by_id() -> None:
    found = made([entry("a.html", "x"), entry("a.html#rdp-open", "words")], a="catalogue/threats/group.md")
    assert found["a.html#rdp-open"]["tags"] == ["rdp-open"]
    assert "tags" not in found["a.html"]


@pytest.mark.parametrize(("place", "most"), [("a.html", WHOLE), ("a.html#part", PART)])
def test_long_text_is_cut_between_words(place: str, most: int) -> None:
    text = made([entry(place, "<p>one &lt; two</p>" * most)], a="dates.md")[place]["text"]
    assert most - len(" &lt;") <= len(text) <= most
    assert set(text.split()) == {"one", "&lt;", "two"}


@pytest.mark.parametrize("path", ["systems/s/services/a.md", "systems/s/diagrams/index.md"])
def test_parts_of_an_element_are_found_by_title(path: str) -> None:
    assert made([entry("a.html#part", "words", "Finding")], a=path)["a.html#part"]["text"] == ""
    assert made([entry("a.html#part", "words")], a="systems/s/register.md")["a.html#part"]["text"] == "words"


def test_heading_that_many_pages_have_is_left_out() -> None:
    many = [entry(f"{n}.html#how", "", "How") for n in range(4)]
    pages = {f"{n}.html": page(f"catalogue/x/{n}.md") for n in range(4)}
    assert refined([*many, entry("0.html#own", "", "Own")], pages) == [entry("0.html#own", "", "Own")]


def test_pages_by_hand_are_as_they_were() -> None:
    found = [entry("hand.html"), entry("hand.html#page-top", "x" * 9 * WHOLE), entry("hand.html#how")]
    assert refined(found, {}) == found


def test_each_requirement_of_a_framework_has_an_entry() -> None:
    table = Table(name="requirements", title="T", columns=("Requirement", "Title"), rows=ROWS)
    found = refined([], {"f.html": page("catalogue/frameworks/f.md", table)})
    assert found == [
        entry("f.html#requirements-a-8-13", "Backup", "A.8.13"),
        entry("f.html#requirements-x", "", "X(1)"),
    ]


def numbers(*given: str) -> dict[str, float]:
    """Return how much each number of a framework counts more than another entry."""
    rows = tuple(Row(id=f"r{at}", cells=((number,), ("Title",))) for at, number in enumerate(given))
    table = Table(name="requirements", title="T", columns=("Requirement", "Title"), rows=rows)
    found = refined([], {"f.html": page("catalogue/frameworks/f.md", table)})
    return {each["title"]: each.get("boost", 1) for each in found}


def test_number_that_begins_others_counts_more() -> None:
    found = numbers("AC-20", "AC-2(1)", "AC-2", "AC-2(2)", "AC-20(1)", "AC-3")
    assert found["AC-2"] > found["AC-20"] > found["AC-3"] == NUMBERS
    assert found["AC-2"] > found["AC-2(1)"] == found["AC-2(2)"] > NUMBERS


def test_number_of_one_word_begins_its_parts() -> None:
    assert numbers("T1078", "T1078.001", "T1078.002", "S3.1", "S3.10") == {
        "T1078": pytest.approx(2.58, abs=0.01),
        "T1078.001": 1,
        "T1078.002": 1,
        "S3.1": 1,
        "S3.10": 1,
    }


def test_shorter_id_comes_before_longer_ones() -> None:
    paths = {name: f"systems/s/services/{name}.md" for name in ("rd-gateway", "rd-gateway-balancer", "rdp")}
    elsewhere = {"rd": "systems/s/flows/rd.md", "s": "systems/s/index.md"}
    pages = {path.replace(".md", ".html"): page(path) for path in (*paths.values(), *elsewhere.values())}
    found = {each["location"]: each for each in refined(map(entry, pages), pages)}
    boosts = {address.rpartition("/")[2]: each["boost"] / MODELS for address, each in found.items()}
    assert boosts == {"rd-gateway.html": 2, "rd-gateway-balancer.html": 1, "rdp.html": 1, "rd.html": 1, "index.html": 1}
    assert found["systems/s/index.html"]["tags"] == ["s"]


@pytest.mark.parametrize("plugins", ["[offline, search, zonebook]", "[zonebook, search, offline]"])
def test_site_has_the_entries_in_its_index(here: Path, plugins: str) -> None:
    text = sites.CONFIG.replace("[offline, search, zonebook]", plugins)
    (here / "mkdocs.yml").write_text(text, "utf-8")
    config = load_config(str(here / "mkdocs.yml"))
    build(config)
    index = json.loads((here / "site" / "search" / "search_index.json").read_text("utf-8"))
    found = {each["location"]: each for each in index["docs"]}
    assert found["systems/small/services/server-1.html"]["boost"] == MODELS
    assert found["systems/small/services/server-1.html"]["tags"] == ["server-1"]
    assert not [location for location in found if location.endswith("#page-top") and "hand" not in location]
    script = (here / "site" / "search" / "search_index.js").read_text("utf-8")
    assert json.loads(script.removeprefix("var __index = ")) == index
