"""The design that the guide for architects shows: what other tools let people write is carried, judged and shown."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from tests.support import catalogues
from tests.support.walking import TOP, blocks, reached, rows

from zonebook import __version__, assembly
from zonebook.assess.assessment import Assessment
from zonebook.cli import main
from zonebook.document.graph import Cluster, Node
from zonebook.document.page import Diagram, Download, Page
from zonebook.edge import disk
from zonebook.pipeline import render_pages
from zonebook.write import csv as csv_files
from zonebook.write.assessment_json.document import assessed as as_json

GUIDE = TOP / "docs" / "guides" / "architects.md"
DAY = "2026-11-24"
THREATENED = ("refunds", "clerk", "refund", "shop", "order")
FINDINGS = {f"forged-refund@{each}" for each in THREATENED}


@pytest.fixture(scope="module")
def design(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of models with the design of the guide, as it is printed there."""
    text = GUIDE.read_text("utf-8").partition("## What the catalogue cannot ask\n")[2]
    block = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert block
    models = tmp_path_factory.mktemp("design") / "models"
    (models / "systems" / "refunds").mkdir(parents=True)
    (models / "organisation.yaml").write_text("organisation: {title: House}\n", "utf-8")
    (models / "systems" / "refunds" / "model.yaml").write_text(block[1], "utf-8")
    return models


@pytest.fixture(scope="module")
def judged(design: Path) -> Assessment:
    """The design, assessed; a problem in it fails here."""
    return assembly.load_and_assess(design, DAY, "models")


@pytest.fixture(scope="module")
def site(judged: Assessment) -> Mapping[str, Page]:
    """Its pages, by path."""
    return {page.path: page for page in render_pages(judged, disk.schemas())}


def drawn(page: Page) -> Iterator[Node]:
    """Yield every element of the pictures of a page."""
    for block in blocks(page):
        if isinstance(block, Diagram):
            yield from block.graph.nodes
            yield from (node for each in block.graph.clusters for node in _within(each))


def _within(cluster: Cluster) -> Iterator[Node]:
    yield from cluster.nodes
    for each in cluster.clusters:
        yield from _within(each)


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Return what a command of the program prints."""
    with pytest.raises(SystemExit):
        main(words)
    return capsys.readouterr().out


def test_each_element_has_its_finding(judged: Assessment) -> None:
    found = {each.id for each in judged.systems["refunds"].findings if each.threat.id == "forged-refund"}
    assert found == FINDINGS


def test_register_and_csv_hold_the_findings(site: Mapping[str, Page]) -> None:
    page = site["systems/refunds/register.md"]
    file = next(each for each in blocks(page) if isinstance(each, Download) and each.path.endswith("register.csv"))
    assert file.table
    read = csv.DictReader(io.StringIO(csv_files.comma(file.table).decode("utf-8-sig")))
    assert {each["Finding"] for each in read} >= FINDINGS
    assert "systems/refunds/threats/forged-refund.md" in reached(page)


def test_measure_without_status_closes_nothing(site: Mapping[str, Page]) -> None:
    stands = {
        each["Answer"]: each["Stands"] for each in rows(site["systems/refunds/threats/forged-refund.md"], "answers")
    }
    assert stands["Night check"] == "not stated"
    assert stands["Four eyes"].startswith("met")


def test_picture_shows_what_is_unknown(site: Mapping[str, Page]) -> None:
    names = {node.id for node in drawn(site["systems/refunds/diagrams/zones.md"])}
    assert {"clerk", "refunds", "ledger", "payment-provider"} <= names


def test_unknown_kind_and_protocol_are_gaps(judged: Assessment) -> None:
    attributes = {name for gap in judged.systems["refunds"].possible for name in gap.attributes}
    assert {"services.ledger.kind", "flows.booking.protocols"} <= attributes


@pytest.mark.parametrize(
    "path", ["services/ledger", "flows/booking", "services/payment-provider", "threats/forged-refund"]
)
def test_each_has_a_page_of_its_own(site: Mapping[str, Page], path: str) -> None:
    assert f"systems/refunds/{path}.md" in site


def test_register_leads_to_what_is_unknown(site: Mapping[str, Page]) -> None:
    led = reached(site["systems/refunds/register.md"])
    assert {f"systems/refunds/{path}.md" for path in ("services/ledger", "flows/booking")} <= set(led)


def test_json_holds_every_new_word(judged: Assessment) -> None:
    system = json.loads(as_json(judged, __version__))["systems"]["refunds"]
    assert catalogues.schemas().valid(json.loads(as_json(judged, __version__)), "assessment")
    assert {each["id"] for each in system["findings"]} >= FINDINGS
    assert list(system["assumptions"]) == ["staff-are-vetted", "ledger-is-internal"]
    assert list(system["out_of_scope"]) == ["payment-provider"]
    assert list(system["threats"]) == ["forged-refund"]


def test_nothing_out_of_scope_is_open(judged: Assessment) -> None:
    system = judged.systems["refunds"]
    assert [each.id for each in system.unsettled if each.element == "payment-provider"] == []
    assert [each.element for each in system.possible if each.element == "payment-provider"] == []


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("forged-refund@order", "A refund is forged"),
        ("forged-refund", "Somebody books a refund for an order of another customer."),
        ("staff-are-vetted", "Staff are vetted"),
        ("payment-provider", "Judged in a model of its own."),
        ("ledger", "state services.ledger.kind"),
        ("booking", "Protocols: not stated"),
    ],
)
def test_explain_knows_each(design: Path, capsys: pytest.CaptureFixture[str], name: str, says: str) -> None:
    assert says in told(capsys, "explain", name, "--models", str(design), "--as-of", DAY)
