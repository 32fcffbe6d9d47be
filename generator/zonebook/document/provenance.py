"""Where a build comes from: the program, its catalogue, the state of the models, and the day."""

from collections.abc import Iterator

from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What a build was made from.

    `program` is the version of zonebook. `catalogue` and `models` are SHA-256 in hexadecimal: of the entries that come
    with the program, and of the texts of the models. `commit` is that of the models' repository, empty where they are
    in none; `changed` says whether the models differ from it. `as_of` is the day, YYYY-MM-DD.
    """

    program: str
    as_of: str
    catalogue: str = ""
    models: str = ""
    commit: str = ""
    changed: bool = False

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
