"""A finding, told in full: on the page of whatever it is about."""

from collections.abc import Iterator, Sequence

from zonebook import address
from zonebook.assess.findings import Finding
from zonebook.assess.risk import Step
from zonebook.model.scene import Scene
from zonebook.page import Block, Code, Details, Facts, Heading, Notice, Row, Table


def findings(scene: Scene, found: Sequence[Finding]) -> Iterator[Block]:
    """Give each finding with why it applies, what was decided, what answers it, and how its risk is worked out."""
    if not found:
        return
    yield Heading(text="Findings", anchor="findings")
    for finding in found:
        yield from _finding(scene, finding)


def _finding(scene: Scene, finding: Finding) -> Iterator[Block]:
    decision = finding.decision
    yield Heading(text=finding.threat.title, anchor=finding.threat.id, level=3)
    if finding.state == "expired" and decision:
        words = f"It was decided to {decision.treatment} this until {decision.until}. That day has passed."
        yield Notice(title="The decision has expired", text=(words,))
    decided = (
        f"{decision.treatment} by {address.party(scene, decision.by)} on {decision.on}: {decision.because}"
        if decision
        else "nothing has been decided"
    )
    yield Facts(
        pairs=(
            ("Finding", (Code(text=finding.id),)),
            ("Risk now", (address.level(finding.risk.current.level),)),
            ("State", (address.state(finding.state),)),
            ("Because", ("; ".join(finding.reasons),)),
            ("Decision", (decided,)),
            ("Threat", (address.threat_link(finding),)),
        )
    )
    rows = tuple(
        Row(
            id=reply.control,
            cells=(
                (address.control_link(scene, reply.control),),
                (reply.effect,),
                (address.standpoint(reply.standing.status),),
                (reply.standing.origin,),
            ),
        )
        for reply in finding.replies
    )
    columns = ("Control", "What it does", "Stands", "Said by")
    yield Table(name=f"answers-{finding.threat.id}", title="What answers it", columns=columns, rows=rows)
    yield Details(summary="How the risk is worked out", blocks=(_sum(finding),))


def _sum(finding: Finding) -> Table:
    """Give the sum of a finding, step by step."""
    risk = finding.risk
    rows = [_step(number, step) for number, step in enumerate(risk.steps, 1)]
    for name, level in (("inherent", risk.inherent), ("now", risk.current), ("as planned", risk.target)):
        words = f"likelihood {level.likelihood.replace('-', ' ')}, impact {level.impact.replace('-', ' ')}"
        rows.append(
            Row(id=name.replace(" ", "-"), cells=((f"Risk {name}",), (words,), ("→",), (address.level(level.level),)))
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
        cells=((step.what,), (step.because,), (step.before.replace("-", " "),), (step.after.replace("-", " "),)),
    )
