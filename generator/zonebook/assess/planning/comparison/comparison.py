"""Two states of all models, one against the other: what each system, the organisation and its rules changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from zonebook.assess.findings.finding import Finding
from zonebook.assess.planning.comparison.attack_paths import PathChange, path_changes
from zonebook.assess.planning.comparison.elements import ElementChange, Shown, element_changes
from zonebook.assess.planning.comparison.measures import (
    ControlChange,
    DecisionChange,
    DutyChange,
    control_changes,
    decision_changes,
    duty_changes,
    lapsed,
)
from zonebook.assess.planning.comparison.plain_form import facts, plain, spelt
from zonebook.assess.planning.comparison.renames import SECTIONS, Likeness, Renames, alike, declared, unchanged
from zonebook.assess.planning.comparison.risks import Key, RiskChange, RisksOf, finding_changes, possible_changes
from zonebook.assess.planning.comparison.risks import risks_of as risks
from zonebook.assess.planning.comparison.silencers import Silencer, Unsilenced, out_of_scope, unsilenced
from zonebook.assess.system import SystemAssessment
from zonebook.model.catalogue import SHELVES
from zonebook.model.system import Decision, Organisation, System, Workspace
from zonebook.model.vocabulary import at_least

Systems = Mapping[str, SystemAssessment]
Judge = Callable[[Workspace], Systems]
"""Assesses the systems of a workspace, as of the day of both states."""
_POLICY = ("appetite", "acceptance", "matrix", "frameworks", "classifications")
"""What the organisation states that findings are judged by."""


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
    out_of_scope: tuple[str, ...] = ()
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
    policy: tuple[str, ...]
    by_new_rules: tuple[SystemChange, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the two states say the same."""
        return not (self.systems or self.organisation or self.policy)


def comparison(old: State, new: State, judge: Judge) -> Comparison:
    """Return what changed from one state to another, both judged by the rules of the old one."""
    policy = tuple(_policy(old.workspace, new.workspace))
    renames = declared(_house(old.workspace), _house(new.workspace))
    ruled = new
    if policy:
        workspace = by_rules_of(old.workspace, new.workspace)
        ruled = State(workspace=workspace, systems=judge(workspace))
    changes = tuple(_systems(old, ruled, renames, judge))
    return Comparison(
        old=old.workspace.organisation,
        new=new.workspace.organisation,
        systems=changes,
        quiet=len({*old.systems, *new.systems}) - len(changes),
        organisation=_organisation(old.workspace, new.workspace, renames),
        policy=policy,
        by_new_rules=tuple(_systems(old, new, renames, judge, own=True)) if policy else (),
    )


def by_rules_of(old: Workspace, new: Workspace) -> Workspace:
    """Return the new workspace with the rules of the old one: those of its organisation, and its own entries."""
    house = new.organisation.organisation
    rules = {name: getattr(old.organisation.organisation, name) for name in _POLICY}
    shelves: dict[str, Any] = {}
    for shelf, name in _entries(old):
        known = shelves.setdefault(shelf, dict(getattr(new.catalogue, shelf)))
        known[name] = getattr(old.catalogue, shelf)[name]
    return replace(
        new,
        organisation=replace(new.organisation, organisation=replace(house, **rules)),
        catalogue=replace(new.catalogue, **shelves) if shelves else new.catalogue,
    )


def _entries(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Yield the shelf and the id of each entry that the organisation adds to the catalogue."""
    for path in workspace.texts:
        folder, _, name = path.rpartition("/")
        shelf = folder.rpartition("/")[2]
        if shelf in SHELVES and "/systems/" not in path:
            yield shelf, name.rpartition(".")[0]


def _policy(old: Workspace, new: Workspace) -> Iterator[str]:
    """Yield each rule that changed."""
    was, now = (facts(each.organisation.organisation, unchanged) for each in (old, new))
    for name in _POLICY:
        if was.get(name) != now.get(name):
            yield f"{name}: {spelt(was.get(name))} → {spelt(now.get(name))}"
    before, after = set(_entries(old)), set(_entries(new))
    for shelf, name in sorted(before | after):
        if (shelf, name) not in after:
            yield f"{shelf}/{name} removed"
        elif (shelf, name) not in before:
            yield f"{shelf}/{name} added"
        elif plain(_entry(old, shelf, name), unchanged) != plain(_entry(new, shelf, name), unchanged):
            yield f"{shelf}/{name} changed"


def _entry(workspace: Workspace, shelf: str, name: str) -> object:
    return getattr(workspace.catalogue, shelf)[name]


def _house(workspace: Workspace) -> dict[str, Mapping[str, Any]]:
    organisation = workspace.organisation
    return {"parties": organisation.parties, "accounts": organisation.accounts, "reports": organisation.reports}


def _organisation(old: Workspace, new: Workspace, renames: Renames) -> tuple[ElementChange, ...]:
    shown = Shown(old=_house(old), new=_house(new), renames=renames)
    return element_changes(shown, ("parties", "accounts", "reports"))


def _sections(system: System) -> dict[str, Mapping[str, Any]]:
    return {section: getattr(system, section) for section in SECTIONS}


def _systems(old: State, new: State, house: Renames, judge: Judge, *, own: bool = False) -> Iterator[SystemChange]:
    """Yield what changed about each system, in the order of their ids; `own` judges silencers by the new rules."""
    alike_house = _standing_rules(old.workspace) == _standing_rules(new.workspace) and not own
    for id_ in sorted({*old.systems, *new.systems}):
        before, after = old.systems.get(id_), new.systems.get(id_)
        if before and after:
            if alike_house and _said(before, unchanged) == _said(after, unchanged):
                continue
            found = _between(before, after, house, lambda system: judge(_alone(new.workspace, system))[system.id])
            if not own and found.judged_alike and not (found.elements or found.head or found.silencers):
                continue
            yield found
        elif each := after or before:
            yield _whole(each, added=before is None)


def _alone(workspace: Workspace, system: System) -> Workspace:
    return replace(workspace, systems={system.id: system})


def _standing_rules(workspace: Workspace) -> tuple[Any, ...]:
    """Return what the judgement of every system depends on, apart from the bundled catalogue."""
    own = {(shelf, name): plain(_entry(workspace, shelf, name), unchanged) for shelf, name in _entries(workspace)}
    return plain(workspace.organisation, unchanged), own, sorted(map(str, workspace.evidence.values()))


def _said(judged: SystemAssessment, first: Callable[[tuple[str, ...], str], str]) -> Any:  # noqa: ANN401  plain data
    return plain(judged.resolved.system, first)


def _whole(judged: SystemAssessment, *, added: bool) -> SystemChange:
    """Return the change of a system that only one state has."""
    sections, none = _sections(judged.resolved.system), Renames(former={})
    old, new = ({}, sections) if added else (sections, {})
    resolved = judged.resolved
    shown = Shown(old=old, new=new, renames=none, before=resolved, after=resolved)
    elements = element_changes(shown)
    known, nothing = risks(judged.findings, judged.possible), RisksOf(findings={}, gaps={})
    pair = (nothing, known) if added else (known, nothing)
    return SystemChange(
        id=judged.id,
        assessed=judged,
        head=(f"{'new' if added else 'removed'} system",),
        elements=elements,
        findings=finding_changes(*pair, elements, {}),
        possible=possible_changes(*pair, elements),
        before=None if added else judged,
    )


def _between(
    old: SystemAssessment, new: SystemAssessment, house: Renames, judged: Callable[[System], SystemAssessment]
) -> SystemChange:
    before, after = old.resolved, new.resolved
    shelves = _sections(before.system), _sections(after.system)
    renames = Renames(former={**house.former, **declared(*shelves).former})
    shown = Shown(old=shelves[0], new=shelves[1], renames=renames, before=before, after=after)
    elements = element_changes(shown)
    without = unsilenced(before.system, after.system, renames)
    was, now = risks(old.findings, old.possible), risks(new.findings, new.possible, renames)
    now, silenced = _with_silenced(now, judged(without.system), without, renames) if without.silencers else (now, {})
    findings = finding_changes(was, now, elements, silenced)
    moved = {each.id for each in findings}
    return SystemChange(
        id=new.id,
        assessed=new,
        head=tuple(_head(before.system, after.system, renames)),
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
        out_of_scope=out_of_scope(before.system, after.system),
        before=old,
    )


def _with_silenced(
    now: RisksOf, loud: SystemAssessment, without: Unsilenced, renames: Renames
) -> tuple[RisksOf, Mapping[Key, tuple[str, ...]]]:
    """Return the findings of the new state with those that silencers take away or lower, and by what, by key."""
    found = risks(loud.findings, (), renames).findings
    says = tuple(f"{each.says}{f' (by {each.by})' if each.by else ''}" for each in without.silencers)
    kept, silenced = dict(now.findings), {}
    for key, each in found.items():
        here = now.findings.get(key)
        if each.state == "mitigated" or (here and here.state != "mitigated" and _as_bad(here, each)):
            continue
        kept[key], silenced[key] = each, says
    return RisksOf(findings=kept, gaps=now.gaps), silenced


def _as_bad(here: Finding, loud: Finding) -> bool:
    return at_least(here.risk.current.level, loud.risk.current.level)


def _head(old: System, new: System, renames: Renames) -> Iterator[str]:
    """Yield what changed about the system as a whole: its head, its directory, responsibilities and own controls."""
    parts = ("system", "directory", "responsibilities")
    for part in parts:
        was, now = plain(getattr(old, part), unchanged), plain(getattr(new, part), renames.first)
        for name in dict.fromkeys((*(was or {}), *(now or {}))):
            before, after = (was or {}).get(name), (now or {}).get(name)
            if before != after:
                where = "" if part == "system" else f"{part}."
                yield f"{where}{name}: {spelt(before)} → {spelt(after)}"
