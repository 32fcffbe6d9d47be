"""Generated systems in which elements have twins that differ in one attribute at most, and the slow way to judge."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import fields
from random import Random
from typing import Any

import pytest
from tests.support import worlds
from tests.support.catalogues import known
from tests.support.strategies import World, controls, dice_of, values

from zonebook.assess.answer import NotStated
from zonebook.assess.conditions.condition import Condition
from zonebook.assess.conditions.crowd import Crowd, Split, members
from zonebook.assess.conditions.one_word import OneWord
from zonebook.assess.findings import evaluation
from zonebook.assess.findings.evaluation import Verdicts
from zonebook.assess.findings.finding import EitherWay, Finding, Gap
from zonebook.assess.findings.possible import Conditions, Open, PossibleRisk, possible
from zonebook.assess.risk.scoring import Response, RiskScore, risk_sum
from zonebook.model.catalogue import Kind, Threat
from zonebook.model.subject import Subject

Change = Callable[[Random, World, World], None]
"""Changes one attribute of an element of a system in place."""
TAGS: tuple[list[str], ...] = ([], ["shared"], ["shared", "old"])
LAYERS = ("guest-os", "platform", "application", "network", "hardware")


class OneByOne(Crowd):
    """Subjects of which each is asked the whole condition."""

    def judged(self, condition: Condition) -> Split:
        """Return the same as a crowd, from `Condition.verdict`."""
        found = dict.fromkeys(("Holds", "NotStated", "not-applicable", "quiet"), 0)
        for number, at in enumerate(self.subjects):
            verdict = condition.verdict(at)
            sort = verdict if isinstance(verdict, str) else type(verdict).__name__
            found[sort] |= 1 << number
        return Split(found["Holds"], found["NotStated"], found["not-applicable"])

    def unknown(self, condition: Condition, number: int) -> tuple[str, ...]:
        """Return what is not stated, from the answer to the whole condition."""
        answer: Any = condition(self.subjects[number])
        return tuple(answer.attributes)


def slowly(open_: Open, conditions: Conditions) -> PossibleRisk | None:
    """Return the worst that a gap can turn out to be, by every step."""
    return possible(open_, conditions)


def summed(at: Subject[object], threat: Threat, found: tuple[Condition, Sequence[Response]]) -> RiskScore:
    """Return the risk of a finding, by every step."""
    return risk_sum(at, threat, tuple(found[1]))


@contextmanager
def each_by_itself() -> Iterator[None]:
    """Judge slowly within: each threat is asked of each element by itself, and every step is taken."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evaluation, "Crowd", OneByOne)
        patch.setattr(evaluation, "possible_alike", slowly)
        patch.setattr(evaluation, "risk_alike", summed)
        yield


def whole(found: Verdicts) -> Iterator[str]:
    """Yield all that verdicts say, the words and the order included."""
    yield from (f"{_told(each)}" for each in (*found.findings, *found.gaps))
    yield f"{[(threat, [*elements]) for threat, elements in found.vain.quiet.items()]}"
    yield f"{found.vain.passed} {found.vain.subjects}"


def _told(each: Any) -> Any:  # noqa: ANN401  what a finding says
    """Return all that a finding, a gap or a choice says, by name; of its threat the id."""
    if isinstance(each, Threat):
        return each.id
    if isinstance(each, Finding | Gap | EitherWay):
        return {one.name: _told(getattr(each, one.name)) for one in fields(each)}
    return [_told(one) for one in each] if isinstance(each, tuple) else each


def answered(crowd_: Crowd, part: OneWord) -> list[object]:
    """Return the answer of a crowd for each of its subjects, without the reasons of what holds."""
    question = crowd_.question(part)
    split = question.split(crowd_.all)
    found: list[object] = ["quiet"] * len(crowd_.subjects)
    for answer, mask in (("holds", split.holds), ("not-applicable", split.passed)):
        for number in members(mask):
            found[number] = answer
    for number in members(split.unknown):
        found[number] = tuple(question.unknown(number))
    return found


def alone(part: OneWord, at: Subject[object]) -> object:
    """Return the answer of one subject by itself."""
    verdict = part.verdict(at)
    if isinstance(verdict, NotStated):
        return verdict.attributes
    return verdict if isinstance(verdict, str) else "holds"


def crowded(seed: int) -> World:
    """Return the system of a seed, each element with two twins that differ in one attribute at most."""
    dice = dice_of(seed * 31 + 7)
    world = deepcopy(worlds.world_of(seed))
    world["zones"] |= {"unsaid": {}, "inner": {"inside": "core", "controls": _said(dice, "service")}}
    world["services"]["unknown"] = {"zone": dice.choice(tuple(world["zones"]))}
    world["services"]["homeless"] = {"kind": dice.choice(worlds.COMMON)}
    world["flows"]["open"] = {"from": dice.choice(("edge", "middle")), "to": dice.choice(tuple(world["services"]))}
    for shelf, changes in CHANGES.items():
        for name in tuple(world[shelf]):
            for number in range(2):
                world[shelf][f"{name}-{number}"] = twin = deepcopy(world[shelf][name])
                dice.choice(changes)(dice, world, twin)
    if dice.random() < 0.5:
        some = dice.choice((*world["services"], *world["zones"]))
        world["responsibilities"] = {some: {dice.choice(LAYERS): {"holder": dice.choice(("customer", "provider"))}}}
    return world


def _either(word: str, *options: Any) -> Change:  # noqa: ANN401  YAML
    def change(dice: Random, _: World, element: World) -> None:
        element[word] = dice.choice(options)

    return change


def _from(word: str, shelf: str, *, many: bool) -> Change:
    def change(dice: Random, world: World, element: World) -> None:
        names = sorted(world[shelf])
        element[word] = dice.sample(names, dice.randint(0, min(2, len(names)))) if many else dice.choice(names)

    return change


def _without(word: str) -> Change:
    return lambda _dice, _world, element: element.pop(word, None) and None


def _same(_dice: Random, _world: World, _element: World) -> None:
    """Leave a twin as it is."""


def _setting(dice: Random, _world: World, element: World) -> None:
    kind = _kind(element)
    if kind and kind.settings:
        name = dice.choice(tuple(kind.settings))
        settings = element.setdefault("settings", {})
        if name in settings and dice.random() < 0.5:
            del settings[name]
        else:
            settings[name] = dice.choice(values(kind, name))


def _kind(element: World) -> Kind | None:
    return known().kinds.get(element.get("kind", ""))


def _kept(about: Any) -> Change:  # noqa: ANN401  a type of element
    """Give a change of what is stated of controls: one that the catalogue shows by a setting, or any."""

    def change(dice: Random, _: World, element: World) -> None:
        element["controls"] = _said(dice, about)

    return change


def _said(dice: Random, about: Any) -> World:  # noqa: ANN401  a type of element
    statuses = (
        "met",
        "not-met",
        "partial",
        {"status": "planned", "due": "2027-06-30"},
        {"status": "not-applicable", "because": "It is not so here."},
    )
    some = dice.sample(controls(about), 3)
    others = dice.sample(sorted(known().controls), 2)
    instead = {"status": "alternative", "because": "Done otherwise.", "instead": [some[0]]}
    return {name: dice.choice((*statuses, instead) if name != some[0] else statuses) for name in (*some, *others)}


def _end(dice: Random, world: World, _: World) -> str:
    return str(dice.choice((*world["services"], *world["actors"], "edge", "middle")))


def _start(dice: Random, world: World, element: World) -> None:
    element["from"] = _end(dice, world, element)


def _far(dice: Random, world: World, element: World) -> None:
    element["to"] = dice.choice((*world["services"], "edge", "core"))


def _host(dice: Random, world: World, element: World) -> None:
    """Let a twin run on an element that is no twin, and so runs on nothing."""
    element["runs_on"] = dice.choice([name for name in world["services"] if name[:-1] == "service-"])


CHANGES: Mapping[str, tuple[Change, ...]] = {
    "networks": (_same, _setting, _either("account", "account-0", ""), _kept("network")),
    "services": (
        _same, _setting, _setting, _kept("service"), _without("kind"), _without("zone"), _without("holds"),
        _from("zone", "zones", many=False), _from("holds", "data", many=True), _from("processes", "data", many=True),
        _from("network", "networks", many=True), _host, _either("count", 1, 2),
        _either("account", "account-0", ""), _either("tags", *TAGS), _either("integrity", "low", "high"),
    ),
    "flows": (
        _same, _start, _far, _kept("flow"), _either("protocols", [], ["https"], ["ssh", "rdp"]),
        _either("ports", [], ["tcp/22"], ["any"]), _either("encrypted", "none", "tls", None),
        _either("authenticated", ["none"], ["password", "mfa"], None), _either("enforced_by", [], ["subnet"], None),
        _from("via", "services", many=True), _from("carries", "data", many=True), _without("carries"),
        _either("sources", ["0.0.0.0/0"], ["198.51.100.7/32"], None), _either("authorized", "none", "end-user", None),
    ),
    "identities": (
        _same, _setting, _kept("identity"), _from("administers", "services", many=True), _without("administers"),
        _from("assumed_by", "services", many=True), _from("assumed_by", "actors", many=True),
    ),
}  # fmt: skip
"""What may differ between an element and its twin, by shelf."""
