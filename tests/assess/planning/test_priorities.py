"""What next: the reduction of each control, the dates of planned controls, the effect of another directory."""

from collections.abc import Callable
from pathlib import Path

import pytest

from zonebook import assembly
from zonebook.assess.assessment import Assessment
from zonebook.assess.conditions.entry_conditions import conditions
from zonebook.assess.planning import rollup
from zonebook.assess.planning.directory_alternatives import Alternative, alternatives
from zonebook.assess.planning.forecast import forecast
from zonebook.assess.planning.priorities import Improvement, priorities
from zonebook.assess.system import SystemAssessment
from zonebook.model import vocabulary
from zonebook.model.vocabulary import LEVELS

MODELS = Path(__file__).parents[3] / "models"
HOSTS = (
    "services:\n  a: {kind: server, owner: others, settings: {metadata: optional}}\n"
    "  b: {kind: server, settings: {metadata: optional}}\n"
)
TALK = (
    "zones: {near: {trust: 1}, far: {trust: 3}}\n"
    "services: {a: {kind: server, zone: near}, b: {kind: server, zone: far}}\n"
    "flows: {f: {from: a, to: b, protocols: [ldap], encrypted: none, controls: {%s}}}\n"
)
CAREFUL = "organisation: {title: H, appetite: very-low}\nparties: {team: {}, others: {}}\n"
DIRECTORY = (
    "services: {d: {kind: domain-controller}}\n"
    "directory: {choice: old-directory, needs: {group-policy: required, backup: required}}\n"
)


def measure(found: Assessment, control: str) -> Improvement:
    return next(each for each in priorities(found.systems.values()) if each.control == control)


def names(found: Assessment) -> list[str]:
    return [each.control for each in priorities(found.systems.values())]


def test_requested_control_removes_its_findings(assessed: Callable[..., Assessment]) -> None:
    found = measure(assessed(HOSTS), "metadata-guarded")
    (share,) = found.shares
    assert [each.id for each in share.closes] == ["metadata-read@a", "metadata-read@b"]
    assert [gain.left.level for gain in share.gains] == [None, None]
    assert (found.reduction, found.closed, found.lowered) == (5, 2, 0)
    assert share.parties == ("others", "team")


@pytest.mark.parametrize(
    ("said", "house", "expected"),
    [
        ("", "", {"sealed-on-the-way": (3, 1, 0)}),
        ("", CAREFUL, {"sealed-on-the-way": (3, 1, 0)}),
        ("sealed-on-the-way: partial", "", {"sealed-on-the-way": (3, 1, 0)}),
        ("sealed-on-the-way: {status: planned, due: 2027-01-01}", "", {"sealed-on-the-way": (3, 1, 0)}),
        ("blast-small: {status: not-applicable, because: So.}", "", {"sealed-on-the-way": (3, 1, 0)}),
    ],
)
def test_control_reduction_is_current_minus_met(
    assessed: Callable[..., Assessment], said: str, house: str, expected: dict[str, tuple[int, int, int]]
) -> None:
    found = assessed(TALK % said, house) if house else assessed(TALK % said)
    for control, figures in expected.items():
        each = measure(found, control)
        assert (each.reduction, each.closed, each.lowered) == figures
    assert "flows-watched" not in names(found)


def test_settled_findings_request_nothing(assessed: Callable[..., Assessment]) -> None:
    assert names(assessed(TALK % "sealed-on-the-way: met")) == []
    assert names(assessed(HOSTS.replace("optional", "required"))) == []


def test_worst_risk_comes_first_then_tier_0() -> None:
    found = priorities(assembly.load_and_assess(MODELS, "2026-12-01", "models").systems.values())
    assert len(found) > 20
    keys = [
        max((vocabulary.rank(gain.finding.risk.current.level), gain.tier_zero) for gain in each.gains if gain.reduction)
        for each in found
        if each.reduction
    ]
    assert keys == sorted(keys, reverse=True)
    assert {tier_zero for _, tier_zero in keys} == {True, False}
    assert all(max(share.reduction for share in each.shares) <= each.reduction for each in found)
    assert all(each.reduction <= sum(share.reduction for share in each.shares) for each in found)
    assert all(each.reduction or each.closed for each in found)


def test_many_hosts_rank_no_higher_than_one(assessed: Callable[..., Assessment]) -> None:
    """The key pair of five hosts stood before what protects the directory, for there are five of them."""
    hosts = "".join(f"  h{number}: {{kind: server, settings: {{metadata: optional}}}}\n" for number in range(9))
    one = measure(assessed("services:\n" + hosts.partition("\n")[0] + "\n"), "metadata-guarded")
    many = measure(assessed("services:\n" + hosts), "metadata-guarded")
    assert many.rank[0] == one.rank[0]
    assert (len(many.gains), len(one.gains)) == (9, 1)


def test_keys_of_hosts_come_after_the_directory() -> None:
    judged = assembly.load_and_assess(MODELS, "2026-12-01", "models").systems["corporate-directory"]
    first = [each.control for each in priorities([judged])]
    assert first.index("ldap-signing-and-channel-binding") < first.index("no-shared-key-pairs")
    assert first.index("tier-0-isolation") < first.index("no-shared-key-pairs")


def test_meeting_a_measure_gives_its_reduction(
    judged: Callable[..., SystemAssessment], assessed: Callable[..., Assessment]
) -> None:
    before = assessed(TALK % "")
    gain = measure(before, "sealed-on-the-way").shares[0].gains[0]
    after = next(each for each in judged(TALK % "sealed-on-the-way: met").findings if each.id == gain.finding.id)
    assert (after.risk.current.level, after.state) == (gain.left.level, "mitigated")


@pytest.mark.parametrize(
    ("said", "points"),
    [
        ("", [("2026-12-01", 1, ())]),
        (
            "sealed-on-the-way: {status: planned, due: 2027-02-01}, blast-small: {status: planned, due: 2027-01-01}",
            [("2026-12-01", 1, ()), ("2027-01-01", 1, ("blast-small",)), ("2027-02-01", 0, ("sealed-on-the-way",))],
        ),
        (
            "sealed-on-the-way: {status: planned, due: 2026-01-01}",
            [("2026-12-01", 1, ()), ("", 0, ("sealed-on-the-way",))],
        ),
        (
            "sealed-on-the-way: {status: planned, due: 2026-12-01}",
            [("2026-12-01", 1, ()), ("2026-12-01", 0, ("sealed-on-the-way",))],
        ),
        ("flows-watched: {status: planned, due: 2027-01-01}", [("2026-12-01", 1, ())]),
    ],
)
def test_curve_falls_on_due_days(
    judged: Callable[..., SystemAssessment], said: str, points: list[tuple[str, int, tuple[str, ...]]]
) -> None:
    found = forecast((judged(TALK % said),))
    assert [(each.on, each.total, each.controls) for each in found] == points


def test_curve_starts_unsettled_and_never_rises() -> None:
    for each in assembly.load_and_assess(MODELS, "2026-12-01", "models").systems.values():
        found = forecast((each,))
        assert found[0].total == len(each.unsettled)
        assert [point.total for point in found] == sorted((point.total for point in found), reverse=True)


def test_empty_model_has_empty_curve() -> None:
    assert [(each.on, each.total) for each in forecast(())] == [("", 0)]


def others(found: Assessment) -> dict[str, Alternative]:
    judged = found.systems["world"]
    return {each.option: each for each in alternatives(judged, conditions(found.workspace.catalogue), found.workspace)}


def test_another_directory_removes_its_findings(assessed: Callable[..., Assessment]) -> None:
    found = assessed(DIRECTORY)
    options = found.workspace.catalogue.directories
    assert set(others(found)) == set(options) - {"old-directory"}
    chosen = {each.id for each in found.systems["world"].unsettled if each.about == "directory"}
    for option, other in others(found).items():
        real = assessed(DIRECTORY.replace("old-directory", option)).systems["world"]
        after = {each.id for each in real.unsettled if each.about == "directory"}
        assert {each.id for each in other.goes} == chosen - after
        assert {each.id for each in other.comes} == after - chosen
        assert {each.id for each in other.stays} == after & chosen


def test_no_choice_has_no_alternative(assessed: Callable[..., Assessment]) -> None:
    assert others(assessed("services: {a: {kind: server}}")) == {}
    assert others(assessed("directory: {needs: {backup: required}}")) == {}


def test_only_provider_services_are_replaced() -> None:
    found = assembly.load_and_assess(MODELS, "2026-12-01", "models")
    asked = conditions(found.workspace.catalogue)
    judged = found.systems["three-tier-migration"]
    rows = {each.option: each for each in alternatives(judged, asked, found.workspace)}
    services = judged.resolved.system.services
    kinds = judged.resolved.catalogue.kinds
    replaced = rows["managed-ad-enterprise"].replaced
    assert replaced
    assert all(kinds[services[name].kind].provider for name in replaced)
    assert rows["managed-ad-enterprise"].gaps > 0


def test_high_risk_outranks_many_low(judged: Callable[..., SystemAssessment]) -> None:
    nets = ", ".join(f"n{number}: {{kind: vpc, settings: {{flow-logs: false}}}}" for number in range(9))
    model = (
        f"networks: {{{nets}}}\n"
        "accounts: {x: {provider: aws, owner: others, settings: {root-mfa: none}}}\n"
        "zones: {outer: {}, inner: {inside: outer}}\n"
        "services: {a: {kind: server, zone: inner, settings: {metadata: optional}}}\n"
    )
    found = judged(model)
    first, second = rollup.by_party((found,))
    assert (first.id, first.total, second.id, second.total) == ("others", 1, "team", 10)
    assert first.worst is not None
    assert second.worst is not None
    assert LEVELS.index(first.worst) > LEVELS.index(second.worst)
    assert [(each.id, each.total) for each in rollup.by_zone(found)] == [("inner", 1), ("outer", 1)]
    assert [(each.id, each.worst) for each in rollup.by_service(found)] == [("a", "moderate")]


def test_unsettled_finding_is_counted_once() -> None:
    found = assembly.load_and_assess(MODELS, "2026-12-01", "models")
    every = [each for judged in found.systems.values() for each in judged.unsettled]
    once = {(each.id, each.place) for each in every}
    assert len(once) < len(every)
    assert sum(each.total for each in rollup.by_party(found.systems.values())) == len(once)
    assert sum(each.total for each in rollup.by_system(found.systems.values())) == len(every)


def test_finding_on_shared_account_counts_once(assessed: Callable[..., Assessment]) -> None:
    house = (
        "organisation: {title: H}\nparties: {team: {}}\naccounts: {x: {provider: aws, settings: {root-mfa: none}}}\n"
    )
    model = "services: {a: {kind: server, account: x}}\n"
    other = {"models/systems/other/model.yaml": "system: {title: Other, owner: team}\n" + model}
    found = assessed(model, house, other)
    both = measure(found, "root-locked")
    alone = measure(assessed(model, house), "root-locked")
    assert [share.system for share in both.shares] == ["other", "world"]
    assert (both.reduction, both.closed) == (alone.reduction, alone.closed) == (both.shares[0].reduction, 1)
    assert forecast(tuple(found.systems.values()))[0].total == 1
