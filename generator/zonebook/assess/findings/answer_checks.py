"""Checks of a threat's answers: each must be able to act where the threat can fire."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from zonebook.assess.conditions.condition import Condition
from zonebook.assess.conditions.entry_conditions import entry_condition
from zonebook.assess.conditions.one_word import OF_SETTINGS
from zonebook.assess.conditions.words.element import settable
from zonebook.model.catalogue import Catalogue, Control, Kind, Threat
from zonebook.model.elements import Account, Identity, Network, Service, Trust
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import Subject
from zonebook.model.system import Head, Organisation, System, Workspace
from zonebook.values import Document, Problem


def unreachable(threat: Threat, document: Document, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield a problem for each control that is said to close a threat and applies to no kind on which it can fire.

    A control about something else than the threat is not judged: it acts where it is carried.
    """
    fired = one_of_each_kind(threat, catalogue)
    for index, group in enumerate(threat.answers.closes if fired else ()):
        for number, name in enumerate(group.controls):
            control = catalogue.controls[name]
            if control.about == threat.about and not any(applies_to_kind(at, control) for at in fired):
                place = document.place(("answers", "closes", index, "controls", number))
                message = f"`{name}` cannot close it: it applies to no kind on which the threat can fire"
                yield Problem(place=place, code="answer", message=message)


def one_of_each_kind(threat: Threat, catalogue: Catalogue) -> tuple[Subject[Any], ...]:
    """Return an element of each kind on which a threat can fire, named as its kind; none for one about no kinds."""
    asked = entry_condition(threat)
    found = each_kind(catalogue, (kind for kind in catalogue.kinds.values() if kind.about == threat.about))
    return tuple(at for at in found if can_apply(at, asked))


def each_kind(catalogue: Catalogue, kinds: Iterable[Kind]) -> Iterator[Subject[Any]]:
    """Yield an element of each kind, named as its kind, of which nothing else is known."""
    resolved = _nothing(catalogue)
    return (Subject(resolved=resolved, about=kind.about, element=_element(kind)) for kind in kinds)


def applies_to_kind(at: Subject[Any], control: Control) -> bool:
    """Return whether a control applies to the kind of an element, as far as the kind decides."""
    return entry_condition(control).of_kind().verdict(at) != "not-applicable"


def can_apply(at: Subject[Any], asked: Condition) -> bool:
    """Return whether a condition can apply to the kind of an element: its kind, and the settings that the kind has."""
    unsettable = asked.requires(lambda part: part.word.name in OF_SETTINGS and not settable(at, part.want))
    return not unsettable and asked.of_kind().verdict(at) != "not-applicable"


def _nothing(catalogue: Catalogue) -> ResolvedSystem:
    system = System(id="nothing", system=Head(title="Nothing"))
    workspace = Workspace(catalogue=catalogue, organisation=Organisation(), systems={})
    return ResolvedSystem(workspace, system)


_TYPES: Mapping[str, type[Any]] = {"service": Service, "account": Account, "network": Network, "identity": Identity}


def _element(kind: Kind) -> object:
    if kind.about == "trust":
        return Trust(id=kind.id, kind=kind.id, from_="", to="")
    return _TYPES[kind.about](id=kind.id, kind=kind.id)
