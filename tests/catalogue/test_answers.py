"""The answers of the threats: what is said to close a weakness does, and each kind has an answer that acts there."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from zonebook.assess.answer import Holds
from zonebook.assess.conditions.entry_conditions import entry_condition
from zonebook.assess.conditions.words.element import settable
from zonebook.assess.controls.status import control_state
from zonebook.assess.findings.examples import example_scene
from zonebook.edge import disk
from zonebook.model import binding
from zonebook.model.answers import ClosingGroup
from zonebook.model.catalogue import Catalogue, Control, Example, Kind, Threat
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import PLURALS, Subject, subjects
from zonebook.model.system import Organisation, System, Workspace
from zonebook.pipeline import load_workspace
from zonebook.read.schema import Schemas
from zonebook.read.yaml_text import read
from zonebook.values import Document

TEXTS: Mapping[str, bytes] = disk.catalogue()
THREATS = sorted(path.split("/")[2].removesuffix(".yaml") for path in TEXTS if path.split("/")[1] == "threats")
EXCEPTIONS = Path(__file__).parent / "answer_exceptions.yaml"
KINDED = {"service", "account", "network", "identity", "trust"}


@pytest.fixture(scope="module")
def catalogue(schemas: Schemas) -> Catalogue:
    return load_workspace(TEXTS, {}, schemas).catalogue


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
        for at in _subjects(threat, catalogue)
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
        for at in _subjects(threat, catalogue)
        if not _acts(at, catalogue.controls[act.control]) and at.id not in exceptions().get(act.control, {})
    ]
    assert missed == []


@pytest.mark.parametrize("name", THREATS)
def test_no_closing_group_is_always_inherited(name: str, catalogue: Catalogue) -> None:
    threat = catalogue.threats[name]
    given = [
        f"{' and '.join(group.controls)} on {at.id}"
        for group in threat.answers.closes
        for at in _subjects(threat, catalogue)
        if all(_inherited(at, catalogue.controls[each]) for each in group.controls)
    ]
    assert given == []


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
    """Return the example with every control of the group shown met by settings; nothing where settings cannot show it."""
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


@cache
def _empty(catalogue: "_Identity") -> ResolvedSystem:
    system = binding.build(System, Document(path="x", data={"system": {"title": "X"}}))
    workspace = Workspace(catalogue=catalogue.catalogue, organisation=Organisation(), systems={"x": system})
    return ResolvedSystem(workspace, system)


class _Identity:
    """A catalogue that is equal to itself alone, so that it can be remembered."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue


_KNOWN: dict[int, _Identity] = {}


def _subjects(threat: Threat, catalogue: Catalogue) -> tuple[Subject[Any], ...]:
    """Return an element of each kind on which the threat can fire; its id is that of the kind."""
    if threat.about not in KINDED:
        return ()
    resolved = _empty(_KNOWN.setdefault(id(catalogue), _Identity(catalogue)))
    asked = entry_condition(threat)
    found = []
    for kind in catalogue.kinds.values():
        if kind.about == threat.about:
            at = _subject(resolved, kind)
            unsettable = asked.requires(lambda part, at=at: part.word.name in SETTING_WORDS and not settable(at, part.want))
            if asked.of_kind().verdict(at) != "not-applicable" and not unsettable:
                found.append(at)
    return tuple(found)


SETTING_WORDS = {"setting", "setting-above", "setting-below", "setting_above", "setting_below"}


def _subject(resolved: ResolvedSystem, kind: Kind) -> Subject[Any]:
    shelf = PLURALS[kind.about]
    data: dict[str, Any] = {"kind": kind.id}
    if kind.about == "trust":
        data |= {"from": "a", "to": "b"}
    system = binding.build(System, Document(path="x", data={"system": {"title": "X"}, shelf: {kind.id: data}}))
    return Subject(resolved=resolved, about=kind.about, element=getattr(system, shelf)[kind.id])


def _acts(at: Subject[Any], control: Control) -> bool:
    """Return whether a control can act at an element: one about something else is looked up where it is carried."""
    if control.about != at.about:
        return True
    if entry_condition(control).of_kind().verdict(at) == "not-applicable":
        return False
    return control_state(at, control).status != "not-applicable"


def _inherited(at: Subject[Any], control: Control) -> bool:
    return control.about == at.about and _acts(at, control) and control_state(at, control).status == "inherited"
