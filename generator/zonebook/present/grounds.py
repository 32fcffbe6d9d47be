"""What a status rests on, in words: of one control, and counted over many."""

from collections.abc import Iterable, Mapping

from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.grounds import GROUND_WORDS, Ground, counted
from zonebook.assess.controls.inheritance import ControlStatus
from zonebook.assess.controls.state import ControlState
from zonebook.document.inline import Badge, Link, Text, Tone
from zonebook.model.audits.report import Report
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, page_paths

_TONES: Mapping[Ground, Tone] = {
    "claimed": "partial",
    "stated-setting": "plain",
    "default-setting": "plain",
    "evidence-in-date": "met",
    "evidence-stale": "warning",
    "inherited-with-report": "inherited",
    "inherited-without-report": "not-stated",
    "contradicted": "warning",
}
BY: Mapping[Ground, str] = {
    "claimed": "by a claim alone",
    "stated-setting": "by a stated setting",
    "default-setting": "by a default",
    "evidence-in-date": "by evidence in date",
    "evidence-stale": "by stale evidence",
    "inherited-with-report": "with a report named",
    "inherited-without-report": "without a report",
    "contradicted": "contradicted by an audit",
}
"""The grounds as they follow a number of controls: `3 by a default`."""
_IN_PLACE: Mapping[ControlStatus, str] = {
    "met": "met",
    "alternative": "met by other means",
    "inherited": "inherited",
    "partial": "partly met",
}
"""The statuses that rest on something, in the order in which they are counted."""


def badge(ground: Ground) -> Badge:
    """Return a ground in words, with its mark."""
    return Badge(text=GROUND_WORDS[ground], tone=_TONES[ground])


def rests_on(resolved: ResolvedSystem, state: ControlState) -> Text:
    """Return what a status rests on, and the reason; a dash where the control is not, or not partly, in place."""
    if state.ground is None:
        return ("–",)
    report = resolved.organisation.reports.get(state.report)
    if report:
        return (badge(state.ground), ": ", report_link(report))
    why = _why(state)
    return (badge(state.ground), why) if why else (badge(state.ground),)


def _why(state: ControlState) -> str:
    """Return the reason as it follows the ground: `, no evidence`; empty where the ground says all."""
    why = "; ".join(filter(None, (*state.broken, state.stale)))
    none = ", no evidence" if state.ground == "claimed" and not state.broken else ""
    return f"{none}: {why}" if why else none


def bracketed(ground: Ground | None) -> str:
    """Return a ground in brackets, to follow a status; empty where there is none."""
    return f" ({GROUND_WORDS[ground]})" if ground else ""


def titled(report: Report) -> str:
    """Return a report's title and the days that it covers."""
    return f"{report.title} ({report.from_} to {report.until})"


def report_link(report: Report) -> Link:
    """Return a report by its title and days, linked to the page of reports."""
    return Link(text=titled(report), to=f"{page_paths.REPORTS}#reports-{report.id}")


def numbers(found: Mapping[Ground, int]) -> Text:
    """Return how many rest on each ground, the strongest first; a dash where there are none."""
    return badges.spread(tuple((f"{many} ", badge(ground)) for ground, many in found.items()), ", ")


def sentence(checks: Iterable[Check]) -> str:
    """Return how many of those in place, by status, rest on each ground; the numbers add up to those of the status."""
    by_status: dict[ControlStatus, list[Ground | None]] = {}
    for check in checks:
        by_status.setdefault(check.standing.status, []).append(check.standing.ground)
    parts = [
        f"of {len(by_status[status])} {said}: "
        + ", ".join(f"{many} {BY[ground]}" for ground, many in counted(by_status[status]).items())
        for status, said in _IN_PLACE.items()
        if status in by_status
    ]
    told = "; ".join(parts)
    return f"{told[0].upper()}{told[1:]}." if told else "None is in place."
