"""Laws: the form of a model decides nothing. Names with `was`, order and files change nothing of what is found."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from tests.support import worlds
from tests.support.laws import LEAST, MANY, RUNS, Judge
from tests.support.strategies import World, dice_of, renamed

from zonebook.assess.conditions.condition import Condition
from zonebook.assess.findings import evaluation
from zonebook.assess.findings.at_once.risks_alike import risk_alike
from zonebook.assess.findings.evaluation import Verdicts
from zonebook.assess.risk.scoring import Response, RiskScore
from zonebook.model import documents
from zonebook.model.catalogue import Threat
from zonebook.model.subject import Subject
from zonebook.values import Document

Form = Callable[[World, Random], tuple[World, Mapping[str, str]]]
"""Returns the same system in another form, and the new ids by the old ones."""
Said = Callable[[Verdicts], Iterator[str]]
RENAMED = ("services", "flows", "actors", "data", "networks", "identities", "accounts")


def verdicts(found: Verdicts) -> Iterator[str]:
    """Yield every finding and gap with its risk and state, and what is asked."""
    for each in found.findings:
        replies = [(reply.control, reply.standing.status, bool(reply.denied)) for reply in each.replies]
        risk = (each.risk.inherent, each.risk.current, each.risk.target, each.risk.closed)
        yield f"{each.id} {each.about} {risk} {each.state} {each.owner} {replies}"
    for gap in found.gaps:
        said = (sorted(gap.attributes), gap.possible, sorted(gap.assumed), gap.at_least)
        yield f"{gap.threat.id}@{gap.element} {gap.about} {said}"


def whole(found: Verdicts) -> Iterator[str]:
    """Yield every finding and gap with all that is said of it, in their order, places left out."""
    for each in found.findings:
        yield f"{each.id} {each.reasons} {each.risk} {each.state} {each.decision is not None}"
    for gap in found.gaps:
        yield f"{gap.threat.id}@{gap.element} {gap.attributes} {gap.possible} {gap.assumed} {gap.at_least}"


def rename(world: World, dice: Random) -> tuple[World, Mapping[str, str]]:
    """Give an element another id, with `was`."""
    shelf = dice.choice([each for each in RENAMED if world[each]])
    old = dice.choice(sorted(world[shelf]))
    return renamed(world, shelf, old, f"{old}x"), {old: f"{old}x"}


def reorder(world: World, dice: Random) -> tuple[World, Mapping[str, str]]:
    """Write the words and the elements in another order: of several reasons, the first in the text is named."""
    return {word: dict(_shuffled(world[word], dice)) for word, _ in _shuffled(world, dice)}, {}


def _shuffled(said: World, dice: Random) -> list[tuple[str, World]]:
    return dice.sample(list(said.items()), len(said))


def split(world: World, dice: Random) -> tuple[World, Mapping[str, str]]:
    """Write it into three files, each element after those that it came after."""
    files: list[World] = [{}, {}, {}]
    for word in dice.sample(list(world), len(world)):
        if word == "system":
            files[dice.randint(0, 2)][word] = world[word]
            continue
        parts = list(world[word].items())
        first, second = sorted(dice.randint(0, len(parts)) for _ in range(2))
        for file, part in zip(files, (parts[:first], parts[first:second], parts[second:]), strict=True):
            if part:
                file[word] = dict(part)
    texts = [Document(path=f"{number}.yaml", data=data) for number, data in enumerate(files) if data]
    return documents.joined("world", texts).data, {}


def changed(form: Form, said: Said, judge: Judge | None = None, many: int = RUNS) -> tuple[int, int, list[str]]:
    """Return how many systems were compared, how many by a finding, and which the form changes."""
    counts = [0, 0]
    wrong: list[str] = []

    @settings(MANY, max_examples=many)
    @given(seed=worlds.seeds(many))
    def run(seed: int) -> None:
        other, names = form(worlds.world_of(seed), dice_of(seed))
        before = judge(worlds.world_of(seed)) if judge else worlds.verdicts_of(seed)
        after = worlds.judged(other)
        counts[0] += 1
        counts[1] += bool(before.findings)
        if sorted(said(before)) != sorted(_named(said(after), names)):
            wrong.append(f"system {seed}: {names}")

    run()
    return counts[0], counts[1], wrong


def _named(texts: Iterator[str], names: Mapping[str, str]) -> Iterator[str]:
    for text in texts:
        for old, new in names.items():
            text = text.replace(new, old)  # noqa: PLW2901  one after the other
        yield text


FORMS = ((rename, whole), (reorder, verdicts), (split, whole))
CASES = pytest.mark.parametrize(("form", "said"), FORMS, ids=lambda each: each.__name__)


@CASES
def test_form_changes_nothing(form: Form, said: Said) -> None:
    pairs, by_finding, wrong = changed(form, said)
    assert wrong == []
    assert pairs == RUNS
    assert by_finding >= LEAST * pairs


@CASES
def test_law_fails_where_the_form_decides(form: Form, said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """A risk that is worse for what stands first or has a longer name, and a file that is half read."""
    scored = risk_alike

    def by_form(at: Subject[object], threat: Threat, found: tuple[Condition, Sequence[Response]]) -> RiskScore:
        risk = scored(at, threat, found)
        first = at.id == next(iter(at.resolved.system.services)) or at.id.endswith("x")
        return replace(risk, current=replace(risk.current, level="very-high")) if first else risk

    joined = documents.joined

    def without_last_flows(path: str, texts: Sequence[Document]) -> Document:
        found = joined(path, texts)
        lost = texts[-1].data.get("flows", {})
        flows = {name: said for name, said in found.data["flows"].items() if name not in lost}
        return Document(path=path, data={**found.data, "flows": flows})

    monkeypatch.setattr(evaluation, "risk_alike", by_form)
    monkeypatch.setattr(documents, "joined", without_last_flows)
    assert changed(form, said, worlds.judged, many=10)[2]
