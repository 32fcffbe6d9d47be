"""Corrections: for each problem code, a text with the problem, and the text after its advice was done."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.read.test_advice import advice_of, problems
from tests.read.test_problems import CASES

from zonebook.problem_codes import CODES, EXAMPLES, described
from zonebook.read.layout import laid_out
from zonebook.read.schema import Schemas
from zonebook.read.yaml_text import read
from zonebook.values import BrokenError

PATH = "models/systems/x/model.yaml"

Said = str | bytes | Mapping[str, str]


def made(correction: Mapping[str, Any]) -> tuple[Said, Said]:
    """Return the texts before and after a correction that says what is replaced by what, or has both."""
    wrong, right = correction["wrong"], correction["right"]
    if not isinstance(right, list):
        return wrong, right
    old, new = right
    texts = wrong if isinstance(wrong, dict) else {"": wrong}
    assert sum(text.count(old) for text in texts.values()) == 1
    replaced = {path: text.replace(old, new) for path, text in texts.items()}
    return wrong, replaced if isinstance(wrong, dict) else replaced[""]


LONG: Mapping[str, Mapping[str, Any]] = yaml.safe_load(Path(__file__).with_name("corrections.yaml").read_text("utf-8"))
TAGS = ("tags: [t" + ", t".join(map(str, range(250_000))) + "]").join(("{", "}"))
REMARKS = ("# " + "-" * 998 + "\n") * 5_000
MADE: Mapping[str, tuple[Said, Said]] = {
    "encoding": ("system: {title: Café}".encode("latin-1"), "system: {title: Café}".encode()),
    "too-deep": (f"system: {{title: T, tags: {'[' * 64}a{']' * 64}}}", "system: {title: T, tags: [a]}"),
    "too-large": (
        f"{REMARKS}{REMARKS}{{system: {{title: T}}, zones: {{a: {{trust: 1}}}}}}",
        {
            "systems/x/system.yaml": f"{REMARKS}system: {{title: T}}",
            "systems/x/zones.yaml": f"{REMARKS}zones: {{a: {{trust: 1}}}}",
        },
    ),
    "too-long": (f"system: {{title: T, summary: {'a' * 70_000}}}", "system: {title: T, summary: See the handbook.}"),
    "too-many": (
        f"{{system: {{title: T}}, data: {{a: {TAGS}, b: {TAGS}}}}}",
        {
            "systems/x/system.yaml": f"{{system: {{title: T}}, data: {{a: {TAGS}}}}}",
            "systems/x/data.yaml": f"data: {{b: {TAGS}}}",
        },
    ),
}
"""Corrections of what is no text, or would be too long to be written here."""
CORRECTIONS: Mapping[str, tuple[Said, Said]] = {
    **EXAMPLES,
    **MADE,
    **{code: made(each) for code, each in LONG.items()},
}
ANOTHER_WAY = {"layout", "schema"}
"""The codes that no model has: the command that formats has the one, a schema of another program the other."""


def codes(said: Said) -> set[str]:
    """Return the codes of the problems of a text of the system `x`, or of texts by their path below the models."""
    files = said if isinstance(said, Mapping) else {"systems/x/model.yaml": said}
    texts = {path: text if isinstance(text, bytes) else text.encode() for path, text in files.items()}
    return {each.code for each in problems({f"models/{path}": text for path, text in texts.items()})}


@pytest.mark.parametrize("code", CORRECTIONS)
def test_correction_ends_its_problem(code: str) -> None:
    wrong, right = CORRECTIONS[code]
    assert (codes(wrong), codes(right)) == ({code}, set())


def test_reference_shows_its_examples() -> None:
    shown = {code: described(code) for code in CODES}
    assert [code for code, words in shown.items() if not words.startswith(CODES[code])] == []
    assert [code for code, pair in EXAMPLES.items() if not all(f"`{text}`" in shown[code] for text in pair)] == []
    assert (list(EXAMPLES), len(EXAMPLES) >= 20) == (sorted(EXAMPLES), True)
    assert set(EXAMPLES) & set(LONG) == set()


def test_every_code_is_corrected_or_followed() -> None:
    followed = {problem.code for case in CASES for problem in advice_of(case)}
    assert set(CODES) - followed - set(CORRECTIONS) == ANOTHER_WAY
    assert set(CORRECTIONS) - set(CODES) == set()


def test_moved_comment_ends_the_problem_of_layout() -> None:
    with pytest.raises(BrokenError) as broken:
        laid_out(PATH, b"a: 1\nb: {c: 1, # of c\n  d: 2}\n")
    assert [each.code for each in broken.value.problems] == ["layout"]
    assert laid_out(PATH, b"a: 1\n# of c\nb: {c: 1, d: 2}\n").startswith(b"a: 1\n# of c\n")


def test_expected_value_ends_the_problem_of_a_schema() -> None:
    schemas = Schemas({"system": {"type": "object", "properties": {"a": {"const": 1}}}})
    wrong, right = (schemas.check(read(PATH, text), "system") for text in (b"a: 2", b"a: 1"))
    assert [(each.code, each.message) for each in wrong] == [("schema", "1 was expected")]
    assert list(right) == []
