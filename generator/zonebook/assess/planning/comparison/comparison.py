"""Two states of all models, one against the other: what each system, the organisation and its rules changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from zonebook.assess.findings.finding import SET_ASIDE, Finding
from zonebook.assess.planning.comparison import rules
from zonebook.assess.planning.comparison.attack_paths import PathChange, path_changes
from zonebook.assess.planning.comparison.audits import result_changes
from zonebook.assess.planning.comparison.elements import ElementChange, Shown, element_changes
from zonebook.assess.planning.comparison.limits import limits_change
from zonebook.assess.planning.comparison.measures import (
    ControlChange,
    DecisionChange,
    DutyChange,
    control_changes,
    decision_changes,
    duty_changes,
    lapsed,
)
from zonebook.assess.planning.comparison.plain_form import plain, spelt
from zonebook.assess.planning.comparison.renames import COMPARED, Likeness, Renames, alike, declared, unchanged
from zonebook.assess.planning.comparison.risks import (
    Key,
    RiskChange,
    RisksOf,
    finding_changes,
    possible_changes,
    silenced_from_start,
)
from zonebook.assess.planning.comparison.risks import risks_of as risks
from zonebook.assess.planning.comparison.silencers import Silencer, Unsilenced, unsilenced
from zonebook.assess.system import SystemAssessment
from zonebook.model.scope.statements import Exclusion
from zonebook.model.system import Decision, Organisation, System, Workspace
from zonebook.model.vocabulary import at_least
from zonebook.values.record import dataclass

Systems = Mapping[str, SystemAssessment]
Judge = Callable[[Workspace], Systems]
"""Assesses the systems of a workspace, as of the day of both states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The workspace and the assessment of each system of one state."""

    workspace: Workspace
    systems: Systems


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemChange:
    """What changed about one system.

    `head` has the changed statements about the system as a whole, `alike` pairs that may be renames that nobody
    declared, `same` how many unsettled findings are as before, and `assessed` the system as it is now, or was.
    `set_aside` are the statements that put an element out of scope, or let an assumption exclude more than before.
    """

    id: str
    assessed: SystemAssessment
    head: tuple[str, ...] = ()
    elements: tuple[ElementChange, ...] = ()
    alike: tuple[Likeness, ...] = ()
    findings: tuple[RiskChange, ...] = ()
    possible: tuple[RiskChange, ...] = ()
    same: int = 0
    controls: tuple[ControlChange, ...] = ()
    duties: tuple[DutyChange, ...] = ()
    decisions: tuple[DecisionChange, ...] = ()
    lapsed: tuple[Decision, ...] = ()
    paths: tuple[PathChange, ...] = ()
    silencers: tuple[Silencer, ...] = ()
    set_aside: tuple[Exclusion, ...] = ()
    before: SystemAssessment | None = None

    @property
    def judged_alike(self) -> bool:
        """Whether nothing changed but what the model says: no finding, possible risk, control, duty or path."""
        return not (self.findings or self.possible or self.controls or self.duties or self.decisions or self.paths)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed between two states; `systems` are those that changed, `quiet` counts the others.

    `old` has the organisation by whose rules both are judged. `policy` says which rules changed; then `by_new_rules`
    has the findings that moved when each state is judged by its own rules.
    """

    old: Organisation
    new: Organisation
    systems: tuple[SystemChange, ...]
    quiet: int
    organisation: tuple[ElementChange, ...]
    house: tuple[str, ...]
    policy: tuple[str, ...]
    by_new_rules: tuple[SystemChange, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the two states say the same."""
        return not (self.systems or self.organisation or self.house or self.policy)


def comparison(old: State, new: State, judge: Judge) -> Comparison:
    """Return what changed from one state to another, both judged by the rules of the old one."""
    policy = tuple(rules.changed(old.workspace, new.workspace))
    renames = declared(_house(old.workspace), _house(new.workspace))
    ruled = new
    if policy:
        workspace = rules.by_rules_of(old.workspace, new.workspace)
        ruled = State(workspace=workspace, systems=judge(workspace))
    changes = tuple(_systems(old, ruled, renames, judge))
    return Comparison(
        old=old.workspace.organisation,
        new=new.workspace.organisation,
        systems=changes,
        quiet=len({*old.systems, *new.systems}) - len(changes),
        organisation=_organisation(old.workspace, new.workspace, renames),
        house=tuple(rules.restated(old.workspace, new.workspace, renames)),
        policy=policy,
        by_new_rules=tuple(_systems(old, new, renames, judge, own=True)) if policy else (),
    )


def _house(workspace: Workspace) -> dict[str, Mapping[str, Any]]:
    organisation = workspace.organisation
    return {"parties": organisation.parties, "accounts": organisation.accounts, "reports": organisation.reports}


def _organisation(old: Workspace, new: Workspace, renames: Renames) -> tuple[ElementChange, ...]:
    shown = Shown(old=_house(old), new=_house(new), renames=renames)
    return element_changes(shown, ("parties", "accounts", "reports"))


def _sections(system: System) -> dict[str, Mapping[str, Any]]:
    return {section: getattr(system, section) for section in COMPARED}


def _systems(old: State, new: State, house: Renames, judge: Judge, *, own: bool = False) -> Iterator[SystemChange]:
    """Yield what changed about each system, in the order of their ids; `own` judges silencers by the new rules."""
    alike_house = rules.everything(old.workspace) == rules.everything(new.workspace) and not own
    moved = _renamed(old, new)
    for id_ in sorted({*old.systems, *new.systems} - set(moved.values())):
        if id_ in moved:
            was, now = old.systems[moved[id_]], new.systems[id_]
            yield SystemChange(
                id=id_, assessed=now, head=(f"system renamed from {was.id}",), same=len(now.unsettled), before=was
            )
            continue
        before, after = old.systems.get(id_), new.systems.get(id_)
        if before and after:
            if alike_house and _said(before, unchanged) == _said(after, unchanged) and not _tested(before, after):
                continue
            found = _between(before, after, house, _Alone(new.workspace, old.workspace.organisation, judge))
            if not own and found.judged_alike and not (found.elements or found.head or found.silencers):
                continue
            yield found
        elif each := after or before:
            yield _whole(each, added=before is None)


def _renamed(old: State, new: State) -> Mapping[str, str]:
    """Return the systems whose folder was renamed, each with its old id: all they say is the same, and only theirs."""
    gone, made = (
        _by_content({id_: each for id_, each in here.systems.items() if id_ not in there.systems})
        for here, there in ((old, new), (new, old))
    )
    pairs = ((made[said], gone[said]) for said in made if said in gone)
    return {after[0]: before[0] for after, before in pairs if len(after) == len(before) == 1}


def _by_content(systems: Systems) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id_, each in systems.items():
        found.setdefault(repr(_said(each, unchanged)), []).append(id_)
    return found


@dataclass(frozen=True, slots=True)
class _Alone:
    """Judges one system of the new state, with what may silence findings as the old state has it."""

    workspace: Workspace
    old: Organisation
    judge: Judge

    def __call__(self, found: Unsilenced) -> SystemAssessment:
        """Return the assessment of the system."""
        systems = {found.system.id: found.system}
        workspace = replace(self.workspace, systems=systems, organisation=found.organisation)
        return self.judge(workspace)[found.system.id]

    def undone(self, before: System, after: System, renames: Renames) -> Unsilenced:
        """Return the system without the silencers of the change."""
        return unsilenced(before, after, (self.old, self.workspace.organisation), renames)


def _tested(old: SystemAssessment, new: SystemAssessment) -> tuple[str, ...]:
    return tuple(result_changes(old.resolved, new.resolved))


def _said(judged: SystemAssessment, first: Callable[[tuple[str, ...], str], str]) -> Any:  # noqa: ANN401  plain data
    return plain(judged.resolved.system, first)


def _whole(judged: SystemAssessment, *, added: bool) -> SystemChange:
    """Return the change of a system that only one state has."""
    sections, none = _sections(judged.resolved.system), Renames(former={})
    old, new = ({}, sections) if added else (sections, {})
    resolved = judged.resolved
    shown = Shown(old=old, new=new, renames=none, before=resolved, after=resolved)
    elements = element_changes(shown)
    known, nothing = _risks(judged), RisksOf(findings={}, gaps={})
    pair = (nothing, known) if added else (known, nothing)
    return SystemChange(
        id=judged.id,
        assessed=judged,
        head=(f"{'new' if added else 'removed'} system",),
        elements=elements,
        findings=finding_changes(*pair, elements, silenced_from_start(known) if added else {}),
        possible=possible_changes(*pair, elements),
        before=None if added else judged,
    )


def _between(old: SystemAssessment, new: SystemAssessment, house: Renames, alone: _Alone) -> SystemChange:
    before, after = old.resolved, new.resolved
    shelves = _sections(before.system), _sections(after.system)
    renames = Renames(former={**house.former, **declared(*shelves).former})
    shown = Shown(old=shelves[0], new=shelves[1], renames=renames, before=before, after=after)
    elements = element_changes(shown)
    without = alone.undone(before.system, after.system, renames)
    was, now = _risks(old), _risks(new, renames)
    now, silenced = _with_silenced(now, alone(without), without, renames) if without.silencers else (now, {})
    findings = finding_changes(was, now, elements, silenced)
    moved = {each.id for each in findings}
    return SystemChange(
        id=new.id,
        assessed=new,
        head=(*_head(before.system, after.system, renames), *_tested(old, new)),
        elements=elements,
        alike=tuple(alike(*shelves, renames)),
        findings=findings,
        possible=possible_changes(was, now, elements),
        same=sum(each.id not in moved for each in new.unsettled),
        controls=tuple(control_changes(old, new, renames)),
        duties=tuple(duty_changes(old, new, renames)),
        decisions=tuple(decision_changes(old, new, renames)),
        lapsed=lapsed(old, new),
        paths=tuple(path_changes(old, new, renames)),
        silencers=without.silencers,
        set_aside=limits_change(before.system, after.system, renames).widened,
        before=old,
    )


def _risks(judged: SystemAssessment, renames: Renames | None = None) -> RisksOf:
    return risks(judged.findings, judged.possible, renames, aside=judged.gaps_aside)


def _with_silenced(
    now: RisksOf, loud: SystemAssessment, without: Unsilenced, renames: Renames
) -> tuple[RisksOf, Mapping[Key, tuple[str, ...]]]:
    """Return the findings of the new state with those that silencers take away or lower, and by what, by key."""
    found = risks(loud.findings, (), renames).findings
    says = tuple(f"{each.says}{f' (by {each.by})' if each.by else ''}" for each in without.silencers)
    kept, silenced = dict(now.findings), {}
    for key, each in found.items():
        here = now.findings.get(key)
        if each.state in _COUNTS_NOTHING or (here and here.state not in _COUNTS_NOTHING and _as_bad(here, each)):
            continue
        kept[key], silenced[key] = each, says
    return replace(now, findings=kept), silenced


_COUNTS_NOTHING = SET_ASIDE | {"mitigated"}


def _as_bad(here: Finding, loud: Finding) -> bool:
    return at_least(here.risk.current.level, loud.risk.current.level)


def _head(old: System, new: System, renames: Renames) -> Iterator[str]:
    """Yield what changed about the system as a whole: its head, its directory, responsibilities, limits."""
    parts = ("system", "directory", "responsibilities", "assumptions", "out_of_scope")
    for part in parts:
        was, now = plain(getattr(old, part), unchanged), plain(getattr(new, part), renames.first)
        for name in dict.fromkeys((*(was or {}), *(now or {}))):
            before, after = (was or {}).get(name), (now or {}).get(name)
            if before != after:
                where = "" if part == "system" else f"{part}."
                yield f"{where}{name}: {spelt(before)} → {spelt(after)}"
