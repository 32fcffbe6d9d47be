"""The words for how an intruder moves on: each holds, does not hold, and is not stated where it can be left out."""

from collections.abc import Callable

import pytest
from tests.support.word_rows import assert_every_answer, names_in

from zonebook.assess.conditions.words import movement as words

WORLD = """
zones: {z: {trust: 3}, alone: {trust: 2}, fleet: {trust: 2}}
actors: {p: {zone: z}}
services:
  a: {kind: server, zone: z}
  b: {kind: domain-controller, zone: z}
  c: {kind: server, zone: fleet}
  only: {kind: server, zone: alone, count: 1}
  k: {}
flows:
  f: """
ROWS = [
    pytest.param("{opens: [desktop]}", "{from: a, to: b, protocols: [web, desktop]}",
                 "yes: it opens desktop", id="opens-spoken"),
    pytest.param("{opens: [member-set]}", "{from: a, to: b, protocols: [ldap]}",
                 "yes: it opens ldap", id="opens-member-of-a-set"),
    pytest.param("{opens: [desktop]}", "{from: a, to: b, ports: [tcp/3389]}",
                 "yes: it opens Desktop by tcp/3389", id="opens-by-number"),
    pytest.param("{opens: [desktop]}", "{from: a, to: b, protocols: [web], ports: [udp/53, tcp/3000-4000]}",
                 "yes: it opens Desktop by tcp/3000-4000", id="opens-by-range"),
    pytest.param("{opens: [desktop]}", "{from: a, to: b, ports: [udp/3389]}", "no", id="opens-other-transport"),
    pytest.param("{opens: [desktop]}", "{from: a, to: b, ports: [any]}",
                 "yes: it opens every port", id="opens-every-port"),
    pytest.param("{opens: [desktop]}", "{from: a, to: b, protocols: [web]}", "no", id="opens-another"),
    pytest.param("{ports: [udp/445]}", "{from: a, to: b, ports: [tcp/445, udp/440-450]}",
                 "yes: it opens udp/440-450", id="ports-range"),
    pytest.param("{ports: [tcp/1-65535]}", "{from: a, to: b, ports: [udp/53, tcp/8080, tcp/9000-9100]}",
                 "yes: it opens tcp/8080 and tcp/9000-9100", id="ports-wanted-by-range"),
    pytest.param("{ports: [tcp/1-1023]}", "{from: a, to: b, ports: [tcp/8080]}", "no", id="ports-beside-the-range"),
    pytest.param("{ports: [udp/445]}", "{from: a, to: b, ports: [tcp/445]}", "no", id="ports-other-transport"),
    pytest.param("{ports: [udp/445]}", "{from: a, to: b, ports: [any]}", "no", id="ports-every-port"),
    pytest.param("{joins: {from_is: [host], to_is: [host]}}", "{from: z, to: z, protocols: [web]}",
                 "yes: it leads from a to b", id="joins-members-of-a-zone"),
    pytest.param("{joins: {from_is: [host], to_is: [host]}}", "{from: fleet, to: fleet, protocols: [web]}",
                 "yes: it leads from c to others of its kind", id="joins-fleet"),
    pytest.param("{joins: {from_is: [host], to_is: [host]}}", "{from: alone, to: alone, protocols: [web]}",
                 "no", id="joins-single-machine"),
    pytest.param("{joins: {from_is: [host], to_is: [host]}}", "{from: p, to: b, protocols: [web]}",
                 "no", id="joins-actor"),
    pytest.param("{joins: {from_is: [host], from_but: [domain-controller], to_is: [host]}}",
                 "{from: b, to: a, protocols: [web]}", "no", id="joins-start-that-does-not-count"),
    pytest.param("{joins: {from_is: [host], to_is: [host], to_but: [domain-controller]}}",
                 "{from: a, to: b, protocols: [web]}", "no", id="joins-end-that-does-not-count"),
    pytest.param("{opens: [web]}", "{from: a, to: b}", "open: flows.f.protocols", id="opens-of-nothing-stated"),
    pytest.param("{ports: [tcp/22]}", "{from: a, to: b}", "open: flows.f.protocols", id="ports-of-nothing-stated"),
    pytest.param("{joins: {from_is: [host], to_is: [host]}}", "{from: a, to: k, protocols: [web]}",
                 "open: services.k.kind", id="joins-what-states-no-kind"),
]  # fmt: skip
NEVER_OPEN: frozenset[str] = frozenset()


@pytest.mark.parametrize(("when", "flow", "answer"), ROWS)
def test_word_answers_with_reason(told: Callable[..., str], when: str, flow: str, answer: str) -> None:
    assert told(WORLD + flow, "flow", "f", when) == answer


def test_every_word_has_every_answer() -> None:
    assert_every_answer(names_in(words), [row.values for row in ROWS], never_open=NEVER_OPEN)
