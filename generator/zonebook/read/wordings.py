"""The sentence about each violation of a keyword of JSON Schema: what is wrong, and what to type instead."""

from collections.abc import Callable, Mapping
from typing import Any

from jsonschema.exceptions import ValidationError

from zonebook.read.type_advice import mistyped, rewritten, shown
from zonebook.suggestions import nearest

Wording = tuple[str, str, str]
"""The code of a problem, its message, and what was probably meant."""


def worded(error: ValidationError, typed: str) -> Wording:
    """Return the wording of an error; `typed` is what was typed where it is no mapping and no list."""
    return _WORDINGS.get(str(error.validator), _other)(error, typed)


def schema_of(error: ValidationError) -> dict[str, Any]:
    """Return the schema that holds the violated keyword; an empty one where it is true or false."""
    return error.schema if isinstance(error.schema, dict) else {}


def wanted_by(error: ValidationError) -> Any:  # noqa: ANN401  the value of a keyword has no narrower type
    """Return the value of the violated keyword."""
    return error.validator_value


def instance_of(error: ValidationError) -> Any:  # noqa: ANN401  plain data has no narrower type
    """Return the data that violates the keyword."""
    return error.instance


def bare(value: object) -> str:
    """Return an option of a choice as it is typed."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "nothing" if value is None else str(value).replace("\n", "\\n").replace("\r", "\\r")


def _required(error: ValidationError, _: str) -> Wording:
    missing = str(error.message).split("'")[1]
    description = schema_of(error).get("properties", {}).get(missing, {}).get("description", "")
    tail = f": {description.rstrip('.')}" if description else ""
    return "missing", f"`{missing}` is missing{tail}", ""


def _enum(error: ValidationError, typed: str) -> Wording:
    """Describe a value that is none of the options; some schemas say what to write instead (`x-instead`)."""
    instead = schema_of(error).get("x-instead", {})
    if typed in instead:
        return "missing", instead[typed], ""
    options = [bare(each) for each in (*wanted_by(error), *instead)]
    sentence = f"{shown(typed, error.instance)} is not one of {', '.join(options)}"
    if not isinstance(error.instance, str) and typed in options:
        return "value", f'{sentence} without quotes; write `"{typed}"`', ""
    said = error.instance if isinstance(error.instance, str) else typed
    return "value", sentence, nearest(said, options) if said else ""


def _type(error: ValidationError, typed: str) -> Wording:
    wanted = wanted_by(error) if isinstance(wanted_by(error), list) else [wanted_by(error)]
    message, hint = mistyped(typed, error.instance, wanted, schema_of(error))
    return "type", message, hint


def _pattern(error: ValidationError, typed: str) -> Wording:
    description = str(schema_of(error).get("description", "it must match " + str(wanted_by(error))))
    message = f"{shown(typed, error.instance)} does not have the right form: {description.rstrip('.')}"
    return "form", message, rewritten(str(error.instance), schema_of(error))


def _range(error: ValidationError, typed: str) -> Wording:
    bound = "less" if str(error.validator).endswith("inimum") else "more"
    return "range", f"{shown(typed, error.instance)} must not be {bound} than {wanted_by(error)}", ""


def _length(error: ValidationError, typed: str) -> Wording:
    few = str(error.validator).startswith("min")
    bound = wanted_by(error)
    amount = f"at least {bound}" if few else f"at most {bound}"
    if isinstance(error.instance, str):
        at = f"{len(error.instance)} character{'' if len(error.instance) == 1 else 's'}"
        return "length", f"{shown(typed, error.instance)} has {at}; it must have {amount}", ""
    known = ", ".join(f"`{each}`" for each in schema_of(error).get("properties", {}))
    of = f" of {known}" if known else (" entry" if bound == 1 else " entries")
    what = "list" if isinstance(error.instance, list) else "mapping"
    size = "is empty" if not error.instance else f"has {len(instance_of(error))}"
    return "length", f"this {what} {size}; it must have {amount}{of}", ""


def _unique(error: ValidationError, typed: str) -> Wording:
    return "repeated", f"{shown(typed, error.instance)} is in this list already; delete it", ""


def _one_of(error: ValidationError, typed: str) -> Wording:
    description = str(schema_of(error).get("description", "")).rstrip(".")
    return "form", f"{shown(typed, error.instance)} does not fit here{': ' + description if description else ''}", ""


def _other(error: ValidationError, _: str) -> Wording:
    return "schema", error.message, ""


_WORDINGS: Mapping[str, Callable[[ValidationError, str], Wording]] = {
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
