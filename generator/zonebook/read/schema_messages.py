"""Messages about the errors in a document, worded for its author."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from zonebook.read.type_advice import rewritten, shown
from zonebook.read.wordings import bare, instance_of, schema_of, wanted_by, worded
from zonebook.suggestions import nearest
from zonebook.values import Document, Problem, Route, cut

Schema = dict[str, Any]
_MOST_HINTS = 100
"""How many words of one mapping get a hint: the search is slow, and so many are no typing errors."""
_MOST_ERRORS = 1000
"""How many errors of one mapping, and of one file, get a message: a file with more is no model yet."""


class Judge:
    """The schemas by name, ready to describe what is wrong."""

    def __init__(self, schemas: Mapping[str, Schema]) -> None:
        """Prepare the schemas."""
        self._schemas = schemas
        self._registry: Registry[Any] = Registry().with_resources(
            [(f"{name}.schema.json", DRAFT202012.create_resource(schema)) for name, schema in schemas.items()]
        )

    def problems(self, document: Document, name: str) -> set[Problem]:
        """Return every violation of the schema `name` by a document that is not valid: at least one."""
        validator = _Validator(self._schemas[name], registry=self._registry)
        found = {
            reported
            for error in islice(validator.iter_errors(document.data), _MOST_ERRORS)
            for reported in _problems(document, error)
        }
        misspelt = {
            (route, problem.hint.partition(":")[0]) for route, problem in found if problem.code == "unknown-word"
        }
        # A misspelt required word is also missing: it is reported once.
        reported = {each for at, each in found if each.code != "missing" or (at, _missing(each)) not in misspelt}
        return reported or {_unexplained(document, name)}


def _whole(_: object, pattern: str, instance: object, schema: Schema) -> Iterator[ValidationError]:
    """Check a text by a pattern whose `$` is the very end, as in ECMA 262; Python allows a line end after it."""
    if isinstance(instance, str) and not re.search(re.sub(r"(?<!\\)\$", r"\\Z", pattern), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}", schema=schema)


def _additional(judge: Any, wanted: object, instance: object, schema: Schema) -> Iterator[ValidationError]:  # noqa: ANN401
    """Check the words that no schema names by `additionalProperties`, one after the other, in their order."""
    if not isinstance(instance, dict):
        return
    extra = [word for word in instance if word not in schema.get("properties", {})]
    if isinstance(wanted, dict):
        for word in extra:
            yield from judge.descend(instance[word], wanted, path=word)
    elif not wanted and extra:
        yield ValidationError("a word is not known", schema=schema)


def _repeated(_: object, wanted: object, instance: object, schema: Schema) -> Iterator[ValidationError]:
    """Find each repeated item of a list in linear time; the library's own check takes quadratic time."""
    if not wanted or not isinstance(instance, list):
        return
    seen: set[str] = set()
    for index, each in enumerate(instance):
        text = _canonical(each)
        if text in seen:
            yield ValidationError("a value is repeated", path=(index,), instance=each, schema=schema)
        seen.add(text)


def _canonical(value: object) -> str:
    """Return a text that two values share where JSON Schema considers them equal: 1 is 1.0, and true is not 1."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dict):
        return "{" + ",".join(sorted(f"{json.dumps(key)}:{_canonical(each)}" for key, each in value.items())) + "}"
    return f"[{','.join(map(_canonical, value))}]" if isinstance(value, list) else json.dumps(value)


_Validator = validators.extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {"pattern": _whole, "additionalProperties": _additional, "uniqueItems": _repeated}
)


def _unexplained(document: Document, name: str) -> Problem:
    message = f"the file is not what a {name} must be, and no rule says where"
    return Problem(place=document.place(()), code="schema", message=message)


def _problems(document: Document, error: ValidationError) -> Iterator[tuple[Route, Problem]]:
    """Yield the problems of one error, each with the route it is about; of alternatives only the one that was meant."""
    route: Route = tuple(error.absolute_path)
    keyword = str(error.validator)
    if keyword in {"oneOf", "anyOf"} and (meant := _meant(error)):
        for inner in meant:
            yield from _problems(document, inner)
        return
    if keyword == "additionalProperties" and schema_of(error).get("additionalProperties") is False:
        known = schema_of(error).get("properties", {})
        moved = schema_of(error).get("x-moved", {})
        for count, word in enumerate(islice((word for word in instance_of(error) if word not in known), _MOST_ERRORS)):
            place = document.key_place((*route, word))
            message = f"{shown(word, word)} means nothing {_where(route)}{_moved(word, moved)}"
            hint = _known_word(word, known) if count < _MOST_HINTS and word not in moved else ""
            yield route, Problem(place=place, code="unknown-word", message=message, hint=hint)
        return
    if _names_parent(error):
        yield route, _wrong_key(document, route, error)
        return
    code, message, hint = worded(error, document.as_typed(route) if _plain(error) else "")
    place = document.key_place(route) if keyword in {"required", "minProperties"} else document.place(route)
    yield route, Problem(place=place, code=code, message=message, hint=hint)


def _moved(word: str, moved: Mapping[str, str]) -> str:
    """Return where a word of an older form of the language stands now (`x-moved` of the schema), if it is one."""
    return f": {moved[word]}" if word in moved else ""


def _known_word(word: str, known: Mapping[str, Any]) -> str:
    """Return the word that was probably meant; with its value where only the space after the colon is missing."""
    name, colon, value = word.partition(":")
    return f"{name}: {value}" if colon and value and name in known else nearest(word, known)


def _wrong_key(document: Document, route: Route, error: ValidationError) -> Problem:
    """Return the problem of an invalid key: for jsonschema, the key itself is the instance."""
    key, hint = str(error.instance), ""
    description = str(schema_of(error).get("description", "")).rstrip(".")
    if error.validator == "enum":
        options = [bare(each) for each in wanted_by(error)]
        description, hint = f"it is not one of {', '.join(options)}", nearest(key, options)
    elif error.validator == "pattern":
        hint = rewritten(key, schema_of(error))
    message = f"{shown(key, key)} cannot be a name here: {description}"
    return Problem(place=document.key_place((*route, key)), code="key", message=message, hint=hint)


def _names_parent(error: ValidationError) -> bool:
    """Return whether the error is about the name of a property: jsonschema has no path to a name."""
    return "propertyNames" in error.absolute_schema_path and isinstance(error.instance, str)


def _meant(error: ValidationError) -> list[ValidationError]:
    """Return the errors of the alternative that has the right type, where one alone has it.

    A number or a boolean among choices of text is an error of the choice.
    """
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.schema_path[0], []).append(inner)
    fitting = [errors for errors in branches.values() if not any(_wrong_type(each, error.instance) for each in errors)]
    if not fitting and _plain(error):
        fitting = [errors for errors in branches.values() if all(each.validator == "enum" for each in errors)]
    return fitting[0] if len(fitting) == 1 else []


def _plain(error: ValidationError) -> bool:
    """Return whether the error is about a text, a number, a boolean or nothing."""
    return not isinstance(error.instance, dict | list)


def _wrong_type(error: ValidationError, instance: object) -> bool:
    here = not error.relative_path
    scalar_only = error.validator == "enum" and not isinstance(instance, str)
    return here and (error.validator == "type" or scalar_only)


def _where(route: Route) -> str:
    return f"in `{'.'.join(cut(str(each)) for each in route)}`" if route else "at the top of this file"


def _missing(problem: Problem) -> str:
    return problem.message.split("`")[1]
