"""The details of a comparison, section by section: titles and rows in plain text, for every form that is read."""

from collections import Counter
from collections.abc import Iterator

from zonebook.assess.planning.comparison.comparison import SystemChange
from zonebook.assess.planning.comparison.elements import ElementChange
from zonebook.assess.planning.comparison.risks import MOVEMENTS, RiskChange
from zonebook.model import vocabulary
from zonebook.model.scope.statements import OutOfScope
from zonebook.values.record import dataclass
from zonebook.write.comparison.outcome import Outcome, short

MOST_ROWS = 60
"""How many rows of a section are shown; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: what it is about, and what is said of it."""

    name: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section with a title that says how much is in it."""

    title: str
    rows: tuple[Row, ...]


def sections(outcome: Outcome) -> tuple[Section, ...]:
    """Return the sections that have anything in them: findings first, then what is possible, paths, and the model."""
    found = (
        _risks(outcome, "Findings", possible=False),
        _risks(outcome, "Possible", possible=True),
        Section(title="Attack paths", rows=tuple(row for each in outcome.systems for row in _paths(each))),
        Section(title="Controls and duties", rows=tuple(row for each in outcome.systems for row in _measures(each))),
        Section(title="Decisions and rules", rows=tuple(_decided(outcome))),
        Section(title="Model", rows=tuple(_model(outcome))),
        Section(title="Not from this change", rows=tuple(row for each in outcome.systems for row in _lapsed(each))),
    )
    return tuple(_counted(each) for each in found if each.rows)


def _counted(section: Section) -> Section:
    rest = len(section.rows) - MOST_ROWS
    more = (Row(name="", says=f"and {rest} more"),) if rest > 0 else ()
    title = section.title if ":" in section.title else f"{section.title}: {len(section.rows)}"
    return Section(title=title, rows=(*section.rows[:MOST_ROWS], *more))


def _risks(outcome: Outcome, title: str, *, possible: bool) -> Section:
    """Return the findings, or what is possible, with a title that counts each movement."""
    found = [each for system in outcome.systems for each in (system.possible if possible else system.findings)]
    many = Counter(each.kind for each in found)
    same = sum(each.same for each in outcome.systems)
    counts = [f"{many[kind]} {kind}" for kind in MOVEMENTS if many[kind]] + [f"{same} as before"] * (not possible)
    return Section(title=f"{title}: {', '.join(counts)}", rows=tuple(map(_risk, found)))


def _risk(each: RiskChange) -> Row:
    levels = " → ".join(vocabulary.words(level) if level else "none" for level in (each.before, each.after))
    because = "; ".join(each.because[:3])
    quiet = f"; silenced by {'; '.join(each.silenced)}" if each.silenced else ""
    closes = f"; closed by {', '.join(each.closes[:2])}" if each.closes else ""
    return Row(name=each.id, says=f"{each.kind}, {levels}: {short(each.title)}: {short(because)}{short(quiet)}{closes}")


def _paths(system: SystemChange) -> Iterator[Row]:
    for each in system.paths:
        cost = " → ".join("none" if cost is None else str(cost) for cost in (each.before, each.after))
        sure = "" if each.sure else ", if what is not stated is so"
        bars = f"; blocked by {', '.join(each.bars[:2])}" if each.bars and each.after is not None else ""
        over = ", ".join(dict.fromkeys(each.over)) or "no step"
        says = f"{each.kind}, {' → '.join(each.route)} over {over}; cost {cost}{sure}{bars}"
        yield Row(name=each.asset, says=says)


def _measures(system: SystemChange) -> Iterator[Row]:
    for control in system.controls:
        levels = f"{vocabulary.words(control.before)} → {vocabulary.words(control.after)}"
        says = f"{control.kind} on {control.element}: {levels}"
        yield Row(name=control.control, says=says)
    for duty in system.duties:
        yield Row(name=f"{duty.service}/{duty.layer}", says=f"duty moved: {duty.before} → {duty.after}")


def _decided(outcome: Outcome) -> Iterator[Row]:
    for system in outcome.systems:
        for each in system.decisions:
            until = f" until {each.decision.until}" if each.decision.until else ""
            changed = f": {short('; '.join(each.says))}" if each.says else ""
            treated = vocabulary.words(each.decision.treatment)
            yield Row(name=each.decision.id, says=f"{each.kind}, {treated} by {each.decision.by}{until}{changed}")
        for silencer in system.silencers:
            by = f" by {silencer.by}" if silencer.by else ""
            yield Row(name=system.id, says=f"may silence findings{by}: {short(silencer.says)}")
        for limit in system.set_aside:
            until = f" until {limit.until}" if limit.until else ""
            by = f" by {limit.by}" if limit.by else ""
            says = (
                "put out of scope"
                if isinstance(limit, OutOfScope)
                else f"assumed, excludes {', '.join(limit.excludes)}"
            )
            yield Row(name=limit.id, says=f"{says}{by}{until}; what it sets aside is counted apart, not fixed")
    for rule in outcome.comparison.policy if outcome.comparison else ():
        yield Row(name=rule.partition(":")[0], says=f"rule changed: {short(rule)}")


def _model(outcome: Outcome) -> Iterator[Row]:
    for said in outcome.comparison.house if outcome.comparison else ():
        yield Row(name="organisation", says=short(said))
    for each in outcome.comparison.organisation if outcome.comparison else ():
        yield _element(each)
    for system in outcome.systems:
        for said in system.head:
            yield Row(name=system.id, says=short(said))
        yield from map(_element, system.elements)
        yield from likenesses(system)


def likenesses(system: SystemChange) -> Iterator[Row]:
    """Yield a row for each pair of elements that may be one that was renamed, with the line that declares it."""
    for pair in system.alike:
        yield Row(name=pair.after, says=f"says what {pair.before} said; if it is the same, add to it: {pair.line}")


def _element(each: ElementChange) -> Row:
    renamed = f" from {each.former}" if each.former else ""
    says = f": {short('; '.join(each.says))}" if each.says else ""
    return Row(name=each.id, says=f"{each.noun} {each.kind}{renamed}{says}")


def _lapsed(system: SystemChange) -> Iterator[Row]:
    for each in system.lapsed:
        yield Row(name=each.id, says=f"the decision of {each.by} ended on {each.until or 'an earlier day'}")
