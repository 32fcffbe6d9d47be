"""The catalogue, not the code, knows products: what one new entry says of a product is seen by the judgement."""

from collections.abc import Mapping
from functools import cache

from zonebook.assess.system import SystemAssessment
from zonebook.assess.zones.public_services import openings
from zonebook.edge import disk
from zonebook.model.vocabulary import LAYERS
from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.read.schema import Schemas

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
