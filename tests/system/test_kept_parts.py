"""What follows from one system is made once, and again only where something that it is made from has changed."""

import io
import os
import pickle
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.support import catalogues, edits
from tests.support.strategies import dice_of

from zonebook import assembly
from zonebook.assembly import kept_parts, origin, parts
from zonebook.assess.assessment import Assessment
from zonebook.document.provenance import Provenance
from zonebook.edge import disk
from zonebook.edge.store import Store
from zonebook.pipeline import Part, assess_workspace, load_workspace
from zonebook.write.output_format import LinkOptions

DAY = edits.DAYS[0]
HTML = LinkOptions(links="html")
Texts = dict[str, bytes]


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty store."""
    catalogues.use(monkeypatch, catalogues.golden_texts())
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    found = Store(kind="parts", folder=tmp_path / "store")
    monkeypatch.setattr(kept_parts, "store", lambda *_: found)
    return found


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The systems whose parts are made, from here on."""
    found: list[str] = []
    part_of = parts.part_of

    def noted(alone: Assessment, options: LinkOptions, provenance: Provenance | None) -> Part:
        found.extend(alone.systems)
        return part_of(alone, options, provenance)

    monkeypatch.setattr(parts, "part_of", noted)
    return found


def built(texts: Texts, options: LinkOptions = HTML, day: str = DAY, commit: str = "") -> assembly.Built:
    """Return the build of texts, as one of a folder that is in no repository."""
    house = assess_workspace(edits.read(texts), day)
    provenance = origin.made_from(house, Path("nowhere"), "models")
    systems = {name: replace(each, commit=commit) for name, each in provenance.systems.items()}
    provenance = replace(provenance, systems=systems, commit=commit)
    return parts.build(house, options, root="models", provenance=provenance)


def forgetful(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> assembly.Built:
    """Return the build of texts with nothing kept."""
    with monkeypatch.context() as patched:
        patched.setattr(kept_parts, "store", lambda *_: Store(kind="parts", folder=None))
        return built(texts)


def changed(path: str, before: str, after: str) -> Texts:
    """Return the texts after a change."""
    texts = edits.texts()
    assert before.encode() in texts[path]
    return {**texts, path: texts[path].replace(before.encode(), after.encode())}


def test_second_build_makes_no_part(made: list[str]) -> None:
    first = built(edits.texts())
    assert made == ["front", "middle", "rear"]
    assert built(edits.texts()) == first
    assert made == ["front", "middle", "rear"]


def test_edit_of_system_makes_its_part_alone(made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    built(edits.texts())
    made.clear()
    texts = changed("models/systems/middle/model.yaml", "One of three.", "In between.")
    found = built(texts)
    assert made == ["middle"]
    assert found == forgetful(texts, monkeypatch)


@pytest.mark.parametrize(
    "again",
    [
        lambda: built(changed("models/organisation.yaml", "title: House", "title: Company")),
        lambda: built(edits.texts(), day=edits.DAYS[1]),
        lambda: built(edits.texts(), LinkOptions(links="directory")),
        lambda: built(edits.texts(), commit="ab" * 20),
    ],
    ids=["what is shared", "the day", "how links are written", "the commit"],
)
def test_what_concerns_all_makes_every_part(made: list[str], again: Callable[[], assembly.Built]) -> None:
    built(edits.texts())
    made.clear()
    again()
    assert made == ["front", "middle", "rear"]


def test_other_program_makes_every_part(made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    built(edits.texts())
    made.clear()

    def program() -> Iterator[tuple[str, bytes]]:
        yield "views/home.py", b"changed"

    monkeypatch.setattr(disk, "program", program)
    built(edits.texts())
    assert made == ["front", "middle", "rear"]


def test_other_layout_engine_makes_every_part(made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    built(edits.texts())
    made.clear()
    pen = replace(assembly.drawer(), engines=(sys.executable,))
    monkeypatch.setattr(assembly, "drawer", lambda: pen)
    built(edits.texts())
    assert made == ["front", "middle", "rear"]


@pytest.mark.parametrize("named", [load_workspace, Path, zlib.compress, kept_parts.KeptParts])
def test_pickle_can_name_nothing_but_values_of_pages(named: object) -> None:
    with pytest.raises(pickle.UnpicklingError):
        kept_parts._Ours(io.BytesIO(pickle.dumps(named))).load()


class Odd:
    """Would run when a pickle is read without care."""

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("exit 1",)


@pytest.mark.parametrize(
    "raw",
    [b"", b"\0" * 9, zlib.compress(b"cut"), zlib.compress(pickle.dumps({"a": 1})), zlib.compress(pickle.dumps(Odd()))],
    ids=["empty", "not packed", "no pickle", "no part", "something that runs"],
)
def test_what_is_no_part_is_made_anew(made: list[str], raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    first = built(edits.texts())
    ran: list[str] = []
    monkeypatch.setattr(os, "system", ran.append)
    monkeypatch.setattr(Store, "taken_raw", lambda *_: raw)
    assert built(edits.texts()) == first
    assert made == ["front", "middle", "rear"] * 2
    assert ran == []


def test_edited_builds_are_those_of_clean_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each build after some edits has the bytes of one that keeps nothing."""
    dice, texts = dice_of(11), edits.texts()
    built(texts)
    for _ in range(int(os.environ.get("ZONEBOOK_EDITS", "5"))):
        new = edits.edited(texts, dice)
        if not edits.valid(new):
            continue
        texts = new
        assert built(texts) == forgetful(texts, monkeypatch)


def test_system_that_is_degraded_is_not_kept(store: Store, made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    part_of = parts.part_of
    monkeypatch.setattr(parts, "part_of", lambda *args: replace(part_of(*args), failed=("one",)))
    built(edits.texts())
    built(edits.texts())
    assert made == ["front", "middle", "rear"] * 2
    assert store.folder
    assert not store.folder.exists()
