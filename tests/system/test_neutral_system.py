"""The reference system that no cloud provider runs: neither its elements nor its checklists know one."""

import re

from tests.support.walking import blocks, checklist, models, pages

from zonebook.document.page import Facts, Table
from zonebook.model.vocabulary import About
from zonebook.write.plain_text import plain

SYSTEM = "assistant-platform"
KINDED: tuple[About, ...] = ("account", "network", "service", "identity", "trust")
OF_AWS = re.compile(
    r"\b(aws|amazon|ec2|s3|cloudtrail|cloudwatch|guardduty|security hub|systems manager|identity center|iam role|"
    r"landing zone|service control polic)",
    re.IGNORECASE,
)
"""Words that only an AWS customer knows."""
LISTS = ("by-service", "by-zone", "by-party", "by-framework")


def lines(system: str, name: str) -> list[str]:
    """Return the cells of a checklist, without where in the model each line is written."""
    found = []
    for block in (each for page in checklist(system, name) for each in blocks(page)):
        if isinstance(block, Table):
            found += [plain(cell) for row in block.rows for cell in row.cells[:-1]]
    return found


def test_no_element_is_of_a_provider() -> None:
    resolved = models().systems[SYSTEM].resolved
    of_kind = {
        (about, each.id): kind
        for about in KINDED
        for each in (getattr(resolved.system, f"{'identities' if about == 'identity' else f'{about}s'}")).values()
        if (kind := resolved.kind(each))
    }
    assert len(of_kind) > 50
    assert [name for name, kind in of_kind.items() if kind.provider or kind.id.startswith(("amazon-", "aws-"))] == []


def test_no_checklist_line_speaks_of_aws() -> None:
    found = {name: lines(SYSTEM, name) for name in LISTS}
    assert all(len(each) > 500 for each in found.values())
    assert [(name, line) for name, each in found.items() for line in each if OF_AWS.search(line)] == []


def test_other_checklists_speak_of_aws() -> None:
    """The check can fail: a system in AWS has such lines, and its framework."""
    assert any(OF_AWS.search(line) for line in lines("landing-zone", "by-service"))
    assert any("CIS Amazon" in line for line in lines("landing-zone", "by-framework"))


def test_framework_of_a_provider_needs_the_provider() -> None:
    def in_force(system: str) -> str:
        page = pages()[f"systems/{system}/index.md"]
        pairs = (pair for block in page.blocks if isinstance(block, Facts) for pair in block.pairs)
        return next(plain(text) for name, text in pairs if name == "Frameworks")

    assert "CIS Amazon" in in_force("landing-zone")
    assert "CIS Amazon" not in in_force(SYSTEM)
    assert "ISO" in in_force(SYSTEM)
