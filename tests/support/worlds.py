"""Generated systems on which threats of the bundled catalogue fire, and small changes of them for the worse.

A system is data, as it would be read from YAML. It is judged without its text, which is what makes hundreds of pairs
affordable; a test holds that the same systems, written as text, are valid models.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, lru_cache
from random import Random
from typing import Any

from hypothesis import strategies as st
from tests.support.strategies import DAY, HOUSE, World, controls, dice_of, kinds, known, values

from zonebook.assess.conditions.condition import Condition
from zonebook.assess.conditions.entry_conditions import applies, conditions
from zonebook.assess.findings import evaluation
from zonebook.assess.findings.evaluation import Verdicts
from zonebook.model import binding
from zonebook.model.catalogue import Catalogue, Kind
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import Organisation, System, Workspace
from zonebook.model.vocabulary import About
from zonebook.values import Document

COMMON = (
    "ad-ds-on-ec2", "amazon-ec2", "amazon-rds", "amazon-s3", "api-gateway", "application-server", "aws-lambda",
    "build-server", "cache-server", "container-platform", "database-server", "elastic-load-balancing", "file-server",
    "identity-provider", "load-balancer", "mail-server", "message-queue", "object-store", "rd-gateway",
    "saas-application", "search-engine", "secrets-vault", "sql-server-on-ec2", "virtual-machine", "vpn-gateway",
    "web-application", "web-application-firewall", "web-server", "windows-server-on-ec2", "workstation",
)  # fmt: skip
"""The kinds that half of the services have: those of common designs, about which most threats are."""
SPOKEN = (
    "http", "https", "ssh", "rdp", "winrm-http", "ldap", "ldaps", "smb", "nfs", "tds", "mysql", "postgresql", "redis",
    "amqp", "ftp", "telnet", "smtp", "dns", "radius", "netbios-session", "all-traffic", "icmp", "adws",
)  # fmt: skip
FACTORS = ("password", "mfa", "certificate", "kerberos", "ntlm", "shared-secret", "saml", "iam")
SEALED = ("tls", "ssh", "ipsec", "kerberos")
NARROW, WIDE = "198.51.100.7/32", "0.0.0.0/0"
UNPROTECTED: tuple[Any, ...] = (None, "none", ["none"], [WIDE])
"""What a flow states where nothing protects it, or where it says nothing."""
HELD: tuple[About, ...] = ("system", "account", "network", "zone", "service", "flow", "identity")
SHELVES: Mapping[str, About] = {
    "accounts": "account",
    "networks": "network",
    "services": "service",
    "flows": "flow",
    "identities": "identity",
}
"""What states controls of its own; those of zones are stated for the whole system, so that a move changes none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The same system twice: `worse` differs from `better` by one change for the worse, on these elements."""

    better: World
    worse: World


@cache
def asked() -> Mapping[str, Condition]:
    """Return the conditions of the shipped catalogue, made once."""
    return conditions(known())


def judged(world: World, catalogue: Catalogue | None = None, asking: Mapping[str, Condition] | None = None) -> Verdicts:
    """Return the findings and gaps of a system, of the shipped catalogue or of another one with its conditions."""
    system = binding.build(System, Document(path="world", data={**world, "id": "world"}))
    house = binding.build(Organisation, Document(path="house", data=HOUSE))
    said = asking or asked()
    workspace = Workspace(catalogue=catalogue or known(), organisation=house, systems={"world": system})
    return evaluation.verdicts(ResolvedSystem(workspace, system, DAY, applies(said)), said, DAY)


@lru_cache(maxsize=2048)
def world_of(seed: int) -> World:
    """Return the system of a seed; it must not be changed."""
    dice = dice_of(seed)
    zones = _zones(dice)
    world: World = {
        "system": {"title": "World", "owner": "team"},
        "zones": zones,
        "actors": {f"actor-{n}": _actor(dice, zones) for n in range(dice.randint(1, 3))},
        "data": {f"data-{n}": _data(dice) for n in range(3)},
        "accounts": {"account-0": {"provider": "aws", "role": dice.choice(("workload", "identity", "management"))}},
        "networks": {f"network-{n}": _network(dice) for n in range(2)},
        "services": {},
        "flows": {},
        "identities": {},
        "controls": _stated(dice, HELD, 12),
    }
    for number in range(dice.randint(3, 8)):
        world["services"][f"service-{number}"] = _service(dice, world)
    for number in range(dice.randint(3, 8)):
        world["flows"][f"flow-{number}"] = flow(dice, world)
    for number in range(dice.randint(0, 2)):
        world["identities"][f"identity-{number}"] = _identity(dice, world)
    for shelf, about in SHELVES.items():
        for element in world[shelf].values():
            element["controls"] = _stated(dice, (about,), 3)
    return world


@lru_cache(maxsize=2048)
def verdicts_of(seed: int) -> Verdicts:
    """Return the findings and gaps of the system of a seed, judged once for all laws."""
    return judged(world_of(seed))


def seeds(many: int) -> st.SearchStrategy[int]:
    """Return a strategy of the seeds of so many systems, the same for every law."""
    return st.integers(0, many - 1)


def worlds(many: int) -> st.SearchStrategy[World]:
    """Return a strategy of so many systems."""
    return seeds(many).map(world_of)


def _stated(dice: Random, abouts: tuple[About, ...], most: int) -> World:
    found = [each for about in abouts for each in controls(about)]
    return {dice.choice(found): dice.choice(("met", "not-met")) for _ in range(dice.randint(0, most)) if found}


def _zones(dice: Random) -> World:
    zones: World = {
        "internet": {"trust": 0},
        "office": {"trust": dice.randint(1, 3)},
        "edge": {"trust": 1},
        "middle": {"trust": 2},
        "core": {"trust": dice.randint(3, 4)},
    }
    for name in ("edge", "middle", "core"):
        if dice.random() < 0.5:
            zones[name]["enforced_by"] = [dice.choice(("security-group", "subnet", "firewall"))]
        if dice.random() < 0.3:
            zones[name]["allow"] = {dice.choice(("internet", "office")): [dice.choice(SPOKEN)]}
    return zones


def _actor(dice: Random, zones: World) -> World:
    actor: World = {"zone": dice.choice(("internet", "office", *zones))}
    return actor | {word: dice.random() < 0.5 for word in ("privileged", "trusted") if dice.random() < 0.8}


def _data(dice: Random) -> World:
    found: World = {side: dice.choice(("low", "moderate", "high")) for side in ("confidentiality", "integrity")}
    return found | {"availability": dice.choice(("low", "high")), "subject_to": dice.choice(([], ["credentials"]))}


def _network(dice: Random) -> World:
    kind = dice.choice(kinds("network"))
    return {"kind": kind.id, "account": "account-0", "settings": _set(dice, kind)}


def _set(dice: Random, kind: Kind) -> World:
    return {name: dice.choice(values(kind, name)) for name in kind.settings if dice.random() < 0.6}


def _service(dice: Random, world: World) -> World:
    kind = known().kinds[dice.choice(COMMON)] if dice.random() < 0.5 else dice.choice(kinds("service"))
    service: World = {
        "kind": kind.id,
        "settings": _set(dice, kind),
        "zone": dice.choice(tuple(world["zones"])),
        "holds": dice.sample(sorted(world["data"]), dice.randint(0, 2)),
    }
    if dice.random() < 0.6:
        service["network"] = [dice.choice(tuple(world["networks"]))]
    if dice.random() < 0.4:
        service["count"] = dice.randint(1, 3)
    return service


def flow(dice: Random, world: World) -> World:
    """Return a flow between two elements of a system, often from the internet."""
    start = dice.choice([*world["actors"], *world["services"]])
    end = dice.choice([each for each in world["services"] if each != start])
    made: World = {"from": start, "to": end, "protocols": [dice.choice(SPOKEN)]}
    if dice.random() < 0.7:
        made["encrypted"] = dice.choice(("none", *SEALED[:2]))
    if dice.random() < 0.7:
        made["authenticated"] = [dice.choice(("none", *FACTORS))]
    if dice.random() < 0.5:
        made["enforced_by"] = dice.sample(("security-group", "subnet", "firewall"), dice.randint(0, 1))
    if dice.random() < 0.7:
        made["carries"] = [dice.choice(sorted(world["data"]))]
    if dice.random() < 0.5:
        made["sources"] = [dice.choice((NARROW, "10.0.0.0/16", WIDE))]
    if dice.random() < 0.2:
        made["via"] = [dice.choice([each for each in world["services"] if each not in {start, end}])]
    return made


def _identity(dice: Random, world: World) -> World:
    kind = dice.choice(kinds("identity"))
    return {
        "kind": kind.id,
        "in": "account-0",
        "settings": _set(dice, kind),
        "administers": [dice.choice(tuple(world["services"]))],
        "assumed_by": [dice.choice([*world["actors"], *world["services"]])],
    }


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
    """Return the controls that are said to be met for an element: by itself, or by the system."""
    return frozenset(name for name, said in {**world["controls"], **element["controls"]}.items() if said == "met")


def _denies(setting: str, claims: frozenset[str]) -> bool:
    """Return whether a value of a setting can show that one of these controls is not met."""
    return any(sign.setting == setting for name in claims for sign in known().controls[name].shown_by)


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
}
