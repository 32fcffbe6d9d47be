"""What an assessment concludes from a catalogue entry, in words; the catalogue states it, not the program."""

from collections.abc import Iterator, Mapping

from zonebook.model.catalogue import Grant, Protocol, Trait
from zonebook.model.settings import SettingType
from zonebook.model.vocabulary import Setting, SettingRole, words

_CONTROLS: Mapping[str, str] = {"systems-manager": "runs commands on", "directory-admin": "is the directory of"}
_SIDES: Mapping[str, str] = {
    "forward": "who begins a flow {} who answers it",
    "backward": "who answers a flow {} who begins it",
    "both": "each end of a flow {} the other",
}


_ROLES: Mapping[SettingRole, str] = {
    "administers-account": "Administers the account that it lives in where it is {}.",
    "administers-directory": "Controls the directory that it lives in where it is {}.",
    "deploys-as-delegate": "Controls each member account of the organisation where it is {}.",
    "deploys-into-account": "Controls the account that it runs in where it is {}.",
    "deploys-into-members": "Controls each member account of the organisation where it is {}.",
    "directory-member": "A member of the directory that it speaks to as one where it is {} or not stated.",
    "kept-in-tier-0": "Kept as part of tier 0 where it is {}.",
    "managed-node": "What administers remotely in its account runs commands on it where it is {}.",
    "member-account": "The management account of the organisation controls it where it is {}.",
    "needs-both-directions": "Asks for a trust in both directions where it is {}.",
    "root-can-sign-in": "Nobody can act as the root user where it is not {}.",
}


def of_setting(setting: SettingType) -> Iterator[str]:
    """Yield a sentence for each conclusion that is drawn from a setting."""
    if setting.default_of_replicas is not None:
        value = value_text(setting.default_of_replicas)
        yield f"In a replica, where identities live in another one alike, {value} is the default."
    if setting.opens_to_internet:
        refused = " or ".join(f"{name} is {value_text(value)}" for name, value in setting.refused_by.items())
        unless = f", unless {refused}" if refused else ""
        yield f"Open to the internet where it is {_among(setting.opens_to_internet)}{unless}."
    if setting.role:
        yield _ROLES[setting.role].format(_among(setting.role_values))
    for value, kind in setting.implies.items():
        yield f"Where it is {value}, pictures show something of the kind {kind} on the border of the outer network."
    if setting.descriptive:
        yield "It only describes: nothing is concluded from it."


def of_protocol(protocol: Protocol) -> str:
    """Return which end of a flow has control of the other, or nothing."""
    return _grant(protocol.grants) if protocol.grants else ""


def _grant(grant: Grant) -> str:
    sentence = _SIDES[grant.direction].format(_CONTROLS[grant.relation])
    which = "if both have the trait" if grant.direction == "both" else "if it has the trait"
    return f"{sentence}, {which} {' or '.join(grant.controller)}" if grant.controller else sentence


def of_trait(trait: Trait) -> Iterator[str]:
    """Yield a sentence for each conclusion that is drawn from a trait."""
    if trait.tier == 0:
        yield f"Tier 0: {trait.because}."
    elif trait.tier:
        yield "Of the tier of what it serves: tier 0 where it controls something of tier 0."
    if trait.origin_of_administration:
        yield "Administrators begin their sessions from it: what it administers, it controls."
    if trait.keeps_data:
        yield "It keeps data: a key store that it asks unlocks it."
    if trait.falls_as:
        member = " that is a member of a directory" if trait.falls_as == "member-server" else ""
        yield f"Attack paths also start where it is assumed to be taken over, as a {words(trait.falls_as)}{member}."
    if trait.one_machine:
        yield "One of it is one machine: what runs on it shares its operating system and talks there without a network."
    if trait.outside:
        yield "It is no part of the system: its layers say nothing about who answers for a requirement."


def value_text(value: Setting) -> str:
    """Return a value of a setting as it is written in a model."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _among(values: tuple[Setting, ...]) -> str:
    return " or ".join(map(value_text, values))
