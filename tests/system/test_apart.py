"""Systems made apart from each other come together to the bytes of one build."""

import os
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.support import catalogues, edits, sites

import zonebook
from zonebook import assembly
from zonebook.assembly import parts
from zonebook.assess.assessment import Assessment
from zonebook.document.provenance import Provenance
from zonebook.pipeline import assess_workspace
from zonebook.values import RefusedError
from zonebook.write.output_format import LinkOptions

DAY = edits.DAYS[0]
HTML = LinkOptions(links="html", repository="https://code.example/{path}#{line}")
MADE_FROM = Provenance(program="1", as_of=DAY, models="ab" * 32)


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogues.use(monkeypatch, catalogues.golden_texts())


@pytest.fixture(scope="module")
def house() -> Assessment:
    """The assessment of three systems."""
    return assess_workspace(edits.read(edits.texts()), DAY)


@pytest.fixture(scope="module")
def whole(house: Assessment) -> assembly.Built:
    return assembly.build(house, HTML, provenance=MADE_FROM)


class Here(Executor):
    """Does at once, in this process, what it is given; what `lost` says of its number was lost with a process."""

    def __init__(self, lost: Callable[[int], bool] = lambda _: False) -> None:
        self.asked = 0
        self.lost = lost

    def submit(self, fn: Callable[..., Any], /, *args: object, **more: object) -> "Future[Any]":
        done: Future[Any] = Future()
        self.asked += 1
        if self.lost(self.asked):
            done.set_exception(BrokenProcessPool("a process ended"))
        else:
            done.set_result(fn(*args, **more))
        return done


@pytest.mark.parametrize("lost", [0, 2], ids=["all are made", "one is lost"])
def test_parts_come_to_the_same_bytes(
    house: Assessment, whole: assembly.Built, lost: int, capsys: pytest.CaptureFixture[str]
) -> None:
    executor = Here(lambda number: number == lost)
    built = parts.build(house, HTML, root="models", executor=executor, provenance=MADE_FROM)
    assert executor.asked == 3
    assert [path for path in whole.files if built.files.get(path) != whole.files[path]] == []
    assert built.files.keys() == whole.files.keys()
    assert [path for path in built.files if path.endswith(".md")] == [page.path for page in whole.pages]
    assert built.degraded == whole.degraded
    said = "zonebook: a process ended before its work was done; 1 system was made by the main process instead\n"
    assert capsys.readouterr().err == (said if lost else "")
    assert [replace(page, blocks=()) for page in built.pages] == [replace(page, blocks=()) for page in whole.pages]


def test_threads_are_an_executor_as_well(house: Assessment, whole: assembly.Built) -> None:
    with ThreadPoolExecutor(2) as pool:
        built = parts.build(house, HTML, root="models", executor=pool, provenance=MADE_FROM)
    assert built.files == whole.files


def test_another_version_is_refused(house: Assessment) -> None:
    (job, *_) = parts.jobs(house, tuple(house.systems), HTML, root="models")
    with pytest.raises(RefusedError, match=r"the work is from zonebook 0\.0"):
        parts.parts_of(replace(job, program="0.0"))


def test_many_systems_are_few_jobs(house: Assessment) -> None:
    names = [f"s{number}" for number in range(500)]
    found = parts.jobs(house, names, HTML, root="models")
    assert len(found) <= 32
    assert [name for job in found for name in job.systems] == names


def test_processes_write_the_same_site(tmp_path: Path) -> None:
    here = sites.repository(tmp_path / "here")
    for path, raw in edits.texts().items():
        (here / path).parent.mkdir(parents=True, exist_ok=True)
        (here / path).write_bytes(raw)
    env = sites.frozen(tmp_path / "frozen")
    env["PYTHONPATH"] += os.pathsep + str(Path(zonebook.__file__).parents[1])
    for jobs in ("1", "2"):
        done = sites.run("build", "--out", f"out-{jobs}", "--as-of", DAY, "--jobs", jobs, cwd=here, env=env)
        assert done.code == 0, done.err
    assert sites.tree(here / "out-1") == sites.tree(here / "out-2")
