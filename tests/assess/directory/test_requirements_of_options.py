"""What the shipped directory options require: each states it, and requires nothing that it calls needless."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from zonebook import assembly
from zonebook.assess.conditions.entry_conditions import conditions
from zonebook.assess.directory.implied_entries import Brought, brought
from zonebook.model.catalogue import Catalogue
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import Workspace

TOP = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def shipped() -> Workspace:
    return assembly.load_and_assess(TOP / "models", "2026-12-01", "models").workspace


OPTIONS = (
    "ad-connector-large", "ad-connector-small", "existing-domain", "extended-ad", "identity-center-external-idp",
    "managed-ad-enterprise", "managed-ad-hybrid", "managed-ad-standard", "self-managed-ad",
    "simple-ad-large", "simple-ad-small",
)  # fmt: skip


def test_each_option_is_tested(shipped: Workspace) -> None:
    assert tuple(shipped.catalogue.directories) == OPTIONS


@pytest.mark.parametrize("name", OPTIONS)
def test_option_requires_nothing_it_calls_needless(shipped: Workspace, name: str) -> None:
    catalogue: Catalogue = shipped.catalogue
    option = catalogue.directories[name]
    assert option.expects.flows
    assert option.expects.zones
    for rule in option.expects.flows.values():
        assert all(each.ports for each in catalogue.spoken(rule.needs)), rule.id
        needs = {each.id for each in catalogue.spoken(rule.needs)}
        assert not needs & {each.id for each in catalogue.spoken(tuple(rule.needless))} - needs
        assert not needs & set(rule.needless), rule.id
        ends: set[Any] = set(rule.to.kinds) | set(rule.from_.kinds)
        ends |= set(rule.across.member_of.kinds) if rule.across else set()
        own = set(option.kinds)
        named = ends & own or rule.to.traits
        assert named, f"{name}: {rule.id} is not about the directory"


@pytest.fixture(scope="module")
def bring(shipped: Workspace) -> Callable[[str], Brought]:
    """Return what an option implies, by its id."""
    resolved = ResolvedSystem(shipped, next(iter(shipped.systems.values())))
    asked = conditions(shipped.catalogue)
    return lambda option: brought(resolved, shipped.catalogue.directories[option], asked)


def test_duties_depend_on_operating_party(bring: Callable[[str], Brought]) -> None:
    own, rented = bring("self-managed-ad"), bring("managed-ad-enterprise")
    assert {"print-spooler-on-domain-controller", "krbtgt-never-rotated"} <= set(own.threats) - set(rented.threats)
    assert {"managed-ad-delegated-groups-creep"} <= set(rented.threats) - set(own.threats)
    assert "directory-hangs-on-one-link" not in own.threats
    assert "directory-hangs-on-one-link" in bring("ad-connector-small").threats


def test_unused_category_implies_nothing(bring: Callable[[str], Brought]) -> None:
    assert "servers-on-private-subnets" in bring("managed-ad-enterprise").controls
    assert "servers-on-private-subnets" not in bring("identity-center-external-idp").controls
