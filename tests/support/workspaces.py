"""Generated workspaces: systems with what people write beside a design, which is decisions, limits and audits.

They also have what is rare in a design: guests on hosts that look the same, accounts without a provider, trusts, and
settings with a role in the assessment.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import cache, lru_cache
from random import Random
from typing import Any

from tests.support import crowds, worlds
from tests.support.catalogues import known
from tests.support.strategies import DAY, HOUSE, World, controls, dice_of, kinds, values

from zonebook.assess.assessment import assess
from zonebook.assess.conditions.entry_conditions import applies, conditions
from zonebook.assess.findings.evaluation import Verdicts
from zonebook.assess.system import SystemAssessment
from zonebook.model import binding
from zonebook.model.audits.audit import Audit
from zonebook.model.catalogue import Catalogue, Control, Kind, Threat
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import Organisation, System, Workspace
from zonebook.values import Document

HOSTS = ("amazon-ec2", "windows-server-on-ec2", "sql-server-on-ec2", "container-platform", "virtual-machine")
GUESTS = ("web-application", "application-server", "web-server", "ad-ds-on-ec2", "radius-server", "database-server")
BEFORE, AFTER = "2026-06-30", "2027-06-30"
"""A day before that of the assessment, and one after it."""
ACCOUNTS: Mapping[str, World] = {
    "nameless": {},
    "nameless-too": {"role": "workload"},
    "elsewhere": {"kind": "cloud-account", "provider": "azure"},
    "member": {"provider": "aws", "role": "workload"},
    "head": {"provider": "aws", "role": "management"},
}
SELDOM: tuple[tuple[str, World], ...] = (
    ("service", {"tagged": ["shared"]}),
    ("flow", {"tagged": ["old"], "encrypted": ["none"]}),
    ("service", {"runs_on": ["machine", "windows-host"], "unless": ["encrypt-at-rest"]}),
)
"""Conditions of words that no shipped entry uses."""
TREATMENTS = ("accept", "mitigate", "transfer", "avoid", "false-positive")
RESULTS = ("exception", "not-effective", "effective", "no-occurrence", "not-tested")
SAID = ("met", "not-met", "partial")


@cache
def catalogue() -> Catalogue:
    """Return the shipped catalogue with entries that ask what no shipped one does.

    For a setting of each host, a control applies with one value alone, and a threat to another value is answered by
    that control, which guests carry. Other threats use the words that no shipped entry does.
    """
    threats: World = {}
    stated: World = {}
    for kind in HOSTS:
        for name in _closed(known().kinds[kind])[:4]:
            good, bad = values(known().kinds[kind], name)[:2]
            control, here = f"made-{kind}-{name}", {"kind": [kind], "setting": {name: [bad]}}
            guests = [{"kind": list(GUESTS)}, {"kind": [kind], "setting": {name: [good]}}]
            stated[control] = {"about": "service", "when": {"any": guests}}
            threats[f"{control}-answered"] = {"about": "service", "when": here, "control": control}
            threats[f"{control}-unless"] = {"about": "service", "when": {**here, "unless": [control]}}
    for number, (about, when) in enumerate(SELDOM):
        threats[f"made-{number}"] = {"about": about, "when": when}
    made_threats = {name: binding.build(Threat, _entry("threats", name, said)) for name, said in threats.items()}
    made_controls = {name: binding.build(Control, _entry("controls", name, said)) for name, said in stated.items()}
    return known().with_shelves(
        {"threats": {**known().threats, **made_threats}, "controls": {**known().controls, **made_controls}}
    )


def _closed(kind: Kind) -> Sequence[str]:
    """Return the settings of a kind that are a choice or yes and no, without a default and a role."""
    settings = kind.settings.items()
    return [
        name for name, each in settings
        if each.type in {"choice", "boolean"} and each.default is None and not each.role
    ]  # fmt: skip


def _entry(shelf: str, name: str, said: World) -> Document:
    """Return a threat or a control with what every entry has to state."""
    both = {"id": name, "title": name, "sources": [{"title": "Made for tests"}], "confidence": "confirmed"}
    answers = {"closes": [{"controls": [said.get("control", "patch-management")], "how": "It is gone then."}]}
    entry = {"story": "So.", "stride": ["tampering"], "likelihood": "high", "impact": "high", "answers": answers}
    if shelf == "controls":
        entry = {"objective": "So.", "layer": "platform", "responsibility": "customer", "verify": [], "evidence": []}
        entry["frequency"] = "P90D"
    return Document(path=f"{name}.yaml", data={**both, **entry, "fires": [], "quiet": [], **said})


@lru_cache(maxsize=64)
def workspace_of(seed: int, *, twins: bool = False) -> Workspace:
    """Return the workspace of a seed, with twins of its elements or without; half of them have audits."""
    return made(*written(seed, twins=twins))


def written(seed: int, *, twins: bool = False) -> tuple[World, World | None]:
    """Return the system of a seed and its audit, if it has one, as they would be written."""
    dice = dice_of(seed * 53 + 11)
    world = deepcopy(crowds.crowded(seed) if twins else worlds.world_of(seed))
    for add in (_accounts, _hosts, _roles, _trusts, _tags, _limits):
        add(dice, world)
    _decisions(dice, world, verdicts(made(world)))
    return world, _audit(dice, world) if dice.random() < 0.5 else None


def made(world: World, audit: World | None = None) -> Workspace:
    """Return the workspace of one system, made of plain data, and of an audit of it."""
    system = binding.build(System, Document(path="world", data={**world, "id": "world"}))
    house = binding.build(Organisation, Document(path="house", data=HOUSE))
    audits = {"a": binding.build(Audit, Document(path="audit", data={**audit, "id": "a"}))} if audit else {}
    return Workspace(catalogue=catalogue(), organisation=house, systems={"world": system}, audits=audits)


def assessed(workspace: Workspace) -> SystemAssessment:
    """Return the assessment of the one system of a workspace, what is asked of its decisions included."""
    return assess(workspace, DAY).systems["world"]


def resolved(workspace: Workspace) -> ResolvedSystem:
    """Return its one system with everything resolved."""
    (system,) = workspace.systems.values()
    return ResolvedSystem(workspace, system, DAY, applies(conditions(workspace.catalogue)))


def verdicts(workspace: Workspace) -> Verdicts:
    """Return its findings and gaps."""
    return assessed(workspace).verdicts


def _accounts(dice: Random, world: World) -> None:
    """Add accounts, some without a provider, and put services and identities into them."""
    world["parties"] = {"azure": {"title": "Azure", "within": "provider"}}
    for name, said in ACCOUNTS.items():
        world["accounts"][name] = account = deepcopy(said)
        if account.get("provider") == "aws":
            account["settings"] = _some(dice, known().kinds["aws-account"])
        account["controls"] = {each: dice.choice(SAID) for each in dice.sample(controls("account"), 2)}
    for shelf, word in (("services", "account"), ("identities", "in"), ("networks", "account")):
        for element in world[shelf].values():
            if dice.random() < 0.5:
                element[word] = dice.choice(tuple(world["accounts"]))


def _hosts(dice: Random, world: World) -> None:
    """Add hosts that look the same, of which one has a guest that states more than its host."""
    for kind in dice.sample(HOSTS, 2):
        found = known().kinds[kind]
        host = {"kind": kind, "zone": dice.choice(tuple(world["zones"])), "settings": _some(dice, found)}
        for which in ("bare", "full"):
            world["services"][f"{kind}-{which}"] = deepcopy(host)
        guest = known().kinds[dice.choice((kind, *GUESTS))]
        world["services"][f"{kind}-guest"] = {
            "kind": guest.id,
            "zone": host["zone"],
            "runs_on": f"{kind}-full",
            "settings": _some(dice, guest),
            "controls": {each: dice.choice(SAID) for each in (*dice.sample(controls("service"), 12), *_made(kind))},
        }


def _made(kind: str) -> Sequence[str]:
    """Return the controls of `catalogue` that a guest on a host of a kind may carry."""
    return [name for name in catalogue().controls if name.startswith(f"made-{kind}-")]


def _roles(dice: Random, world: World) -> None:
    """Add elements of kinds with a setting that has a role: some of them state it, and some leave it out."""
    for about, shelf in (("service", "services"), ("identity", "identities")):
        with_role = [kind for kind in kinds(about) if any(each.role for each in kind.settings.values())]
        for number, kind in enumerate(dice.sample(with_role, 2)):
            world[shelf][f"{about}-role-{number}"] = element = {"kind": kind.id, "settings": _some(dice, kind)}
            if about == "service":
                element |= {"zone": dice.choice(tuple(world["zones"])), "account": dice.choice(tuple(ACCOUNTS))}
            else:
                element["in"] = dice.choice((*world["accounts"], *world["services"]))


def _trusts(dice: Random, world: World) -> None:
    world["trusts"] = {}
    for number in range(dice.randint(0, 3)):
        kind = dice.choice(kinds("trust"))
        start, end = dice.sample(tuple(world["services"]), 2)
        trust = {"from": start, "to": end, "kind": kind.id, "settings": _some(dice, kind)}
        world["trusts"][f"trust-{number}"] = trust | dice.choice(({}, {"direction": "one-way"}))


def _tags(dice: Random, world: World) -> None:
    for element in (each for shelf in (*worlds.SHELVES, "zones", "trusts") for each in world[shelf].values()):
        element["tags"] = dice.choice(crowds.TAGS)


def _limits(dice: Random, world: World) -> None:
    """Put elements out of scope, and exclude threats: of everything and of some, now, no longer and not yet."""
    names = [name for shelf in worlds.SHELVES for name in world[shelf]]
    world["out_of_scope"] = {
        name: {"because": "It is judged elsewhere.", "by": "team", **_days(dice)} for name in dice.sample(names, 2)
    }
    world["assumptions"] = {
        f"assumption-{number}": {
            "title": "It is so",
            "by": "team",
            "because": "Somebody sees to it.",
            "excludes": dice.sample(sorted(known().threats), 60),
            **({"about": dice.sample(names, 3)} if number else {}),
            **_days(dice),
        }
        for number in range(3)
    }


def _days(dice: Random) -> World:
    return dice.choice(({"on": BEFORE, "until": AFTER}, {"on": BEFORE, "until": BEFORE}, {"on": AFTER}, {"on": BEFORE}))


def _decisions(dice: Random, world: World, found: Verdicts) -> None:
    """Decide about findings: of one element, of a whole threat, as a duplicate, and about what may turn out to hold."""
    ids = [each.id for finding in found.findings for each in finding.alternatives]
    ids += [f"{gap.threat.id}@{gap.element}" for gap in found.gaps]
    world["decisions"] = {}
    for id_ in dice.sample(ids, min(8, len(ids))):
        name = dice.choice((id_, id_, f"{id_.partition('@')[0]}@*"))
        world["decisions"][name] = {
            "treatment": dice.choice(TREATMENTS),
            "by": "team",
            "because": "So it was decided.",
            **(days := {"until": AFTER, **_days(dice)}),
            **dice.choice(({}, {"requested_by": "team"}, {"review": days["on"]})),
        }
    if len(ids) > 1:
        one, other = dice.sample(ids, 2)
        same = {
            "treatment": "duplicate",
            "by": "team",
            "on": BEFORE,
            "because": "It is said twice.",
            "duplicates": other,
        }
        world["decisions"].setdefault(one, same)


def _audit(dice: Random, world: World) -> World:
    """Return an audit that tested controls that elements state, and others."""
    checks = [
        f"{name}@{element}" for shelf in worlds.SHELVES for element, said in world[shelf].items()
        for name in said.get("controls", {})
    ]  # fmt: skip
    checks += [f"{name}@{dice.choice(tuple(world['services']))}" for name in world["controls"]]
    results = {
        check: {
            "result": dice.choice(RESULTS),
            "tested_by": "T.",
            "tested_on": dice.choice((BEFORE, AFTER)),
            "reason": "Seen.",
        }
        for check in dice.sample(checks, len(checks) // 2)
    }
    period = {"from": "2026-01-01", "to": "2026-12-31"}
    head = {"title": "Audit", "framework": "nist-800-53-r5", "period": period, "systems": ["world"]}
    return {"audit": head, "results": {"world": results}}


def _some(dice: Random, kind: Kind) -> dict[str, Any]:
    """Return values for half of the settings of a kind."""
    return {name: dice.choice(values(kind, name)) for name in kind.settings if dice.random() < 0.5}
