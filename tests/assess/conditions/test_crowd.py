"""What is asked of subjects that look the same is asked once; what a word does not say it looks at, of each."""

from collections.abc import Iterator

import pytest
from tests.support.catalogues import known

from zonebook.assess.conditions.condition import Condition, condition
from zonebook.assess.conditions.crowd import Crowd, members
from zonebook.model import binding
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import subjects
from zonebook.model.system import Organisation, System, Workspace
from zonebook.values import Document

MANY = 100
KINDS = ("amazon-ec2", "amazon-rds")
HOUSE = {"organisation": {"title": "House"}, "parties": {}}


def crowd(**stated: object) -> Crowd:
    """Return services of two kinds in turn, each with what is stated."""
    services = {f"s-{n}": {"kind": KINDS[n % 2], "zone": "z", **stated} for n in range(MANY)}
    said = {"id": "x", "system": {"title": "X", "owner": "team"}, "zones": {"z": {"trust": 0}}, "services": services}
    system = binding.build(System, Document(path="x", data=said))
    house = binding.build(Organisation, Document(path="house", data=HOUSE))
    workspace = Workspace(catalogue=known(), organisation=house, systems={"x": system})
    return Crowd(subjects(ResolvedSystem(workspace, system), "service"))


def asking(**when: object) -> Condition:
    return condition("service", when)


def test_members_are_the_bits_of_a_set() -> None:
    assert [*members(0)] == []
    assert [*members(1 << 70 | 1 << 8 | 5)] == [0, 2, 8, 70]


@pytest.mark.parametrize(
    ("when", "most"),
    [
        pytest.param({"kind": ["amazon-ec2"]}, 2, id="one-for-each-kind"),
        pytest.param({"kind": ["amazon-ec2"], "setting": {"imds": ["optional"]}}, 3, id="settings-of-that-kind"),
        pytest.param({"in_zone": {"trust_at_most": 1}}, 1, id="one-for-each-trust"),
        pytest.param({"exposed": {"hops_at_most": 1}}, MANY, id="each-where-the-word-says-nothing"),
    ],
)
def test_question_is_asked_once_of_those_alike(when: dict[str, object], most: int) -> None:
    asked = crowd(settings={})
    asked.judged(asking(**when))
    assert 0 < asked.asked <= most
    before = asked.asked
    asked.judged(asking(**when))
    assert asked.asked == before


def test_kinds_that_are_absent_are_not_asked() -> None:
    asked = crowd()
    split = asked.judged(asking(kind=["amazon-s3"], exposed={"hops_at_most": 1}))
    assert (split.holds, split.unknown, split.passed) == (0, 0, asked.all)
    assert asked.asked == 0


def names(found: Crowd, when: Condition) -> Iterator[tuple[str, ...]]:
    split = found.judged(when)
    return (found.unknown(when, number) for number in members(split.unknown))


def test_unknown_attributes_are_those_of_each_subject() -> None:
    found = crowd()
    asked = [*names(found, asking(kind=["amazon-rds"], setting={"storage-encrypted": [False]}))]
    assert asked == [(f"services.s-{n}.settings.storage-encrypted",) for n in range(1, MANY, 2)]
    assert found.asked < 5
