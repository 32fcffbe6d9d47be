"""The status of a control: the first link of the chain that states anything, and the responsible party."""

from collections.abc import Callable, Mapping

import pytest

from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.state import ControlState
from zonebook.assess.controls.status import control_state
from zonebook.assess.system import SystemAssessment
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import About

CHAIN = """
controls: {patched: {status: planned, due: 2027-01-01}}
zones:
  outer: {controls: {patched: not-met}}
  inner: {inside: outer, controls: {patched: partial}}
services:
  a: {kind: server, zone: inner, controls: {patched: met}}
  b: {kind: server, zone: inner}
  c: {kind: server, zone: outer}
  d: {kind: server}
"""
HOUSE = "organisation: {title: H}\nparties: {team: {}}\n"
SHOWN = """
controls: {metadata-guarded: %s, disk-encrypted: %s, hops-few: %s}
services:
  a: {kind: server, settings: {%s}}
"""


def at(judged: SystemAssessment, control: str, element: str) -> ControlState:
    return check(judged, control, element).standing


def check(judged: SystemAssessment, control: str, element: str) -> Check:
    return next(each for each in judged.checks if each.id == f"{control}@{element}")


@pytest.mark.parametrize(
    ("element", "status", "origin"),
    [
        ("a", "met", "own statement"),
        ("b", "partial", "zone inner"),
        ("c", "not-met", "zone outer"),
        ("d", "planned", "system"),
    ],
)
def test_nearest_statement_decides_status(
    judged: Callable[..., SystemAssessment], element: str, status: str, origin: str
) -> None:
    found = at(judged(CHAIN), "patched", element)
    assert (found.status, str(found.origin)) == (status, origin)


def test_organisation_statement_is_the_fallback(judged: Callable[..., SystemAssessment]) -> None:
    found = at(judged("services: {a: {kind: server}}", HOUSE + "controls: {patched: met}"), "patched", "a")
    assert (found.status, str(found.origin), found.place.path) == ("met", "organisation", "models/organisation.yaml")


@pytest.mark.parametrize(
    ("settings", "system", "expected"),
    [
        ("metadata: required", "not-met", ("met", "setting", "metadata is required")),
        ("metadata: optional", "met", ("not-met", "setting", "metadata is optional")),
        ("", "partial", ("partial", "system", "")),
    ],
)
def test_setting_outweighs_system_statement(
    judged: Callable[..., SystemAssessment], settings: str, system: str, expected: tuple[str, str, str]
) -> None:
    found = at(judged(SHOWN % (system, "met", "met", settings)), "metadata-guarded", "a")
    assert (found.status, str(found.origin), found.because) == expected


@pytest.mark.parametrize(
    ("setting", "status"),
    [
        ("optional", "partial"),
        ("optional", "{status: planned, due: 2027-01-01}"),
        ("required", "not-met"),
        ("required", "met"),
    ],
)
def test_own_statement_outweighs_setting(judged: Callable[..., SystemAssessment], setting: str, status: str) -> None:
    said = f"settings: {{metadata: {setting}}}, controls: {{metadata-guarded: {status}}}"
    found = at(judged(f"services: {{a: {{kind: server, {said}}}}}"), "metadata-guarded", "a")
    assert (str(found.origin), found.contradicted) == ("own statement", "")


ZONED = (
    "zones: {z: {controls: {metadata-guarded: met}}}\n"
    "services: {a: {kind: server, zone: z, settings: {metadata: optional}}}"
)


@pytest.mark.parametrize(
    ("model", "who"),
    [
        (
            "services: {a: {kind: server, settings: {metadata: optional}, controls: {metadata-guarded: met}}}",
            "own statement",
        ),
        (SHOWN % ("met", "met", "met", "metadata: optional"), "system"),
        (ZONED, "zone z"),
    ],
)
def test_claim_contradicted_by_setting_is_unmet(judged: Callable[..., SystemAssessment], model: str, who: str) -> None:
    found = at(judged(model), "metadata-guarded", "a")
    assert (found.status, str(found.origin)) == ("not-met", "setting")
    assert found.contradicted.startswith(f"{who} at models/systems/world/model.yaml:")
    assert found.contradicted.endswith("says that metadata-guarded is met, but metadata is optional")


def test_weaker_nearer_statement_contradicts_nothing(judged: Callable[..., SystemAssessment]) -> None:
    """The nearest statement decides, and `not-met` claims nothing that a setting could contradict."""
    model = (
        "controls: {metadata-guarded: met}\nzones: {z: {controls: {metadata-guarded: not-met}}}\n"
        "services: {a: {kind: server, zone: z, settings: {metadata: optional}}}"
    )
    assert at(judged(model), "metadata-guarded", "a").contradicted == ""


def test_provider_default_contradicts_nothing(
    judged: Callable[..., SystemAssessment], golden: Mapping[str, bytes]
) -> None:
    server = golden["catalogue/kinds/server.yaml"].decode()
    open_by_default = server.replace(
        "values: [required, optional]}", "values: [required, optional], default: optional}"
    )
    old = {"models/kinds/old-server.yaml": open_by_default}
    shown = at(judged("services: {a: {kind: old-server}}", HOUSE, old), "metadata-guarded", "a")
    assert (shown.status, shown.because) == ("not-met", "metadata is optional by default")
    said = at(
        judged("services: {a: {kind: old-server, controls: {metadata-guarded: met}}}", HOUSE, old),
        "metadata-guarded",
        "a",
    )
    assert (said.status, said.contradicted) == ("met", "")


def test_chain_names_each_source_and_distance(judged: Callable[..., SystemAssessment]) -> None:
    found = at(judged(CHAIN, HOUSE + "controls: {patched: met}"), "patched", "a")
    assert [(str(each.origin), each.distance, each.status, each.decides) for each in found.chain] == [
        ("own statement", 0, "met", True),
        ("zone inner", 1, "partial", False),
        ("zone outer", 2, "not-met", False),
        ("system", 3, "planned", False),
        ("organisation", 4, "met", False),
    ]
    assert found.chain[1].told == "zone inner, 1 level up: partial (does not count)"


def test_chain_includes_setting_and_provider(judged: Callable[..., SystemAssessment]) -> None:
    found = at(judged(SHOWN % ("met", "met", "met", "metadata: required")), "metadata-guarded", "a")
    assert [(str(each.origin), each.decides) for each in found.chain] == [("setting", True), ("system", False)]
    model = "controls: {guards-at-the-door: met}\nservices: {a: {kind: server}}"
    found = at(judged(model), "guards-at-the-door", "a")
    assert [(str(each.origin), each.distance) for each in found.chain] == [("system", 1), ("provider", 3)]


@pytest.mark.parametrize("element", ["a", "b", "c", "d"])
def test_only_the_deciding_link_is_marked(judged: Callable[..., SystemAssessment], element: str) -> None:
    found = at(judged(CHAIN), "patched", element)
    assert [(str(each.origin), each.status) for each in found.chain if each.decides] == [
        (str(found.origin), found.status)
    ]


def test_provider_default_is_dated_evidence(judged: Callable[..., SystemAssessment]) -> None:
    found = at(
        judged("networks: {n: {kind: vpc}}\naccounts: {x: {provider: aws, settings: {root-mfa: none}}}"),
        "root-locked",
        "x",
    )
    assert (found.status, found.because) == ("not-met", "root-mfa is none")
    model = "services: {a: {kind: domain-controller}}\ntrusts: {t: {from: a, to: a, kind: forest-trust}}"
    assert at(judged(model), "trust-filtered", "t").because == "sid-filtering is true by default"


def test_all_indicators_have_to_agree(judged: Callable[..., SystemAssessment]) -> None:
    said = "services: {a: {kind: server, settings: {%s}}}"
    assert at(judged(said % "encrypted: true"), "disk-encrypted", "a").status == "met"
    assert at(judged(said % "encrypted: true, note: clear"), "disk-encrypted", "a").status == "not-met"
    assert at(judged(said % "encrypted: false, note: fine"), "disk-encrypted", "a").status == "not-met"
    assert at(judged(said % "hop-limit: 1"), "hops-few", "a").status == "met"


def test_inconclusive_value_leaves_control_open(judged: Callable[..., SystemAssessment]) -> None:
    assert at(judged("services: {a: {kind: server, settings: {hop-limit: 2}}}"), "hops-few", "a").status == "not-stated"


@pytest.mark.parametrize(
    ("control", "kind", "expected"),
    [
        ("guards-at-the-door", "server", ("inherited", "provider", "Look after facilities.")),
        ("fabric-watched", "server", ("inherited", "provider", "Look after network-fabric.")),
        ("client-side", "server", ("not-applicable", "kind", "Look after client-side-encryption.")),
        ("client-side", "bucket", ("not-stated", "nobody", "")),
        ("patched", "server", ("not-stated", "nobody", "")),
    ],
)
def test_fallback_is_provider_kind_or_not_stated(
    judged: Callable[..., SystemAssessment], control: str, kind: str, expected: tuple[str, str, str]
) -> None:
    found = at(judged(f"services: {{a: {{kind: {kind}}}}}"), control, "a")
    assert (found.status, str(found.origin), found.because) == expected


def test_transferred_layer_is_not_inherited(judged: Callable[..., SystemAssessment]) -> None:
    model = "services: {a: {kind: server}}\nresponsibilities: {a: {network-fabric: {holder: customer, party: team}}}"
    assert at(judged(model), "fabric-watched", "a").status == "not-stated"


def test_network_inherits_from_surrounding_networks(judged: Callable[..., SystemAssessment]) -> None:
    model = "networks: {v: {kind: vpc, controls: {flow-logs-on: met}}, s: {kind: subnet, inside: v}}"
    assert str(at(judged(model), "flow-logs-on", "s").origin) == "network v"


def test_identity_inherits_from_account(judged: Callable[..., SystemAssessment]) -> None:
    model = "accounts: {x: {provider: aws, controls: {role-narrow: met}}}\nidentities: {r: {kind: role, in: x}}"
    assert str(at(judged(model), "role-narrow", "r").origin) == "account x"


def test_flow_inherits_from_receiving_zone(judged: Callable[..., SystemAssessment]) -> None:
    model = (
        "zones: {near: {controls: {sealed-on-the-way: not-met}}, far: {controls: {sealed-on-the-way: met}}}\n"
        "services: {a: {kind: server, zone: near}, b: {kind: server, zone: far}}\n"
        "flows: {f: {from: a, to: b, protocols: [web]}}"
    )
    assert str(at(judged(model), "sealed-on-the-way", "f").origin) == "zone far"


def test_control_is_claimed_without_evidence(judged: Callable[..., SystemAssessment]) -> None:
    model = (
        "services:\n  a: {kind: server, settings: {metadata: required}, controls: {patched: met}}\n"
        "  b: {kind: server, controls: {patched: {status: met, on: 2026-11-01, evidence: [{title: E}]}}}\n"
        "  c: {kind: server, controls: {patched: partial}}"
    )
    found = judged(model)
    assert [at(found, "patched", name).claimed for name in "abc"] == [True, False, False]
    assert not at(found, "metadata-guarded", "a").claimed


def test_control_without_statement_is_not_stated(standing: Callable[..., Subject[object]]) -> None:
    found = standing("services: {a: {kind: server}}", "service", "a")
    control = found.resolved.catalogue.controls["patched"]
    assert control_state(found, control).status == "not-stated"


@pytest.mark.parametrize(
    ("model", "name", "party"),
    [
        ("services: {a: {kind: server, owner: others}}", "patched@a", "others"),
        ("zones: {z: {owner: others}}\nservices: {a: {kind: server, zone: z}}", "patched@a", "others"),
        ("zones: {y: {owner: others}, z: {inside: y}}", "zone-border-held@z", "others"),
        ("services: {a: {kind: server}}", "patched@a", "team"),
        ("services: {a: {kind: server, controls: {patched: {status: met, by: others}}}}", "patched@a", "others"),
        ("services: {a: {kind: server, owner: others}}", "guards-at-the-door@a", "aws"),
    ],
)
def test_control_has_a_responsible_party(
    judged: Callable[..., SystemAssessment], model: str, name: str, party: str
) -> None:
    assert next(each for each in judged(model).checks if each.id == name).party == party


ABOUT_WHAT: dict[About, str] = {
    "service": "patched@a",
    "system": "plan-exercised@world",
    "directory": "choice-reviewed@world",
}


def test_control_applies_to_matching_subjects(judged: Callable[..., SystemAssessment]) -> None:
    found = {each.id for each in judged("services: {a: {kind: server}, b: {kind: bucket}}\ndirectory: {}").checks}
    assert set(ABOUT_WHAT.values()) <= found
    assert "patched@b" not in found


def test_possible_control_names_open_attributes(judged: Callable[..., SystemAssessment]) -> None:
    model = "services: {a: {kind: server}, b: {kind: server}}\nflows: {f: {from: a, to: b, protocols: [web]}}"
    assert check(judged(model), "blast-small", "f").unsure == ("services.a.zone", "services.b.zone")
