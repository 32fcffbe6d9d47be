"""The catalogue, not the code, knows products: what one new entry says of a product is seen by the judgement."""

from collections.abc import Mapping
from functools import cache

import pytest

from zonebook.assess.privilege.relations import relations
from zonebook.assess.system import SystemAssessment
from zonebook.assess.zones.public_services import openings
from zonebook.edge import disk
from zonebook.model.vocabulary import LAYERS
from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.read.schema import Schemas
from zonebook.values import BrokenError

HEAD = "system: {title: A small world, owner: team}\n"
OURS: Mapping[str, str] = {"models/organisation.yaml": "organisation: {title: House}\nparties: {team: {}}\n"}
KIND = """\
title: {title}
summary: A product that the bundled catalogue does not have.
about: {about}
sources: [{{title: Ourselves}}]
confidence: to-confirm
"""
SERVICE = f"""category: abstracted
responsibility:
{"".join(f"  {layer}: {{holder: provider, duty: The provider does it.}}{chr(10)}" for layer in LAYERS)}"""


PROTOCOL = """\
title: A new protocol
summary: A way to a machine that the bundled catalogue does not have.
ports: [{port: tcp/4444, purpose: Sessions.}]
encryption: tls
sources: [{title: Ourselves}]
confidence: to-confirm
"""


def kind(more: str, about: str = "service") -> str:
    """Return the file of a new kind."""
    head = KIND.format(title="A new product", about=about)
    return f"{head}{SERVICE if about == 'service' else ''}{more}"


@cache
def _schemas() -> Schemas:
    return Schemas(disk.schemas())


def judged(model: str, entries: Mapping[str, str]) -> SystemAssessment:
    """Return a system with entries of the local catalogue, each by its path below `models`."""
    texts = {**OURS, "models/systems/world/model.yaml": HEAD + model}
    texts |= {f"models/{path}": text for path, text in entries.items()}
    workspace = load_workspace(disk.catalogue(), {path: text.encode() for path, text in texts.items()}, _schemas())
    return assess_workspace(workspace, "2026-12-01").systems["world"]


def test_a_setting_of_a_new_kind_opens_it_to_the_internet() -> None:
    new = kind("settings: {front: {title: F, type: choice, values: [open, shut], opens_to_internet: [open]}}\n")
    model = """zones: {z: {trust: 3, allow: {}}}
services:
  a: {kind: new-product, zone: z, settings: {front: open}}
  b: {kind: new-product, zone: z, settings: {front: shut}}
  c: {kind: new-product, zone: z}
"""
    system = judged(model, {"kinds/new-product.yaml": new})
    assert [(each.service.id, each.let_in) for each in openings(system.scene)] == [("a", False)]
    assert "setting-opens-closed-zone@z" in {each.id for each in system.findings}


ENTRY = """data: {d: {confidentiality: high}}
zones: {out: {trust: 0}, in: {trust: 3}}
actors: {p: {zone: out}}
services: {s: {kind: web-server, zone: in, holds: [d]}}
flows: {f: {from: p, to: s, protocols: [new-protocol]}}
"""


def techniques(protocol: str) -> tuple[str, ...]:
    """Return the techniques of the only step to what is of value, over a new protocol."""
    (path,) = judged(ENTRY, {"protocols/new-protocol.yaml": PROTOCOL + protocol}).paths
    assert path.best is not None
    (step,) = path.best.hops
    return step.techniques


def test_a_new_protocol_names_the_techniques_of_the_steps_over_it() -> None:
    assert techniques("attack: [T1021.006]\nadministers: true\n")[0] == "T1021.006"
    assert techniques("attack: [T1021.006]\n")[0] == "T1021.006"
    assert techniques("administers: true\n")[0] == "T1021"
    assert techniques("")[0] == "T1190"


def test_a_technique_of_a_protocol_that_does_not_exist_is_a_problem_with_a_hint() -> None:
    with pytest.raises(BrokenError) as caught:
        judged(ENTRY, {"protocols/new-protocol.yaml": PROTOCOL + "attack: [T1021.055]\n"})
    assert [(each.code, each.hint) for each in caught.value.problems] == [("unknown-id", "T1021.006")]


GRANTED = """data: {d: {confidentiality: high}}
zones: {out: {trust: 0}, in: {trust: 3}}
services:
  console: {kind: aws-systems-manager, zone: out}
  dc: {kind: ad-ds-on-ec2, zone: in}
  plain: {kind: web-server, zone: in, holds: [d]}
  other: {kind: web-server, zone: in}
flows: {f: {from: %s, to: %s, protocols: [%s]}}
"""
SET = "title: A set\nsummary: More.\nmembers: [new-protocol]\nsources: [{title: Ourselves}]\nconfidence: to-confirm\n"


@pytest.mark.parametrize(
    ("grants", "ends", "wanted"),
    [
        ("{relation: systems-manager, direction: backward}", ("plain", "console"), {("console", "plain")}),
        ("{relation: systems-manager, direction: forward}", ("console", "plain"), {("console", "plain")}),
        ("{relation: systems-manager, direction: forward, controller: [key-store]}", ("console", "plain"), set()),
        ("{relation: directory-admin, direction: backward, controller: [directory]}", ("plain", "dc"),
         {("dc", "plain")}),
        ("{relation: directory-admin, direction: both, controller: [directory]}", ("plain", "dc"), set()),
        ("{relation: directory-admin, direction: both}", ("plain", "dc"), {("dc", "plain"), ("plain", "dc")}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("spoken", ["new-protocol", "new-set"])
def test_a_new_protocol_gives_one_end_control_of_the_other(
    grants: str, ends: tuple[str, str], wanted: set[tuple[str, str]], spoken: str
) -> None:
    entries = {"protocols/new-protocol.yaml": f"{PROTOCOL}grants: {grants}\n", "protocols/new-set.yaml": SET}
    found = relations(judged(GRANTED % (*ends, spoken), entries).scene)
    assert {(each.who, each.over) for each in found} == wanted


def test_control_that_a_new_protocol_gives_is_a_step_of_an_attack_path() -> None:
    grants = "grants: {relation: systems-manager, direction: backward, controller: [remote-administration]}\n"
    model = GRANTED % ("plain", "console", "new-protocol")
    paths = judged(model, {"protocols/new-protocol.yaml": PROTOCOL + grants}).paths
    steps = {(step.source, step.way.how, step.target) for each in paths if each.best for step in each.best.hops}
    assert ("console", "systems-manager", "plain") in steps


def test_a_trait_of_who_controls_that_no_kind_has_is_a_problem_with_a_hint() -> None:
    wrong = "grants: {relation: directory-admin, direction: backward, controller: [directry]}\n"
    with pytest.raises(BrokenError) as caught:
        judged(ENTRY, {"protocols/new-protocol.yaml": PROTOCOL + wrong})
    assert [(each.code, each.hint) for each in caught.value.problems] == [("unknown-id", "directory")]
