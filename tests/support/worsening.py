"""Changes of a system for the worse, one at a time: what one side of a pair has, and the other lacks."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.support.catalogues import known
from tests.support.strategies import World, controls, values
from tests.support.worlds import FACTORS, NARROW, SEALED, SHELVES, WIDE, flow

from zonebook.model.catalogue import Control

UNPROTECTED: tuple[Any, ...] = (None, "none", ["none"], [WIDE])
"""What a flow states where nothing protects it, or where it says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The same system twice: `worse` differs from `better` by one change for the worse, on these elements."""

    better: World
    worse: World


Change = Callable[[World, Random], Pair]
"""Returns a pair made of a system."""


def _changed(world: World, shelf: str, name: str, said: Mapping[str, Any]) -> World:
    """Return the system with other values of one element; a value of None leaves the word out."""
    element = {**world[shelf][name], **said}
    left = {word: value for word, value in element.items() if value is not None}
    if left == world[shelf][name]:
        return world
    return {**world, shelf: {**world[shelf], name: left}}


def _pair(world: World, route: tuple[str, str], better: Mapping[str, Any], worse: Mapping[str, Any]) -> Pair:
    return Pair(better=_changed(world, *route, better), worse=_changed(world, *route, worse))


def _far_zones(world: World, name: str) -> set[str]:
    """Return the zones of the elements that an element has flows with."""
    ends = [(each["from"], each["to"]) for each in world["flows"].values() if name in {each["from"], each["to"]}]
    elements = {**world["actors"], **world["services"]}
    return {elements[end]["zone"] for pair in ends for end in pair if end != name}


def _moved(world: World, dice: Random, shelf: str) -> Pair:
    """Move an element to the internet, to another zone of lower trust, or to a lower copy of its own zone.

    Except for the internet, it does not come to stand beside the far end of one of its flows: that would take a border
    away, which is another change.
    """
    placed = [name for name, each in world[shelf].items() if world["zones"][each["zone"]]["trust"]]
    name = dice.choice(placed or sorted(world[shelf]))
    world = world if placed else _changed(world, shelf, name, {"zone": "office"})
    zone = world[shelf][name]["zone"]
    trust = world["zones"][zone]["trust"]
    taken = _far_zones(world, name)
    lower = [each for each, said in world["zones"].items() if said["trust"] < trust and each not in taken]
    where = dice.choice(("internet", "copy", *lower))
    if where != "copy":
        return Pair(better=world, worse=_changed(world, shelf, name, {"zone": where}))
    copied = deepcopy(world)
    copied["zones"]["copy"] = {**copied["zones"][zone], "trust": dice.randint(0, trust - 1)}
    for each in copied["zones"].values():
        if zone in each.get("allow", {}):
            each["allow"]["copy"] = each["allow"][zone]
    return Pair(better=copied, worse=_changed(copied, shelf, name, {"zone": "copy"}))


def actor_moved(world: World, dice: Random) -> Pair:
    """Move an actor towards the internet."""
    return _moved(world, dice, "actors")


def service_moved(world: World, dice: Random) -> Pair:
    """Move a service towards the internet."""
    return _moved(world, dice, "services")


def _taken(world: World, dice: Random, word: str, levels: tuple[Any, Any]) -> Pair:
    """Take what protects a flow: from `levels[0]`, unless it states another such value, to `levels[1]`.

    One that states nothing, or nothing that protects, is the worse side of the pair.
    """
    name = dice.choice(sorted(world["flows"]))
    stated = world["flows"][name].get(word)
    if stated in UNPROTECTED:
        return Pair(better=_changed(world, "flows", name, {word: levels[0]}), worse=world)
    return Pair(better=world, worse=_changed(world, "flows", name, {word: levels[1]}))


def encryption_taken(world: World, dice: Random) -> Pair:
    """Take the encryption from a flow, or leave it out."""
    return _taken(world, dice, "encrypted", (dice.choice(SEALED), dice.choice(("none", "none", None))))


def authentication_taken(world: World, dice: Random) -> Pair:
    """Take the authentication from a flow, or leave it out; or take its second factor."""
    if dice.random() < 0.2:
        name = dice.choice(sorted(world["flows"]))
        return _pair(world, ("flows", name), {"authenticated": ["password", "mfa"]}, {"authenticated": ["password"]})
    return _taken(world, dice, "authenticated", ([dice.choice(FACTORS)], dice.choice((["none"], ["none"], None))))


def sources_widened(world: World, dice: Random) -> Pair:
    """Accept a flow from any address, or leave out from which."""
    return _taken(world, dice, "sources", (dice.choice(([NARROW], ["10.0.0.0/16"])), dice.choice(([WIDE], None))))


def flow_added(world: World, dice: Random) -> Pair:
    """Add a flow."""
    return Pair(better=world, worse={**world, "flows": {**world["flows"], "one-more": flow(dice, world)}})


SAFE: Mapping[tuple[str, str], Any] = {
    ("flows", "encrypted"): "tls",
    ("flows", "authenticated"): ["mfa"],
    ("flows", "sources"): [NARROW],
    ("flows", "enforced_by"): ["security-group"],
    ("flows", "carries"): [],
    ("services", "holds"): [],
    ("services", "count"): 3,
    ("actors", "trusted"): True,
    ("actors", "privileged"): False,
    ("zones", "enforced_by"): ["security-group"],
    ("zones", "trust"): 3,
}
"""A safe value of each attribute that can be left out."""


def value_left_out(world: World, dice: Random) -> Pair:
    """Leave out a value: a setting without a default, a control that is met, or an attribute that is safe."""
    what = dice.choice((_setting_left_out, _setting_left_out, _control_left_out, _attribute_left_out))
    return what(world, dice)


def _attribute_left_out(world: World, dice: Random) -> Pair:
    (shelf, word), safe = dice.choice(sorted(SAFE.items(), key=str))
    name = dice.choice([each for each in sorted(world[shelf]) if each != "internet"])
    return _pair(world, (shelf, name), {word: safe}, {word: None})


def _control_left_out(world: World, dice: Random) -> Pair:
    shelf = dice.choice([each for each in sorted(SHELVES) if world[each]])
    name = dice.choice(sorted(world[shelf]))
    control = dice.choice(controls(SHELVES[shelf]))
    others = _but(world[shelf][name]["controls"], control)
    return _pair(world, (shelf, name), {"controls": {**others, control: "met"}}, {"controls": others})


def _setting_left_out(world: World, dice: Random) -> Pair:
    """Leave out a setting without a default, safe or not, unless it denies a claim that would stand without it."""
    settable = [
        (shelf, name, setting)
        for shelf in ("services", "identities", "networks")
        for name, each in world[shelf].items()
        for setting, said in known().kinds[each["kind"]].settings.items()
        if said.default is None and not _denies(setting, _claims(world, each))
    ]
    shelf, name, setting = dice.choice(settable)
    stated = world[shelf][name]["settings"]
    others = _but(stated, setting)
    value = dice.choice(values(known().kinds[world[shelf][name]["kind"]], setting))
    return _pair(
        world, (shelf, name), {"settings": {**others, setting: stated.get(setting, value)}}, {"settings": others}
    )


def _claims(world: World, element: World) -> frozenset[str]:
    """Return the controls that are said to be met for an element: by itself, by the system, or by what it has set."""
    said = {**world["controls"], **element["controls"]}
    shown = (each.id for each in known().controls.values() if _shows(element["settings"], each))
    return frozenset((*(name for name, status in said.items() if status == "met"), *shown))


def _shows(stated: World, control: Control) -> bool:
    """Return whether what is set shows that a control is met."""
    return any(stated[sign.setting] in sign.met for sign in control.shown_by if sign.setting in stated)


def _denies(setting: str, claims: frozenset[str]) -> bool:
    """Return whether a value of a setting can show that one of these controls is not met."""
    return any(sign.setting == setting for name in claims for sign in known().controls[name].shown_by)


def kind_left_out(world: World, dice: Random) -> Pair:
    """Leave out what a service is, and with it what is set: nobody knows what the settings mean."""
    name = dice.choice(sorted(world["services"]))
    return _pair(world, ("services", name), {}, {"kind": None, "settings": None})


def protocols_left_out(world: World, dice: Random) -> Pair:
    """Leave out what is spoken on a flow.

    One that only asks whether the other is there states no sign-in: what it states of one would count as soon as it may
    be another protocol.
    """
    name = dice.choice(sorted(world["flows"]))
    echo = world["flows"][name]["protocols"] == ["icmp"]
    return _pair(world, ("flows", name), {"protocols": ["https"]} if echo else {}, {"protocols": None})


def _but(said: World, name: str) -> World:
    return {key: value for key, value in said.items() if key != name}


CHANGES: Mapping[str, Change] = {
    "actor-moved": actor_moved,
    "service-moved": service_moved,
    "encryption-taken": encryption_taken,
    "authentication-taken": authentication_taken,
    "sources-widened": sources_widened,
    "flow-added": flow_added,
    "value-left-out": value_left_out,
    "kind-left-out": kind_left_out,
    "protocols-left-out": protocols_left_out,
}
