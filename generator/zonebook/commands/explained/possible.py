"""A possible risk described line by line for a terminal: what is not stated, and what it can turn out to be."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.finding import Gap
from zonebook.edge import repository
from zonebook.model.scope.statements import OutOfScope
from zonebook.model.vocabulary import LEVELS
from zonebook.present import possible_risk
from zonebook.write.plain_text import plain


def name(gap: Gap) -> str:
    """Return the name by which a gap is asked for: as that of the finding that it can become."""
    return f"{gap.threat.id}@{gap.element}"


def texts(found: Assessment, asked: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the head and the lines of each gap of that name: `threat@element`, or with its system before a slash."""
    system, _, id_ = asked.rpartition("/")
    for judged in found.systems.values():
        for first in (*judged.gaps, *judged.gaps_aside) if system in {"", judged.id} else ():
            for gap in first.every:
                if name(gap) == id_:
                    head = f"Possible risk {id_} of {judged.id}, at {repository.near(gap.place)}"
                    yield head, list(_lines(gap, first))


def _lines(gap: Gap, first: Gap) -> Iterator[str]:
    """Yield what is known of a gap; `first` stands for it in every list, or is the gap itself."""
    yield f"{gap.threat.title}."
    yield "It is neither found nor ruled out: the model does not state what decides it."
    yield "State one of:" if len(gap.attributes) > 1 else "State:"
    yield from (f"  {each}" for each in gap.attributes)
    worst = gap.possible
    more = " or worse" if gap.at_least and worst.level != LEVELS[-1] else ""
    yield f"It could become: likelihood {worst.likelihood} × impact {worst.impact} = {worst.level}{more}."
    if gap.assumed:
        yield f"It would be so bad if: {plain(possible_risk.assumed(gap))}."
    yield from _aside(gap)
    if gap is not first:
        yield f"Lists count it with {name(first)}: the same statement comes before both."
    elif gap.others:
        yield "These cannot be asked either before it is stated:"
        yield from (f"  {name(each)}: up to {each.possible.level}" for each in gap.others)
    acts = tuple(gap.threat.answers)
    if acts:
        yield "What answers it, where it turns out so:"
        yield from (f"  {act.name} {act.degree} it: {act.how}" for act in acts)


def _aside(gap: Gap) -> Iterator[str]:
    """Yield what sets a gap aside; nothing where it counts."""
    if gap.aside:
        out = isinstance(gap.aside, OutOfScope)
        what = f"{gap.aside.id} is out of scope" if out else f"assumption {gap.aside.id} excludes it"
        yield f"Set aside: {what} ({gap.aside.place})."
