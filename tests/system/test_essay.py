"""Everything that the essay names is in the catalogue, and in a model."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from yaml import safe_load

from zonebook import __version__, assembly
from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.answer_checks import one_of_each_kind
from zonebook.assess.system import SystemAssessment
from zonebook.document.graph import Cluster
from zonebook.document.page import Diagram, Page
from zonebook.edge import disk
from zonebook.model.elements import Service
from zonebook.model.resolved import Element
from zonebook.model.vocabulary import LAYERS, About
from zonebook.pipeline import render_pages
from zonebook.write.assessment_json.document import assessed

TOP = Path(__file__).resolve().parents[2]
SHELVES = ("kinds", "directories", "protocols", "glossary")
JUDGED = ("threats", "controls")
"""What a name may have of its own; alone it would stand for nothing."""
KINDED: tuple[About, ...] = ("account", "network", "service", "identity", "trust")
DAY = "2026-12-01"


@cache
def essay() -> tuple[dict[str, Any], ...]:
    text = (TOP / "tests" / "essay" / "named-systems.yaml").read_text(encoding="utf-8")
    return tuple(cast("list[dict[str, Any]]", safe_load(text)))


def names() -> Iterator[tuple[str, dict[str, Any]]]:
    """Return each name of the essay, with its heading."""
    for part in essay():
        yield from ((part["heading"], each) for each in part["names"])


@cache
def named(shelf: str) -> tuple[str, ...]:
    """Return the entries of a shelf for the names of the essay, in the order of the essay."""
    return tuple(dict.fromkeys(entry for _, each in names() for entry in each.get(shelf, ())))


@cache
def models() -> Assessment:
    return assembly.load_and_assess(TOP / "models", DAY, "models")


def of_kind(judged: SystemAssessment, kind: str) -> Iterator[Element]:
    """The elements of a system that are of a kind."""
    for about in KINDED:
        for element in judged.resolved.elements(about):
            found = judged.resolved.kind(element)
            if found and found.id == kind:
                yield element


@pytest.mark.parametrize("part", essay(), ids=lambda part: part["heading"])
def test_every_heading_names_something(part: dict[str, Any]) -> None:
    assert part["names"]
    assert [each["name"] for each in part["names"] if not any(each.get(shelf) for shelf in SHELVES)] == []
    assert [each for each in part["names"] if set(each) - {"name", *SHELVES, *JUDGED}] == []


@pytest.mark.parametrize("shelf", [*SHELVES, *JUDGED])
def test_every_name_is_in_the_catalogue(shelf: str) -> None:
    known = getattr(models().workspace.catalogue, shelf)
    assert named(shelf)
    assert [entry for entry in named(shelf) if entry not in known] == []


@pytest.mark.parametrize("kind", named("kinds"))
def test_every_kind_is_in_a_model(kind: str) -> None:
    assert [judged.id for judged in models().systems.values() if any(of_kind(judged, kind))] != []


def parts(judged: SystemAssessment, service: Service) -> set[str]:
    """Return the service and its containers: some services are checked by their account, or by their network."""
    around = judged.resolved.account_of(service)
    return {service.id, around.id if around else "", *(each.id for each in judged.resolved.networks_of(service))}


def told(judged: SystemAssessment, service: Service) -> bool:
    """Return whether a layer of the service has a responsible party, and a control to be checked."""
    answered = any(duty.service == service.id for duty in judged.duties)
    return answered and any(check.element in parts(judged, service) for check in judged.checks)


@pytest.mark.parametrize("kind", named("kinds"))
def test_every_service_has_duties_and_checks(kind: str) -> None:
    found = [(judged, each) for judged in models().systems.values() for each in of_kind(judged, kind)]
    assert [each.id for judged, each in found if isinstance(each, Service) and not told(judged, each)] == []


def boxes(parts: Iterable[Cluster]) -> Iterator[str]:
    """The ids of the boxes within borders, and of the borders."""
    for each in parts:
        yield each.id
        yield from (node.id for node in each.nodes)
        yield from boxes(each.clusters)


@cache
def rendered() -> tuple[Page, ...]:
    """Every page about the models."""
    return tuple(render_pages(models(), disk.schemas()))


@cache
def drawn(system: str) -> frozenset[str]:
    """The ids of everything in a diagram of a page of the system."""
    pages = [page for page in rendered() if page.path.startswith(f"systems/{system}/")]
    graphs = [block.graph for page in pages for block in page.blocks if isinstance(block, Diagram)]
    return frozenset(name for each in graphs for name in (*(node.id for node in each.nodes), *boxes(each.clusters)))


@cache
def written() -> dict[str, Any]:
    """The part of assessment.json about each system."""
    systems: dict[str, Any] = json.loads(assessed(models(), __version__))["systems"]
    return systems


def services_of(kind: str) -> list[tuple[str, Service]]:
    found = ((judged.id, each) for judged in models().systems.values() for each in of_kind(judged, kind))
    return [(system, each) for system, each in found if isinstance(each, Service)]


SERVICES = [kind for kind in named("kinds") if models().workspace.catalogue.kinds[kind].about == "service"]


@pytest.mark.parametrize("kind", SERVICES)
def test_every_essay_service_is_drawn(kind: str) -> None:
    assert [
        each.id
        for system, each in services_of(kind)
        if {each.id, f"kind-{each.kind}-{each.zone or 'nowhere'}"} & drawn(system)
    ] != []


@pytest.mark.parametrize("kind", SERVICES)
def test_every_essay_service_is_in_json(kind: str) -> None:
    rows = [(written()[system], each.id) for system, each in services_of(kind)]
    assert rows
    assert [name for system, name in rows if set(system["duties"].get(name, ())) != set(LAYERS)] == []
    listed = [name for system, name in rows if any(each["element"] == name for each in system["controls"].values())]
    assert listed == [name for _, name in rows]


def test_every_directory_option_was_considered() -> None:
    decisions = [judged.resolved.system.directory for judged in models().systems.values()]
    looked_at = {name for each in decisions if each for name in (each.choice, *each.considered)}
    ways = {option.rsplit("-", 1)[0] for option in looked_at}
    assert [option for option in named("directories") if option.rsplit("-", 1)[0] not in ways] == []


@cache
def threatened() -> Mapping[str, frozenset[str]]:
    """Return the kinds on which each threat can fire."""
    catalogue = models().workspace.catalogue
    return {
        name: frozenset(at.id for at in one_of_each_kind(threat, catalogue))
        for name, threat in catalogue.threats.items()
    }


@cache
def checked() -> Mapping[str, frozenset[str]]:
    """Return the kinds of the elements of the models at which each control is to be checked."""
    found: dict[str, set[str]] = {}
    for judged in models().systems.values():
        kinds = {
            (about, each.id): kind.id
            for about in KINDED
            for each in judged.resolved.elements(about)
            if (kind := judged.resolved.kind(each))
        }
        for check in judged.checks:
            found.setdefault(check.control.id, set()).add(kinds.get((check.about, check.element), ""))
    return {name: frozenset(kinds) for name, kinds in found.items()}


UNCHECKED: Mapping[str, str] = {
    "federation": "what has to be done is done at the two ends, the identity provider and the account or role",
    "on-premises": "the network of an office; the controls are at its links, and at what stands in it",
    "region": "a Region is a place; the controls are at accounts, and at what stands in more than one",
    "availability-zone": "it is a place; the controls are at what stands in one or in two of them",
}
"""The kinds that no control is about, each with the reason."""


@pytest.mark.parametrize("kind", named("kinds"))
def test_every_kind_has_a_threat_and_a_control(kind: str) -> None:
    assert [name for name, kinds in threatened().items() if kind in kinds] != []
    assert ([name for name, kinds in checked().items() if kind in kinds] == []) is (kind in UNCHECKED)


@pytest.mark.parametrize("row", [each for _, each in names() if any(each.get(shelf) for shelf in JUDGED)], ids=str)
def test_own_threats_and_controls_reach_the_kinds(row: dict[str, Any]) -> None:
    """A threat or control that a name has of its own speaks of a kind of that name, or of an identity that calls it."""
    kinds = {*row["kinds"], "iam-user"}
    assert [name for name in row.get("threats", ()) if kinds.isdisjoint(threatened()[name])] == []
    assert [name for name in row.get("controls", ()) if kinds.isdisjoint(checked().get(name, ()))] == []


NOT_DRAWN: Mapping[str, str] = {
    "root-user": "who may act is told in tables of identities, and on the way of attack paths",
    "iam-user": "as for the root user",
    "iam-group": "as for the root user",
    "iam-role": "as for the root user",
    "federation": "a trust is told in the table of trusts; the sign-in by it is an arrow",
    "forest": "as for federation",
    "gmsa": "as for the root user",
    "service-account": "as for the root user",
    "ad-group": "as for the root user",
    "permission-set": "as for the root user",
    "region": "the pictures show what a system states below it: networks and availability zones",
}
"""The kinds whose elements stand in no picture by themselves, each with the reason."""


def gates(judged: SystemAssessment, network: str) -> Iterator[str]:
    """Yield the services that are drawn in the place of a network, as both are one thing on a border."""
    shelf = judged.resolved.catalogue.kinds
    for each in judged.resolved.system.services.values():
        if network in each.network and shelf[each.kind].stands_on:
            yield each.id


@pytest.mark.parametrize("kind", [kind for kind in named("kinds") if kind not in SERVICES])
def test_every_place_of_the_essay_is_drawn(kind: str) -> None:
    found = [
        each.id
        for judged in models().systems.values()
        for each in of_kind(judged, kind)
        for about in KINDED
        if {each.id, f"{about}-{each.id}", *gates(judged, each.id)} & drawn(judged.id)
    ]
    assert bool(found) is not (kind in NOT_DRAWN)


UNSPOKEN: Mapping[str, str] = {
    "memcached": "the cache of the reference systems speaks Redis",
}
"""The protocols that no flow of the reference systems speaks, each with the reason."""


def test_every_protocol_is_on_a_flow() -> None:
    catalogue = models().workspace.catalogue
    stated = {
        name
        for judged in models().systems.values()
        for flow in judged.resolved.system.flows.values()
        for name in flow.protocols
    }
    spoken = stated | {each.id for each in catalogue.spoken(tuple(sorted(stated)))}
    silent = [
        name
        for name in named("protocols")
        if name not in spoken and not {each.id for each in catalogue.spoken((name,))} & spoken
    ]
    assert silent == list(UNSPOKEN)
