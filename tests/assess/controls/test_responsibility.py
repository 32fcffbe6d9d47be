"""Who is responsible for each layer of each service, and whether the customer's part is covered."""

from collections.abc import Callable

import pytest

from zonebook.assess.controls.responsibility import LayerDuty
from zonebook.assess.system import SystemAssessment
from zonebook.model.vocabulary import LAYERS

ONE = "services: {a: {kind: server, owner: team}}\n"


def duty(judged: SystemAssessment, layer: str, service: str = "a") -> LayerDuty:
    return next(each for each in judged.duties if (each.service, each.layer) == (service, layer))


def test_each_service_has_19_ordered_layers(judged: Callable[..., SystemAssessment]) -> None:
    found = judged("services: {b: {kind: bucket}, a: {kind: server}}").duties
    assert [(each.service, each.layer) for each in found] == [(name, layer) for name in "ba" for layer in LAYERS]


@pytest.mark.parametrize(
    ("layer", "holder", "party"),
    [
        ("hardware", "provider", "aws"),
        ("guest-os", "customer", "team"),
        ("backup", "shared", "team"),
        ("client-side-encryption", "none", ""),
    ],
)
def test_kind_decides_responsible_party(
    judged: Callable[..., SystemAssessment], layer: str, holder: str, party: str
) -> None:
    found = duty(judged(ONE), layer)
    assert (found.holder, found.party, found.because) == (holder, party, "")
    assert found.duty == f"Look after {layer}."


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("{a: {patching: others}}", ("customer", "others", "")),
        ("{a: {patching: {party: others, because: So.}}}", ("customer", "others", "So.")),
        ("{a: {patching: {holder: provider}}}", ("provider", "aws", "")),
        ("{a: {hardware: {holder: customer}}}", ("customer", "team", "")),
        ("{z: {patching: others}}", ("customer", "others", "")),
        ("{y: {patching: others}}", ("customer", "others", "")),
        ("{y: {patching: others}, z: {patching: team}}", ("customer", "team", "")),
        ("{z: {patching: others}, a: {patching: team}}", ("customer", "team", "")),
        ("{z: {backup: others}}", ("customer", "team", "")),
    ],
)
def test_model_may_override_responsible_party(
    judged: Callable[..., SystemAssessment], said: str, expected: tuple[str, str, str]
) -> None:
    model = (
        "zones: {y: {}, z: {inside: y}}\nservices: {a: {kind: server, zone: z, owner: team}}\n"
        f"responsibilities: {said}\n"
    )
    found = duty(judged(model), "hardware" if "hardware" in said else "patching")
    assert (found.holder, found.party, found.because) == expected


@pytest.mark.parametrize(
    ("model", "layer", "cover"),
    [
        (ONE, "hardware", "not-asked"),
        (ONE, "client-side-encryption", "not-asked"),
        (ONE, "application", "no-control"),
        (ONE, "patching", "not-stated"),
        (ONE + "controls: {patched: met}", "patching", "met"),
        (ONE + "controls: {patched: partial}", "patching", "partial"),
        (ONE + "controls: {patched: {status: planned, due: 2027-01-01}}", "patching", "planned"),
        (ONE + "controls: {patched: not-met}", "patching", "not-met"),
        (ONE + "controls: {patched: {status: not-applicable, because: So.}}", "patching", "met"),
        (ONE + "controls: {metadata-guarded: met}", "platform", "not-stated"),
        (ONE + "controls: {metadata-guarded: met, hops-few: not-met}", "platform", "not-met"),
        (
            ONE + "controls: {metadata-guarded: partial, hops-few: {status: planned, due: 2027-01-01}}",
            "platform",
            "partial",
        ),
        (ONE + "responsibilities: {a: {patching: {holder: provider}}}", "patching", "not-asked"),
    ],
)
def test_weakest_control_decides_coverage(
    judged: Callable[..., SystemAssessment], model: str, layer: str, cover: str
) -> None:
    assert duty(judged(model), layer).cover == cover


def test_provider_does_not_cover_transferred_layer(judged: Callable[..., SystemAssessment]) -> None:
    model = ONE + "responsibilities: {a: {network-fabric: {holder: customer}}}"
    assert duty(judged(model), "network-fabric").cover == "not-stated"


REPORTED = (
    "organisation: {title: H}\nparties: {team: {}, others: {within: provider}}\n"
    "reports: {r: {title: R, provider: aws, type: soc-2, from: 2025-10-01, until: 2026-09-30}}\n"
)


@pytest.mark.parametrize(
    ("model", "layer", "grounds"),
    [
        (ONE, "patching", ()),
        (ONE, "application", ()),
        (ONE, "client-side-encryption", ()),
        (ONE + "controls: {patched: met}", "patching", ("claimed",)),
        (ONE + "controls: {patched: partial}", "patching", ("claimed",)),
        (ONE, "server-side-encryption", ("default-setting",)),
        (ONE.replace("owner", "settings: {metadata: required}, owner"), "platform", ("stated-setting",)),
        (
            ONE.replace("owner", "settings: {metadata: required}, owner") + "controls: {hops-few: met}",
            "platform",
            ("stated-setting", "claimed"),
        ),
        (ONE, "facilities", ("inherited-with-report",)),
        (ONE, "hypervisor", ("inherited-with-report",)),
        (ONE + "responsibilities: {a: {hypervisor: others}}", "hypervisor", ("inherited-without-report",)),
        (ONE + "responsibilities: {a: {network-fabric: {holder: customer}}}", "network-fabric", ()),
    ],
)
def test_duty_has_grounds_strongest_first(
    judged: Callable[..., SystemAssessment], model: str, layer: str, grounds: tuple[str, ...]
) -> None:
    found = duty(judged(model, REPORTED), layer)
    assert found.grounds == grounds
    assert found.weakest == (grounds[-1] if grounds else None)
