"""Results about a system are computed once, and kept no longer than the system."""

import gc
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FrameType, FunctionType
from weakref import ref

import pytest

from zonebook.assess.assessment import Assessment
from zonebook.assess.privilege.relations import relations
from zonebook.assess.privilege.tier_zero import tier_zero_members
from zonebook.edge import disk
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.model.subject import Subject
from zonebook.pipeline import render_pages
from zonebook.write.assessment_json.document import assessed as written

SYSTEM = """zones: {out: {trust: 0}, in: {trust: 4, allow: {out: [ldap]}}}
actors: {p: {zone: out}}
data: {d: {title: D, confidentiality: high}}
networks: {n: {kind: subnet}}
services: {dc: {kind: domain-controller, zone: in, network: n}, a: {kind: server, zone: out, network: n, holds: [d]}}
identities: {r: {kind: role, administers: [dc], assumed_by: [p]}}
flows: {f: {from: p, to: dc, protocols: [ldap]}, g: {from: a, to: dc, protocols: [ldap]}}
directory: {needs: {trusts: required}, choice: own-directory}
"""
MANY = 66
MODELS = {f"models/systems/s{number}/model.yaml": f"system: {{title: S}}\n{SYSTEM}" for number in range(1, MANY)}


def remembering() -> dict[CodeType, str]:
    """Return the code of every function that is cached per system, with its name."""
    modules = [module for name, module in sys.modules.items() if name.startswith("zonebook.")]
    marked = once_per_system(str).__code__
    functions = (each for module in modules for each in vars(module).values() if isinstance(each, FunctionType))
    inside = {vars(each)["__wrapped__"] for each in functions if each.__code__ is marked}
    return {each.__code__: f"{each.__module__}.{each.__name__}" for each in inside}


@contextmanager
def counting(codes: dict[CodeType, str]) -> Iterator[Counter[tuple[str, ResolvedSystem]]]:
    """Count the calls of these functions, by name and system."""
    found: Counter[tuple[str, ResolvedSystem]] = Counter()

    def seen(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code in codes:
            found[codes[frame.f_code], frame.f_locals["resolved"]] += 1

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        yield found
    finally:
        sys.setprofile(before)


def render(assessment: Assessment) -> None:
    """Make every page, and the JSON."""
    render_pages(assessment, disk.schemas())
    written(assessment, "0")


def test_each_part_is_computed_once_per_system(assessed: Callable[..., Assessment]) -> None:
    with counting(remembering()) as found:
        assessment = assessed(SYSTEM, more=MODELS)
        render(assessment)
    assert [each for each, times in found.items() if times > 1] == []
    systems = {each.resolved for each in assessment.systems.values()}
    assert len(systems) == MANY
    for function in (tier_zero_members, relations):
        name = f"{function.__module__}.{function.__name__}"
        assert {system for named, system in found if named == name} == systems


def test_nothing_keeps_an_assessed_system(assessed: Callable[..., Assessment]) -> None:
    assessment = assessed(SYSTEM, more=dict(list(MODELS.items())[:2]))
    render(assessment)
    systems = [ref(each.resolved) for each in assessment.systems.values()]
    assert all(system() for system in systems)
    del assessment
    gc.collect()
    assert [system() for system in systems if system()] == []


def test_cached_results_belong_to_one_system(standing: Callable[..., Subject[object]]) -> None:
    asked: list[ResolvedSystem] = []

    @once_per_system
    def named(resolved: ResolvedSystem) -> str | None:
        """Return None, which is cached like any result."""
        asked.append(resolved)
        return None

    one, other = (standing("", "system").resolved for _ in range(2))
    assert [named(each) for each in (one, other, one, other)] == [None] * 4
    assert asked == [one, other]
    assert named.__doc__ == "Return None, which is cached like any result."


def test_failure_is_not_cached(standing: Callable[..., Subject[object]]) -> None:
    @once_per_system
    def failing(_: ResolvedSystem) -> str:
        raise LookupError

    for _ in range(2):
        with pytest.raises(LookupError):
            failing(standing("", "system").resolved)
