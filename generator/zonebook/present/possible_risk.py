"""What is only possible, beside what is known: counts, cards and cells, which are never added up."""

from collections.abc import Iterable, Iterator, Sequence

from zonebook.assess.findings.finding import Gap
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Code, Link, SourceRef, Text, Tone
from zonebook.document.page import Card, Row
from zonebook.model import vocabulary
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import LEVELS, Level
from zonebook.present import badges, hyperlinks, page_paths

NOTHING: Text = ("–",)
UNKNOWN = (
    "Known risk is of what the models state. Possible risk is the worst that a question without an answer can turn out "
    "to be. The two are never added up."
)


def of_gap(gap: Gap) -> Badge:
    """Return the possible risk of a gap, with its mark."""
    return badges.possible_level(gap.possible.level, at_least=gap.at_least)


def worst(gaps: Iterable[Gap]) -> Text:
    """Return the worst possible risk of gaps, with its mark; a dash where there is no gap."""
    found = tuple(gaps)
    if not found:
        return NOTHING
    level = vocabulary.worst(each.possible.level for each in found)
    at_least = any(each.at_least for each in found if each.possible.level == level)
    return (badges.possible_level(level, at_least=at_least),)


def worst_known(levels: Sequence[Level], gaps: Sequence[Gap]) -> Text:
    """Return the worst known risk; where there is none but a gap, it is marked as not stated."""
    if levels:
        return (badges.level(vocabulary.worst(levels)),)
    return (Badge(text="none known", tone="not-stated" if gaps else "plain"),)


def both(known: int, possible: int) -> str:
    """Return two counts side by side."""
    return f"{known} known, {possible} possible"


def tone(known: Level | None, possible: Level | None) -> Tone:
    """Return the mark of a figure: of what is known, else of what is possible."""
    return known or (badges.possible_tone(possible) if possible else "plain")


def above_appetite(many: int) -> str:
    """Describe how many gaps may turn out to be above the risk appetite."""
    return f"{many} question{'' if many == 1 else 's'} without an answer could be above appetite"


def card(gaps: Sequence[Gap], above: int, to: str) -> Card:
    """Return the card of the worst possible risk; it stands beside the one of the worst known risk."""
    (found, *_) = worst(gaps)
    return Card(
        title="Worst possible risk",
        value=found.text.removeprefix("possibly ") if isinstance(found, Badge) else "none",
        note=above_appetite(above),
        to=to,
        tone=found.tone if isinstance(found, Badge) else "plain",
    )


def assumed(gap: Gap) -> Text:
    """Return the values with which a gap would be so bad; where values are free, the attribute at its worst."""
    return badges.spread(tuple(_assumed(each) for each in gap.assumed), " and ")


def _assumed(each: str) -> Text:
    if ": " in each:
        return (Code(text=each),)
    if "controls." in each:
        return (Code(text=f"{each}: not-met"),)
    return (Code(text=each), " at its worst")


def threats(gaps: Sequence[Gap], most: int = 3) -> Text:
    """Return the threats of gaps, linked: the first ones, and how many more there are."""
    found = {each.threat.id: each.threat for gap in gaps for each in gap.every}
    links = tuple((Link(text=threat.title, to=page_paths.place(threat)),) for threat in found.values())
    more = (f", and {len(links) - most} more",) if len(links) > most else ()
    return (*badges.spread(links[:most]), *more)


def threats_of(gap: Gap) -> Text:
    """Return the threat of a gap, linked, and how many others cannot be asked either."""
    others = (gap.and_others,) if gap.others else ()
    return (Link(text=gap.threat.title, to=page_paths.place(gap.threat)), *others)


COLUMNS = ("Threat", "On", "Possible risk", "It would be so bad if", "Impact", "State one of", "Written in")

FOLDED = ("It would be so bad if", "Impact", "Written in")
"""The columns that stand under a row: what to state answers first."""


def row(resolved: ResolvedSystem, gap: Gap) -> Row:
    """Return a gap as a row with `COLUMNS`."""
    return Row(
        id=f"{gap.threat.id}-{gap.element}",
        cells=(
            threats_of(gap),
            (hyperlinks.subject_link(resolved, gap.about, gap.element),),
            (of_gap(gap),),
            assumed(gap),
            (badges.level(gap.threat.impact),),
            badges.codes(gap.attributes),
            (SourceRef(place=gap.place),),
        ),
    )


def levels(systems: Sequence[SystemAssessment]) -> Iterator[tuple[Level, int, int]]:
    """Yield each level, the highest first, with its unsettled findings and what is possible."""
    for level in reversed(LEVELS):
        known = sum(judged.known_levels[level] for judged in systems)
        yield level, known, sum(judged.possible_levels[level] for judged in systems)
