"""Findings in the Open Cybersecurity Schema Framework, as Prowler and AWS Security Hub write them."""

from collections.abc import Iterator

from zonebook.importers.evidence.finding import Finding, Json, day, names, outcome, tagged
from zonebook.model.settings import Tool

_SUPPRESSED = "suppressed"


def is_finding(found: Json) -> bool:
    """Return whether an object is a finding of this format."""
    return bool(found["class_uid"].text and found["metadata"].value)


def findings(found: Json) -> Iterator[Finding]:
    """Yield the finding of each resource; one that somebody suppressed says nothing."""
    metadata, compliance = found["metadata"], found["compliance"]
    product = metadata["product"]
    tool: Tool = "prowler" if "prowler" in product["name"].text.casefold() else "security-hub"
    check = metadata["event_code"].text or compliance["control"].text or product["feature"]["uid"].text
    said = found["status_code"].text or compliance["status"].text or found["status"].text
    muted = found["status"].text.casefold() == _SUPPRESSED
    when = found["finding_info"]["created_time_dt"].text or found["time_dt"].text or found["time"].text
    for resource in found["resources"].items:
        yield Finding(
            tool=tool,
            check=check,
            passed=None if muted else outcome(said),
            names=names(resource["uid"].text, resource["name"].text),
            element=tagged(resource["labels"].value or resource["tags"].value),
            on=day(when),
        )
