"""Domain-wide questions: the directory in which identities live answers for the controllers that are like it."""

import pytest
from tests.support.products import judged

MODEL = """zones: {{core: {{trust: 4}}, other: {{trust: 4}}}}
services:
  dc1: {{kind: ad-ds-on-ec2, zone: core, settings: {{service-accounts: ordinary, krbtgt-age-days: 900}}}}
  dc2: {{kind: ad-ds-on-ec2, zone: {zone}, settings: {{service-accounts: ordinary{said}}}}}
identities:
  people: {{kind: ad-group, in: dc1}}
{more}"""
NAMED = "  others: {kind: ad-group, in: dc2}\n"
TRUST = "trusts: {t: {from: dc1, to: dc2, kind: forest}}\n"


@pytest.mark.parametrize(
    ("zone", "said", "more", "asked"),
    [
        pytest.param("core", "", "", False, id="replica"),
        pytest.param("core", ", domain-settings: here", "", True, id="says-that-it-answers"),
        pytest.param("other", "", "", True, id="stands-elsewhere"),
        pytest.param("core", "", NAMED, True, id="identities-live-in-both"),
        pytest.param("core", "", TRUST, True, id="another-forest"),
    ],
)
def test_replica_is_not_asked_for_its_domain(zone: str, said: str, more: str, *, asked: bool) -> None:
    system = judged(MODEL.format(zone=zone, said=said, more=more), {})
    found = {each.id for each in system.findings}
    assert {"service-accounts-cracked@dc1", "krbtgt-never-rotated@dc1"} <= found
    assert ("service-accounts-cracked@dc2" in found) is asked
    about = {each.threat.id for each in system.gaps if each.element == "dc2"}
    assert ("krbtgt-never-rotated" in about) is asked


def test_no_identity_leaves_each_controller_asked() -> None:
    system = judged(MODEL.format(zone="core", said="", more="").partition("identities:")[0], {})
    assert {"service-accounts-cracked@dc1", "service-accounts-cracked@dc2"} <= {each.id for each in system.findings}
