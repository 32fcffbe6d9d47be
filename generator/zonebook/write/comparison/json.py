"""A comparison as JSON, for other programs; its shape is that of `schemas/diff.schema.json`."""

import json
from collections.abc import Iterable
from dataclasses import asdict

from zonebook.assess.planning.comparison.comparison import SystemChange
from zonebook.assess.planning.comparison.elements import ElementChange
from zonebook.assess.planning.comparison.measures import ControlChange
from zonebook.assess.planning.comparison.risks import RiskChange
from zonebook.model.scope.statements import Assumption, OutOfScope
from zonebook.values import Place
from zonebook.write.comparison.outcome import Outcome, headline
from zonebook.write.output_format import Json


def printed(outcome: Outcome) -> str:
    """Return the comparison as JSON text."""
    found = outcome.comparison
    return json.dumps(
        {
            "verdict": outcome.verdict,
            "says": headline(outcome),
            "old": outcome.old,
            "new": outcome.new,
            "as_of": outcome.as_of,
            "problems": [
                {**_place(each.place, outcome), "code": each.code, "message": each.message, "hint": each.hint or None}
                for each in outcome.problems
            ],
            "refusal": outcome.refusal,
            "command": outcome.command,
            "rules": list(found.policy) if found else [],
            "closed_by_new_rules": None if outcome.closed_by_new_rules is None else bool(outcome.closed_by_new_rules),
            "closing": [
                {"system": each.system, "finding": each.change.id, "because": each.because} for each in outcome.closed
            ],
            "unchanged_systems": found.quiet if found else 0,
            "organisation_changed": list(found.house) if found else [],
            "organisation": [_placed(each, outcome) for each in found.organisation] if found else [],
            "systems": [_system(each, outcome) for each in outcome.systems],
        },
        indent=1,
    )


def _system(each: SystemChange, outcome: Outcome) -> Json:
    return {
        "id": each.id,
        "changed": list(each.head),
        "elements": [_placed(element, outcome) for element in each.elements],
        "alike": [{"before": pair.before, "after": pair.after, "line": pair.line} for pair in each.alike],
        "findings": _risks(each.findings, outcome),
        "possible": _risks(each.possible, outcome),
        "findings_as_before": each.same,
        "controls": [_placed(control, outcome) for control in each.controls],
        "duties": [asdict(duty) for duty in each.duties],
        "decisions": [
            {
                "kind": made.kind,
                "id": made.decision.id,
                "treatment": made.decision.treatment,
                "by": made.decision.by,
                "until": made.decision.until or None,
                "says": list(made.says),
            }
            for made in each.decisions
        ],
        "lapsed": [decision.id for decision in each.lapsed],
        "paths": [asdict(path) for path in each.paths],
        "silencers": [asdict(silencer) for silencer in each.silencers],
        "out_of_scope": [limit.id for limit in each.set_aside if isinstance(limit, OutOfScope)],
        "assumptions": [limit.id for limit in each.set_aside if isinstance(limit, Assumption)],
    }


def _risks(found: Iterable[RiskChange], outcome: Outcome) -> list[Json]:
    return [
        {
            "kind": each.kind,
            "id": each.id,
            "title": each.title,
            "before": each.before,
            "after": each.after,
            "because": list(each.because),
            "closes": list(each.closes),
            "accepted_by": each.decision.by if each.decision else None,
            "silenced": list(each.silenced),
            **_place(each.place, outcome),
        }
        for each in found
    ]


def _placed(value: ElementChange | ControlChange, outcome: Outcome) -> Json:
    """Return a value with the parts of its place beside its own."""
    found: Json = asdict(value)
    place: Json = found.pop("place")
    return {**found, **_place(Place(**place), outcome)}


def _place(place: Place, outcome: Outcome) -> Json:
    return {"path": outcome.located(place.path) if place.path else "", "line": place.line, "column": place.column}
