"""Generated systems on which threats of the bundled catalogue fire, made of a seed.

A system is data, as it would be read from YAML. It is judged without its text, which is what makes hundreds of pairs
affordable; a test holds that the same systems, written as text, are valid models.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from random import Random

from hypothesis import strategies as st
from tests.support.catalogues import known
from tests.support.strategies import DAY, HOUSE, World, controls, dice_of, kinds, values

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
HELD: tuple[About, ...] = ("system", "account", "network", "zone", "service", "flow", "identity")
SHELVES: Mapping[str, About] = {
    "accounts": "account",
    "networks": "network",
    "services": "service",
    "flows": "flow",
    "identities": "identity",
}
"""What states controls of its own; those of zones are stated for the whole system, so that a move changes none."""


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
