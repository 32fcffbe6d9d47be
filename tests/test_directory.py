"""The directory decision: every option against every need, with a reason for each no."""

from collections.abc import Callable

import pytest

from zonebook.assess.assessment import Judged
from zonebook.assess.directory import OptionVerdict


def verdict(judged: Judged, option: str) -> OptionVerdict:
    return next(each for each in judged.options if each.option == option)


def test_there_is_no_verdict_without_a_decision(judged: Callable[..., Judged]) -> None:
    assert judged("services: {a: {kind: server}}").options == ()


def test_every_option_has_a_verdict_and_the_choice_is_marked(judged: Callable[..., Judged]) -> None:
    found = judged("directory: {choice: own-directory}")
    assert {each.option for each in found.options} == set(found.scene.catalogue.directories)
    assert [each.option for each in found.options if each.chosen] == ["own-directory"]


@pytest.mark.parametrize(
    ("needs", "option", "fit", "against", "open_"),
    [
        ("{group-policy: required}", "own-directory", "fits", (), ()),
        ("{backup: wanted}", "own-directory", "fits", (), ()),
        ("{backup: required}", "own-directory", "fails",
         ("Backup is required, and Own directory does not offer it: You back it up.",), ()),
        ("{trusts: required}", "rented-directory", "open", (), ("Trusts: Forest trusts only.",)),
        ("{backup: required}", "rented-directory", "open", (), ("Backup: the catalogue does not say",)),
        ("{trusts: wanted}", "rented-directory", "fits", (), ()),
        ("{group-policy: required}", "old-directory", "fails",
         ("it is closed to new since 2026-06-30; use Rented directory instead",), ()),
    ],
)  # fmt: skip
def test_an_option_fits_fails_or_depends(  # noqa: PLR0917  one row of the table
    judged: Callable[..., Judged], needs: str, option: str, fit: str, against: tuple[str, ...], open_: tuple[str, ...]
) -> None:
    found = verdict(judged(f"directory: {{needs: {needs}, choice: own-directory}}"), option)
    assert (found.fit, found.against, found.open_) == (fit, against, open_)


def test_each_need_has_an_answer_with_the_note_of_the_catalogue(judged: Callable[..., Judged]) -> None:
    model = "directory: {needs: {trusts: {weight: required, because: A merger.}, backup: wanted}}"
    found = verdict(judged(model), "rented-directory")
    assert [(each.capability, each.answer, each.note, each.need.weight) for each in found.needs] == [
        ("trusts", "partial", "Forest trusts only.", "required"),
        ("backup", "not-stated", "the catalogue does not say", "wanted"),
    ]
    assert found.needs[0].need.because == "A merger."


@pytest.mark.parametrize(
    ("numbers", "against"),
    [
        ("users: 5000", ()),
        ("users: 5001", ("5001 users are needed, and Rented directory holds at most 5000",)),
        ("objects: 30001", ("30001 objects are needed, and Rented directory holds about 30000",)),
        ("shared_accounts: 6", ("6 shared accounts are needed, and Rented directory holds at most 5",)),
        ("regions: 9", ()),
    ],
)
def test_numbers_are_held_against_limits(judged: Callable[..., Judged], numbers: str, against: tuple[str, ...]) -> None:
    assert verdict(judged(f"directory: {{{numbers}}}"), "rented-directory").against == against


def test_what_fits_comes_first_and_what_fails_last(judged: Callable[..., Judged]) -> None:
    found = judged("directory: {needs: {trusts: required}}").options
    assert [(each.option, each.fit) for each in found] == [
        ("own-directory", "fits"), ("rented-directory", "open"), ("old-directory", "fails"),
    ]  # fmt: skip
    assert len(verdict(judged("directory: {needs: {trusts: required}}"), "old-directory").against) == 2


def test_a_choice_that_fails_a_need_is_a_finding_with_the_reason(judged: Callable[..., Judged]) -> None:
    found = judged("directory: {needs: {backup: required}, choice: own-directory}")
    finding = next(each for each in found.findings if each.threat.id == "choice-fails")
    assert finding.reasons == verdict(found, "own-directory").against
    assert finding.place.line == 2


def test_no_choice_is_a_gap(judged: Callable[..., Judged]) -> None:
    found = judged("directory: {needs: {backup: required}}")
    assert [each.attributes for each in found.gaps if each.threat.id == "choice-fails"] == [("directory.choice",)]
