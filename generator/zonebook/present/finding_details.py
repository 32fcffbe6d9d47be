"""A finding in full, on the page of its subject; and short answers that several pages show."""

from collections.abc import Iterator, Sequence

from zonebook.assess.attack_paths.search import AssetReach
from zonebook.assess.attack_paths.steps import Path
from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.state import SETTLED
from zonebook.assess.findings.covered.coverage import CoverageCount
from zonebook.assess.findings.finding import Finding
from zonebook.assess.risk.scoring import Response, Step
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Code, Link, SourceRef, Text, Tone
from zonebook.document.page import Block, Card, Details, Facts, Heading, Notice, Row, Table
from zonebook.model import vocabulary
from zonebook.model.answers import Act
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, grounds, hyperlinks, page_paths, source_excerpt
from zonebook.present.limits import aside


def finding_details(resolved: ResolvedSystem, found: Sequence[Finding]) -> Iterator[Block]:
    """Yield each finding with why it applies, what was decided, what answers it, and how its risk is worked out."""
    if not found:
        return
    yield Heading(text="Findings", anchor="findings", searched=False)
    for finding in found:
        yield from _finding(resolved, finding)


def _finding(resolved: ResolvedSystem, finding: Finding) -> Iterator[Block]:
    decision = finding.decision
    yield Heading(text=finding.threat.title, anchor=page_paths.finding_anchor(finding), level=3)
    if finding.ended and finding.aside:
        words = f"{finding.ended} ended on {finding.aside.until}."
        yield Notice(title="Open again", text=(words[0].upper() + words[1:],))
    elif finding.state == "expired" and decision:
        words = f"It was decided to {decision.treatment} this until {decision.until}. That day has passed."
        yield Notice(title="The decision has expired", text=(words,))
    decided = (
        f"{decision.treatment} by {hyperlinks.party(resolved, decision.by)} on {decision.on}: {decision.because}"
        if decision
        else "nothing has been decided"
    )
    yield Facts(
        pairs=(
            ("Finding", (Code(text=finding.id),)),
            ("Risk now", (badges.level(finding.risk.current.level),)),
            ("State", aside.state(resolved, finding)),
            ("Because", ("; ".join(finding.reasons),)),
            *_yields_to(resolved, finding),
            *_either_way(finding),
            ("Decision", (decided, " ", SourceRef(place=decision.place)) if decision else (decided,)),
            ("Threat", (hyperlinks.threat_link(finding),)),
            ("Written in", (SourceRef(place=finding.place),)),
        )
    )
    if decision:
        yield from source_excerpt.details(resolved.texts, decision.place, "The decision as it is written")
    rows = tuple(
        Row(
            id="-".join((reply.act.name, *reply.act.others)),
            cells=(
                (hyperlinks.control_link(resolved, reply.control),),
                (_act(reply.act),),
                (badges.control_status(reply.standing.status),),
                grounds.rests_on(resolved, reply.standing),
                (_chain(reply),),
            ),
        )
        for reply in finding.replies
    )
    columns = ("Control", "What it does", "Stands", "Rests on", "Who says so, the nearest first")
    yield Table(name=f"answers-{finding.threat.id}", title="What answers it", columns=columns, rows=rows)
    yield Details(summary="How the risk is worked out", blocks=(_sum(finding),))


def _yields_to(resolved: ResolvedSystem, finding: Finding) -> Iterator[tuple[str, Text]]:
    """Yield the finding that says the same more exactly, and those that say it less exactly."""
    other = finding.yields_to
    if other:
        yield "Said more exactly by", (Link(text=other.threat.title, to=page_paths.finding(resolved, other)),)
    if finding.also:
        yield "Said less exactly by", badges.codes(finding.also)


def _either_way(finding: Finding) -> Iterator[tuple[str, Text]]:
    """Yield what a finding that stands either way turns on: the choice, and what holds with each value."""
    if finding.either:
        cases = (f"{value}: {', '.join(ids)}" for value, ids in finding.either.cases.items())
        yield "Either way", (Code(text=finding.either.attribute), f" is not stated. {'; '.join(cases)}")
        yield "Possible risk", (badges.possible_level(finding.either.possible.level),)


def _act(act: Act) -> str:
    """Describe what a control does about a weakness: the degree, what else it needs, and how."""
    together = f" together with {' and '.join(act.others)}" if act.others else ""
    return f"{act.degree}{together}: {act.how}"


def _chain(reply: Response) -> str:
    """Describe every source in a control's chain, the nearest first, with its status and its distance."""
    state = reply.standing
    sources = "; ".join(each.told for each in state.chain) or str(state.origin)
    return ". ".join(filter(None, (sources, state.contradicted, state.refuted, reply.denied)))


def _sum(finding: Finding) -> Table:
    """Return the risk calculation of a finding, step by step."""
    risk = finding.risk
    rows = [_step(number, step) for number, step in enumerate(risk.steps, 1)]
    for name, level in (("inherent", risk.inherent), ("now", risk.current), ("as planned", risk.target)):
        words = f"likelihood {vocabulary.words(level.likelihood)}, impact {vocabulary.words(level.impact)}"
        rows.append(
            Row(id=name.replace(" ", "-"), cells=((f"Risk {name}",), (words,), ("→",), (badges.level(level.level),)))
        )
    return Table(
        name=f"sum-{finding.threat.id}",
        title="The sum",
        columns=("What is counted", "Why", "From", "To"),
        rows=tuple(rows),
    )


def _step(number: int, step: Step) -> Row:
    return Row(
        id=f"step-{number}",
        cells=((step.what,), (step.because,), (vocabulary.words(step.before),), (vocabulary.words(step.after),)),
    )


def settled(tally: CoverageCount) -> Text:
    """Return how much of what applies is settled, marked where something is open or no question applies."""
    if tally.completeness is None:
        return (Badge(text="nothing asked", tone="not-stated"),)
    tone: Tone = "not-stated" if tally.not_stated else "plain"
    return (Badge(text=f"{tally.completeness} %", tone=tone),)


def completeness(tally: CoverageCount, to: str = "") -> Card:
    """Return the card that says how much of what applies is settled; it is shown before the findings."""
    return Card(
        title="Completeness",
        value="nothing asked" if tally.completeness is None else f"{tally.completeness} %",
        note=f"{tally.settled} of {tally.applied} questions are settled",
        to=to,
        tone="plain" if tally.applied and not tally.not_stated else "not-stated",
    )


def owed(check: Check) -> bool:
    """Return whether a control is still owed: neither met, inherited nor stated as not applicable."""
    return check.standing.status not in SETTLED


def chosen(judged: SystemAssessment) -> str:
    """Describe in a few words which directory was chosen and whether it fits its needs."""
    found = next((each for each in judged.options if each.chosen), None)
    if found is None:
        return "none has been chosen"
    fits = {"fits": "fits its needs", "fails": "fails a need", "open": "fits with conditions"}[found.fit]
    return f"{judged.resolved.catalogue.directories[found.option].title}: {fits}"


def from_outside(judged: SystemAssessment) -> Iterator[tuple[AssetReach, Path]]:
    """Yield each asset of value that an outsider reaches for sure, with the cheapest such path."""
    for each in judged.paths:
        found = next((path for path in each.by_start if path.sure and path.start.kind == "outsider"), None)
        if found:
            yield each, found


def reachable(judged: SystemAssessment) -> str:
    """Describe in a few words how many of the assets of value can be reached from untrusted zones."""
    sure = sum(1 for each in judged.paths if each.reachable == "yes")
    may_be = sum(1 for each in judged.paths if each.reachable == "may-be")
    more = f", {may_be} more perhaps" if may_be else ""
    return f"{sure} of {len(judged.paths)}{more}" if judged.paths else "nothing of value stated"
