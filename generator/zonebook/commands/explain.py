"""`zonebook explain` and `zonebook list`: the catalogue, the words and the codes on a terminal."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from zonebook import assembly
from zonebook.assess.assessment import Assessment
from zonebook.assess.conditions.word import MEANINGS, Word
from zonebook.assess.conditions.words import WORDS
from zonebook.commands import explain_directory, explain_entry, explain_finding
from zonebook.commands.explain_directory import choices
from zonebook.commands.explained import element, possible
from zonebook.commands.new_directory import Target
from zonebook.commands.new_directory import new_directory as interview
from zonebook.edge import catalogue_cache, disk, repository, terminal
from zonebook.model.catalogue import SHELVES, Catalogue, Control, Entry, Kind, Protocol
from zonebook.model.elements import ELEMENTS
from zonebook.pipeline import load_workspace
from zonebook.present.limits import lines as limits
from zonebook.problem_codes import CODES
from zonebook.read.schema import Schemas
from zonebook.suggestions import nearest
from zonebook.values import BrokenError

_OTHERS = {
    "words": "the words of `when`",
    "codes": "the codes of problems",
    "systems": "the systems of your models",
    "audits": "the audits of your models",
    "findings": "what was found in them",
}
LISTS: Mapping[str, str] = {**{name: f"the {name} of the catalogue" for name in SHELVES}, **_OTHERS}
"""What `zonebook list` lists, each with a description."""
_DECISION = "directory"
"""The name under which the directory decisions of the models are explained."""


def listing(shelf: str | None, models: Path | None, as_of: str) -> int:
    """Print a line for each entry of a shelf: id, tab, title; or the shelves. Return the exit code."""
    if shelf is None:
        return _printed(LISTS.items())
    if shelf not in LISTS:
        hint = _hint(shelf, LISTS) or f"; there are {', '.join(LISTS)}"
        return terminal.failed(f"there is no shelf `{shelf}`{hint}")
    if shelf == "words":
        return _printed((name, each.manual.split("\n")[0]) for name, each in sorted(_words().items()))
    if shelf == "codes":
        return _printed(sorted(CODES.items()))
    found = _assessment(models, as_of, needed=shelf in _OTHERS)
    return found if isinstance(found, int) else _printed(_shelf(found, shelf))


def _shelf(found: Assessment, shelf: str) -> Iterator[tuple[str, str]]:
    if shelf == "systems":
        yield from ((name, judged.resolved.system.system.title) for name, judged in found.systems.items())
    elif shelf == "audits":
        yield from ((name, audit.audit.title) for name, audit in found.workspace.audits.items())
    elif shelf == "findings":
        every = (each for judged in found.systems.values() for each in judged.findings)
        yield from ((each.id, each.threat.title) for each in sorted(every, key=lambda each: each.rank))
    else:
        shelved: Mapping[str, Entry] = getattr(found.workspace.catalogue, shelf)
        yield from ((name, each.title) for name, each in shelved.items())


def new_directory(needs: Iterable[str], models: Path | None, system: str, as_of: str) -> int:
    """Answer which directory is needed, and print its part of a model or write it to a system; return the exit code."""
    found = _assessment(models, as_of, needed=False)
    if isinstance(found, int):
        return found
    target = Target(models=_present(models), system=system)
    return interview(needs, found.workspace.catalogue, target, as_of)


def _present(models: Path | None) -> Path | None:
    """Return the folder of the models, or nothing where none is named and there is none."""
    around = repository.models(Path.cwd())
    return models or (around if around.is_dir() else None)


def _answered(name: str, needs: Iterable[str], models: Path | None, as_of: str) -> int:
    if name != _DECISION:
        return terminal.failed(f"`--needs` belongs to `zonebook explain {_DECISION}`")
    found = _assessment(models, as_of, needed=False)
    if isinstance(found, int):
        return found
    return explain_directory.answered(needs, found.workspace.catalogue, _present(models), as_of)


def explain(name: str, models: Path | None, as_of: str, *, needs: tuple[str, ...] = ()) -> int:
    """Print what a name means on every shelf that has it, or what answers these needs; return the exit code."""
    if needs:
        return _answered(name, needs, models, as_of)
    found = _assessment(models, as_of, needed="@" in name or name == _DECISION)
    if isinstance(found, int):
        return found
    if name == _DECISION:
        return _texts(choices(found), none="No system has a directory decision.")
    if "@" in name:
        return _finding(found, name)
    catalogue = found.workspace.catalogue
    parts = (*_meanings(name, catalogue), *_stated(found, name), *_limits(found, name), *_elements(found, name))
    parts = parts or tuple(_known_as(name, catalogue))
    if not parts:
        return _unknown(name, found)
    return _texts(parts)


def _meanings(name: str, catalogue: Catalogue) -> Iterator[str]:
    """Yield a text for each code, word or entry with the name."""
    if name in CODES:
        yield _headed(f"Problem code {name}", [CODES[name]])
    if name in _words():
        abouts = [about for about, words in WORDS.items() if name in words]
        facts = (f"Says {MEANINGS[_words()[name].says]}.", f"Can be asked of: {', '.join(abouts)}.")
        yield _headed(f"Word {name}", [*_paragraphs(_words()[name]), *facts, *explain_entry.uses(name, catalogue)])
    for shelf in SHELVES:
        entry = getattr(catalogue, shelf).get(name)
        if entry:
            head = f"{SHELVES[shelf][0].capitalize()} {name}: {entry.title}"
            yield _headed(head, explain_entry.lines(entry, catalogue))


def _stated(found: Assessment, name: str) -> Iterator[str]:
    """Yield a text for each threat with the name that a system states itself."""
    for judged, threat in explain_finding.stated(found, name):
        head = f"Threat {threat.id} of {judged.id}, at {repository.near(threat.place)}: {threat.title}"
        yield _headed(head, explain_finding.threat_lines(judged, threat))


def _limits(found: Assessment, name: str) -> Iterator[str]:
    """Yield a text for each assumption, and each element out of scope, with the name."""
    for judged in found.systems.values():
        for what, each in limits.named(judged, name):
            head = f"{what} {name} of {judged.id}, at {repository.near(each.place)}"
            yield _headed(head, limits.lines(judged, each))


def _elements(found: Assessment, name: str) -> Iterator[str]:
    """Yield a text for each element of a system with the name."""
    yield from (_headed(head, lines) for head, lines in element.texts(found, name))


def _known_as(name: str, catalogue: Catalogue) -> Iterator[str]:
    """Yield a text for each kind, protocol and control that people know by the name too."""
    entries: tuple[tuple[str, Kind | Protocol | Control], ...] = (
        *(("Kind", kind) for kind in catalogue.kinds.values()),
        *(("Protocol", protocol) for protocol in catalogue.protocols.values()),
        *(("Control", control) for control in catalogue.controls.values()),
    )
    for what, entry in entries:
        if nearest(name, entry.also_known_as, exact=True):
            yield _headed(f"{what} {entry.id}: {entry.title}", explain_entry.lines(entry, catalogue))


def _words() -> dict[str, Word]:
    return {name: word for words in WORDS.values() for name, word in words.items()}


def _paragraphs(word: Word) -> Iterator[str]:
    for paragraph in word.manual.split("\n\n"):
        yield " ".join(paragraph.split())


def _assessment(models: Path | None, as_of: str, *, needed: bool) -> Assessment | int:
    """Load and assess the models; fall back to the bundled catalogue where there are none, or they are broken.

    Where the models themselves are `needed`, report the problems and return an exit code instead.
    """
    folder = models or repository.models(Path.cwd())
    try:
        if models is None and not needed and not folder.is_dir():
            return _bundled(as_of)
        return assembly.load_and_assess(folder, as_of)
    except BrokenError as broken:
        if needed:
            return terminal.problems(broken.problems)
        terminal.talk(f"the models in {folder} have problems (`zonebook check`): this is from the bundled catalogue")
        return _bundled(as_of)
    except OSError as error:
        return terminal.refused(error)


def _bundled(as_of: str) -> Assessment:
    schemas = Schemas(disk.schemas())
    workspace = load_workspace(catalogue_cache.bundled(schemas), {}, schemas)
    return Assessment(workspace=workspace, as_of=as_of, systems={})


def _unknown(name: str, found: Assessment) -> int:
    catalogue = found.workspace.catalogue
    known = [id_ for shelf in SHELVES for id_ in getattr(catalogue, shelf)] + list(CODES) + list(_words())
    for judged in found.systems.values():
        system = judged.resolved.system
        known += [*system.threats, *system.assumptions]
        known += [id_ for word in ELEMENTS for id_ in getattr(system, word)]
    hint = _hint(name, known) or "; `zonebook list` names the shelves, `zonebook list SHELF` what stands on one"
    return terminal.failed(f"nothing is called `{name}`{hint}")


def _hint(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f"; did you mean `{near}`?" if near else ""


def _finding(assessment: Assessment, name: str) -> int:
    """Print the findings with a name, and the possible risks with it; return the exit code."""
    found = [
        _headed(
            f"Finding {each.id} of {judged.id}, at {repository.near(each.place)}", explain_finding.lines(judged, each)
        )
        for judged, each in explain_finding.named(assessment, name)
    ]
    found += [_headed(head, lines) for head, lines in possible.texts(assessment, name)]
    if found:
        return _texts(found)
    every = [each.id for judged in assessment.systems.values() for each in judged.findings]
    every += [
        possible.name(each) for judged in assessment.systems.values() for gap in judged.gaps for each in gap.every
    ]
    hint = _hint(name.rpartition("/")[2], every) or "; `zonebook list findings` names all"
    return terminal.failed(f"there is no finding or possible risk `{name}`{hint}")


def _headed(head: str, lines: Iterable[str]) -> str:
    """Return a text under its head; an indented line is a sub-point of the line before."""
    folded = (terminal.folded(line.strip(), line[: -len(line.lstrip())]) for line in lines if line.strip())
    return "\n".join((head, *folded))


def _texts(texts: Iterable[str], none: str = "") -> int:
    """Print texts separated by an empty line, or the text of `none` where there are no texts."""
    terminal.result(*("\n\n".join(texts) or none).split("\n"))
    return terminal.FINE


def _printed(rows: Iterable[tuple[str, str]]) -> int:
    for id_, title in rows:
        terminal.row(id_, title)
    return terminal.FINE
