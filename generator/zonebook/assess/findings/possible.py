"""Possible risk: what a gap would be if the worst of the values held that its threat asks and the model leaves out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice, product
from typing import Any

from zonebook.assess.answer import Holds, NotStated
from zonebook.assess.conditions.condition import Condition
from zonebook.assess.conditions.crowd import Crowd
from zonebook.assess.conditions.entry_conditions import applies
from zonebook.assess.conditions.one_word import OF_CONTROLS
from zonebook.assess.controls.alike.looks import replaced
from zonebook.assess.controls.alike.silent import silent
from zonebook.assess.findings.finding import Gap
from zonebook.assess.findings.responses import responses
from zonebook.assess.risk.impact import worth_unknown
from zonebook.assess.risk.likelihood import exposure_unknown
from zonebook.assess.risk.scoring import Risk, risk_sum
from zonebook.model import vocabulary
from zonebook.model.catalogue import Control, Threat
from zonebook.model.elements import Account, Identity, Network, Service, Trust
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.model.settings import SettingType
from zonebook.model.subject import PLURALS, Subject
from zonebook.model.system import Workspace
from zonebook.model.vocabulary import Setting, SubjectType
from zonebook.values.record import dataclass, replace

_MOST_TRIED = 64
"""How many combinations of values are tried for one gap; with more, the rest counts as the worst."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleRisk:
    """The worst risk that a gap can turn out to be.

    `assumed` names the values that give it, as they would be stated: `services.web.settings.imds: optional`. `at_least`
    says that what reaches the element, or what it is worth, is not stated either, so that it may be higher still.
    """

    risk: Risk
    assumed: tuple[str, ...]
    at_least: bool


Conditions = Mapping[str, Condition]
"""The conditions of the catalogue, as `entry_conditions.conditions` returns them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A threat that cannot be judged for a subject, and what is not stated.

    `number` is that of the subject in the crowd that was asked.
    """

    at: Subject[object]
    threat: Threat
    asked: Condition
    unknown: tuple[str, ...]
    crowd: Crowd
    number: int


Weigh = Callable[[Subject[object], Threat, Condition], tuple[Risk, bool]]
"""Returns the risk of a threat at an element with what is in place, and whether it may be worse."""


def weighed(at: Subject[object], threat: Threat, asked: Condition) -> tuple[Risk, bool]:
    """Return the risk of a threat at an element by every step of its calculation, and whether it may be worse."""
    risk = risk_sum(at, threat, tuple(responses(at, threat, asked))).current
    return risk, may_be_worse(at, threat, risk)


def possible(open_: Open, conditions: Conditions, weigh: Weigh = weighed) -> PossibleRisk | None:
    """Return the worst that the threat can turn out to be; None where it applies whatever is stated of these.

    Settings of the element that are a choice or yes and no are tried value by value. Everything else that is not
    stated counts as the worst that the condition asks for: a control as not met, a number beyond the bound.
    """
    tried = [
        found
        for values in combinations(open_.at, open_.unknown)
        if (found := _tried(open_, supposed(open_, values, conditions), values, weigh))
    ]
    return max(tried, key=_order, default=None)


def _order(found: PossibleRisk) -> tuple[int, int, int]:
    """Sort by the risk; of equal ones, the one with fewer assumptions is the worse."""
    risk = found.risk
    return vocabulary.rank(risk.level), vocabulary.rank(risk.likelihood), -len(found.assumed)


_Values = Mapping[str, Setting]


def combinations(at: Subject[object], unknown: tuple[str, ...]) -> Iterator[_Values]:
    """Yield the values of the closed settings among what is not stated: each value alone, then every combination."""
    closed = {name: closed_values(at, name) for name in closed_names(at, unknown)}
    if len(closed) > 1:
        yield from ({name: value} for name, values in closed.items() for value in values)
    for values in islice(product(*closed.values()), _MOST_TRIED):
        yield dict(zip(closed, values, strict=True))


def closed_names(at: Subject[object], unknown: tuple[str, ...]) -> tuple[str, ...]:
    """Return the settings of the element among what is not stated of which every value is known."""
    prefix = f"{at.route}.settings."
    names = [each.removeprefix(prefix) for each in unknown if each.startswith(prefix)]
    kind = at.resolved.kind(at.element) if names else None
    return tuple([name for name in names if kind and _values(kind.settings.get(name))])


def closed_values(at: Subject[object], name: str) -> tuple[Setting, ...]:
    """Return every value that a setting of the element can have; nothing where its values are free."""
    kind = at.resolved.kind(at.element)
    return _values(kind.settings.get(name)) if kind else ()


def _values(known: SettingType | None) -> tuple[Setting, ...]:
    if known is None:
        return ()
    return (True, False) if known.type == "boolean" else known.values


def _tried(open_: Open, there: Subject[object], values: _Values, weigh: Weigh) -> PossibleRisk | None:
    """Return what the threat would be where values are supposed; None where it would not apply.

    Without values, the element is as it was when these attributes were found not stated.
    """
    answer = open_.asked(there) if values else NotStated(open_.unknown)
    if not isinstance(answer, Holds | NotStated):
        return None
    risk, at_least = weigh(there, open_.threat, open_.asked)
    stated = [f"{there.route}.settings.{name}: {value_text(value)}" for name, value in values.items()]
    rest = answer.attributes if isinstance(answer, NotStated) else ()
    return PossibleRisk(risk=risk, assumed=(*stated, *rest), at_least=at_least)


def may_be_worse(at: Subject[object], threat: Threat, risk: Risk) -> bool:
    """Return whether what reaches the element, or what it is worth, is not stated and may raise the risk."""
    return exposure_unknown(at, threat, risk.likelihood) or worth_unknown(at, threat, risk.impact)


def supposed(open_: Open, values: _Values, conditions: Conditions) -> Subject[object]:
    """Return the subject of what is open with values of settings that the model leaves out.

    Where one of them has a role in the assessment (a tier, a membership), the whole system is taken with it, because
    more than the element may be judged by it.
    """
    at, element = open_.at, open_.at.element
    if not values or not isinstance(element, Account | Network | Service | Identity | Trust):
        return at
    there = replace(element, settings={**element.settings, **values})
    kind = at.resolved.kind(element)
    role = kind and any(kind.settings[name].role for name in values if name in kind.settings)
    if role and looks_beyond(open_, conditions):
        return replace(at, element=there, resolved=_system_with(at, there, conditions), supposed=True)
    return replace(at, element=there, supposed=True)


def looks_beyond(open_: Open, conditions: Conditions) -> bool:
    """Return whether more than a subject itself may be judged by the values of its settings, for what is open.

    It is not where its condition, and those of the controls that count, look at no settings but those of their own
    subject, and no other control stands in for one of them. An account or a network can carry its own controls.
    """
    at, threat = open_.at, open_.threat
    if isinstance(at.element, Account | Network):
        return True
    known, key = _beyond(at.resolved), threat.id
    if key not in known:
        own = [each for each in open_.asked.words if each.word.name not in OF_CONTROLS]
        counted = [each.id for each in counting(open_)]
        asked = [each for name in counted for each in conditions[f"controls/{name}"].words]
        near = all(each.word.looks or each.word.name == _OF_ACCOUNT for each in (*own, *asked))
        known[key] = not near or not replaced(at.resolved).isdisjoint(counted)
    return known[key]


def counting(open_: Open) -> tuple[Control, ...]:
    """Return the controls that answer a threat or that its condition asks for, each once, but for the silent ones."""
    resolved, threat = open_.at.resolved, open_.threat
    known = _counting(resolved)
    if threat.id not in known:
        named = [name for each in open_.asked.words if each.word.name in OF_CONTROLS for name in each.want]
        names = dict.fromkeys((*(act.control for act in threat.answers), *named))
        every = (resolved.catalogue.controls[name] for name in names)
        known[threat.id] = tuple(each for each in every if not silent(resolved, each))
    return known[threat.id]


@once_per_system
def _counting(resolved: ResolvedSystem) -> dict[str, tuple[Control, ...]]:  # noqa: ARG001  whose they are
    """Return the controls that count, by threat; others are added as they are asked for."""
    return {}


@once_per_system
def _beyond(resolved: ResolvedSystem) -> dict[str, bool]:  # noqa: ARG001  whose answers they are
    """Return the answers of `looks_beyond` by threat; others are added as they are asked for."""
    return {}


_OF_ACCOUNT = "role"
"""A word that does not say what it looks at, and looks at what its subject states of itself."""


def _system_with(at: Subject[object], element: object, conditions: Conditions) -> ResolvedSystem:
    resolved = at.resolved
    shelf = PLURALS[at.about]
    there: Any = {shelf: {**getattr(resolved.system, shelf), at.id: element}}
    workspace = Workspace(
        catalogue=resolved.catalogue,
        organisation=resolved.organisation,
        systems={},
        audits=resolved.audits,
        texts=resolved.texts,
        evidence=resolved.evidence,
    )
    return ResolvedSystem(workspace, replace(resolved.system, **there), resolved.as_of, applies(conditions))


def folded(gaps: Iterable[Gap]) -> Iterator[Gap]:
    """Yield the gaps; those of one element that need to know first what it is, or what is spoken, are one: the worst.

    Without that nothing can be asked, so that a gap for each threat would say the same many times. What is set aside
    stays apart from the rest.
    """
    first: dict[tuple[SubjectType, str, str], list[Gap]] = {}
    for gap in gaps:
        if any(map(_identifies, gap.attributes)):
            first.setdefault((gap.about, gap.element, gap.aside.id if gap.aside else ""), []).append(gap)
        else:
            yield gap
    for found in first.values():
        worst, *others = sorted(found, key=lambda gap: gap.rank)
        named = dict.fromkeys(each for gap in found for each in gap.attributes if _identifies(each))
        own = f"{PLURALS[worst.about]}.{worst.element}."
        first_own = sorted(named, key=lambda each: not each.startswith(own))
        yield replace(worst, attributes=tuple(first_own), others=tuple(others))


def _identifies(attribute: str) -> bool:
    """Return whether an attribute states what a service is, or what is spoken on a flow."""
    shelf, _, rest = attribute.partition(".")
    return (shelf, rest.rpartition(".")[2]) in {("services", "kind"), ("flows", "protocols")}


def value_text(value: Setting) -> str:
    """Return the value of a setting as it would be stated."""
    return str(value).lower() if isinstance(value, bool) else str(value)
