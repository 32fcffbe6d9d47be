"""The action for pull requests, run by its own command lines on changes of the reference models."""

import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.support import requests
from tests.support.actions import Ran
from tests.support.histories import git
from tests.support.requests import ACTION, FLOW, FLOWS, FOUND, STATED, SYSTEM, Request

from zonebook.edge.installed import PACKAGE

pytestmark = pytest.mark.skipif(not shutil.which("jq"), reason="jq, with which the comment is found, is not installed")
Open = Callable[..., Request]
Run = Callable[..., Ran]
OPENED = {FLOWS: FLOW}
TERMS = "treatment: accept, by: identity-team, on: 2026-11-01, until: 2027-01-01, because: So it is."
SILENCED = {
    "decision": {f"{SYSTEM}/more.yaml": "decisions:\n" + "".join(f"  {e}@support-to-dc: {{{TERMS}}}\n" for e in FOUND)},
    "not applicable": {
        f"{SYSTEM}/more.yaml": "controls:\n"
        "  admin-ports-closed-to-internet: {status: not-applicable, because: No ports.}\n"
    },
}
PING = FLOW.replace("[rdp]", "[icmp]").replace("domain-controllers", "rd-gateway")
PING = PING.replace("    authenticated: [password]\n", "")
MARKER = "<!-- zonebook:comment:v1 -->\n"


@pytest.fixture
def run(tools: Path, tmp_path: Path) -> Run:
    """Run the action on a pull request, with comments wanted."""

    def ran(at: Request, github: Mapping[str, Any] | None = None, **wishes: str) -> Ran:
        wanted = {"comment": "true", "sarif": "true", **wishes}
        return requests.runner(at, tmp_path, tools).run(ACTION, github or at.github, **wanted)

    return ran


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one small system, for what does not depend on the models."""
    return requests.small(tmp_path_factory.mktemp("calm") / "models")


@pytest.fixture
def without_change(calm: Path, tmp_path: Path) -> Request:
    """A pull request that changes no model."""
    return requests.request(calm, tmp_path, {"README.md": "# Ours\n"})


def reworded(origin: Path) -> dict[str, str]:
    text = (origin / STATED).read_text("utf-8")
    assert "They use the AWS console" in text
    return {STATED: text.replace("They use the AWS console", "They use the console of AWS")}


def test_open_way_to_controllers_is_rejected(opened: Open, run: Run, origin: Path) -> None:
    at = opened(OPENED)
    ran = run(at)
    assert ran.code == 1
    line = (origin / FLOWS).read_text("utf-8").count("\n") + 1
    first = next(each for each in ran.log.splitlines() if each.startswith("::error file="))
    assert first.startswith(f"::error file={FLOWS},line={line},")
    assert "Remote Desktop stands open to the internet" in first
    (comment,) = at.comments()
    top = comment.partition("<details>")[0]
    assert "**Zonebook: CLOSED.** 7 new" in top
    assert "<code>anybody</code> → <code>dc-1</code>" in top
    assert "blocked by <code>admin-ports-closed-to-internet</code>" in top
    assert len(top.splitlines()) <= 9
    assert ran.summary == comment
    assert "::error title=Zonebook::CLOSED" in ran.log
    assert any("upload-sarif" in each for each in ran.used)


@pytest.mark.parametrize("silencer", [*SILENCED, "out of scope"])
def test_silenced_way_to_controllers_is_rejected(opened: Open, run: Run, origin: Path, silencer: str) -> None:
    stated = (origin / STATED).read_text("utf-8")
    outside = f"{stated}\nout_of_scope:\n  dc-1: {{because: Elsewhere.}}\n  dc-2: {{because: Elsewhere.}}\n"
    at = opened({**OPENED, **SILENCED.get(silencer, {STATED: outside})})
    ran = run(at)
    assert ran.code == 1
    assert "**Zonebook: CLOSED.**" in at.comments()[0]
    assert "rdp-open-to-internet" in at.comments()[0].partition("<details>")[0]


def test_reworded_summary_passes_with_one_line(opened: Open, run: Run, origin: Path) -> None:
    at = opened(reworded(origin))
    ran = run(at)
    assert ran.code == 0
    top = ran.summary.partition("<details>")[0].strip().splitlines()
    assert top[1:] == ["**Zonebook: OPEN.** No finding, question or path changed; 1 element stated otherwise."]


def test_unchanged_models_get_no_comment(without_change: Request, run: Run) -> None:
    at = without_change
    ran = run(at)
    assert (ran.code, at.comments()) == (0, [])
    assert ran.summary == f"{MARKER}**Zonebook: OPEN.** Nothing changed.\n"


def with_comments(at: Request, **more: Any) -> None:  # noqa: ANN401  what the code host holds
    said = [("eve", MARKER + "theirs"), ("github-actions[bot]", "other"), ("github-actions[bot]", MARKER + "old")]
    held = json.loads(at.state.read_text("utf-8"))
    held["comments"] = [{"id": 10 + n, "user": {"login": who}, "body": body} for n, (who, body) in enumerate(said)]
    at.state.write_text(json.dumps(held | more), "utf-8")


def test_own_comment_is_edited_alone(without_change: Request, run: Run) -> None:
    at = without_change
    with_comments(at)
    assert run(at).code == 0
    assert at.comments() == ["other", f"{MARKER}**Zonebook: OPEN.** Nothing changed.\n"]
    assert "theirs" in json.loads(at.state.read_text("utf-8"))["comments"][0]["body"]


def test_newer_head_is_not_overwritten(without_change: Request, run: Run) -> None:
    at = without_change
    with_comments(at, head="f" * 40)
    ran = run(at)
    assert (ran.code, at.comments()) == (0, ["other", MARKER + "old"])
    assert "not commented: the pull request has newer commits" in ran.log


def test_fork_gets_summary_and_verdict_alone(opened: Open, run: Run) -> None:
    at = opened(OPENED)
    github = json.loads(json.dumps(at.github))
    github["event"]["pull_request"]["head"]["repo"]["full_name"] = "eve/models"
    ran = run(at, github)
    assert (ran.code, at.comments()) == (1, [])
    assert "**Zonebook: CLOSED.**" in ran.summary
    assert not any("upload-sarif" in each for each in ran.used)


def test_failed_comment_leaves_the_verdict(opened: Open, run: Run) -> None:
    at = opened(OPENED)
    at.state.write_text("refused", "utf-8")
    assert run(at).code == 1


def test_folder_named_like_base_is_refused(opened: Open, run: Run, origin: Path) -> None:
    base = git(origin, "rev-parse", "HEAD")
    fake = {f"{base}/{FLOWS}": "flows: {}\n"}
    at = opened({**OPENED, **fake})
    ran = run(at)
    assert ran.code == 2
    assert "named like its base" in ran.log
    assert "**Zonebook: NOT COMPARED.**" in at.comments()[0]


def test_missing_base_is_not_compared(opened: Open, run: Run) -> None:
    at = opened(OPENED, depth=1)
    ran = run(at)
    assert ran.code == 2
    assert "**Zonebook: NOT COMPARED.**" in ran.summary
    assert "git fetch --unshallow" in ran.summary
    assert "::error file=" in ran.log


def test_invalid_models_are_rejected_with_places(opened: Open, run: Run) -> None:
    ran = run(opened({FLOWS: FLOW.replace("domain-controllers", "domain-controlers")}))
    assert ran.code == 1
    assert re.search(rf"^::error file={FLOWS},line=\d+,.*domain-controlers", ran.log, re.MULTILINE)
    assert "**Zonebook: CLOSED.**" in ran.summary


def test_push_checks_without_a_comparison(opened: Open, run: Run) -> None:
    at = opened(OPENED)
    ran = run(at, {**at.github, "event_name": "push"})
    assert (ran.code, at.comments()) == (0, [])
    assert "above the appetite" in ran.summary
    assert any("upload-sarif" in each for each in ran.used)


@pytest.mark.parametrize(("who", "code"), [("bob", 1), ("alice", 0)])
def test_decision_opens_where_its_party_is_proven(opened: Open, run: Run, who: str, code: int) -> None:
    decided = f"decisions:\n  flow-not-allowed-by-zone@support-to-dc: {{{TERMS.replace('identity-team', 'ciso')}}}\n"
    at = opened({FLOWS: PING, f"{SYSTEM}/more.yaml": decided})
    ran = run(at, {**at.github, "event": {**at.github["event"], "sender": {"login": who}}})
    assert ran.code == code
    assert ("nothing proves that ciso decided" in ran.summary) == bool(code)


@pytest.mark.parametrize(("level", "code"), [("", 1), ("very-high", 0)])
def test_level_of_the_gate_is_passed_on(opened: Open, run: Run, level: str, code: int) -> None:
    ran = run(opened({FLOWS: PING}), fail_on=level)
    assert "1 new (worst high)" in ran.summary
    assert ran.code == code


def test_program_is_installed_where_asked(without_change: Request, run: Run) -> None:
    ran = run(without_change, requirements="needs/these.txt")
    assert "installed: -m pip install --quiet --disable-pip-version-check --requirement needs/these.txt" in ran.log
    assert any("setup-python" in each for each in ran.used)


def test_installed_program_is_left_alone(without_change: Request, run: Run) -> None:
    ran = run(without_change, requirements="")
    assert "installed:" not in ran.log
    assert not any("setup-python" in each for each in ran.used)


def test_expressions_stay_out_of_the_shell() -> None:
    steps = yaml.safe_load(ACTION.read_text("utf-8"))["runs"]["steps"]
    scripts = [step["run"] for step in steps if "run" in step]
    assert len(scripts) == 6
    assert [script for script in scripts if "${{" in script] == []


def test_new_repositories_get_the_same_action() -> None:
    assert (PACKAGE / "template" / "github-action.yml").read_bytes() == ACTION.read_bytes()


def test_workflow_has_the_least_rights() -> None:
    hub = yaml.safe_load((PACKAGE / "template" / "github.yml").read_text("utf-8"))
    events = hub.get("on") or hub[True]
    assert set(events) == {"push", "pull_request", "merge_group"}
    assert not events["pull_request"]
    assert hub["permissions"] == hub["jobs"]["change"]["permissions"] == {"contents": "read"}
    assert hub["jobs"]["change"]["steps"][0]["with"] == {"fetch-depth": 2, "persist-credentials": False}
