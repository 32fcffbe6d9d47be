"""The findings of Threagile in its own example, derived from its parsed model by its documented rules.

The parsed model gives each asset with the ratings and technology attributes that the rules use, and each category with
the sentence that defines when it applies; each rule here is one of those sentences. A load balancer forwards requests,
so that its callers count as callers of the assets behind it.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Pair = tuple[str, str]
"""An asset and a category, both as Threagile names them."""
Asset = dict[str, Any]
Link = dict[str, Any]
LEFT_OUT: Mapping[str, str] = {
    "missing-hardening": "asks for the attractiveness to attackers, which the parsed model does not hold",
    "missing-network-segmentation": "asks for the attractiveness to attackers, which the parsed model does not hold",
    "mixed-targets-on-shared-runtime": "is about a runtime and names no asset",
    "missing-build-infrastructure": "is about what the whole model leaves out and names any asset as an example",
    "missing-identity-store": "is about what the whole model leaves out and names any asset as an example",
    "missing-vault": "is about what the whole model leaves out and names any asset as an example",
    "incomplete-model": "is about how well the model was written",
    "unnecessary-communication-link": "is about how well the model was written",
    "unnecessary-data-asset": "is about how well the model was written",
    "unnecessary-data-transfer": "is about how well the model was written",
    "unnecessary-technical-asset": "is about how well the model was written",
    "wrong-communication-link-content": "is about how well the model was written",
    "wrong-trust-boundary-content": "is about how well the model was written",
    "container-platform-escape": "has nothing to find here: there is no container platform",
    "missing-vault-isolation": "has nothing to find here: there is no vault",
    "search-query-injection": "has nothing to find here: there is no search engine",
    "service-registry-poisoning": "has nothing to find here: there is no service registry",
    "unguarded-direct-datastore-access": "has nothing to find here: only administrators cross a border to a store",
    "missing-identity-provider-isolation": "has nothing to find here: what proves identities stands by itself",
}
SECRECY = ("public", "internal", "restricted", "confidential", "strictly-confidential")
WORTH = ("archive", "operational", "important", "critical", "mission-critical")
WEB = {"http", "https", "ws", "wss"}
CLEAR = {"http", "ws", "jdbc", "odbc", "nfs", "ldap", "ftp", "smb", "jms", "mqtt"}
DATABASE = {"jdbc", "jdbc-encrypted", "odbc", "odbc-encrypted", "sql-access-protocol", "nosql-access-protocol"}


class Example:
    """The parsed model, with the queries of the rules."""

    def __init__(self, parsed: Mapping[str, Any]) -> None:
        """Keep the assets, and the trust boundaries that each is in directly."""
        self.assets: Mapping[str, Asset] = parsed["technical_assets"]
        self.data: Mapping[str, Any] = parsed["data_assets"]
        borders = parsed["trust_boundaries"].values()
        self.border = {name: each for each in borders for name in each.get("technical_assets_inside", ())}

    def scoped(self) -> Iterator[tuple[str, Asset]]:
        """Yield the assets in scope, with their ids."""
        yield from ((name, each) for name, each in self.assets.items() if not each.get("out_of_scope"))

    def links(self) -> Iterator[tuple[str, str, Link]]:
        """Yield each link with the ids of its ends; through a load balancer, from those that call it."""
        direct = [(name, link["target_id"], link) for name, each in self.assets.items() for link in links_of(each)]
        yield from direct
        for middle, end, link in direct:
            if has(self.assets[middle], "load-balancer"):
                yield from ((start, end, {**link, "forwarded": True}) for start, at, _ in direct if at == middle)

    def into_scope(self) -> Iterator[tuple[str, str, Link]]:
        """Yield the links that end in scope."""
        yield from (each for each in self.links() if not self.assets[each[1]].get("out_of_scope"))

    def from_scope(self) -> Iterator[tuple[str, str, Link]]:
        """Yield the links that begin in scope, each once."""
        found = self.links()
        yield from (each for each in found if not (self.assets[each[0]].get("out_of_scope") or "forwarded" in each[2]))

    def crosses(self, start: str, end: str) -> bool:
        """Return whether a link crosses a network boundary."""
        near, far = self.border.get(start), self.border.get(end)
        network = far and str(far.get("type", "network-on-prem")).startswith("network")
        return bool(near and network and near is not far)

    def secret(self, link: Link) -> bool:
        """Return whether a link carries sensitive data or credentials."""
        names = (*link.get("data_assets_sent", ()), *link.get("data_assets_received", ()))
        return link.get("authentication", "none") != "none" or any(precious(self.data[each]) for each in names)


def links_of(asset: Asset) -> list[Link]:
    """Return the links that an asset starts."""
    return list(asset.get("communication_links") or ())


def has(asset: Asset, attribute: str) -> bool:
    """Return whether the technology of an asset has an attribute."""
    return any(each["Attributes"].get(attribute) for each in asset["technologies"])


def at_least(thing: Mapping[str, Any], rating: str, grade: str) -> bool:
    """Return whether a rating is of that grade or above; one that is left out is the lowest."""
    scale = SECRECY if rating == "confidentiality" else WORTH
    return scale.index(thing.get(rating, scale[0])) >= scale.index(grade)


def precious(thing: Mapping[str, Any]) -> bool:
    """Return whether something is at least confidential, or critical for its integrity."""
    return at_least(thing, "confidentiality", "confidential") or at_least(thing, "integrity", "critical")


def needed(thing: Mapping[str, Any]) -> bool:
    """Return whether something is precious, or critical for its availability."""
    return precious(thing) or at_least(thing, "availability", "critical")


def accepts(asset: Asset, form: str) -> bool:
    """Return whether an asset reads data of that form."""
    return form in (asset.get("data_formats_accepted") or ())


def readable(asset: Asset) -> bool:
    """Return whether an asset stores sensitive data unencrypted, or without encryption per user where required."""
    if not asset.get("data_assets_stored") or has(asset, "no_storage_at_rest") or not precious(asset):
        return False
    secret = at_least(asset, "confidentiality", "strictly-confidential")
    most = secret or at_least(asset, "integrity", "mission-critical")
    own_key = asset.get("encryption") == "data-with-end-user-individual-key"
    return asset.get("encryption", "none") == "none" or (most and has(asset, "storing_end_user_data") and not own_key)


ASSETS: Mapping[str, Callable[[Asset], bool]] = {
    "container-baseimage-backdooring": lambda each: each.get("machine") == "container",
    "missing-cloud-hardening": lambda each: any(tag.startswith("aws") for tag in each.get("tags") or ()),
    "unencrypted-asset": readable,
    "untrusted-deserialization": lambda each: accepts(each, "serialization"),
    "xml-external-entity": lambda each: accepts(each, "xml"),
    "missing-file-validation": lambda each: bool(each.get("custom_developed_parts")) and accepts(each, "file"),
    "accidental-secret-leak": lambda each: has(each, "may_contain_secrets"),
    "cross-site-scripting": lambda each: has(each, "web_application"),
}
"""Categories that look at an asset in scope alone."""


def assets(example: Example) -> Iterator[Pair]:
    """Yield what is found at an asset by itself."""
    for name, asset in example.scoped():
        yield from ((name, category) for category, rule in ASSETS.items() if rule(asset))
    for name, asset in example.assets.items():
        if has(asset, "development_relevant"):
            yield name, "unchecked-deployment"


def called(example: Example) -> Iterator[Pair]:
    """Yield what is found at the asset that a link ends at."""
    for start, end, link in example.into_scope():
        source, target = example.assets[start], example.assets[end]
        protocol, proof = link.get("protocol", ""), link.get("authentication", "none")
        if source.get("used_as_client_by_human") and needed(target) and not has(target, "traffic_forwarding"):
            yield from [(end, "missing-authentication-second-factor")] * (proof != "two-factor")
        if "forwarded" in link:
            continue
        if proof == "none" and needed(target) and not has(target, "no_authentication_required"):
            yield end, "missing-authentication"
        if has(target, "web_application") and protocol in WEB:
            yield end, "cross-site-request-forgery"
        if has(target, "web_application") and example.crosses(start, end) and not has(source, "waf"):
            yield end, "missing-waf"
        if has(target, "development_relevant") and not link.get("vpn"):
            yield from [(end, "code-backdooring")] * bool(source.get("internet"))
        if source.get("internet") and precious(target) and not link.get("vpn") and not has(target, "load-balancer"):
            plain = has(target, "http_internet_access_ok") and not target.get("custom_developed_parts")
            yield from [(end, "unguarded-access-from-internet")] * (not (plain and protocol in WEB))


def relied_on(example: Example) -> Iterator[Pair]:
    """Yield what is found at an asset that others rely on: denial of service, and unauthenticated requests."""
    for start, end, link in example.into_scope():
        source, target = example.assets[start], example.assets[end]
        if link.get("usage") == "devops" or has(source, "load-balancer") or has(target, "load-balancer"):
            continue
        if at_least(target, "availability", "critical") and example.crosses(start, end):
            yield end, "dos-risky-access-across-trust-boundary"
        stores = target.get("type") == "datastore" and not has(target, "identity-store-ldap")
        if stores and precious(target) and example.crosses(start, end):
            yield end, "unguarded-direct-datastore-access"
        as_user = link.get("authorization", "").startswith("end-user")
        known = link.get("authentication", "none") != "none" and not as_user
        if known and needed(target) and has(target, "processing_end_user_requests"):
            yield from [(end, "missing-identity-propagation")] * has(source, "propagate_identity_to_outgoing_targets")


def calling(example: Example) -> Iterator[Pair]:
    """Yield what is found at the asset in scope that starts a link."""
    for start, end, link in example.from_scope():
        source, target, protocol = example.assets[start], example.assets[end], link.get("protocol", "")
        if has(target, "vulnerable_to_query_injection") and protocol in DATABASE:
            yield start, "sql-nosql-injection"
        if protocol in {"ldap", "ldaps"}:
            yield start, "ldap-injection"
        if has(target, "file_storage"):
            yield start, "path-traversal"
        if protocol in {"http", "https"} and not (has(source, "client") or has(source, "load-balancer")):
            yield start, "server-side-request-forgery"
        if has(source, "build-pipeline") and not (link.get("readonly") or has(target, "development_relevant")):
            yield start, "push-instead-of-pull-deployment"
        if protocol in CLEAR and example.secret(link):
            yield start, "unencrypted-communication"


def pairs(parsed: Mapping[str, Any]) -> frozenset[Pair]:
    """Return every asset and category that the documented rules find in the parsed model."""
    example = Example(parsed)
    return frozenset((*assets(example), *called(example), *relied_on(example), *calling(example)))
