"""What a flow states of encryption and authentication, or its protocols bring, shows how a control stands."""

import pytest
from tests.support import strategies
from tests.support.strategies import World

ENDS: World = {
    "system": {"title": "Store", "owner": "team"},
    "zones": {"edge": {"trust": 1}, "data": {"trust": 3}},
    "services": {"front": {"kind": "web-server", "zone": "edge"}, "store": {"kind": "database-server", "zone": "data"}},
}


def standing(control: str, said: World) -> tuple[str, str]:
    """Return the status of a control for a flow, and what shows it."""
    flow = {"from": "front", "to": "store", "protocols": ["mysql"], **said}
    found = {check.id: check.standing for check in strategies.judged({**ENDS, "flows": {"read": flow}}).checks}
    state = found[f"{control}@read"]
    return state.status, state.because


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"encrypted": "tls"}, ("met", "encrypted is tls")),
        ({"encrypted": "none"}, ("not-met", "encrypted is none")),
        ({"encrypted": "none", "protocols": ["https"]}, ("not-met", "encrypted is none")),
        ({}, ("not-stated", "")),
        ({"protocols": ["https"]}, ("met", "encrypted is tls")),
        ({"protocols": ["https", "ssh"]}, ("met", "encrypted is tls")),
        ({"protocols": ["https", "mysql"]}, ("not-stated", "")),
        ({"protocols": ["http"]}, ("not-stated", "")),
        ({"protocols": ["http"], "encrypted": "ipsec"}, ("met", "encrypted is ipsec")),
    ],
)
def test_encryption_is_shown(said: World, expected: tuple[str, str]) -> None:
    assert standing("encrypt-in-transit", said) == expected


@pytest.mark.parametrize(
    ("methods", "expected"),
    [
        (["kerberos"], ("met", "authenticated is kerberos")),
        (["certificate", "iam"], ("met", "authenticated is certificate")),
        (["password", "mfa"], ("met", "authenticated is mfa")),
        (["password"], ("not-met", "authenticated is password")),
        (["none"], ("not-met", "authenticated is none")),
        (["ntlm", "mfa"], ("not-stated", "")),
        (["kerberos", "ntlm"], ("not-stated", "")),
        (["saml"], ("not-stated", "")),
        (None, ("not-stated", "")),
    ],
)
def test_strength_of_authentication_is_shown(methods: list[str] | None, expected: tuple[str, str]) -> None:
    assert standing("strong-authentication", {"authenticated": methods} if methods else {}) == expected
