"""A git history of a small model, made commit by commit, for the tests of what a change does."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

ORGANISATION = """\
organisation:
  title: House
  appetite: moderate
  acceptance: {high: [ciso], very-high: [ciso]}
parties:
  team: {title: Team, members: [bob]}
  ciso: {title: Security officer, members: [alice]}
"""
SYSTEM = """\
system: {title: Small, summary: A small system., owner: team, criticality: moderate}
actors:
  people: {title: People, zone: internet, trusted: false, privileged: false}
zones:
  internet: {title: Internet, trust: 0}
  edge: {title: Edge, trust: 1, enforced_by: [security-group], allow: {internet: [https]}}
  core: {title: Core, trust: 4, enforced_by: [security-group], allow: {edge: [ldaps]}}
services:
  web: {title: Web, kind: web-server, zone: edge, owner: team, holds: []}
  dc-1: {title: Directory, kind: ad-ds-on-ec2, zone: core, owner: team, holds: []}
"""
FLOWS = """\
flows:
  pages:
    {title: Pages, from: people, to: web, protocols: [https], encrypted: tls, authenticated: [password],
     enforced_by: [security-group], carries: []}
  lookup:
    {title: Lookup, from: web, to: dc-1, protocols: [ldaps], encrypted: tls, authenticated: [kerberos],
     enforced_by: [security-group], carries: []}
"""
SUPPORT = """\
  support:
    {title: Support, from: people, to: dc-1, protocols: [rdp], encrypted: tls, authenticated: [password],
     enforced_by: [security-group], carries: []}
"""
PLACE = "models/systems/small"
BASE: Mapping[str, str] = {
    "models/organisation.yaml": ORGANISATION,
    f"{PLACE}/system.yaml": SYSTEM,
    f"{PLACE}/flows.yaml": FLOWS,
}
DAY = "2026-12-01"
OPENED = f"{PLACE}/flows.yaml"
STATED = f"{PLACE}/system.yaml"
HOUSE = "models/organisation.yaml"
DECIDED = f"{PLACE}/decisions.yaml"
RED = ("rdp-open-to-internet", "administration-from-low-trust", "flow-not-allowed-by-zone")
"""The threats above the appetite that the flow `support` brings."""


def accepted(by: str) -> str:
    """Return decisions that accept everything that the flow `support` brings."""
    terms = f"treatment: accept, by: {by}, on: 2026-11-01, until: 2027-01-01, because: So it is."
    return "decisions:\n" + "".join(f"  {each}@support: {{{terms}}}\n" for each in RED)


WITH = {OPENED: FLOWS + SUPPORT}
RENAMED = {
    STATED: SYSTEM.replace("  web: {", "  site: {was: web, "),
    OPENED: FLOWS.replace("to: web", "to: site").replace("from: web", "from: site"),
}
FIRST, _, SERVICES = SYSTEM.partition("services:\n")
REORDERED = {
    STATED: FIRST,
    f"{PLACE}/services.yaml": "services:\n" + "".join(reversed(SERVICES.splitlines(keepends=True))),
}
STATES = {
    "reworded": ({STATED: SYSTEM.replace("A small system.", "Small.")}, 0, "OPEN: No finding, question or path"),
    "reordered": (REORDERED, 0, "OPEN: Nothing changed."),
    "renamed": (RENAMED, 0, "OPEN: No finding, question or path changed; 1 element"),
    "opened": (WITH, 1, "CLOSED: 6 new (worst very high)"),
    "accepted by a party that may not": ({**WITH, DECIDED: accepted("team")}, 1, "team may not accept a very high"),
    "accepted without proof": ({**WITH, DECIDED: accepted("ciso")}, 1, "nothing proves that ciso decided"),
    "out of scope": (
        {**WITH, STATED: f"{SYSTEM}out_of_scope: {{dc-1: {{because: Elsewhere.}}}}\n"},
        1,
        "CLOSED: 6 new",
    ),
    "trust": (
        {**WITH, STATED: SYSTEM.replace("title: Internet, trust: 0", "title: Internet, trust: 4")},
        1,
        "it would be found without: trust of internet: 0 → 4",
    ),
    "rules": (
        {**WITH, HOUSE: ORGANISATION.replace("appetite: moderate", "appetite: very-high")},
        1,
        "the old ones decide; by the new ones it would be OPEN",
    ),
    "rules alone": (
        {HOUSE: ORGANISATION.replace("appetite: moderate", "appetite: very-high")},
        0,
        "OPEN: No finding moved; the appetite is moderate.",
    ),
    "invalid": ({STATED: SYSTEM.replace("web-server", "web-servr")}, 1, "did you mean `web-server`?"),
    "removed": ({STATED: SYSTEM, OPENED: FLOWS.partition("  lookup:")[0]}, 0, "OPEN: "),
}


def git(folder: Path, *arguments: str) -> str:
    """Run git in a repository of the test and return what it prints."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = ("-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ("git", *who, *arguments),  # noqa: S607
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


class History:
    """A repository to which states are committed, each given as what differs from the base."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        git(folder, "init", "-q")
        self.folder = folder

    def commit(self, changed: Mapping[str, str | None] | None = None) -> str:
        """Commit the base with these files written otherwise, or left out where None; return the commit."""
        wanted = {**BASE, **(changed or {})}
        for path in [path for path in sorted(self.folder.rglob("*")) if path.is_file() and ".git" not in path.parts]:
            path.unlink()
        for name, text in wanted.items():
            if text is not None:
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                (self.folder / name).write_text(text, "utf-8")
        git(self.folder, "add", "-A")
        git(self.folder, "commit", "-q", "--allow-empty", "-m", "A state")
        return git(self.folder, "rev-parse", "HEAD")
