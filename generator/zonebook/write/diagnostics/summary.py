"""The result of a check as Markdown, for the summary of a job or a comment: the counts first, then the worst."""

from collections import Counter
from collections.abc import Iterator, Sequence

from zonebook.write import escape
from zonebook.write.diagnostics.diagnostic import Diagnostic, diagnostics
from zonebook.write.output_format import CheckResult

MOST = 20
"""How many rows of a table are shown; the rest is counted below it."""


def printed(result: CheckResult) -> str:
    """Return the result as Markdown; text of the models cannot end a cell, mention anyone or begin HTML."""
    return "\n".join(_lines(result))


def _lines(result: CheckResult) -> Iterator[str]:
    found = diagnostics(result)
    if result.problems:
        many = len(found)
        yield f"**Zonebook: {many} problem{'s' if many != 1 else ''}.** Nothing is assessed before they are solved."
        yield from _table(found, result, "Problem")
        return
    counted = Counter((each.kind, each.severity) for each in found)
    above, possibly = counted["finding", "error"], counted["possible", "warning"]
    if not found:
        yield "**Zonebook: nothing found.**"
        return
    yield (
        f"**Zonebook: {above} above the appetite, {possibly} possibly.** "
        f"{counted['finding', 'note']} findings are within it, and {counted['possible', 'note']} would be."
    )
    yield from _table([each for each in found if each.kind == "finding"], result, "Found")
    yield from _table([each for each in found if each.kind == "possible"], result, "Not stated")


def _table(found: Sequence[Diagnostic], result: CheckResult, head: str) -> Iterator[str]:
    if not found:
        return
    yield ""
    yield f"| Risk | {head} | Where |"
    yield "|---|---|---|"
    for each in found[:MOST]:
        level = each.level or "–"
        place = f"{result.located(each.place.path)}:{each.place.line}"
        yield f"| {level} | {_cell(f'{each.rule.id}: {each.message}')} | {_cell(place)} |"
    if len(found) > MOST:
        yield ""
        yield f"And {len(found) - MOST} more: `zonebook check` has all."


def _cell(text: str) -> str:
    return escape.markdown(text)
