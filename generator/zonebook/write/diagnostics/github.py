"""The result of a check as workflow commands of GitHub Actions: annotations on the lines of a pull request.

Source: GitHub documentation, Workflow commands for GitHub Actions. A step shows ten errors, ten warnings and ten
notices; the rest would vanish, and is counted instead.
"""

from collections import Counter

from zonebook.write import escape
from zonebook.write.diagnostics.diagnostic import Diagnostic, Severity, diagnostics
from zonebook.write.output_format import CheckResult, Format

MOST = 10
"""How many annotations of a severity a step shows."""
_COMMAND: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}


def printed(result: CheckResult) -> str:
    """Return a command a line: the worst ten of each severity, and a notice that counts the rest.

    What a change brings comes first. Where there is a rest, the notice takes the place of the tenth of its severity.
    """
    found = sorted(
        diagnostics(result), key=lambda each: (each.system, f"{each.rule.id}@{each.element}") not in result.first
    )
    counted = Counter(each.severity for each in found)
    rest = any(many > MOST for many in counted.values())
    most = {severity: MOST - (rest and severity == "note") for severity in _COMMAND}
    shown: Counter[Severity] = Counter()
    lines = []
    for each in found:
        if shown[each.severity] < most[each.severity]:
            shown[each.severity] += 1
            lines.append(_line(each, result))
    if rest:
        left = ", ".join(
            f"{counted[each]} of severity {each}, {shown[each]} of them here" for each in _COMMAND if counted[each]
        )
        lines.append(f"::notice title=Zonebook::{escape.message(f'{left}. `zonebook check` has all.')}")
    return "\n".join(lines)


def _line(each: Diagnostic, result: CheckResult) -> str:
    place = each.place
    values = {"file": result.located(place.path), "line": str(place.line), "col": str(place.column)}
    if each.width:
        values |= {"endLine": str(place.line), "endColumn": str(place.column + each.width)}
    values["title"] = each.title
    properties = ",".join(f"{name}={escape.property_(value)}" for name, value in values.items())
    return f"::{_COMMAND[each.severity]} {properties}::{escape.message(f'{each.rule.id}: {each.message}')}"


FORMAT = Format(
    name="github",
    title="GitHub annotations",
    says="the worst of what was found, on the lines of a pull request in GitHub Actions; the rest is counted",
    printed=printed,
)
