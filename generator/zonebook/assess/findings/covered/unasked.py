"""What a model states and nothing asks for: settings of a kind, and controls that are said not to be in place."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from zonebook.assess.conditions.entry_conditions import Entry, words_of, words_where
from zonebook.assess.conditions.one_word import OF_CONTROLS, OF_SETTINGS
from zonebook.assess.conditions.word import WITH_CONTROLS, WITH_KIND
from zonebook.assess.findings.answer_checks import applies_to_kind, can_apply, each_kind
from zonebook.assess.findings.covered.uncovered import Uncovered
from zonebook.assess.findings.evaluation import Verdicts
from zonebook.assess.findings.finding import Finding, Gap
from zonebook.model.catalogue import Catalogue, Control, Kind, Threat
from zonebook.model.elements import Actor
from zonebook.model.options import DirectoryOption, End
from zonebook.model.resolved import Element, Kinded, ResolvedSystem
from zonebook.model.subject import PLURALS, Subject
from zonebook.model.system import System
from zonebook.model.vocabulary import About
from zonebook.values import Data, Place

REASON = "accepted, but nothing asks for it"
_OPEN = frozenset(("not-met", "partial"))
"""The statuses that say that something is missing."""
OF_NETWORKS = frozenset(("on_network", "all_inside"))
"""The words of a condition that ask for settings of other networks: the one of a service, those inside a network."""


class Askers:
    """What of a catalogue asks for which settings of a kind; it remembers its answers."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Keep the catalogue; its conditions and signs are read on first use."""
        self._catalogue = catalogue
        self._known: dict[tuple[str, str], bool] = {}

    @cached_property
    def _entries(self) -> Mapping[str, list[Entry]]:
        """The threats, controls and advice by the settings that they name."""
        found: dict[str, list[Entry]] = {}
        known = self._catalogue
        entries: tuple[Entry, ...] = (*known.threats.values(), *known.controls.values(), *known.advice.values())
        for entry in entries:
            words = tuple(words_of(entry))
            signs = entry.shown_by if isinstance(entry, Control) else ()
            names = (*_named(words), *(name for name, _ in _of_networks(words)), *(sign.setting for sign in signs))
            for name in dict.fromkeys(names):
                found.setdefault(name, []).append(entry)
        return found

    @cached_property
    def asking(self) -> Mapping[str, tuple[Threat, ...]]:
        """The threats by the controls that answer them or that their conditions name."""
        found: dict[str, dict[str, Threat]] = {}
        for threat in self._catalogue.threats.values():
            named = (control for word, want in words_of(threat) if word in OF_CONTROLS for control in want)
            for control in (*(act.control for act in threat.answers), *named):
                found.setdefault(control, {})[threat.id] = threat
        return {control: tuple(threats.values()) for control, threats in found.items()}

    def unasked(self, kind: Kind) -> tuple[str, ...]:
        """Return the settings of a kind that nothing asks for and that are not descriptive, in their order."""
        return tuple(name for name in kind.settings if self.is_unasked(kind, name))

    def is_unasked(self, kind: Kind, name: str) -> bool:
        """Return whether a kind accepts a setting that nothing asks for and that is not descriptive."""
        known = kind.settings.get(name)
        return known is not None and not known.descriptive and not self.asked(kind, name)

    def asked(self, kind: Kind, name: str) -> bool:
        """Return whether something asks for a setting of a kind.

        An entry does by its condition or its sign, a directory option by what it expects, and the program itself where
        the setting has a role or opens to the internet.
        """
        if (kind.id, name) not in self._known:
            self._known[kind.id, name] = self._is_asked(kind, name)
        return self._known[kind.id, name]

    def _is_asked(self, kind: Kind, name: str) -> bool:
        known = kind.settings[name]
        if known.role or known.opens_to_internet:
            return True
        (at,) = each_kind(self._catalogue, (kind,))
        return any(_asks(entry, at, name) for entry in self._entries.get(name, ())) or self._expected(kind, name)

    def _expected(self, kind: Kind, name: str) -> bool:
        """Return whether what a directory option expects of services of the kind depends on the setting."""
        return any(
            name in end.settings and (kind.id in end.kinds or not set(kind.traits).isdisjoint(end.traits))
            for option in self._catalogue.directories.values()
            for end in _ends(option)
        )


def _ends(option: DirectoryOption) -> Iterator[End]:
    for flow in option.expects.flows.values():
        yield from (flow.from_, flow.to)
    yield from (zone.of for zone in option.expects.zones.values())


def _asks(entry: Entry, at: Subject[Any], name: str) -> bool:
    """Return whether an entry asks for a setting of the kind of an element."""
    if at.about == "network" and any(
        each == name and at.id in (kinds or (at.id,)) for each, kinds in _of_networks(words_of(entry))
    ):
        return True
    if entry.about != at.about:
        return False
    signs = entry.shown_by if isinstance(entry, Control) and applies_to_kind(at, entry) else ()
    if any(sign.setting == name for sign in signs):
        return True
    named = name in _named(words_of(entry))
    return named and name in _named(words_where(entry, lambda asked: can_apply(at, asked)))


def _named(words: Iterable[tuple[str, Data]]) -> Iterator[str]:
    """Yield the settings that words ask for of the element itself."""
    return (name for word, want in words if word in OF_SETTINGS for name in want)


def _of_networks(words: Iterable[tuple[str, Data]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the settings that words ask for of other networks, each with the kinds; empty for all."""
    for word, want in words:
        for name in want.get("setting", ()) if word in OF_NETWORKS else ():
            yield name, tuple(want.get("kind", ()))


def unasked(resolved: ResolvedSystem, found: Verdicts, askers: Askers) -> Iterator[Uncovered]:
    """Yield what is stated and nothing asks for, in the order of the text: settings, then controls."""
    yield from _settings(resolved, askers)
    yield from _controls(resolved, found, askers)


def _settings(resolved: ResolvedSystem, askers: Askers) -> Iterator[Uncovered]:
    for about in WITH_KIND:
        for element in resolved.elements(about):
            kind = resolved.kind(element)
            for name in element.settings if kind and isinstance(element, Kinded) else ():
                if kind and askers.is_unasked(kind, name):
                    yield _accepted((PLURALS[about], element.id), f"settings.{name}", element.place)


def _accepted(element: tuple[str, str], attribute: str, place: Place) -> Uncovered:
    shelf, id_ = element
    return Uncovered(shelf=shelf, id=id_, reason=REASON, attribute=attribute, place=place)


def _controls(resolved: ResolvedSystem, found: Verdicts, askers: Askers) -> Iterator[Uncovered]:
    """Yield each statement that a control is not met, or partly, where no threat asks for the control.

    A threat asks for a control where it applies, and the control is among its answers or in its condition.
    """
    applied = _applied(found)
    for about, shelf, element in _holders(resolved):
        for name, statement in element.controls.items():
            control = resolved.catalogue.controls.get(name)
            if control is None or statement.status not in _OPEN:
                continue
            own = control.about == about
            asks = (each for each in askers.asking.get(name, ()) if each.id in applied)
            if not any(each.about != about or not own or element.id in applied[each.id] for each in asks):
                yield _accepted((shelf, element.id), f"controls.{name}", statement.place)


def _holders(resolved: ResolvedSystem) -> Iterator[tuple[About | None, str, Element | Actor | System]]:
    """Yield everything in a system that states controls, with what it is and the word it is written under."""
    for about in WITH_CONTROLS:
        for element in resolved.elements(about):
            yield about, PLURALS[about], element
    for actor in resolved.system.actors.values():
        yield None, "actors", actor
    yield "system", PLURALS["system"], resolved.system


def _applied(found: Verdicts) -> Mapping[str, frozenset[str]]:
    """Return the elements to which each threat applied; a threat that applied to none is left out."""
    pairs: dict[str, set[str]] = {threat: set(elements) for threat, elements in found.vain.quiet.items()}
    gaps = (each for gap in found.gaps for each in gap.every)
    matched: tuple[Finding | Gap, ...] = (*found.findings, *gaps)
    for each in matched:
        pairs.setdefault(each.threat.id, set()).add(each.element)
    return {threat: frozenset(elements) for threat, elements in pairs.items()}
