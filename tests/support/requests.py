"""Pull requests on the reference models, in scratch repositories, with the programs that a build server has."""

import json
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support import sites
from tests.support.actions import Runner
from tests.support.histories import git

ACTION = sites.TOP / ".github" / "actions" / "zonebook" / "action.yml"
SYSTEM = "models/systems/corporate-directory"
FLOWS, STATED = f"{SYSTEM}/flows.yaml", f"{SYSTEM}/system.yaml"
FLOW = """\
  support-to-dc:
    title: Support signs in from anywhere
    from: anybody
    to: domain-controllers
    protocols: [rdp]
    authenticated: [password]
    sources: [0.0.0.0/0]
    enforced_by: [security-group]
"""
FOUND = ("rdp-open-to-internet", "administration-from-low-trust", "flow-not-allowed-by-zone")
_ZONEBOOK = """\
#!/bin/sh
PYTHONPATH={generator} exec {python} -m zonebook "$@" --as-of 2026-12-01
"""
_PYTHON = """\
#!/bin/sh
echo "installed: $*"
"""
_GH = """\
#!{python}
import json, os, subprocess, sys
from pathlib import Path

state = Path(os.environ["GH_STATE"])
held = json.loads(state.read_text("utf-8"))
option = dict(zip(sys.argv, sys.argv[1:]))
method = option.get("--method", "GET")
(path,) = [each for each in sys.argv if each.startswith("repos/")]
assert sys.argv[1] == "api" and os.environ["GH_TOKEN"] == "secret"
if method == "GET" and path.endswith("/issues/7/comments?per_page=100"):
    pages = [held["comments"][at : at + 2] for at in range(0, len(held["comments"]), 2)]
    answers = pages if "--paginate" in sys.argv else pages[:1]
elif method == "GET" and path.endswith("/pulls/7"):
    answers = [{{"head": {{"sha": held["head"]}}}}]
else:
    name, at, file = option["--field"].partition("=@")
    text = Path(file).read_text("utf-8")
    assert at and name == "body" and text
    if method == "PATCH":
        (found,) = [each for each in held["comments"] if path.endswith(f"/issues/comments/{{each['id']}}")]
        found["body"] = text
    else:
        assert (method, path) == ("POST", "repos/house/models/issues/7/comments")
        held["comments"].append({{"id": 100, "user": {{"login": "github-actions[bot]"}}, "body": text}})
    state.write_text(json.dumps(held), "utf-8")
    answers = []
for each in answers:
    subprocess.run(("jq", "-r", option["--jq"]), input=json.dumps(each), text=True, check=True)
"""


def repository(folder: Path) -> Path:
    """Write a repository with two of the reference models, as its main branch; alice is in the party ciso."""
    for name in ("corporate-directory", "landing-zone"):
        shutil.copytree(sites.TOP / "models" / "systems" / name, folder / "models" / "systems" / name)
    shutil.copy(sites.TOP / "models" / "organisation.yaml", folder / "models")
    sites.changed(folder / "models" / "organisation.yaml", "contact: ciso@", "members: [alice]\n    contact: ciso@")
    return _committed(folder)


def small(folder: Path) -> Path:
    """Write a repository with one small system, as its main branch: for requests that change no model."""
    (folder / "models" / "systems" / "small").mkdir(parents=True)
    (folder / "models" / "organisation.yaml").write_text(sites.ORGANISATION, "utf-8")
    text = sites.SYSTEM.replace("kind: server", "kind: virtual-machine").replace("[web]", "[http]")
    (folder / "models" / "systems" / "small" / "system.yaml").write_text(text, "utf-8")
    return _committed(folder)


def _committed(folder: Path) -> Path:
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "The models")
    return folder


def programs(folder: Path) -> Path:
    """Write a folder with zonebook as of a fixed day, a pip that installs nothing, and the client of a code host."""
    folder.mkdir()
    known = {"generator": str(sites.TOP / "generator"), "python": sys.executable}
    for name, text in (("zonebook", _ZONEBOOK), ("python", _PYTHON), ("gh", _GH)):
        (folder / name).write_text(text.format(**known), "utf-8")
        (folder / name).chmod(0o755)
    return folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A pull request: its checkout as a runner has it, the event, and the comments on it."""

    checkout: Path
    github: Mapping[str, Any]
    state: Path

    def comments(self) -> list[str]:
        """Return the comments of the action's account."""
        held = json.loads(self.state.read_text("utf-8"))["comments"]
        return [each["body"] for each in held if each["user"]["login"] == "github-actions[bot]"]


def request(origin: Path, folder: Path, changed: Mapping[str, str], *, depth: int = 2) -> Request:
    """Open a pull request that writes these files; a text that begins with a blank is added to its file."""
    work, checkout = folder / "work", folder / "checkout"
    git(origin, "clone", "-q", str(origin), str(work))
    git(work, "checkout", "-q", "-b", "change")
    for name, text in changed.items():
        path = work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(path.read_text("utf-8") + text if text.startswith(" ") else text, "utf-8")
    git(work, "add", "-A")
    git(work, "commit", "-q", "-m", "The change")
    head = git(work, "rev-parse", "HEAD")
    git(work, "checkout", "-q", "main")
    git(work, "merge", "-q", "--no-ff", "-m", "The merge", "change")
    git(folder, "clone", "-q", f"--depth={depth}", work.as_uri(), str(checkout))
    pull = {"number": 7, "head": {"sha": head, "repo": {"full_name": "house/models"}}}
    github = {
        "event_name": "pull_request",
        "repository": "house/models",
        "token": "secret",
        "event": {"sender": {"login": "bob"}, "pull_request": pull},
    }
    state = folder / "state.json"
    state.write_text(json.dumps({"head": head, "comments": []}), "utf-8")
    return Request(checkout=checkout, github=github, state=state)


def runner(at: Request, folder: Path, tools: Path) -> Runner:
    """Return a runner in the checkout of a pull request."""
    return Runner(checkout=at.checkout, home=folder / "runner", programs=tools, env={"GH_STATE": str(at.state)})
