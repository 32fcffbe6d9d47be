"""A file that is broken hides nothing in the others, and is never the reason for an unknown id in one of them."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.read.test_advice import problems
from tests.support import catalogues

from zonebook.edge import disk
from zonebook.load.unread import Unread, possible_ids
from zonebook.pipeline import load_workspace
from zonebook.values import BrokenError, Problem

ROOT = catalogues.GOLDEN.parents[2] / "models"
SYSTEM = "models/systems/web-shop/"
TEXTS = {
    "models/systems/landing-zone/model.yaml": b"system: {title: Named by the other}",
    **{
        path: raw
        for path, raw in disk.models(ROOT, "models").items()
        if path == "models/organisation.yaml" or path.startswith(SYSTEM)
    },
}
BREAKS = (b"\n}\n", b"\n\t x: 1\n", b"\n'\n", b"\nkind:x\n", b"\nword: {without: sense}\n", b"\n- item\n", b"\n\xff\n")


def found(models: Mapping[str, bytes]) -> tuple[Problem, ...]:
    try:
        load_workspace(catalogues.shipped(), models, catalogues.schemas())
    except BrokenError as broken:
        return broken.problems
    return ()


@given(st.sampled_from(sorted(TEXTS)), st.integers(0, 10_000), st.sampled_from(BREAKS))
@settings(max_examples=25, deadline=None)
def test_broken_file_breaks_no_other(path: str, at: int, break_: bytes) -> None:
    lines = TEXTS[path].split(b"\n")
    cut = at % len(lines)
    broken = b"\n".join(lines[:cut]) + break_ + b"\n".join(lines[cut:])
    assert {problem.place.path for problem in found({**TEXTS, path: broken})} <= {path}


@given(st.sampled_from(sorted(TEXTS)), st.sampled_from(BREAKS[:3]))
@settings(max_examples=15, deadline=None)
def test_broken_file_hides_no_unknown_id(path: str, break_: bytes) -> None:
    beside = f"{SYSTEM}more.yaml"
    texts = {**TEXTS, path: TEXTS[path] + break_, beside: b"zones: {lobby: {trust: 1, inside: nowhere-at-all}}"}
    (told,) = (problem for problem in found(texts) if problem.place.path == beside)
    assert (told.code, told.message) == ("unknown-id", "there is no zone `nowhere-at-all`")


def test_organisation_that_cannot_be_read_may_name_parties() -> None:
    texts = {
        "models/organisation.yaml": b"parties: {team: {title: T: U}}",
        "models/systems/x/model.yaml": b"{system: {title: X, owner: team}, zones: {a: {trust: 1, owner: teem}}}",
    }
    assert [(each.code, each.place.path.rpartition("/")[2]) for each in problems(texts)] == [
        ("syntax", "organisation.yaml"),
        ("unknown-id", "model.yaml"),
    ]


def test_every_spelling_of_an_id_is_possible() -> None:
    texts = (Unread("a.yaml", "", b"- {Portal_Team: 1, db-1: x}"), Unread("b.yaml", "other", b"elsewhere"))
    assert set(possible_ids(texts) or ()) >= {"portal-team", "Portal_Team", "db-1", "elsewhere"}
    assert "elsewhere" not in (possible_ids(texts, "mine") or ())
    hidden = (b'"\\x61bc": 1', "ab: 1".encode("utf-16"), b'"a\\\nb": 1')
    assert [possible_ids((Unread("c.yaml", "", raw),)) for raw in hidden] == [None, None, None]
    assert possible_ids((Unread("c.yaml", "", rb"owner: CORP\user"),)) is not None
