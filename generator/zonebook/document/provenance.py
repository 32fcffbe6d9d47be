"""Where a build comes from: the program, its catalogue, the state of the models, and the day."""

from collections.abc import Iterator, Mapping
from dataclasses import field

from zonebook.values.record import dataclass

SYSTEMS = "systems"
"""The folder of the pages and files of systems, each in one of its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What a build was made from.

    `program` is the version of zonebook. `catalogue` and `models` are SHA-256 in hexadecimal: of the entries that come
    with the program, and of the texts of the models. `commit` is that of the models' repository, empty where they are
    in none; `changed` says whether the models differ from it. `as_of` is the day, YYYY-MM-DD. `systems` say the same of
    what each system is made from, by its id: of its own texts, and of those that are no system's.
    """

    program: str
    as_of: str
    catalogue: str = ""
    models: str = ""
    commit: str = ""
    changed: bool = False
    systems: "Mapping[str, Provenance]" = field(default_factory=dict, repr=False)

    def of(self, path: str) -> "Provenance":
        """Return what the file of a path is made from: that of a system from less than all."""
        folder, _, rest = path.partition("/")
        return self.systems.get(rest.partition("/")[0], self) if folder == SYSTEMS else self

    def facts(self) -> Iterator[tuple[str, str]]:
        """Yield what is known, each with its name, for people."""
        yield "As of", self.as_of
        if self.commit:
            yield "Commit of the models", f"{self.commit}{', with changes since' if self.changed else ''}"
        else:
            yield "Commit of the models", "not known: no git repository could be read"
        yield "Program", f"zonebook {self.program}"
        yield from ((name, f"sha256 {value}") for name, value in self._hashes() if value)

    def _hashes(self) -> Iterator[tuple[str, str]]:
        yield "Catalogue", self.catalogue
        yield "Models", self.models
