"""The register: one fact is one row, every finding keeps its address, and the download has them all."""

import csv
import io
from collections import Counter

import pytest
from tests.support.walking import blocks, links, models, pages, rows

from zonebook.document.page import Download, Page, Table
from zonebook.model.system import Decision
from zonebook.write.csv import comma

MOST = {"landing-zone": 30}
"""The most rows that a register may have."""
MANY = 12
"""From how many rows on two threats may not make up more than a third of them."""


def register(system: str) -> Page:
    return pages()[f"systems/{system}/register.md"]


def shown(system: str) -> Table:
    (found,) = [each for each in blocks(register(system)) if isinstance(each, Table) and each.name == "register"]
    return found


@pytest.mark.parametrize("system", models().systems)
def test_two_threats_never_fill_the_register(system: str) -> None:
    found = [row["Threat"] for row in rows(register(system), "register")]
    assert len(found) <= MOST.get(system, len(found))
    two = sum(many for _, many in Counter(found).most_common(2))
    assert len(found) < MANY or 3 * two <= len(found)


@pytest.mark.parametrize("system", models().systems)
def test_every_finding_keeps_its_address(system: str) -> None:
    found = [address for row in shown(system).rows for address in (row.id, *row.also)]
    assert sorted(found) == sorted(f"{each.threat.id}-{each.element}" for each in models().systems[system].findings)


@pytest.mark.parametrize("system", models().systems)
def test_every_finding_is_linked(system: str) -> None:
    judged = models().systems[system]
    leading = {link.to for link in links(register(system))}
    anchors = {f"#{each.threat.id}" for each in judged.findings if each.about != "decision"}
    assert anchors <= {f"#{each.partition('#')[2]}" for each in leading}


@pytest.mark.parametrize("system", models().systems)
def test_download_has_a_row_for_each_finding(system: str) -> None:
    (table,) = [
        each.table
        for each in blocks(register(system))
        if isinstance(each, Download) and each.path.endswith("register.csv") and each.table
    ]
    read = list(csv.DictReader(io.StringIO(comma(table).decode("utf-8-sig"))))
    assert [row["Finding"] for row in read] == [each.id for each in models().systems[system].findings]


def test_row_names_what_differs_with_its_element() -> None:
    found = next(row for row in rows(register("landing-zone"), "register") if "no-inventory@" in row["Finding"])
    assert found["Finding"] == "no-inventory@identity-account, @workload-account"
    assert "identity-account: it is of the kind AWS account; config-recorder is not met" in found["Because"]
    assert "workload-account: it is of the kind AWS account; config-recorder is only partly met" in found["Because"]
    equal = next(row for row in rows(register("corporate-directory"), "register") if "ntlm-relayed" in row["Finding"])
    assert equal["Finding"] == "ntlm-relayed-to-ldap@dc-1, @dc-2"
    assert "dc-1" not in equal["Because"]


def test_less_exact_finding_shares_the_row() -> None:
    judged = models().systems["three-tier-migration"]
    (general,) = [each for each in judged.findings if each.id == "cleartext-across-zones@batch-to-share"]
    assert general.yields_to is not None
    exact = general.yields_to
    assert exact.also == (general.id,)
    (row,) = [row for row in rows(register(judged.id), "register") if exact.id in row["Finding"]]
    assert row["Also said by"] == general.id
    assert not any(each["Finding"] == general.id for each in rows(register(judged.id), "register"))


def test_decision_about_a_yielding_finding_holds() -> None:
    judged = models().systems["corporate-directory"]
    decided = {each.id: each.decision for each in judged.findings if each.decision}
    assert isinstance(decided["cleartext-across-zones@members-to-dc"], Decision)
