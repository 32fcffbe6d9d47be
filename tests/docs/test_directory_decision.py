"""The worked decision of the documentation equals the output of the program."""

import re
from pathlib import Path

from zonebook import assembly
from zonebook.commands.explain_directory import choices

TOP = Path(__file__).resolve().parents[2]
DOC = TOP / "docs" / "method" / "directory-decision.md"
FENCE = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_worked_decision_equals_the_output() -> None:
    told = choices(assembly.load_and_assess(TOP / "models", "2026-12-01", "models"))
    said = next(text for text in told if text.startswith("Directory decision of corporate-directory,"))
    parts = FENCE.findall(DOC.read_text("utf-8"))
    assert len(parts) == 7
    assert "".join(parts) == said + "\n"
