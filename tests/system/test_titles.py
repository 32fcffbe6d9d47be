"""With any title, the site passes its own check; and the check finds broken links."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser, LexborNode
from tests.support import sites

from zonebook.edge.site_check import link_check

ORGANISATION = """\
organisation: {title: TITLE, classifications: {internal: {title: TITLE}}}
parties: {team: {title: TITLE}}
accounts: {shared: {title: TITLE, provider: aws, kind: cloud-account}}
"""
SYSTEM = """\
system: {title: TITLE, summary: A small system., owner: team, criticality: low}
parties: {vendor: {title: TITLE}}
data: {orders: {title: TITLE, classification: internal}}
accounts: {own: {title: TITLE, provider: aws, kind: cloud-account}}
zones:
  outside: {title: TITLE, trust: 0}
  inside: {title: TITLE, trust: 3, enforced_by: [subnet]}
actors: {people: {title: TITLE, zone: outside}}
networks: {net: {title: TITLE, kind: vpc, account: own}}
services:
  server-1: {title: TITLE, kind: server, zone: inside, network: net, owner: vendor, holds: [orders]}
  dc-1: {title: TITLE, kind: domain-controller, zone: inside}
  dc-2: {title: TITLE, kind: domain-controller, zone: outside}
flows:
  people-to-server: {title: TITLE, from: people, to: server-1, protocols: [web], carries: [orders], encrypted: none}
identities: {role-1: {title: TITLE, kind: role, in: own}}
trusts: {trust-1: {title: TITLE, kind: forest-trust, from: dc-1, to: dc-2}}
"""
MANY = (ORGANISATION + SYSTEM).count("TITLE")
MEANING = (
    *("src=any", ", id=x ", ' href="gone.html"', "<img src=gone.png>", "</td>", "&#34;", "&lt;", "[a](gone.md)"),
    *("![a](b)", "`", "{{ x }}", "{% raw %}", "{# ", "{: #id }", "--8<--", "*[A]: b", "!!! note", "url(gone.png)"),
    *("|", "\\", "'", '"', "#"),
)
PRINTABLE = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))
SITES = int(os.environ.get("ZONEBOOK_SITES", "8"))
"""The number of generated sites; `make laws` builds 50."""
TITLE = st.lists(st.sampled_from(MEANING) | st.text(PRINTABLE, max_size=8), min_size=1, max_size=4).map("".join)


def titled(text: str, titles: list[str]) -> str:
    """The model with a title in each place that allows one."""
    for title in titles:
        text = text.replace("TITLE", json.dumps(title, ensure_ascii=False), 1)
    return text


@settings(max_examples=SITES, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(titles=st.lists(TITLE.filter(str.strip).map(lambda text: text[:200]), min_size=MANY, max_size=MANY))
def test_any_title_passes_the_check(here: Path, titles: list[str]) -> None:
    split = ORGANISATION.count("TITLE")
    (here / "models" / "organisation.yaml").write_text(titled(ORGANISATION, titles[:split]), "utf-8")
    (here / sites.MODEL).write_text(titled(SYSTEM, titles[split:]), "utf-8")
    config = load_config(str(here / "mkdocs.yml"))
    build(config)
    assert link_check.faults(Path(config.site_dir)) == []


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site that passes its check."""
    folder = tmp_path_factory.mktemp("corrupted")
    repository = sites.repository(folder / "here")
    made = sites.run("site", "--as-of", sites.DAY, cwd=repository, env=sites.frozen(folder / "frozen"))
    assert made.code == 0, made
    return repository / "site"


def linked(page: LexborHTMLParser) -> list[tuple[LexborNode, str]]:
    """Return the elements of a page that link or load within the site, each with its address attribute."""
    found = [
        (node, name) for node in page.css("*") for name in ("href", "xlink:href", "src") if name in node.attributes
    ]
    return [(node, name) for node, name in found if ":" not in (node.attributes[name] or ":")]


def faults_of(site: Path, path: Path, page: LexborHTMLParser) -> set[str]:
    """Return the location and target of each fault of the site once a page is rewritten."""
    whole = path.read_bytes()
    path.write_text(page.html or "", "utf-8")
    try:
        return {fault.rpartition(": ")[0] for fault in link_check.faults(site)}
    finally:
        path.write_bytes(whole)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_broken_link_is_found(site: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(site.rglob("*.html"))).filter(lambda each: each.name != "404.html"))
    page = LexborHTMLParser(path.read_bytes())
    node, name = data.draw(st.sampled_from(linked(page)))
    to = data.draw(st.sampled_from(("gone.html", "#gone", "../" * 9 + "up.html", "?x#gone")))
    node.attrs[name] = to
    assert faults_of(site, path, page) == {f"{path.relative_to(site).as_posix()}: {to}"}


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_lost_anchor_is_found(site: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(site.rglob("*.html"))))
    page = LexborHTMLParser(path.read_bytes())
    inside = {str(node.attributes["href"])[1:] for node in page.css("a[href^='#']")}
    places = [node for node in page.css("[id]") if node.attributes["id"] in inside]
    if places:
        node = data.draw(st.sampled_from(places))
        lost = node.attributes["id"]
        del node.attrs["id"]
        assert f"{path.relative_to(site).as_posix()}: #{lost}" in faults_of(site, path, page)
