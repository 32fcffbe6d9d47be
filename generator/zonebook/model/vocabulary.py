"""The closed words of the field: levels, layers, what can be judged, and the ids that lead somewhere."""

from collections.abc import Mapping
from typing import Annotated, Literal

from zonebook.model.binding import Ref

Level = Literal["very-low", "low", "moderate", "high", "very-high"]
LEVELS: tuple[Level, ...] = ("very-low", "low", "moderate", "high", "very-high")
"""The levels of NIST SP 800-30 rev. 1, the lowest first."""

LAYERS: tuple[str, ...] = (
    "facilities", "hardware", "network-fabric", "hypervisor", "guest-os", "platform", "application",
    "network-controls", "identity-access", "data", "client-side-encryption", "server-side-encryption",
    "key-management", "transit-protection", "logging", "backup", "patching", "availability", "incident-response",
)  # fmt: skip
"""The layers of responsibility, from the ground up."""

About = Literal["system", "account", "network", "zone", "service", "flow", "identity", "trust", "directory", "decision"]
ABOUTS: tuple[About, ...] = (
    "system", "account", "network", "zone", "service", "flow", "identity", "trust", "directory", "decision",
)  # fmt: skip
"""What can be judged."""

Stride = Literal[
    "spoofing", "tampering", "repudiation", "information-disclosure", "denial-of-service", "elevation-of-privilege"
]
Treatment = Literal["mitigate", "accept", "transfer", "avoid", "false-positive", "duplicate"]
Holder = Literal["provider", "customer", "shared", "none"]
Confidence = Literal["confirmed", "secondary", "to-confirm"]
Setting = str | int | float | bool
SettingRole = Literal[
    "administers-account",
    "administers-directory",
    "directory-member",
    "kept-in-tier-0",
    "managed-node",
    "member-account",
    "root-can-sign-in",
]
ROLE_ABOUTS: Mapping[SettingRole, About] = {
    "administers-account": "identity",
    "administers-directory": "identity",
    "directory-member": "service",
    "kept-in-tier-0": "identity",
    "managed-node": "service",
    "member-account": "account",
    "root-can-sign-in": "account",
}
"""What a setting can be for the judgement, each with what its kind is about."""
ControlId = Annotated[str, Ref("controls")]
KindId = Annotated[str, Ref("kinds")]
ProtocolId = Annotated[str, Ref("protocols")]
OptionId = Annotated[str, Ref("directories")]
CapabilityId = Annotated[str, Ref("capabilities")]
FrameworkId = Annotated[str, Ref("frameworks")]
