"""Shared fixtures: the schemas, the two catalogues, and small systems made from a few lines of a model."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from tests.support import catalogues, sites, wheels
from xdist.scheduler import LoadScopeScheduling

from zonebook.assembly import kept_parts
from zonebook.assess.answer import Answer, Holds, NotStated
from zonebook.assess.assessment import Assessment
from zonebook.assess.conditions.condition import condition
from zonebook.assess.system import SystemAssessment
from zonebook.edge.store import Store
from zonebook.load.evidence_files import FileState
from zonebook.model.subject import Subject, subjects
from zonebook.model.system import Workspace
from zonebook.model.vocabulary import About
from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.read.schema import Schemas
from zonebook.read.yaml_text import read
from zonebook.values import Data

DAY = "2026-12-01"
HEAD = "system: {title: A small world, owner: team}\n"
FILES = {f"models/{folder}evidence/there.json": "ab" * 32 for folder in ("", "systems/world/")}
"""The files of evidence that exist beside the small models, with their SHA-256."""
HOUSE = "organisation: {title: House}\nparties: {team: {}, others: {}}\n"

LONGEST = ("system", "laws", "mkdocs_support", "commands", "browser", "edge", "catalogue")
"""The folders of tests that take longest, which begin first: where tests run side by side, short ones fill the end."""


def pytest_configure() -> None:
    """Collect cyclic garbage less often: a pass over all that is remembered finds hardly any, and takes long."""
    gc.set_threshold(50_000, 20, 50)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Give the tests of a file to one process, since they share what they make."""
    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = _sharing
    return scheduler


def _sharing(test: str) -> str:
    return test.partition("::")[0]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    folders = {item: item.nodeid.split("/")[1] for item in items}
    items.sort(key=lambda item: LONGEST.index(folders[item]) if folders[item] in LONGEST else len(LONGEST))


@pytest.fixture(autouse=True, scope="session")
def _nothing_is_kept() -> Iterator[None]:
    """Keep no parts of systems from one test to another, which may change the program."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(kept_parts, "store", lambda kind, most: Store(kind=kind, folder=None, most=most))
        yield


def _understood(model: str, organisation: str = HOUSE, more: Mapping[str, str] | None = None) -> Workspace:
    texts = {"models/organisation.yaml": organisation, "models/systems/world/model.yaml": HEAD + model, **(more or {})}
    raw = {path: text.encode() for path, text in texts.items() if text}
    return load_workspace(catalogues.golden(), raw, catalogues.schemas(), look=_looked)


def _looked(paths: Iterable[str]) -> Mapping[str, FileState]:
    return {path: FileState(sha256=FILES.get(path)) for path in paths}


def _assessed(
    model: str, organisation: str = HOUSE, more: Mapping[str, str] | None = None, as_of: str = DAY
) -> Assessment:
    return assess_workspace(_understood(model, organisation, more), as_of)


def _judged(
    model: str, organisation: str = HOUSE, more: Mapping[str, str] | None = None, as_of: str = DAY
) -> SystemAssessment:
    return _assessed(model, organisation, more, as_of).systems["world"]


def _standing(model: str, about: About, element: str = "", organisation: str = HOUSE) -> Subject[object]:
    resolved = _judged(model, organisation).resolved
    return next(at for at in subjects(resolved, about) if element in {"", at.id})


def _asked(model: str, about: About, element: str, when: str) -> Answer:
    words: Data = read("when.yaml", when.encode()).data
    return condition(about, words)(_standing(model, about, element))


def _told(model: str, about: About, element: str, when: str) -> str:
    answer = _asked(model, about, element, when)
    if isinstance(answer, Holds):
        return "yes: " + "; ".join(answer.reasons)
    return "open: " + ", ".join(answer.attributes) if isinstance(answer, NotStated) else "no"


@pytest.fixture(scope="session")
def schemas() -> Schemas:
    """The schemas of the project."""
    return catalogues.schemas()


@pytest.fixture(scope="session")
def golden() -> Mapping[str, bytes]:
    """The texts of the small frozen catalogue of the tests."""
    return catalogues.golden_texts()


@pytest.fixture(scope="session")
def bundled() -> Mapping[str, bytes]:
    """The texts of the catalogue that is shipped."""
    return catalogues.shipped_texts()


@pytest.fixture(scope="session")
def understood() -> Callable[..., Workspace]:
    """Return the workspace of a model (and an organisation, and more texts) with the small catalogue."""
    return _understood


@pytest.fixture(scope="session")
def assessed() -> Callable[..., Assessment]:
    """Return the assessment of a model (and an organisation, more texts, a day) with the small catalogue."""
    return _assessed


@pytest.fixture(scope="session")
def judged() -> Callable[..., SystemAssessment]:
    """Return the assessment of the one system of a model, otherwise like `assessed`."""
    return _judged


@pytest.fixture(scope="session")
def standing() -> Callable[..., Subject[object]]:
    """Return a subject of a model: `standing(model, about, element)`."""
    return _standing


@pytest.fixture(scope="session")
def asked() -> Callable[..., Answer]:
    """Return the answer to a `when` asked of an element of a model: `asked(model, about, element, when)`."""
    return _asked


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> sites.Pair:
    """A real repository, built twice in different environments; slow, so once for all tests."""
    return sites.pair(tmp_path_factory.mktemp("pair"))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    return wheels.built(tmp_path_factory.mktemp("dist"))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small repository as the current folder, with the frozen catalogue in place of the shipped one."""
    catalogues.use(monkeypatch, catalogues.golden_texts())
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.chdir(sites.repository(tmp_path / "here"))
    return tmp_path / "here"


@pytest.fixture(scope="session")
def told() -> Callable[..., str]:
    """Return the same answer as text: `yes: …` with the reasons, `open: …` with what is not stated, or `no`."""
    return _told
