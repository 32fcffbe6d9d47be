"""Composite actions of GitHub, run as a runner runs them: by the conditions, variables and scripts in their file."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_TOKEN = re.compile(r"'[^']*'|&&|\|\||==|!=|!|\(|\)|[\w.-]+")
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}")
BASH = shutil.which("bash") or "bash"


class _Reader:
    """The value of an expression: names from the contexts, `!`, `==`, `!=`, `&&`, `||`, strings and parentheses."""

    def __init__(self, text: str, contexts: Mapping[str, Any]) -> None:
        self.left = _TOKEN.findall(text)
        assert "".join(self.left) == re.sub(r"\s+(?=(?:[^']*'[^']*')*[^']*$)", "", text), text
        self.contexts = contexts

    def took(self, *tokens: str) -> str:
        return self.left.pop(0) if self.left and self.left[0] in tokens else ""

    def value(self) -> Any:  # noqa: ANN401  whatever the contexts hold
        found = self.all_of()
        while self.took("||"):
            other = self.all_of()
            found = found or other
        return found

    def all_of(self) -> Any:  # noqa: ANN401
        found = self.compared()
        while self.took("&&"):
            other = self.compared()
            found = found and other
        return found

    def compared(self) -> Any:  # noqa: ANN401
        found = self.one()
        if sign := self.took("==", "!="):
            return (found == self.one()) is (sign == "==")
        return found

    def one(self) -> Any:  # noqa: ANN401
        if self.took("!"):
            return not self.one()
        if self.took("("):
            found = self.value()
            assert self.took(")")
            return found
        token = self.left.pop(0)
        if token.startswith("'"):
            return token[1:-1]
        if self.took("("):
            assert (token, self.took(")")) == ("cancelled", ")")
            return False
        found = self.contexts
        for part in token.split("."):
            found = found.get(part, "") if isinstance(found, Mapping) else ""
        return found


def filled(text: str, contexts: Mapping[str, Any]) -> str:
    """Return a text with the values of its expressions."""
    return _EXPRESSION.sub(lambda found: str(_Reader(found[1], contexts).value()), text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a run left: its exit code, what it printed, the job summary, and the actions that it used."""

    code: int
    log: str
    summary: str
    used: tuple[str, ...]


@dataclass(kw_only=True)
class Runner:
    """A runner in a checkout, with programs of its own before those of the machine."""

    checkout: Path
    home: Path
    programs: Path
    env: Mapping[str, str] = field(default_factory=dict)

    def run(self, action: Path, github: Mapping[str, Any], **wishes: str) -> Ran:
        """Run an action; as on a runner, a step that fails ends it but for the steps that ask for more."""
        read = yaml.safe_load(action.read_text("utf-8"))
        self.home.mkdir()
        inputs = {name: wishes.pop(name.replace("-", "_"), None) for name in read["inputs"]}
        assert wishes == {}
        contexts: dict[str, Any] = {"github": github, "runner": {"temp": str(self.home)}, "steps": {}, "inputs": {}}
        for name, wish in inputs.items():
            given = read["inputs"][name].get("default", "") if wish is None else wish
            contexts["inputs"][name] = filled(given, contexts)
        code, log, used = 0, [], []
        for step in read["runs"]["steps"]:
            wanted = step.get("if", "")
            asked = _Reader(wanted.removeprefix("${{").removesuffix("}}").strip(), contexts).value() if wanted else True
            if not asked or (code and "cancelled()" not in wanted):
                continue
            if "uses" in step:
                used.append(step["uses"])
                continue
            ended, said, outputs = self.step(step, contexts)
            log.append(said)
            outcome = "failure" if ended else "success"
            contexts["steps"][step.get("id", step["name"])] = {"outputs": outputs, "outcome": outcome}
            code = code or (0 if step.get("continue-on-error") else ended)
        summary = self.home / "summary.md"
        said = summary.read_text("utf-8") if summary.exists() else ""
        return Ran(code=code, log="".join(log), summary=said, used=tuple(used))

    def step(self, step: Mapping[str, Any], contexts: Mapping[str, Any]) -> tuple[int, str, dict[str, str]]:
        """Run a step that is a script; return its exit code, what it printed, and its outputs."""
        assert step["shell"] == "bash"
        outputs = self.home / "outputs.txt"
        outputs.write_text("", "utf-8")
        given = {name: filled(str(text), contexts) for name, text in step.get("env", {}).items()}
        files = {"GITHUB_OUTPUT": str(outputs), "GITHUB_STEP_SUMMARY": str(self.home / "summary.md")}
        ended, said = self.shell(step["run"], given | files | {"RUNNER_TEMP": str(self.home)})
        return ended, said, dict(_pairs(outputs.read_text("utf-8")))

    def shell(self, script: str, given: Mapping[str, str]) -> tuple[int, str]:
        """Run a script with the programs of the runner; return its exit code and what it printed."""
        path = os.pathsep.join((str(self.programs), os.environ["PATH"]))
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT", "CI_", "PYTHON"))}
        done = subprocess.run(
            (BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", script),
            cwd=self.checkout,
            env={**kept, **self.env, **given, "PATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        name, _, value = line.partition("=")
        yield name, value
