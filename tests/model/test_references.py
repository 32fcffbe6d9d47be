"""References: the ids that a system may name, joined files, texts on their shelves, and fast hints."""

import time
from collections.abc import Callable

import pytest

from zonebook.model import binding, references
from zonebook.model.documents import Shelved, joined, shelved
from zonebook.model.system import System, Workspace
from zonebook.read.yaml_text import read
from zonebook.suggestions import nearest
from zonebook.values import BrokenError, Place, Problem

KNOWN = references.known_to_catalogue(
    {
        "kinds": {
            "server": {
                "title": "Server",
                "about": "service",
                "provider": "aws",
                "traits": ["host"],
                "settings": {"x": {}},
            },
            "account": {"title": "Account", "about": "account", "provider": "aws"},
        },
        "protocols": {"web": {}},
    }
)


def test_catalogue_knows_traits_and_settings() -> None:
    assert list(KNOWN["traits"]) == ["host"]
    assert list(KNOWN["settings"]) == ["x"]
    assert list(KNOWN["threats"]) == []


def test_system_may_name_all_three_scopes() -> None:
    house = {"parties": {"team": {}}, "accounts": {"shared": {}}, "organisation": {"classifications": {"secret": {}}}}
    known = references.known_to_system(KNOWN, house, {"parties": {"mine": None}, "zones": {"z": {}}})
    assert list(known["parties"]) == ["aws", "team", "mine"]
    assert list(known["accounts"]) == ["shared"]
    assert list(known["classifications"]) == ["secret"]
    assert (list(known["zones"]), list(known["services"]), list(known["protocols"])) == (["z"], [], ["web"])


def test_broken_id_gets_nearest_hint() -> None:
    document = read("x.yaml", b"zones: {a: {inside: zne}, zone: {}}")
    known = references.known_to_system(KNOWN, {}, document.data)
    found = list(references.broken(document, binding.marked(System, document.data), known))
    assert list(map(str, found)) == ["x.yaml:1:21: unknown-id: there is no zone `zne`; did you mean `zone`?"]


def test_many_broken_ids_are_reported_quickly() -> None:
    lines = "".join(f"  zone-{number}: {{inside: zone-{number}x}}\n" for number in range(5000))
    document = read("x.yaml", b"zones:\n" + lines.encode())
    known = references.known_to_system(KNOWN, {}, document.data)
    begun = time.process_time()
    found = list(references.broken(document, binding.marked(System, document.data), known))
    assert time.process_time() - begun < 10
    assert len(found) == 5000
    assert found[0].hint.startswith("zone-0")


def test_ambiguous_reference_is_reported_once() -> None:
    document = read("x.yaml", b"zones: {a: {}}\nservices: {a: {}}\nactors: {a: {}}")
    found = list(map(str, references.clashes(document, System)))
    assert len(found) == len(set(found)) == 3


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("models/organisation.yaml", ("organisation", "organisation", "organisation")),
        ("models/systems/shop/a.yaml", ("system", "systems", "shop")),
        ("models/systems/shop/b.yml", ("system", "systems", "shop")),
        ("models/threats/new.yaml", ("threat", "threats", "new")),
        ("models/glossary/acl.yaml", ("term", "glossary", "acl")),
        ("models/audits/year-2026.yaml", ("audit", "audits", "year-2026")),
        ("models/audits/deep/year-2026.yaml", "stray-file"),
        ("models/audits/Year.yaml", "file-name"),
        ("models/organisation.yml", "stray-file"),
        ("models/systems/a.yaml", "stray-file"),
        ("models/systems/shop/deep/a.yaml", "stray-file"),
        ("models/threats/deep/new.yaml", "stray-file"),
        ("models/treats/new.yaml", "stray-file"),
        ("models/systems/Shop/a.yaml", "file-name"),
        ("models/systems/aux/a.yaml", "file-name"),
        ("models/threats/com1.yaml", "file-name"),
        ("models/threats/1st.yaml", "file-name"),
        ("models/threats/two words.yaml", "file-name"),
        (f"models/threats/{'a' * 64}.yaml", "file-name"),
    ],
)
def test_misplaced_text_is_reported(path: str, expected: tuple[str, str, str] | str) -> None:
    found = shelved(path, "models")
    if isinstance(expected, str):
        assert isinstance(found, Problem)
        assert found.code == expected
    else:
        what, shelf, name = expected
        assert found == Shelved(what=what, shelf=shelf, name=name)


def test_joined_files_keep_locations() -> None:
    one = read("m/one.yaml", b"zones:\n  a: {trust: 1}\n")
    two = read("m/two.yaml", b"\nzones: {b: {trust: 2}}\nservices: {s: {kind: server}}\n")
    found = joined("m", [one, two])
    assert found.data == {"zones": {"a": {"trust": 1}, "b": {"trust": 2}}, "services": {"s": {"kind": "server"}}}
    assert found.key_place(("zones", "a")) == Place(path="m/one.yaml", line=2, column=3)
    assert found.place(("zones", "b", "trust")) == Place(path="m/two.yaml", line=2, column=20)
    assert found.problems == ()


def test_repeated_statement_names_both_places() -> None:
    texts = [read(f"m/{name}.yaml", b"zones: {a: {trust: 1}}") for name in ("one", "two", "three")]
    assert list(map(str, joined("m", texts).problems)) == [
        "m/two.yaml:1:9: said-twice: `a` is already said at m/one.yaml:1:9",
        "m/three.yaml:1:9: said-twice: `a` is already said at m/one.yaml:1:9",
    ]


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [("lanbda", ["lambda", "ec2"], "lambda"), ("zebra", ["lambda", "ec2"], ""), ("", ["a"], ""), ("a", [], "")],
)
def test_nearest_word_is_near_or_none(word: str, known: list[str], hint: str) -> None:
    assert nearest(word, known) == hint


SCENE = """
accounts: {own: {provider: aws}}
zones: {outer: {trust: 2}, inner: {inside: outer}, other: {trust: 0}}
actors: {p: {zone: inner}}
networks: {v: {kind: vpc, account: shared}, s: {kind: subnet, inside: v}, t: {kind: subnet, inside: v, account: own}}
services:
  a: {kind: server, zone: inner, network: s}
  b: {kind: server, zone: outer, network: [s, t]}
  c: {kind: bucket, account: own}
  d: {kind: server}
identities: {r: {kind: role, in: b}}
flows:
  f: {from: outer, to: c, protocols: [outer-set]}
"""
HOUSE = (
    "organisation: {title: H}\nparties: {team: {}}\n"
    "accounts: {shared: {provider: aws, kind: cloud-account}, unused: {provider: aws}}\n"
)


def test_scene_knows_containment(understood: Callable[..., Workspace], standing: Callable[..., object]) -> None:
    resolved = standing(SCENE, "system", "", HOUSE).resolved  # type: ignore[attr-defined]
    assert [zone.id for zone in resolved.around("inner")] == ["inner", "outer"]
    assert (resolved.trust("inner"), resolved.trust("other"), resolved.trust("nowhere")) == (2, 0, None)
    assert [service.id for service in resolved.members("outer")] == ["a", "b"]
    assert resolved.ends("outer") == ("a", "b", "p")
    assert [network.id for network in resolved.networks_of(resolved.system.services["b"])] == ["s", "v", "t"]
    found = {name: resolved.account_of(service) for name, service in resolved.system.services.items()}
    assert {name: each and each.id for name, each in found.items()} == {
        "a": "shared",
        "b": "shared",
        "c": "own",
        "d": None,
    }
    assert resolved.account_of(resolved.system.identities["r"]).id == "shared"
    assert set(resolved.accounts) == {"own", "shared"}
    assert [flow.id for flow in resolved.arriving("c")] == [flow.id for flow in resolved.leaving("p")] == ["f"]
    assert [each.id for each in resolved.spoken(resolved.system.flows["f"])] == ["ldap", "tickets", "web-tls"]
    assert understood(SCENE, HOUSE).systems["world"].services["a"].network == ("s",)


def test_local_entry_is_usable_at_once(understood: Callable[..., Workspace]) -> None:
    kind = (
        "title: Own\nsummary: S\nabout: network\nsources: [{title: T}]\nconfidence: confirmed\n"
        "settings: {depth: {title: D, type: integer}}\n"
    )
    found = understood("networks: {n: {kind: own, settings: {depth: 3}}}", more={"models/kinds/own.yaml": kind})
    assert found.systems["world"].networks["n"].settings == {"depth": 3}
    with pytest.raises(BrokenError, match="unknown-id: there is no kind `own`"):
        understood("networks: {n: {kind: own}}")


HEAD = {"models/systems/world/more.yaml": "system: {tags: [small]}\n"}
TWICE = "title: Own\nsummary: S\nabout: network\nsources: [{title: T}]\nconfidence: confirmed\n"


def test_system_statements_may_span_files(understood: Callable[..., Workspace]) -> None:
    assert understood("", more=HEAD).systems["world"].system.tags == ("small",)


@pytest.mark.parametrize(
    "said",
    [
        "controls: {patched: {status: met, due: 2026-01-01}}",
        "accounts: {con: {provider: aws}}",
        "accounts: {x: {was: x}}",
    ],
)
def test_organisation_is_checked_like_a_system(understood: Callable[..., Workspace], said: str) -> None:
    with pytest.raises(BrokenError):
        understood("", f"organisation: {{title: H}}\nparties: {{team: {{}}}}\n{said}\n")


def test_local_name_clash_is_reported(understood: Callable[..., Workspace]) -> None:
    more = {"models/kinds/own.yaml": TWICE, "models/kinds/own.yml": TWICE}
    with pytest.raises(BrokenError, match=r"own\.yaml"):
        understood("", more=more)
