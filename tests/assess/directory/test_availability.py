"""Whether an option can be had: closed to new customers, over, or not offered in a Region that is needed."""

from collections.abc import Callable

import pytest

from zonebook.assess.directory.fit import OptionVerdict
from zonebook.assess.system import SystemAssessment

KEPT = "The organisation uses it already and may keep it; plan the way out."
ELSEWHERE = """\
title: Elsewhere
summary: It is not offered everywhere.
capabilities: {trusts: yes}
absent_in: {eu-west-1: As of today.}
absent_in_several: {eu-central-1: As of today.}
lifecycle: {status: current}
sources: [{title: Made for tests}]
confidence: confirmed
"""


def verdict(judged: Callable[..., SystemAssessment], decision: str, option: str) -> OptionVerdict:
    found = judged(f"directory: {{{decision}}}", more={"models/directories/elsewhere.yaml": ELSEWHERE}).options
    return next(each for each in found if each.option == option)


@pytest.mark.parametrize(
    ("decision", "against", "open_"),
    [
        ("users: 1", ("it is closed to new since 2026-06-30; use Rented directory instead",), ()),
        (
            "in_use: [own-directory]",
            ("it is closed to new since 2026-06-30; use Rented directory instead",),
            (),
        ),
        (
            "in_use: [old-directory]",
            (),
            ("It is closed to new since 2026-06-30. " + KEPT,),
        ),
    ],
)
def test_closed_option_stays_where_used(
    judged: Callable[..., SystemAssessment], decision: str, against: tuple[str, ...], open_: tuple[str, ...]
) -> None:
    found = verdict(judged, decision, "old-directory")
    assert (found.against, found.open_) == (against, open_)


@pytest.mark.parametrize(
    ("names", "against"),
    [
        ("[eu-central-1]", ()),
        ("[eu-west-1]", ("it is not offered in eu-west-1: As of today.",)),
        (
            "[eu-west-1, eu-central-1]",
            (
                "it is not offered in eu-west-1: As of today.",
                "in eu-central-1 it cannot be one of several Regions: As of today.",
            ),
        ),
    ],
)
def test_absent_region_rules_out(judged: Callable[..., SystemAssessment], names: str, against: tuple[str, ...]) -> None:
    assert verdict(judged, f"region_names: {names}", "elsewhere").against == against


def test_named_regions_are_counted(judged: Callable[..., SystemAssessment]) -> None:
    several = judged("directory: {region_names: [eu-west-1, eu-central-1]}").resolved.system.directory
    stated = judged("directory: {regions: 3}").resolved.system.directory
    unstated = judged("directory: {users: 3}").resolved.system.directory
    assert [each.region_count for each in (several, stated, unstated) if each] == [2, 3, None]


def test_house_may_add_regions(judged: Callable[..., SystemAssessment]) -> None:
    """A Region of another provider exists once a kind of the house has its code."""
    kind = (
        "title: Region of another cloud\nsummary: A place.\nabout: network\ncodes: [westus2]\n"
        "sources: [{title: Made for tests}]\nconfidence: confirmed\n"
    )
    found = judged("directory: {region_names: [westus2]}", more={"models/kinds/other-region.yaml": kind})
    decision = found.resolved.system.directory
    assert decision
    assert decision.region_names == ("westus2",)
