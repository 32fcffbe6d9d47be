"""The reference: every word of the language, every word of `when`, every problem code, from their definitions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from zonebook.assess.assessment import Assessment
from zonebook.assess.conditions.entry_conditions import words_of
from zonebook.assess.conditions.word import MEANINGS
from zonebook.assess.conditions.words import WORDS
from zonebook.document.inline import Code, Inline, Link, Text, spelt
from zonebook.document.page import Block, Details, Facts, Heading, Listing, Page, Prose, Row, Table
from zonebook.model import binding
from zonebook.model.catalogue import SHELVES, Catalogue, Control, Threat
from zonebook.model.vocabulary import ABOUTS, About
from zonebook.present import badges, page_paths
from zonebook.problem_codes import CODES, described
from zonebook.values import Data
from zonebook.values.record import dataclass

WHEN, PROBLEMS = "reference/when.md", "reference/problems.md"

Schema = Mapping[str, Any]
Schemas = Mapping[str, Schema]

_FILES = {
    "system": ("A system", "models/systems/SYSTEM/*.yaml"),
    "organisation": ("The organisation", "models/organisation.yaml"),
    "audit": ("An audit", "models/audits/AUDIT.yaml"),
    **{schema: (badges.SHELF_TITLES[shelf], f"models/{shelf}/ID.yaml") for shelf, (schema, _) in SHELVES.items()},
}
"""Each kind of file by its schema: its heading, and where an organisation keeps such files."""

_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "mapping",
    "array": "list",
    "null": "nothing",
}


def reference(assessment: Assessment, schemas: Schemas) -> Iterator[Page]:
    """Yield the three pages of the reference; `schemas` are those that models are validated against, by name."""
    yield _page(
        page_paths.LANGUAGE, "Language", "Every word of the files that authors write.", tuple(_language(schemas))
    )
    description = "Every word by which a threat or a control says when it applies."
    yield _page(WHEN, "When", description, tuple(_when(assessment.workspace.catalogue, schemas["when"])))
    yield _page(PROBLEMS, "Problem codes", "What each problem means and what to do about it.", tuple(_problems()))


def _page(path: str, title: str, description: str, blocks: tuple[Block, ...]) -> Page:
    return Page(path=path, title=title, description=description, blocks=blocks, section=("Reference",), listed=True)


# The language


@dataclass(frozen=True, slots=True, kw_only=True)
class _Property:
    """A word of a schema: its path from the top of the file, and what is allowed there."""

    route: str
    schema: Schema
    required: bool


def _language(schemas: Schemas) -> Iterator[Block]:
    first = (
        "What may be written, as `zonebook check` and editors hold it. `ID` stands for a name that you choose, "
        "`[]` for each item of a list. What need not be said may be left out: it is then not stated, which is "
        "unknown and never safe. The words of `when` have "
    )
    yield Prose(paragraphs=((*spelt(first), Link(text="a page of their own", to=WHEN), "."),))
    shared = schemas["common"]["$defs"]
    for name, (title, place) in _FILES.items():
        schema = schemas[name]
        yield Heading(text=title, anchor=name)
        yield Facts(pairs=(("File", (Code(text=place),)),))
        yield Prose(paragraphs=(spelt(schema["description"]),))
        if name in {"system", "organisation", "audit"}:
            for word, below in schema["properties"].items():
                yield from _word(name, word, below, shared)
        else:
            yield _table(f"{name}-words", f"{title}: every word", tuple(_properties(schema)), shared)
    yield Heading(text="Shared values", anchor="shared")
    yield Prose(paragraphs=(("Values that stand at several places, each described once.",),))
    for name, schema in shared.items():
        yield from _shared(name, schema, shared)


def _word(file: str, word: str, schema: Schema, shared: Schemas) -> Iterator[Block]:
    """Yield a top-level word with all that is allowed below it."""
    yield Heading(text=word, anchor=f"{file}-{word}", level=3)
    yield Prose(paragraphs=(spelt(schema["description"]),))
    found = tuple(_inside(schema, word))
    if found:
        yield _table(f"{file}-{word}-words", f"Words of {word}", found, shared)
    else:
        yield Facts(pairs=(("Value", _type(schema)),))


def _shared(name: str, schema: Schema, shared: Schemas) -> Iterator[Block]:
    yield Heading(text=name, anchor=f"shared-{name}", level=3)
    yield Prose(paragraphs=(spelt(schema["description"]),))
    found = tuple(_inside(schema, ""))
    form: tuple[tuple[str, Text], ...] = (("Form", (Code(text=schema["pattern"]),)),) if "pattern" in schema else ()
    yield Facts(pairs=(("Value", _type(schema)), ("Allowed", _allowed(schema, shared)), *form))
    if found:
        yield _table(f"shared-{name}-words", f"Words of {name}", found, shared)


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
                _type(each.schema),
                ("yes" if each.required else "no",),
                _allowed(each.schema, shared),
                spelt(each.schema.get("description", "")),
            ),
        )
        for each in found
    )
    return Table(name=name, title=title, columns=("Word", "Value", "Required", "Allowed", "What it says"), rows=rows)


def _type(schema: Schema) -> Text:
    """Describe the type of value that a schema requires."""
    if "$ref" in schema:
        file, _, name = str(schema["$ref"]).rpartition("#/$defs/")
        return (
            (Link(text=name, to=f"{page_paths.LANGUAGE}#shared-{name}"),)
            if file == "common.schema.json"
            else ("condition",)
        )
    if "oneOf" in schema:
        return badges.spread(tuple(_type(each) for each in schema["oneOf"]), " or ")
    if "enum" in schema:
        return ("choice",)
    if isinstance(schema.get("items"), Mapping):
        return ("list of ", *_type(schema["items"]))
    if isinstance(schema.get("additionalProperties"), Mapping):
        return ("mapping of ", *_type(schema["additionalProperties"]))
    types = schema.get("type", "object")
    return (" or ".join(_TYPES[each] for each in ([types] if isinstance(types, str) else types)),)


def _allowed(schema: Schema, shared: Schemas) -> Text:
    """Return the values or the bounds that a schema names, wherever it names them; a dash where it names none."""
    if "$ref" in schema:
        return _allowed(shared.get(str(schema["$ref"]).rpartition("/")[2], {}), shared)
    if "enum" in schema:
        return badges.codes(tuple(str(each) for each in schema["enum"]))
    if isinstance(schema.get("items"), Mapping):
        return _allowed(schema["items"], shared)
    for each in schema.get("oneOf", ()):
        if "properties" not in each and (found := _allowed(each, shared)) != ("–",):
            return found
    return (_bounds(schema),)


def _bounds(schema: Schema) -> str:
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is None:
        return "–" if most is None else f"at most {most}"
    return f"at least {least}" if most is None else f"{least} to {most}"


# The words of `when`


Uses = Mapping[tuple[About, str], Sequence[tuple[Threat | Control, Data]]]
"""For each word, by the type of its subject: the entries that use it, each with its argument."""


def _when(catalogue: Catalogue, schema: Schema) -> Iterator[Block]:
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
    uses = _used(catalogue)
    for about in ABOUTS:
        yield Heading(text=f"{badges.ABOUT_TITLES[about]} (about: {about})", anchor=about)
        for word, want in schema["$defs"][about]["properties"].items():
            yield Heading(text=word, anchor=f"{about}-{word}", level=3)
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
    allowed = _allowed(schema, {})
    return _type(schema) if allowed == ("–",) else (*_type(schema), ": ", *allowed)


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


def _used(catalogue: Catalogue) -> Uses:
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


# The problem codes


def _problems() -> Iterator[Block]:
    lead = (
        "A problem is something the author must fix before the model means anything. It is reported as "
        "`path:line:column: code: sentence; did you mean …?`. The stages are: reading the text, its schema, its links, "
        "its sense. All problems of a stage are reported together, and nothing is judged before all stages pass."
    )
    yield Prose(paragraphs=(spelt(lead),))
    rows = tuple(Row(id=code, cells=((Code(text=code),), spelt(described(code)))) for code in CODES)
    yield Table(name="codes", title="Problem codes", columns=("Code", "What it means and what to do"), rows=rows)
