"""The results of AWS Config by rule, as `aws configservice get-compliance-details-by-config-rule` prints them."""

import re
from collections.abc import Iterator

from zonebook.importers.evidence.finding import Finding, Json, day, names, outcome

_OF_SECURITY_HUB = re.compile(r"securityhub-(.+)-[0-9a-z]{6,8}")
_OF_A_PACK = re.compile(r"(.+)-conformance-pack-[0-9a-z]{9}")


def is_finding(found: Json) -> bool:
    """Return whether an object is a result of this format."""
    return bool(_qualifier(found)["ConfigRuleName"].text)


def findings(found: Json) -> Iterator[Finding]:
    """Yield the result; that of a rule which Security Hub or a conformance pack made is that of the rule it is of."""
    said = _qualifier(found)
    name = said["ConfigRuleName"].text.casefold()
    made = _OF_SECURITY_HUB.fullmatch(name) or _OF_A_PACK.fullmatch(name)
    yield Finding(
        tool="aws-config",
        check=made[1] if made else name,
        passed=outcome(found["ComplianceType"].text),
        names=names(said["ResourceId"].text),
        on=day(found["ResultRecordedTime"].text),
    )


def _qualifier(found: Json) -> Json:
    return found["EvaluationResultIdentifier"]["EvaluationResultQualifier"]
