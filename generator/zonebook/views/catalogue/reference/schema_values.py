"""What a schema says of a value: its type, what is allowed, and in a sentence what it is for."""

import re
from collections.abc import Mapping
from typing import Any

from zonebook.document.inline import Link, Text, spelt
from zonebook.present import badges, page_paths

Schema = Mapping[str, Any]
Schemas = Mapping[str, Schema]

SHARED = "shared"
"""The name of the page of shared values, with which their anchors begin."""
_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "mapping",
    "array": "list",
    "null": "nothing",
}
_END = re.compile(r"(?<=\.)\s")


def brief(schema: Schema) -> Text:
    """Return the first sentence of a description."""
    return spelt(_END.split(schema.get("description", ""), maxsplit=1)[0])


def value_type(schema: Schema) -> Text:
    """Describe the type of value that a schema requires."""
    if "$ref" in schema:
        file, _, name = str(schema["$ref"]).rpartition("#/$defs/")
        return (
            (Link(text=name, to=f"{page_paths.language(SHARED)}#{SHARED}-{name}"),)
            if file == "common.schema.json"
            else ("condition",)
        )
    if "oneOf" in schema:
        return badges.spread(tuple(value_type(each) for each in schema["oneOf"]), " or ")
    if "enum" in schema:
        return ("choice",)
    if isinstance(schema.get("items"), Mapping):
        return ("list of ", *value_type(schema["items"]))
    if isinstance(schema.get("additionalProperties"), Mapping):
        return ("mapping of ", *value_type(schema["additionalProperties"]))
    types = schema.get("type", "object")
    return (" or ".join(_TYPES[each] for each in ([types] if isinstance(types, str) else types)),)


def allowed(schema: Schema, shared: Schemas) -> Text:
    """Return the values or the bounds that a schema names, wherever it names them; a dash where it names none."""
    if "$ref" in schema:
        return allowed(shared.get(str(schema["$ref"]).rpartition("/")[2], {}), shared)
    if "enum" in schema:
        return badges.codes(tuple(str(each) for each in schema["enum"]))
    if isinstance(schema.get("items"), Mapping):
        return allowed(schema["items"], shared)
    for each in schema.get("oneOf", ()):
        if "properties" not in each and (found := allowed(each, shared)) != ("–",):
            return found
    return (_bounds(schema),)


def _bounds(schema: Schema) -> str:
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is None:
        return "–" if most is None else f"at most {most}"
    return f"at least {least}" if most is None else f"{least} to {most}"
