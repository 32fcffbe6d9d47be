"""The files of a system are one document, in which every place is kept and the first file speaks."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from zonebook.model.documents import joined
from zonebook.read.yaml_text import read
from zonebook.values import Place, Problem, Route

INNER = st.sampled_from(("", " {}", " {title: T}", " {is: [x, {y: z}]}", " '1'"))
ENTRIES = st.dictionaries(st.sampled_from("abcd"), INNER, max_size=3)
FILES = st.lists(st.dictionaries(st.sampled_from(("zones", "flows")), ENTRIES, min_size=1), min_size=1, max_size=4)


def text(said: Mapping[str, Mapping[str, str]]) -> bytes:
    lines = (line for word, names in said.items() for line in (f"{word}:", *(f"  {n}:{v}" for n, v in names.items())))
    return "\n".join(lines).encode()


@settings(max_examples=150, deadline=None)
@given(FILES)
def test_first_file_speaks_of_each_route(files: list[dict[str, dict[str, str]]]) -> None:
    documents = [read(f"{number}.yaml", text(said)) for number, said in enumerate(files)]
    whole = joined("system", documents)
    values: dict[Route, Place] = {}
    keys: dict[Route, Place] = {}
    typed: dict[Route, str] = {}
    data: dict[str, dict[str, object]] = {}
    for each in reversed(documents):
        values, keys, typed = {**values, **each.values}, {**keys, **each.keys}, {**typed, **each.typed}
    for each in documents:
        for word, said in each.data.items():
            data[word] = {**(said or {}), **data.get(word, {})}
    assert (dict(whole.values), dict(whole.keys), dict(whole.typed)) == (values, keys, typed)
    assert whole.data == data
    assert (len(whole.values), ("zones", "x") in whole.keys) == (len(values), False)


def test_id_in_two_files_names_both_places() -> None:
    texts = (b"zones: {a: , b: }", b"flows: {a: }", b"zones:\n  b:\n", b"zones: {c: , b: }")
    documents = [read(f"{number}.yaml", text) for number, text in enumerate(texts)]
    message = "`b` is already said at 0.yaml:1:14"
    assert joined("system", documents).problems == (
        Problem(place=Place(path="2.yaml", line=2, column=3), code="said-twice", message=message),
        Problem(place=Place(path="3.yaml", line=1, column=14), code="said-twice", message=message),
    )
