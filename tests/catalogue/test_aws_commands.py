"""The AWS commands in the steps of the controls' tests, held against the models that AWS publishes for its own tools.

They are skipped where botocore is not installed: `uv run --with botocore pytest tests/catalogue/test_aws_commands.py`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from zonebook.edge import disk
from zonebook.pipeline import load_workspace
from zonebook.read.schema import Schemas

botocore = pytest.importorskip("botocore", reason="botocore is not installed")
session = pytest.importorskip("botocore.session", reason="botocore is not installed")
jmespath = pytest.importorskip("jmespath", reason="botocore is not installed")

COMMAND = re.compile(
    r"(?<![\w./-])aws (?P<service>[a-z0-9-]+) (?P<operation>[a-z0-9-]+)"
    r"(?P<rest>(?:\s+(?!aws [a-z])(?:\"[^\"]*\"|'[^']*'|[^\s|;&\"'][^\s|;&]*))*)"
)
WORD = re.compile(r"\"[^\"]*\"|'[^']*'|\S+")
NAMES = {"configservice": "config", "s3api": "s3", "deploy": "codedeploy"}
"""Services with another name on the command line than in their model."""
OF_THE_TOOL = {("cloudtrail", "validate-logs")}
"""Commands of the command line alone, which no model names."""
OF_EACH = frozenset(("region", "query", "output", "profile", "max-items", "page-size", "starting-token", "no-paginate"))


@dataclass(frozen=True)
class Command:
    control: str
    service: str
    operation: str
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.control}: aws {self.service} {self.operation}"

    @property
    def options(self) -> frozenset[str]:
        return frozenset(word.rstrip(",;")[2:] for word in self.words if word.startswith("--"))

    @property
    def query(self) -> str:
        """Return what picks from the answer; nothing where all of it is shown."""
        follows = dict(zip(self.words, self.words[1:], strict=False))
        return follows.get("--query", "").rstrip(",;").strip("\"'")


def commands(schemas: Schemas) -> Iterator[Command]:
    for control in load_workspace(disk.catalogue(), {}, schemas).catalogue.controls.values():
        for step in control.verify:
            yield from read(control.id, step.step)


def read(control: str, text: str) -> Iterator[Command]:
    for found in COMMAND.finditer(text):
        yield Command(control, found["service"], found["operation"], tuple(WORD.findall(found["rest"])))


@cache
def models(service: str) -> dict[str, Any]:
    """Return the operations of a service by their name on the command line."""
    loader = session.get_session()
    name = NAMES.get(service, service)
    if name not in loader.get_available_services():
        return {}
    model = loader.get_service_model(name)
    return {dashed(each): model.operation_model(each) for each in model.operation_names}


def dashed(name: str) -> str:
    return str(botocore.xform_name(name, "-"))


def test_commands_are_those_of_aws(schemas: Schemas) -> None:
    found = tuple(commands(schemas))
    assert len(found) > 500
    assert [f"{each}: {fault}" for each in found for fault in faults(each)] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("aws s3api get-bucket-polices --bucket B", "unknown"),
        ("aws s3api get-bucket-policy", "--bucket is missing"),
        ("aws s3api get-bucket-policy --bucket B --name N", "--name is unknown"),
        (
            "In each Region, aws sts get-caller-identity --query '[Account,Name]', and again",
            "Name is not in the answer",
        ),
    ],
)
def test_seeded_fault_of_a_command_is_found(text: str, fault: str) -> None:
    assert [found for each in read("seeded", text) for found in faults(each)] == [fault]


def faults(command: Command) -> Iterator[str]:
    model = models(command.service).get(command.operation)
    if model:
        yield from of_options(command, model.input_shape, model.idempotent_members)
        yield from of_query(command, model.output_shape)
    elif (command.service, command.operation) not in OF_THE_TOOL:
        yield "unknown"


def of_options(command: Command, asked: Any, given: list[str]) -> Iterator[str]:  # noqa: ANN401  a shape of botocore
    known = dict(asked.members) if asked else {}
    switches = {f"no-{dashed(name)}" for name, shape in known.items() if shape.type_name == "boolean"}
    for option in sorted(command.options - OF_EACH - switches - {*map(dashed, known)}):
        yield f"--{option} is unknown"
    for name in asked.required_members if asked else ():
        if name not in given and dashed(name) not in command.options:
            yield f"--{dashed(name)} is missing"


def of_query(command: Command, answer: Any) -> Iterator[str]:  # noqa: ANN401  a shape of botocore
    known = set(names(answer)) if answer else {FREE}
    if command.query and FREE not in known:
        for field in fields(jmespath.compile(command.query).parsed):
            if field not in known:
                yield f"{field} is not in the answer"


def fields(node: Mapping[str, Any]) -> Iterator[str]:
    if node["type"] == "field":
        yield node["value"]
    for child in node["children"]:
        if isinstance(child, Mapping):
            yield from fields(child)


FREE = "*"
"""Stands for names in an answer that no model knows, such as those of tags."""


def names(shape: Any, above: tuple[str, ...] = ()) -> Iterator[str]:  # noqa: ANN401  a shape of botocore
    inside: Iterable[Any] = ()
    if shape.type_name == "structure":
        yield from shape.members
        inside = shape.members.values()
    elif shape.type_name == "list":
        inside = (shape.member,)
    elif shape.type_name == "map":
        yield FREE
        inside = (shape.value,)
    for each in inside:
        if each.name not in above:
            yield from names(each, (*above, each.name))
