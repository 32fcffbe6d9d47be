"""Seven questions of first-time readers, each answered within three clicks from the first page."""

import re
from itertools import groupby

from tests.support.walking import asked, blocks, followed, models, pages, reached, rows

from zonebook.document.page import Diagram, Facts, Heading, Prose
from zonebook.views.catalogue.frameworks.families import MOST
from zonebook.write.plain_text import plain


def test_who_patches_the_domain_controllers() -> None:
    page = followed(asked("patches"), "Corporate directory")
    matrix = {row["Service"]: row["Patching"] for row in rows(page, "responsibility-matrix")}
    resolved = models().systems["corporate-directory"].resolved
    for name in ("dc-1", "dc-2"):
        title = resolved.system.services[name].title
        assert re.fullmatch(r"customer .* Cloud platform team", matrix[title])
        service = followed(asked("patches"), "Corporate directory", title)
        (row,) = [each for each in rows(service, "duties") if each["Layer"] == "Patching"]
        assert (row["Holder"], row["Party"]) == ("customer", "Cloud platform team")
        assert "patch" in row["Our duty"].lower()
        assert followed(service, "Cloud platform team").title == "Cloud platform team"


def test_directories_come_first_in_who_does_what() -> None:
    told = rows(followed(asked("patches"), "Every service of every system"), "who-does-what")
    controllers = next(row for row in told[:8] if "DC1" in row["Services"])
    assert (controllers["Services"], controllers["System"]) == (
        "DC1 (10.0.0.10), DC2 (10.0.32.10)",
        "Corporate directory",
    )
    assert controllers["Patched by"] == "Cloud platform team"
    assert controllers["Backed up by"] == "Identity team"
    named = sum(row["Services"].count(", ") + 1 for row in told)
    assert named >= sum(len({duty.service for duty in judged.duties}) for judged in models().systems.values()) > 100


def test_outsiders_of_every_system_are_on_one_page() -> None:
    page = followed(asked("internet"), "Outsiders first, in every system")
    told = {row["System"]: int(row["From outside"]) for row in rows(page, "reach")}
    for judged in models().systems.values():
        reached = [each for each in judged.paths if any(p.sure and p.start.kind == "outsider" for p in each.by_start)]
        assert told[judged.resolved.system.system.title] == len(reached)
    systems = {row["System"] for row in rows(page, "outsiders")}
    assert systems == {title for title, many in told.items() if many}
    starts = [row["Starts at"] for row in rows(page, "outsiders")]
    assert [start for start, _ in groupby(starts)] == list(dict.fromkeys(starts))
    assert any(isinstance(block, Diagram) for block in page.blocks)


def test_what_internet_attackers_can_reach() -> None:
    page = followed(asked("internet"), "Corporate directory")
    told = rows(page, "attack-paths")
    reached = [row for row in told if row["Reached"] == "reachable"]
    paths = models().systems["corporate-directory"].paths
    assert len(reached) == sum(each.reachable == "yes" for each in paths) > 0
    assert all(row["Starts at"] != "–" for row in reached)
    assert max(int(row["Hops"]) for row in reached) > min(int(row["Hops"]) for row in reached) >= 0
    steps = [row for block in page.blocks if getattr(block, "name", "").startswith("path-") for row in block.rows]  # type: ignore[union-attr]
    headings = [block.text for block in blocks(page) if isinstance(block, Heading) and block.level == 3]
    assert steps or headings
    assert rows(page, "starts")
    assert "Path by path" in [block.text for block in page.blocks if isinstance(block, Heading)]


def test_which_controls_the_security_team_owes() -> None:
    page = followed(asked("owes"), "Who answers for what", "Security operations")
    owed = rows(page, "security-operations-owes")
    checks = [
        (judged.resolved.system.system.title, check.control.title)
        for judged in models().systems.values()
        for check in judged.checks
        if check.party == "security-operations" and check.standing.status not in {"met", "inherited", "not-applicable"}
    ]
    assert {(row["System"], row["Control"]) for row in owed} == set(checks)
    assert all(row["Stands"] and row["On"] for row in owed)


def test_why_ad_connector_was_not_chosen() -> None:
    page = followed(asked("directory"), "Corporate directory")
    against = {row["Option"]: row["Against it"] for row in rows(page, "directory-reasons")}
    named = {option: why for option, why in against.items() if option.startswith("AD Connector")}
    assert len(named) == 2
    assert all(len(why) > 20 for why in named.values())


def test_every_option_of_every_system_has_its_reason() -> None:
    page = followed(asked("directory"), "Every option in every system")
    told = rows(page, "directory-options")
    deciding = [judged for judged in models().systems.values() if judged.resolved.system.directory]
    assert len(told) == len(deciding) * len(models().workspace.catalogue.directories)
    assert [row for row in told if len(row["Why"]) < 20] == []
    assert sum("chosen" in row["Verdict"] for row in told) == len(deciding)
    extension = {row["Option"]: row for row in told if row["System"] == "Directory extension"}
    connector = extension["AD Connector, small"]
    assert "chosen" not in connector["Verdict"]
    assert connector["Such services in the model"] == "AD Connector"


def test_services_beside_the_choice_are_named() -> None:
    page = pages()["systems/directory-extension/directory.md"]
    told = [plain(text) for block in page.blocks[:1] if isinstance(block, Prose) for text in block.paragraphs]
    assert told[-1] == "Beside the choice, the model has CORP-DC1, CORP-DC2, AD Connector."
    option = pages()["catalogue/directories/ad-connector-small.md"]
    words = [plain(text) for block in option.blocks if isinstance(block, Prose) for text in block.paragraphs]
    assert "No system chose it. Why, or why not, in each system." in words


def test_what_expired_last_month() -> None:
    page = followed(asked("expired"), "Dates")
    assert "Expired last month (2026-10)" in [each.text for each in page.blocks if isinstance(each, Heading)]
    ended = rows(page, "dates-last-month")
    assert ended
    assert {row["On"][:7] for row in ended} == {"2026-10"}
    assert [row for row in rows(page, "dates-before") if row["On"] >= "2026-10-01"] == []


def test_overdue_reviews_are_marked_side_by_side() -> None:
    due = {row["System"]: row["Review due"] for row in rows(pages()["portfolio.md"], "portfolio")}
    assert due["Directory extension"] == "overdue since 2026-10-12"
    assert [title for title, words in due.items() if "overdue" in words] == ["Directory extension"]


def test_which_framework_requirements_lack_controls() -> None:
    catalogue = models().workspace.catalogue
    for framework in ("nist-800-53-r5", "cis-aws-5-0", "iso-27001-2022"):
        answered = {each for control in catalogue.controls.values() for each in control.crosswalk.get(framework, ())}
        without = [each for each in catalogue.frameworks[framework].requirements if each not in answered]
        page = followed(asked("frameworks"), f"{catalogue.frameworks[framework].title} ({len(without)})")
        of_family = len(catalogue.frameworks[framework].requirements) > MOST
        found = [row["Which"].split(", ") if of_family else [row["Requirement"]] for row in rows(page, "without")]
        assert [id_ for ids in found for id_ in ids if id_ != "–"] == without != []


def test_what_is_not_stated() -> None:
    page = followed(asked("nobody stated"), "Not stated")
    gaps = {judged.resolved.system.system.title: len(judged.gaps) for judged in models().systems.values()}
    assert {row["System"]: int(row["Open questions"]) for row in rows(page, "unstated-systems")} == gaps
    assert len(rows(page, "not-stated")) > 50
    landing_zone = "systems/landing-zone/gaps.md"
    assert landing_zone in reached(page)
    assert len(rows(pages()[landing_zone], "gaps")) == gaps["Landing zone"]


def test_every_system_answers_the_questions() -> None:
    for system in models().systems:
        page = pages()[f"systems/{system}/index.md"]
        asked_ = [name for block in page.blocks if isinstance(block, Facts) for name, _ in block.pairs]
        assert {"Who patches, backs up and watches what?", "What has nobody stated?"} <= set(asked_)
