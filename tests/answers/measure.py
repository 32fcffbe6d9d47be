"""Our answers beside those that other tools publish: `python -m tests.answers.measure` prints a table.

Each figure counts pairs of an element and a class. Recall is the share of the published pairs that we say; precision is
the share of ours that is published, among the elements for which anything is published: where a list says nothing of an
element, its author did not look at it. The share among all elements is given beside it; of these, those are left out
that the author put out of scope in so many words.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.answers.published import Pair, Row, out_of_scope, published
from tests.threagile.rules import LEFT_OUT
from yaml import safe_load

from zonebook import assembly
from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.finding import Finding, Gap
from zonebook.assess.system import SystemAssessment
from zonebook.model.vocabulary import Level, at_least

HERE = Path(__file__).parent
INPUTS = Path(os.environ.get("ZONEBOOK_REAL_INPUTS") or "/nonexistent")
DAY = "2026-12-01"
COUNTED: Level = "moderate"
"""What is said below this level is not counted, known or possible alike."""


@cache
def data(path: str) -> dict[str, Any]:
    """Return a file of reviewed data under tests/."""
    found: dict[str, Any] = safe_load((HERE.parent / path).read_text("utf-8"))
    return found


@cache
def designs() -> Mapping[str, Row]:
    """Return the designs that are compared, by the id of our system."""
    found: Mapping[str, Row] = data("answers/published.yaml")["designs"]
    return found


@cache
def assessed(models: str) -> Assessment:
    """Return our assessment of a folder of models under tests/."""
    return assembly.load_and_assess(HERE.parent / models, DAY, "models")


def judged(name: str) -> SystemAssessment:
    """Return our assessment of a design that is compared."""
    return assessed(designs()[name].get("models", "answers/models")).systems[name]


def told(system: SystemAssessment) -> tuple[Finding | Gap, ...]:
    """Return what we say of a system: known, and possible."""
    return (*system.findings, *system.gaps)


def level(each: Finding | Gap) -> Level:
    """Return the risk as it stands, or the worst that it can turn out to be."""
    return each.risk.current.level if isinstance(each, Finding) else each.possible.level


def counted(every: Iterable[Finding | Gap]) -> tuple[Finding | Gap, ...]:
    """Return what is said of an element that tools hang risks on, at the level that counts or above."""
    hung = {"service", "actor", "flow"}
    return tuple(each for each in every if each.about in hung and at_least(level(each), COUNTED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What is published about a design, and what we say: known alone, and with what is possible."""

    name: str
    theirs: frozenset[Pair]
    known: frozenset[Pair]
    ours: frozenset[Pair]

    def examined(self, pairs: frozenset[Pair]) -> frozenset[Pair]:
        """Return the pairs at elements for which anything is published."""
        looked_at = {element for element, _ in self.theirs}
        return frozenset(pair for pair in pairs if pair[0] in looked_at)


def said(name: str, every: Iterable[Finding | Gap]) -> frozenset[Pair]:
    """Return the pairs that we say about a design."""
    row, flows = designs()[name], judged(name).resolved.system.flows
    table = data(row.get("categories", "answers/categories.yaml"))

    def element(each: Finding | Gap, at: str) -> str:
        flow = flows.get(each.element) if each.about == "flow" else None
        if flow is None or at == "itself" or (at == "flow" and "flows" in row):
            return each.element
        return flow.from_ if at == "from" else flow.to

    listed = [(each, table[each.threat.id]) for each in counted(every) if each.threat.id in table]
    found = ((element(each, read["at"]), class_) for each, read in listed for class_ in read["says"])
    return frozenset(pair for pair in found if pair[1] not in LEFT_OUT)


def answers(name: str, inputs: Path = INPUTS) -> Answers:
    """Return the answers about a design."""
    system, row = judged(name), designs()[name]
    left_out = out_of_scope(inputs, row)

    def counted_pairs(every: Iterable[Finding | Gap]) -> frozenset[Pair]:
        return frozenset(pair for pair in said(name, every) if pair[0] not in left_out)

    return Answers(
        name=name,
        theirs=published(inputs, row),
        known=counted_pairs(system.findings),
        ours=counted_pairs(told(system)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Recall, precision among the elements that were looked at, and precision among all."""

    published: int
    ours: int
    recall: float
    precision: float
    everywhere: float


def score(every: Iterable[Answers], *, possible: bool = True) -> Score:
    """Return the figures of some designs taken together: their pairs are added up."""
    listed = [(each, each.ours if possible else each.known) for each in every]
    both = sum(len(each.theirs & pairs) for each, pairs in listed)
    theirs, ours = sum(len(each.theirs) for each, _ in listed), sum(len(pairs) for _, pairs in listed)
    looked_at = sum(len(each.examined(pairs)) for each, pairs in listed)
    return Score(
        published=theirs,
        ours=looked_at,
        recall=both / theirs if theirs else 0.0,
        precision=both / looked_at if looked_at else 0.0,
        everywhere=both / ours if ours else 0.0,
    )


HEAD = (
    "| design | tool | published | ours | recall | precision | precision, all | recall, known | precision, known |",
    "|---|---|--:|--:|--:|--:|--:|--:|--:|",
)


def line(name: str, tool: str, every: Iterable[Answers]) -> str:
    """Return the row of a table."""
    listed = tuple(every)
    full, known = score(listed), score(listed, possible=False)
    shares = (full.recall, full.precision, full.everywhere, known.recall, known.precision)
    counts = (name, tool, str(full.published), str(full.ours))
    return "| " + " | ".join((*counts, *(f"{each:.2f}" for each in shares))) + " |"


def report(every: tuple[Answers, ...]) -> str:
    """Return the table, and for each design what is missing and what is more."""
    rows = [line(each.name, designs()[each.name]["tool"], (each,)) for each in every]
    parts = ["# Answers", "", *HEAD, *rows, line("**all**", "", every), ""]
    for each in every:
        parts += [f"## {each.name}", ""]
        parts += [f"- published, not said: {element}: {class_}" for element, class_ in sorted(each.theirs - each.ours)]
        more = sorted(each.examined(each.ours) - each.theirs)
        parts += [f"- said, not published: {element}: {class_}" for element, class_ in more]
        parts.append("")
    return "\n".join(parts)


def main() -> int:
    """Print the table and write the report."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--inputs", type=Path, default=INPUTS, help="the folder of the published models")
    arguments.add_argument("--out", type=Path, default=Path("build/answers"), help="where report.md goes")
    given = arguments.parse_args()
    if not given.inputs.is_dir():
        sys.stderr.write("nothing to compare with: ZONEBOOK_REAL_INPUTS names no folder with published threat models\n")
        return 2
    text = report(tuple(answers(name, given.inputs) for name in designs()))
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "report.md").write_text(text, "utf-8")
    sys.stdout.write(text.split("\n## ", maxsplit=1)[0])
    return 0


if __name__ == "__main__":
    sys.exit(main())
