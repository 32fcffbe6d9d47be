"""The facts of the shipped options: each says what it costs, rests on and can do, with the source of each number."""

import pytest
from tests.support import catalogues

from zonebook.model.options import DirectoryOption

OPTIONS = tuple(catalogues.known().directories.values())
OVERVIEW = "https://docs.aws.amazon.com/directoryservice/latest/admin-guide/what_is.html"


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.id)
def test_option_states_every_capability(option: DirectoryOption) -> None:
    known = catalogues.known().capabilities
    assert set(known) - set(option.capabilities) == set()
    unexplained = [name for name, each in option.capabilities.items() if each.answer == "partial" and not each.note]
    assert unexplained == []


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.id)
def test_option_states_order_and_steps(option: DirectoryOption) -> None:
    assert option.cost is not None
    assert option.cost.confidence == "to-confirm", "no stored page has the prices"
    assert option.size is not None
    assert option.first
    assert option.needs_existing or not option.rests_on_link


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.id)
def test_each_limit_has_source_and_day(option: DirectoryOption) -> None:
    for name, limit in option.limits.items():
        assert limit.source is not None, name
        assert limit.as_of, name
        assert limit.remarked_from <= limit.most, name


def test_default_quotas_rule_nothing_out() -> None:
    """A number that AWS raises on request is not firm; that a connector cannot be shared at all is."""
    firm = {option.id for option in OPTIONS if (most := option.limits.get("shared-accounts")) and most.firm}
    assert firm == {"ad-connector-large", "ad-connector-small", "simple-ad-large", "simple-ad-small"}


def test_no_two_options_tie() -> None:
    """Price, size and kind tell each option from the others, so none is chosen for its name."""
    places = [(option.cost.rank if option.cost else 0, option.size, option.kinds) for option in OPTIONS]
    assert len(set(places)) == len(places)


def test_overview_page_confirms_nothing() -> None:
    known = catalogues.known()
    for shelf in (known.capabilities, known.advice):
        for entry in shelf.values():
            urls = {source.url for source in entry.sources}
            assert urls - {OVERVIEW}, entry.id


def test_existing_forest_falls_for_those_on_it() -> None:
    """What builds on the existing forest offers none of its own."""
    answers = {option.id: option.capabilities["separate-forest"].answer for option in OPTIONS if option.needs_existing}
    assert set(answers.values()) == {"no"}
    outlives = {option.id for option in OPTIONS if option.capabilities["data-centre-exit"].answer == "no"}
    assert outlives == {"existing-domain", "managed-ad-hybrid"}
