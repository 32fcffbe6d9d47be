"""The conclusions of audits as badges and links: of one result, and of every audit about one check."""

from collections.abc import Mapping

from zonebook.assess.controls.audits.results import concluded
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Link, Text, Tone
from zonebook.model import vocabulary
from zonebook.model.audits.audit import OUTCOMES, Audit, AuditResult, Outcome
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, page_paths

_TONES: Mapping[Outcome, Tone] = {
    "effective": "met",
    "exception": "partial",
    "not-effective": "not-met",
    "no-occurrence": "not-applicable",
    "not-applicable": "not-applicable",
    "not-tested": "not-stated",
}


def outcome(value: Outcome) -> Badge:
    """Return what an auditor concludes, with its mark."""
    return Badge(text=vocabulary.words(value), tone=_TONES[value])


def audit_link(audit: Audit) -> Link:
    """Return an audit by its title, linked to its page."""
    return Link(text=audit.audit.title, to=page_paths.audit(audit.id))


def about(resolved: ResolvedSystem, check: str) -> Text:
    """Return what each audit concludes about a check, the newest first; a dash where none does."""
    found = concluded(resolved).get(check, ()) if resolved.audits else ()
    return badges.spread(
        tuple(
            (outcome(each.result.result), f" on {each.result.tested_on}, ", audit_link(each.audit)) for each in found
        ),
        "; ",
    )


def sentence(judged: SystemAssessment) -> str:
    """Return how many controls of a system are tested, and how many count less than is claimed; empty before any is."""
    every = concluded(judged.resolved) if judged.resolved.audits else {}
    tested = sum(1 for check in judged.checks if check.id in every)
    if not tested:
        return ""
    weakened = sum(1 for check in judged.checks if check.standing.refuted)
    less = (
        f", and {weakened} of them count less than is claimed" if weakened else ", and none counts less than is claimed"
    )
    return f"An audit has tested {tested} of {len(judged.checks)} controls{less}."


def counted(found: Mapping[Outcome, int]) -> str:
    """Return how many checks have each outcome: `3 effective, 1 exception`; `none` where there are none."""
    parts = [f"{found[each]} {vocabulary.words(each)}" for each in OUTCOMES if found.get(each)]
    return ", ".join(parts) or "none"


def sample(result: AuditResult) -> str:
    """Return how much was tested: `5 of 40, 1 exception`; nothing where that is not stated."""
    drawn = "" if result.sample is None else str(result.sample)
    whole = "" if result.population is None else str(result.population)
    of = f"{drawn or '?'} of {whole}" if whole else drawn
    many = result.exceptions
    failed = "" if many is None else f"{many} exception{'' if many == 1 else 's'}"
    return ", ".join(filter(None, (of, failed)))
