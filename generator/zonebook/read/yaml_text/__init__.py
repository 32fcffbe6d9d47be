"""Parser from YAML text to a document: YAML 1.2 core scalars, the place of every value, no other YAML features."""

from zonebook.read.yaml_text import careful, usual
from zonebook.read.yaml_text.bounds import MOST_BYTES, MOST_DEPTH, MOST_SCALAR, MOST_VALUES
from zonebook.read.yaml_text.characters import forbidden
from zonebook.read.yaml_text.scalars import scalar
from zonebook.values import Document

__all__ = ["MOST_BYTES", "MOST_DEPTH", "MOST_SCALAR", "MOST_VALUES", "forbidden", "read", "scalar"]


def read(path: str, raw: bytes) -> Document:
    """Return the document in `raw`; one that cannot be read has no data, and its problems say why."""
    return usual.read(path, raw) or careful.read(path, raw)
