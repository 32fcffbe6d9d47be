"""The comment on a pull request, whatever the models say: safe, short, and with its verdict first."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import sites
from tests.support.histories import BASE, FLOWS, PLACE, SUPPORT, SYSTEM

from zonebook import assembly
from zonebook.assess.planning.comparison.risks import RiskChange
from zonebook.assess.planning.comparison.verdict import Bar, closing
from zonebook.pipeline import compare_assessments
from zonebook.write.comparison import markdown, picture, text
from zonebook.write.comparison.outcome import Outcome

HOSTILE = (
    "</details>", "<!-- zonebook:comment:v1 -->", "@everyone", "owner/repo#1", "https://example.com", "www.example.com",
    "[a](javascript:b)", "![a](b)", "| a |", "`` ` ``", "<script>", "\n::error::x", "\u202e", "-->|x|", '"]; click n0',
    "```\n# x", "GH-12", "0123456789abcdef",
)  # fmt: skip
LINKED = re.compile(r"@\w|https?://|www\.|\w#\d|GH-\d")
"""What a code host links, once the entities are read."""
MARKUP = re.compile(r"</details>|<script|<!--(?! zonebook:comment:v1 -->\n\*\*)|\n::|\]\(")
"""What no text of the models may become."""


def written(folder: Path, flows: str) -> Path:
    """Write the models of the base with these flows, and return their folder."""
    for name, said in {**BASE, f"{PLACE}/flows.yaml": flows, f"{PLACE}/system.yaml": SYSTEM}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(said, "utf-8")
    return folder / "models"


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The result for a change that opens the directory to the internet."""
    folder = tmp_path_factory.mktemp("states")
    old, new = (
        assembly.load_and_assess(written(folder / name, flows), sites.DAY)
        for name, flows in (("old", FLOWS), ("new", FLOWS + SUPPORT))
    )
    found = compare_assessments(old, new)
    bar = Bar()
    return Outcome(
        verdict="CLOSED",
        old="main",
        new="models",
        as_of=sites.DAY,
        bar=bar,
        comparison=found,
        closed=closing(found, bar),
    )


def spoilt(outcome: Outcome, said: str) -> Outcome:
    """Return the result with a text of the models in everything that is said of it."""
    assert outcome.comparison
    (system,) = outcome.comparison.systems

    def risk(each: RiskChange) -> RiskChange:
        return replace(each, title=said, because=(said,), closes=(said,), element=said, silenced=(said,))

    changed = replace(
        system,
        head=(said,),
        elements=tuple(replace(each, id=said, says=(said,)) for each in system.elements),
        findings=tuple(map(risk, system.findings)),
        possible=tuple(map(risk, system.possible)),
        paths=tuple(replace(each, asset=said, route=(said, said), bars=(said,)) for each in system.paths),
    )
    closed = tuple(replace(each, change=risk(each.change), because=said) for each in outcome.closed)
    comparison = replace(outcome.comparison, systems=(changed,), policy=(said,))
    return replace(outcome, old=said, new=said, comparison=comparison, closed=closed)


def own(comment: str) -> Iterator[str]:
    """Yield the parts of a comment that are no code and no end of a fold of ours."""
    yield from re.split(r"<code>.*?</code>|\n\n</details>(?=\n\n<details>|$)", comment)


@pytest.mark.parametrize("said", HOSTILE)
def test_hostile_text_stays_text(outcome: Outcome, said: str) -> None:
    comment = markdown.printed(spoilt(outcome, said))
    assert [found[0] for part in own(comment) if (found := LINKED.search(unescape(part)))] == []
    assert [found[0] for part in own(comment) if (found := MARKUP.search(part))] == []
    assert comment.count("<details>") == comment.count("</details>")
    assert comment.count("<!--") == 1
    assert comment.splitlines()[1].startswith("**Zonebook: CLOSED.** ")


def test_the_probe_finds_what_it_looks_for() -> None:
    assert all(LINKED.search(each) for each in ("@everyone", "https://x", "www.x", "o/r#1", "GH-1"))
    assert all(MARKUP.search(each) for each in ("a </details> b", "<script>", "<!-- x", "\n::error", "[a](b)"))


@given(st.text(max_size=300))
def test_terminal_gets_no_control_characters(said: str) -> None:
    printed = text.printed(
        Outcome(verdict="NOT COMPARED", old="a", new="b", as_of=sites.DAY, bar=Bar(), refusal=said, command=said)
    )
    assert printed.count("\n") == 0
    assert "\x1b" not in printed


def test_long_comment_keeps_verdict_and_lines(outcome: Outcome) -> None:
    assert outcome.comparison
    (system,) = outcome.comparison.systems
    wordy = tuple(replace(each, title="@" * 200, because=("*" * 200,)) for each in system.findings)
    many = tuple(replace(system, id=f"system-{n}", findings=wordy) for n in range(40))
    comment = markdown.printed(replace(outcome, comparison=replace(outcome.comparison, systems=many)))
    assert len(comment) <= markdown.MOST_CHARACTERS
    assert comment.startswith(f"{markdown.MARKER}\n**Zonebook: CLOSED.** ")
    assert "- New: " in comment
    assert "Left out, as the comment would be too long: " in comment
    assert "Left out" not in markdown.printed(outcome)


def test_picture_is_small_and_plain(outcome: Outcome) -> None:
    found = picture.edges(outcome)
    assert [(each.mark, each.source, each.target) for each in found] == [("+", "people", "dc-1")]
    spoiled = picture.edges(spoilt(outcome, "a"))
    assert len({each.source for each in spoiled} | {each.target for each in spoiled}) <= picture.MOST_NODES
    many = [picture.Edge("+", f"a{n}", "b", "c") for n in range(5)]
    chart = picture.chart(many).splitlines()
    assert chart[0] == "flowchart LR"
    assert sum("==>" in each for each in chart) == 5
