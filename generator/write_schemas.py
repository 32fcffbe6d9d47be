"""Write the schemas that are made from the program itself into `schemas/`; the others are written by hand."""

import json
from pathlib import Path

from zonebook.assess.conditions.when_schema import schema

WHEN = Path(__file__).parents[1] / "schemas" / "when.schema.json"


def text() -> str:
    """Return the schema of `when` as it is in the file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    WHEN.write_text(text(), encoding="utf-8")
