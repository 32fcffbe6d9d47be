import re
from functools import cache
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from markdown.extensions.toc import slugify

from zonebook import assembly
from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.finding import Finding
from zonebook.assess.risk.scales import NIST
from zonebook.cli import main
from zonebook.edge import disk
from zonebook.mkdocs_support.options import ZonebookConfig
from zonebook.model.vocabulary import LEVELS
from zonebook.pipeline import render_pages
from zonebook.present.page_paths import LANGUAGE, PROBLEMS, WHEN

TOP = Path(__file__).resolve().parents[2]
DOCS = TOP / "docs"
README, START, METHOD, INDEX = TOP / "README.md", DOCS / "start.md", DOCS / "method.md", DOCS / "reference" / "index.md"
DAY = "2026-12-01"
WORKED = (
    "domain-controller-administered-from-members@members-administer-dc",
    "desktop-from-anywhere@virtual-desktops",
    "cluster-endpoint-public@forecast-cluster",
)
FENCE = re.compile(r"^```(\w+)(?: title=\S+)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def fenced(path: Path, language: str) -> list[str]:
    return [body for named, body in FENCE.findall(text(path)) if named == language]


@cache
def judged() -> Assessment:
    return assembly.load_and_assess(TOP / "models", DAY, "models")


@cache
def generated() -> frozenset[str]:
    """The paths of the pages that the program makes."""
    pages = render_pages(judged(), disk.schemas())
    return frozenset(page.path for page in pages)


def zonebook(*words: str) -> Result:
    return CliRunner().invoke(main, words, catch_exceptions=False)


def shop(*parts: str) -> None:
    """Write the system of the first pages into the current folder."""
    path = Path("models/systems/shop/shop.yaml")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(parts), encoding="utf-8")


# README


def test_readme_model_gives_its_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (model,) = fenced(README, "yaml")
    assert len(model.splitlines()) == 10
    shop(model)
    checked = zonebook("check", "--fail-on", "very-high", "--as-of", DAY)
    assert checked.exit_code == 1
    assert fenced(README, "text") == [checked.output]


def test_start_continues_the_readme() -> None:
    assert fenced(START, "yaml")[0] == fenced(README, "yaml")[0]
    assert fenced(README, "text")[0].splitlines()[0] in "".join(fenced(START, "text")).splitlines()


# Commands and settings


def test_every_command_and_option_is_documented() -> None:
    said = text(INDEX)
    commands = main.commands
    names = [f"`zonebook {name}" for name in commands]
    options = {
        option
        for command in (main, *commands.values())
        for parameter in command.get_params(click.Context(command))
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    }
    assert [name for name in names if name not in said] == []
    assert sorted(option for option in options if f"`{option}" not in said) == []


def test_every_plugin_setting_is_documented() -> None:
    assert [name for name, _ in ZonebookConfig._schema if f"| `{name}` |" not in text(INDEX)] == []


# Method


def spoken(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def level(name: str) -> str:
    return name.replace("-", " ")


@pytest.mark.parametrize("name", WORKED)
def test_worked_sum_matches_the_program(name: str) -> None:
    found: dict[str, Finding] = {each.id: each for at in judged().systems.values() for each in at.findings}
    part = text(METHOD).split(f"[`{name}`]")[1].split("`zonebook explain")[0].split("[`")[0].split("**:")[0]
    risk = found[name].risk
    three = (("inherent", risk.inherent), ("now", risk.current), ("as planned", risk.target))
    assert [line for line in part.splitlines() if line.startswith("|")] == [
        "| What | From | To | Because |",
        "|---|---|---|---|",
        *(spoken(step.what, level(step.before), level(step.after), step.because) for step in risk.steps),
        "| Risk | Likelihood | Impact | Level |",
        "|---|---|---|---|",
        *(spoken(word, level(each.likelihood), level(each.impact), level(each.level)) for word, each in three),
    ]


def test_worked_status_matches_the_program() -> None:
    found = {each.id: each for at in judged().systems.values() for each in at.findings}
    assert [found[name].state for name in WORKED] == ["open", "carried", "mitigated"]
    assert [reply.standing.status for reply in found[WORKED[0]].replies if reply.lowers] == [
        "partial", "planned", "not-applicable", "not-stated",
    ]  # fmt: skip


def test_residual_risk_matches_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOP)
    (said,) = fenced(DOCS / "method" / "residual-risk.md", "text")
    assert zonebook("explain", WORKED[0], "--as-of", DAY).stdout == said


def test_silent_shop_is_not_all_clear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = DOCS / "method" / "known-and-possible.md"
    shop(*fenced(page, "yaml"))
    Path("models/organisation.yaml").write_text("organisation: {title: Example}\nparties: {shop-team: {}}\n", "utf-8")
    assert fenced(page, "text") == [zonebook("check", "--as-of", DAY).output]
    assert zonebook("check", "--fail-on-possible", "high", "--as-of", DAY).exit_code == 1


def test_method_table_is_the_one_used() -> None:
    for likelihood in LEVELS:
        row = spoken(f"**{level(likelihood)}**", *(level(NIST[likelihood][impact]) for impact in LEVELS))
        assert row in text(METHOD)


# Links


def anchors(path: Path) -> set[str]:
    """Return the anchors of the headings of a page."""
    return {slugify(each, "-") for each in re.findall(r"^#+ (.*)$", text(path), re.MULTILINE)}


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: str(path.relative_to(DOCS)))
def test_doc_links_lead_to_existing_pages(path: Path) -> None:
    inside = [link.partition("#")[0] for link in LINK.findall(text(path)) if "://" not in link]
    targets = [(path.parent / link).resolve() for link in inside if link]
    lost = [each for each in targets if not each.is_file() and each.relative_to(DOCS).as_posix() not in generated()]
    assert lost == []


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: str(path.relative_to(DOCS)))
def test_doc_anchors_lead_to_headings(path: Path) -> None:
    pairs = [link.split("#") for link in LINK.findall(text(path)) if "#" in link and "://" not in link]
    targets = [((path.parent / page).resolve() if page else path, anchor) for page, anchor in pairs]
    assert [(page, anchor) for page, anchor in targets if page.is_file() and anchor not in anchors(page)] == []


@pytest.mark.parametrize("path", [README, TOP / "CONTRIBUTING.md"], ids=lambda path: path.name)
def test_top_level_links_lead_to_files(path: Path) -> None:
    inside = [link.partition("#")[0] for link in LINK.findall(text(path)) if "://" not in link]
    assert [link for link in inside if not (TOP / link).is_file()] == []


def test_every_decision_is_listed() -> None:
    names = [path.name for path in sorted((DOCS / "decisions").glob("[0-9]*.md"))]
    assert re.findall(r"\]\((\d{4}-[a-z-]+\.md)\)", text(DOCS / "decisions" / "index.md")) == names


def test_every_handwritten_page_is_in_navigation() -> None:
    navigation = text(TOP / "mkdocs.yml").partition("\nnav:")[2]
    names = [path.relative_to(DOCS).as_posix() for path in sorted(DOCS.rglob("*.md"))]
    assert [name for name in (*names, LANGUAGE, WHEN, PROBLEMS) if name not in navigation] == []
