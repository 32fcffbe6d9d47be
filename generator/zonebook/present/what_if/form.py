"""What somebody may choose in the what-if: the facts of a decision, with their values in words."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from zonebook.model import vocabulary
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import IdentityProvider, TrustAllowed

_YES_OR_NO = (("true", "yes"), ("false", "no"))
_CIRCUMSTANCES: Mapping[str, str] = {
    "existing_ad": "There is an Active Directory already",
    "link_resilient": "The link to it is doubled",
    "isolation_required": "It must stand if that forest falls",
    "regulated": "Regulated data depends on it",
}
NUMBERS: Mapping[str, str] = {
    "users": "Users",
    "objects": "Objects",
    "regions": "Regions",
    "shared_accounts": "Accounts that share it",
}
"""The numbers of a decision, with their titles."""


def form(resolved: ResolvedSystem) -> Mapping[str, Any]:
    """Return the controls as plain data: choices with their values, numbers, and lists to be ticked."""
    catalogue = resolved.catalogue
    options = catalogue.directories.values()
    regions = dict.fromkeys(name for each in options for name in (*each.absent_in, *each.absent_in_several))
    return {
        "choices": [
            *({"name": name, "title": title, "values": _YES_OR_NO} for name, title in _CIRCUMSTANCES.items()),
            _choice("identity_provider", "Identity provider beside it", get_args(IdentityProvider)),
            _choice("trust_allowed", "Trust allowed with that forest", get_args(TrustAllowed)),
        ],
        "numbers": [{"name": name, "title": title} for name, title in NUMBERS.items()],
        "ticks": [
            {"name": "applications", "title": "Services that will use it", "values": _applications(resolved)},
            {"name": "in_use", "title": "In use already", "values": [(each.id, each.title) for each in options]},
            {"name": "region_names", "title": "Regions by name", "values": [(name, name) for name in sorted(regions)]},
        ],
    }


def _choice(name: str, title: str, values: Sequence[str]) -> Mapping[str, Any]:
    return {"name": name, "title": title, "values": [(each, vocabulary.words(each)) for each in values]}


def _applications(resolved: ResolvedSystem) -> Sequence[tuple[str, str]]:
    kinds = resolved.catalogue.kinds.values()
    return sorted(((each.id, each.title) for each in kinds if each.directory_support), key=lambda each: each[1])
