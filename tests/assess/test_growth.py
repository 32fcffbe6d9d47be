"""The work of a check grows with the model, not with its square: what is counted is calls, which no machine changes."""

from collections.abc import Callable, Mapping
from cProfile import Profile
from pathlib import Path
from pstats import Stats

import pytest
from tests.bench.generate import DAY, written
from tests.support.catalogues import schemas, shipped

from zonebook.edge import disk
from zonebook.pipeline import assess_workspace, load_workspace

SIZES = (20, 40, 80)
MOST = 2.3
"""How many times as many calls twice as many elements may need: two, and a little for what is looked up in order."""
HOUSE = "organisation: {title: House}\nparties: {team: {}}\n"


def served(count: int, folder: Path) -> Mapping[str, bytes]:
    """Return services with flows between them, ten in each zone."""
    written(count, folder / str(count))
    return disk.models(folder / str(count), "models")


def spread(count: int, _: Path) -> Mapping[str, bytes]:
    """Return as many zones, networks, accounts, actors and identities as services, and flows between whole zones."""
    some = range(count)
    lines = [
        "system: {title: Spread, owner: team}",
        "accounts:",
        *(f"  account-{n}: {{provider: aws, kind: aws-account, role: workload}}" for n in some),
        "zones:",
        *(f"  zone-{n}: {{trust: {n % 4}, allow: {{zone-{(n + 1) % count}: [https]}}}}" for n in some),
        "actors:",
        *(f"  actor-{n}: {{zone: zone-{n}}}" for n in some),
        "networks:",
        *(f"  network-{n}: {{kind: subnet, account: account-{n}}}" for n in some),
        "services:",
        *(
            f"  service-{n}: {{kind: web-server, zone: zone-{n}, account: account-{n}, network: [network-{n}]}}"
            for n in some
        ),
        "identities:",
        *(
            f"  role-{n}: {{kind: iam-role, in: account-{n}, assumed_by: [service-{n}], administers: [],"
            " settings: {privilege: limited}}"
            for n in some
        ),
        "flows:",
        *(f"  near-{n}: {{from: service-{n}, to: service-{(n + 1) % count}, protocols: [https]}}" for n in some),
        *(f"  far-{n}: {{from: zone-{n}, to: zone-{(n + 1) % count}, protocols: [ssh]}}" for n in some),
    ]
    text = "\n".join(lines).encode()
    return {"models/organisation.yaml": HOUSE.encode(), "models/systems/spread/system.yaml": text}


def unstated(count: int, _: Path) -> Mapping[str, bytes]:
    """Return services and identities that state no settings, some of which have a role in the assessment."""
    some = range(count)
    lines = [
        "system: {title: Unstated, owner: team}",
        "accounts: {account: {provider: aws, kind: aws-account, role: workload}}",
        "zones:",
        *(f"  zone-{n}: {{trust: {n % 4}}}" for n in range(count // 10)),
        "services:",
        *(f"  service-{n}: {{kind: amazon-ec2, zone: zone-{n % (count // 10)}, account: account}}" for n in some),
        "identities:",
        *(f"  role-{n}: {{kind: iam-role, in: account, assumed_by: [service-{n}]}}" for n in some),
        "flows:",
        *(f"  flow-{n}: {{from: service-{n}, to: service-{(n + 1) % count}, protocols: [https]}}" for n in some),
    ]
    text = "\n".join(lines).encode()
    return {"models/organisation.yaml": HOUSE.encode(), "models/systems/unstated/system.yaml": text}


def portfolio(count: int, _: Path) -> Mapping[str, bytes]:
    """Return small systems."""
    text = (
        b"system: {title: Small, owner: team}\nzones: {a: {trust: 0}, b: {trust: 2}}\n"
        b"services: {s: {kind: web-server, zone: a}, t: {kind: database-server, zone: b}}\n"
        b"flows: {f: {from: s, to: t, protocols: [postgresql]}}\n"
    )
    systems = {f"models/systems/small-{n}/system.yaml": text for n in range(count)}
    return {"models/organisation.yaml": HOUSE.encode(), **systems}


def calls(texts: Mapping[str, bytes]) -> int:
    """Return how many calls a check of these texts needs."""
    profile = Profile()
    profile.runcall(lambda: assess_workspace(load_workspace(shipped(), texts, schemas()), DAY))
    return sum(found[1] for found in Stats(profile).stats.values())  # type: ignore[attr-defined]


@pytest.mark.parametrize("models", [served, spread, unstated, portfolio], ids=lambda models: models.__name__)
def test_work_grows_with_the_model(models: Callable[[int, Path], Mapping[str, bytes]], tmp_path: Path) -> None:
    calls(models(SIZES[0], tmp_path))  # what is made once for the catalogue is not counted
    small, middle, large = (calls(models(count, tmp_path / "again")) for count in SIZES)
    assert middle > small
    assert (large - middle) / (middle - small) < MOST
