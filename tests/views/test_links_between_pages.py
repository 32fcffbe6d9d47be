"""Threat, control, framework and element link to each other, so that no reader has to go back."""

import re

import pytest
from tests.support import catalogues
from tests.support.walking import DAY, blocks, entries, links, models, pages, reached

from zonebook.assess.system import SystemAssessment
from zonebook.document.page import Details, Page
from zonebook.edge import disk
from zonebook.model.subject import PLURALS
from zonebook.pipeline import assess_workspace, load_workspace, render_pages
from zonebook.present import page_frame, page_paths
from zonebook.write.offered import contents
from zonebook.write.relative_links import anchors, targets


def shown(shelf: str, id_: str) -> Page:
    """The page of a framework, or the part of a page that is about another entry."""
    return pages()[f"catalogue/{shelf}/{id_}.md"] if shelf == "frameworks" else entries()[f"{shelf}/{id_}"]


def led(page: Page) -> frozenset[str]:
    """The addresses that a page leads to."""
    return frozenset(each.to for each in links(page))


def system_pages(judged: SystemAssessment, about: str, element: str) -> str:
    if about in {"system", "directory", "decision"}:
        name = {"system": "index", "directory": "directory", "decision": "decisions"}[about]
        return f"systems/{judged.id}/{name}.md"
    return f"systems/{judged.id}/{PLURALS[about]}/{element}.md"  # type: ignore[index]


def test_threats_and_controls_are_linked() -> None:
    for threat in models().workspace.catalogue.threats.values():
        for act in threat.answers:
            control = models().workspace.catalogue.controls[act.control]
            assert page_paths.place(control) in led(shown("threats", threat.id))
            assert page_paths.place(threat) in led(shown("controls", control.id))


def test_controls_and_frameworks_are_linked() -> None:
    for control in models().workspace.catalogue.controls.values():
        for framework in control.crosswalk:
            assert page_paths.entry("frameworks", framework) in led(shown("controls", control.id))
            parts = [page for path, page in pages().items() if path.startswith(f"catalogue/frameworks/{framework}")]
            assert any(page_paths.place(control) in led(page) for page in parts)


@pytest.mark.parametrize("system", models().systems)
def test_threats_and_their_elements_are_linked(system: str) -> None:
    judged = models().systems[system]
    assert judged.findings
    for finding in judged.findings:
        page = system_pages(judged, finding.about, finding.element)
        assert page_paths.threat(finding.threat) in led(pages()[page])
        if not finding.threat.stated_in:
            assert page in reached(shown("threats", finding.threat.id))


@pytest.mark.parametrize("system", models().systems)
def test_controls_and_their_subjects_are_linked(system: str) -> None:
    judged = models().systems[system]
    for check in judged.checks:
        page = system_pages(judged, check.about, check.element)
        assert page in reached(shown("controls", check.control.id))
        if check.about not in {"system", "directory", "decision"}:
            assert page_paths.place(check.control) in led(pages()[page])


def test_every_page_states_its_purpose() -> None:
    for page in pages().values():
        (foot,) = [
            block for block in blocks(page) if isinstance(block, Details) and block.summary == page_frame.QUESTION
        ]
        assert foot is page.blocks[-1]
        assert not foot.searched
        why, change = page_frame.reasons(page.path)
        assert len(why) > 40
        assert len(change) > 20


def test_unknown_page_has_no_purpose() -> None:
    with pytest.raises(KeyError):
        page_frame.reasons("elsewhere/x.md")


def test_breadcrumbs_lead_on() -> None:
    for page in pages().values():
        assert (page.path == "index.md") == (not page.above)
        assert [each.to for each in page.above if each.to.partition("#")[0] not in pages()] == []
        assert page.path not in [each.to for each in page.above]
        assert [each.text for each in page.above[:1]] in ([], ["Home"])
    above = pages()["systems/corporate-directory/services/dc-1.md"].above
    assert [each.text for each in above] == ["Home", "Systems", "Corporate directory", "Services"]


def test_every_page_is_reachable_from_home() -> None:
    in_navigation = {path for path, page in pages().items() if page.listed}
    from_home = {"index.md"} | in_navigation
    edge = sorted(from_home)
    while edge:
        here = pages()[edge.pop()]
        for to in reached(here) - from_home:
            if to in pages():
                from_home.add(to)
                edge.append(to)
    assert set(pages()) - from_home == set()


def test_every_link_leads_to_a_page() -> None:
    by_hand = re.compile(r"(guides|method|decisions|start)")
    known = {*pages(), *contents(tuple(pages().values())), "assessment.json"}
    for page in pages().values():
        assert [to for to in reached(page) if to not in known and not by_hand.match(to)] == []


@pytest.mark.parametrize("frameworks", ["", ", frameworks: [mitre-attack-19, iso-27001-2022]"])
def test_questions_lead_to_existing_places(frameworks: str) -> None:
    organisation = f"organisation: {{title: House{frameworks}}}\nparties: {{team: {{}}}}\n"
    system = "system: {title: Small, owner: team}\nzones: {z: {trust: 1}}\nservices: {s: {kind: web-server, zone: z}}\n"
    texts = {"models/organisation.yaml": organisation.encode(), "models/systems/small/a.yaml": system.encode()}
    schemas = disk.schemas()
    made = render_pages(
        assess_workspace(load_workspace(catalogues.shipped(), texts, catalogues.schemas()), DAY), schemas
    )
    places = {page.path: {"", "page-top", *anchors(page)} for page in made}
    for page in (each for each in made if each.path in {"index.md", "systems/small/index.md"}):
        wanted = [to.partition("#") for to in targets(page)]
        assert [(path, anchor) for path, _, anchor in wanted if path in places and anchor not in places[path]] == []
