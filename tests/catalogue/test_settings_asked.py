"""What a kind accepts is heard: each of its settings is asked for, or says that it only describes."""

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass, replace
from typing import Any, get_args, get_type_hints

import pytest
from tests.support import catalogues

from zonebook.assess.conditions.one_word import OF_CONTROLS, OF_SETTINGS
from zonebook.assess.conditions.words import WORDS
from zonebook.assess.findings.covered.unasked import OF_NETWORKS, Askers
from zonebook.model.binding import Ref
from zonebook.model.catalogue import Catalogue

GROUPING = "asked_once"
"""The word that names controls to compare accounts by, and asks for none of them."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogues.known()


@pytest.fixture(scope="module")
def askers(catalogue: Catalogue) -> Askers:
    return Askers(catalogue)


def test_each_setting_is_asked_or_descriptive(catalogue: Catalogue, askers: Askers) -> None:
    assert {kind.id: found for kind in catalogue.kinds.values() if (found := askers.unasked(kind))} == {}


def test_no_descriptive_setting_is_asked(catalogue: Catalogue, askers: Askers) -> None:
    wrong = [
        f"{kind.id}.{name}"
        for kind in catalogue.kinds.values()
        for name, setting in kind.settings.items()
        if setting.descriptive and askers.asked(kind, name)
    ]
    assert wrong == []


SEEDED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("cache-server", "in-transit-encryption"): ("cache-clear-sessions", "elasticache-encrypted"),
    ("search-engine", "in-transit-encryption"): ("store-clear-sessions", "stores-refuse-clear-connections"),
    ("aws-config", "all-regions"): ("configuration-recorded-in-part", "configuration-recorded-everywhere"),
    ("amazon-cloudwatch", "encryption"): ("log-encryption-customer-key",),
    ("aws-systems-manager", "tier-0-restricted"): ("run-command-on-tier-0-restricted",),
}
"""Settings of kinds, each with the threats and controls without which nothing asks for it."""


@pytest.mark.parametrize(("kind", "setting"), SEEDED)
def test_setting_without_askers_is_reported(kind: str, setting: str, catalogue: Catalogue) -> None:
    """A seeded fault: the check can fail."""
    gone = SEEDED[kind, setting]
    left = replace(
        catalogue,
        threats={name: each for name, each in catalogue.threats.items() if name not in gone},
        controls={name: each for name, each in catalogue.controls.items() if name not in gone},
    )
    assert setting in Askers(left).unasked(catalogue.kinds[kind])


def test_inapplicable_alternative_does_not_ask(catalogue: Catalogue) -> None:
    """A seeded fault: a condition names the setting, in an alternative for another kind."""
    threat = catalogue.threats["cache-unencrypted"]
    asked = {"storage-encrypted": [False]}
    elsewhere = {"any": [{"is": ["cache"]}, {"kind": ["amazon-s3"], "setting": asked}]}
    kind = catalogue.kinds["cache-server"]
    for when, found in ((elsewhere, False), ({"any": [{"is": ["cache"], "setting": asked}]}, True)):
        changed = catalogue.with_shelves({"threats": {threat.id: replace(threat, when=when)}, "controls": {}})
        assert Askers(changed).asked(kind, "storage-encrypted") is found


def test_exception_asks(catalogue: Catalogue) -> None:
    threat = catalogue.threats["cache-unencrypted"]
    when = {"is": ["cache"], "none": [{"setting": {"storage-encrypted": [True]}}]}
    changed = catalogue.with_shelves({"threats": {threat.id: replace(threat, when=when)}, "controls": {}})
    assert Askers(changed).asked(catalogue.kinds["cache-server"], "storage-encrypted")


def test_words_naming_settings_are_known() -> None:
    words = {name: word for known in WORDS.values() for name, word in known.items()}
    assert {
        name for name, word in words.items() if "settings" in set(_shelves(word.wants))
    } == OF_SETTINGS | OF_NETWORKS
    named = {name for name, word in words.items() if "controls" in set(_shelves(word.wants))}
    assert named == {*OF_CONTROLS, GROUPING}


def _shelves(annotation: Any) -> Iterator[str]:  # noqa: ANN401  any annotation
    """Yield the shelves of the ids that an argument of this annotation names."""
    if isinstance(annotation, Ref):
        yield from annotation.shelves
    for each in get_args(annotation):
        yield from _shelves(each)
    if is_dataclass(annotation):
        for hint in get_type_hints(annotation, include_extras=True).values():
            yield from _shelves(hint)
