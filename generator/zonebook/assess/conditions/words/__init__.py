"""The closed vocabulary of `when`: every word, under what it can be asked of.

The order is the reading order of the manual. A word is a function; its docstring is its manual page; the annotation of
its argument gives the schema that editors and `zonebook check` hold a threat against.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from zonebook.assess.answer import Word
from zonebook.assess.conditions.words import (
    account,
    border,
    claim,
    decision,
    directory,
    element,
    flow,
    identity,
    network,
    service,
    system,
    tier,
    trust,
    zone,
)
from zonebook.model.vocabulary import About

_EVERY: tuple[Word, ...] = (element.without, element.unless)
_TAGGED: tuple[Word, ...] = (element.tagged,)
_KINDED: tuple[Word, ...] = (
    element.kind,
    element.is_,
    element.setting,
    element.setting_above,
    element.setting_below,
    claim.contradicted,
)


def _named(*groups: tuple[Word, ...]) -> Mapping[str, Word]:
    return MappingProxyType({word.__name__.removesuffix("_"): word for group in groups for word in group})


WORDS: Mapping[About, Mapping[str, Word]] = MappingProxyType(
    {
        "system": _named(_EVERY, (claim.evidence_stale, system.has, system.lacks, system.criticality)),
        "account": _named(
            _EVERY, _TAGGED, _KINDED, (account.role, account.has, account.lacks, account.services_at_least)
        ),
        "network": _named(_EVERY, _TAGGED, _KINDED, (network.has,)),
        "zone": _named(
            _EVERY,
            _TAGGED,
            (zone.trust, zone.enforced_only_by, zone.has, zone.members_at_least, zone.admits),
            (
                border.rules_idle,
                border.opened_by_setting,
                border.member_contradicts,
                border.members_differ,
                border.worth_beside_entry,
                border.entered_unasked,
            ),
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
                tier.controls_tier_zero,
                tier.serves_two_tiers,
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
                flow.via_lower_trust,
            ),
        ),
        "identity": _named(
            _EVERY,
            _TAGGED,
            _KINDED,
            (identity.administers, identity.assumed_by, identity.in_account_role, tier.controls_tier_zero),
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
                directory.flows_missing,
                directory.flows_needless,
                directory.lifecycle,
                directory.existing_ad,
                directory.regulated,
                directory.isolation_required,
                directory.link_resilient,
                directory.applications,
            ),
        ),
        "decision": _named(
            (
                decision.treatment,
                decision.self_approved,
                decision.beyond_authority,
                decision.hides_more,
                decision.unplanned,
                decision.plan_overdue,
                decision.review_overdue,
            ),
        ),
    }
)

SELECTING: frozenset[str] = frozenset((
    "above", "account_role", "administers", "applications", "at_most", "carries", "category", "choice",
    "criticality", "crosses", "existing_ad", "from_actor", "from_is", "has", "holds", "in_account_role", "in_zone",
    "is", "isolation_required", "kind", "needs", "needs_all", "protocols", "regulated", "role", "runs_on", "tagged",
    "to_is", "treatment", "trust",
))  # fmt: skip
"""Words that ask what a thing is, what it is for and where it stands: where one says no, a threat is not about it."""

JUDGING: frozenset[str] = frozenset((
    "administered_by", "admits", "allowed", "assumed_by", "authenticated", "beyond_authority", "contradicted",
    "controls_tier_zero", "count_below", "direction", "encrypted", "enforced_only_by", "entered_unasked",
    "evidence_stale", "exposed", "fails_need", "flows_missing", "flows_needless", "hides_more", "lacks",
    "lifecycle", "link_resilient", "member_contradicts", "members_at_least", "members_differ", "on_network",
    "opened_by_setting", "over_limit", "plan_overdue", "reached_from", "reaches", "review_overdue", "rules_idle",
    "self_approved", "serves_two_tiers", "services_at_least", "setting", "setting_above", "setting_below",
    "sources_wider_than", "spans_fewer", "unenforced", "unless", "unplanned", "via_is", "via_lower_trust",
    "without", "worth_beside_entry",
))  # fmt: skip
"""Words that ask how a thing is set, guarded and reached: where one says no, the threat was asked and stays quiet."""

OF_KIND: frozenset[str] = frozenset(("category", "is", "kind"))
"""Selecting words whose answer is the same for everything of one kind."""

PRESUMING: Mapping[str, Callable[[Any, Any], bool]] = MappingProxyType(
    {
        "allowed": flow.may_cross,
        "controls_tier_zero": tier.may_control,
        "serves_two_tiers": tier.serves,
        "setting": element.settable,
        "setting_above": element.settable,
        "setting_below": element.settable,
        "unenforced": flow.may_cross,
    }
)
"""Judging words that mean nothing for some things; a word that is asked in vain of such a thing does not apply."""
