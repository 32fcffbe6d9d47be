"""Laws (metamorphic properties): relations between a model and a changed one, whatever the catalogue contains.

The models are made of kinds, settings, protocols and controls of the bundled catalogue, written as text, and assessed
end to end. Each test is named after its law. A law returns how much it compared: one that mostly compares nothing
fails. `make laws` raises the number of workspaces, for a nightly run.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import wraps
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from tests.support import catalogues, strategies
from tests.support.strategies import World

from zonebook.assess.findings.finding import Finding
from zonebook.assess.system import SystemAssessment
from zonebook.assess.zones.exposure import hops_from_untrusted
from zonebook.model.vocabulary import LEVELS

RUNS = int(os.environ.get("ZONEBOOK_WHOLE_LAWS", "50"))
"""The number of generated workspaces for each law."""
LEAST = 1 / 3
"""The minimum share of runs that compare something."""
LAW = settings(
    max_examples=RUNS,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much),
)
DICE = st.integers(0, 10**6).map(strategies.dice_of)
SIDES = ("inherent", "current", "target")
NOTHING = (-1, -1, -1)
"""The levels of a finding that does not exist."""


Law = Callable[[World, Random], int]


def law(held: Law) -> Callable[[], None]:
    """Check a law over generated workspaces; it returns how much it compared, and `assume`s its preconditions."""
    counts: Counter[str] = Counter()

    @LAW
    @given(world=strategies.worlds(), dice=DICE)
    def run(world: World, dice: Random) -> None:
        counts["runs"] += 1
        counts["compared"] += held(world, dice) > 0

    @wraps(held)
    def test() -> None:
        run()
        assert counts["runs"] >= RUNS
        assert counts["compared"] >= LEAST * counts["runs"], f"compared something in {counts['compared']} runs only"

    del test.__wrapped__  # pytest would look for fixtures called `world` and `dice`
    return test


COMPARING = frozenset(("contradicted", "member_contradicts", "members_differ"))
"""Words that compare two statements of the model: one more statement can be a contradiction."""


def found(judged: SystemAssessment) -> dict[str, Finding]:
    """Return the findings by id, without those that compare two statements of the model."""
    return {each.id: each for each in judged.findings if COMPARING.isdisjoint(each.threat.when)}


def asked(judged: SystemAssessment) -> set[str]:
    return {f"{each.threat.id}@{each.element}" for each in judged.gaps}


def levels(finding: Finding) -> tuple[int, ...]:
    return tuple(LEVELS.index(getattr(finding.risk, side).level) for side in SIDES)


def open_statements(world: World) -> Iterator[tuple[str, str, str]]:
    """The controls that could be stated as met: by shelf, element and control; met ones are left out."""
    for shelf, about in strategies.SHELVES.items():
        for name, element in world[shelf].items():
            for control in strategies.controls(about):
                if element["controls"].get(control) != "met":
                    yield shelf, name, control


@law
def test_met_control_never_raises_risk(world: World, dice: Random) -> int:
    """A control whose claim a setting contradicts is left out."""
    before = strategies.judged(world)
    named = {reply.control for finding in before.findings for reply in finding.replies}
    better = deepcopy(world)
    useful = [each for each in open_statements(world) if each[2] in named]
    assume(useful)
    for shelf, name, control in dice.sample(useful, min(3, len(useful))):
        better[shelf][name]["controls"][control] = "met"
    after = strategies.judged(better)
    assert set(found(after)) <= set(found(before))
    for name_, finding in found(after).items():
        assert all(new <= old for new, old in zip(levels(finding), levels(found(before)[name_]), strict=True)), name_
    return len(found(after))


@law
def test_opened_flow_never_lowers_exposure(world: World, dice: Random) -> int:
    before = strategies.judged(world)
    opened = deepcopy(world)
    opened["flows"]["one-more"] = strategies.flow(dice, world)
    after = strategies.judged(opened)
    near, nearer = hops_from_untrusted(before.resolved), hops_from_untrusted(after.resolved)
    assert all(service in nearer and nearer[service] <= hops for service, hops in near.items())
    for name, finding in found(before).items():
        assert name in found(after), name
        assert all(new >= old for new, old in zip(levels(found(after)[name]), levels(finding), strict=True)), name
    return len(near) + len(found(before))


@law
def test_rename_with_was_keeps_decisions(world: World, dice: Random) -> int:
    findings = [each for each in strategies.judged(world).findings if each.about in strategies.SHELVES.values()]
    assume(findings)
    decided = deepcopy(world)
    chosen = dice.choice(findings)
    said = {"treatment": "transfer", "by": "team", "on": "2026-01-01", "because": "So.", "requested_by": "team"}
    decided["decisions"] = {chosen.id: said}
    shelf = next(shelf for shelf, about in strategies.SHELVES.items() if about == chosen.about)
    old = chosen.element
    new = f"{old}x"
    before = strategies.told(strategies.read({"model": decided}))
    after = strategies.told(strategies.read({"model": strategies.renamed(decided, shelf, old, new)}))
    assert replaced(before, old, new) == replaced(after, old, new)
    return len(findings)


def replaced(data: Any, old: str, new: str) -> Any:  # noqa: ANN401  JSON
    """Return the data with the new id in place of the old one, in every text and key."""
    if isinstance(data, dict):
        return {swapped(key, old, new): replaced(value, old, new) for key, value in data.items()}
    if isinstance(data, list):
        return [replaced(each, old, new) for each in data]
    return swapped(data, old, new) if isinstance(data, str) else data


def swapped(text: str, old: str, new: str) -> str:
    return text.replace(new, old).replace(old, new)


@law
def test_splitting_files_changes_only_places(world: World, dice: Random) -> int:
    files: dict[str, World] = {"a": {}, "b": {}, "c": {}}
    words = list(world)
    dice.shuffle(words)
    for word in words:
        parts = list(world[word].items())
        if word == "system":
            files[dice.choice("abc")][word] = world[word]
            continue
        cut = sorted(dice.randint(0, len(parts)) for _ in range(2))
        for name, part in zip("abc", (parts[: cut[0]], parts[cut[0] : cut[1]], parts[cut[1] :]), strict=True):
            if part:
                files[name][word] = dict(part)
    whole = strategies.told(strategies.read({"model": world}))
    assume(sum(map(bool, files.values())) > 1)
    assert strategies.told(strategies.read({name: part for name, part in files.items() if part})) == whole
    return len(whole["systems"]["world"]["findings"])


@law
def test_text_order_decides_nothing(world: World, dice: Random) -> int:
    other: World = {}
    for word in dice.sample(list(world), len(world)):
        pairs = list(world[word].items())
        other[word] = dict(dice.sample(pairs, len(pairs)))
    one, two = strategies.judged(world), strategies.judged(other)
    assert {name: levels(each) for name, each in found(one).items()} == {
        name: levels(each) for name, each in found(two).items()
    }
    assert asked(one) == asked(two)
    assert one.coverage.whole == two.coverage.whole
    stands = [{check.id: check.standing.status for check in each.checks} for each in (one, two)]
    assert stands[0] == stands[1]
    return len(found(one)) + len(asked(one))


@law
def test_member_inherits_from_its_zone(world: World, dice: Random) -> int:
    peopled = sorted({service["zone"] for service in world["services"].values() if "zone" in service})
    assume(peopled)
    zone = dice.choice(peopled)
    before = strategies.judged(world)
    members = {service.id for service in before.resolved.members(zone)}
    silent = {check.control.id for check in before.checks if check.element in members and check.about == "service"}
    stated = deepcopy(world)
    for control in silent:
        stated["zones"][zone]["controls"][control] = "met"
    inside = [name for name, each in world["zones"].items() if each.get("inside") == zone]
    nearer = {control for name in inside for control in world["zones"][name]["controls"]}
    standings = {check.id: check.standing.status for check in before.checks}
    checked = 0
    for check in strategies.judged(stated).checks:
        if check.about != "service" or check.element not in members or standings.get(check.id) != "not-stated":
            continue
        own = world["services"][check.element]["controls"]
        if check.control.id in own or check.control.id in nearer:
            continue
        assert check.standing.status == "met", check.id
        checked += 1
    return checked


def never_better(world: World, route: tuple[str, str, str, str], values: tuple[Any, ...]) -> int:
    """Assert that an omitted value is not better than any of the values; return how many findings were compared.

    What fires with some value fires or is a gap without one; what fires without one is as bad as with the best.
    """
    shelf, name, word, attribute = route
    model = deepcopy(world)
    place = model[shelf][name][word] if word else model[shelf][name]
    place.pop(attribute, None)
    unknown = strategies.judged(model)
    stated = []
    for value in values:
        place[attribute] = value
        stated.append(found(strategies.judged(model)))
    for each in stated:
        assert set(each) <= set(found(unknown)) | asked(unknown), (route, set(each) - set(found(unknown)))
    for id_, finding in found(unknown).items():
        best = [
            min(sides)
            for sides in zip(*(levels(each[id_]) if id_ in each else NOTHING for each in stated), strict=True)
        ]
        assert all(level >= least for level, least in zip(levels(finding), best, strict=True)), (route, id_)
    return len(found(unknown)) + sum(map(len, stated))


@law
def test_omitted_setting_is_never_better(world: World, dice: Random) -> int:
    name = dice.choice(sorted(world["services"]))
    kind = catalogues.known().kinds[world["services"][name]["kind"]]
    undefaulted = [setting for setting, said in kind.settings.items() if said.default is None]
    assume(undefaulted)
    setting = dice.choice(undefaulted)
    return never_better(world, ("services", name, "settings", setting), strategies.values(kind, setting))


ATTRIBUTES: Mapping[tuple[str, str], tuple[Any, ...]] = {
    ("flows", "encrypted"): strategies.ENCRYPTIONS,
    ("flows", "authenticated"): (["none"], ["password"], ["certificate", "mfa"]),
    ("flows", "enforced_by"): ([], ["firewall"], ["network-acl"]),
    ("flows", "carries"): ([], ["data-0"], ["data-1"]),
    ("services", "holds"): ([], ["data-0"], ["data-1"]),
    ("zones", "trust"): (0, 1, 2, 3, 4),
    ("zones", "enforced_by"): (["firewall"], ["network-acl"], ["subnet"]),
    ("actors", "privileged"): (True, False),
    ("actors", "trusted"): (True, False),
}


@law
def test_omitted_attribute_is_never_better(world: World, dice: Random) -> int:
    (shelf, attribute), values = dice.choice(list(ATTRIBUTES.items()))
    name = dice.choice(sorted(world[shelf]))
    return never_better(world, (shelf, name, "", attribute), values)


@law
def test_removed_element_creates_no_other_finding(world: World, dice: Random) -> int:
    """Except a finding whose reason names what is missing."""
    shelf = dice.choice(["services", "flows", "identities", "actors"])
    assume(len(world[shelf]) > (shelf == "services"))
    name = dice.choice(sorted(world[shelf]))
    before = found(strategies.judged(world))
    left = strategies.without(world, shelf, name)
    for id_, finding in found(strategies.judged(left)).items():
        assert id_ in before or any(missing(reason) for reason in finding.reasons), (id_, finding.reasons)
    return len(before)


MISSING: Mapping[str, str] = {
    "the model names no ": "something that should be there is not",
    "there is ": "there are fewer of it than wanted",
    " alone": "nothing else is left",
}


def missing(reason: str) -> bool:
    return any(words in reason for words in MISSING)
