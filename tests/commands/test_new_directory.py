"""The interview about a directory: it answers as the page does, reads words with suggestions, and writes one part."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.support import sites
from tests.support.catalogues import known
from tests.support.directories import assessed, customers, decided, first

from zonebook.commands import directory_answers, new_directory
from zonebook.commands.directory_answers import said
from zonebook.commands.explain_directory import explained
from zonebook.commands.new_directory import QUESTIONS, chosen
from zonebook.edge import terminal
from zonebook.read.yaml_text import read
from zonebook.views.system.directory import directory

DAY = "2026-12-01"


def words(decision: Mapping[str, Any]) -> Iterator[str]:
    """Return a decision as the words of a command line."""
    yield from (f"{name}={weight}" for name, weight in decision.get("needs", {}).items())
    for name, value in decision.items():
        if name != "needs":
            truth = {True: "yes", False: "no"}.get(value) if isinstance(value, bool) else None
            yield f"{name}={truth or ('+'.join(value) if isinstance(value, list) else value)}"


@pytest.mark.parametrize("customer", customers(), ids=lambda each: str(each["who"]))
def test_page_command_and_part_agree(customer: Mapping[str, Any]) -> None:
    decision = customer["decision"]
    asked = said((",".join(words(decision)),), known())
    assert asked.wrong == ()
    assert asked.decision == decision
    title = known().directories[customer["first"]].title
    (page,) = directory(assessed(decision))
    assert f"is asked for is met best by {title}" in json.dumps(page.blocks[0], default=str)
    judged = decided(asked.decision)
    assert f"is asked for is met best by {title}" in explained(judged, "").splitlines()[1]
    part = read("directory.yaml", directory_answers.written(chosen(judged, asked.decision)).encode()).data
    assert part["directory"]["choice"] == customer["first"]
    assert first(decided(part["directory"])) == customer["first"]


@pytest.mark.usefixtures("here")
def test_needs_are_answered_without_a_model() -> None:
    result = sites.asked("explain", "directory", "--needs", "group-policy,users=20", "--needs", "trusts=wanted")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Directory for these needs\nWhat is asked for is met best by Own directory.")
    assert "Not stated, and assumed:\n" in result.stdout


@pytest.mark.usefixtures("here")
def test_every_wrong_word_is_reported_at_once() -> None:
    result = sites.asked("explain", "directory", "--needs", "group-polici trusts=must users=many existing-ad=maybe x=1")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "zonebook: these needs cannot be read",
        "`group-polici` is neither a need nor a fact of a directory decision; did you mean `group-policy`?",
        "`trusts=must`: expected required or wanted",
        "`users=many`: expected a whole number, 0 or more",
        "`existing-ad=maybe`: expected yes or no",
        "`x` is neither a need nor a fact of a directory decision; `zonebook list capabilities` lists the needs",
    ]


@pytest.mark.usefixtures("here")
def test_unknown_region_is_a_problem_with_suggestion() -> None:
    result = sites.asked("explain", "directory", "--needs", "region_names=eu-central-11")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "did you mean `eu-central-1`?" in result.stderr


@pytest.mark.usefixtures("here")
def test_needs_belong_to_the_directory() -> None:
    result = sites.asked("explain", "server", "--needs", "group-policy")
    assert (result.exit_code, result.stderr) == (2, "zonebook: `--needs` belongs to `zonebook explain directory`\n")


@pytest.mark.usefixtures("here")
def test_part_is_printed_and_explained() -> None:
    result = sites.asked("new", "directory", "--needs", "backup=wanted,existing_ad=no")
    assert result.exit_code == 0
    assert result.stderr.startswith("Directory for these needs\n")
    part = read("directory.yaml", result.stdout.encode()).data["directory"]
    assert (part["needs"], part["existing_ad"]) == ({"backup": "wanted"}, False)
    assert part["choice"] in result.stdout


def test_part_is_written_once(here: Path) -> None:
    written = here / "models" / "systems" / "small" / "directory.yaml"
    result = sites.asked("new", "directory", "--needs", "group-policy", "--write", "small")
    assert (result.exit_code, result.stdout) == (0, "")
    text = written.read_text("utf-8")
    assert text.startswith("directory:\n  needs:\n    group-policy: required\n")
    assert sites.asked("check").exit_code == 0
    again = sites.asked("new", "directory", "--needs", "trusts", "--write", "small")
    assert again.exit_code == 2
    assert "is there already, and is left as it is" in again.stderr
    assert written.read_text("utf-8") == text


@pytest.mark.usefixtures("here")
def test_unknown_system_is_refused() -> None:
    result = sites.asked("new", "directory", "--needs", "trusts", "--write", "smal")
    assert result.exit_code == 2
    assert "there is no system" in result.stderr


@pytest.mark.usefixtures("here")
def test_without_terminal_needs_are_asked_for() -> None:
    result = sites.asked("new", "directory")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "`--needs`" in result.stderr


def interviewed(monkeypatch: pytest.MonkeyPatch, *answers: str) -> tuple[Any, list[str]]:
    """Return what the interview prints to these answers, and the questions that were asked."""
    left, asked = iter(answers), []

    def answer(question: str) -> str:
        asked.append(question)
        return next(left, "")

    monkeypatch.setattr(terminal, "asks", lambda: True)
    monkeypatch.setattr(terminal, "ask", answer)
    return sites.asked("new", "directory"), asked


@pytest.mark.usefixtures("here")
def test_interview_asks_at_most_ten_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    result, asked = interviewed(monkeypatch, "group-policy trusts=wanted", "200", "yes")
    assert result.exit_code == 0
    assert len(asked) == len(QUESTIONS) == 10
    part = read("directory.yaml", result.stdout.encode()).data["directory"]
    assert part["needs"] == {"group-policy": "required", "trusts": "wanted"}
    assert (part["users"], part["existing_ad"]) == (200, True)
    assert "regions" not in part


@pytest.mark.usefixtures("here")
def test_interview_leaves_out_what_cannot_apply(monkeypatch: pytest.MonkeyPatch) -> None:
    result, asked = interviewed(monkeypatch, "group-policy", "", "no")
    assert result.exit_code == 0
    assert len(asked) == 7
    assert not any("forest" in question for question in asked)


@pytest.mark.usefixtures("here")
def test_unreadable_answer_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    result, asked = interviewed(monkeypatch, "group-polcy", "group-policy", "many", "5")
    assert result.exit_code == 0
    assert "did you mean `group-policy`?" in result.stderr
    assert asked[0] == asked[1]
    assert asked[2] == asked[3]
    part = read("directory.yaml", result.stdout.encode()).data["directory"]
    assert (part["needs"], part["users"]) == ({"group-policy": "required"}, 5)


def test_questions_name_facts_of_the_decision() -> None:
    facts = [each.fact for each in new_directory.QUESTIONS if each.fact]
    assert set(facts) <= set(directory_answers.FACTS)
    assert len(set(facts)) == len(facts)
