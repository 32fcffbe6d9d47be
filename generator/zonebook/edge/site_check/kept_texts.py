"""What was found in the files of earlier checks, by the digest of their bytes: the same bytes are not parsed again."""

import base64
import hashlib
import json
import sys
import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import selectolax
import tinycss2

from zonebook.edge import disk
from zonebook.edge.site_check import markup
from zonebook.edge.site_check.markup import Reference, Text
from zonebook.edge.store import Store


class KeptTexts:
    """The texts of a site; those of the files that the site has now are kept, in the bounds of the store."""

    def __init__(self, store: Store) -> None:
        """Take what an earlier check kept."""
        self._store = store
        self._old = _unpacked(store.taken(_program()))
        self._used: dict[str, Text] = {}
        self.parsed = 0

    def read(self, raw: bytes, suffix: str) -> Text:
        """Return what is in a file with this suffix, one of `markup.READ`."""
        key = hashlib.sha256(f"{suffix}\0".encode() + raw).hexdigest()
        found = self._used.get(key) or self._old.get(key)
        if found is None:
            found = markup.read(raw, suffix)
            self.parsed += 1
        self._used[key] = found
        return found

    def close(self) -> None:
        """Keep what the site has now, where that is not what it had."""
        if self._used.keys() != self._old.keys():
            self._store.keep(_program(), _packed(self._used))


def _program() -> str:
    """Return the digest of what decides what is found in a file, beside its bytes."""
    digest = hashlib.sha256(f"{sys.version}\0{selectolax.__version__}\0{tinycss2.__version__}\0".encode())
    for name, raw in disk.code("edge/site_check"):
        digest.update(f"{name}\0{len(raw)}\0".encode())
        digest.update(raw)
    return digest.hexdigest()


def _packed(texts: Mapping[str, Text]) -> str:
    """Return texts in a form in which each word stands once: most pages refer to the same files."""
    numbers: dict[str, int] = {}

    def numbered(words: Iterable[str]) -> list[int]:
        return [numbers.setdefault(word, len(numbers)) for word in sorted(words)]

    files = {
        key: (
            numbered(f"{each.use} {each.to}" for each in text.references),
            numbered(text.anchors),
            numbered(text.repeated),
            text.base,
            text.fault,
        )
        for key, text in texts.items()
    }
    whole = json.dumps({"words": [*numbers], "files": files}, separators=(",", ":"))
    return base64.b64encode(zlib.compress(whole.encode(), 1)).decode()


def _unpacked(text: str | None) -> dict[str, Text]:
    """Return kept texts; none where there are none, or the text is something else."""
    try:
        found = json.loads(zlib.decompress(base64.b64decode(text or "")))
        words: list[str] = found["words"]
        references = [_reference(word) for word in words]
        return {key: _text(each, words.__getitem__, references.__getitem__) for key, each in found["files"].items()}
    except (ValueError, zlib.error, LookupError, TypeError, AttributeError):
        return {}


def _reference(word: str) -> Reference:
    use, _, to = word.partition(" ")
    return Reference(use="loads" if use == "loads" else "leads", to=to)


def _text(each: Any, word: Callable[[int], str], reference: Callable[[int], Reference]) -> Text:  # noqa: ANN401  JSON
    references, anchors, repeated, base, fault = each
    return Text(
        references=frozenset(map(reference, references)),
        anchors=frozenset(map(word, anchors)),
        repeated=frozenset(map(word, repeated)),
        base=base,
        fault=fault,
    )
