"""What a status rests on: a claim, a setting, evidence, or what a provider does."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from zonebook.assess.controls.evidence import later
from zonebook.model.audits.report import WITHHELD, Report
from zonebook.model.catalogue import Kind
from zonebook.model.resolved import ResolvedSystem

Ground = Literal[
    "claimed",
    "stated-setting",
    "default-setting",
    "evidence-in-date",
    "evidence-stale",
    "inherited-with-report",
    "inherited-without-report",
    "contradicted",
]
"""What a control that is met, partly met or inherited rests on. `claimed`: somebody says so. `stated-setting`,
`default-setting`: a setting shows it, as the model states it or as the provider leaves it. `evidence-in-date`,
`evidence-stale`: evidence shows it that is within the control's frequency, or older. `inherited-with-report`,
`inherited-without-report`: the provider does it, and a report about the provider is named, or is not. `contradicted`:
it is said to be in place, and an audit found that it failed for some of the sample."""
GROUNDS: tuple[Ground, ...] = get_args(Ground)
GROUND_WORDS: Mapping[Ground, str] = {
    "claimed": "claimed",
    "stated-setting": "shown by a stated setting",
    "default-setting": "shown by a default",
    "evidence-in-date": "evidence in date",
    "evidence-stale": "evidence stale",
    "inherited-with-report": "inherited, a report is named",
    "inherited-without-report": "inherited, no report is named",
    "contradicted": "contradicted by an audit",
}
STRENGTH: tuple[Ground, ...] = (
    "evidence-in-date",
    "inherited-with-report",
    "stated-setting",
    "evidence-stale",
    "default-setting",
    "claimed",
    "inherited-without-report",
    "contradicted",
)
"""The grounds from the strongest to the weakest.

What somebody examined comes before what the model states, and that before what was examined too long ago. A default is
true of what is new, and may have been changed. A claim has somebody of the organisation behind it; for what is
inherited without a report, nobody has looked. What a test has shown to fail comes last.
"""
_LONGEST = "P1Y"
"""How long after the last day that it covers a report on a past period is still relied on."""
_VALID = frozenset(("iso-27001",))
"""The types whose days are those on which they are valid, and not a period that was looked at."""


def ordered(found: Iterable[Ground | None]) -> tuple[Ground, ...]:
    """Return grounds from the strongest to the weakest, without what has none."""
    return tuple(sorted((each for each in found if each), key=STRENGTH.index))


def counted(found: Iterable[Ground | None]) -> Mapping[Ground, int]:
    """Count how often each ground occurs, the strongest first; one that does not occur is left out."""
    return Counter(ordered(found))


def relied_on(report: Report) -> str:
    """Return the last day on which a report is relied on."""
    return report.until if report.type in _VALID else later(report.until, _LONGEST)


def covering(resolved: ResolvedSystem, kind: Kind | None, party: str = "") -> Report | None:
    """Return the newest report about a provider that covers a kind and is relied on that day; None where there is none.

    One whose auditor found against the provider, or gave no opinion, is not relied on.
    The provider is the kind's, unless another `party` has the layer.
    """
    provider = party or (kind.provider if kind else "")
    reports = resolved.organisation.reports.values()
    found = [each for each in reports if kind and each.provider == provider and _covers(each, kind, resolved.as_of)]
    return max(found, key=lambda each: (each.until, each.id), default=None)


def _covers(report: Report, kind: Kind, as_of: str) -> bool:
    if report.opinion in WITHHELD:
        return False
    if report.services and kind.id not in report.services:
        return False
    return not as_of or report.from_ <= as_of <= relied_on(report)
