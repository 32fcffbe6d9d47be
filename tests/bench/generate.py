"""Write an organisation with one system of N services, 2N flows and N/10 zones: valid, the same on every run.

    python tests/bench/generate.py N DIR

Every service has settings, a tenth of them control statements, and each fifth database a decision about a finding.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

ORGANISATION = """\
organisation:
  title: A house to measure
  appetite: moderate
parties:
  team: {title: Platform team}
  board: {title: Risk owner}
accounts:
  production: {title: Production, provider: aws, role: workload, owner: team}
"""
KINDS = (
    ("amazon-ec2", "os: linux, imds: required, instance-profile: scoped, static-keys: false"),
    ("amazon-rds", "publicly-accessible: false, storage-encrypted: false, backup-retention-days: 14, multi-az: true"),
    ("amazon-s3", "public-policy: false, deny-insecure-transport: true, versioning: true"),
    ("amazon-ec2", "os: windows, imds: optional, instance-profile: broad, static-keys: true"),
    ("amazon-rds", "publicly-accessible: true, storage-encrypted: true, backup-retention-days: 0, multi-az: false"),
)
ENCRYPTED = ("tls", "none", "ipsec", "tls")
MOST_IN_A_FILE = 4000
DAY = "2026-12-01"


def written(count: int, folder: Path) -> tuple[Path, ...]:
    """Write the organisation for `count` services (10 or more) and give the files, sorted."""
    system = folder / "systems" / "measured"
    system.mkdir(parents=True)
    (folder / "organisation.yaml").write_text(ORGANISATION, "utf-8")
    head = "system: {title: Measured, owner: team, criticality: moderate}\n"
    (system / "system.yaml").write_text(head + "".join(zones(count)), "utf-8")
    flows = list(links(count))
    for first in range(0, count, MOST_IN_A_FILE):
        some = range(first, min(first + MOST_IN_A_FILE, count))
        lines = ["services:\n", *services(some, count), "flows:\n", *flows[2 * some.start : 2 * some.stop]]
        decided = [line for each in some for line in decisions(each)]
        text = "".join([*lines, *(["decisions:\n"] if decided else []), *decided])
        (system / f"part-{first // MOST_IN_A_FILE:03}.yaml").write_text(text, "utf-8")
    return tuple(sorted(folder.rglob("*.yaml")))


def many(count: int) -> int:
    """Return how many zones there are for so many services."""
    return max(2, count // 10)


def zones(count: int) -> Iterator[str]:
    yield "zones:\n"
    for each in range(many(count)):
        yield f"  zone-{each}:\n    title: Zone {each}\n    trust: {each % 5}\n    enforced_by: [security-group, vpc]\n"


def services(some: range, count: int) -> Iterator[str]:
    for each in some:
        kind, settings = KINDS[each % len(KINDS)]
        yield f"  service-{each}:\n    title: Service {each}\n    kind: {kind}\n    zone: zone-{each % many(count)}\n"
        yield f"    account: production\n    owner: team\n    settings: {{{settings}}}\n"
        if each % 10 == 0:
            yield f"    controls:\n      imdsv2-required: {{status: met, by: team, on: {DAY}}}\n"


def links(count: int) -> Iterator[str]:
    chance = random.Random(7)  # noqa: S311  it only spreads the flows, the same way each time
    for each in range(2 * count):
        start = each % count
        end = (start + 1 + chance.randrange(count - 1)) % count
        said = f"    encrypted: {ENCRYPTED[each % 4]}\n    enforced_by: [security-group]\n"
        yield f"  flow-{each}:\n    from: service-{start}\n    to: service-{end}\n    protocols: [https]\n{said}"


def decisions(service: int) -> Iterator[str]:
    if service % 25 == 1:
        yield f"  database-unencrypted@service-{service}:\n    treatment: accept\n    by: board\n    on: {DAY}\n"
        yield "    until: 2027-06-30\n    because: It holds public figures only.\n"


if __name__ == "__main__":
    written(int(sys.argv[1]), Path(sys.argv[2]))
