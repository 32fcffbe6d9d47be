"""What the shipped directory options ask for: each says it, and asks for nothing that it calls needless."""

from pathlib import Path
from typing import Any

import pytest

from zonebook import assembly
from zonebook.assess.directory.implied_entries import brought
from zonebook.model.catalogue import Catalogue
from zonebook.model.system import Workspace

TOP = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def shipped() -> Workspace:
    return assembly.load_and_assess(TOP / "models", "2026-12-01", "models").workspace


OPTIONS = (
    "ad-connector-large", "ad-connector-small", "extended-ad", "identity-center-external-idp", "managed-ad-enterprise",
    "managed-ad-hybrid", "managed-ad-standard", "self-managed-ad", "simple-ad-large", "simple-ad-small",
)  # fmt: skip


def test_each_option_is_tested(shipped: Workspace) -> None:
    assert tuple(shipped.catalogue.directories) == OPTIONS


@pytest.mark.parametrize("name", OPTIONS)
def test_each_option_says_what_it_expects_and_nothing_needless_is_needed(shipped: Workspace, name: str) -> None:
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
        own = set(option.kinds)
        named = ends & own or rule.to.traits
        assert named, f"{name}: {rule.id} is about something else than the directory"


def test_what_a_choice_brings_differs_by_who_runs_it(shipped: Workspace) -> None:
    catalogue = shipped.catalogue
    own, rented = (brought(catalogue, catalogue.directories[n]) for n in ("self-managed-ad", "managed-ad-enterprise"))
    assert {"print-spooler-on-domain-controller", "krbtgt-never-rotated"} <= set(own.threats) - set(rented.threats)
    assert {"managed-ad-delegated-groups-creep"} <= set(rented.threats) - set(own.threats)
    assert "directory-hangs-on-one-link" not in own.threats
    assert "directory-hangs-on-one-link" in brought(catalogue, catalogue.directories["ad-connector-small"]).threats
