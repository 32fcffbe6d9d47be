"""Words about tier 0, asked of services and identities."""

from zonebook.assess.answer import Answer, Holds, every, holds, missing
from zonebook.assess.conditions.word import word
from zonebook.assess.conditions.words import queries
from zonebook.assess.conditions.words.arguments import Control, Ways
from zonebook.assess.privilege.relations import ControlRelation, privilege_stated
from zonebook.assess.privilege.setting_roles import role_setting
from zonebook.assess.privilege.tier_zero import controlled_by, in_words, kept, tier_zero_members
from zonebook.assess.privilege.unstated_control import unstated_control
from zonebook.model.elements import Identity, Service
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import Subject

_SHOWN = 3
"""How many names a reason lists before it counts the rest."""


def may_control(at: Subject[Service | Identity], want: Control) -> bool:
    """Return whether it controls something of tier 0 as is wanted; otherwise the word is not applicable."""
    return bool(_chain(at.resolved, at.id, want)) or bool(unstated_control(at.resolved, at.id, want.by))


@word("service", "identity", says="weakness", applies=may_control)
def controls_tier_zero(at: Subject[Service | Identity], want: Control) -> Answer:
    """It has power over something of tier 0, and is not tier 0 by itself.

    `kept` asks whether it is kept as tier 0: a service by its kind or a zone of trust 4, an identity by its tier, the
    management account it is made in, or the services of tier 0 that alone can act as it. People who can act as it must
    work from a zone of trust 4, except for a root user. `by` asks for the first hop. Where tier 0 fetches something
    from a repository, or a service calls a store that keeps secrets of tier 0, the flow has to state what it carries;
    what can deploy has to state into which accounts it does.
    """
    chain = _chain(at.resolved, at.id, want)
    if not chain:
        return _control_not_stated(at, want) or _rights_not_stated(at, want)
    relation = holds(in_words(at.resolved, chain))
    if want.kept is None:
        return relation
    answer = kept(at.resolved, at.id)
    if want.kept:
        return relation if answer is None else None if isinstance(answer, Holds) else answer
    return every([relation, answer])


def _chain(resolved: ResolvedSystem, name: str, want: Control) -> tuple[ControlRelation, ...]:
    """Return the shortest chain of control relations, beginning as is wanted, to something tier 0 by nature."""
    zero = tier_zero_members(resolved)
    if name in zero and zero[name].by_nature:
        return ()
    firsts = (each for each in controlled_by(resolved).get(name, ()) if each.controlled in zero)
    chains = [(each, *zero[each.controlled].chain) for each in firsts if not want.by or each.how in want.by]
    return min((chain for chain in chains if name not in {each.controlled for each in chain}), key=len, default=())


def _control_not_stated(at: Subject[Service | Identity], want: Control) -> Answer:
    """Return the attributes that would state what it hands to tier 0, fetches of it, or deploys into its accounts."""
    attributes = unstated_control(at.resolved, at.id, want.by)
    if not attributes:
        return None
    unknown = every([missing(each) for each in attributes])
    if want.kept is None:
        return unknown
    answer = kept(at.resolved, at.id)
    return every([unknown, answer]) if not want.kept else None if isinstance(answer, Holds) else unknown


def _rights_not_stated(at: Subject[Service | Identity], want: Control) -> Answer:
    """Return the attribute that would state the rights of an identity: its privilege, or what it administers.

    Where it states what it administers, its privilege may still reach the account that it is made in: that is asked
    where the account controls tier 0.
    """
    zero, identity = tier_zero_members(at.resolved), at.element
    asked = not want.by or "administers" in want.by
    if not isinstance(identity, Identity) or at.id in zero or not asked or privilege_stated(at.resolved, identity):
        return None
    if identity.administers is None:
        return missing(f"{at.route}.administers")
    said = role_setting(at.resolved, identity, "administers-account")
    return missing(f"{at.route}.settings.{said.name}") if said and identity.in_ in zero else None


def serves(at: Subject[Service], want: Ways) -> bool:
    """Return whether it has one of these control relations to anything."""
    return any(each.how in want for each in controlled_by(at.resolved).get(at.id, ()))


@word("service", says="weakness", applies=serves)
def serves_two_tiers(at: Subject[Service], want: Ways) -> Answer:
    """In one of these ways it serves something of tier 0 and something that is not.

    `hosts` asks of what runs on it, `keeps-backup` of the backups that it keeps, `key-administration` of what its keys
    unlock, `systems-manager` of the machines that it runs commands on.
    """
    zero = tier_zero_members(at.resolved)
    served = [each.controlled for each in controlled_by(at.resolved).get(at.id, ()) if each.how in want]
    high = [name for name in served if name in zero]
    low = [name for name in served if name not in zero]
    if not high or not low:
        return None
    return holds(f"it serves {_some(high)} of tier 0 and {_some(low)} of a lower tier")


def _some(names: list[str]) -> str:
    more = len(names) - _SHOWN
    return queries.listed(names if more <= 0 else [*names[:_SHOWN], f"{more} more"])
