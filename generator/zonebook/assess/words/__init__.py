"""The closed vocabulary of `when`: every word, under what it can be asked of.

The order is the reading order of the manual. A word is a function; its docstring is its manual page; the annotation of
its argument gives the schema that editors and `zonebook check` hold a threat against.
"""

from collections.abc import Mapping
from types import MappingProxyType

from zonebook.assess.answer import Word
from zonebook.assess.words import account, directory, element, flow, identity, network, service, system, trust, zone
from zonebook.model.terms import About

_EVERY: tuple[Word, ...] = (element.without,)
_TAGGED: tuple[Word, ...] = (element.tagged,)
_KINDED: tuple[Word, ...] = (
    element.kind,
    element.is_,
    element.setting,
    element.setting_above,
    element.setting_below,
)


def _named(*groups: tuple[Word, ...]) -> Mapping[str, Word]:
    return MappingProxyType({word.__name__.removesuffix("_"): word for group in groups for word in group})


WORDS: Mapping[About, Mapping[str, Word]] = MappingProxyType(
    {
        "system": _named(_EVERY, (system.has, system.lacks, system.criticality)),
        "account": _named(
            _EVERY, _TAGGED, _KINDED, (account.role, account.has, account.lacks, account.services_at_least)
        ),
        "network": _named(_EVERY, _TAGGED, _KINDED, (network.has,)),
        "zone": _named(
            _EVERY,
            _TAGGED,
            (zone.trust, zone.enforced_only_by, zone.has, zone.members_at_least, zone.admits),
        ),
        "service": _named(
            _EVERY,
            _TAGGED,
            _KINDED,
            (
                service.category,
                service.lifecycle,
                service.holds_,
                service.in_zone,
                service.account_role,
                service.reached_from,
                service.reaches,
                service.exposed,
                service.spans_fewer,
                service.count_below,
                service.on_network,
                service.runs_on,
                service.administered_by,
            ),
        ),
        "flow": _named(
            _EVERY,
            _TAGGED,
            (
                flow.protocols,
                flow.encrypted,
                flow.authenticated,
                flow.crosses,
                flow.unenforced,
                flow.enforced_only_by,
                flow.allowed,
                flow.carries,
                flow.from_is,
                flow.to_is,
                flow.from_actor,
                flow.sources_wider_than,
                flow.administers,
                flow.via_is,
            ),
        ),
        "identity": _named(
            _EVERY, _TAGGED, _KINDED, (identity.administers, identity.assumed_by, identity.in_account_role)
        ),
        "trust": _named(_EVERY, _TAGGED, _KINDED, (trust.direction,)),
        "directory": _named(
            _EVERY,
            (
                directory.choice,
                directory.needs,
                directory.needs_all,
                directory.above,
                directory.at_most,
                directory.fails_need,
                directory.over_limit,
                directory.lifecycle,
                directory.existing_ad,
                directory.regulated,
                directory.isolation_required,
                directory.link_resilient,
                directory.applications,
            ),
        ),
    }
)
