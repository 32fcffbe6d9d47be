"""Dask makes the parts of systems on a cluster, with the same bytes, and goes on where a worker is lost."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support import catalogues, edits, sites

import zonebook
from zonebook import assembly
from zonebook.assembly import parts
from zonebook.pipeline import assess_workspace
from zonebook.write.output_format import LinkOptions

distributed = pytest.importorskip("distributed", reason="the extra `dask` is not installed")
HTML = LinkOptions(links="html")


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A client of two workers on this machine, which have the frozen catalogue."""
    catalogues.use(monkeypatch, catalogues.golden_texts())
    frozen = sites.frozen(tmp_path / "frozen")["PYTHONPATH"]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((frozen, str(Path(zonebook.__file__).parents[1]), *sys.path)))
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=str(tmp_path / "dask")
        ) as cluster,
        distributed.Client(cluster) as found,
    ):
        yield found


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_cluster_survives_a_lost_worker(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401  untyped
    house = assess_workspace(edits.read(edits.texts()), edits.DAYS[0])
    whole = assembly.build(house, HTML)
    executor = client.get_executor(pure=False)
    workers = list(client.run(os.getpid).values())
    submit: Callable[..., Any] = executor.submit
    left = [workers[0]]

    def submitted(*words: object) -> object:
        future = submit(*words)
        if left:
            os.kill(left.pop(), signal.SIGKILL)
        return future

    monkeypatch.setattr(executor, "submit", submitted)
    built = parts.build(house, HTML, root="models", executor=executor)
    assert len(workers) == 2
    assert left == []
    assert [path for path in whole.files if built.files.get(path) != whole.files[path]] == []
    assert set(client.run(os.getpid).values()) != set(workers)
