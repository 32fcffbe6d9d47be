"""The words of `when`: a page for what they are asked of, and a first page that leads to every word of them."""

from collections.abc import Iterator, Mapping, Sequence

from zonebook.assess.conditions.entry_conditions import words_of
from zonebook.assess.conditions.word import MEANINGS
from zonebook.assess.conditions.words import WORDS
from zonebook.document.inline import Code, Inline, Link, Text, spelt
from zonebook.document.page import Block, Details, Facts, Heading, Listing, Page, Prose, Row, Table
from zonebook.model import binding
from zonebook.model.catalogue import Catalogue, Control, Threat
from zonebook.model.vocabulary import ABOUTS, About
from zonebook.present import badges, page_paths
from zonebook.values import Data
from zonebook.views.catalogue.reference.schema_values import Schema, allowed, value_type

_Uses = Mapping[tuple[About, str], Sequence[tuple[Threat | Control, Data]]]
"""For each word, by the type of its subject: the entries that use it, each with its argument."""


def condition_words(catalogue: Catalogue, schema: Schema) -> Iterator[Page]:
    """Yield the first page, with a row for each word, then a page for each type of subject."""
    uses = _used(catalogue)
    yield Page(
        path=page_paths.WHEN,
        title="When",
        description="Every word by which a threat or a control says when it applies.",
        blocks=tuple(_first(schema, uses)),
        section=("Reference",),
        listed=True,
    )
    for about in ABOUTS:
        title = badges.ABOUT_TITLES[about]
        yield Page(
            path=page_paths.words_about(about),
            title=f"When: {title.lower()}",
            description=f"{title}: every word by which a threat or a control about it says when it applies.",
            blocks=tuple(_words(about, schema, uses)),
            section=("Reference", "When"),
        )


def _first(schema: Schema, uses: _Uses) -> Iterator[Block]:
    lead = (
        "`when` is a mapping of words; all of them must hold. There is no other logic. A word answers with its "
        "reason, with no, or with the attribute that the model does not state: then there is a gap, neither a finding "
        "nor a pass."
    )
    rule = (
        "A finding needs a stated fact or a default of the provider. Beside a word that says a weakness, ask for a "
        "control with `unless`: silence counts as not met. Beside circumstances alone, ask with `without`: it is a gap."
    )
    yield Prose(paragraphs=(spelt(lead), spelt(rule)))
    for about in ABOUTS:
        title = _title(about)
        yield Heading(text=title, anchor=about, searched=False)
        words = schema["$defs"][about]["properties"]
        rows = tuple(_row(about, word, want, len(uses.get((about, word), ()))) for word, want in words.items())
        yield Table(name=about, title=title, columns=("Word", "What it asks", "Uses"), rows=rows)


def _title(about: About) -> str:
    return f"{badges.ABOUT_TITLES[about]} (about: {about})"


def _row(about: About, word: str, want: Schema, uses: int) -> Row:
    link = Link(text=word, to=f"{page_paths.words_about(about)}#{about}-{word}")
    return Row(id=word, cells=((link,), spelt(want["description"].partition("\n\n")[0]), (str(uses),)))


def _words(about: About, schema: Schema, uses: _Uses) -> Iterator[Block]:
    link = Link(text="Every subject and its words", to=page_paths.WHEN)
    yield Prose(paragraphs=((*spelt(f"A threat or a control with `about: {about}` asks these words. "), link, "."),))
    for word, want in schema["$defs"][about]["properties"].items():
        yield Heading(text=word, anchor=f"{about}-{word}")
        yield Prose(paragraphs=(spelt(want["description"]),))
        found = uses.get((about, word), ())
        yield Facts(pairs=(*_argument(word, want, [each for _, each in found]), *_facts(about, word)))
        yield from _users([entry for entry, _ in found])


def _argument(word: str, want: Schema, examples: Sequence[Data]) -> Iterator[tuple[str, Text]]:
    yield "Argument", _wanted(want)
    for name, below in want.get("properties", {}).items():
        yield name, _wanted(below)
    if examples and word not in {"any", "none"}:
        yield "For example", (Code(text=f"{word}: {_written(examples[0])}"),)


def _facts(about: About, word: str) -> Iterator[tuple[str, Text]]:
    """Yield what a word says of its subject, and the shelves of the ids that it takes as its argument."""
    if word not in WORDS[about]:
        return
    yield "Says", (MEANINGS[WORDS[about][word].says],)
    marks = [mark for mark in binding.marks(WORDS[about][word].wants) if isinstance(mark, binding.Ref)]
    shelves = dict.fromkeys(shelf for mark in marks for shelf in mark.shelves)
    if shelves:
        yield "Ids of", badges.spread(tuple((_shelf(each),) for each in shelves))


def _shelf(name: str) -> Inline:
    title = badges.SHELF_TITLES.get(name)
    return Link(text=title.lower(), to=page_paths.shelf_page(name)) if title else name


def _wanted(schema: Schema) -> Text:
    values = allowed(schema, {})
    return value_type(schema) if values == ("–",) else (*value_type(schema), ": ", *values)


def _users(entries: Sequence[Threat | Control]) -> Iterator[Block]:
    """Yield the entries of the catalogue that use a word, collapsed."""
    threats = {each.id: each for each in entries if isinstance(each, Threat)}
    controls = {each.id: each for each in entries if isinstance(each, Control)}
    for shelf, found in (("threats", threats), ("controls", controls)):
        if found:
            links = tuple((Link(text=each.title, to=page_paths.place(each)),) for each in found.values())
            word = shelf if len(found) > 1 else shelf.removesuffix("s")
            yield Details(summary=f"Used by {len(found)} {word}", blocks=(Listing(items=links),))
    if not entries:
        yield Prose(paragraphs=(("Nothing in the catalogue uses it yet.",),))


def _used(catalogue: Catalogue) -> _Uses:
    found: dict[tuple[About, str], list[tuple[Threat | Control, Data]]] = {}
    entries: tuple[Threat | Control, ...] = (*catalogue.threats.values(), *catalogue.controls.values())
    for entry in entries:
        for word, want in words_of(entry):
            found.setdefault((entry.about, word), []).append((entry, want))
    return found


def _written(data: Data) -> str:
    """Return plain data as YAML on one line."""
    if isinstance(data, Mapping):
        return "{" + ", ".join(f"{key}: {_written(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list | tuple):
        return "[" + ", ".join(map(_written, data)) + "]"
    return str(data).lower() if isinstance(data, bool) else str(data)
