import pytest

from zonebook.model.vocabulary import LEVELS, above, at_least, rank, words, worst


def test_levels_are_ranked_from_the_lowest() -> None:
    assert [rank(level) for level in LEVELS] == [0, 1, 2, 3, 4]


def test_level_comparison_includes_equality() -> None:
    assert [at_least(level, "moderate") for level in LEVELS] == [False, False, True, True, True]
    assert [above(level, "moderate") for level in LEVELS] == [False, False, False, True, True]


def test_worst_level_is_the_highest() -> None:
    assert worst(["low", "very-high", "moderate"]) == "very-high"
    with pytest.raises(ValueError, match="empty"):
        worst([])


def test_value_is_spelt_without_hyphens() -> None:
    assert words("not-applicable") == "not applicable"
