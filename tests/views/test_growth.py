"""The pages of an organisation grow with its systems, not with their square: what is counted is calls."""

from cProfile import Profile
from pstats import Stats

from tests.support.catalogues import golden, schemas

from zonebook.assess.assessment import Assessment
from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.views import VIEWS

SIZES = (8, 16, 32)
MOST = 2.1
"""How many times as many calls twice as many systems may need: two, and a little for what is sorted."""
HOUSE = "organisation: {title: House}\nparties: {team: {}, others: {}}\n"
OF_SYSTEMS = tuple(view for view in VIEWS if ".organisation." in view.__module__)


def portfolio(count: int) -> Assessment:
    """Return the assessment of small systems of two parties, with findings that planned controls would settle."""
    texts = {"models/organisation.yaml": HOUSE.encode()}
    for number in range(count):
        texts[f"models/systems/small-{number}/system.yaml"] = (
            f"system: {{title: Small {number}, owner: {('team', 'others')[number % 2]}}}\n"
            "zones: {a: {trust: 0}, b: {trust: 2}}\n"
            "services: {s: {kind: server, zone: a, owner: team}, t: {kind: bucket, zone: b}}\n"
            "controls: {sealed-on-the-way: {status: planned, due: 2027-01-01}}\n"
            "flows: {f: {from: s, to: t, protocols: [web], encrypted: none}}\n"
        ).encode()
    return assess_workspace(load_workspace(golden(), texts, schemas()), "2026-12-01")


def calls(count: int) -> dict[str, int]:
    """Return how many calls each view of the organisation needs for so many systems."""
    assessment = portfolio(count)
    assert all(judged.unsettled for judged in assessment.systems.values())
    found = {}
    for view in OF_SYSTEMS:
        profile = Profile()
        profile.runcall(lambda view=view: len(tuple(view(assessment))))  # type: ignore[misc]  # the one of this turn
        found[f"{view.__module__}.{view.__name__}"] = sum(each[1] for each in Stats(profile).stats.values())  # type: ignore[attr-defined]
    return found


def test_organisation_pages_grow_with_the_systems() -> None:
    assert len(OF_SYSTEMS) > 5
    calls(SIZES[0])  # what is made once for the catalogue is not counted
    small, middle, large = map(calls, SIZES)
    grown = {name: (large[name] - middle[name]) / max(middle[name] - small[name], 1) for name in small}
    assert {name: growth for name, growth in grown.items() if growth > MOST} == {}
    assert max(grown.values()) > 1.5
