"""Laws: a change for the worse hides nothing.

For each finding before the change, the same threat, or one that it yields to on the same element, stands afterwards as
a finding or a gap of at least that risk: the current one of a finding, the possible one of a gap. Read backwards it is
the law of the opposite change: whatever takes the change back adds no finding and raises no risk. So each pair of
systems is compared once, and holds both.

Threats that say in the catalogue why they may disappear (`not_monotonic`) are left out; `exemptions.yaml` names what
one change alone may hide, and why.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.support import catalogues, strategies, worlds
from tests.support.laws import RUNS, Judge, compared
from tests.support.strategies import World
from tests.support.worsening import CHANGES

from zonebook.assess.answer import Answer, Holds, NotStated
from zonebook.assess.conditions.entry_conditions import entry_condition
from zonebook.assess.conditions.words import element, queries
from zonebook.assess.findings.evaluation import Verdicts
from zonebook.assess.risk import scoring
from zonebook.assess.risk.likelihood import one_flow_from_untrusted
from zonebook.assess.risk.scales import shifted
from zonebook.model.catalogue import Threat
from zonebook.model.elements import Flow
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import About, Level
from zonebook.read.yaml_text import read

_TEXT = (Path(__file__).parent / "exemptions.yaml").read_bytes()
EXEMPT: Mapping[str, Mapping[str, str]] = read("exemptions.yaml", _TEXT).data
"""By change: the threats that it may hide, and why."""
MANY = 1000
"""With so many pairs, three in four exemptions of a change must have been needed; the others are rare."""


@pytest.mark.parametrize("change", CHANGES)
def test_change_for_the_worse_hides_nothing(change: str) -> None:
    found = compared(CHANGES[change])
    exempt = EXEMPT.get(change, {})
    assert found.enough, found
    assert {threat: told[:3] for threat, told in found.lost.items() if threat not in exempt} == {}
    if RUNS >= MANY:
        idle = set(exempt) - set(found.lost)
        assert len(idle) <= len(exempt) // 4, f"these exemptions are not needed: {sorted(idle)}"


def test_exemptions_are_few_and_have_reasons() -> None:
    threats = catalogues.known().threats
    pairs = [(change, threat) for change, found in EXEMPT.items() for threat in found]
    assert set(EXEMPT) <= set(CHANGES)
    assert len(pairs) <= MOST_EXEMPT
    assert [pair for pair in pairs if pair[1] not in threats or threats[pair[1]].not_monotonic] == []
    assert [why for found in EXEMPT.values() for why in found.values() if len(why) < 40 or why[-1] != "."] == []


MOST_EXEMPT = 15


@pytest.mark.parametrize(("seed", "change"), list(enumerate(CHANGES)))
def test_generated_systems_are_valid_models(seed: int, change: str) -> None:
    """Written as text, they are read without a problem."""
    pair = CHANGES[change](worlds.world_of(seed), strategies.dice_of(seed))
    for side in (pair.better, pair.worse):
        strategies.read({"model": side})


WRONG: Mapping[str, tuple[About, Mapping[str, Any]]] = {
    "actor-moved": ("flow", {"crosses": {"from_trust_at_least": 1}}),
    "service-moved": ("service", {"in_zone": {"trust_at_least": 1}}),
    "encryption-taken": ("flow", {"encrypted": ["tls", "ssh"]}),
    "authentication-taken": ("flow", {"authenticated": ["password", "ntlm"]}),
    "sources-widened": ("flow", {"none": [{"sources_wider_than": 24}]}),
    "flow-added": ("service", {"none": [{"reached_from": {"trust_at_most": 4}}]}),
}
"""By change: the condition of a threat that is wrong on purpose, since the change silences it.

What is left out gives a gap in every condition: the last change has a fault of the engine below.
"""


def only(about: About, when: Mapping[str, Any]) -> Judge:
    """Return the judge of a catalogue whose only threat is this one."""
    known = catalogues.known()
    wrong: Threat = replace(next(iter(known.threats.values())), id="wrong", about=about, when=when, not_monotonic="")
    catalogue = replace(known, threats={"wrong": wrong}, advice={})
    asked = {**worlds.asked(), "threats/wrong": entry_condition(wrong)}

    def judge(world: World) -> Verdicts:
        return worlds.judged(world, catalogue, asked)

    return judge


@pytest.mark.parametrize("change", WRONG)
def test_law_fails_on_a_wrong_threat(change: str) -> None:
    assert "wrong" in compared(CHANGES[change], only(*WRONG[change]), many=60).lost


def test_every_law_has_a_fault() -> None:
    assert [*WRONG, *SILENCED] == list(CHANGES)


SILENCED: tuple[str, ...] = ("value-left-out", "kind-left-out", "protocols-left-out")
"""The changes that leave something out: each law fails where silence looks like safety."""


def test_law_fails_where_silence_looks_like_safety(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that finds nothing where a setting is left out, instead of saying what is not stated."""
    asked = queries.settings_are

    def silent(*said: Any) -> list[Answer]:  # noqa: ANN401  whatever the word hands on
        return [None if isinstance(each, NotStated) else each for each in asked(*said)]

    monkeypatch.setattr(element, "settings_are", silent)
    assert compared(CHANGES["value-left-out"], worlds.judged, many=60).lost


@pytest.mark.parametrize(("word", "change"), [("counts_as", "kind-left-out"), ("spoken", "protocols-left-out")])
def test_law_fails_where_nature_looks_like_safety(word: str, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A query that finds nothing where it is not stated what a service is, or what is spoken on a flow."""
    if word == "counts_as":
        asked = queries.counts_as
        monkeypatch.setattr(queries, word, lambda *said: found if isinstance(found := asked(*said), Holds) else None)
    else:
        monkeypatch.setattr(Flow, "unspoken", property(lambda _: False))
    assert compared(CHANGES[change], worlds.judged, many=60).lost


def test_law_fails_where_the_risk_falls(monkeypatch: pytest.MonkeyPatch) -> None:
    """A likelihood that is lower, not higher, where a zone of trust 0 is near."""

    def upside_down(at: Subject[object], base: Level) -> tuple[Level, str]:
        near, because = one_flow_from_untrusted(at)
        return shifted(base, -1) if near else base, because

    monkeypatch.setattr(scoring, "likelihood_at", upside_down)
    lost = compared(CHANGES["actor-moved"], only("flow", {"crosses": {"from_trust_at_least": 0}})).lost["wrong"]
    assert any("less stands for it" in each for each in lost)
