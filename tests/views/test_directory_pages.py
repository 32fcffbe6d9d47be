"""The pages about a chosen directory and an option: ports in their direction, premises, limits and first steps."""

from collections.abc import Sequence

from tests.support import catalogues
from tests.support.walking import blocks, parts

from zonebook.assess.assessment import Assessment
from zonebook.document.page import Block, Details, Facts, Listing, Page, Prose, Table
from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.views.catalogue.directory_options import options
from zonebook.views.catalogue.kinds import kinds
from zonebook.views.system.directory_requirements import consequences
from zonebook.write.plain_text import plain

MODEL = """\
system: {title: Orders}
services:
  dc: {kind: aws-managed-microsoft-ad}
  corp: {kind: on-premises-domain-controller}
  database: {kind: rds-sql-server, settings: {authentication: windows-and-sql}}
flows:
  turned: {from: dc, to: database, protocols: [rds-to-ad]}
  out: {from: dc, to: corp, protocols: [ad-trust]}
  in: {from: corp, to: dc, protocols: [ad-trust]}
trusts: {resource-forest: {from: dc, to: corp, kind: forest, direction: one-way}}
directory: {choice: managed-ad-standard}
"""


def assessed() -> Assessment:
    texts = {"models/organisation.yaml": b"organisation: {title: House}\n", "models/systems/x/m.yaml": MODEL.encode()}
    return assess_workspace(load_workspace(catalogues.shipped(), texts, catalogues.schemas()), "2026-12-01")


def table(page: Page, name: str) -> list[tuple[str, ...]]:
    found = next(each for each in blocks(page) if isinstance(each, Table) and each.name == name)
    return [tuple(plain(cell) for cell in row.cells) for row in found.rows]


def entry(pages: Sequence[Page], name: str) -> Page:
    return next(page for page in pages if page.path.endswith(f"/{name}.md"))


def folded(pages: Sequence[Page], name: str) -> tuple[Block, ...]:
    """What is folded away in the part of a page that is about an entry."""
    (found,) = [each for each in parts(pages)[name].blocks if isinstance(each, Details)]
    return found.blocks


def test_ports_page_names_the_direction() -> None:
    rows = table(next(iter(consequences(assessed()))), "directory-flows")
    turned = next(row for row in rows if row[0] == "Databases to domain controllers")
    assert (turned[1], turned[4]) == ("missing", "only the other way: turned")
    asked = next(row for row in rows if row[0] == "Members to the domain controllers that are trusted")
    assert asked[1] == "not stated"
    assert asked[2].startswith("members of the trusting side → ")
    assert asked[3] == "tcp/88, udp/88, tcp/389, udp/389"
    assert asked[5] == "no flow shows how users of the other side of the trust get a ticket"


def test_option_page_has_premises_and_limits() -> None:
    pages = tuple(options(assessed()))
    page = entry(pages, "managed-ad-enterprise")
    facts = {name: plain(text) for each in page.blocks if isinstance(each, Facts) for name, text in each.pairs}
    assert facts["Rests"] == "on nothing that exists"
    assert facts["Order of price"].startswith("6, where 1 is the cheapest, to be confirmed. ")
    assert "eu-south-1" in facts["Not as one of several Regions"]
    limits = {row[0]: row for row in table(page, "limits")}
    assert limits["shared accounts"][1:3] == ("500", "advice or quota; a remark from 500")
    assert limits["shared accounts"][5].startswith("AWS Directory Service Administration Guide, ")
    steps = [plain(item) for each in page.blocks if isinstance(each, Listing) for item in each.items]
    assert any(step.startswith("Where users of another forest sign in: Close tcp/445") for step in steps)
    rests = {name: plain(text) for each in entry(pages, "existing-domain").blocks if isinstance(each, Facts)
             for name, text in each.pairs}["Rests"]  # fmt: skip
    assert rests == "on an Active Directory that exists, on the link to it"


def test_capability_page_names_the_trust() -> None:
    page = parts(options(assessed()))["capabilities/workspaces"]
    words = [plain(text) for each in page.blocks if isinstance(each, Prose) for text in each.paragraphs]
    assert words[-3:] == [
        "Users of another forest need a two-way trust for it.",
        "A decision that names Amazon WorkSpaces Personal among its applications asks for the same trust.",
        "A directory in several Regions serves it in the primary one alone.",
    ]


def test_region_page_has_its_codes() -> None:
    inside = folded(tuple(kinds(assessed())), "kinds/region")
    codes = next(plain(text) for each in inside if isinstance(each, Facts) for name, text in each.pairs
                 if name == "Codes")  # fmt: skip
    assert "eu-central-1" in codes
