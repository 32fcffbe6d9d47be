"""The whole assessment as JSON, for other programs; its shape is `schemas/assessment.schema.json`."""

from collections.abc import Sequence

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.evidence import file_check
from zonebook.assess.controls.responsibility import LayerDuty
from zonebook.assess.findings.finding import EitherWay, Finding, Gap
from zonebook.assess.planning.forecast import ForecastPoint
from zonebook.assess.risk.scoring import Risk
from zonebook.assess.system import SystemAssessment
from zonebook.model.elements import Evidence
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import Decision
from zonebook.write.assessment_json import (
    attack_paths,
    audits,
    check_result,
    coverage,
    directory,
    elements,
    limits,
    planning,
    privilege,
    zones,
)
from zonebook.write.assessment_json.values import Json, laid_out, place
from zonebook.write.output_format import Files, Format, Material

PATH = "assessment.json"
VERSION = "1"
"""The version of the shape; it changes when a reader of the old one would break."""


def assessed(assessment: Assessment, version: str) -> str:
    """Return the assessment as JSON text; `version` is that of the program, and so of its catalogue."""
    catalogue = assessment.workspace.catalogue
    shelves = ("kinds", "threats", "controls", "directories", "protocols", "frameworks")
    document = {
        "schema": VERSION,
        "as_of": assessment.as_of,
        "catalogue": {"version": version, **{shelf: len(getattr(catalogue, shelf)) for shelf in shelves}},
        "what_next": planning.what_next(assessment),
        "audits": audits.audits(assessment.audits),
        "systems": {name: _system(judged, assessment.forecasts[name]) for name, judged in assessment.systems.items()},
    }
    return laid_out(document) + "\n"


def _system(judged: SystemAssessment, forecast: Sequence[ForecastPoint]) -> Json:
    resolved = judged.resolved
    head = resolved.system.system
    return {
        "title": head.title,
        "owner": head.owner or None,
        "services": {each.id: elements.service(resolved, each) for each in resolved.system.services.values()},
        "zones": {each.id: elements.zone(resolved, each) for each in resolved.system.zones.values()},
        "flows": {each.id: elements.flow(resolved, each) for each in resolved.system.flows.values()},
        "borders": zones.boundaries(judged),
        "threats": {each.id: elements.threat(each) for each in resolved.system.threats.values()},
        "findings": [_finding(each) for each in judged.findings],
        "gaps": [_gap(each) for each in judged.gaps],
        "gaps_set_aside": [_gap(each) for each in judged.gaps_aside],
        "levels": {"known": dict(judged.known_levels), "possible": dict(judged.possible_levels)},
        "coverage": coverage.coverage(judged),
        "controls": {each.id: _check(resolved, each) for each in judged.checks},
        "controls_set_aside": {each.id: _check(resolved, each) for each in judged.checks_aside},
        "user_controls": audits.user_controls(judged),
        "duties": _duties(judged.duties),
        "curve": planning.target_curve(forecast),
        "directory": directory.directory(judged),
        "paths": attack_paths.paths(judged),
        "choke_points": attack_paths.choke_points(judged),
        "tier_zero": privilege.zero(judged),
        "blast_radius": privilege.blast_radius(judged),
        "decisions": {each.id: _decision(each) for each in resolved.system.decisions.values()},
        "assumptions": limits.assumptions(judged),
        "out_of_scope": limits.out_of_scope(judged),
        "not_judged": limits.not_judged(judged),
    }


def _risk(risk: Risk) -> Json:
    return {"level": risk.level, "likelihood": risk.likelihood, "impact": risk.impact}


def _finding(each: Finding) -> Json:
    return {
        "id": each.id,
        "threat": each.threat.id,
        "about": each.about,
        "element": each.element,
        "state": each.state,
        "inherent": _risk(each.risk.inherent),
        "current": _risk(each.risk.current),
        "target": _risk(each.risk.target),
        "reasons": list(each.reasons),
        "steps": [
            {"what": step.what, "from": step.before, "to": step.after, "because": step.because}
            for step in each.risk.steps
        ],
        "answers": [
            {
                "control": reply.control,
                "degree": reply.act.degree,
                "with": list(reply.act.others),
                "how": reply.act.how,
                "status": reply.standing.status,
                "origin": str(reply.standing.origin),
                "ground": reply.standing.ground,
                "denied": reply.denied or None,
            }
            for reply in each.replies
        ],
        "stride": list(each.threat.stride),
        "linddun": list(each.threat.linddun),
        "attack": list(each.threat.attack),
        "owner": each.owner or None,
        "decision": each.decision.id if each.decision else None,
        "set_aside_by": limits.set_aside_by(each.aside),
        "either_way": _either_way(each.either),
        "yields_to": each.yields_to.id if each.yields_to else None,
        "also": list(each.also),
        "place": place(each.place),
    }


def _either_way(either: EitherWay | None) -> Json | None:
    if either is None:
        return None
    return {
        "attribute": either.attribute,
        "cases": {value: list(ids) for value, ids in either.cases.items()},
        "possible": _risk(either.possible),
        "others": [_finding(each) for each in either.others],
    }


def _gap(each: Gap) -> Json:
    return {
        "threat": each.threat.id,
        "about": each.about,
        "element": each.element,
        "attribute": each.attributes[0],
        "attributes": list(each.attributes),
        "possible": _risk(each.possible),
        "at_least": each.at_least,
        "assumed": list(each.assumed),
        "set_aside_by": limits.set_aside_by(each.aside),
        "others": [other.threat.id for other in each.others],
        "place": place(each.place),
    }


def _check(resolved: ResolvedSystem, each: Check) -> Json:
    state = each.standing
    return {
        "control": each.control.id,
        "about": each.about,
        "element": each.element,
        "status": state.status,
        "claim": state.claim.status,
        "origin": str(state.origin),
        "because": state.because or None,
        "claimed": state.claimed,
        "ground": state.ground,
        "report": state.report or None,
        "stale": state.stale or None,
        "contradicted": state.contradicted or None,
        "refuted": state.refuted or None,
        "instead": list(state.instead),
        "stands_in": state.stands_in,
        "chain": planning.chain(state.chain),
        "party": each.party or None,
        "on": state.on or None,
        "due": state.due or None,
        "evidence": [_evidence(resolved, item) for item in state.evidence],
        "place": place(each.place),
    }


def _evidence(resolved: ResolvedSystem, each: Evidence) -> Json:
    file = file_check(each, resolved.evidence)
    return {
        "title": each.title,
        "file": each.file or None,
        "url": each.url or None,
        "sha256": each.sha256 or None,
        "found": file.found,
        "hash": file.hash,
    }


def _duties(duties: tuple[LayerDuty, ...]) -> Json:
    found: dict[str, Json] = {}
    for duty in duties:
        found.setdefault(duty.service, {})[duty.layer] = {
            "holder": duty.holder,
            "party": duty.party or None,
            "provider": duty.provider or None,
            "cover": duty.cover,
            "grounds": list(duty.grounds),
            "duty": duty.duty,
        }
    return found


def _decision(each: Decision) -> Json:
    return {
        "treatment": each.treatment,
        "by": each.by,
        "on": each.on,
        "requested_by": each.requested_by or None,
        "until": each.until or None,
        "review": each.review or None,
        "duplicates": each.duplicates or None,
        "because": each.because,
        "place": place(each.place),
    }


def _files(material: Material) -> Files:
    return {PATH: assessed(material.assessment, material.version)}


FORMAT = Format(
    name="json",
    title="JSON",
    files=f"`{PATH}`",
    says="the whole assessment, for other programs",
    render=_files,
    printed=check_result.printed,
    of_all=True,
)
