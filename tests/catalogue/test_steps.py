"""The steps of the controls' tests: each element has one, and none stands for elements that the control never meets."""

import re
from collections.abc import Iterator

import pytest

from zonebook.assess.controls.checklist import steps_for
from zonebook.assess.findings.answer_checks import applies_to_kind, each_kind
from zonebook.edge import disk
from zonebook.model.catalogue import Catalogue, Control, Step
from zonebook.model.subject import Subject
from zonebook.pipeline import load_workspace
from zonebook.read.schema import Schemas

CONTROLS = sorted(
    path.split("/")[2].removesuffix(".yaml") for path in disk.catalogue() if path.startswith("catalogue/controls/")
)


@pytest.fixture(scope="module")
def catalogue(schemas: Schemas) -> Catalogue:
    return load_workspace(disk.catalogue(), {}, schemas).catalogue


@pytest.mark.parametrize("name", CONTROLS)
def test_every_kind_has_a_step_of_its_control(name: str, catalogue: Catalogue) -> None:
    control = catalogue.controls[name]
    assert [at.id for at in _reached(catalogue, control) if not steps_for(at, control)] == []
    if not list(_reached(catalogue, control)):
        assert [step for step in control.verify if step.kinds or step.traits] == []
        assert [step for step in control.verify if not step.providers] != []


@pytest.mark.parametrize("name", CONTROLS)
def test_every_step_is_for_a_kind_of_its_control(name: str, catalogue: Catalogue) -> None:
    control = catalogue.controls[name]
    reached = list(_reached(catalogue, control))
    assert [step.step for step in control.verify if list(_strangers(step, catalogue, reached))] == []
    known = {kind.provider for kind in catalogue.kinds.values() if kind.provider}
    assert {provider for step in control.verify for provider in step.providers} <= known


@pytest.mark.parametrize("name", CONTROLS)
def test_control_says_how_often_and_of_what(name: str, catalogue: Catalogue) -> None:
    control = catalogue.controls[name]
    assert control.runs
    assert control.population.endswith(".")


@pytest.mark.parametrize("name", CONTROLS)
def test_no_provider_is_named_to_others(name: str, catalogue: Catalogue) -> None:
    """Nothing of AWS stands on the checklist of an element that no provider runs."""
    control = catalogue.controls[name]
    read = [
        text
        for at in _reached(catalogue, control)
        if not catalogue.kinds[at.id].provider
        for text in (control.title, control.objective, control.population, *control.evidence, *_said(at, control))
    ]
    assert [text for text in dict.fromkeys(read) if OF_AWS.search(text)] == []


OF_AWS = re.compile(
    r"\b(aws|amazon|ec2|s3|cloudtrail|cloudwatch|cloudfront|guardduty|security hub|systems manager|identity center|"
    r"service control polic|iam role)",
    re.IGNORECASE,
)
"""Words that only an AWS customer knows."""


def _said(at: Subject[object], control: Control) -> Iterator[str]:
    for step in steps_for(at, control):
        yield from (step.step, step.expect)


def _reached(catalogue: Catalogue, control: Control) -> Iterator[Subject[object]]:
    """Yield an element of each kind that a control can apply to; none for a control about what has no kind."""
    alike = (kind for kind in catalogue.kinds.values() if kind.about == control.about)
    return (at for at in each_kind(catalogue, alike) if applies_to_kind(at, control))


def _strangers(step: Step, catalogue: Catalogue, reached: list[Subject[object]]) -> Iterator[str]:
    """Yield the kinds, traits and providers that a step names and no element has that its control applies to.

    An element whose kind has no provider may still lie in an account of one.
    """
    kinds = [catalogue.kinds[at.id] for at in reached]
    yield from set(step.kinds) - {kind.id for kind in kinds}
    yield from set(step.traits) - {trait for kind in kinds for trait in kind.traits}
    if step.providers and kinds and not any(kind.provider in {"", *step.providers} for kind in kinds):
        yield from step.providers
