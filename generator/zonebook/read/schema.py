"""Validation of documents by their schemas; messages are only created for documents that fail."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from zonebook.values import DamagedError, Document, Problem, in_order

if TYPE_CHECKING:
    from zonebook.read.schema_messages import Judge

Schema = dict[str, Any]
_BASE = "json-schema:///"


class Schemas:
    """The schemas by name (`threat`, `system`, …), ready to validate documents.

    `jsonschema` is the reference and finds the errors; `jsonschema-rs` is faster and only finds that there are none.
    """

    def __init__(self, schemas: Mapping[str, Schema]) -> None:
        """Prepare the schemas; raise DamagedError where one is no valid schema."""
        self._schemas = schemas
        resources = [(f"{_BASE}{name}.schema.json", schema) for name, schema in schemas.items()]
        try:
            self._fast = jsonschema_rs.Registry(resources, draft=jsonschema_rs.Draft202012)
        except ValueError as error:
            wrong = (f"{name}.schema.json" for name, each in schemas.items() if not jsonschema_rs.meta.is_valid(each))
            raise _damaged(", ".join(wrong) or "a schema", error) from error
        self._quick: dict[str, jsonschema_rs.Draft202012Validator] = {}

    @cached_property
    def _judge(self) -> "Judge":
        from zonebook.read.schema_messages import Judge  # noqa: PLC0415  its imports cost 0.1 s, and most models are right

        return Judge(self._schemas)

    def check(self, document: Document, name: str) -> tuple[Problem, ...]:
        """Return every violation of the schema `name` by the document, in the order of the text.

        Raise DamagedError where there is no such schema, or one that it refers to.
        """
        if self.valid(document.data, name):
            return ()
        return tuple(in_order(self._judge.problems(document, name)))

    def valid(self, data: object, name: str) -> bool:
        """Return whether the data is valid by the schema `name`."""
        if name not in self._quick:
            try:
                self._quick[name] = jsonschema_rs.Draft202012Validator(
                    {"$ref": f"{_BASE}{name}.schema.json"}, registry=self._fast
                )
            except ValueError as error:
                raise _damaged(f"{name}.schema.json", error) from error
        return self._quick[name].is_valid(data)


def _damaged(what: str, error: ValueError) -> DamagedError:
    return DamagedError([f"{what} cannot be used: {str(error).splitlines()[0]}"])
