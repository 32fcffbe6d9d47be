"""Products belong in the catalogue: the assessment may name an id of an entry only with a reason."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from tests.support.products import catalogue

import zonebook

ASSESS = Path(zonebook.__file__).parent / "assess"
CONCLUDED: Mapping[str, str] = {
    "artifact-registry": "who keeps images and packages controls those that run them",
    "backup-vault": "who keeps a backup has what it is a copy of",
    "build-server": "it fills a registry, and fetches nothing of it that is counted",
    "code-repository": "who keeps code controls those that build or run it",
    "directory-proxy": "an identity with which sign-ins are passed on is tier 0",
    "federated-sign-in": "one side of such a trust controls the other",
    "given-at-sign-in": "such identities are controlled by who signs people in",
    "key-store": "a key unlocks what was encrypted with it",
    "managed": "nobody begins a session from what the provider runs",
    "network-link": "what carries the flows of others is no member of their directory",
    "remote-administration": "it runs commands on the managed nodes of its account",
    "root": "a root user controls its account",
    "secret-store": "a secret opens what it is the secret of",
    "signs-people-in": "it controls the identities that are given at sign-in",
    "tier-0": "the trait by which a kind says so itself",
}
"""Traits from which control is derived, with the conclusion; each has an entry that documents it."""
LANGUAGE: Mapping[str, str] = {
    "certificate": "a way to authenticate",
    "directory": "what a threat can be about",
    "encrypted": "a word of `when`",
    "firewall": "what enforces a border",
    "kerberos": "a way to authenticate",
    "log-archive": "a role of an account",
    "mfa": "a way to authenticate",
    "network-acl": "what enforces a border",
    "oidc": "a way to authenticate",
    "on-premises": "how far one of a kind reaches",
    "password": "a way to authenticate",
    "privileged": "an attribute of an actor",
    "size": "a measure of a directory option",
    "subnet": "what enforces a border",
    "vpc": "what enforces a border",
    "workload": "a role of an account",
}
"""Values and words of the model language that are spelt like an id, with their meaning there."""


@cache
def ids() -> frozenset[str]:
    """The ids of kinds, their traits and settings, protocols, controls and threats."""
    known = catalogue()
    kinds = known.kinds.values()
    return frozenset((
        *known.kinds, *known.traits, *known.protocols, *known.controls, *known.threats,
        *(each for kind in kinds for each in (*kind.traits, *kind.settings)),
    ))  # fmt: skip


def named() -> Iterator[tuple[str, str]]:
    """Return each id that the code of the assessment names, with its location."""
    for path in sorted(ASSESS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in ids():
                yield node.value, f"{path.relative_to(ASSESS)}:{node.lineno}"


def test_catalogue_ids_in_code_need_a_reason() -> None:
    assert [each for each in named() if each[0] not in CONCLUDED and each[0] not in LANGUAGE] == []


def test_every_trait_in_code_has_an_entry() -> None:
    assert set(CONCLUDED) - set(catalogue().traits) == set()


def test_every_listed_trait_is_used() -> None:
    assert set(CONCLUDED) - {name for name, _ in named()} == set()
    assert set(CONCLUDED) - {each for kind in catalogue().kinds.values() for each in kind.traits} == set()


def test_asked_traits_are_in_the_catalogue() -> None:
    """A misspelt `"…" in resolved.traits(element)` would never hold, and no other test would fail."""
    asked = set()
    for path in ASSESS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare) and ast.unparse(node.comparators[0]).startswith("resolved.traits("):
                asked |= {each.value for each in ast.walk(node.left) if isinstance(each, ast.Constant)}
    assert len(asked) > 5
    assert asked <= set(CONCLUDED)
