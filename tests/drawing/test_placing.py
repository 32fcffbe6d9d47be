"""A layout is made once, and taken from the store by later programs: the same picture, and never a wrong one."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.support.pictures import laid_out, pictures

from zonebook.diagram.layout.arrange import arranged
from zonebook.diagram.layout.bare import bare
from zonebook.diagram.layout.geometry import Geometry, NotLaidOutError
from zonebook.diagram.layout.packed import packed, unpacked
from zonebook.document.graph import Graph, Overlay
from zonebook.drawing import placing
from zonebook.drawing.own_svg import own
from zonebook.drawing.placing import Placing
from zonebook.edge import disk
from zonebook.edge.store import Store

NAME = "corporate-directory-zones"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty store."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return Store(kind="layout", folder=tmp_path)


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The name of each picture that is laid out; the layouts are those that other tests hold."""
    found: list[str] = []

    def counted(graph: Graph) -> Geometry:
        found.append(graph.name)
        return laid_out(graph.name)

    monkeypatch.setattr(placing, "arranged", counted)
    return found


def test_second_build_lays_nothing_out(kept: Store, layouts: list[str]) -> None:
    for _ in range(2):
        pen = Placing(kept=kept)
        for name, graph in pictures().items():
            assert pen.placed(graph) == laid_out(name)
    assert sorted(layouts) == sorted(pictures())


def test_kept_layout_gives_the_same_bytes(kept: Store, layouts: list[str]) -> None:
    for name, graph in pictures().items():
        kept_before = Placing(kept=kept).placed(graph)
        again = Placing(kept=kept).placed(graph)
        assert isinstance(again, Geometry)
        assert again is not kept_before
        assert own(graph, again, str) == own(graph, laid_out(name), str)
    assert len(layouts) == len(pictures())


def test_layout_does_not_depend_on_texts() -> None:
    graph = pictures()[NAME]
    assert bare(graph) != graph
    assert arranged(bare(graph)) == laid_out(NAME)


def test_changed_facts_keep_the_layout(kept: Store, layouts: list[str]) -> None:
    graph = pictures()[NAME]
    for each in (graph, replace(graph, title="Other", overlays=(Overlay(id="o", title="O", says="Why", many=0),))):
        Placing(kept=kept).placed(each)
    assert layouts == [NAME]


def test_changed_graph_is_laid_out(kept: Store, layouts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    graph = pictures()[NAME]
    Placing(kept=kept).placed(graph)
    Placing(kept=kept).placed(replace(graph, within=(*graph.within, "another")))
    assert layouts == [NAME, NAME]
    monkeypatch.setattr(placing, "_program", lambda: "another program")
    Placing(kept=kept).placed(graph)
    assert layouts == [NAME] * 3


WRONG: dict[str, Callable[[Geometry], str]] = {
    "no JSON": lambda _: "{",
    "another form": lambda _: "[]",
    "an unknown part": lambda _: '{":": "Other"}',
    "a part without fields": lambda _: '{":": "Geometry"}',
    "no part": lambda _: '{"a": 1}',
    "deep": lambda _: "[" * 100_000,
    "another picture": lambda laid: packed(replace(laid, name="other")),
    "a lost node": lambda laid: packed(replace(laid, nodes=laid.nodes[1:])),
    "a line that is no line": lambda laid: packed(replace(laid, edges=("line",))),  # type: ignore[arg-type]
    "a size that is none": lambda laid: packed(replace(laid, width="wide")),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_layout_is_made_anew(kept: Store, layouts: list[str], wrong: str) -> None:
    graph = pictures()[NAME]
    Placing(kept=kept).placed(graph)
    kept.keep(f"{placing._program()}\0{bare(graph)!r}", WRONG[wrong](laid_out(NAME)))
    assert Placing(kept=kept).placed(graph) == laid_out(NAME)
    assert Placing(kept=kept).placed(graph) == laid_out(NAME)
    assert layouts == [NAME, NAME]


def test_refused_layout_is_not_kept(kept: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(graph: Graph) -> Geometry:
        raise NotLaidOutError(f"`{graph.name}` is too dense")

    monkeypatch.setattr(placing, "arranged", refused)
    assert str(Placing(kept=kept).placed(pictures()[NAME])).endswith("is too dense")
    assert list(tmp_path.iterdir()) == []


def test_program_is_part_of_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = placing._program()
    placing._program.cache_clear()
    monkeypatch.setattr(disk, "code", lambda *_: [("diagram/layout/arrange.py", b"changed")])
    try:
        assert placing._program() != before
    finally:
        placing._program.cache_clear()


def test_packed_layout_comes_back() -> None:
    for name in pictures():
        assert unpacked(packed(laid_out(name))) == laid_out(name)
