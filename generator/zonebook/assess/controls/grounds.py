"""What a status rests on: a claim, a setting, evidence, or what a provider does."""

from collections.abc import Mapping
from typing import Literal, get_args

from zonebook.assess.controls.evidence import later
from zonebook.model.catalogue import Kind
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import Report

Ground = Literal[
    "claimed",
    "stated-setting",
    "default-setting",
    "evidence-in-date",
    "evidence-stale",
    "inherited-with-report",
    "inherited-without-report",
]
"""What a control that is met, partly met or inherited rests on. `claimed`: somebody says so. `stated-setting`,
`default-setting`: a setting shows it, as the model states it or as the provider leaves it. `evidence-in-date`,
`evidence-stale`: evidence shows it that is within the control's frequency, or older. `inherited-with-report`,
`inherited-without-report`: the provider does it, and a report about the provider is named, or is not."""
GROUNDS: tuple[Ground, ...] = get_args(Ground)
GROUND_WORDS: Mapping[Ground, str] = {
    "claimed": "claimed",
    "stated-setting": "shown by a stated setting",
    "default-setting": "shown by a default",
    "evidence-in-date": "evidence in date",
    "evidence-stale": "evidence stale",
    "inherited-with-report": "inherited, a report is named",
    "inherited-without-report": "inherited, no report is named",
}
_LONGEST = "P1Y"
"""How long after the last day that it covers a report is still relied on."""


def covering(resolved: ResolvedSystem, kind: Kind | None) -> Report | None:
    """Return the newest report about a kind's provider that covers the kind and is relied on that day; or None."""
    found = [each for each in resolved.organisation.reports.values() if kind and _covers(each, kind, resolved.as_of)]
    return max(found, key=lambda each: (each.until, each.id), default=None)


def _covers(report: Report, kind: Kind, as_of: str) -> bool:
    if report.provider != kind.provider or (report.services and kind.id not in report.services):
        return False
    return not as_of or report.from_ <= as_of <= later(report.until, _LONGEST)
