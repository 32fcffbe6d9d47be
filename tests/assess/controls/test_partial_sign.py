"""A setting that shows a part of a control: the control is partly met, until a statement covers the rest."""

from collections.abc import Callable

import pytest

from zonebook.assess.controls.state import ControlState
from zonebook.assess.controls.zone_consistency import differences
from zonebook.assess.system import SystemAssessment

HOUSE = "organisation: {title: House}\nparties: {team: {}, others: {}}\n"
GUARDED_WELL = """\
title: Metadata is guarded, and somebody looks
objective: Metadata is guarded, and somebody looks at who reads it.
about: service
when: {is: [host]}
layer: platform
responsibility: customer
shown_by: %s
crosswalk: {made-up-1: [A-1]}
verify: [{how: command, step: Look., expect: It is so.}]
evidence: [A listing.]
frequency: P90D
sources: [{title: Made for tests}]
confidence: confirmed
"""
ONE = "[{setting: metadata, partial: [required], not_met: [optional]}]"
TWO = (
    "[{setting: metadata, partial: [required], not_met: [optional]},"
    " {setting: note, met: [fine], partial: [fair], not_met: [clear]}]"
)
TWO_PARTS = "[{setting: metadata, partial: [required]}, {setting: note, partial: [fine]}]"

At = Callable[..., ControlState]


@pytest.fixture
def at(judged: Callable[..., SystemAssessment]) -> At:
    """Return the state of the control of these signs for the server `a` of a model."""

    def found(model: str, signs: str = ONE) -> ControlState:
        more = {"models/controls/guarded-well.yaml": GUARDED_WELL % signs}
        checks = judged(model, HOUSE, more).checks
        return next(each for each in checks if each.id == "guarded-well@a").standing

    return found


def server(settings: str, controls: str = "", system: str = "") -> str:
    said = f"controls: {{guarded-well: {system}}}\n" if system else ""
    own = f", controls: {{guarded-well: {controls}}}" if controls else ""
    return f"{said}services: {{a: {{kind: server, settings: {{{settings}}}{own}}}}}"


@pytest.mark.parametrize(
    ("signs", "settings", "expected"),
    [
        (ONE, "metadata: required", ("partial", "metadata is required")),
        (ONE, "metadata: optional", ("not-met", "metadata is optional")),
        (ONE, "", ("not-stated", "")),
        (TWO, "metadata: required, note: fine", ("partial", "metadata is required; note is fine")),
        (TWO, "metadata: required, note: fair", ("partial", "metadata is required; note is fair")),
        (TWO, "metadata: required, note: clear", ("not-met", "note is clear")),
        (TWO, "metadata: required", ("not-stated", "")),
        (TWO, "note: fine", ("not-stated", "")),
        (TWO_PARTS, "metadata: required, note: fine", ("partial", "metadata is required; note is fine")),
    ],
)
def test_sign_of_a_part_is_never_met(at: At, signs: str, settings: str, expected: tuple[str, str]) -> None:
    found = at(server(settings), signs)
    assert (found.status, found.because) == expected


@pytest.mark.parametrize("status", ["met", "not-met", "{status: planned, due: 2027-01-01}"])
def test_own_statement_outweighs_sign_of_a_part(at: At, status: str) -> None:
    found = at(server("metadata: required", controls=status))
    assert (str(found.origin), found.contradicted) == ("own statement", "")


def test_farther_statement_covers_the_rest(at: At) -> None:
    found = at(server("metadata: required", system="met"))
    assert (found.status, str(found.origin), found.contradicted) == ("met", "system", "")
    assert [(str(each.origin), each.status, each.decides) for each in found.chain] == [
        ("setting", "partial", False),
        ("system", "met", True),
    ]


@pytest.mark.parametrize("status", ["not-met", "partial", "{status: planned, due: 2027-01-01}"])
def test_sign_of_a_part_outweighs_farther_statement(at: At, status: str) -> None:
    found = at(server("metadata: required", system=status))
    assert (found.status, str(found.origin)) == ("partial", "setting")


def test_opposite_still_contradicts_farther_statement(at: At) -> None:
    found = at(server("metadata: optional", system="met"))
    assert (found.status, str(found.origin)) == ("not-met", "setting")
    assert found.contradicted.endswith("says that guarded-well is met, but metadata is optional")


def test_sign_of_a_part_is_no_claim(at: At) -> None:
    assert not at(server("metadata: required")).claimed


ZONE = """zones: {z: {}}
services:
  a: {kind: server, zone: z, settings: {metadata: required, note: %s}, controls: {guarded-well: met}}
  b: {kind: server, zone: z, settings: {metadata: %s, note: %s}}
"""
ONLY_FINE = GUARDED_WELL.replace("{is: [host]}", "{is: [host], setting: {note: [fine]}}")


@pytest.mark.parametrize(
    ("control", "b", "short"),
    [
        (GUARDED_WELL, ("optional", "fine"), [("b",)]),
        (GUARDED_WELL, ("required", "fine"), []),
        (ONLY_FINE, ("optional", "fine"), [("b",)]),
        (ONLY_FINE, ("optional", "clear"), []),
    ],
)
def test_difference_needs_the_opposite_where_it_applies(
    judged: Callable[..., SystemAssessment], control: str, b: tuple[str, str], short: list[tuple[str, ...]]
) -> None:
    more = {"models/controls/guarded-well.yaml": control % ONE}
    resolved = judged(ZONE % ("fine", *b), HOUSE, more).resolved
    found = differences(resolved, resolved.system.zones["z"])
    assert [each.short for each in found if each.control == "guarded-well"] == short
