"""The catalogue, not the code, knows products: the assessment uses what one new entry states about a product."""

import pytest
from tests.support.products import judged, kind

from zonebook.assess.privilege.relations import relations
from zonebook.assess.privilege.tier_zero import tier_zero, tier_zero_members
from zonebook.assess.system import SystemAssessment
from zonebook.assess.zones.public_services import openings
from zonebook.values import BrokenError

PROTOCOL = """\
title: A new protocol
summary: A way to a machine that the bundled catalogue does not have.
ports: [{port: tcp/4444, purpose: Sessions.}]
encryption: tls
sources: [{title: Ourselves}]
confidence: to-confirm
"""


ONE_FILE = """traits: [identity-provider]
settings:
  front: {title: Front, type: choice, values: [open, shut], opens_to_internet: [open]}
  node: {title: Node, type: boolean, role: managed-node}
"""
SEEN = """zones: {out: {trust: 0}, in: {trust: 3, allow: {}}}
accounts: {c: {provider: aws}}
services:
  new: {kind: new-product, zone: in, account: c, settings: {front: open, node: true}}
  console: {kind: aws-systems-manager, account: c, zone: out}
"""


def test_new_kind_enters_every_analysis() -> None:
    system = judged(SEEN, {"kinds/new-product.yaml": kind(ONE_FILE)})
    assert [each.service.id for each in openings(system.resolved)] == ["new"]
    assert tier_zero(system.resolved)["new"] == "it signs people in"
    assert tier_zero(system.resolved)["console"].startswith("console runs commands on new")
    hops = [step for each in system.paths if each.asset.id == "new" and each.best for step in each.best.hops]
    assert [(step.source, step.way.how, step.target) for step in hops] == [("console", "systems-manager", "new")]


def test_new_setting_exposes_to_the_internet() -> None:
    new = kind("settings: {front: {title: F, type: choice, values: [open, shut], opens_to_internet: [open]}}\n")
    model = """zones: {z: {trust: 3, allow: {}}}
services:
  a: {kind: new-product, zone: z, settings: {front: open}}
  b: {kind: new-product, zone: z, settings: {front: shut}}
  c: {kind: new-product, zone: z}
"""
    system = judged(model, {"kinds/new-product.yaml": new})
    assert [(each.service.id, each.let_in) for each in openings(system.resolved)] == [("a", False)]
    assert "setting-opens-closed-zone@z" in {each.id for each in system.findings}


REFUSED = """settings:
  open: {title: Open, type: boolean, opens_to_internet: [true], refused_by: {guard: true}}
  guard: {title: Guard, type: boolean}
"""


def test_overruled_setting_opens_nothing() -> None:
    model = """zones: {z: {trust: 3, allow: {}}}
services:
  a: {kind: new-product, zone: z, settings: {open: true, guard: true}}
  b: {kind: new-product, zone: z, settings: {open: true, guard: false}}
  c: {kind: new-product, zone: z, settings: {open: true}}
"""
    system = judged(model, {"kinds/new-product.yaml": kind(REFUSED)})
    assert [each.service.id for each in openings(system.resolved)] == ["b", "c"]


def test_overruling_setting_has_to_exist() -> None:
    wrong = kind(REFUSED.replace("guard: true", "gard: true"))
    with pytest.raises(BrokenError) as caught:
        judged("", {"kinds/new-product.yaml": wrong})
    assert [(each.code, "`gard`" in each.message) for each in caught.value.problems] == [("setting-role", True)]


RULED = """zones:
  out: {trust: 0}
  in: {trust: 3, allow: {out: [%s]}}
actors: {p: {zone: out}}
services: {s: {kind: web-server, zone: in}}
flows: {f: {from: p, to: s, protocols: [%s]}}
"""


@pytest.mark.parametrize(
    ("rule", "spoken", "state", "unused"),
    [
        ("https", "new-protocol", "used", ()),
        ("https", "oidc", "used", ()),
        ("https", "aws-api", "used", ()),
        ("new-protocol", "https", "denied", ("new-protocol",)),
        ("https", "ssh", "denied", ("https",)),
    ],
)
def test_rule_covers_what_rides_on_it(rule: str, spoken: str, state: str, unused: tuple[str, ...]) -> None:
    system = judged(RULED % (rule, spoken), {"protocols/new-protocol.yaml": PROTOCOL + "rides_on: [https]\n"})
    (found,) = system.boundaries
    assert (found.state, found.unused) == (state, unused)


ENTRY = """data: {d: {confidentiality: high}}
zones: {out: {trust: 0}, in: {trust: 3}}
actors: {p: {zone: out}}
services: {s: {kind: web-server, zone: in, holds: [d]}}
flows: {f: {from: p, to: s, protocols: [new-protocol]}}
"""


def techniques(protocol: str) -> tuple[str, ...]:
    """Return the techniques of the only step to the asset, over a new protocol."""
    (path,) = judged(ENTRY, {"protocols/new-protocol.yaml": PROTOCOL + protocol}).paths
    assert path.best is not None
    (step,) = path.best.hops
    return step.techniques


def test_new_protocol_names_its_techniques() -> None:
    assert techniques("attack: [T1021.006]\nadministers: true\n")[0] == "T1021.006"
    assert techniques("attack: [T1021.006]\n")[0] == "T1021.006"
    assert techniques("administers: true\n")[0] == "T1021"
    assert techniques("")[0] == "T1190"


def test_unknown_protocol_technique_gets_a_hint() -> None:
    with pytest.raises(BrokenError) as caught:
        judged(ENTRY, {"protocols/new-protocol.yaml": PROTOCOL + "attack: [T1021.055]\n"})
    assert [(each.code, each.hint) for each in caught.value.problems] == [("unknown-id", "T1021.006")]


GRANTED = """data: {d: {confidentiality: high}}
zones: {out: {trust: 0}, in: {trust: 3}}
services:
  console: {kind: aws-systems-manager, zone: out}
  dc: {kind: ad-ds-on-ec2, zone: in}
  plain: {kind: web-server, zone: in, holds: [d]}
  other: {kind: web-server, zone: in}
flows: {f: {from: %s, to: %s, protocols: [%s]}}
"""
SET = "title: A set\nsummary: More.\nmembers: [new-protocol]\nsources: [{title: Ourselves}]\nconfidence: to-confirm\n"


@pytest.mark.parametrize(
    ("grants", "ends", "wanted"),
    [
        ("{relation: systems-manager, direction: backward}", ("plain", "console"), {("console", "plain")}),
        ("{relation: systems-manager, direction: forward}", ("console", "plain"), {("console", "plain")}),
        ("{relation: systems-manager, direction: forward, controller: [key-store]}", ("console", "plain"), set()),
        ("{relation: directory-admin, direction: backward, controller: [directory]}", ("plain", "dc"),
         {("dc", "plain")}),
        ("{relation: directory-admin, direction: both, controller: [directory]}", ("plain", "dc"), set()),
        ("{relation: directory-admin, direction: both}", ("plain", "dc"), {("dc", "plain"), ("plain", "dc")}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("spoken", ["new-protocol", "new-set"])
def test_new_protocol_gives_control(
    grants: str, ends: tuple[str, str], wanted: set[tuple[str, str]], spoken: str
) -> None:
    entries = {"protocols/new-protocol.yaml": f"{PROTOCOL}grants: {grants}\n", "protocols/new-set.yaml": SET}
    found = relations(judged(GRANTED % (*ends, spoken), entries).resolved)
    assert {(each.controller, each.controlled) for each in found} == wanted


def test_protocol_control_is_an_attack_step() -> None:
    grants = "grants: {relation: systems-manager, direction: backward, controller: [remote-administration]}\n"
    model = GRANTED % ("plain", "console", "new-protocol")
    paths = judged(model, {"protocols/new-protocol.yaml": PROTOCOL + grants}).paths
    steps = {(step.source, step.way.how, step.target) for each in paths if each.best for step in each.best.hops}
    assert ("console", "systems-manager", "plain") in steps


def test_unused_controller_trait_gets_a_hint() -> None:
    wrong = "grants: {relation: directory-admin, direction: backward, controller: [directry]}\n"
    with pytest.raises(BrokenError) as caught:
        judged(ENTRY, {"protocols/new-protocol.yaml": PROTOCOL + wrong})
    assert [(each.code, each.hint) for each in caught.value.problems] == [("unknown-id", "directory")]


TIERS = """services:
  dc: {kind: ad-ds-on-ec2}
  new: {kind: new-product}
  keys: {kind: aws-kms}
flows:
  f: {from: new, to: dc, protocols: [rdp]}
  g: {from: new, to: keys, protocols: [aws-api]}
"""
TRAIT = """\
title: A new trait
summary: What no kind of the bundled catalogue is.
sources: [{title: Ourselves}]
confidence: to-confirm
"""


def traited(traits: str, trait: str = "") -> SystemAssessment:
    """Return a system with a service of a new kind with these traits, and optionally an entry for `new-trait`."""
    entries = {"kinds/new-product.yaml": kind(f"traits: {traits}\n")}
    return judged(TIERS, entries | ({"traits/new-trait.yaml": TRAIT + trait} if trait else {}))


@pytest.mark.parametrize(
    ("traits", "reason"),
    [
        ("[identity-provider]", "it signs people in"),
        ("[tier-0]", "by its kind it decides who may do what"),
        ("[key-store, tier-0]", ""),
        ("[key-store, identity-provider, tier-0]", "it signs people in"),
        ("[web-server]", ""),
    ],
)
def test_new_kind_is_tier_0_by_traits(traits: str, reason: str) -> None:
    found = tier_zero_members(traited(traits).resolved)
    assert (found["new"].reason if "new" in found else "") == reason


def test_new_trait_makes_kind_tier_0() -> None:
    assert "new" not in tier_zero(traited("[new-trait]").resolved)
    assert tier_zero(traited("[new-trait]", "tier: 0\nbecause: it opens every door\n").resolved)["new"] == (
        "it opens every door"
    )


def test_new_trait_marks_admin_workstations() -> None:
    assert "new" not in tier_zero(traited("[new-trait]", "keeps_data: true\n").resolved)
    found = tier_zero(traited("[new-trait]", "origin_of_administration: true\n").resolved)
    assert found["new"].startswith("new administers dc by rdp")


def test_new_key_store_unlocks_data() -> None:
    def unlocked(trait: str) -> bool:
        found = relations(traited("[new-trait]", trait).resolved)
        return ("keys", "new", "key-administration") in {(each.controller, each.controlled, each.how) for each in found}

    assert not unlocked("origin_of_administration: true\n")
    assert unlocked("keeps_data: true\n")


def test_tier_0_trait_needs_a_reason() -> None:
    with pytest.raises(BrokenError) as caught:
        traited("[new-trait]", "tier: 0\n")
    assert [each.code for each in caught.value.problems] == ["missing"]


SIGN_IN = """services:
  in: {kind: new-sign-in}
  app: {kind: saas-application}
accounts: {c: {provider: aws}}
identities: {given: {kind: new-access, in: c}}
trusts: {t: {from: app, to: in, kind: new-trust}}
"""


def test_new_kinds_take_part_in_sign_in() -> None:
    def found(service: str, identity: str, trust: str) -> set[tuple[str, str, str]]:
        entries = {
            "kinds/new-sign-in.yaml": kind(f"traits: [{service}]\n"),
            "kinds/new-access.yaml": kind(f"traits: [{identity}]\n", "identity").replace("product", "access"),
            "kinds/new-trust.yaml": kind(f"traits: [{trust}]\n", "trust").replace("product", "trust"),
        }
        return {(each.controller, each.how, each.controlled) for each in relations(judged(SIGN_IN, entries).resolved)}

    assert found("signs-people-in", "given-at-sign-in", "federated-sign-in") == {
        ("in", "federates", "given"), ("in", "federates", "app"),
    }  # fmt: skip
    assert found("identity-provider", "aws-principal", "network-link") == {("c", "account-root", "given")}
