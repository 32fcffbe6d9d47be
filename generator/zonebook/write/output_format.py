"""An output format: its name, its files, and the pure functions that write them."""

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from zonebook.assess.assessment import Assessment
from zonebook.assess.system import SystemAssessment
from zonebook.document.page import Page, Picture
from zonebook.document.provenance import Provenance
from zonebook.values import Problem
from zonebook.values.record import dataclass
from zonebook.write.relative_links import LinkStyle

Json = dict[str, Any]
"""A JSON object as it is written."""

Files = Mapping[str, str | bytes]
"""Files by path from the root of the output."""

Parts = Mapping[str, str | bytes | Callable[[], str | bytes]]
"""Files by path as a format renders them: one that is still to be made can fail on its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOptions:
    """How links are written: their style, and the address of the models (`{path}`, `{line}`), or empty."""

    links: LinkStyle = "md"
    repository: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The input of a format's files; `version` is that of the program.

    `provenance` says what all was made from. `pictures` are those on the pages, by page and by the name of the graph;
    `drawings` are those of the separate files, by path.
    """

    assessment: Assessment
    pages: tuple[Page, ...]
    version: str
    provenance: Provenance | None = None
    pictures: Mapping[str, Mapping[str, Picture]] = field(default_factory=dict)
    drawings: Mapping[str, Picture] = field(default_factory=dict)
    options: LinkOptions = field(default_factory=LinkOptions)

    @property
    def made_from(self) -> Provenance:
        """Where the build comes from: the program and the day at least."""
        return self.provenance or Provenance(program=self.version, as_of=self.assessment.as_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """The result of `zonebook check` on a day: problems in the models, or else the systems as they were assessed.

    `first` has the system and the id of each finding that a change brings, for the formats that cannot show all.

    `texts` are the models as they were read, by path. `located` returns the path of one of them as a code host knows
    it: from the root of the repository, with `/`.
    """

    as_of: str
    problems: tuple[Problem, ...] = ()
    systems: tuple[SystemAssessment, ...] = ()
    texts: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    located: Callable[[str], str] = str
    first: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format; `name` is its name on the command line, `files` describes where the files are that a build writes.

    `render` returns those files, for a format that has any; one that is still to be made can fail alone. `printed`
    returns the text that `zonebook check --format NAME` prints, for a format that has such a form. If a format fails,
    a build continues without its files, unless the format is `essential`. One `of_all` systems says of no single one.
    """

    name: str
    title: str
    says: str
    files: str = ""
    render: Callable[[Material], Parts] | None = None
    printed: Callable[[CheckResult], str] | None = None
    essential: bool = False
    of_all: bool = False
