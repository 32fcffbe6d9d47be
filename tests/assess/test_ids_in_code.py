"""Products stand in the catalogue: an id of one of its entries is text in the judgement only with a reason."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from tests.support.products import catalogue

import zonebook

ASSESS = Path(zonebook.__file__).parent / "assess"
CONCLUDED: Mapping[str, str] = {
    "backup-vault": "who keeps a backup has what it is a copy of",
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
"""Traits by which control is worked out, with what is concluded; each has an entry that tells the reader."""
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
    "password": "a way to authenticate",
    "privileged": "an attribute of an actor",
    "subnet": "what enforces a border",
    "vpc": "what enforces a border",
    "workload": "a role of an account",
}
"""Values and words of the model language that happen to be spelt like an id, with what they are there."""


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
    """Each id that stands as text in the judgement, with where it stands."""
    for path in sorted(ASSESS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in ids():
                yield node.value, f"{path.relative_to(ASSESS)}:{node.lineno}"


def test_an_id_of_the_catalogue_stands_in_the_judgement_only_with_a_reason() -> None:
    assert [each for each in named() if each[0] not in CONCLUDED and each[0] not in LANGUAGE] == []


def test_every_trait_that_stands_in_the_judgement_has_an_entry_that_says_what_is_concluded() -> None:
    assert set(CONCLUDED) - set(catalogue().traits) == set()


def test_every_trait_of_the_list_is_asked_for_and_some_kind_has_it() -> None:
    assert set(CONCLUDED) - {name for name, _ in named()} == set()
    assert set(CONCLUDED) - {each for kind in catalogue().kinds.values() for each in kind.traits} == set()


def test_a_trait_that_is_asked_for_by_name_is_one_of_the_catalogue() -> None:
    """`"…" in scene.traits(element)` with a slip in it would never hold, and nobody would notice."""
    asked = set()
    for path in ASSESS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare) and ast.unparse(node.comparators[0]).startswith("scene.traits("):
                asked |= {each.value for each in ast.walk(node.left) if isinstance(each, ast.Constant)}
    assert len(asked) > 5
    assert asked <= set(CONCLUDED)
