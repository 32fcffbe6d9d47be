"""Corrections: for each problem code, a text with the problem, and the text after its advice was done."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from tests.read.test_advice import advice_of, problems
from tests.read.test_problems import CASES

from zonebook.problem_codes import CODES, EXAMPLES, described

Said = str | Mapping[str, str]
LONG: Mapping[str, Mapping[str, Said]] = yaml.safe_load(Path(__file__).with_name("corrections.yaml").read_text("utf-8"))
CORRECTIONS: Mapping[str, tuple[Said, Said]] = {
    **EXAMPLES,
    **{code: (each["wrong"], each["right"]) for code, each in LONG.items()},
}
SHOWN_ELSEWHERE: Mapping[str, str] = {
    **dict.fromkeys(("answer", "example"), "the smallest threat is long: tests/problems/house-threat-examples"),
    **dict.fromkeys(
        ("not-a-provider", "result"), "it takes an organisation and an audit: tests/problems/audit-without-sense"
    ),
    **dict.fromkeys(("layout", "schema"), "no model has it: tests/read/test_problems.py says why"),
    **dict.fromkeys(("too-deep", "too-large", "too-long", "too-many"), "what is too much is taken away"),
    **dict.fromkeys(("treatment", "duplicate-of-nothing"), "it takes two findings: tests/problems/duplicates.yaml"),
    "encoding": "bytes that are not UTF-8 are no text: tests/problems/latin-1",
    "evidence-path": "it takes a file beside the model: tests/problems/evidence-path",
}
"""The codes without a correction here, each with the reason."""


def codes(said: Said) -> set[str]:
    """Return the codes of the problems of a text of the system `x`, or of texts by their path below the models."""
    files = {"systems/x/model.yaml": said} if isinstance(said, str) else said
    return {each.code for each in problems({f"models/{path}": text.encode() for path, text in files.items()})}


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
    assert set(CODES) - followed - set(CORRECTIONS) == set(SHOWN_ELSEWHERE)
    assert set(SHOWN_ELSEWHERE) & set(CORRECTIONS) == set()
