"""The answers of the threats: what is said to close a weakness does, and each kind has an answer that acts there."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.support import catalogues

from zonebook.assess.answer import Holds
from zonebook.assess.conditions.condition import Condition
from zonebook.assess.conditions.entry_conditions import applies, conditions, entry_condition
from zonebook.assess.controls.status import control_state
from zonebook.assess.findings.answer_checks import applies_to_kind, one_of_each_kind
from zonebook.assess.findings.evaluation import verdicts
from zonebook.assess.findings.examples import example_scene
from zonebook.assess.findings.finding import Finding
from zonebook.assess.findings.treatment import stood
from zonebook.assess.risk.scoring import Response
from zonebook.edge import disk
from zonebook.model.answers import ClosingGroup
from zonebook.model.catalogue import Catalogue, Control, Example, Threat
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import PLURALS, Subject, subjects
from zonebook.model.system import Workspace
from zonebook.read.yaml_text import read

TEXTS: Mapping[str, bytes] = disk.catalogue()
THREATS = sorted(path.split("/")[2].removesuffix(".yaml") for path in TEXTS if path.split("/")[1] == "threats")
EXCEPTIONS = Path(__file__).parent / "answer_exceptions.yaml"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogues.known()


@cache
def exceptions() -> Mapping[str, Mapping[str, str]]:
    """Return by control, then by kind, why the control cannot act there although a threat it answers can fire.

    An exception names kinds, or traits of kinds.
    """
    data: Any = read("answer_exceptions.yaml", EXCEPTIONS.read_bytes()).data
    return {
        control: {kind: each["because"] for each in found for kind in _named(each.get("kinds", ()), each.get("is", ()))}
        for control, found in data.items()
    }


def _named(kinds: Iterable[str], traits: Iterable[str]) -> Iterator[str]:
    yield from kinds
    for kind, own in _traits().items():
        if not own.isdisjoint(traits):
            yield kind


@cache
def _traits() -> Mapping[str, frozenset[str]]:
    """Return the traits of each kind."""
    found: dict[str, frozenset[str]] = {}
    for path, text in TEXTS.items():
        _, shelf, name = path.split("/")
        if shelf == "kinds":
            entry: Any = read(path, text).data
            found[name.removesuffix(".yaml")] = frozenset(entry.get("traits", ()))
    return found


@pytest.mark.parametrize("name", THREATS)
def test_closing_setting_makes_the_threat_quiet(name: str, catalogue: Catalogue) -> None:
    threat = catalogue.threats[name]
    assert list(_still_firing(threat, catalogue)) == []


@pytest.mark.parametrize("name", THREATS)
def test_each_kind_has_an_answer_that_lowers(name: str, catalogue: Catalogue) -> None:
    threat = catalogue.threats[name]
    helpless = [
        at.id
        for at in one_of_each_kind(threat, catalogue)
        if not any(
            all(_acts(at, catalogue.controls[each]) for each in act.group or (act.control,))
            for act in threat.answers
            if act.degree != "detects"
        )
    ]
    assert helpless == []


@pytest.mark.parametrize("name", THREATS)
def test_control_reaches_each_kind_it_answers_for(name: str, catalogue: Catalogue) -> None:
    threat = catalogue.threats[name]
    missed = [
        f"{act.control} on {at.id}"
        for act in threat.answers
        for at in one_of_each_kind(threat, catalogue)
        if not _acts(at, catalogue.controls[act.control]) and at.id not in exceptions().get(act.control, {})
    ]
    assert missed == []


@pytest.mark.parametrize("name", THREATS)
def test_no_closing_group_is_always_inherited(name: str, catalogue: Catalogue) -> None:
    threat = catalogue.threats[name]
    given = [
        f"{' and '.join(group.controls)} on {at.id}"
        for group in threat.answers.closes
        for at in one_of_each_kind(threat, catalogue)
        if all(_inherited(at, catalogue.controls[each]) for each in group.controls)
    ]
    assert given == []


@pytest.mark.parametrize("name", THREATS)
def test_closing_group_closes_its_own_examples(name: str, catalogue: Catalogue) -> None:
    threat = catalogue.threats[name]
    assert list(_not_closed(threat)) == []


def _not_closed(threat: Threat) -> Iterator[str]:
    """Yield each example that a group which applies there does not close once it is met, and each without such a group.

    What a setting of the example shows not met is left out: another value makes the threat quiet, as tested above.
    """
    for index in range(len(threat.fires)):
        missed = []
        for group in threat.answers.closes:
            left = _with_group(threat.id, index, group)
            missed += [] if left else [False]
            for found in left:
                replies = [each for each in found.replies if each.act.group == group.controls]
                missed.append(any(each.standing.status == "not-applicable" for each in replies))
                if not (found.risk.closed or missed[-1] or any(_is_denied(each) for each in replies)):
                    states = ", ".join(f"{each.control} is {each.standing.status}" for each in replies)
                    yield f"fires[{index}]: {states}"
        if missed and all(missed):
            yield f"fires[{index}]: no group applies to it"


def _is_denied(reply: Response) -> bool:
    return bool(reply.denied) or reply.standing.origin.level == "setting"


@cache
def _with_group(name: str, index: int, group: ClosingGroup) -> tuple[Finding, ...]:
    """Return what is left of an example of a threat in which every control of a group is met for the whole system."""
    catalogue, asked = catalogues.known(), _conditions()
    example = catalogue.threats[name].fires[index]
    given = _stripped(deepcopy(example.given), set(group.controls))
    given["controls"] = {**given.get("controls", {}), **dict.fromkeys(group.controls, "met")}
    house = _stripped(deepcopy(example.house), set(group.controls))
    bare = example_scene(replace(example, given=given, house=house), catalogue)
    resolved = ResolvedSystem(
        Workspace(catalogue=catalogue, organisation=bare.organisation, systems={}),
        bare.system,
        bare.as_of,
        applies(asked),
    )
    first = verdicts(resolved, asked, bare.as_of)
    second = verdicts(resolved, asked, bare.as_of, stood(resolved, first.findings))
    found = (*first.findings, *second.findings)
    return tuple(each for each in found if each.threat.id == name and example.element in {"", each.element})


def _stripped(data: Any, names: set[str]) -> Any:  # noqa: ANN401  plain data
    """Return plain data without the statements about controls of these names."""
    if not isinstance(data, dict):
        return data
    return {
        key: {name: each for name, each in value.items() if name not in names}
        if key == "controls"
        else _stripped(value, names)
        for key, value in data.items()
    }


@cache
def _conditions() -> Mapping[str, Condition]:
    return conditions(catalogues.known())


def _still_firing(threat: Threat, catalogue: Catalogue) -> Iterator[str]:
    for index, example in enumerate(threat.fires):
        for group in threat.answers.closes:
            changed = _closed(threat, example, group, catalogue)
            if changed:
                resolved = example_scene(changed, catalogue)
                asked = entry_condition(threat)
                found = [at for at in subjects(resolved, threat.about) if example.element in {"", at.id}]
                if any(isinstance(asked(at), Holds) for at in found):
                    yield f"fires[{index}] with {' and '.join(group.controls)}"


def _closed(threat: Threat, example: Example, group: ClosingGroup, catalogue: Catalogue) -> Example | None:
    """Return the example with a whole group shown met by settings; nothing where settings cannot show it."""
    given = deepcopy(example.given)
    shelf = given.get(PLURALS[threat.about], {})
    element = shelf.get(example.element) if isinstance(shelf, dict) else None
    kind = catalogue.kinds.get(str((element or {}).get("kind", "")))
    if element is None or kind is None:
        return None
    settings = element.setdefault("settings", {})
    for name in group.controls:
        control = catalogue.controls[name]
        signs = [each for each in control.shown_by if each.met and each.setting in kind.settings]
        if control.about != threat.about or not signs:
            return None
        settings.update({each.setting: each.met[0] for each in signs})
        element.get("controls", {}).pop(name, None)
    return replace(example, given=given)


def _acts(at: Subject[Any], control: Control) -> bool:
    """Return whether a control can act at an element: one about something else is looked up where it is carried."""
    if control.about != at.about:
        return True
    if not applies_to_kind(at, control):
        return False
    return control_state(at, control).status != "not-applicable"


def _inherited(at: Subject[Any], control: Control) -> bool:
    return control.about == at.about and _acts(at, control) and control_state(at, control).status == "inherited"


CLOSED_BESIDE_THE_FACT: Mapping[tuple[str, str], str] = {
    ("build-server-reached-from-outside", "network-access-restricted"): "named networks only reach the public address",
    ("cluster-endpoint-public", "network-access-restricted"): "the public endpoint admits named ranges only",
    ("high-trust-talks-to-internet", "egress-allow-listed"): "the network lets out to named destinations only",
    ("s3-objects-held-to-ransom", "s3-versioning-and-lock"): "a default is stated otherwise by the control",
    ("service-account-password-guessed", "service-accounts-gmsa-aes"): "a managed account has no password to guess",
}
"""The groups that close a threat by a statement alone, although what it fired on stays, each with the reason."""


def test_only_reviewed_groups_close_beside_the_fact(catalogue: Catalogue) -> None:
    found = {
        (threat.id, " and ".join(group.controls))
        for threat in catalogue.threats.values()
        for index in range(len(threat.fires))
        for group in threat.answers.closes
        for each in _with_group(threat.id, index, group)
        if each.risk.closed
    }
    assert found == set(CLOSED_BESIDE_THE_FACT)


NOT_THE_CUSTOMERS = (
    ("container-images-trusted", "aws-managed-microsoft-ad"),
    ("run-command-on-tier-0-restricted", "aws-managed-microsoft-ad"),
    ("run-command-on-tier-0-restricted", "on-premises-domain-controller"),
    ("tier-0-snapshots-restricted", "aws-managed-microsoft-ad"),
    ("tier-0-snapshots-restricted", "on-premises-domain-controller"),
    ("dc-edr", "aws-managed-microsoft-ad"),
    ("imdsv2-required", "aws-lambda"),
)
"""What the customer cannot do, by control and kind."""


@pytest.mark.parametrize(("control", "kind"), NOT_THE_CUSTOMERS)
def test_control_excludes_what_is_not_the_customers(control: str, kind: str, catalogue: Catalogue) -> None:
    threat = replace(next(iter(catalogue.threats.values())), about="service", when={})
    at = next(each for each in one_of_each_kind(threat, catalogue) if each.id == kind)
    assert not applies_to_kind(at, catalogue.controls[control])
