"""Requirements in words: what their checks come to, what is open, why nothing is checked, and where the checks are."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.inheritance import ControlStatus
from zonebook.assess.planning.framework_report import OPEN, RequirementReport, Standing
from zonebook.document.inline import Badge, Link, Text
from zonebook.model import vocabulary
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import PLURALS
from zonebook.present import badges, page_paths

STANDINGS: Mapping[Standing, str] = {
    "settled": "Settled",
    "open": "Open",
    "nothing-here": "Applies to nothing here",
    "no-control": "Without a control",
}
_ORDER: tuple[ControlStatus, ...] = (*OPEN, "met", "alternative", "inherited", "not-applicable")
_WITHOUT_PAGE = frozenset(("system", "directory", "decision"))
"""What controls can be about that has no page with a row for each of its controls."""
_WHY_UNCHECKED: Mapping[Standing, str] = {
    "nothing-here": "its controls apply to nothing that the model describes",
    "no-control": "no control of the catalogue answers it",
}


def many(number: int, word: str, words: str = "") -> str:
    """Return a number with its noun: `1 check`, `3 checks`."""
    return f"{number} {word}" if number == 1 else f"{number} {words or f'{word}s'}"


def more(number: int, word: str) -> str:
    """Return how many more there are, with the verb: `one more service is`, `3 more services are`."""
    return f"one more {word} is" if number == 1 else f"{number} more {word}s are"


def status(found: RequirementReport) -> Badge:
    """Return what the checks of a requirement come to, with its mark."""
    match found.status:
        case "nothing-here":
            return Badge(text=STANDINGS["nothing-here"].lower(), tone="plain")
        case "no-control":
            return Badge(text="no control", tone="not-stated")
        case known:
            return badges.control_status(known)


def unchecked(found: RequirementReport) -> str:
    """Return why nothing is checked for a requirement; empty where something is."""
    return _WHY_UNCHECKED.get(found.standing, "")


def gaps(found: RequirementReport) -> tuple[str, ...]:
    """Return what is missing: the open checks by status, evidence that does not count, or why nothing is checked."""
    return tuple(_gaps(found))


def _gaps(found: RequirementReport) -> Iterator[str]:
    for state, number in found.open.items():
        yield f"{number} {vocabulary.words(state)}"
    if found.broken:
        yield f"{many(found.broken, 'piece', 'pieces')} of evidence missing or changed"
    if why := unchecked(found):
        yield why


def evidence(found: RequirementReport) -> str:
    """Return how much evidence counts for a requirement, and the day of the newest; empty where there is none."""
    if not found.evidence:
        return ""
    newest = f", newest of {found.shown_on}" if found.shown_on else ""
    return f"{many(len(found.evidence), 'piece', 'pieces')} of evidence{newest}"


def named(found: RequirementReport) -> str:
    """Return the id of a requirement, with its title where the framework's licence allows one."""
    return f"{found.id} {found.requirement.title}".rstrip()


def check_link(resolved: ResolvedSystem, check: Check) -> Link:
    """Return the element of a check, linked to the row about the control on its page, or on the control's page."""
    if check.about in _WITHOUT_PAGE:
        text = badges.ABOUT_TITLES[check.about] if check.about != "decision" else check.element
        row = f"applies-{resolved.system.id}-{check.element}"
        return Link(text=text, to=page_paths.place_within(check.control, row))
    page = page_paths.element(resolved.system.id, PLURALS[check.about], check.element)
    return Link(text=check.element, to=f"{page}#controls-{check.control.id}")


def by_status(resolved: ResolvedSystem, checks: Iterable[Check]) -> Iterator[tuple[Badge, Text]]:
    """Yield each status of checks, the worst first, with their elements."""
    found: dict[ControlStatus, list[Check]] = {}
    for check in checks:
        found.setdefault(check.standing.status, []).append(check)
    for each in sorted(found, key=_ORDER.index):
        elements = badges.spread(tuple((check_link(resolved, check),) for check in found[each]))
        yield badges.control_status(each), elements


def baselines(found: RequirementReport) -> Text:
    """Return the baselines of a requirement as marks, among which a reader can choose; a dash where it is in none."""
    return tuple(Badge(text=each) for each in found.requirement.baselines) or ("–",)


def day(text: str) -> date | None:
    """Return a day as a date; None where there is none."""
    return date.fromisoformat(text) if text else None
