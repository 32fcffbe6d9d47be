"""New entries of the local catalogue beside the bundled one: kinds of invented products."""

from collections.abc import Mapping

from tests.support import catalogues

from zonebook.assess.assessment import Assessment
from zonebook.assess.system import SystemAssessment
from zonebook.model.catalogue import Catalogue
from zonebook.model.vocabulary import LAYERS
from zonebook.pipeline import assess_workspace, load_workspace

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


def catalogue() -> Catalogue:
    return catalogues.known()


def judged(model: str, entries: Mapping[str, str]) -> SystemAssessment:
    """Return a system with entries of the local catalogue, each by its path below `models`."""
    return assessment(model, entries).systems["world"]


def assessment(model: str, entries: Mapping[str, str]) -> Assessment:
    """Return the assessment of a system, as `judged`."""
    texts = {**OURS, "models/systems/world/model.yaml": HEAD + model}
    texts |= {f"models/{path}": text for path, text in entries.items()}
    workspace = load_workspace(
        catalogues.shipped(), {path: text.encode() for path, text in texts.items()}, catalogues.schemas()
    )
    return assess_workspace(workspace, "2026-12-01")
