"""The page of a control: what its settings show."""

from collections.abc import Callable

import pytest
from tests.support.walking import blocks, parts

from zonebook.assess.assessment import Assessment
from zonebook.document.page import Facts
from zonebook.views.catalogue.controls import controls

CONTROL = """\
title: Few hops, and counted
objective: There are few hops, and somebody counts them.
about: service
when: {is: [host]}
layer: platform
responsibility: customer
shown_by: [{setting: hop-limit, %s}]
crosswalk: {made-up-1: [A-1]}
verify: [{how: command, step: Look., expect: It is so.}]
evidence: [A listing.]
frequency: P90D
sources: [{title: Made for tests}]
confidence: confirmed
"""


@pytest.mark.parametrize(
    ("signs", "text"),
    [
        ("met: [1]", "hop-limit: met at 1"),
        ("met: [1], partial: [2], not_met: [3, 4, 5]", "hop-limit: met at 1, partly met at 2, not met at 3 to 5"),
        ("met: [1, 2], not_met: [7, 8, 9, 20, 22]", "hop-limit: met at 1, 2, not met at 7 to 9, 20, 22"),
        ("partial: [5, 4, 3]", "hop-limit: partly met at 5, 4, 3"),
    ],
)
def test_signs_tell_values_in_ranges(assessed: Callable[..., Assessment], signs: str, text: str) -> None:
    more = {"models/controls/hops-counted.yaml": CONTROL % signs}
    assessment = assessed("services: {a: {kind: server}}", more=more)
    facts = next(
        each for each in blocks(parts(controls(assessment))["controls/hops-counted"]) if isinstance(each, Facts)
    )
    assert dict(facts.pairs)["Shown by settings"] == (text,)
