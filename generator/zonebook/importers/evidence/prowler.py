"""The findings of Prowler as CSV; versions 3 and 4 name some columns differently."""

from collections.abc import Iterable, Iterator, Mapping

from zonebook.importers.evidence.finding import Finding, day, names, outcome, tagged

COLUMNS = frozenset(("CHECK_ID", "STATUS"))
"""The columns by which a file of Prowler is known."""


def findings(rows: Iterable[Mapping[str, str]]) -> Iterator[Finding]:
    """Yield the finding of each row; a muted one says nothing."""
    for row in rows:
        muted = row.get("MUTED", "").casefold() == "true"
        yield Finding(
            tool="prowler",
            check=row.get("CHECK_ID", "").strip(),
            passed=None if muted else outcome(row.get("STATUS", "")),
            names=names(
                *(row.get(each, "") for each in ("RESOURCE_UID", "RESOURCE_ARN", "RESOURCE_NAME", "RESOURCE_ID"))
            ),
            element=tagged(row.get("RESOURCE_TAGS", "")),
            on=day(row.get("TIMESTAMP") or row.get("ASSESSMENT_START_TIME") or ""),
        )
