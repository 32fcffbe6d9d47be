"""Messages about the errors in a document, worded for its author."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from zonebook.suggestions import formed, nearest
from zonebook.values import Document, Problem, Route, cut

Schema = dict[str, Any]
_MOST_HINTS = 100
"""How many words of one mapping get a hint: the search is slow, and so many are no typing errors."""
_MOST_ERRORS = 1000
"""How many errors of one mapping, and of one file, get a message: a file with more is no model yet."""
_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "a mapping",
    "array": "a list",
    "null": "nothing",
}


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
        misspelt = {(route, problem.hint) for route, problem in found if problem.code == "unknown-word"}
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
    if keyword == "additionalProperties" and _schema(error).get("additionalProperties") is False:
        known = _schema(error).get("properties", {})
        for count, word in enumerate(islice((word for word in _instance(error) if word not in known), _MOST_ERRORS)):
            place = document.key_place((*route, word))
            message = f"{_said(word)} means nothing {_where(route)}"
            hint = nearest(word, known) if count < _MOST_HINTS else ""
            yield route, Problem(place=place, code="unknown-word", message=message, hint=hint)
        return
    if _names_parent(error):
        yield route, _wrong_key(document, route, error)
        return
    code, message, hint = _WORDINGS.get(keyword, _other)(error)
    place = document.key_place(route) if keyword in {"required", "minProperties"} else document.place(route)
    yield route, Problem(place=place, code=code, message=message, hint=hint)


def _wrong_key(document: Document, route: Route, error: ValidationError) -> Problem:
    """Return the problem of an invalid key: for jsonschema, the key itself is the instance."""
    key, hint = str(error.instance), ""
    description = str(_schema(error).get("description", "")).rstrip(".")
    if error.validator == "enum":
        options = [_bare(each) for each in _wanted(error)]
        description, hint = f"it is not one of {', '.join(options)}", nearest(key, options)
    elif error.validator == "pattern":
        hint = formed(key, str(_wanted(error)))
    message = f"{_said(key)} cannot be a name here: {description}"
    return Problem(place=document.key_place((*route, key)), code="key", message=message, hint=hint)


def _schema(error: ValidationError) -> Schema:
    return error.schema if isinstance(error.schema, dict) else {}


def _wanted(error: ValidationError) -> Any:  # noqa: ANN401  the value of a keyword has no narrower type
    return error.validator_value


def _instance(error: ValidationError) -> Any:  # noqa: ANN401  plain data has no narrower type
    return error.instance


def _names_parent(error: ValidationError) -> bool:
    """Return whether the error is about the name of a property: jsonschema has no path to a name."""
    return "propertyNames" in error.absolute_schema_path and isinstance(error.instance, str)


def _meant(error: ValidationError) -> list[ValidationError]:
    """Return the errors of the alternative that has the right type, where one alone has it."""
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.schema_path[0], []).append(inner)
    fitting = [errors for errors in branches.values() if not any(_wrong_type(each, error.instance) for each in errors)]
    return fitting[0] if len(fitting) == 1 else []


def _wrong_type(error: ValidationError, instance: object) -> bool:
    here = not error.relative_path
    scalar_only = error.validator == "enum" and not isinstance(instance, str)
    return here and (error.validator == "type" or scalar_only)


def _where(route: Route) -> str:
    return f"in `{'.'.join(cut(str(each)) for each in route)}`" if route else "at the top of this file"


def _said(value: object) -> str:
    if isinstance(value, dict | list):
        return "this"
    text = _bare(value)
    return f"`{cut(text)}`"


def _bare(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "nothing" if value is None else str(value).replace("\n", "\\n").replace("\r", "\\r")


def _missing(problem: Problem) -> str:
    return problem.message.split("`")[1]


Wording = tuple[str, str, str]


def _required(error: ValidationError) -> Wording:
    missing = str(error.message).split("'")[1]
    description = _schema(error).get("properties", {}).get(missing, {}).get("description", "")
    tail = f": {description.rstrip('.')}" if description else ""
    return "missing", f"`{missing}` is missing{tail}", ""


def _enum(error: ValidationError) -> Wording:
    """Describe a value that is none of the options; some schemas say what to write instead (`x-instead`)."""
    instead = _schema(error).get("x-instead", {})
    if isinstance(error.instance, str) and error.instance in instead:
        return "missing", instead[error.instance], ""
    options = [_bare(each) for each in (*_wanted(error), *instead)]
    hint = nearest(str(error.instance), options) if isinstance(error.instance, str) else ""
    return "value", f"{_said(error.instance)} is not one of {', '.join(options)}", hint


def _type(error: ValidationError) -> Wording:
    wanted = _wanted(error) if isinstance(_wanted(error), list) else [_wanted(error)]
    names = " or ".join(_TYPES[each] for each in wanted)
    tip = ""
    if "string" in wanted and isinstance(error.instance, int | float):
        tip = "; write it in quotes"
    return "type", f"{_said(error.instance)} must be {names}{tip}", ""


def _pattern(error: ValidationError) -> Wording:
    description = str(_schema(error).get("description", "it must match " + str(_wanted(error))))
    hint = formed(str(error.instance), str(_wanted(error)))
    return "form", f"{_said(error.instance)} does not have the right form: {description.rstrip('.')}", hint


def _range(error: ValidationError) -> Wording:
    bound = "less" if str(error.validator).endswith("inimum") else "more"
    return "range", f"{_said(error.instance)} must not be {bound} than {_wanted(error)}", ""


def _length(error: ValidationError) -> Wording:
    few = str(error.validator).startswith("min")
    amount = "too short" if few else "too long"
    return "length", f"{_said(error.instance)} is {amount}: the bound is {_wanted(error)}", ""


def _unique(error: ValidationError) -> Wording:
    return "repeated", f"{_said(error.instance)} is in this list already", ""


def _one_of(error: ValidationError) -> Wording:
    description = str(_schema(error).get("description", "")).rstrip(".")
    return "form", f"{_said(error.instance)} does not fit here{': ' + description if description else ''}", ""


def _other(error: ValidationError) -> Wording:
    return "schema", error.message, ""


_WORDINGS: Mapping[str, Callable[[ValidationError], Wording]] = {
    "required": _required,
    "enum": _enum,
    "const": _other,
    "type": _type,
    "pattern": _pattern,
    "minimum": _range,
    "maximum": _range,
    "minLength": _length,
    "maxLength": _length,
    "minItems": _length,
    "minProperties": _length,
    "uniqueItems": _unique,
    "oneOf": _one_of,
    "anyOf": _one_of,
}
