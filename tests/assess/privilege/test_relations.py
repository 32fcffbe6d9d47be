"""Control relations: each source gives who controls what and why, and nothing where the model states nothing."""

from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support import catalogues

from zonebook.assess.privilege.relations import relations, unknown_relations
from zonebook.model import binding
from zonebook.model.catalogue import Catalogue
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import Organisation, System, Workspace
from zonebook.read.yaml_text import read
from zonebook.values import Data, Document


@cache
def _catalogue() -> Catalogue:
    return catalogues.known()


def resolved(model: str) -> ResolvedSystem:
    said: Data = read("small.yaml", model.encode()).data
    document = Document(path="small.yaml", data={"system": {"title": "Small"}, **said})
    system = binding.build(System, document)
    return ResolvedSystem(
        Workspace(catalogue=_catalogue(), organisation=Organisation(), systems={"small": system}), system
    )


def told(model: str) -> set[tuple[str, str, str]]:
    return {(power.controller, power.how, power.controlled) for power in relations(resolved(model))}


TABLE: Mapping[str, tuple[str, set[tuple[str, str, str]]]] = {
    "whoever acts as an identity": (
        ("actors: {p: {}}\nservices: {s: {kind: web-server}}\n"
        "identities: {a: {kind: ad-user, assumed_by: [p, s, b]}, b: {kind: ad-user}}"),
        {("p", "assumes", "a"), ("s", "assumes", "a"), ("b", "assumes", "a")},
    ),
    "whoever administers a service, an identity or each member of a zone": (
        ("zones: {z: {}, y: {inside: z}}\nservices: {s: {kind: web-server, zone: y}, t: {kind: web-server}}\n"
        "identities: {a: {kind: ad-group, administers: [z, t, b]}, b: {kind: ad-user}}"),
        {("a", "administers", "s"), ("a", "administers", "t"), ("a", "administers", "b")},
    ),
    "whoever is administrator of an account or a domain, and nobody of less privilege": (
        ("accounts: {c: {}}\nservices: {dc: {kind: ad-ds-on-ec2}}\nidentities:\n"
        "  a: {kind: permission-set, in: c, settings: {privilege: administrator}}\n"
        "  b: {kind: permission-set, in: c, settings: {privilege: limited}}\n"
        "  d: {kind: service-account, in: dc, settings: {privilege: domain-administrator}}\n"),
        {("a", "administers", "c"), ("d", "directory-admin", "dc"), ("dc", "directory-admin", "d")},
    ),
    "an account, over what runs and is made in it but its root user and permission sets": (
        ("accounts: {c: {}}\nservices: {s: {kind: amazon-s3, account: c}}\nidentities:\n"
        "  r: {kind: root-user, in: c}\n  p: {kind: permission-set, in: c}\n  i: {kind: iam-role, in: c}\n"),
        {("r", "account-root", "c"), ("c", "account-root", "s"), ("c", "account-root", "i")},
    ),
    "the management account, over those said to be members": (
        ("accounts:\n  top: {provider: aws, role: management}\n"
        "  in: {provider: aws, settings: {organization-member: true}}\n"
        "  out: {provider: aws, settings: {organization-member: false}}\n  dim: {provider: aws}\n"),
        {("top", "account-root", "in")},
    ),
    "who starts an administering protocol, unless nobody can sit there": (
        ("actors: {p: {}}\nservices: {a: {kind: rd-gateway}, db: {kind: amazon-rds}, s: {kind: web-server}}\nflows:\n"
        "  f: {from: p, to: s, protocols: [ssh]}\n  g: {from: a, to: s, protocols: [rdp]}\n"
        "  h: {from: db, to: s, protocols: [adws]}\n  i: {from: s, to: a, protocols: [https]}\n"),
        {("p", "manages-by-flow", "s"), ("a", "manages-by-flow", "s")},
    ),
    "Systems Manager, over machines whose agent asks it and managed nodes of its account": (
        ("accounts: {c: {}, d: {}}\nservices:\n  m: {kind: aws-systems-manager, account: c}\n"
        "  a: {kind: web-server}\n  n: {kind: amazon-ec2, account: c, settings: {ssm-managed: true}}\n"
        "  o: {kind: amazon-ec2, account: d, settings: {ssm-managed: true}}\n"
        "  q: {kind: amazon-ec2, account: c, settings: {ssm-managed: false}}\n"
        "flows: {f: {from: a, to: m, protocols: [ssm-agent]}}\n"),
        {
            ("m", "systems-manager", "a"), ("m", "systems-manager", "n"), ("c", "account-root", "m"),
            ("c", "account-root", "n"), ("c", "account-root", "q"), ("d", "account-root", "o"),
        },
    ),
    "a directory, over members, replicas and the identities in it": (
        ("services:\n  dc: {kind: ad-ds-on-ec2}\n  old: {kind: on-premises-domain-controller}\n"
        "  m: {kind: windows-server-on-ec2}\n  n: {kind: windows-server-on-ec2, settings: {domain-joined: false}}\n"
        "  l: {kind: web-server}\nidentities: {i: {kind: ad-user, in: dc}}\nflows:\n"
        "  f: {from: m, to: dc, protocols: [ad-member]}\n  g: {from: n, to: dc, protocols: [ad-member]}\n"
        "  h: {from: l, to: dc, protocols: [ldaps]}\n  r: {from: dc, to: old, protocols: [ad-replication]}\n"),
        {
            ("dc", "directory-admin", "m"), ("dc", "directory-admin", "i"), ("dc", "directory-admin", "old"),
            ("old", "directory-admin", "dc"),
        },
    ),
    "who signs people in, over those who believe it; a forest trust gives no such power": (
        ("services: {i: {kind: ad-fs}, s: {kind: saas-application}, c: {kind: iam-identity-center}}\n"
        "identities: {p: {kind: permission-set}, r: {kind: iam-role}}\ntrusts:\n"
        "  t: {from: s, to: i, kind: federation}\n  u: {from: c, to: i, kind: forest}\n"),
        {("i", "federates", "s"), ("c", "federates", "p")},
    ),
    "a key store, over those who ask it and keep something": (
        ("data: {d: {}}\nservices: {k: {kind: aws-kms}, s: {kind: amazon-s3}, w: {kind: web-server},"
        " h: {kind: web-server, holds: [d]}}\nflows:\n  f: {from: s, to: k, protocols: [aws-api]}\n"
        "  g: {from: w, to: k, protocols: [aws-api]}\n  h: {from: h, to: k, protocols: [aws-api]}\n"),
        {("k", "key-administration", "s"), ("k", "key-administration", "h")},
    ),
    "a store of secrets, over those who fetch what it keeps": (
        ("data: {d: {}, e: {}}\nservices: {v: {kind: aws-secrets-manager, holds: [d]}, s: {kind: web-server},"
        " t: {kind: web-server}}\nflows:\n  f: {from: s, to: v, protocols: [aws-api], carries: [d]}\n"
        "  g: {from: t, to: v, protocols: [aws-api], carries: [e]}\n"),
        {("v", "key-administration", "s")},
    ),
    "a repository, over those who fetch the code that it keeps": (
        ("data: {c: {}, e: {}}\nservices: {r: {kind: code-repository, holds: [c]}, b: {kind: build-server},"
        " s: {kind: web-server}}\nflows:\n  f: {from: b, to: r, protocols: [https], carries: [c]}\n"
        "  g: {from: s, to: r, protocols: [https], carries: [e]}\n"),
        {("r", "supplies", "b")},
    ),
    "a registry, over those who fetch what it keeps, and not over the build server that fills it": (
        ("data: {i: {}}\nservices: {r: {kind: artifact-registry, holds: [i]}, b: {kind: build-server},"
        " s: {kind: linux-server}}\nflows:\n  f: {from: b, to: r, protocols: [https], carries: [i]}\n"
        "  g: {from: s, to: r, protocols: [https], carries: [i]}\n"),
        {("r", "supplies", "s")},
    ),
    "who keeps what is executed, over those who fetch it or are sent it and are no store": (
        ("data: {x: {executable: true}, e: {executable: false}, u: {}}\nservices:\n"
        "  k: {kind: amazon-s3, holds: [x, e, u]}\n  p: {kind: web-server, holds: [x]}\n"
        "  s: {kind: web-server}\n  t: {kind: web-server}\n  o: {kind: amazon-s3}\nflows:\n"
        "  f: {from: s, to: k, protocols: [https], carries: [x]}\n"
        "  g: {from: t, to: k, protocols: [https], carries: [e, u]}\n"
        "  h: {from: p, to: o, protocols: [https], carries: [x]}\n"
        "  i: {from: p, to: t, protocols: [https], carries: [x]}\n"),
        {("k", "supplies", "s"), ("p", "supplies", "t")},
    ),
    "whom the flow leads to, where neither end says that it keeps what is executed": (
        ("data: {x: {executable: true}}\nservices: {g: {kind: external-system}, s: {kind: web-server}}\nflows:\n"
        "  f: {from: s, to: g, protocols: [https], carries: [x]}\n"),
        {("g", "supplies", "s")},
    ),
    "who reads a secret of tier 0, over those who hold it or read it too; an application's secret is nobody's": (
        ("data: {d: {}, e: {}}\nservices: {v: {kind: aws-secrets-manager, holds: [d, e]}, dc: {kind: ad-ds-on-ec2},"
        " ca: {kind: certificate-authority, holds: [d]}, s: {kind: web-server}, t: {kind: web-server}}\nflows:\n"
        "  f: {from: dc, to: v, protocols: [aws-api], carries: [d]}\n"
        "  g: {from: s, to: v, protocols: [aws-api], carries: [d, e]}\n"
        "  h: {from: t, to: v, protocols: [aws-api], carries: [e]}\n"),
        {
            ("v", "key-administration", "dc"), ("v", "key-administration", "s"), ("v", "key-administration", "t"),
            ("s", "knows-secret", "dc"), ("s", "knows-secret", "ca"), ("dc", "knows-secret", "ca"),
        },
    ),
    "stacks, over their account where their role is broad and over members where stack sets reach them": (
        ("accounts:\n  c: {provider: aws, settings: {organization-member: true}}\n"
        "  m: {provider: aws, settings: {organization-member: true}}\n  o: {provider: aws}\nservices:\n"
        "  b: {kind: aws-cloudformation, account: c, settings: {stack-role: broad}}\n"
        "  s: {kind: aws-cloudformation, account: o, settings: {stack-role: scoped, stack-sets: organisation}}\n"
        "  n: {kind: aws-cloudformation, account: o, settings: {stack-sets: single-accounts}}\n"),
        {
            ("b", "administers", "c"), ("s", "administers", "c"), ("s", "administers", "m"),
            ("c", "account-root", "b"), ("o", "account-root", "s"), ("o", "account-root", "n"),
        },
    ),
    "a delegated administrator that changes other accounts, over the members": (
        ("accounts:\n  d: {provider: aws, kind: aws-account, settings: {organization-member: true,"
        " delegated-administrator: changes}}\n"
        "  r: {provider: aws, kind: aws-account, settings: {organization-member: true,"
        " delegated-administrator: reports}}\n"),
        {("d", "administers", "r")},
    ),
    "a host, over what runs on it": (
        "services: {h: {kind: virtual-machine}, g: {kind: web-server, runs_on: h}}",
        {("h", "hosts", "g")},
    ),
    "a vault, over those whose data is carried to it or fetched by it": (
        ("data: {d: {}, e: {}}\nservices: {v: {kind: backup-store}, s: {kind: web-server, holds: [d]},"
        " t: {kind: web-server, holds: [d]}, u: {kind: web-server, holds: [e]}}\nflows:\n"
        "  f: {from: s, to: v, protocols: [https], carries: [d]}\n"
        "  g: {from: v, to: t, protocols: [https], carries: [d]}\n"
        "  h: {from: u, to: v, protocols: [https], carries: [d]}\n"),
        {("v", "keeps-backup", "s"), ("v", "keeps-backup", "t")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("row", TABLE.values(), ids=list(TABLE))
def test_each_source_gives_its_controls_only(row: tuple[str, set[tuple[str, str, str]]]) -> None:
    model, wanted = row
    assert told(model) == wanted


def test_control_relation_names_ends_and_location() -> None:
    for model, _ in TABLE.values():
        for power in relations(resolved(model)):
            assert power.controller in power.reason
            assert power.controlled in power.reason
            assert power.place.path


@pytest.mark.parametrize(
    ("model", "attribute"),
    [
        ("identities: {a: {kind: ad-group, assumed_by: []}}", "identities.a.administers"),
        ("identities: {a: {kind: ad-group, administers: []}}", "identities.a.assumed_by"),
        ("accounts: {c: {}}\nservices: {m: {kind: aws-systems-manager, account: c}, n: {kind: amazon-ec2, account: c}}",
         "services.n.settings.ssm-managed"),
        ("accounts: {t: {provider: aws, role: management}, m: {provider: aws}}",
         "accounts.m.settings.organization-member"),
        ("accounts: {c: {}}\nservices: {s: {kind: aws-cloudformation, account: c}}", "services.s.settings.stack-sets"),
        ("services: {v: {kind: backup-store}, s: {kind: web-server}}\nflows: {f: {from: s, to: v, protocols: [https]}}",
         "flows.f.carries"),
        ("services: {v: {kind: file-server}, s: {kind: web-server}}\nflows: {f: {from: s, to: v}}",
         "flows.f.protocols"),
        ("services: {v: {}}", "services.v.kind"),
    ],
)  # fmt: skip
def test_not_stated_control_is_a_doubt(model: str, attribute: str) -> None:
    assert unknown_relations(resolved(model)) == (attribute,)
    assert not {how for _, how, _ in told(model)} - {"account-root"}


def test_root_user_needs_no_stated_rights() -> None:
    assert (
        unknown_relations(resolved("accounts: {c: {}}\nidentities: {r: {kind: root-user, in: c, assumed_by: []}}"))
        == ()
    )


IDS = st.sampled_from(("a", "b", "c", "d"))


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(hosted=st.dictionaries(IDS, IDS, max_size=4), ruled=st.dictionaries(IDS, st.sets(IDS, max_size=3), max_size=4))
def test_control_relations_ignore_self_and_order(hosted: dict[str, str], ruled: dict[str, set[str]]) -> None:
    services = [
        f"  {name}: {{kind: web-server{', runs_on: ' + hosted[name] if name in hosted else ''}}}" for name in "abcd"
    ]
    identities = [
        f"  i{name}: {{kind: ad-group, administers: [{', '.join(sorted(over))}], assumed_by: [{name}]}}"
        for name, over in ruled.items()
    ]
    rest = "\nidentities:\n" + "\n".join(identities) if identities else ""
    back = "\nidentities:\n" + "\n".join(reversed(identities)) if identities else ""
    one = told("services:\n" + "\n".join(services) + rest)
    other = told(f"{back.lstrip()}\nservices:\n" + "\n".join(reversed(services)))
    assert one == other
    assert all(who != over for who, _, over in one)
