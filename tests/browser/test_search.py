"""The search of the reference site, asked in a browser as a reader asks it, from a folder and from a server."""

import shutil
from pathlib import Path

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from tests.support.browser import Browser
from tests.support.sites import TOP

from zonebook.mkdocs_support.scripts import WORKER

pytestmark = pytest.mark.browser
MOST = 1_500_000
"""The most bytes of the index, which a browser loads before the first result."""
FIRST = 10
"""How many results a reader looks at."""
TOP_RESULTS = 2
"""The first result, and the part of its page that was found, which is listed below it."""
ASKED = """
new Promise((found) => {
  const toggle = document.querySelector("[data-md-toggle=search]");
  if (!toggle.checked) toggle.click();
  const input = document.querySelector(".md-search__input");
  input.focus();
  input.value = WORDS;
  for (const name of ["keydown", "input", "keyup", "change"]) input.dispatchEvent(new Event(name, {bubbles: true}));
  const look = setInterval(() => {
    const meta = document.querySelector(".md-search-result__meta").textContent;
    const links = [...document.querySelectorAll(".md-search-result__link")].map(({href, textContent}) =>
      [new URL(href).pathname, new URL(href).hash, textContent.replace(/\\s+/g, " ").trim()]);
    if (links.length && input.value === WORDS) { clearInterval(look); setTimeout(() => found(links), 0); }
  }, 100);
  setTimeout(() => { clearInterval(look); found([]); }, 20000);
})
"""


def results(browser: Browser, address: str, words: str) -> list[tuple[str, str, str]]:
    """Return what the search of a newly opened page finds, best first: the path of the page, the anchor, the words."""
    browser.visit(address)
    return [tuple(each) for each in browser.ask(ASKED.replace("WORDS", repr(words)))]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("A.8.13", "catalogue/frameworks/iso-27001-2022.html#requirements-a-8-13"),
        ("AC-2", "catalogue/frameworks/nist-800-53-r5.html#requirements-ac-2"),
        ("AC-1", "catalogue/frameworks/nist-800-53-r5.html#requirements-ac-1"),
        ("AC-2(3)", "catalogue/frameworks/nist-800-53-r5.html#requirements-ac-2-3"),
        ("IAM-02", "catalogue/frameworks/csa-ccm-4.html#requirements-iam-02"),
        ("T1078", "catalogue/frameworks/mitre-attack-19.html#requirements-t1078"),
        ("CIS 1.4", "catalogue/frameworks/cis-aws-3-0.html#requirements-1-4"),
        ("S3", "catalogue/kinds/aws-abstracted-s-z.html#amazon-s3"),
        ("RD Gateway", "systems/corporate-directory/services/rd-gateway.html"),
        ("CORP-DC1", "systems/directory-extension/services/corp-dc-1.html"),
        ("landing-zone", "systems/landing-zone/index.html"),
        ("mail-sender", "systems/web-shop/services/mail-sender.html"),
    ],
)
def test_number_id_or_name_is_found_first(browser: Browser, site: Path, words: str, place: str) -> None:
    found = results(browser, (site / "index.html").as_uri(), words)
    assert f"{site}/{place}" in ["".join(each[:2]) for each in found[:TOP_RESULTS]], found[:FIRST]


def test_entry_of_a_shared_page_is_found(browser: Browser, site: Path) -> None:
    found = results(browser, (site / "index.html").as_uri(), "radius-weak")
    place = f"{site}/catalogue/threats/active-directory-other.html#radius-weak"
    assert place in ["".join(each[:2]) for each in found[:FIRST]], found[:FIRST]


def test_pages_of_the_models_come_first(browser: Browser, site: Path) -> None:
    found = results(browser, (site / "start.html").as_uri(), "domain controller")
    assert found[0][0].startswith(f"{site}/systems/"), found[:5]


def test_search_works_from_a_server(browser: Browser, server: str) -> None:
    found = results(browser, f"{server}/systems/web-shop/register.html", "kerberos")
    assert found
    assert all(path.endswith(".html") for path, _, _ in found)


def test_index_is_small(site: Path) -> None:
    assert {path.name: size for path in (site / "search").iterdir() if (size := path.stat().st_size) > MOST} == {}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a page in Chinese and Japanese, in a site that is searched as this repository's own."""
    top = tmp_path_factory.mktemp("cjk")
    (top / "docs").mkdir()
    shutil.copy(TOP / "generator" / "zonebook" / "assets" / WORKER, top / "docs")
    (top / "docs" / "text.md").write_text(
        "# 身份\n\n本系统使用域控制器进行身份验证。ドメインコントローラーの台数。\n", "utf-8"
    )
    config = yaml.safe_load((TOP / "mkdocs.yml").read_text("utf-8"))
    config |= {"nav": ["text.md"], "extra": {"polyfills": [WORKER]}}
    config["plugins"] = [each for each in config["plugins"] if "zonebook" not in each]
    (top / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    build(load_config(str(top / "mkdocs.yml")))
    return (top / "site" / "text.html").as_uri()


@pytest.mark.parametrize("words", ["控制器", "コントローラー"])
def test_word_within_text_without_blanks_is_found(browser: Browser, written: str, words: str) -> None:
    assert [path.rpartition("/")[2] for path, _, _ in results(browser, written, words)] == ["text.html"]
    assert results(browser, written, "门户") == []
