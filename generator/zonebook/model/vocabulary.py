"""The closed vocabulary of the field: levels, layers, types of subject, and the ids of catalogue entries."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, get_args

from zonebook.model.binding import Ref

Level = Literal["very-low", "low", "moderate", "high", "very-high"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""The levels of NIST SP 800-30 rev. 1, the lowest first."""

LAYERS: tuple[str, ...] = (
    "facilities", "hardware", "network-fabric", "hypervisor", "guest-os", "platform", "application",
    "network-controls", "identity-access", "data", "client-side-encryption", "server-side-encryption",
    "key-management", "transit-protection", "logging", "backup", "patching", "availability", "incident-response",
)  # fmt: skip
"""The layers of responsibility, from the ground up."""

About = Literal["system", "account", "network", "zone", "service", "flow", "identity", "trust", "directory", "decision"]
ABOUTS: tuple[About, ...] = get_args(About)
"""The types of subject: what threats, controls and advice of the catalogue can be about."""

SubjectType = Literal[About, "actor", "data"]
"""The types of subject of a finding: actors and data are named only by threats that a model states itself."""

Stride = Literal[
    "spoofing", "tampering", "repudiation", "information-disclosure", "denial-of-service", "elevation-of-privilege"
]
Linddun = Literal[
    "linkability",
    "identifiability",
    "non-repudiation",
    "detectability",
    "disclosure-of-information",
    "unawareness",
    "non-compliance",
]
"""The classes of LINDDUN, by which threats to privacy are sorted."""
Treatment = Literal["mitigate", "accept", "transfer", "avoid", "false-positive", "duplicate"]
Operation = Literal["continuous", "per-event", "daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly"]
"""How often a control acts, apart from how old its evidence may be."""

Scope = Literal["global", "regional", "zonal", "on-premises"]
"""How far one of its kind reaches, and so what fails with it."""

Standing = Literal["border", "between-networks", "across-zones"]
"""What one of its kind stands on, where that is not the inside of its network."""

ReportForm = Literal["statement-of-applicability", "responsibility-matrix"]
"""A form in which assessors of a framework ask for how it is answered, besides the report that every framework has."""

RaisedBy = Literal["any-member", "exposed-members", "nothing"]
"""What of the members of a zone or a network raises a threat to it."""

Side = Literal["customer", "provider"]
"""One of the two that share responsibility."""
Responsible = Literal["provider", "customer", "shared"]
Holder = Literal[Responsible, "none"]
Degree = Literal["closes", "hinders", "limits", "detects"]
"""What a control does about the weakness of a threat: closes it, makes it harder, keeps the damage small, shows it."""
DEGREES: tuple[Degree, ...] = get_args(Degree)
Category = Literal["infrastructure", "container", "abstracted"]
"""How much of a service its provider runs."""
IdentityProvider = Literal["none", "entra-id", "other"]
"""The identity provider, other than Active Directory, that an organisation has already."""
TrustAllowed = Literal["none", "one-way", "two-way"]
"""The most trust that is allowed with the existing forest; one-way: the new forest trusts the existing one."""
EndOfLife = Literal["closed-to-new", "ending", "ended"]
Authentication = Literal[
    "none", "password", "kerberos", "ntlm", "certificate", "iam", "saml", "oidc", "mfa", "shared-secret", "ssh-key",
    "token", "session", "technical-user",
]  # fmt: skip
"""How the far end of a flow authenticates the caller."""
Authorization = Literal["none", "technical-user", "end-user"]
"""By whose rights the far end of a flow decides what is done."""
BreachClass = Literal["member-server", "workstation", "build-agent"]
"""The classes of machines that are assumed to be taken over, to see what stands behind the first fall."""
Confidence = Literal["confirmed", "secondary", "to-confirm"]
Setting = str | int | float | bool
SettingRole = Literal[
    "administers-account",
    "administers-directory",
    "deploys-as-delegate",
    "deploys-into-account",
    "deploys-into-members",
    "directory-member",
    "kept-in-tier-0",
    "managed-node",
    "member-account",
    "needs-both-directions",
    "root-can-sign-in",
]
ROLE_ABOUTS: Mapping[SettingRole, About] = {
    "administers-account": "identity",
    "administers-directory": "identity",
    "deploys-as-delegate": "account",
    "deploys-into-account": "service",
    "deploys-into-members": "service",
    "directory-member": "service",
    "kept-in-tier-0": "identity",
    "managed-node": "service",
    "member-account": "account",
    "needs-both-directions": "trust",
    "root-can-sign-in": "account",
}
"""The roles that a setting can have in the assessment, each with what its kind is about."""
ControlId = Annotated[str, Ref("controls")]
KindId = Annotated[str, Ref("kinds")]
ProtocolId = Annotated[str, Ref("protocols")]
OptionId = Annotated[str, Ref("directories")]
CapabilityId = Annotated[str, Ref("capabilities")]
FrameworkId = Annotated[str, Ref("frameworks")]
TECHNIQUES: FrameworkId = "mitre-attack-19"
"""The framework whose requirements are the techniques that threats and protocols name."""


_RANKS: Mapping[Level, int] = {level: number for number, level in enumerate(LEVELS)}


def rank(level: Level) -> int:
    """Return the position of a level on the scale, 0 for the lowest."""
    return _RANKS[level]


def at_least(level: Level, least: Level) -> bool:
    """Return whether a level is as high as another or higher."""
    return rank(level) >= rank(least)


def above(level: Level, most: Level) -> bool:
    """Return whether a level is higher than another."""
    return rank(level) > rank(most)


def worst(levels: Iterable[Level]) -> Level:
    """Return the highest of the levels; raise ValueError where there is none."""
    return max(levels, key=rank)


def counted(levels: Iterable[Level]) -> Mapping[Level, int]:
    """Return how often each level is there, the lowest first."""
    found: dict[Level, int] = dict.fromkeys(LEVELS, 0)
    for level in levels:
        found[level] += 1
    return found


def words(value: str) -> str:
    """Return a hyphenated value as text: `very-high` is `very high`."""
    return value.replace("-", " ")
