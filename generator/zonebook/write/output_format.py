"""What a format is: what it is called, where its files are, and the pure functions that make them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from zonebook.assess.assessment import Assessment
from zonebook.assess.system import SystemAssessment
from zonebook.document.page import Page, Picture
from zonebook.values import Problem
from zonebook.write.relative_links import LinkStyle

Files = Mapping[str, str | bytes]
"""Files by path from the root of the output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOptions:
    """How links are written: their style, and the address of the models (`{path}`, `{line}`), or nothing."""

    links: LinkStyle = "md"
    repository: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the files of a format are made from; `version` is that of the program.

    `pictures` are those of the pages, by the name of the graph; `drawings` are the same as files of their own, by path.
    """

    assessment: Assessment
    pages: tuple[Page, ...]
    version: str
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    drawings: Mapping[str, str] = field(default_factory=dict)
    options: LinkOptions = field(default_factory=LinkOptions)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What `zonebook check` found on a day: problems in the models, or else the systems as they were assessed."""

    as_of: str
    problems: tuple[Problem, ...] = ()
    systems: tuple[SystemAssessment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format that a build writes; `name` is its word on the command line, `files` says where its files are.

    `printed` gives the text that `zonebook check --format NAME` prints, for a format that has such a form. A build
    whose format fails goes on without its files; only without an `essential` one there is nothing to publish.
    """

    name: str
    title: str
    files: str
    says: str
    render: Callable[[Material], Files]
    printed: Callable[[CheckResult], str] | None = None
    essential: bool = False
