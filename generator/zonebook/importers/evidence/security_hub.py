"""Findings in the AWS Security Finding Format, as AWS Security Hub exports them and Prowler can write them."""

from collections.abc import Iterator

from zonebook.importers.evidence.finding import Finding, Json, day, names, outcome, tagged

_PROWLER = "prowler-"


def is_finding(found: Json) -> bool:
    """Return whether an object is a finding of this format."""
    return bool(found["SchemaVersion"].text and found["GeneratorId"].text)


def findings(found: Json) -> Iterator[Finding]:
    """Yield the finding of each resource; one that is archived or suppressed says nothing."""
    generator = found["GeneratorId"].text
    ours = generator.startswith(_PROWLER)
    check = generator.removeprefix(_PROWLER) if ours else _control(found, generator)
    gone = found["RecordState"].text == "ARCHIVED" or found["Workflow"]["Status"].text == "SUPPRESSED"
    for resource in found["Resources"].items:
        yield Finding(
            tool="prowler" if ours else "security-hub",
            check=check,
            passed=None if gone else outcome(found["Compliance"]["Status"].text),
            names=names(resource["Id"].text),
            element=tagged(resource["Tags"].value),
            on=day(found["UpdatedAt"].text),
        )


def _control(found: Json, generator: str) -> str:
    """Return the id of the control: stated, or the last part of the generator, as in `security-control/EC2.8`."""
    return found["Compliance"]["SecurityControlId"].text or generator.rsplit("/", 1)[-1]
