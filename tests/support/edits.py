"""A workspace of three small systems, and random edits of its texts, for what is kept from one state to the next."""

from collections.abc import Mapping
from random import Random

from tests.support import catalogues

from zonebook.model.system import Workspace
from zonebook.pipeline import load_workspace
from zonebook.values import BrokenError

DAYS = ("2026-12-01", "2027-06-01")
SYSTEMS = ("front", "middle", "rear")
ORGANISATION = """\
organisation: {title: House}
parties: {team: {title: Team}, others: {title: Others}}
accounts: {shared: {provider: aws, title: Shared}}
"""
SYSTEM = """\
system: {title: System NAME, summary: One of three., owner: team, criticality: low}
zones:
  outside: {title: Outside, trust: 0}
  inside: {title: Inside, trust: 3, enforced_by: [subnet]}
actors:
  people: {title: People, zone: outside}
services:
  server-1: {title: Server, kind: server, zone: inside, owner: team}
flows:
  people-to-server: {title: Pages, from: people, to: server-1, protocols: [web], encrypted: none}
"""
_CHANGES = (
    ("summary: One of three.", "summary: One of many."),
    ("title: Server,", "title: Computer,"),
    ("encrypted: none", "encrypted: tls"),
    ("trust: 3", "trust: 4"),
    ("criticality: low", "criticality: very-high"),
    ("owner: team}", "owner: others}"),
    ("enforced_by: [subnet]", "enforced_by: []"),
)
_SHARED = (("title: House", "title: Company"), ("title: Shared", "title: Everybody's"))


def texts() -> dict[str, bytes]:
    """Return the texts of the three systems and of their organisation."""
    systems = {f"models/systems/{name}/model.yaml": SYSTEM.replace("NAME", name).encode() for name in SYSTEMS}
    return {"models/organisation.yaml": ORGANISATION.encode(), **systems}


def read(models: Mapping[str, bytes]) -> Workspace:
    """Return the workspace of texts with the small catalogue, which is the same for all."""
    return load_workspace(catalogues.golden(), models, catalogues.schemas())


def edited(models: Mapping[str, bytes], dice: Random) -> dict[str, bytes]:
    """Return the texts after a random edit: of a system, of what is shared, of the set of systems, or none at all."""
    path = dice.choice(sorted(models))
    changes = _SHARED if path.endswith("organisation.yaml") else _CHANGES
    before, after = dice.choice(changes)
    text = models[path].decode()
    before, after = (before, after) if before in text else (after, before)
    match dice.randrange(8):
        case 0:
            return {key: raw for key, raw in models.items() if "organisation" in key or key != path}
        case 1:
            return {**models, "models/systems/new/model.yaml": SYSTEM.replace("NAME", "new").encode()}
        case 2:
            return {**models, path: f"# a comment\n{text}".encode()}
        case _:
            return {**models, path: text.replace(before, after).encode()}


def valid(models: Mapping[str, bytes]) -> bool:
    """Return whether the texts have no problem."""
    try:
        read(models)
    except BrokenError:
        return False
    return True
