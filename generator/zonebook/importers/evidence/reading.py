"""The findings in a file of a tool, whose format is recognised by its content."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from itertools import islice

from zonebook.importers.evidence import aws_config, ocsf, prowler, security_hub
from zonebook.importers.evidence.finding import Finding, Json
from zonebook.values import RefusedError

MOST_BYTES = 32 * 1024 * 1024
"""The longest file that is read, in bytes."""
MOST_FINDINGS = 200_000
"""The most findings of one file."""
_LISTS = ("Findings", "EvaluationResults", "findings")
"""Under which names the answers of interfaces hold their findings."""
_FORMATS: tuple[tuple[Callable[[Json], bool], Callable[[Json], Iterator[Finding]]], ...] = (
    (ocsf.is_finding, ocsf.findings),
    (security_hub.is_finding, security_hub.findings),
    (aws_config.is_finding, aws_config.findings),
)


def findings(name: str, raw: bytes) -> tuple[Finding, ...]:
    """Return the findings in a file; raise RefusedError, a line, for one of another format, damaged, or too large."""
    if len(raw) > MOST_BYTES:
        raise RefusedError(f"{name} cannot be read: it has more than {MOST_BYTES // 1024**2} MiB")
    try:
        text = raw.decode("utf-8-sig")
        found = _of_json(text) if text.lstrip()[:1] in {"[", "{"} else _of_csv(text)
        read = tuple(islice(found, MOST_FINDINGS + 1))
    except (ValueError, RecursionError, csv.Error) as error:
        raise RefusedError(f"{name} cannot be read: it is neither CSV nor JSON in UTF-8, or it is damaged") from error
    if not read:
        message = "no finding of Prowler (CSV, OCSF), Security Hub (ASFF, OCSF) or AWS Config is in it"
        raise RefusedError(f"{name} cannot be read: {message}")
    if len(read) > MOST_FINDINGS:
        raise RefusedError(f"{name} cannot be read: it has more than {MOST_FINDINGS:,} findings")
    return read


def _of_json(text: str) -> Iterator[Finding]:
    """Yield the findings of a list, of an answer that holds one, or of an object a line."""
    try:
        whole = Json(json.loads(text))
        objects = next((whole[each].items for each in _LISTS if whole[each].items), whole.items or [whole])
    except json.JSONDecodeError:
        objects = [Json(json.loads(line)) for line in text.splitlines() if line.strip()]
    for each in objects:
        for is_finding, found in _FORMATS:
            if is_finding(each):
                yield from found(each)
                break


def _of_csv(text: str) -> Iterator[Finding]:
    """Yield the findings of a table of Prowler, whose separator is `;`, or `,` in older versions."""
    head, _, _ = text.partition("\n")
    separator = ";" if head.count(";") > head.count(",") else ","
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    columns = [each.strip().upper() for each in next(lines, ())]
    if set(columns) >= prowler.COLUMNS:
        yield from prowler.findings(dict(zip(columns, line, strict=False)) for line in lines if len(line) > 1)
