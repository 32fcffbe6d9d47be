"""Small random models, made from entries of the shipped catalogue, and assessed from text."""

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from random import Random
from typing import Any, get_args

from hypothesis import strategies as st
from tests.support.catalogues import known, schemas, shipped

from zonebook.assess.assessment import Assessment
from zonebook.assess.system import SystemAssessment
from zonebook.model.catalogue import Kind
from zonebook.model.elements import Encryption, Enforcer
from zonebook.model.vocabulary import About
from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.write.assessment_json.document import assessed

World = dict[str, Any]
_PLACE = re.compile(r"models/\S+\.yaml:\d+:\d+")
"""The reason of such a finding names the location of the other statement."""
DAY = "2026-12-01"
HOUSE = {"organisation": {"title": "House"}, "parties": {"team": {"title": "Team"}}}
STATUSES = ("met", "met", "partial", "not-met", {"status": "planned", "due": "2027-06-30"})
BORDERS: tuple[str, ...] = get_args(Enforcer)
ENCRYPTIONS: tuple[str, ...] = get_args(Encryption)
SHELVES: Mapping[str, About] = {
    "accounts": "account",
    "networks": "network",
    "zones": "zone",
    "services": "service",
    "flows": "flow",
    "identities": "identity",
}


@cache
def kinds(about: About) -> tuple[Kind, ...]:
    """Return the kinds of one sort."""
    return tuple(kind for kind in known().kinds.values() if kind.about == about)


@cache
def controls(about: About) -> tuple[str, ...]:
    """Return the controls of one sort."""
    return tuple(name for name, control in known().controls.items() if control.about == about)


def read(files: Mapping[str, World]) -> Assessment:
    """Return the assessment of a system in files, by their names."""
    texts = {f"models/systems/world/{name}.yaml": _text(data) for name, data in files.items()}
    models = {"models/organisation.yaml": _text(HOUSE), **texts}
    return assess_workspace(load_workspace(shipped(), models, schemas()), DAY)


def judged(world: World) -> SystemAssessment:
    """Return the assessment of a system that is written into one file."""
    return read({"model": world}).systems["world"]


def told(assessment: Assessment) -> Any:  # noqa: ANN401  JSON
    """Return the assessment as JSON without the locations of elements."""
    return _placeless(json.loads(assessed(assessment, "0")))


def _placeless(data: Any) -> Any:  # noqa: ANN401  JSON
    if isinstance(data, dict):
        return {key: _placeless(value) for key, value in data.items() if key != "place"}
    if isinstance(data, list):
        return [_placeless(each) for each in data]
    return _PLACE.sub("a place", data) if isinstance(data, str) else data


def _text(data: World) -> bytes:
    """Return the text of a file; JSON is YAML that has no anchors."""
    return json.dumps(data, indent=1).encode()


def values(kind: Kind, name: str) -> tuple[Any, ...]:
    """Return values that a setting of a kind can have: all of them, or some numbers."""
    setting = kind.settings[name]
    if setting.type == "boolean":
        return True, False
    if setting.type == "choice":
        return setting.values
    return (0, 1, 7, 40, 400) if setting.type == "integer" else ("some", "other")


def dice_of(seed: int) -> Random:
    """Return a random generator that is deterministic for a seed."""
    return Random(seed)  # noqa: S311  nothing secret is made of it


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Make a system of a few zones, networks, services, flows and identities, with a part of it not stated."""
    dice = dice_of(draw(st.integers(0, 10**9)))
    world: World = {
        "system": {"title": "World", "owner": "team"},
        "actors": {f"actor-{n}": _actor(dice) for n in range(dice.randint(1, 2))},
        "data": {f"data-{n}": {"title": "D", "confidentiality": dice.choice(("low", "high"))} for n in range(2)},
        "accounts": {"account-0": {"provider": "aws", "role": "workload"}},
        "zones": {f"zone-{n}": _zone(dice, n) for n in range(dice.randint(2, 4))},
        "networks": {f"network-{n}": _network(dice, n) for n in range(dice.randint(1, 3))},
        "services": {},
        "flows": {},
        "identities": {},
        "controls": {},
    }
    for number in range(dice.randint(2, 5)):
        world["services"][f"service-{number}"] = _service(dice, world)
    for number in range(dice.randint(1, 5)):
        world["flows"][f"flow-{number}"] = flow(dice, world)
    for number in range(dice.randint(0, 2)):
        world["identities"][f"identity-{number}"] = _identity(dice, world)
    for shelf, about in SHELVES.items():
        for element in world[shelf].values():
            element.setdefault("controls", {}).update(_stated(dice, about, 2))
    world["controls"].update(_stated(dice, "service", 2))
    return world


def _stated(dice: Random, about: About, most: int) -> World:
    found = controls(about)
    return {dice.choice(found): dice.choice(STATUSES) for _ in range(dice.randint(0, most)) if found}


def _actor(dice: Random) -> World:
    actor: World = {"zone": f"zone-{dice.randint(0, 1)}"}
    return actor | {word: dice.choice((True, False)) for word in ("trusted", "privileged") if dice.random() < 0.7}


def _zone(dice: Random, number: int) -> World:
    zone: World = {}
    if number > 1 and dice.random() < 0.5:
        zone["inside"] = "zone-1"
    if number == 0 or dice.random() < 0.8:
        zone["trust"] = 0 if number == 0 else dice.randint(1, 4)
    if dice.random() < 0.6:
        zone["enforced_by"] = dice.sample(BORDERS, 1)
    return zone


def _network(dice: Random, number: int) -> World:
    kind = dice.choice(kinds("network"))
    around = {"inside": "network-0"} if number and dice.random() < 0.5 else {}
    return {"kind": kind.id, "account": "account-0", **around, "settings": _set(dice, kind)}


def _set(dice: Random, kind: Kind) -> World:
    return {name: dice.choice(values(kind, name)) for name in kind.settings if dice.random() < 0.5}


def _service(dice: Random, world: World) -> World:
    kind = dice.choice(kinds("service"))
    service: World = {"kind": kind.id, "settings": _set(dice, kind)}
    if dice.random() < 0.9:
        service["zone"] = dice.choice(tuple(world["zones"]))
    if dice.random() < 0.7:
        service["network"] = [dice.choice(tuple(world["networks"]))]
    if dice.random() < 0.6:
        service["holds"] = [dice.choice(tuple(world["data"]))]
    if dice.random() < 0.4:
        service["count"] = dice.randint(1, 3)
    return service


def flow(dice: Random, world: World) -> World:
    """Make a flow between two elements of a system."""
    ends = [*world["actors"], *world["services"]]
    start = dice.choice(ends)
    end = dice.choice([each for each in world["services"] if each != start])
    made: World = {"from": start, "to": end, "protocols": dice.sample(tuple(known().protocols), dice.randint(1, 2))}
    if dice.random() < 0.6:
        made["encrypted"] = dice.choice(ENCRYPTIONS)
    if dice.random() < 0.6:
        made["authenticated"] = [dice.choice(("none", "password", "kerberos", "certificate", "mfa"))]
    if dice.random() < 0.6:
        made["enforced_by"] = dice.sample(BORDERS, dice.randint(0, 1))
    if dice.random() < 0.6:
        made["carries"] = [dice.choice(tuple(world["data"]))]
    return made


def _identity(dice: Random, world: World) -> World:
    kind = dice.choice(kinds("identity"))
    identity: World = {"kind": kind.id, "in": "account-0", "settings": _set(dice, kind)}
    if dice.random() < 0.7:
        identity["administers"] = [dice.choice(tuple(world["services"]))]
    if dice.random() < 0.7:
        identity["assumed_by"] = [dice.choice(tuple(world["actors"]))]
    return identity


def without(world: World, shelf: str, name: str) -> World:
    """Return a system without an element and its references; flows that lose an end are removed as well."""
    left = deepcopy(world)
    del left[shelf][name]
    left["flows"] = {key: each for key, each in left["flows"].items() if name not in {each["from"], each["to"]}}
    for element in _elements(left):
        for word, said in list(element.items()):
            if isinstance(said, list) and name in said:
                element[word] = [each for each in said if each != name]
    return left


def renamed(world: World, shelf: str, old: str, new: str) -> World:
    """Return a system in which an element has another id everywhere, with `was:`; decisions are unchanged."""
    done: World = {}
    for word, elements in deepcopy(world).items():
        done[word] = elements if word == "decisions" else _replaced(elements, old, new)
    done[shelf][new]["was"] = old
    return done


def _replaced(data: Any, old: str, new: str) -> Any:  # noqa: ANN401  YAML
    if isinstance(data, dict):
        return {new if key == old else key: _replaced(value, old, new) for key, value in data.items()}
    if isinstance(data, list):
        return [_replaced(each, old, new) for each in data]
    return new if data == old else data


def _elements(world: World) -> Iterator[World]:
    return (element for shelf in (*SHELVES, "actors") for element in world[shelf].values())
