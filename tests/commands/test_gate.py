"""A check against a baseline fails for what a change brings, and for nothing else."""

from collections.abc import Callable

import pytest
from click.testing import Result
from tests.support import sites
from tests.support.histories import (
    DAY,
    DECIDED,
    FLOWS,
    OPENED,
    STATED,
    STATES,
    SUPPORT,
    SYSTEM,
    WITH,
    History,
    accepted,
)

Diff = Callable[..., Result]
BASELINE = ("--baseline", "base")


@pytest.mark.parametrize("state", STATES)
def test_gate_agrees_with_the_verdict(diff: Diff, history: History, state: str) -> None:
    changed, code, _ = STATES[state]
    assert diff("base", history.commit(changed)).exit_code == code
    gate = sites.asked("check", "--baseline", "base", "--as-of", DAY)
    assert gate.exit_code == code
    assert ("models/systems/small/" in gate.stdout) == bool(code)


def test_gate_fails_for_the_new_alone(diff: Diff, history: History) -> None:
    history.commit(WITH)
    gate = ("check", "--as-of", DAY, "--fail-on", "moderate")
    every, new = sites.asked(*gate), sites.asked(*gate, "--baseline", "base")
    assert "password-alone-from-outside@pages" in every.stdout
    assert "password-alone-from-outside@pages" not in new.stdout
    assert "flows.yaml:8:3: very-high: rdp-open-to-internet@support: new: " in new.stdout
    assert "6 new or worse than base (rdp-open-to-internet@support, " in new.stderr
    assert "; 2 findings were there before, and fail nothing." in new.stderr
    assert diff("base").exit_code == 1


def test_gate_fails_for_new_questions(diff: Diff, history: History) -> None:
    history.commit({STATED: SYSTEM + "  box: {title: Box, kind: windows-server-on-ec2, zone: core, owner: team}\n"})
    gate = ("check", "--as-of", DAY, *BASELINE, "--fail-on", "very-high")
    assert sites.asked(*gate).exit_code == 0
    result = sites.asked(*gate, "--fail-on-possible", "low")
    assert result.exit_code == 1
    assert ": not stated" in result.stdout
    assert diff("base", "--fail-on", "very-high").exit_code == 0


def test_gate_without_baseline_has_no_answer(diff: Diff, history: History) -> None:
    broken = history.commit(STATES["invalid"][0])
    history.commit()
    for base, says in (("nowhere", "there is no revision `nowhere`"), (broken, "has 1 problem, the first is ")):
        gate = sites.asked("check", "--baseline", base, "--as-of", DAY)
        assert (gate.exit_code, gate.stdout) == (2, "")
        assert says in gate.stderr
    assert diff("base").exit_code == 0


def test_formats_hold_everything_at_the_gate(diff: Diff, history: History) -> None:
    history.commit()
    whole, gated = (sites.asked("check", "--as-of", DAY, "--format", "json", *more).stdout for more in ((), BASELINE))
    assert whole == gated
    assert diff("base").exit_code == 0


def test_ended_decision_fails_where_asked(diff: Diff, history: History) -> None:
    ended = accepted("ciso").replace("until: 2027-01-01", "until: 2026-11-02")
    history.commit({**WITH, DECIDED: ended})
    gate = ("check", "--as-of", DAY, "--fail-on-expired")
    assert "rdp-open-to-internet@support" in sites.asked(*gate).stdout
    assert sites.asked(*gate).exit_code == 1
    assert sites.asked(*gate, "--baseline", "HEAD").exit_code == 0
    assert sites.asked(*gate, *BASELINE, "--fail-on", "very-high").stdout.count("its decision has ended") >= 1
    assert diff("HEAD").exit_code == 0


def test_annotations_begin_with_what_is_new(diff: Diff, history: History) -> None:
    many = FLOWS + "".join(SUPPORT.replace("  support:", f"  old-{n}:") for n in range(12))
    base = history.commit({OPENED: many})
    history.commit({OPENED: many + SUPPORT})
    gate = ("check", "--as-of", DAY, "--format", "github")
    every, new = sites.asked(*gate), sites.asked(*gate, "--baseline", base)
    assert f"/flows.yaml,line={many.count(chr(10)) + 1}," in new.stdout.splitlines()[0]
    assert "/flows.yaml,line=8," in every.stdout.splitlines()[0]
    assert diff(base).exit_code == 1


@pytest.mark.parametrize("words", [("check", "--baseline", ""), ("diff", "")])
def test_empty_name_is_no_state(diff: Diff, history: History, words: tuple[str, ...]) -> None:
    history.commit()
    result = sites.asked(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "it is empty: name a git revision or a folder" in result.stderr
    assert diff("base").exit_code == 0
