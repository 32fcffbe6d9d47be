"""Alternative directories: the findings that each would remove, keep and add, and what would be unknown."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from zonebook.assess.conditions.condition import Condition
from zonebook.assess.findings import evaluation
from zonebook.assess.findings.evaluation import SubjectSource
from zonebook.assess.findings.finding import UNSETTLED, Finding
from zonebook.assess.system import SystemAssessment
from zonebook.model.elements import Service
from zonebook.model.options import DirectoryOption
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import Subject, subjects
from zonebook.model.system import DirectoryDecision, System, Workspace
from zonebook.model.vocabulary import About
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """An option that was not chosen, and how the findings on the decision and its services would change.

    `replaced` are the services that the option would replace with the one service `stand_in`. `gaps` counts the
    conditions that could not be evaluated, as nothing is stated about the stand-in yet.
    """

    option: str
    replaced: tuple[str, ...]
    stand_in: str
    goes: tuple[Finding, ...]
    stays: tuple[Finding, ...]
    comes: tuple[Finding, ...]
    gaps: int


def alternatives(
    judged: SystemAssessment, conditions: Mapping[str, Condition], workspace: Workspace
) -> tuple[Alternative, ...]:
    """Return what each other option would have changed, in the order of the verdicts; empty without a decision.

    The conditions on the directory decision and on the services of the present choice are evaluated again. The services
    are replaced by one of the option's kind, in the same zone, with nothing else stated: the provider's defaults apply.
    """
    decision = judged.resolved.system.directory
    if decision is None or not decision.choice:
        return ()
    options = judged.resolved.catalogue.directories
    others = (options[each.option] for each in judged.options if not each.chosen)
    return tuple(_instead(judged, conditions, workspace, _Swap(decision, option)) for option in others)


@dataclass(frozen=True, slots=True)
class _Swap:
    """The decision, and the option that replaces its choice."""

    decision: DirectoryDecision
    option: DirectoryOption

    def replaced(self, resolved: ResolvedSystem) -> tuple[Service, ...]:
        """Return the services of the present choice that the option would replace.

        Those without a provider, such as domain controllers on premises, stay whatever is chosen.
        """
        present = resolved.catalogue.directories[self.decision.choice].kinds if self.option.kinds else ()
        gone = [kind for kind in present if kind not in self.option.kinds and resolved.catalogue.kinds[kind].provider]
        return tuple(each for each in resolved.system.services.values() if each.kind in gone)


def _instead(
    judged: SystemAssessment, conditions: Mapping[str, Condition], workspace: Workspace, swap: _Swap
) -> Alternative:
    replaced = swap.replaced(judged.resolved)
    stand_in = _stand_in(replaced, swap.option) if replaced else None
    resolved = ResolvedSystem(workspace, _system(judged.resolved.system, swap, stand_in), judged.resolved.as_of)
    after = evaluation.verdicts(resolved, conditions, resolved.as_of, _reevaluated(stand_in))
    names = {each.id for each in replaced}
    before = {each.id: each for each in judged.unsettled if _affected(each, names)}
    later = {each.id: each for each in after.findings if each.state in UNSETTLED}
    return Alternative(
        option=swap.option.id,
        replaced=tuple(each.id for each in replaced),
        stand_in=stand_in.id if stand_in else "",
        goes=tuple(each for id_, each in before.items() if id_ not in later),
        stays=tuple(each for id_, each in later.items() if id_ in before),
        comes=tuple(each for id_, each in later.items() if id_ not in before),
        gaps=sum(each.aside is None for each in after.gaps),
    )


def _affected(finding: Finding, replaced: set[str]) -> bool:
    if finding.threat.stated_in:
        return False
    return finding.about == "directory" or (finding.about == "service" and finding.element in replaced)


def _stand_in(replaced: tuple[Service, ...], option: DirectoryOption) -> Service:
    """Return one service that replaces several: the first one, with the data of all and nothing else stated."""
    first = replaced[0]
    return replace(
        first,
        title=option.title,
        kind=option.kinds[0],
        network=tuple(dict.fromkeys(name for each in replaced for name in each.network)),
        holds=_held(replaced),
        settings={},
        controls={},
        count=None,
        version="",
        runs_on="",
    )


def _held(replaced: tuple[Service, ...]) -> tuple[str, ...] | None:
    stated = [each.holds for each in replaced if each.holds is not None]
    return tuple(dict.fromkeys(name for held in stated for name in held)) if stated else None


def _system(system: System, swap: _Swap, stand_in: Service | None) -> System:
    services = {**system.services, **({stand_in.id: stand_in} if stand_in else {})}
    return replace(system, directory=replace(swap.decision, choice=swap.option.id), services=services)


def _reevaluated(stand_in: Service | None) -> SubjectSource:
    """Return the source of the subjects to evaluate again: the decision, and the stand-in."""

    def source(resolved: ResolvedSystem, about: About) -> tuple[Subject[object], ...]:
        return tuple(_kept(resolved, about, stand_in))

    return source


def _kept(resolved: ResolvedSystem, about: About, stand_in: Service | None) -> Iterator[Subject[object]]:
    if about == "directory":
        yield from subjects(resolved, about)
    elif about == "service" and stand_in:
        yield Subject(resolved=resolved, about=about, element=stand_in)
