"""The job of GitLab and the hooks of pre-commit, run by their own command lines on changes of a model."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.support import requests, sites
from tests.support.histories import git
from tests.support.requests import FLOW, FLOWS, Request

from zonebook.edge.installed import PACKAGE

Open = Callable[..., Request]
CASES = pytest.mark.parametrize(("changed", "code"), [({FLOWS: FLOW}, 1), ({"README.md": "# Ours\n"}, 0)])


def lab() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((PACKAGE / "template" / "gitlab.yml").read_text("utf-8"))
    return read


@CASES
@pytest.mark.parametrize("merged", [True, False], ids=["merged result", "branch"])
def test_gitlab_job_judges_the_change(  # noqa: PLR0917
    opened: Open, tools: Path, tmp_path: Path, changed: dict[str, str], code: int, *, merged: bool
) -> None:
    at = opened(changed)
    base = git(at.checkout, "rev-parse", "HEAD^1")
    known = {"CI_MERGE_REQUEST_TARGET_BRANCH_SHA" if merged else "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}
    script = "\n".join(lab()["threat-models-change"]["script"])
    ended, said = requests.runner(at, tmp_path, tools).shell(script, {"GITLAB_USER_LOGIN": "bob", **known})
    assert ended == code
    assert f"**Zonebook: {'CLOSED' if code else 'OPEN'}.**" in said
    assert (at.checkout / "zonebook.md").read_text("utf-8") in said
    found = json.loads((at.checkout / "gl-code-quality-report.json").read_text("utf-8"))
    assert any(each["location"]["path"] == FLOWS and "Remote Desktop" in each["description"] for each in found) == code


def test_gitlab_job_without_base_fails(opened: Open, tools: Path, tmp_path: Path) -> None:
    at = opened({FLOWS: FLOW})
    script = "\n".join(lab()["threat-models-change"]["script"])
    runner = requests.runner(at, tmp_path, tools)
    assert runner.shell(script, {"GITLAB_USER_LOGIN": "bob"})[0] == 1
    ended, said = runner.shell(script, {"GITLAB_USER_LOGIN": "bob", "CI_MERGE_REQUEST_DIFF_BASE_SHA": "f" * 40})
    assert (ended, "**Zonebook: NOT COMPARED.**" in said) == (2, True)


def test_gitlab_job_runs_on_merge_requests() -> None:
    read = lab()
    wanted = {"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}
    assert read["threat-models-change"]["rules"] == [wanted]
    assert read["workflow"]["rules"][0] == wanted
    assert read["threat-models"]["rules"] == [{"when": "on_success"}]
    assert read["threat-models-change"]["variables"] == {"GIT_DEPTH": "0"}


def hooks(path: Path) -> list[dict[str, Any]]:
    read = yaml.safe_load(path.read_text("utf-8"))
    found: list[dict[str, Any]] = read["repos"][0]["hooks"] if isinstance(read, dict) else read
    return found


HOOKS = (sites.TOP / ".pre-commit-hooks.yaml", PACKAGE / "template" / "pre-commit.yml")


@CASES
@pytest.mark.parametrize("path", HOOKS, ids=lambda path: path.name)
def test_hooks_judge_what_is_written(  # noqa: PLR0917
    opened: Open, tools: Path, tmp_path: Path, path: Path, changed: dict[str, str], code: int
) -> None:
    at = opened(changed)
    git(at.checkout, "update-ref", "refs/remotes/origin/main", "HEAD^1")
    (at.checkout / ".venv").mkdir()
    (at.checkout / ".venv" / "bin").symlink_to(tools)
    runner = requests.runner(at, tmp_path, tools)
    ended = {each["id"]: runner.shell(" ".join((each["entry"], *each.get("args", ()))), {})[0] for each in hooks(path)}
    assert ended == {"zonebook-check": 0, "zonebook-gate": code}


def test_both_lists_of_hooks_agree() -> None:
    kept = ("id", "name", "stages", "pass_filenames", "files", "always_run")
    ours, theirs = ([{key: each.get(key) for key in kept} for each in hooks(path)] for path in HOOKS)
    assert ours == theirs
