"""The page of a directory decision: the answer first, on two screens, and what stands behind it folded."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.support.directories import DAY, assessed

from zonebook import assembly
from zonebook.assess.assessment import Assessment
from zonebook.document.page import Block, Details, Facts, Heading, Listing, Notice, Page, Prose, Table
from zonebook.views.system.directory import directory
from zonebook.write.plain_text import plain
from zonebook.write.relative_links import every

MODELS = Path(__file__).resolve().parents[2] / "models"
SYSTEMS = sorted(path.parent.name for path in (MODELS / "systems").glob("*/directory.yaml"))
TWO_SCREENS = 360
"""How many words fit on two screens of 1440 by 900 beside the navigation."""


@cache
def references() -> Assessment:
    return assembly.load_and_assess(MODELS, DAY, "models")


def shown(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the text of the blocks that are seen without opening anything."""
    for block in blocks:
        match block:
            case Prose(paragraphs=texts) | Listing(items=texts):
                yield from map(plain, texts)
            case Facts(pairs=pairs):
                yield from (f"{name}: {plain(text)}" for name, text in pairs)
            case Notice(title=title, text=text):
                yield f"{title}: {plain(text)}"
            case Heading(text=title) | Details(summary=title):
                yield title
            case _:
                pass


def only(assessment: Assessment) -> Page:
    (page,) = directory(assessment)
    return page


@pytest.mark.parametrize("system", SYSTEMS)
def test_answer_comes_first_on_two_screens(system: str) -> None:
    page = next(each for each in directory(references()) if each.path == f"systems/{system}/directory.md")
    lines = list(shown(page.blocks))
    assert lines[0].startswith(("What is asked for is met best by ", "No option meets every required need. "))
    assert len(" ".join(lines).split()) <= TWO_SCREENS
    assert [block for block in page.blocks if isinstance(block, Table)] == []


def test_tables_are_folded_and_offered() -> None:
    page = only(assessed({"needs": {"workspaces": "required"}, "existing_ad": False}))
    tables = {block.name for block in every(page.blocks) if isinstance(block, Table)}
    assert tables >= {"directory-ranking", "directory-reasons", "directory-options", "directory-advice"}


def test_page_says_what_is_assumed_and_what_turns_it() -> None:
    lines = list(shown(only(assessed({"needs": {"workspaces": "required"}, "existing_ad": False})).blocks))
    assert any(line.startswith("Not stated, and assumed: About 100 people use it.") for line in lines)
    assert any(
        "More than 1 Region is needed (not stated): AWS Managed Microsoft AD, Enterprise" in line for line in lines
    )
    assert any(line.startswith("Price: ") for line in lines)
    assert any(line.startswith("Yours to run: ") for line in lines)
    assert any(line.startswith("First: ") for line in lines)


def test_choice_that_is_not_the_answer_is_compared() -> None:
    decision = {"needs": {"fsx-windows": "required"}, "existing_ad": False, "choice": "ad-connector-small"}
    lines = list(shown(only(assessed(decision)).blocks))
    assert lines[0].endswith("The choice is AD Connector, small, which is ruled out.")
    assert any(line.startswith("The choice fails: FSx for Windows is required") for line in lines)


def test_nearest_option_is_named_where_none_is_left() -> None:
    decision = {"needs": {"domain-admin": "required", "provider-patching": "required"}, "existing_ad": False}
    lines = list(shown(only(assessed(decision)).blocks))
    assert lines[0].startswith("No option meets every required need. ")
    assert "comes nearest: " in lines[0]
    assert "All 11 are ruled out." in lines


def test_option_that_no_rule_names_says_so() -> None:
    lines = list(shown(only(assessed({"needs": {"real-active-directory": "required"}})).blocks))
    assert any(line.startswith("No rule of the catalogue speaks for it") for line in lines)
