"""The directory decision: every option against every need, with a reason for each no."""

from collections.abc import Callable

import pytest

from zonebook.assess.directory.fit import OptionVerdict
from zonebook.assess.system import SystemAssessment


def verdict(judged: SystemAssessment, option: str) -> OptionVerdict:
    return next(each for each in judged.options if each.option == option)


def test_no_verdict_without_a_decision(judged: Callable[..., SystemAssessment]) -> None:
    assert judged("services: {a: {kind: server}}").options == ()


def test_every_option_has_a_verdict(judged: Callable[..., SystemAssessment]) -> None:
    found = judged("directory: {choice: own-directory}")
    assert {each.option for each in found.options} == set(found.resolved.catalogue.directories)
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
def test_option_fits_fails_or_depends(  # noqa: PLR0917  one row of the table
    judged: Callable[..., SystemAssessment],
    needs: str,
    option: str,
    fit: str,
    against: tuple[str, ...],
    open_: tuple[str, ...],
) -> None:
    found = verdict(judged(f"directory: {{needs: {needs}, choice: own-directory}}"), option)
    assert (found.fit, found.against, found.open_) == (fit, against, open_)


def test_each_need_is_answered_with_note(judged: Callable[..., SystemAssessment]) -> None:
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
        ("users: 5001", ("5,001 users are needed, and Rented directory holds at most 5,000",)),
        ("objects: 30001", ()),
        ("shared_accounts: 6", ("6 shared accounts are needed, and Rented directory holds at most 5",)),
        ("regions: 9", ()),
    ],
)
def test_numbers_are_compared_with_limits(
    judged: Callable[..., SystemAssessment], numbers: str, against: tuple[str, ...]
) -> None:
    assert verdict(judged(f"directory: {{{numbers}}}"), "rented-directory").against == against


BEYOND = "45,000 objects are needed, and Rented directory holds about 30,000{}; that limit is advice or can be raised"


@pytest.mark.parametrize(
    ("numbers", "remarks", "excess"),
    [
        ("objects: 30000", (), 0),
        ("objects: 45000", (BEYOND.format(""),), 50),
        ("users: 15000, existing_ad: false", (BEYOND.format(" (assumed, not counted)"),), 50),
        ("users: 4000, existing_ad: true", (), 0),
    ],
)
def test_approximate_limit_is_a_remark(
    judged: Callable[..., SystemAssessment], numbers: str, remarks: tuple[str, ...], excess: int
) -> None:
    found = verdict(judged(f"directory: {{{numbers}}}"), "rented-directory")
    assert (found.remarks, found.excess) == (remarks, excess)


def test_fitting_options_come_first(judged: Callable[..., SystemAssessment]) -> None:
    found = judged("directory: {needs: {trusts: required}}").options
    assert [(each.option, each.fit) for each in found] == [
        ("own-directory", "fits"), ("rented-directory", "open"), ("old-directory", "fails"),
    ]  # fmt: skip
    assert len(verdict(judged("directory: {needs: {trusts: required}}"), "old-directory").against) == 2


def test_failing_choice_is_a_finding(judged: Callable[..., SystemAssessment]) -> None:
    found = judged("directory: {needs: {backup: required}, choice: own-directory}")
    finding = next(each for each in found.findings if each.threat.id == "choice-fails")
    assert finding.reasons == verdict(found, "own-directory").against
    assert finding.place.line == 2


def test_no_choice_is_a_gap(judged: Callable[..., SystemAssessment]) -> None:
    found = judged("directory: {needs: {backup: required}}")
    assert [each.attributes for each in found.gaps if each.threat.id == "choice-fails"] == [("directory.choice",)]


RULES = """\
title: {title}
rank: {rank}
when: {{needs: [trusts]}}
because: Made for tests.
{what}
sources: [{{title: Made for tests}}]
confidence: confirmed
"""


def ruled(judged: Callable[..., SystemAssessment], decision: str, *rules: str) -> SystemAssessment:
    more = {
        f"models/advice/rule-{rank}.yaml": RULES.format(title=f"Rule {rank}", rank=rank, what=what)
        for rank, what in enumerate(rules, 1)
    }
    return judged(f"directory: {decision}", more=more)


def test_avoided_option_comes_last_among_equals(judged: Callable[..., SystemAssessment]) -> None:
    """Among options that fit equally well."""
    decision = "{needs: {trusts: wanted}, choice: own-directory}"
    assert [each.option for each in ruled(judged, decision).options][:2] == ["own-directory", "rented-directory"]
    found = ruled(judged, decision, "avoid: [own-directory]").options
    assert [each.option for each in found][:2] == ["rented-directory", "own-directory"]
    assert found[1].behind == "to be avoided, by the rule: Rule 1"


def test_rule_decides_between_options_left(judged: Callable[..., SystemAssessment]) -> None:
    found = ruled(judged, "{needs: {trusts: wanted}}", "choose: [rented-directory]").options
    assert [each.option for each in found][:2] == ["rented-directory", "own-directory"]
    assert found[1].behind == "no rule that holds advises it; there, by the rule: Rule 1"
    assert (found[0].lost_by, found[1].lost_by) == (None, "rule")
    decision = "{needs: {group-policy: wanted, trusts: required}}"
    found = ruled(judged, decision, "choose: [old-directory, own-directory]").options
    assert [each.option for each in found] == ["own-directory", "rented-directory", "old-directory"]
    assert "by the rule: Rule 1" in found[0].rank
    assert found[2].behind == "it is ruled out; there, it fits under conditions"
    assert found[0].behind == ""


def test_wishes_decide_among_what_a_rule_names(judged: Callable[..., SystemAssessment]) -> None:
    found = ruled(judged, "{needs: {trusts: wanted}}", "choose: [rented-directory, own-directory]").options
    assert [each.option for each in found][:2] == ["own-directory", "rented-directory"]
    assert found[1].behind == "0 of 1 wanted needs met, 1 partly; there, 1 of 1 wanted needs met"


def test_unsettled_need_weighs_more_than_a_rule(judged: Callable[..., SystemAssessment]) -> None:
    """The catalogue does not say whether the rented directory is backed up; it says that trusts work in part."""
    decision = "{needs: {trusts: required}}"
    assert ruled(judged, decision, "choose: [rented-directory]").options[0].option == "rented-directory"
    backed_up = (
        "title: Backed up\nsummary: Made for tests.\ncapabilities: {backup: partial, trusts: yes}\n"
        "lifecycle: {status: current}\nsources: [{title: Made for tests}]\nconfidence: confirmed\n"
    )
    rule = RULES.format(title="Rule", rank=1, what="choose: [rented-directory]")
    more = {"models/advice/rule.yaml": rule, "models/directories/backed-up.yaml": backed_up}
    found = judged("directory: {needs: {backup: required, trusts: wanted}}", more=more).options
    assert found[0].option == "backed-up"
    assert found[1].behind == "1 condition on a required need not settled"


def test_exclusion_reason_names_the_remedy(judged: Callable[..., SystemAssessment]) -> None:
    """The reasons against an option are the changes that would let it in."""
    found = judged("directory: {needs: {trusts: required, backup: required}, users: 9000, choice: own-directory}")
    changes = {each.option: (each.effect, each.changes) for each in found.would_change}
    assert changes == {
        "own-directory": ("would-fit", ("Backup not required",)),
        "rented-directory": ("would-fit", ("at most 5,000 users, not 9,000",)),
        "old-directory": ("closed", ("Trusts not required",)),
    }


def test_missing_needs_would_exclude_the_choice(judged: Callable[..., SystemAssessment]) -> None:
    found = judged("directory: {needs: {group-policy: required}, choice: own-directory}")
    against = [each for each in found.would_change if each.option == "own-directory"]
    assert [(each.effect, each.changes, each.then) for each in against] == [("would-fail", ("Backup required",), ())]
    rented = judged("directory: {needs: {group-policy: required}, choice: rented-directory}").would_change
    told = [(each.effect, each.changes, each.then) for each in rented if each.option == "rented-directory"]
    assert told == [
        ("would-depend", ("Trusts required",), ("own-directory", "rented-directory")),
        ("would-fail", ("more than 5,000 users",), ("own-directory",)),
        ("would-fail", ("more than 5 shared accounts",), ("own-directory",)),
    ]


@pytest.mark.parametrize(
    ("stated", "fit"), [("existing_ad: true", "fits"), ("existing_ad: false", "fails"), ("users: 1", "open")]
)
def test_dependent_option_needs_its_base(judged: Callable[..., SystemAssessment], stated: str, fit: str) -> None:
    option = (
        "title: On top\nsummary: It builds on another.\nneeds_existing: true\ncapabilities: {trusts: yes}\n"
        "lifecycle: {status: current}\nsources: [{title: Made for tests}]\nconfidence: confirmed\n"
    )
    found = judged(f"directory: {{{stated}, choice: on-top}}", more={"models/directories/on-top.yaml": option})
    assert verdict(found, "on-top").fit == fit
    failing = [each.reasons for each in found.findings if each.threat.id == "choice-fails"]
    assert failing == ([verdict(found, "on-top").against] if fit == "fails" else [])
    open_ = [each.attributes for each in found.gaps if each.threat.id == "choice-fails"]
    assert open_ == ([("directory.existing_ad",)] if fit == "open" else [])
