"""The requirements that frameworks list exist: by the count of each section, or by a list that somebody published."""

import json
import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import cast

import pytest

from zonebook.edge import disk
from zonebook.model.catalogue import Catalogue
from zonebook.pipeline import load_workspace
from zonebook.read.schema import Schemas

REAL = os.environ.get("ZONEBOOK_REAL_INPUTS", "")
COUNTS: Mapping[str, Mapping[str, int]] = {
    "iso-27001-2022": {"A.5.": 37, "A.6.": 8, "A.7.": 14, "A.8.": 34},
    "csa-ccm-4": {
        "A&A-": 6, "AIS-": 7, "BCR-": 11, "CCC-": 9, "CEK-": 21, "DCS-": 15, "DSP-": 19, "GRC-": 8, "HRS-": 13,
        "IAM-": 16, "IPY-": 4, "IVS-": 9, "LOG-": 13, "SEF-": 8, "STA-": 14, "TVM-": 10, "UEM-": 14,
    },
    "pci-dss-4-0-1": {
        "1.1.": 2, "1.2.": 8, "1.3.": 3, "1.4.": 5, "1.5.": 1, "2.1.": 2, "2.2.": 7, "2.3.": 2, "3.1.": 2, "3.2.": 1,
        "3.3.": 3, "3.4.": 2, "3.5.": 1, "3.6.": 1, "3.7.": 9, "4.1.": 2, "4.2.": 2, "5.1.": 2, "5.2.": 3, "5.3.": 5,
        "5.4.": 1, "6.1.": 2, "6.2.": 4, "6.3.": 3, "6.4.": 3, "6.5.": 6, "7.1.": 2, "7.2.": 6, "7.3.": 3, "8.1.": 2,
        "8.2.": 8, "8.3.": 11, "8.4.": 3, "8.5.": 1, "8.6.": 3, "9.1.": 2, "9.2.": 4, "9.3.": 4, "9.4.": 7, "9.5.": 1,
        "10.1.": 2, "10.2.": 2, "10.3.": 4, "10.4.": 3, "10.5.": 1, "10.6.": 3, "10.7.": 3, "11.1.": 2, "11.2.": 2,
        "11.3.": 2, "11.4.": 7, "11.5.": 2, "11.6.": 1, "12.1.": 4, "12.2.": 1, "12.3.": 4, "12.4.": 2, "12.5.": 3,
        "12.6.": 3, "12.7.": 1, "12.8.": 5, "12.9.": 2, "12.10.": 7,
    },
}  # fmt: skip
"""How many requirements each section of a framework has in the version that its entry names."""


@cache
def catalogue() -> Catalogue:
    return load_workspace(disk.catalogue(), {}, Schemas(disk.schemas())).catalogue


def requirements(framework: str) -> list[str]:
    return list(catalogue().frameworks[framework].requirements)


def stored(path: str) -> dict[str, object]:
    """Return what a file of the real inputs holds; the test is skipped where there is none."""
    whole = Path(REAL) / "catalogues" / path
    if not REAL or not whole.is_file():
        pytest.skip("ZONEBOOK_REAL_INPUTS names no folder with the list")
    return cast("dict[str, object]", json.loads(whole.read_text(encoding="utf-8")))


def published(path: str) -> list[dict[str, str]]:
    return cast("list[dict[str, str]]", stored(path)["Requirements"])


@pytest.mark.parametrize("framework", sorted(COUNTS))
def test_ids_exist_in_their_section(framework: str) -> None:
    beyond = []
    for each in requirements(framework):
        found = re.match(r"(A\.\d\.|[A-Z&]{3}-|\d+\.\d+\.)(\d+)", each)
        assert found, each
        if not 1 <= int(found[2]) <= COUNTS[framework].get(found[1], 0):
            beyond.append(each)
    assert beyond == []


def test_annex_a_is_whole() -> None:
    sections = COUNTS["iso-27001-2022"].items()
    assert requirements("iso-27001-2022") == [f"{name}{each}" for name, last in sections for each in range(1, last + 1)]


def test_no_benchmark_lists_its_own_version() -> None:
    for name, framework in catalogue().frameworks.items():
        assert framework.version not in framework.requirements, name


def test_no_check_of_aws_is_in_two_lists() -> None:
    assert set(requirements("aws-fsbp")) & set(requirements("aws-security-hub")) == set()


def test_cis_list_is_the_published_one() -> None:
    # The second of two equal ids lost its trailing zero: 1.10 became 1.1.
    ids = [each["Id"] for each in published("prowler/cis_5.0_aws.json")]
    assert set(requirements("cis-aws-5-0")) == {*ids, *(f"{each}0" for each in ids if ids.count(each) > 1)}


def test_technique_names_match_a_published_list() -> None:
    names = {each["Id"]: each["Name"] for each in published("prowler/mitre_attack_aws.json")}
    ours = catalogue().frameworks["mitre-attack-19"].requirements
    shared = names.keys() & ours.keys()
    assert shared
    assert {each: ours[each].title for each in shared} == {each: names[each] for each in shared}


def test_nist_titles_match_the_catalogue() -> None:
    text = json.dumps(stored("nist-oscal/NIST_SP-800-53_rev5_MODERATE-baseline-resolved-profile_catalog.json"))
    pairs = re.findall(r'"id": "([a-z]{2}-[0-9]+(?:\.[0-9]+)?)", "class": "[^"]+", "title": ("(?:[^"\\]|\\.)*")', text)
    ours = catalogue().frameworks["nist-800-53-r5"].requirements
    assert len(pairs) > 200
    for name, title in pairs:
        assert ours[re.sub(r"\.([0-9]+)$", r"(\1)", name).upper()].title == json.loads(title), name
