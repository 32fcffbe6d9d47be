"""Which page of its shelf an entry of the catalogue is on, by what a reviewer looks for: its subject and its nature."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from zonebook.model import vocabulary
from zonebook.model.catalogue import Control, Kind, Protocol, Threat, Trait
from zonebook.model.options import Advice, Capability
from zonebook.model.vocabulary import About

Grouped = Kind | Trait | Threat | Control | Capability | Advice | Protocol
"""The entries that share a page with others of their group; frameworks and directory options have one each."""
SHELF: Mapping[type, str] = {
    Kind: "kinds",
    Trait: "traits",
    Threat: "threats",
    Control: "controls",
    Capability: "capabilities",
    Advice: "advice",
    Protocol: "protocols",
}
"""The shelf of each type of such an entry."""

NO_TITLES: Mapping[str, str] = MappingProxyType({})


class Group(NamedTuple):
    """The entries of one page: the stem of its file, and its title; the stem `index` is that of the shelf itself."""

    stem: str
    title: str


_WHOLE = Group("index", "")
_SUBJECTS: Mapping[About, tuple[str, str]] = {
    "service": ("services", "services"),
    "flow": ("flows", "flows"),
    "identity": ("identities", "identities"),
    "account": ("accounts", "accounts"),
    "network": ("networks-and-zones", "networks and zones"),
    "zone": ("networks-and-zones", "networks and zones"),
    "trust": ("trusts-and-directories", "trusts and directories"),
    "directory": ("trusts-and-directories", "trusts and directories"),
    "decision": ("systems-and-decisions", "systems and decisions"),
    "system": ("systems-and-decisions", "systems and decisions"),
}
_APART = ("spoofing", "elevation-of-privilege")
"""The threats to directories that are many enough for a page each."""
_LAYERS: Mapping[str, str] = {
    "facilities": "platform",
    "hardware": "platform",
    "network-fabric": "platform",
    "hypervisor": "platform",
    "client-side-encryption": "data",
}
"""The layer whose page has the few controls of another layer."""
_BY_SUBJECT: Mapping[str, tuple[About, ...]] = {
    "identity-access": ("service", "account", "identity", "flow"),
    "network-controls": ("service", "flow", "network", "zone"),
    "logging": ("service", "account"),
    "transit-protection": ("service",),
    "incident-response": ("system",),
}
"""The layers with many controls, and the subjects that are many enough for pages of their own."""
_KINDS: Mapping[str, tuple[str, str]] = {
    "account": ("accounts-and-networks", "Accounts and networks"),
    "network": ("accounts-and-networks", "Accounts and networks"),
    "identity": ("identities-and-trusts", "Identities and trusts"),
    "trust": ("identities-and-trusts", "Identities and trusts"),
}
_PARTS: Mapping[str, str] = {
    "threats/services-information-disclosure": "adis",
    "threats/services-elevation-of-privilege": "ak",
    "threats/services-spoofing": "ap",
    "threats/flows": "af",
    "controls/identity-access-service": "afmpst",
    "controls/identity-access-account": "an",
    "controls/identity-access-identity": "ar",
    "controls/network-controls-service": "ar",
    "controls/application": "ag",
    "controls/data": "am",
    "controls/logging-service": "ad",
    "controls/logging-account": "an",
    "kinds/self-hosted-infrastructure": "acfmrt",
    "kinds/aws-abstracted": "adls",
    "kinds/aws-container": "al",
    "kinds/aws-infrastructure": "an",
    "capabilities/capabilities": "ahr",
}
"""The letters at which a new page of a large group begins. Fixed, so that a new entry moves no other."""
_USUAL = re.compile(r"(aws|amazon|alert)-")
"""What many ids begin with: the letter after it tells them apart."""


def group(found: Grouped, providers: Mapping[str, str] = NO_TITLES) -> Group:
    """Return the group of an entry: it depends on the entry alone, and its title on those of `providers` by id."""
    match found:
        case Threat():
            stem, title = _of_threat(found)
        case Control():
            stem, title = _of_control(found)
        case Kind():
            stem, title = _of_kind(found, providers)
        case Protocol():
            stem, title = _of_protocol(found)
        case Capability():
            stem, title = "capabilities", "Capabilities"
        case _:
            return _WHOLE
    return _part(SHELF[type(found)], Group(stem, title), _USUAL.sub("", found.id))


def _of_threat(threat: Threat) -> tuple[str, str]:
    stem, words = _SUBJECTS[threat.about]
    if threat.about != "service":
        return stem, f"Threats to {words}"
    first = threat.stride[0]
    if "active-directory" not in threat.tags:
        return f"{stem}-{first}", f"Threats to {words}: {vocabulary.words(first)}"
    apart = first if first in _APART else "other"
    return f"active-directory-{apart}", f"Threats to Active Directory: {vocabulary.words(apart)}"


def _of_control(control: Control) -> tuple[str, str]:
    layer = _LAYERS.get(control.layer, control.layer)
    title = f"Controls: {vocabulary.words(layer)}"
    if layer not in _BY_SUBJECT:
        return layer, title
    about = f"of each {control.about}" if control.about in _BY_SUBJECT[layer] else "of others"
    return f"{layer}-{about.rpartition(' ')[2]}", f"{title}, asked {about}"


def _of_kind(kind: Kind, providers: Mapping[str, str]) -> tuple[str, str]:
    if kind.about != "service":
        return _KINDS[kind.about]
    whose, category = kind.provider or "self-hosted", kind.category or "other"
    words = (
        "Services without a provider"
        if not kind.provider
        else f"Services of {providers.get(kind.provider, kind.provider)}"
    )
    return f"{whose}-{category}", f"{words}: {category}"


def _of_protocol(protocol: Protocol) -> tuple[str, str]:
    if protocol.members:
        return "sets", "Sets of protocols"
    match protocol.encryption:
        case "none" | "":
            return "in-clear", "Protocols in clear text"
        case "negotiated":
            return "negotiated", "Protocols that may be encrypted"
        case _:
            return "encrypted", "Encrypted protocols"


def _part(shelf: str, whole: Group, id_: str) -> Group:
    """Return the part of a large group that the first letter of an id belongs to."""
    begins = _PARTS.get(f"{shelf}/{whole.stem}", "")
    if not begins:
        return whole
    at = max(sum(letter <= id_[0] for letter in begins) - 1, 0)
    first = begins[at]
    last = chr(ord(begins[at + 1]) - 1) if at + 1 < len(begins) else "z"
    letters = first if first == last else f"{first}-{last}"
    shown = letters.upper().replace("-", " to ")
    return Group(f"{whole.stem}-{letters}", f"{whole.title}, {shown}")
