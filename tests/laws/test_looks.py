"""Laws: a word reads nothing that it does not say it looks at. Every word that says it is tried, whoever uses it."""

import os
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

import pytest
from hypothesis import given, settings
from tests.support import crowds, likes, workspaces, worlds
from tests.support.catalogues import known
from tests.support.laws import MANY
from tests.support.recording import unlooked
from tests.support.strategies import controls, dice_of, kinds

from zonebook.assess.conditions.condition import condition
from zonebook.assess.conditions.crowd import Crowd
from zonebook.assess.conditions.one_word import OneWord
from zonebook.assess.conditions.word import Look, Word
from zonebook.assess.conditions.words import WORDS
from zonebook.assess.conditions.words.looks import kind_look
from zonebook.model.subject import PLURALS, subjects
from zonebook.model.system import Workspace
from zonebook.model.vocabulary import ABOUTS, About
from zonebook.values import Data

RUNS = max(10, int(os.environ.get("ZONEBOOK_CROWDS", "100")) // 10)
"""The number of systems in which words are tried."""
LIKED: tuple[About, ...] = ("service", "flow", "identity", "account", "zone", "network", "trust")
"""What has likes: there are several of it in a system."""
_ASKED = 120
"""How many questions are asked of an element and its likes, those of each word among them."""
Words = Mapping[About, Mapping[str, Word]]
Named = tuple[About, str]


def looking(words: Words = WORDS) -> set[Named]:
    """Return the words that say what they look at, each for each type of subject."""
    return {(about, name) for about in ABOUTS for name, each in words[about].items() if each.looks or each.looks_for}


@cache
def questions(about: About) -> tuple[OneWord, ...]:
    """Return every question of a word that says what it looks at: those of the catalogue, and one of each other."""
    found: dict[str, OneWord] = {}
    for shelf, entries in (("threats", known().threats), ("controls", known().controls)):
        for name, entry in entries.items():
            if entry.about == about:
                for part in worlds.asked()[f"{shelf}/{name}"].words:
                    found[f"{part.word.name} {part.want!r} {part.beside_facts}"] = part
    said = {part.word.name for part in found.values()}
    for name in WORDS[about]:
        for want in _arguments(about).get(name, ()) if name not in said else ():
            (part,) = condition(about, {name: want}).words
            found[f"{name} {want}"] = part
    return tuple(part for part in found.values() if part.word.looks or part.word.looks_for)


def _arguments(about: About) -> Mapping[str, list[Data]]:
    """Return arguments for words that no entry of the catalogue asks of a type of subject."""
    of_kinds = kinds(about)
    traits = sorted({trait for kind in (*of_kinds, *kinds("service")) for trait in kind.traits})
    numbers = sorted({name for kind in of_kinds for name, each in kind.settings.items() if each.type == "integer"})
    return {
        "tagged": [["shared"], ["old"]],
        "is": [[trait] for trait in traits],
        "runs_on": [[trait] for trait in traits],
        "setting_above": [{name: 5} for name in numbers or ["count"]],
        "setting_below": [{name: 50} for name in numbers or ["count"]],
        "without": [[name] for name in controls(about)[:9]],
        "unless": [[name] for name in controls(about)[:9]],
    }


def read_unlooked(workspace: Workspace, short: Look | None = None) -> Iterator[tuple[Named, str]]:
    """Yield each word that is tried on an element, and what it reads that its look does not; empty where nothing.

    A look that depends on an argument is of a control: its status is made of what is known of the system, so that
    reads of one element say nothing of it. `short` takes the place of every look.
    """
    resolved = workspaces.resolved(workspace)
    for about in ABOUTS:
        every = subjects(resolved, about)
        for part in questions(about):
            if part.word.looks:
                asked = replace(part, word=replace(part.word, looks=short)) if short else part
                for at in every:
                    yield (about, part.word.name), ", ".join(sorted(unlooked(asked, at)))


def untried(tried: Iterable[Named], words: Words = WORDS) -> set[Named]:
    """Return the words that say what they look at and were not tried; each of them needs an argument."""
    return looking(words) - {*tried}


def test_law_words_read_what_they_look_at() -> None:
    tried: Counter[Named] = Counter()

    @settings(MANY, max_examples=RUNS)
    @given(seed=worlds.seeds(RUNS))
    def run(seed: int) -> None:
        found = [*read_unlooked(workspaces.workspace_of(seed, twins=seed % 10 == 0))]
        assert {(named, read) for named, read in found if read} == set()
        tried.update(named for named, _ in found)

    run()
    assert untried(tried) == {(about, name) for about, name in looking() if WORDS[about][name].looks_for}


def test_law_fails_where_a_word_reads_more() -> None:
    workspace = workspaces.workspace_of(1)
    found = {(name, read) for (_, name), read in read_unlooked(workspace, lambda _: "") if read}
    assert {("setting", "kind, settings"), ("carries", "carries"), ("protocols", "protocols")} <= found


def test_law_fails_where_an_id_is_looked_up() -> None:
    """What names an element is read by its id: a word that follows relations looks at more than the kind."""
    every = subjects(workspaces.resolved(workspaces.workspace_of(1)), "service")
    for when in ({"reached_from": {"trust_at_most": 4}}, {"exposed": {"hops_at_most": 1}}, {"holds_nothing": True}):
        (part,) = condition("service", when).words
        blind = replace(part, word=replace(part.word, looks=kind_look))
        assert "id" in {each for at in every for each in unlooked(blind, at)}, when


def test_word_that_nothing_asks_is_refused() -> None:
    asked = [(about, part.word.name) for about in ABOUTS for part in questions(about)]
    assert untried(asked) == set()
    new = {**WORDS, "service": {**WORDS["service"], "new": WORDS["service"]["in_zone"]}}
    assert untried(asked, new) == {("service", "new")}


def test_words_of_kind_look_at_the_kind() -> None:
    """What is known of one of a kind is taken for all of it, in every system."""
    words = [each for about in ABOUTS for each in WORDS[about].values()]
    assert {each.looks for each in words if each.of_kind} == {kind_look}


@lru_cache(maxsize=128)
def liked(about: About, seed: int) -> Workspace:
    """Return the workspace of a seed in which an element has likes; as it is where it has no such element."""
    workspace, dice = workspaces.workspace_of(seed, twins=seed % 2 == 0), dice_of(seed)
    (system,) = workspace.systems.values()
    names = sorted(getattr(system, PLURALS[about]))
    return likes.with_likes(workspace, about, dice.choice(names), dice) if names else workspace


def asked_of_likes(about: About, seed: int, asked: Sequence[OneWord]) -> Iterator[tuple[Named, list[str], int]]:
    """Yield each word that is asked of likes, the likes whose answer is wrong, and how many answers were shared."""
    resolved = workspaces.resolved(liked(about, seed))
    every = [at for at in subjects(resolved, about) if at.id.startswith(likes.NAME)]
    for part in asked:
        crowd = Crowd(every)
        found, each = crowds.answered(crowd, part), [crowds.alone(part, at) for at in every]
        wrong = [at.id for at, one, other in zip(every, found, each, strict=True) if one != other]
        yield (about, part.word.name), wrong, len(every) - crowd.asked


def some(about: About, seed: int) -> tuple[OneWord, ...]:
    """Return questions about a type of subject: some of each word, and others up to a number."""
    dice = dice_of(seed)
    mixed = dice.sample(questions(about), len(questions(about)))
    first = {part.word.name: part for part in reversed(mixed)}
    others = (part for part in mixed if part is not first[part.word.name])
    return (*first.values(), *others)[:_ASKED]


def test_law_likes_answer_alike() -> None:
    tried: Counter[Named] = Counter()

    @settings(MANY, max_examples=RUNS)
    @given(seed=worlds.seeds(RUNS))
    def run(seed: int) -> None:
        for about in LIKED:
            for named, wrong, shared in asked_of_likes(about, seed, some(about, seed)):
                assert wrong == [], named
                tried[named] += shared

    run()
    alone = {about for about, _ in untried(named for named, shared in tried.items() if shared)}
    assert alone == {*ABOUTS} - {*LIKED} - {"decision"}, "of these there is one alone in a system"


def shortened(word: Word, part: int) -> Word:
    """Return a word whose look leaves out one of the parts that it is made of."""
    if word.looks:
        return replace(word, looks=lambda at: _without(part, word.looks and word.looks(at)))
    return replace(word, looks_for=lambda at, want: _without(part, word.looks_for and word.looks_for(at, want)))


def _without(part: int, look: Hashable) -> Hashable:
    return (*look[:part], *look[part + 1 :]) if isinstance(look, tuple) else ""


@pytest.mark.parametrize(
    ("about", "name", "part"),
    [
        ("service", "in_zone", 0), ("service", "holds", 0), ("service", "setting", 1), ("service", "on_network", 0),
        ("service", "account_role", 0), ("service", "without", 0), ("service", "handles", 1), ("flow", "crosses", 0),
        ("flow", "crosses", 1), ("flow", "crosses", 2), ("flow", "unenforced", 1), ("flow", "joins", 0),
        ("flow", "to_is", 0), ("flow", "ports", 1), ("flow", "encrypted", 0), ("network", "kind", 0),
    ],
)  # fmt: skip
def test_law_fails_where_a_look_is_cut_short(about: About, name: str, part: int) -> None:
    """The look still reads all that it did, and leaves one part of it out of what it says."""
    every = [each for each in questions(about) if each.word.name == name]
    word = shortened(every[0].word, part)

    def asked(seed: int) -> list[OneWord]:
        return [replace(each, word=word) for each in dice_of(seed).sample(every, min(40, len(every)))]

    assert any(wrong for seed in range(RUNS) for _, wrong, _ in asked_of_likes(about, seed, asked(seed)))


def test_law_verdicts_of_likes_are_their_own() -> None:
    compared = []

    @settings(MANY, max_examples=RUNS // 2)
    @given(seed=worlds.seeds(RUNS // 2))
    def run(seed: int) -> None:
        found = liked(LIKED[seed % 2], seed)
        fast = [*crowds.whole(workspaces.verdicts(found))]
        with crowds.each_by_itself():
            assert [*crowds.whole(workspaces.verdicts(found))] == fast
        compared.append(len(fast))

    run()
    assert len(compared) == RUNS // 2
