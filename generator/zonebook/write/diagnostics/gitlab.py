"""The result of a check as a Code Quality report of GitLab.

Source: GitLab documentation, Code Quality report format: description, check_name, fingerprint, location and severity
of each issue are required, and a fingerprint stands once.
"""

import json
from collections.abc import Mapping

from zonebook.model.vocabulary import Level
from zonebook.write.diagnostics.diagnostic import Diagnostic, diagnostics
from zonebook.write.output_format import CheckResult, Format, Json

_SEVERITY: Mapping[Level, str] = {
    "very-low": "info",
    "low": "minor",
    "moderate": "major",
    "high": "critical",
    "very-high": "blocker",
}


def printed(result: CheckResult) -> str:
    """Return the report as JSON text, the worst first."""
    return json.dumps([_issue(each, result) for each in diagnostics(result)], indent=1)


def _issue(each: Diagnostic, result: CheckResult) -> Json:
    return {
        "type": "issue",
        "description": each.message,
        "check_name": each.rule.id,
        "fingerprint": each.fingerprint,
        "severity": _severity(each),
        "categories": ["Security"],
        "location": {"path": result.located(each.place.path), "lines": {"begin": each.place.line}},
    }


def _severity(each: Diagnostic) -> str:
    """Return the severity: of what is only possible one that says so, whatever its level."""
    if each.level is None:
        return "blocker"
    return _SEVERITY[each.level] if each.kind == "finding" else "info"


FORMAT = Format(
    name="gitlab",
    title="GitLab Code Quality",
    says="what was found, for the report of a merge request in GitLab",
    printed=printed,
)
