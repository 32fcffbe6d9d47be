"""What every such format writes: a problem, a finding, or what could turn out to be one, at its place."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal

from zonebook.assess.findings.finding import Finding, Gap
from zonebook.assess.system import SystemAssessment
from zonebook.model.catalogue import Threat
from zonebook.model.vocabulary import Level, above, words
from zonebook.problem_codes import CODES
from zonebook.values import Place
from zonebook.values.record import dataclass
from zonebook.write.diagnostics.source_text import SourceText
from zonebook.write.output_format import CheckResult

Severity = Literal["error", "warning", "note"]
"""`error`: a problem, or a risk above the appetite. `warning`: possibly above it. `note`: the rest."""
Kind = Literal["problem", "finding", "possible"]

_TITLES: Mapping[Kind, str] = {"problem": "Problem", "finding": "Finding", "possible": "Possible"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a diagnostic is an instance of: a problem code or a threat, by its id, in plain text.

    A threat that a system states itself has the id of the system before its own: another one may state it otherwise.
    """

    id: str
    title: str
    help: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One message at one place.

    `key` is the same as long as the same is said, wherever its line moves: the id of a finding with
    the first id of its element, or what a problem says. `level` is the risk, empty for a problem. `element` is the id
    of what it is about, `width` the number of characters of the word at its place.
    """

    kind: Kind
    rule: Rule
    key: str
    severity: Severity
    message: str
    place: Place
    width: int
    level: Level | None = None
    system: str = ""
    element: str = ""

    @property
    def title(self) -> str:
        """What it is, in a few words: its kind, its level and the title of its rule."""
        level = f", {'possibly ' * (self.kind == 'possible')}{self.level}" if self.level else ""
        return f"{_TITLES[self.kind]}{level}: {self.rule.title}"

    @property
    def fingerprint(self) -> str:
        """A hash of the key, in 64 hexadecimal digits."""
        return hashlib.sha256(self.key.encode("utf-8", "surrogatepass")).hexdigest()


def diagnostics(result: CheckResult) -> tuple[Diagnostic, ...]:
    """Return every problem by place, or else what is not settled and what is possible, the worst first.

    What was accepted, transferred, avoided, mitigated or set aside is left out.
    """
    source = SourceText(result.texts)
    if result.problems:
        return tuple(_problems(result, source))
    findings = [(each, judged) for judged in result.systems for each in judged.unsettled]
    gaps = [(each, judged) for judged in result.systems for each in judged.possible]
    findings.sort(key=lambda pair: (pair[0].rank, pair[1].id))
    gaps.sort(key=lambda pair: (pair[0].rank, pair[1].id))
    return (
        *(_finding(each, judged, source) for each, judged in findings),
        *(_gap(each, judged, source) for each, judged in gaps),
    )


def _problems(result: CheckResult, source: SourceText) -> Iterator[Diagnostic]:
    seen: Counter[str] = Counter()
    for each in result.problems:
        message = f"{each.message}; did you mean `{each.hint}`?" if each.hint else each.message
        said = f"{each.code} {each.place.path} {message}"
        seen[said] += 1
        yield Diagnostic(
            kind="problem",
            rule=Rule(id=each.code, title=words(each.code).capitalize(), help=CODES.get(each.code, "")),
            key=said if seen[said] == 1 else f"{said} {seen[said]}",
            severity="error",
            message=message,
            place=each.place,
            width=source.width(each.place),
        )


def _finding(each: Finding, judged: SystemAssessment, source: SourceText) -> Diagnostic:
    level = each.risk.current.level
    return Diagnostic(
        kind="finding",
        rule=_threat(each.threat),
        key=f"finding {judged.id} {each.threat.id}@{_first_id(judged, each.element)}",
        severity="error" if above(level, judged.resolved.appetite) else "note",
        message=f"{each.threat.title}: {'; '.join(each.reasons)}",
        place=each.place,
        width=source.width(each.place),
        level=level,
        system=judged.id,
        element=each.element,
    )


def _gap(each: Gap, judged: SystemAssessment, source: SourceText) -> Diagnostic:
    level = each.possible.level
    where = f", where {' and '.join(each.assumed)}" if each.assumed else ""
    where += each.and_others
    return Diagnostic(
        kind="possible",
        rule=_threat(each.threat),
        key=f"possible {judged.id} {each.threat.id}@{_first_id(judged, each.element)} {' '.join(each.attributes)}",
        severity="warning" if above(level, judged.resolved.appetite) else "note",
        message=f"{each.threat.title}{where}; state {each.attributes[0]}",
        place=each.place,
        width=source.width(each.place),
        level=level,
        system=judged.id,
        element=each.element,
    )


def _threat(threat: Threat) -> Rule:
    cwe = (f"external/cwe/{each.lower()}" for each in threat.cwe)
    own = f"{threat.stated_in}/" if threat.stated_in else ""
    return Rule(
        id=f"{own}{threat.id}",
        title=threat.title,
        help=threat.story,
        tags=("security", *threat.stride, *threat.linddun, *threat.attack, *cwe),
    )


def _first_id(judged: SystemAssessment, element: str) -> str:
    """Return the id that an element had before it was renamed, the first where there are several."""
    former = judged.resolved.former_ids.get(element, ())
    return former[0] if former else element
