"""The directory decisions on a terminal: the choice, the rules that hold, the reasons against each option."""

from pathlib import Path

from zonebook import assembly
from zonebook.commands.explain_directory import choices

MODELS = Path(__file__).parents[2] / "models"


def test_every_decision_is_explained() -> None:
    told = {text.splitlines()[0]: text for text in choices(assembly.load_and_assess(MODELS, "2026-11-23", "models"))}
    own = next(text for head, text in told.items() if "corporate-directory" in head)
    answer = "What is asked for is met best by Self-managed AD DS on EC2, new forest, under 1 condition."
    assert own.splitlines()[1] == f"{answer} It is the choice."
    assert "Full rights on the domain need domain controllers of one's own (domain-admin is required)" in own
    assert "AWS Managed Microsoft AD, Standard is ruled out" in own
    assert "    against: Domain or Enterprise Admin is required" in own


def test_best_option_comes_first() -> None:
    for text in choices(assembly.load_and_assess(MODELS, "2026-11-23", "models")):
        fits = [
            line for line in text.splitlines() if (line.startswith("  ") and " fits" in line) or "is ruled out" in line
        ]
        order = ["is ruled out" in line for line in fits]
        assert order == sorted(order)
