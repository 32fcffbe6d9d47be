"""The prose of the code keeps to the terms of the field: one noun for one thing, and a verb at the begin."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "generator" / "zonebook"
REPLACED = {
    "report, say, describe, text": r"tells?|told",
    "element, subject": r"things?",
    "the organisation, your own entries, the local catalogue": r"the house|house entr(?:y|ies)",
    "not stated": r"nobody states|is not said",
    "did not match, not applicable": r"in vain",
    "source; protocols of a flow": r"voices?|heard",
    "control relation": r"powers? over",
    "sensitivity, sensitive": r"worthy",
    "contradicts": r"gives? the lie",
    "fix, remove": r"mend(?:ed|s)?",
    "status of a control": r"standpoint",
    "the pipeline, the interface": r"the river|the waist",
}
"""What is written, and what is not written for it any more."""
MOST_GIVE = 0.05


@cache
def trees() -> tuple[tuple[Path, ast.Module], ...]:
    return tuple((path, ast.parse(path.read_text("utf-8"))) for path in sorted(PACKAGE.rglob("*.py")))


def is_manual(node: ast.AST) -> bool:
    """Whether a docstring is a manual page of the language, which has readers of its own."""
    return isinstance(node, ast.FunctionDef) and any("word(" in ast.unparse(each) for each in node.decorator_list)


def prose() -> Iterator[tuple[str, str]]:
    """Every docstring and comment, with where it is."""
    for path, tree in trees():
        name = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and not is_manual(node):
                yield f"{name}: {getattr(node, 'name', '')}", ast.get_docstring(node) or ""
        for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline):
            if token.type == tokenize.COMMENT:
                yield f"{name}:{token.start[0]}", token.string


def test_replaced_words_stay_away() -> None:
    found = [
        f"{where}: {word[0]} (write: {instead})"
        for where, text in prose()
        for instead, words in REPLACED.items()
        for word in re.finditer(rf"\b(?:{words})\b", text, re.IGNORECASE)
    ]
    assert found == []


def test_docstrings_seldom_begin_with_give() -> None:
    functions = [node for _, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    begins = [text.split()[0] for node in functions if (text := ast.get_docstring(node))]
    assert len(begins) > 1000
    assert begins.count("Give") < MOST_GIVE * len(begins)
