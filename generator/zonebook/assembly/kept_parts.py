"""The parts of systems, kept from one build to the next for as long as all that they are made from is the same.

They are in the store of this machine, within a bound of their own: where they cannot be read, are damaged, or were made
from something else, they are made anew. A pickle is read without trust: it can make nothing but values of ours.
"""

import hashlib
import io
import pickle
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from importlib import metadata
from pathlib import Path

from zonebook import __version__, assembly
from zonebook.assembly.origin import digest
from zonebook.document.provenance import Provenance
from zonebook.edge import disk
from zonebook.edge.store import Store, store
from zonebook.model.system import Workspace
from zonebook.pipeline import Part
from zonebook.values.record import dataclass
from zonebook.write.markdown.parts import whole
from zonebook.write.output_format import LinkOptions

MOST = 256 * 1024 * 1024
"""How many bytes the parts of all systems may take in the store."""
_LIBRARIES = ("diagrams", "graphviz", "graphviz-pure", "pillow", "pyyaml", "xlsxwriter")
_MODULES = ("zonebook.document.", "zonebook.pipeline", "zonebook.values", "zonebook.write.markdown.parts")
_UNREADABLE = (
    zlib.error, pickle.UnpicklingError, ValueError, LookupError, TypeError, AttributeError, EOFError, ImportError,
)  # fmt: skip
_QUICK = 1
"""The level of compression; a higher one takes longer than it saves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptParts:
    """The parts that were kept for a state of the models, the program and the options; `common` is its digest."""

    store: Store
    common: str
    provenance: Provenance

    def taken(self, system: str) -> Part | None:
        """Return the part of a system; None where it is to be made."""
        raw = self.store.taken_raw(self._key(system))
        return None if raw is None else _unpacked(raw)

    def keep(self, system: str, part: Part) -> None:
        """Keep the part of a system, unless something is missing or degraded in it, which may be better next time."""
        if self.store.keeps and not part.failed and not part.faults:
            self.store.keep_raw(self._key(system), zlib.compress(pickle.dumps(part), _QUICK))

    def _key(self, system: str) -> str:
        alone = self.provenance.systems[system]
        return "\0".join((self.common, system, alone.models, str(alone.changed)))


def kept(workspace: Workspace, provenance: Provenance | None, options: LinkOptions, root: str) -> KeptParts | None:
    """Return the parts that were kept of a workspace; None where it is not known what the systems are made from."""
    if provenance is None or not provenance.systems.keys() >= workspace.systems.keys():
        return None
    made_by = (__version__, sys.version, [metadata.version(name) for name in _LIBRARIES])
    made_of = (provenance.catalogue, provenance.commit, provenance.as_of, sorted(workspace.evidence.items()))
    everything = (made_by, digest(dict(disk.program())), list(_engines()), made_of, options, root)
    common = hashlib.sha256(repr(everything).encode("utf-8", "surrogatepass")).hexdigest()
    return KeptParts(store=store("parts", MOST), common=common, provenance=provenance)


def _engines() -> Iterator[tuple[str, int, int]]:
    """Yield the layout engines that are there, each with its size and the time of its last change."""
    for engine in assembly.drawer().engines:
        with suppress(OSError):
            state = Path(engine).stat()
            yield engine, state.st_size, state.st_mtime_ns


class _Ours(pickle.Unpickler):  # noqa: S301  what it can make is restricted below
    """Makes the values that parts consist of, and no others: nothing that does something when it is made."""

    def find_class(self, module: str, name: str) -> object:
        """Return a class of ours, or what makes the text of a page; raise UnpicklingError for everything else."""
        found = super().find_class(module, name) if module.startswith(_MODULES) else None
        if found is not whole and not (isinstance(found, type) and found.__module__ == module):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found


def _unpacked(raw: bytes) -> Part | None:
    """Return a part that was kept; None where the bytes are something else."""
    try:
        found = _Ours(io.BytesIO(zlib.decompress(raw))).load()
    except _UNREADABLE:
        return None
    return found if isinstance(found, Part) else None
