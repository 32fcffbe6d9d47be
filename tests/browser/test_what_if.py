"""The directory what-if says in the browser what the build says of the same decision."""

import json
import random
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.support.browser import Browser
from tests.support.directories import assessed, customers, decided

import zonebook
from zonebook.assess.system import SystemAssessment
from zonebook.document.page import Page, WhatIf
from zonebook.mkdocs_support.scripts import SCRIPTS
from zonebook.present.what_if import rules
from zonebook.views.organisation.what_if import what_if
from zonebook.write import markdown
from zonebook.write.markdown.inline import Setting

pytestmark = pytest.mark.browser

ASSETS = Path(zonebook.__file__).with_name("assets")
NEEDED = (
    *(f"table/{name}.js" for name in ("text", "address", "controls")),
    *(name for name in SCRIPTS if name.startswith("what_if/")),
)
OTHERS = 40
"""How many decisions by chance are held beside those of the customers."""
TRUSTED = {
    "services": {"cloud": {"kind": "aws-managed-microsoft-ad"}, "office": {"kind": "on-premises-domain-controller"}},
}
RANKED = """
((data, decisions) => decisions.map((said) => zbDirectory.ranked(data, said).map(
  (each) => [each.option, each.fit, each.against, each.open, each.rank, each.behind]
)))(%s, %s)
"""
READ = """
(() => {
  const all = (what) => [...document.querySelectorAll(what)];
  const first = (what) => document.querySelector(what).textContent;
  const options = all(".zb-order > li").map((each) => each.querySelector("a").textContent);
  return {options, told: first(".zb-first"), needs: first(".zb-what-if-form fieldset:nth-of-type(3) legend")};
})()
"""
SET = """
((title, value) => {
  const label = [...document.querySelectorAll(".zb-what-if-form label")].find((each) => each.textContent === title);
  const part = document.getElementById(label.htmlFor);
  if (part.type === "checkbox") part.checked = value;
  else part.value = value;
  part.dispatchEvent(new Event("input", {bubbles: true}));
})(%s, %s)
"""


def told(judged: SystemAssessment) -> list[list[Any]]:
    """What the build says of the options of a decision, in order."""
    return [
        [each.option, each.fit, list(each.against), list(each.open_), list(each.rank), each.behind]
        for each in judged.options
    ]


def said(judged: SystemAssessment) -> Mapping[str, Any]:
    """The decision as the page has it."""
    decision = judged.resolved.system.directory
    assert decision
    return rules.decided(judged.resolved, decision)


@cache
def page() -> Page:
    """The page of an organisation with one decision: people sign in to desktops by the domain that they have."""
    (found,) = what_if(assessed({"needs": {"workspaces": "required"}, "existing_ad": True}))
    return found


def block() -> WhatIf:
    (found,) = [each for each in page().blocks if isinstance(each, WhatIf)]
    return found


def by_chance(seed: int) -> Iterator[dict[str, Any]]:
    """Decisions that no author thought of, the same ones each time."""
    dice = random.Random(seed)  # noqa: S311  no secret
    data = block().data
    needs = [each["id"] for each in data["capabilities"] if not each["forest"]]
    facts: dict[str, list[Any]] = {each["name"]: each["values"] for each in data["form"]["choices"]}
    lists = {each["name"]: [value for value, _ in each["values"]] for each in data["form"]["ticks"]}
    for _ in range(OTHERS):
        asked = {each: dice.choice(("required", "wanted")) for each in dice.sample(needs, dice.randint(0, 6))}
        decision: dict[str, Any] = {"needs": asked}
        numbers = {"users": 60000, "objects": 600000, "shared_accounts": 600}
        decision |= {name: dice.randint(0, most) for name, most in numbers.items() if dice.random() < 0.5}
        for name, values in facts.items():
            if dice.random() < 0.6:
                decision[name] = {"true": True, "false": False}.get(word := dice.choice(values)[0], word)
        for name, values in lists.items():
            if dice.random() < 0.4:
                decision[name] = dice.sample(values, 2)
        yield decision


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page with its scripts and nothing else."""
    file = tmp_path_factory.mktemp("what-if") / "what-if.html"
    shown = markdown.blocks.html((block(),), Setting(page=page().path))
    scripts = "".join(f'<script src="{(ASSETS / name).as_uri()}"></script>' for name in NEEDED)
    file.write_text(f"<!doctype html><meta charset=utf-8><body>{shown}{scripts}</body>", encoding="utf-8")
    return file.as_uri()


def ranked(browser: Browser, decisions: list[Mapping[str, Any]]) -> list[list[list[Any]]]:
    found: list[list[list[Any]]] = browser.ask(RANKED % (json.dumps(block().data), json.dumps(decisions)))
    return found


def test_order_equals_that_of_the_build(browser: Browser, address: str) -> None:
    browser.visit(address)
    decisions = [each["decision"] for each in customers()] + list(by_chance(seed=7))
    judged = [decided({**each, "needs": dict(sorted(each.get("needs", {}).items()))}) for each in decisions]
    assert len(judged) > 70
    found = ranked(browser, [said(each) for each in judged])
    for decision, here, there in zip(decisions, found, judged, strict=True):
        assert here == told(there), decision
    assert {row[1] for each in found for row in each} == {"fits", "open", "fails"}


@pytest.mark.parametrize("direction", ["one-way", "two-way"])
def test_trusts_of_the_model_count_as_in_the_build(browser: Browser, address: str, direction: str) -> None:
    browser.visit(address)
    across = {"from": "office", "to": "cloud", "kind": "forest", "direction": direction}
    across["settings"] = {"needed-by": "aws-enterprise-applications"}  # type: ignore[assignment]
    decision = {"needs": {"rds-sql-server": "required", "workspaces": "required"}, "choice": "managed-ad-standard"}
    judged = decided(decision, {**TRUSTED, "trusts": {"across": across}})
    (found,) = ranked(browser, [said(judged)])
    assert found == told(judged)
    conditions = next(row[3] for row in found if row[0] == "managed-ad-standard")
    assert any("across" in each for each in conditions) is (direction == "one-way")


def test_what_is_chosen_is_weighed_at_once(browser: Browser, address: str) -> None:
    browser.visit(address)
    begun = browser.ask(READ)
    first = decided({"needs": {"workspaces": "required"}, "existing_ad": True})
    titles = {each["id"]: each["title"] for each in block().data["options"]}
    assert begun["options"] == [titles[each.option] for each in first.options]
    assert begun["needs"] == "Needs: 1"
    browser.ask(SET % ('"Domain or Enterprise Admin"', '"required"'))
    browser.ask(SET % ('"There is an Active Directory already"', '"false"'))
    changed = browser.ask(READ)
    other = decided({"needs": {"workspaces": "required", "domain-admin": "required"}, "existing_ad": False})
    assert changed["options"] == [titles[each.option] for each in other.options] != begun["options"]
    assert changed["told"] == f"First comes {changed['options'][0]}."
    browser.ask("[...document.querySelectorAll('.zb-begin-bar button')][0].click()")
    assert browser.ask(READ) == begun


def test_what_was_chosen_stands_in_the_address(browser: Browser, address: str) -> None:
    browser.visit(address)
    browser.ask(SET % ('"Domain or Enterprise Admin"', '"required"'))
    browser.ask(SET % ('"Users"', '"700"'))
    browser.ask(SET % ('"Amazon FSx for Windows File Server"', "true"))
    chosen, hash_ = browser.ask(READ), browser.ask("location.hash")
    assert "need-domain-admin=required" in hash_
    browser.visit(address + hash_)
    assert browser.ask(READ) == chosen
    browser.ask("[...document.querySelectorAll('.zb-begin-bar button')][0].click()")
    assert browser.ask("location.hash") == ""
    assert browser.ask(READ)["needs"] == "Needs: 1"


def test_what_excludes_each_other_is_named(browser: Browser, address: str) -> None:
    browser.visit(address)
    browser.ask(SET % ('"Closing the data centre"', '"required"'))
    assert "refused" not in browser.ask(READ)["told"]
    browser.ask(SET % ('"There is an Active Directory already"', '"false"'))
    assert "there is no Active Directory. A model that states this is refused." in browser.ask(READ)["told"]


def test_every_control_has_a_label(browser: Browser, address: str) -> None:
    visit = browser.visit(address)
    assert visit.complaints == []
    silent = "[...document.querySelectorAll('select, input')].filter((each) => !each.labels.length).length"
    assert browser.ask(silent) == 0
    assert browser.ask("document.querySelectorAll('[style], [onclick], [onchange]').length") == 0
