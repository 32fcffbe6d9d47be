"""One convention for `without` and `unless`: a finding needs a stated weakness, and silence alone leaves a gap."""

from collections.abc import Collection, Iterator, Mapping

import pytest
from tests.support import catalogues

from zonebook.assess.conditions.entry_conditions import quoted
from zonebook.assess.conditions.one_word import OF_SETTINGS
from zonebook.assess.conditions.words import WORDS
from zonebook.edge import disk
from zonebook.model.catalogue import Catalogue
from zonebook.model.vocabulary import About
from zonebook.values import Data

SHELVES = ("threats", "controls", "advice")
ENTRIES = sorted(
    (shelf, name.removesuffix(".yaml"))
    for shelf, name in (path.split("/")[1:] for path in disk.catalogue())
    if shelf in SHELVES
)
CIRCUMSTANCES: Mapping[tuple[str, str], str] = {
    ("console-user-without-mfa", "console-password"): "a user of the console has a password; a second factor is asked",
    ("container-image-backdoored", "packaged-as"): "a container is a way to deliver, and sound where its image is",
    ("dynamodb-tenants-mixed", "multi-tenant"): "one table for many tenants is sound where each reaches its own items",
    ("file-upload-unchecked", "accepts-files"): "taking files is what the application is for",
    ("flood-of-requests", "endpoint-access"): "an interface for the internet has to be public",
    ("flood-of-requests", "endpoint-type"): "an interface for the internet has to be public",
    ("flood-of-requests", "scheme"): "an entry point for the internet has to face it",
    ("kms-key-never-rotated", "key-origin"): "it says whose task the rotation is, and not that it is left undone",
    ("network-acl-admits-administration", "public"): "a public subnet is sound where its list refuses administration",
    ("privilege-escalation-by-iam", "grants-rights"): "whoever gives rights to others is sound within a boundary",
    ("privilege-escalation-by-iam", "privilege"): "wide rights short of all are sound within a boundary",
    ("run-command-on-domain-controllers", "ssm-managed"): "a managed node is wanted; who may use it on tier 0 is asked",
    ("sign-up-open-to-strangers", "self-sign-up"): "anyone may sign up where it is for the public; a check is asked",
    ("xml-external-entity", "accepts-xml"): "taking XML is what the application is for",
}
"""The settings that say in a threat what the element is, and not what is wrong with it, each with the reason."""
WEAK_TOGETHER: Mapping[str, str] = {
    "logs-beside-what-they-record": "that the archive stands in an account that it records is stated, and is wrong",
    "privileged-actor-without-mfa": "the flow states how it authenticates, and no second factor is among it",
    "sensitive-data-behind-one-factor": "the flow states how it authenticates, and no second factor is among it",
}
"""The threats whose circumstances are wrong only together, or by what `none` leaves, each with the reason."""

Conjunction = tuple[tuple[str, Data], ...]
"""Words of a condition that hold together, each with its argument."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogues.known()


@pytest.mark.parametrize(("shelf", "name"), ENTRIES)
def test_control_is_asked_as_the_facts_beside_it_demand(shelf: str, name: str, catalogue: Catalogue) -> None:
    entry = getattr(catalogue, shelf)[name]
    circumstances = {setting for threat, setting in CIRCUMSTANCES if threat == name}
    together = shelf == "threats" and name in WEAK_TOGETHER
    assert list(_misused(entry.about, quoted(entry), circumstances, together=together)) == []


def test_every_exception_is_needed(catalogue: Catalogue) -> None:
    threats = catalogue.threats
    needless = [
        (name, setting)
        for name, setting in CIRCUMSTANCES
        if not list(
            _misused(
                threats[name].about,
                quoted(threats[name]),
                {other for threat, other in CIRCUMSTANCES if threat == name} - {setting},
            )
        )
    ]
    assert needless == []
    assert [name for name in WEAK_TOGETHER if not list(_misused(threats[name].about, quoted(threats[name])))] == []


@pytest.mark.parametrize(
    ("about", "when", "wrong"),
    [
        pytest.param("service", {"is": ["compute"], "unless": ["c"]}, ["unless"], id="silence-alone"),
        pytest.param("service", {"is": ["compute"], "without": ["c"]}, [], id="gap"),
        pytest.param("service", {"setting": {"imds": ["optional"]}, "without": ["c"]}, ["without"], id="fact"),
        pytest.param("service", {"setting": {"imds": ["optional"]}, "unless": ["c"]}, [], id="finding"),
        pytest.param("service", {"setting": {"asked": [True]}, "unless": ["c"]}, ["unless"], id="circumstance"),
        pytest.param(
            "service",
            {"setting": {"asked": [True], "imds": ["optional"]}, "without": ["c"]},
            ["without"],
            id="one-of-two-settings-is-a-fact",
        ),
        pytest.param("service", {"lifecycle": ["ended"], "without": ["c"]}, ["without"], id="default-of-the-provider"),
        pytest.param("service", {"exposed": {"hops_at_most": 1}, "unless": ["c"]}, ["unless"], id="reached"),
        pytest.param("flow", {"none": [{"encrypted": ["tls"]}], "unless": ["c"]}, ["unless"], id="none-states-nothing"),
        pytest.param(
            "service",
            {"any": [{"setting": {"imds": ["optional"]}}, {"is": ["compute"]}], "without": ["c"]},
            ["without"],
            id="one-alternative-is-a-fact",
        ),
        pytest.param(
            "service",
            {"any": [{"setting": {"imds": ["optional"]}}, {"is": ["compute"]}], "unless": ["c"]},
            ["unless"],
            id="one-alternative-is-none",
        ),
        pytest.param(
            "service",
            {"any": [{"is": ["compute"], "any": [{"without": ["c"]}]}], "setting": {"imds": ["optional"]}},
            ["without"],
            id="fact-around-an-alternative",
        ),
        pytest.param("service", {"none": [{"unless": ["c"]}], "is": ["compute"]}, ["unless"], id="exception"),
    ],
)
def test_convention_can_be_broken(about: About, when: Mapping[str, Data], wrong: list[str]) -> None:
    assert list(_misused(about, when, {"asked"})) == wrong


def _misused(
    about: About, when: Mapping[str, Data], circumstances: Collection[str] = (), *, together: bool = False
) -> Iterator[str]:
    """Yield `without` for each conjunction that says a weakness, and `unless` for each that says none.

    `circumstances` are the settings that say no weakness here; with `together`, every conjunction says one.
    """
    for conjunction in _conjunctions(when, ()):
        weak = together or any(_is_weakness(about, name, want, circumstances) for name, want in conjunction)
        wrong = "without" if weak else "unless"
        yield from (name for name, _ in conjunction if name == wrong)


def _is_weakness(about: About, name: str, want: Data, circumstances: Collection[str]) -> bool:
    settings = set(want) - set(circumstances) if name in OF_SETTINGS else {name}
    return WORDS[about][name].says == "weakness" and bool(settings)


def _conjunctions(when: Mapping[str, Data], around: Conjunction) -> Iterator[Conjunction]:
    """Yield the words that hold together, one conjunction for each alternative; each under `none` stands by itself."""
    words = (*around, *((name, want) for name, want in when.items() if name not in {"any", "none"}))
    for each in when.get("none", ()):
        yield from _conjunctions(each, ())
    if "any" not in when:
        yield words
    for each in when.get("any", ()):
        yield from _conjunctions(each, words)
