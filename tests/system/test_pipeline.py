"""Laws of the pipeline: changes without any effect, and omissions that never improve a result."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import catalogues
from yaml import safe_dump

from zonebook.assess.answer import Answer
from zonebook.assess.assessment import Assessment
from zonebook.assess.conditions.condition import condition
from zonebook.assess.findings.examples import example_scene
from zonebook.assess.system import SystemAssessment
from zonebook.edge import disk
from zonebook.model.catalogue import Catalogue, Example, Threat
from zonebook.model.subject import subjects
from zonebook.model.vocabulary import LEVELS
from zonebook.pipeline import assess_workspace, load_workspace, render_pages
from zonebook.read.schema import Schemas
from zonebook.read.yaml_text import read
from zonebook.values import BrokenError, Problem, Route

TOP = Path(__file__).resolve().parents[2]
DAY = "2026-12-01"
MODELS: Mapping[str, bytes] = disk.models(TOP / "models", "models")
WORLD = """
data: {d: {confidentiality: high}}
accounts: {x: {provider: aws, settings: {root-mfa: none}}}
networks: {v: {kind: vpc, account: x, settings: {flow-logs: false}}}
zones: {out: {trust: 0}, low: {trust: 1, enforced_by: [subnet]}, high: {trust: 3}}
actors: {p: {zone: out}}
services:
  a: {kind: server, zone: low, network: v, settings: {metadata: optional}, holds: [d]}
  b: {kind: domain-controller, zone: high, controls: {metadata-guarded: not-met}}
flows:
  in: {from: p, to: a, protocols: [web], encrypted: none}
  on: {from: a, to: b, protocols: [ldap], encrypted: none, carries: [d]}
identities: {r: {kind: role, administers: [a], controls: {role-narrow: not-met}}}
controls: {plan-exercised: not-met}
"""


def facts(judged: SystemAssessment) -> list[object]:
    """Return the results of the assessment, without locations."""
    findings = [(each.id, each.reasons, each.risk, each.state) for each in judged.findings]
    gaps = [(each.threat.id, each.element, each.attributes) for each in judged.gaps]
    checks = [(each.id, each.standing.status, each.party) for each in judged.checks]
    duties = [(each.service, each.layer, each.holder, each.party, each.cover) for each in judged.duties]
    return [findings, gaps, checks, duties]


def test_text_order_changes_no_page(schemas: Schemas) -> None:
    forward = assess_workspace(load_workspace(catalogues.shipped(), MODELS, schemas), DAY)
    first, second = (dict(reversed(list(texts.items()))) for texts in (catalogues.shipped_texts(), MODELS))
    backward = assess_workspace(load_workspace(first, second, schemas), DAY)
    assert render_pages(forward, disk.schemas()) == render_pages(backward, disk.schemas())


@pytest.mark.parametrize("system", ["corporate-directory", "directory-extension"])
def test_splitting_files_changes_no_finding(system: str, schemas: Schemas) -> None:
    whole = {path: raw for path, raw in MODELS.items() if f"systems/{system}/" in path}
    rest = {path: raw for path, raw in MODELS.items() if path not in whole}
    cut: dict[str, bytes] = {}
    for path, raw in whole.items():
        for number, (word, said) in enumerate(read(path, raw).data.items()):
            halves = (list(said)[::2], list(said)[1::2]) if word != "system" else (list(said), [])
            for half, keys in enumerate(halves):
                text = safe_dump({word: {key: said[key] for key in keys}}, sort_keys=False, allow_unicode=True)
                cut[path.replace(".yaml", f"-{half}-{number}.yaml")] = text.encode()
    cut = {path: raw for path, raw in cut.items() if not raw.strip().endswith(b"{}")}
    before = assess_workspace(load_workspace(catalogues.shipped(), {**rest, **whole}, schemas), DAY).systems[system]
    after = assess_workspace(load_workspace(catalogues.shipped(), {**rest, **cut}, schemas), DAY).systems[system]
    assert {finding.id for finding in before.findings} == {finding.id for finding in after.findings}
    levels = [{each.id: (each.risk.current.level, each.state) for each in one.findings} for one in (before, after)]
    assert levels[0] == levels[1]
    assert {(each.threat.id, each.element) for each in before.gaps} == {(e.threat.id, e.element) for e in after.gaps}


def test_formatting_changes_nothing(judged: Callable[..., SystemAssessment]) -> None:
    plain = safe_dump(read("x", WORLD.encode()).data, sort_keys=False, default_flow_style=False)
    spaced = "\n\n# words\n".join(plain.splitlines())
    assert facts(judged(WORLD)) == facts(judged(plain)) == facts(judged(spaced))


def test_two_systems_are_independent(assessed: Callable[..., Assessment]) -> None:
    alone = assessed(WORLD).systems["world"]
    other = "system: {title: Other}\nzones: {low: {trust: 0}}\nservices: {a: {kind: bucket}}\n"
    together = assessed(WORLD, more={"models/systems/other/model.yaml": other})
    assert facts(together.systems["world"]) == facts(alone)
    assert list(together.systems) == ["other", "world"]


def test_day_changes_only_decisions(judged: Callable[..., SystemAssessment]) -> None:
    assert facts(judged(WORLD, as_of="2020-01-01")) == facts(judged(WORLD, as_of="2099-12-31"))


CONTROLS = [
    ("services", "a", "metadata-guarded"), ("services", "b", "metadata-guarded"), ("flows", "in", "sealed-on-the-way"),
    ("flows", "on", "sealed-on-the-way"), ("flows", "on", "blast-small"), ("zones", "low", "zone-border-held"),
    ("accounts", "x", "root-locked"), ("networks", "v", "flow-logs-on"), ("identities", "r", "role-narrow"),
    ("controls", "", "plan-exercised"),
]  # fmt: skip


def stated(model: str, met: list[tuple[str, str, str]]) -> str:
    data = deepcopy(read("x", model.encode()).data)
    for word, name, control in met:
        place = data[word][name].setdefault("controls", {}) if name else data[word]
        place[control] = "met"
    return str(safe_dump(data, sort_keys=False))


@settings(max_examples=40, deadline=None)
@given(met=st.lists(st.sampled_from(CONTROLS), unique=True), more=st.sampled_from(CONTROLS))
def test_met_control_worsens_nothing(
    judged: Callable[..., SystemAssessment], met: list[tuple[str, str, str]], more: tuple[str, str, str]
) -> None:
    before = {each.id: each for each in judged(stated(WORLD, met)).findings}
    after = {each.id: each for each in judged(stated(WORLD, [*met, more])).findings}
    assert set(after) <= set(before)
    for name, finding in after.items():
        for side in ("inherent", "current", "target"):
            level = LEVELS.index(getattr(finding.risk, side).level)
            assert level <= LEVELS.index(getattr(before[name].risk, side).level)


RENAMED = st.sampled_from(["b", "zz", "server-1"])


@given(RENAMED)
@settings(max_examples=10, deadline=None)
def test_renamed_element_keeps_its_decision(judged: Callable[..., SystemAssessment], name: str) -> None:
    decision = "decisions: {metadata-read@a: {treatment: avoid, by: team, on: 2026-01-01, because: So.}}\n"
    model = f"services: {{{name}: {{kind: server, was: a, settings: {{metadata: optional}}}}}}\n{decision}"
    found = {each.id: each.state for each in judged(model).findings}
    assert found[f"metadata-read@{name}"] == "avoided"


# An omission never improves a result: the threats' own examples with one statement removed.

SILENT: Mapping[tuple[str, str, str], str] = {
    ("account", "services", "account"): "what stands in an account is what the model puts there",
    ("zone", "services", "zone"): "what stands in a zone is what the model puts there",
    ("network", "services", "network"): "what is plugged into a network is what the model puts there",
    ("flow", "data", "subject_to"): "an empty list says that no rule applies",
    ("directory", "directory", "needs"): "what is not listed is not needed",
    ("zone", "zones", "allow"): "who is not listed is not let in",
    ("flow", "flows", "via"): "what lies on the way is what the model names",
}
"""By subject, the word, and the omissions below it."""
SILENT_OF: Mapping[tuple[str, str], str] = {
    ("tier-0-reached-from-lower-tier", "runs_on"): "what it runs on is what the model names",
    ("tier-0-stands-on-lower-tier", "runs_on"): "what it runs on is what the model names",
    ("tier-0-shares-a-host", "runs_on"): "what it runs on is what the model names",
    ("tier-0-shares-a-backup-vault", "holds"): "a vault keeps what the model says that flows bring it",
    ("tier-0-shares-a-backup-vault", "carries"): "a vault keeps what the model says that flows bring it",
    ("tier-0-shares-a-key", "holds"): "a key serves whoever is said to keep something",
    ("administration-from-ordinary-workstations", "zone"): "a flow of a zone is one of what the model puts there",
    ("controllers-open-sessions-on-members", "zone"): "a flow of a zone is one of what the model puts there",
    ("servers-administer-each-other", "zone"): "a flow of a zone is one of what the model puts there",
    ("credentials-in-clear", "count"): "what is not counted is one machine",
    ("egress-unrestricted", "inside"): "what lies inside a network is what the model puts there",
    ("managed-ad-security-group-open", "inside"): "what lies inside a network is what the model puts there",
    ("managed-ad-security-group-open", "network"): "what is plugged into a network is what the model puts there",
    ("people-outside-federation", "controls"): "accounts of which the same is said are asked once",
    ("people-outside-federation", "human-access-federated"): "accounts of which the same is said are asked once",
    ("tier-0-runs-code-from-below", "executable"): "data is code where the model says so",
    ("tier-0-runs-code-from-below", "carries"): "code comes from where the model says, repositories apart",
    ("tier-0-runs-code-from-below", "holds"): "code comes from where the model says, repositories apart",
    ("tier-0-runs-code-from-below", "account"): "what stands in an account is what the model puts there",
    ("tier-0-runs-code-from-below", "provider"): "the accounts of an organisation are those of its provider",
    ("tier-0-secret-read-by-lower-tier", "holds"): "a store keeps what the model says",
    ("tier-0-secret-read-by-lower-tier", "carries"): "a secret is read where the model says so",
    ("tier-0-secret-read-by-lower-tier", "zone"): "a flow of a zone is one of what the model puts there",
}
"""By threat, the omissions."""
COMPARING = {
    "contradicted", "evidence_broken", "evidence_stale", "member_contradicts", "members_differ", "opened_by_setting",
}  # fmt: skip
"""Words that compare two statements of the model: where one is omitted, there is no contradiction.

The threats about the element itself ask for the omitted statement.
"""
KEPT = {"kind", "from", "to", "protocols", "ports", "title", "tags", "status"}


def statements(given: Mapping[str, Any]) -> Iterator[Route]:
    """Yield the route of each optional value in a model; the values of a decision are required."""
    for word, elements in given.items():
        if word == "decisions":
            continue
        for name, said in elements.items():
            if word in {"directory", "controls"}:
                yield (word, name)
            for key, value in said.items() if isinstance(said, dict) and word != "controls" else ():
                if key not in KEPT:
                    yield (word, name, key)
                    if isinstance(value, dict) and key != "allow":
                        yield from ((word, name, key, inner) for inner in value)


def asked(threat: Threat, example: Example, catalogue: Catalogue) -> list[Answer]:
    question = condition(threat.about, threat.when)
    stood = subjects(example_scene(example, catalogue), threat.about)
    return [question(at) for at in stood if example.element in {"", at.id}]


def has_default(given: Mapping[str, Any], route: Route, catalogue: Catalogue) -> bool:
    """Return whether an omitted setting has a default of the provider, or all settings of an element have one."""
    if "settings" not in route:
        return False
    element = given[str(route[0])][route[1]]
    kind = catalogue.kinds.get(element.get("kind", "aws-account"))
    names = [route[3]] if len(route) > 3 else list(element["settings"])
    return kind is not None and any(kind.settings[str(name)].default is not None for name in names)


def test_omission_never_hides_a_threat() -> None:
    """A threat that fires on its example fires, or becomes a gap, when a statement is omitted."""
    catalogue = catalogues.known()
    silent, tried = [], 0
    for threat in catalogue.threats.values():
        for example in threat.fires if not COMPARING & set(threat.when) else ():
            for route in statements(example.given):
                given = deepcopy(dict(example.given))
                *way, last = route
                inner: Any = given
                for step in way:
                    inner = inner[step]
                del inner[last]
                tried += 1
                answers = asked(threat, replace(example, given=given), catalogue)
                excused = has_default(example.given, route, catalogue) or _excused(threat, route)
                if answers and all(answer is None for answer in answers) and not excused:
                    silent.append((threat.id, *route))
    assert tried > 300
    assert silent == []


def _excused(threat: Threat, route: Route) -> bool:
    word, *rest = (str(step) for step in route)
    return any((threat.about, word, step) in SILENT or (threat.id, step) in SILENT_OF for step in rest)


ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, 7, "", "a", "nowhere", [], ["a"], {}, {"a": {}}, "10.0.0.0/8"]
)
# The first stage with problems reports all of them, and the next stages do not run.


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_changed_value_never_raises(data: st.DataObject) -> None:
    document = read("x", WORLD.encode())
    route = data.draw(st.sampled_from([route for route in document.values if route]))
    odd = data.draw(ODD)
    model = deepcopy(document.data)
    inner = model
    for step in route[:-1]:
        inner = inner[step]
    inner[route[-1]] = odd
    text = "system: {title: T}\n" + safe_dump(model, sort_keys=False)
    found = problems({"models/systems/world/model.yaml": text.encode()})
    assert all(each.place.path.startswith("models/systems/world") for each in found)


def problems(models: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Return the problems of the models; where there are none, render every page."""
    try:
        whole = load_workspace(catalogues.golden(), models, catalogues.schemas())
        render_pages(assess_workspace(whole, DAY), disk.schemas())
    except BrokenError as broken:
        return broken.problems
    return ()
