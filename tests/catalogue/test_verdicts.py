"""Verdicts that a security architect would sign: a control acts only on the weakness that it closes."""

from collections.abc import Mapping
from functools import cache

import pytest
from tests.support import catalogues

from zonebook.assess.findings.finding import Finding
from zonebook.assess.system import SystemAssessment
from zonebook.model.vocabulary import at_least
from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.values import BrokenError

HEAD = "system: {title: T, owner: team}\n"
ZONES = "zones: {z: {trust: 2, enforced_by: [security-group]}, y: {trust: 3}, out: {trust: 0}}\n"
HOUSE = "organisation: {title: House}\nparties: {team: {}}\naccounts: {acc: {provider: aws, role: workload}}\n"


@cache
def _verdict(model: str) -> SystemAssessment:
    texts = {"models/organisation.yaml": HOUSE.encode(), "models/systems/x/m.yaml": (HEAD + ZONES + model).encode()}
    return assess_workspace(load_workspace(catalogues.shipped(), texts, catalogues.schemas()), "2026-11-28").systems[
        "x"
    ]


def findings(model: str) -> Mapping[str, Finding]:
    return {each.id: each for each in _verdict(model).findings}


def service(kind: str, settings: str, controls: str) -> str:
    return f"services: {{s: {{kind: {kind}, zone: z, settings: {{{settings}}}, controls: {{{controls}}}}}}}\n"


@pytest.mark.parametrize(
    ("model", "finding"),
    [
        pytest.param(
            service(
                "ad-ds-on-ec2",
                "storage-encrypted: true",
                "ebs-encrypted: met, tier-0-snapshots-restricted: not-met, dc-volumes-customer-key: not-met",
            ),
            "directory-database-copied@s",
            id="snapshot-rights-beside-encryption",
        ),
        pytest.param(
            service("amazon-ec2", "instance-profile: broad, imds: required", "imdsv2-required: met"),
            "instance-role-too-broad@s",
            id="broad-role-beside-imdsv2",
        ),
        pytest.param(
            service(
                "ad-ds-on-ec2",
                "service-accounts: ordinary, rc4-allowed: true, ntlm-v1: false",
                "legacy-authentication-off: met",
            ),
            "service-accounts-cracked@s",
            id="weak-service-passwords-beside-ntlm-off",
        ),
        pytest.param(
            service("amazon-ec2", "imds: optional, imds-hop-limit: 1", "imds-hop-limit-one: met"),
            "imdsv1-allowed@s",
            id="imdsv1-beside-hop-limit",
        ),
        pytest.param(
            "identities: {u: {kind: iam-user, in: acc, settings: {console-password: true, mfa: none}}}\n"
            "controls: {iam-password-policy: met}\n",
            "console-user-without-mfa@u",
            id="phishing-beside-password-policy",
        ),
    ],
)
def test_control_mitigates_only_its_weakness(model: str, finding: str) -> None:
    found = findings(model)[finding]
    assert found.state in {"open", "carried"}
    assert found.risk.closed == ()
    assert at_least(found.risk.current.likelihood, "moderate")


SILENCED = {
    "rdgw-cap-rap-restricted": "any user of the domain may",
    "rdgw-trusted-certificate": "a lab",
    "imdsv2-required": "an old agent",
    "ebs-encrypted": "nothing secret",
}
GATEWAY = "mfa: false, rap: any, certificate: self-signed, imds: optional, storage-encrypted: false"


def declared(names: Mapping[str, str]) -> str:
    return ", ".join(f"{name}: {{status: not-applicable, by: team, because: {why}}}" for name, why in names.items())


def test_bare_words_without_reason_are_refused() -> None:
    with pytest.raises(BrokenError) as broken:
        _verdict(service("rd-gateway", GATEWAY, ", ".join(f"{name}: not-applicable" for name in SILENCED)))
    messages = [each.message for each in broken.value.problems]
    assert messages == ["`not-applicable` needs its reason: write `{status: not-applicable, because: …}`"] * 4


def test_declared_not_applicable_silences_no_stated_fact() -> None:
    silent = findings(service("rd-gateway", GATEWAY, ""))
    declared_ = findings(service("rd-gateway", GATEWAY, declared(SILENCED)))
    assert set(silent) <= set(declared_)
    for name, each in silent.items():
        assert (declared_[name].state, declared_[name].risk.current) == (each.state, each.risk.current)
    contradictions = declared_["service-contradicts-its-control@s"]
    assert len(contradictions.reasons) == len(SILENCED)
    assert all("is not applicable, but" in reason for reason in contradictions.reasons)


OPEN_DESKTOP = (
    "actors: {anyone: {zone: out}}\n"
    "services: {s: {kind: windows-server-on-ec2, zone: z}}\n"
    "flows: {f: {from: anyone, to: s, protocols: [rdp], authenticated: [password]%s}}\n"
)


@pytest.mark.parametrize("control", ["admin-ports-closed-to-internet", "secured-administration-path"])
def test_opposite_of_what_fired_closes_nothing(control: str) -> None:
    """The flow is in the model: that no rule lets it in cannot be met while it is there."""
    found = findings(OPEN_DESKTOP % f", controls: {{{control}: met}}")["rdp-open-to-internet@f"]
    reply = next(each for each in found.replies if each.control == control)
    assert (found.state, found.risk.closed) == ("open", ())
    assert reply.denied == f"{control} says the opposite of what the model states: change one of the two"


@pytest.mark.parametrize("status", ["met", "{status: not-applicable, because: The wire is ours.}"])
def test_flow_in_clear_contradicts_its_encryption(status: str) -> None:
    model = (
        "services: {a: {kind: application-server, zone: z}, b: {kind: database-server, zone: y}}\n"
        "flows: {f: {from: a, to: b, protocols: [mysql], encrypted: none,"
        f" controls: {{encrypt-in-transit: {status}}}}}}}\n"
    )
    found = findings(model)
    assert found["cleartext-across-zones@f"].state == "open"
    assert "flow-contradicts-its-control@f" in found


def test_declaration_without_a_sign_stays_a_finding() -> None:
    """No setting shows whether an administrator needs all rights: the rights are stated, and stay a finding."""
    said = "{no-star-policies: {status: not-applicable, by: team, because: For the day when all else fails.}}"
    found = findings(
        f"identities: {{u: {{kind: iam-user, in: acc, settings: {{privilege: administrator}}, controls: {said}}}}}\n"
    )["star-policy@u"]
    assert found.state == "open"
    assert found.reasons[-1] == (
        "no-star-policies is declared not applicable by team, because For the day when all else fails"
    )


FLEET = "services: {s: {kind: ec2-auto-scaling, zone: z, settings: {imds: optional}}}\n"


def test_fleet_answers_for_its_own_metadata() -> None:
    found = findings(FLEET)["imdsv1-allowed@s"]
    assert found.state == "open"
    assert {each.control: each.standing.status for each in found.replies}["imdsv2-required"] == "not-met"


TIERS = (
    "services: {w: {kind: windows-server-on-ec2, zone: z, settings: {domain-joined: true}},"
    " d: {kind: ad-ds-on-ec2, zone: y}}\n"
    "identities: {a: {kind: ad-user, in: d, administers: [d, w]%s}}\n"
)


@pytest.mark.parametrize(
    ("settings", "finding"),
    [
        ("", "tier-0-credentials-on-lower-tier@a"),
        (", settings: {tier: tier-0}", "tier-0-credentials-on-lower-tier@a"),
        (", settings: {tier: tier-1}", "tier-0-reached-from-lower-tier@a"),
    ],
)
def test_one_account_on_two_tiers_is_found(settings: str, finding: str) -> None:
    """Whichever tier it is kept in, one of the two findings holds: it is one finding, and no gap."""
    found = findings(TIERS % settings)
    assert (found[finding].state, found[finding].risk.current.level) == ("open", "high")
    assert bool(found[finding].either) is not bool(settings)


@pytest.mark.parametrize(
    ("kind", "settings", "finding"),
    [
        pytest.param("amazon-ec2", "imds: optional", "imdsv1-allowed@s", id="shown-by-a-setting"),
        pytest.param("simple-ad", "", "service-closed-to-new-customers@s", id="default-of-the-provider"),
        pytest.param(
            "web-application", "accepts-serialized-objects: true", "untrusted-deserialization@s", id="weakness"
        ),
    ],
)
def test_weakness_is_found_beside_silent_control(kind: str, settings: str, finding: str) -> None:
    assert findings(service(kind, settings, ""))[finding].state == "open"


@pytest.mark.parametrize(
    ("kind", "settings", "threat", "control"),
    [
        pytest.param("web-application", "", "cross-site-scripting", "output-encoded", id="kind"),
        pytest.param(
            "web-application", "accepts-xml: true", "xml-external-entity", "xml-parsers-hardened", id="setting"
        ),
    ],
)
def test_silent_control_beside_circumstances_is_a_gap(kind: str, settings: str, threat: str, control: str) -> None:
    verdict = _verdict(service(kind, settings, ""))
    assert f"{threat}@s" not in {each.id for each in verdict.findings}
    gap = next(each for each in verdict.gaps if each.threat.id == threat)
    assert gap.attributes == (f"services.s.controls.{control}",)


AGENT = (
    "services: {t: {kind: saas-application, zone: out}, s: {kind: ai-agent, zone: z, controls: "
    "{model-output-contained: not-met, model-context-limited: not-met}}}\n"
    "flows: {f: {from: s, to: t, protocols: [https], controls: {outbound-data-approved: met}}}\n"
)


@pytest.mark.parametrize("threat", ["language-model-takes-orders", "model-tells-what-it-read"])
def test_approved_flow_limits_no_order(threat: str) -> None:
    """That the data of a tool may leave says nothing of what the tool is told to do, or of who is told what."""
    assert at_least(findings(AGENT)[f"{threat}@s"].risk.current.impact, "moderate")


@pytest.mark.parametrize("kind", ["build-server", "code-repository"])
def test_later_review_hinders_no_proposal(kind: str) -> None:
    """A proposed pipeline has run by the time that somebody reads it."""
    controls = "pipeline-definitions-guarded: not-met, changes-checked-before-delivery: met"
    found = findings(service(kind, "", controls))["build-runs-what-a-stranger-wrote@s"]
    assert at_least(found.risk.current.likelihood, "moderate")


def test_wide_token_is_rated_as_the_cluster() -> None:
    """Whoever may do everything in the cluster has every node of it."""
    found = findings(service("kubernetes-workload", "api-token: wide, privileged: true", ""))
    impacts = {
        found[f"{threat}@s"].risk.inherent.impact for threat in ("workload-token-misused", "workload-holds-its-node")
    }
    assert impacts == {"very-high"}
