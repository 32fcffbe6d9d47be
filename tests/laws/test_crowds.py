"""Laws: what is asked once of those that look the same is what each would have answered by itself."""

import json
import os
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from tests.support import crowds, workspaces, worlds
from tests.support.catalogues import known, schemas, shipped
from tests.support.laws import MANY
from tests.support.strategies import DAY, HOUSE, World, dice_of

from zonebook.assess.assessment import assess
from zonebook.assess.conditions.crowd import Classes, Crowd
from zonebook.assess.conditions.entry_conditions import applies
from zonebook.assess.conditions.one_word import OneWord
from zonebook.assess.conditions.word import Look
from zonebook.assess.controls.alike.looks import counts
from zonebook.assess.controls.alike.silent import silent
from zonebook.assess.controls.status import control_state
from zonebook.assess.findings.at_once import gaps_alike
from zonebook.assess.findings.evaluation import Verdicts
from zonebook.model import binding
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import subjects
from zonebook.model.system import Organisation, System, Workspace
from zonebook.model.vocabulary import ABOUTS, About
from zonebook.pipeline import load_workspace
from zonebook.values import Document
from zonebook.write.assessment_json import document

RUNS = int(os.environ.get("ZONEBOOK_CROWDS", "100"))
"""The number of systems that are judged in both ways; `make laws` takes 2,000. A tenth of them have twins."""
FEW = max(10, RUNS // 20)
"""The number of systems with twins in which every word is asked of everything."""
LIVED_IN = {
    "open", "mitigated", "carried", "mitigating", "accepted", "transferred", "avoided", "false-positive", "duplicate",
    "expired", "out-of-scope", "excluded", "set aside", "of decisions", "audited",
}  # fmt: skip
"""What must be among what is compared: findings in every state, gaps set aside, threats about decisions, audits."""


def resolved_of(world: World) -> ResolvedSystem:
    system = binding.build(System, Document(path="world", data={**world, "id": "world"}))
    house = binding.build(Organisation, Document(path="house", data=HOUSE))
    workspace = Workspace(catalogue=known(), organisation=house, systems={"world": system})
    return ResolvedSystem(workspace, system, DAY, applies(worlds.asked()))


def words_about(about: About) -> Iterator[OneWord]:
    """Yield every word that a threat or a control asks about something, with its argument."""
    for shelf, entries in (("threats", known().threats), ("controls", known().controls)):
        for name, entry in entries.items():
            if entry.about == about:
                yield from worlds.asked()[f"{shelf}/{name}"].words


def differing(world: World) -> tuple[list[str], int]:
    """Return the answers that are not those of the subjects themselves, and how many were taken from another."""
    resolved, wrong, taken = resolved_of(world), [], 0
    for about in ABOUTS:
        crowd_ = Crowd(subjects(resolved, about))
        answers: dict[tuple[str, str, bool], None] = {}
        for part in words_about(about):
            key = (part.word.name, repr(part.want), part.beside_facts)
            if key in answers:
                continue
            answers[key] = None
            found, each = crowds.answered(crowd_, part), [crowds.alone(part, at) for at in crowd_.subjects]
            wrong += [
                f"{part.word.name} {at}" for at, one, other in zip(crowd_.ids, found, each, strict=True) if one != other
            ]
        taken += len(answers) * len(crowd_.subjects) - crowd_.asked
    return wrong, taken


def test_law_words_say_what_they_look_at() -> None:
    saved = []

    @settings(MANY, max_examples=FEW)
    @given(seed=worlds.seeds(FEW))
    def run(seed: int) -> None:
        wrong, taken = differing(crowds.crowded(seed))
        assert wrong == []
        saved.append(taken)

    run()
    assert len(saved) == FEW
    assert min(saved) > 0


def test_law_statuses_are_those_of_their_like() -> None:
    compared = []

    @settings(MANY, max_examples=FEW)
    @given(seed=worlds.seeds(FEW))
    def run(seed: int) -> None:
        resolved = resolved_of(crowds.crowded(seed))
        dice = dice_of(seed)
        for control in dice.sample(list(known().controls.values()), 40):
            for about in ABOUTS:
                for at in subjects(resolved, about):
                    state = control_state(at, control)
                    expected = state.in_place or state.status == "planned"
                    assert counts(at, control) is expected, f"{control.id}@{at.id}"
                    if silent(resolved, control):
                        assert state.status == "not-stated", f"{control.id}@{at.id}"
                    compared.append(state.in_place)

    run()
    assert {True, False} == set(compared)


def test_generated_workspaces_are_valid_models() -> None:
    for seed in range(3):
        world, audit = workspaces.written(seed)
        files = {"organisation": HOUSE, "systems/world/model": world, **({"audits/a": audit} if audit else {})}
        texts = {f"models/{name}.yaml": _shipped_alone(said) for name, said in files.items()}
        assert load_workspace(shipped(), texts, schemas()).systems["world"].decisions


def _shipped_alone(said: World) -> bytes:
    """Return the text of a file without what is stated of entries that are made for the laws."""

    def kept(part: World) -> World:
        return {name: each for name, each in part.items() if "made-" not in name and "made-" not in _original(each)}

    return json.dumps(json.loads(json.dumps(said), object_hook=kept)).encode()


def _original(each: object) -> str:
    """Return the finding of which a decision makes another a duplicate; empty for all else."""
    return str(each.get("duplicates", "")) if isinstance(each, dict) else ""


def both_ways(workspace: Workspace) -> tuple[Verdicts, list[str], list[str]]:
    """Return the verdicts of the one system of a workspace, and all that they say, judged at once and one by one."""
    fast = workspaces.verdicts(workspace)
    with crowds.each_by_itself():
        slow = workspaces.verdicts(workspace)
    return fast, [*crowds.whole(fast)], [*crowds.whole(slow)]


def test_law_verdicts_are_those_of_each_alone() -> None:
    compared: Counter[str] = Counter()

    @settings(MANY, max_examples=RUNS)
    @given(seed=worlds.seeds(RUNS))
    def run(seed: int) -> None:
        workspace = workspaces.workspace_of(seed, twins=seed % 10 == 0)
        found, fast, slow = both_ways(workspace)
        assert fast == slow
        every = [each for first in found.gaps for each in first.every]
        compared.update(each.state for each in found.findings)
        compared.update("set aside" for gap in every if gap.aside)
        compared.update("of decisions" for each in found.findings if each.about == "decision")
        compared.update({"systems": 1, "audited": bool(workspace.audits), "gaps": len(every)})

    run()
    assert compared["systems"] == RUNS
    assert compared["gaps"] > RUNS
    assert {each for each, many in compared.items() if many} >= LIVED_IN


def test_law_files_are_the_same_bytes() -> None:
    compared = []

    @settings(MANY, max_examples=FEW)
    @given(seed=worlds.seeds(FEW))
    def run(seed: int) -> None:
        workspace = workspaces.workspace_of(seed)
        fast = document.assessed(assess(workspace, DAY), "0")
        with crowds.each_by_itself():
            assert document.assessed(assess(workspace, DAY), "0") == fast
        compared.append(len(fast))

    run()
    assert len(compared) == FEW
    assert min(compared)


def test_law_fails_where_what_carries_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gaps_alike, "carried_looks", lambda *_: ())
    pairs = (both_ways(workspaces.workspace_of(seed))[1:] for seed in range(30, 40))
    assert any(fast != slow for fast, slow in pairs)


@pytest.mark.parametrize("name", ["settings_look", "border_look", "far_look", "data_look"])
def test_law_fails_where_a_look_is_too_short(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a word says that it looks at nothing, the answer of one is taken for that of all."""
    classes = Crowd.classes

    def blind(self: Crowd, look: Look) -> Classes:
        return classes(self, (lambda _: "") if look.__name__ == name else look)

    monkeypatch.setattr(Crowd, "classes", blind)
    assert any(differing(crowds.crowded(seed))[0] for seed in range(3))


def test_law_fails_where_a_status_is_taken_from_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zonebook.assess.conditions.words.looks.status_look", lambda *_: None)
    assert any(differing(crowds.crowded(seed))[0] for seed in range(3))
