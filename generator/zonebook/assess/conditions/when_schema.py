"""The JSON Schema of a `when`, made from the words."""

from typing import Any

from zonebook.assess.conditions.words import WORDS
from zonebook.model import binding
from zonebook.model.vocabulary import ABOUTS, About


def schema() -> dict[str, Any]:
    """Return the JSON Schema of `when`, one definition for each type of subject, generated from the words."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "When",
        "description": "The closed vocabulary of conditions: every word must hold. Made from the words themselves.",
        "$defs": {about: _schema(about) for about in ABOUTS},
    }


def _schema(about: About) -> dict[str, Any]:
    item = {"$ref": f"#/$defs/{about}", "minProperties": 1}
    nested = {"type": "array", "items": item, "minItems": 1}
    properties: dict[str, Any] = {
        name: {"description": word.manual, **binding.schema(word.wants)} for name, word in WORDS[about].items()
    }
    properties["any"] = {"description": "One of these conditions holds.", **nested}
    properties["none"] = {"description": "None of these conditions holds.", **nested}
    return {
        "description": f"What can be asked of a thing that is about: {about}.",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
