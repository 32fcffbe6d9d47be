"""The language: a page for each kind of file, and a first page that leads to every word of them."""

from collections.abc import Iterator, Mapping

from zonebook.document.inline import Code, Link, Text, spelt
from zonebook.document.page import Block, Facts, Heading, Page, Prose, Row, Table
from zonebook.model.catalogue import SHELVES
from zonebook.present import badges, page_paths
from zonebook.values.record import dataclass
from zonebook.views.catalogue.reference.schema_values import SHARED, Schema, Schemas, allowed, brief, value_type

_FILES = {
    "system": ("A system", "models/systems/SYSTEM/*.yaml"),
    "organisation": ("The organisation", "models/organisation.yaml"),
    "audit": ("An audit", "models/audits/AUDIT.yaml"),
    **{schema: (badges.SHELF_TITLES[shelf], f"models/{shelf}/ID.yaml") for shelf, (schema, _) in SHELVES.items()},
}
"""Each kind of file by its schema: its heading, and where an organisation keeps such files."""
_PARTED = frozenset(("system", "organisation", "audit"))
"""The kinds of files with a part for each of their first words; the others have one table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Property:
    """A word of a schema: its path from the top of the file, and what is allowed there."""

    route: str
    schema: Schema
    required: bool


def model_language(schemas: Schemas) -> Iterator[Page]:
    """Yield the first page, with a row for each word, then a page for each kind of file and one of shared values."""
    shared = schemas["common"]["$defs"]
    yield Page(
        path=page_paths.LANGUAGE,
        title="Language",
        description="Every word of the files that authors write, and where it is explained.",
        blocks=tuple(_first(schemas, shared)),
        section=("Reference",),
        listed=True,
    )
    for name, (title, place) in _FILES.items():
        blocks = (Facts(pairs=(("File", (Code(text=place),)),)), *_file(name, schemas[name], shared))
        yield _page(name, title, blocks)
    lead = Prose(paragraphs=(("Values that stand at several places, each described once.",),))
    yield _page(SHARED, "Shared values", (lead, *(each for name in shared for each in _shared(name, shared))))


def _page(name: str, title: str, blocks: tuple[Block, ...]) -> Page:
    return Page(
        path=page_paths.language(name),
        title=f"Language: {title[0].lower()}{title[1:]}",
        description=f"{title}: every word, what is allowed there, and what it says.",
        blocks=blocks,
        section=("Reference", "Language"),
    )


# The first page


def _first(schemas: Schemas, shared: Schemas) -> Iterator[Block]:
    first = (
        "What may be written, as `zonebook check` and editors hold it, on a page for each kind of file. `ID` stands "
        "for a name that you choose, `[]` for each item of a list. What need not be said may be left out: it is then "
        "not stated, which is unknown and never safe. The words of `when` have "
    )
    yield Prose(paragraphs=((*spelt(first), Link(text="a page of their own", to=page_paths.WHEN), "."),))
    for name, (title, place) in _FILES.items():
        schema = schemas[name]
        yield Heading(text=title, anchor=name, searched=False)
        link = Link(text="Every word of it", to=page_paths.language(name))
        yield Prose(paragraphs=((Code(text=place), ": ", *brief(schema), " ", link, "."),))
        rows = tuple(_word_row(name, word, below) for word, below in schema["properties"].items())
        yield _brief_table(name if name in _PARTED else f"{name}-words", title, rows)
    yield Heading(text="Shared values", anchor=SHARED, searched=False)
    rows = tuple(_brief_row(SHARED, name, schema, tuple(_inside(schema, ""))) for name, schema in shared.items())
    yield _brief_table(SHARED, "Values that stand at several places", rows)


def _word_row(file: str, word: str, schema: Schema) -> Row:
    """Return the row of a first word of a kind of file; it has the anchors of all that is allowed below it."""
    found = tuple(_inside(schema, word))
    if file in _PARTED:
        return _brief_row(file, word, schema, found)
    to = f"{page_paths.language(file)}#{file}-words-{word}"
    also = tuple(each.route for each in found)
    return Row(id=word, also=also, cells=((Link(text=word, to=to),), brief(schema)))


def _brief_row(file: str, word: str, schema: Schema, found: tuple[_Property, ...]) -> Row:
    to = f"{page_paths.language(file)}#{file}-{word}"
    also = (f"{word}-words", *(f"{word}-words-{each.route}" for each in found)) if found else ()
    return Row(id=word, also=also, cells=((Link(text=word, to=to),), brief(schema)))


def _brief_table(name: str, title: str, rows: tuple[Row, ...]) -> Table:
    return Table(name=name, title=title, columns=("Word", "What it says"), rows=rows)


# The page of a kind of file


def _file(name: str, schema: Schema, shared: Schemas) -> Iterator[Block]:
    yield Prose(paragraphs=(spelt(schema["description"]),))
    if name not in _PARTED:
        yield _table(f"{name}-words", "Every word", tuple(_properties(schema)), shared)
        return
    for word, below in schema["properties"].items():
        yield from _word(name, word, below, shared)


def _word(file: str, word: str, schema: Schema, shared: Schemas) -> Iterator[Block]:
    """Yield a top-level word with all that is allowed below it."""
    yield Heading(text=word, anchor=f"{file}-{word}")
    yield Prose(paragraphs=(spelt(schema["description"]),))
    found = tuple(_inside(schema, word))
    if found:
        yield _table(f"{file}-{word}-words", f"Words of {word}", found, shared)
    else:
        yield Facts(pairs=(("Value", value_type(schema)),))


def _shared(name: str, shared: Schemas) -> Iterator[Block]:
    schema = shared[name]
    yield Heading(text=name, anchor=f"{SHARED}-{name}")
    yield Prose(paragraphs=(spelt(schema["description"]),))
    found = tuple(_inside(schema, ""))
    form: tuple[tuple[str, Text], ...] = (("Form", (Code(text=schema["pattern"]),)),) if "pattern" in schema else ()
    yield Facts(pairs=(("Value", value_type(schema)), ("Allowed", allowed(schema, shared)), *form))
    if found:
        yield _table(f"{SHARED}-{name}-words", f"Words of {name}", found, shared)


def _properties(schema: Schema, route: str = "") -> Iterator[_Property]:
    """Yield every word of a mapping, each followed by the words below it."""
    for name, below in schema.get("properties", {}).items():
        here = f"{route}.{name}" if route else name
        yield _Property(route=here, schema=below, required=name in schema.get("required", ()))
        yield from _inside(below, here)


def _inside(schema: Schema, route: str) -> Iterator[_Property]:
    yield from _properties(schema, route)
    entries, items = schema.get("additionalProperties"), schema.get("items")
    if isinstance(entries, Mapping):
        yield from _inside(entries, f"{route}.ID".removeprefix("."))
    if isinstance(items, Mapping):
        yield from _inside(items, f"{route}[]")
    for each in schema.get("oneOf", ()):
        yield from _inside(each, route)


def _table(name: str, title: str, found: tuple[_Property, ...], shared: Schemas) -> Table:
    rows = tuple(
        Row(
            id=each.route,
            cells=(
                (Code(text=each.route),),
                value_type(each.schema),
                ("yes" if each.required else "no",),
                allowed(each.schema, shared),
                spelt(each.schema.get("description", "")),
            ),
        )
        for each in found
    )
    return Table(name=name, title=title, columns=("Word", "Value", "Required", "Allowed", "What it says"), rows=rows)
