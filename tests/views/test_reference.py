import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from zonebook import assembly
from zonebook.assess.conditions.word import MEANINGS
from zonebook.assess.conditions.words import WORDS
from zonebook.document.inline import Code, Text
from zonebook.document.page import Block, Details, Facts, Heading, Page, Prose, Table
from zonebook.edge import disk
from zonebook.model import consistency
from zonebook.model.binding import Form
from zonebook.present.page_paths import LANGUAGE, PROBLEMS, WHEN
from zonebook.problem_codes import CODES
from zonebook.views.catalogue.reference import reference
from zonebook.write.markdown.blocks import html
from zonebook.write.markdown.inline import Setting
from zonebook.write.relative_links import anchors, headings, targets

TOP = Path(__file__).resolve().parents[2]
ELSEWHERE = {"common", "when", "assessment", "check", "diff"}
"""Schemas of files that authors do not write: the first two have their own tests, the others describe our output."""


@cache
def made() -> dict[str, Page]:
    assessment = assembly.load_and_assess(TOP / "models", "2026-12-01", "models")
    return {page.path: page for page in reference(assessment, disk.schemas())}


def below(first: str) -> Page:
    """The pages that a first page leads to, as one."""
    found = [page for path, page in made().items() if path.startswith(first.removesuffix(".md") + "/")]
    assert len(found) > 5
    return replace(made()[first], blocks=tuple(block for page in found for block in page.blocks))


def texts(block: Block) -> Iterator[Text]:
    """Every text of a block, and of the blocks in it."""
    match block:
        case Prose(paragraphs=found):
            yield from found
        case Facts(pairs=pairs):
            yield from (value for _, value in pairs)
        case Table(rows=rows):
            yield from (cell for row in rows for cell in row.cells)
        case Details(blocks=inner):
            yield from (each for below in inner for each in texts(below))
        case _:
            pass


def coded(page: Page) -> set[str]:
    """Yield every word that a page shows as code."""
    return {part.text for block in page.blocks for each in texts(block) for part in each if isinstance(part, Code)}


def test_every_word_is_on_its_page() -> None:
    headings = {block.anchor for block in below(WHEN).blocks if isinstance(block, Heading)}
    wanted = [f"{about}-{word}" for about, words in WORDS.items() for word in (*words, "any", "none")]
    assert [each for each in wanted if each not in headings] == []


def test_every_word_shows_what_it_says() -> None:
    told = [
        value
        for block in below(WHEN).blocks
        if isinstance(block, Facts)
        for name, value in block.pairs
        if name == "Says"
    ]
    assert told == [(MEANINGS[word.says],) for words in WORDS.values() for word in words.values()]


def properties(schema: object, route: str = "") -> Iterator[str]:
    """Yield the route to every property that a schema names; conditions name properties described elsewhere."""
    if isinstance(schema, list):
        for each in schema:
            yield from properties(each, route)
    if not isinstance(schema, dict):
        return
    for name, below in schema.get("properties", {}).items():
        here = f"{route}.{name}" if route else name
        yield here
        yield from properties(below, here)
    yield from properties(schema.get("additionalProperties"), f"{route}.ID" if route else "ID")
    yield from properties(schema.get("items"), f"{route}[]")
    yield from (each for word in ("oneOf", "anyOf") for each in properties(schema.get(word), route))


@pytest.mark.parametrize("name", sorted(disk.schemas().keys() - ELSEWHERE))
def test_every_schema_property_is_documented(name: str) -> None:
    schema, known = disk.schemas()[name], coded(below(LANGUAGE))
    top = {block.text for block in below(LANGUAGE).blocks if isinstance(block, Heading)}
    found = list(properties(schema))
    assert found
    assert [each for each in found if each not in known | top] == []


def test_every_shared_value_is_documented() -> None:
    shared = disk.schemas()["common"]["$defs"]
    page = below(LANGUAGE)
    headings = {block.anchor for block in page.blocks if isinstance(block, Heading)}
    assert [name for name in shared if f"shared-{name}" not in headings] == []
    assert [each for schema in shared.values() for each in properties(schema) if each not in coded(page)] == []


def test_every_argument_property_is_documented() -> None:
    named = {name for block in below(WHEN).blocks if isinstance(block, Facts) for name, _ in block.pairs}
    schema = disk.schemas()["when"]["$defs"]
    inner = {name for about in schema.values() for word in about["properties"].values() for name in properties(word)}
    assert sorted(name for name in inner if name.partition(".")[0] not in named) == []


def test_reference_anchors_are_unique() -> None:
    for page in made().values():
        found = re.findall(r' id="([^"]+)"', html(page.blocks, Setting(page=page.path, headings=headings(page))))
        assert found
        assert len(found) == len(set(found))


@pytest.mark.parametrize("first", [LANGUAGE, WHEN])
def test_first_page_keeps_every_address(first: str) -> None:
    """A link to a word from before its page was split leads to its row, and from there to its part."""
    kept = set(anchors(made()[first]))
    assert [each for each in anchors(below(first)) if each not in kept] == []
    parts = {path: set(anchors(page)) for path, page in made().items()}
    led = [to.partition("#") for to in targets(made()[first]) if "#" in to]
    assert len(led) > 100
    assert [to for to in led if to[2] not in parts[to[0]]] == []
    assert {path for path in made() if path.startswith(first.removesuffix(".md") + "/")} <= {path for path, _, _ in led}


# Problem codes


def constants(node: ast.AST | None) -> Iterator[str]:
    """Yield the texts that an expression can evaluate to: a condition gives two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*constants(node.body), *constants(node.orelse))


def codes(path: Path) -> Iterator[str]:
    """Every problem code that a module uses: as `code=`, to `refuse`, as a variable, or as a wording's first part."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield from (each for word in node.keywords if word.arg == "code" for each in constants(word.value))
            if isinstance(node.func, ast.Name) and node.func.id == "refuse" and len(node.args) > 2:
                yield from constants(node.args[1])
        if isinstance(node, ast.Assign) and [each.id for each in node.targets if isinstance(each, ast.Name)] == [
            "code"
        ]:
            yield from constants(node.value)
        if isinstance(node, ast.FunctionDef) and isinstance(node.returns, ast.Name) and node.returns.id == "Wording":
            done = [each.value for each in ast.walk(node) if isinstance(each, ast.Return)]
            yield from (each for value in done if isinstance(value, ast.Tuple) for each in constants(value.elts[0]))


def test_problem_codes_are_those_in_use() -> None:
    used = {code for path in (TOP / "generator").rglob("*.py") for code in codes(path)}
    kept = {"line", "typed"}  # how a text is kept, which cannot be wrong
    assert set(consistency._FORMS) == set(get_args(get_type_hints(Form)["what"])) - kept
    assert sorted(used | {code for code, _ in consistency._FORMS.values()}) == sorted(CODES)


def test_problem_codes_are_sorted_and_documented() -> None:
    assert list(CODES) == sorted(CODES)
    (table,) = [block for block in made()[PROBLEMS].blocks if isinstance(block, Table)]
    assert [row.id for row in table.rows] == list(CODES)


def test_pages_are_in_the_reference_section() -> None:
    assert {page.section[0] for page in made().values()} == {"Reference"}
    assert [path for path, page in made().items() if page.listed] == [LANGUAGE, WHEN, PROBLEMS]
