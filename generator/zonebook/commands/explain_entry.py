"""Catalogue entries as lines for a terminal; a line that begins with a space is a list item."""

from collections.abc import Iterable, Iterator

from zonebook.assess.conditions.entry_conditions import quoted
from zonebook.model import vocabulary
from zonebook.model.answers import Act
from zonebook.model.catalogue import Catalogue, Control, Entry, Kind, Protocol, Step, Term, Threat, Trait
from zonebook.model.frameworks.framework import Framework
from zonebook.model.options import Capability, DirectoryOption, Limit
from zonebook.model.settings import SettingType
from zonebook.present import conclusions
from zonebook.values import Data

_EXAMPLES = 3


def lines(entry: Entry, catalogue: Catalogue) -> Iterator[str]:
    """Yield the content of an entry, the most important first."""
    yield "" if isinstance(entry, Term) else entry.summary
    match entry:
        case Threat():
            yield from _threat(entry, catalogue)
        case Control():
            yield from _control(entry)
        case Kind():
            yield from _kind(entry)
        case Trait():
            yield from conclusions.of_trait(entry)
            has = (f"{kind.id}: {kind.title}" for kind in catalogue.kinds.values() if entry.id in kind.traits)
            yield from _listed("Kinds that have it:", has)
        case DirectoryOption():
            yield from _option(entry)
        case Protocol():
            yield from _protocol(entry, catalogue)
        case Framework():
            many = len(entry.requirements)
            yield f"Version {entry.version}, by {entry.publisher}; {many} requirements. {entry.licence}"
        case Capability():
            yield entry.question
        case Term():
            yield entry.long or entry.summary
    yield from _listed("Sources:", (f"{source.title} {source.url}".strip() for source in entry.sources))


def uses(word: str, catalogue: Catalogue) -> Iterator[str]:
    """Yield examples of how entries use a word of `when`, as written there."""
    both: list[Threat | Control] = [*catalogue.threats.values(), *catalogue.controls.values()]
    said = ((entry.id, quoted(entry)) for entry in both)
    found = [f"{id_} says {word}: {_flow(when[word])}" for id_, when in said if word in when]
    yield from _listed("For example:", found[:_EXAMPLES])


def _flow(value: Data) -> str:
    """Return a model value on one line, in YAML flow style."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {_flow(each)}' for name, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _listed(head: str, points: Iterable[str]) -> Iterator[str]:
    """Yield list items under a head, or nothing where there are none."""
    found = [f"  {point}" for point in points]
    yield from [head, *found] if found else []


def _threat(entry: Threat, catalogue: Catalogue) -> Iterator[str]:
    yield entry.story
    yield f"Asked of: {entry.about}. Likelihood {entry.likelihood}, impact {entry.impact}."
    yield f"STRIDE: {', '.join(entry.stride)}."
    yield f"LINDDUN: {', '.join(entry.linddun)}." if entry.linddun else ""
    yield from _listed("It applies where:", (example.because for example in entry.fires))
    yield from _listed("It does not apply where:", (example.because for example in entry.quiet))
    yield from _listed("What answers it:", (_act(act, catalogue) for act in entry.answers))
    yield f"Not a finding where: {entry.false_positives}" if entry.false_positives else ""


def _act(act: Act, catalogue: Catalogue) -> str:
    together = f" together with {' and '.join(act.others)}" if act.others else ""
    return f"{act.control} {act.degree} it{together}: {catalogue.controls[act.control].title}. {act.how}"


def _control(entry: Control) -> Iterator[str]:
    yield entry.objective
    yield _names(entry)
    yield f"Applies to: {entry.about}. Layer: {entry.layer}. Responsibility: {entry.responsibility}."
    yield from _listed("How to verify:", (_step(step) for step in entry.verify))
    runs = " and ".join(map(vocabulary.words, entry.runs))
    yield f"Runs: {runs}. Evidence may be as old as {entry.frequency}." if runs else f"How often: {entry.frequency}."
    yield f"Population to sample from: {entry.population}" if entry.population else ""
    yield from _listed("Evidence:", entry.evidence)
    yield from _listed("Asked for by:", (f"{name}: {', '.join(ids)}" for name, ids in entry.crosswalk.items()))


def _step(step: Step) -> str:
    only = ", ".join((*step.kinds, *(f"every {trait}" for trait in step.traits), *step.providers))
    return f"{f'[{only}] ' if only else ''}{step.step} (expected: {step.expect})"


def _names(entry: Kind | Control | Protocol) -> str:
    """Return the sentence with the other names of an entry; nothing where it has none."""
    return f"Also known as: {', '.join(entry.also_known_as)}." if entry.also_known_as else ""


def _kind(entry: Kind) -> Iterator[str]:
    yield _names(entry)
    yield f"Scope: {vocabulary.words(entry.scope)}." if entry.scope else ""
    yield f"Stands on: {vocabulary.words(entry.stands_on)}." if entry.stands_on else ""
    yield from _listed("Settings:", (_setting(name, each) for name, each in entry.settings.items()))
    duties = ((layer, duty.holder, duty.duty) for layer, duty in entry.responsibility.items())
    yield from _listed("Who answers for what:", (f"{layer}: {holder}: {duty}" for layer, holder, duty in duties))


def _setting(name: str, each: SettingType) -> str:
    default = "not stated" if each.default is None else conclusions.value_text(each.default)
    values = f" ({', '.join(each.values)})" if each.values else f" ({each.type})"
    conclusions_text = " ".join(("", *conclusions.of_setting(each)))
    return f"{name}{values}: {each.title}; left out it is {default}{'.' if conclusions_text else ''}{conclusions_text}"


def _option(entry: DirectoryOption) -> Iterator[str]:
    can = ((name, each.answer, each.note) for name, each in entry.capabilities.items())
    yield from _listed("What it can do:", (f"{name}: {answer}. {note}".strip() for name, answer, note in can))
    yield from _listed("Where it ends:", (_limit(name, each) for name, each in entry.limits.items()))
    yield from _listed("Constraints:", entry.constraints)


def _limit(name: str, each: Limit) -> str:
    return f"{name}: {each.most:,}{'' if each.firm else ', a recommendation'}. {each.note}".strip()


def _protocol(entry: Protocol, catalogue: Catalogue) -> Iterator[str]:
    yield _names(entry)
    ports = ((port.port, each.title, port.purpose) for each in catalogue.spoken((entry.id,)) for port in each.ports)
    yield from _listed("Ports:", (f"{port} {title}: {purpose}" for port, title, purpose in ports))
    control = conclusions.of_protocol(entry)
    yield f"Control that it gives: {control}." if control else ""
    yield f"Techniques of MITRE ATT&CK: {', '.join(entry.attack)}." if entry.attack else ""
