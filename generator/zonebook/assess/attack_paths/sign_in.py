"""Sign-in with an account of a directory: it takes a way over the network, as the account itself is no way to anything.

An identity of a cloud account is used at the interface of the provider, from anywhere. One that lives in a directory is
used at what asks the directory: whoever can act as it has to reach that by a flow of the model.
"""

from collections.abc import Mapping

from zonebook.assess.privilege.relations import relations
from zonebook.model.elements import Flow, Identity
from zonebook.model.resolved import ResolvedSystem, once_per_system


def of_directory(resolved: ResolvedSystem, name: str) -> bool:
    """Return whether this is the id of an identity that lives in a directory of the model."""
    identity = resolved.system.identities.get(name)
    return identity is not None and identity.in_ in resolved.system.services


def signs_in(resolved: ResolvedSystem, holder: str, name: str) -> bool:
    """Return whether one that can act as an identity has a way to sign in with it.

    An identity of a directory takes a flow from the holder to the directory, to what asks it or trusts it, or to what
    the identity administers. A holder that is an identity itself has no place to start from, and needs none.
    """
    if not of_directory(resolved, name) or holder in resolved.system.identities:
        return True
    identity = resolved.system.identities[name]
    asked = _asking(resolved).get(identity.in_, frozenset()) | _administered(resolved, identity)
    return any(not asked.isdisjoint(resolved.ends(flow.to)) for flow in resolved.leaving(holder))


def entitled(resolved: ResolvedSystem, flow: Flow) -> str:
    """Return the identity of a directory as which the start of a flow administers its end; empty if there is none."""
    for name in _by_holder(resolved).get(flow.from_, ()):
        identity = resolved.system.identities[name]
        if flow.to in (identity.administers or ()) or flow.to in _administered(resolved, identity):
            return name
    return ""


@once_per_system
def _by_holder(resolved: ResolvedSystem) -> Mapping[str, list[str]]:
    """Group the identities of directories by what can act as them."""
    found: dict[str, list[str]] = {}
    for name, identity in resolved.system.identities.items():
        for holder in (identity.assumed_by or ()) if of_directory(resolved, name) else ():
            found.setdefault(holder, []).append(name)
    return found


def _administered(resolved: ResolvedSystem, identity: Identity) -> frozenset[str]:
    """Return the services that an identity administers; of a zone, its members."""
    named = (each for name in identity.administers or () for each in resolved.ends(name))
    return frozenset(each for each in named if each in resolved.system.services)


@once_per_system
def _asking(resolved: ResolvedSystem) -> Mapping[str, frozenset[str]]:
    """Return for each directory with identities what takes its word: replicas, members, callers, and who trusts it."""
    obeys = [(each.controller, each.controlled) for each in relations(resolved) if each.how == "directory-admin"]
    trusts = [(each.to, each.from_) for each in resolved.system.trusts.values()]
    found: dict[str, frozenset[str]] = {}
    for directory in {each.in_ for each in resolved.system.identities.values()} & resolved.system.services.keys():
        same = {directory} | {one for one, other in obeys if other == directory and (directory, one) in obeys}
        calling = {
            each for one in same for flow in resolved.arriving(one) for each in resolved.ends(flow.from_)
        } & resolved.system.services.keys()
        relying = {other for one, other in (*obeys, *trusts) if one in same}
        found[directory] = frozenset(same | calling | relying)
    return found
