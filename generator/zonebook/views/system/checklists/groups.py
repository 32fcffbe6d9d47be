"""The ways to group the checks of a system, and the groups of each."""

from collections.abc import Callable, Iterator

from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.frameworks import frameworks_in_force
from zonebook.assess.system import SystemAssessment
from zonebook.model.frameworks.framework import Framework
from zonebook.present import badges, hyperlinks
from zonebook.values.record import dataclass

Grouped = Callable[[SystemAssessment, Check], Iterator[tuple[str, str]]]
"""Returns the id and the title of each group that a check belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """A way to group checks: the end of its path, its title, what its groups are, and the groups of a check."""

    name: str
    title: str
    each: str
    grouped: Grouped


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The checks of a group; `stem` is the name of its table and its files."""

    id: str
    title: str
    stem: str
    checks: tuple[Check, ...]
    framework: Framework | None

    def requirements(self, check: Check) -> tuple[str, ...]:
        """Return the requirements of the framework that a check answers, where the group is of a framework."""
        return check.control.crosswalk.get(self.framework.id, ()) if self.framework else ()


def groups(judged: SystemAssessment, grouping: Grouping) -> Iterator[Group]:
    """Yield the groups by their titles, those of controls that are about no service last."""
    found: dict[tuple[str, str], list[Check]] = {}
    for check in judged.checks:
        for key in grouping.grouped(judged, check):
            found.setdefault(key, []).append(check)
    frameworks = judged.resolved.catalogue.frameworks if grouping is BY_FRAMEWORK else {}
    for (id_, title), checks in sorted(
        found.items(), key=lambda item: (item[0][0].startswith("about-"), item[0][1].casefold())
    ):
        stem = f"{grouping.name}-{id_}"
        yield Group(id=id_, title=title, stem=stem, checks=tuple(checks), framework=frameworks.get(id_))


def _service(judged: SystemAssessment, check: Check) -> Iterator[tuple[str, str]]:
    if check.about == "service":
        yield check.element, hyperlinks.name(judged.resolved, check.element)
    else:
        yield f"about-{check.about}", f"{badges.ABOUT_TITLES[check.about]} controls"


def _zone(judged: SystemAssessment, check: Check) -> Iterator[tuple[str, str]]:
    if check.zone:
        yield check.zone, hyperlinks.name(judged.resolved, check.zone)
    else:
        yield "no-zone", "In no zone"


def _party(judged: SystemAssessment, check: Check) -> Iterator[tuple[str, str]]:
    yield check.party or "nobody", hyperlinks.party(judged.resolved, check.party) if check.party else "Nobody is named"


def _framework(judged: SystemAssessment, check: Check) -> Iterator[tuple[str, str]]:
    for known in frameworks_in_force(judged.resolved):
        if known.id in check.control.crosswalk:
            yield known.id, f"{known.title} {known.version}" if known.version not in known.title else known.title


BY_SERVICE = Grouping(name="by-service", title="Checklist by service", each="Service", grouped=_service)
BY_ZONE = Grouping(name="by-zone", title="Checklist by zone", each="Zone", grouped=_zone)
BY_PARTY = Grouping(name="by-party", title="Checklist by party", each="Party", grouped=_party)
BY_FRAMEWORK = Grouping(name="by-framework", title="Checklist by framework", each="Framework", grouped=_framework)
GROUPINGS = (BY_SERVICE, BY_ZONE, BY_PARTY, BY_FRAMEWORK)
