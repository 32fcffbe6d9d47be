"""What decides between directory options: each answer with its sentence, each limit, each rule, as plain data."""

from collections.abc import Iterator, Mapping
from typing import Any

from zonebook.assess.conditions.entry_conditions import as_written
from zonebook.assess.directory import assumptions, limits, premises
from zonebook.assess.directory.availability import available_if, unavailable
from zonebook.assess.directory.fit import NeedVerdict, condition_of, need_verdict, needs_failed, served, users_of
from zonebook.model.options import DirectoryOption
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import DirectoryDecision, Need
from zonebook.values import Data

WORDS = frozenset((
    "choice", "needs", "needs_all", "needs_only", "above", "at_most", "existing_ad", "regulated", "isolation_required",
    "link_resilient", "identity_provider", "trust_allowed", "in_use", "applications", "any", "none",
))  # fmt: skip
"""The words of a `when` that the script knows: those about what was decided, and not about what came of it."""
_REQUIRED = Need(weight="required")
_NEEDED = frozenset(("partial", "to-confirm"))


def rules(resolved: ResolvedSystem) -> Mapping[str, Any]:
    """Return everything that decides, for any decision, with the sentences in which the reasons are given."""
    catalogue = resolved.catalogue
    return {
        "few_users": assumptions.FEW_USERS,
        "objects_a_user": assumptions.OBJECTS_A_USER,
        "capabilities": [
            {
                "id": each.id,
                "title": each.title,
                "trust": each.trust,
                "applications": list(each.applications),
                "primary_region": each.primary_region,
                "forest": each.existing_forest,
            }
            for each in sorted(catalogue.capabilities.values(), key=lambda each: each.id)
        ],
        "applications": {name: catalogue.kinds[name].title for name in _applications(resolved)},
        "options": [_option(resolved, each) for each in catalogue.directories.values()],
        "rules": [
            {
                "title": each.title,
                "when": as_written(each),
                "choose": list(each.choose),
                "otherwise": list(each.otherwise),
                "avoid": list(each.avoid),
            }
            for each in sorted(catalogue.advice.values(), key=lambda each: (each.rank, each.id))
            if weighed(as_written(each))
        ],
        "says": {
            "beyond": limits.BEYOND,
            "small_trust": premises.TRUST_TOO_SMALL,
            "unmodelled": premises.TRUST_NOT_MODELLED,
            "directions": dict(premises.DIRECTIONS),
            "isolated": premises.TRUST_OF_ISOLATED,
            "link": premises.SINGLE_LINK,
            "link_of_trust": premises.SINGLE_LINK_OF_TRUST,
            "primary_region": premises.PRIMARY_REGION_ALONE,
        },
    }


def weighed(when: Data) -> bool:
    """Return whether the script knows every word of a `when`."""
    inner = (each for name in ("any", "none") for each in when.get(name, ()))
    return WORDS.issuperset(when) and all(map(weighed, inner))


def decided(resolved: ResolvedSystem, decision: DirectoryDecision) -> Mapping[str, Any]:
    """Return a decision as plain data, without what is not stated, and with the trusts of the model by option."""
    said: dict[str, Any] = {
        "needs": {name: decision.needs[name].weight for name in sorted(decision.needs)},
        "users": decision.users,
        "objects": decision.objects,
        "regions": decision.regions,
        "region_names": list(decision.region_names),
        "shared_accounts": decision.shared_accounts,
        "existing_ad": decision.existing_ad,
        "regulated": decision.regulated,
        "isolation_required": decision.isolation_required,
        "link_resilient": decision.link_resilient,
        "identity_provider": decision.identity_provider,
        "trust_allowed": decision.trust_allowed,
        "applications": list(decision.applications),
        "in_use": list(decision.in_use),
        "choice": decision.choice,
        "trusts": _trusts(resolved),
    }
    return {name: value for name, value in said.items() if value not in (None, "", [], {})}


def _trusts(resolved: ResolvedSystem) -> Mapping[str, Any]:
    """Return the trusts of the model in which a directory of an option takes part, with what each serves."""
    found = {
        option.id: [
            {
                "id": each.id,
                "says": next(premises.one_way_alone(resolved, each), ""),
                "serves": [way for way in premises.DIRECTIONS if premises.serves(resolved, option, each, way)],
            }
            for each in premises.own_trusts(resolved, option)
        ]
        for option in resolved.catalogue.directories.values()
    }
    return {name: trusts for name, trusts in found.items() if trusts}


def _applications(resolved: ResolvedSystem) -> Iterator[str]:
    """Yield the kinds of service of which is known which options serve them."""
    for kind in resolved.catalogue.kinds.values():
        if any(option in kind.directory_support for option in resolved.catalogue.directories):
            yield kind.id


def _option(resolved: ResolvedSystem, option: DirectoryOption) -> Mapping[str, Any]:
    holders = [each.holder for each in option.duties.values()]
    return {
        "id": option.id,
        "title": option.title,
        "status": option.lifecycle.status,
        "needs_existing": option.needs_existing,
        "needs_provider": option.needs_provider,
        "rests_on_link": option.rests_on_link,
        "cost": option.cost.rank if option.cost else None,
        "size": option.size,
        "layers": len(holders),
        "own": holders.count("customer"),
        "shared": holders.count("shared"),
        "limits": {
            name: {"most": each.most, "firm": each.firm, "note": each.note} for name, each in option.limits.items()
        },
        "capabilities": {name: _capability(resolved, option, name) for name in resolved.catalogue.capabilities},
        "applications": {name: said for name in _applications(resolved) if (said := _served(resolved, option, name))},
        "absent": {name: _absent(option, (name,)) for name in option.absent_in},
        "absent_in_several": {name: _absent(option, (name, "")) for name in option.absent_in_several},
        "says": _sentences(option),
    }


def _capability(resolved: ResolvedSystem, option: DirectoryOption, name: str) -> Mapping[str, str]:
    found: NeedVerdict = need_verdict(option, name, _REQUIRED)
    if found.answer == "yes":
        return {"answer": "yes"}
    decision = DirectoryDecision(needs={name: _REQUIRED})
    failed = needs_failed(resolved, decision, option.id)
    return {"answer": found.answer, "says": failed[0] if failed else condition_of(resolved, found)}


def _served(resolved: ResolvedSystem, option: DirectoryOption, name: str) -> Mapping[str, str]:
    decision = DirectoryDecision(applications=(name,))
    answer = next((support.answer for _, support in served(resolved, decision, option)), "")
    sentence = next(users_of(resolved, decision, option, _NEEDED | {"no"}), "")
    return {"answer": answer, "says": sentence} if sentence else {}


def _absent(option: DirectoryOption, regions: tuple[str, ...]) -> str:
    return unavailable(DirectoryDecision(region_names=regions, in_use=(option.id,)), option)[-1]


def _sentences(option: DirectoryOption) -> Mapping[str, str]:
    """Return the sentences about what an option builds on and whether it can be had; those that cannot come are out."""
    none = DirectoryDecision(existing_ad=False, identity_provider="none")
    grounds = premises.groundless(none, option)
    apart = DirectoryDecision(existing_ad=True, isolation_required=True)
    open_ = premises.ungrounded(DirectoryDecision(), option)
    kept = DirectoryDecision(in_use=(option.id,))
    found = {
        "no_forest": grounds[0] if option.needs_existing else "",
        "no_provider": grounds[-1] if option.needs_provider else "",
        "joined": next(iter(premises.joined(apart, option)), ""),
        "forest_not_stated": open_[0] if option.needs_existing else "",
        "provider_not_stated": open_[-1] if option.needs_provider else "",
        "closed": next(iter(unavailable(DirectoryDecision(), option)), ""),
        "kept": next(iter(available_if(kept, option)), ""),
    }
    return {name: sentence for name, sentence in found.items() if sentence}
