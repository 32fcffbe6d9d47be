"""Excerpts of the models beside the results."""

from tests.support.walking import blocks, entries, models, pages

from zonebook.document.page import Details, Page, Snippet
from zonebook.present.source_excerpt import MOST_LINES, excerpt
from zonebook.values import Place

TEXT = b"""services:
  # Above it.
  a: {kind: server, # of
      zone: z}

  b:
    kind: server

    # Inside it.
    zone: z
  # Above the next one.
  c: {kind: server}
"""


def shown(line: int, text: bytes = TEXT) -> str:
    return excerpt({"m.yaml": text}, Place(path="m.yaml", line=line, column=3))


def test_excerpt_includes_indented_lines() -> None:
    assert shown(6) == "b:\n  kind: server\n\n  # Inside it.\n  zone: z"


def test_excerpt_of_braces_is_complete() -> None:
    assert shown(3) == "a: {kind: server, # of\n    zone: z}"
    assert shown(12) == "c: {kind: server}"


def test_long_excerpt_is_cut_with_count() -> None:
    text = ("a:\n" + "".join(f"  k{n}: {n}\n" for n in range(40))).encode()
    lines = excerpt({"m.yaml": text}, Place(path="m.yaml")).splitlines()
    assert len(lines) == MOST_LINES + 1
    assert lines[-1] == "# … 16 more lines"


def test_unknown_location_has_no_excerpt() -> None:
    assert excerpt({}, Place(path="m.yaml")) == ""
    assert shown(99) == ""


def test_every_statement_shows_its_lines() -> None:
    for judged in models().systems.values():
        system = judged.resolved.system
        for plural in ("services", "flows", "zones", "networks", "identities", "actors", "data", "trusts"):
            for id_ in getattr(system, plural):
                assert f"{id_}:" in first(f"systems/{system.id}/{plural}/{id_}.md")
        told = snippets(f"systems/{system.id}/decisions.md")
        assert [each for each in system.decisions if not any(each in text for text in told)] == []
        stated = {check.control.id for check in judged.checks if check.standing.place.path}
        assert [each for each in stated if not folded(entries()[f"controls/{each}"])] == []


def snippets(path: str) -> list[str]:
    return folded(pages()[path])


def folded(page: Page) -> list[str]:
    found = [block for block in blocks(page) if isinstance(block, Details)]
    return [each.text for block in found for each in block.blocks if isinstance(each, Snippet)]


def first(path: str) -> str:
    return snippets(path)[0].splitlines()[0]
