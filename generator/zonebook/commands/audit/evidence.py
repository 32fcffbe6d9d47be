"""`zonebook evidence read`: the findings of a tool as proposals for the models."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from zonebook import assembly
from zonebook.assess.assessment import Assessment
from zonebook.commands.audit import proposals
from zonebook.edge import disk, terminal
from zonebook.importers.checklist.patches import applied, blamed
from zonebook.importers.evidence import elements
from zonebook.importers.evidence.finding import Finding
from zonebook.importers.evidence.proposals import Outcome, Source, outcomes, unknown
from zonebook.importers.evidence.reading import MOST_BYTES, findings
from zonebook.load.catalogue import CheckedCatalogue, raise_problems
from zonebook.read.yaml_text import MOST_BYTES as MOST_OF_A_MAP
from zonebook.values import BrokenError, visible

_LISTED = 20
"""How many resources and checks that are not known are listed by name."""


def read(file: Path, models: Path, *, named: Path | None, as_of: str, write: bool) -> int:
    """Print what the findings in a file propose, and what they contradict; return the exit code.

    `named` is the file that says which element a resource is. With `write`, the proposals are made.
    """
    try:
        raw = disk.content(file, MOST_BYTES)
        found = findings(file.name, raw)
        bundled = assembly.bundled_catalogue()
        assessment = assembly.load_and_assess(models, as_of, bundled=bundled)
        known = elements.names(named.as_posix(), disk.content(named, MOST_OF_A_MAP), assessment) if named else {}
        matched = elements.matched(found, known, assessment)
        source = Source(sha256=hashlib.sha256(raw).hexdigest(), path=_beside(file, models))
        said = outcomes(matched.findings, assessment, source)
        terminal.result(*(f"{each.system}/{each.check}: {each.kind}: {each.text}" for each in said))
        _not_known("No map and no tag names the element of", matched.unmatched)
        _not_known("No control lists the check", tuple(unknown(found, assessment)))
        left = _propose(models, assessment, bundled, said, write=write)
    except BrokenError as broken:
        return terminal.problems(broken.problems)
    except OSError as error:
        return terminal.refused(error)
    terminal.talk(_counted(found, said, source.sha256))
    return terminal.PROBLEMS if left or any(each.kind == "contradicted" for each in said) else terminal.FINE


def _beside(file: Path, models: Path) -> str:
    """Return the path of a file as the texts of the models have theirs, or nothing where it lies elsewhere."""
    whole, folder = disk.real(file), disk.real(models)
    return f"{models.as_posix()}/{whole.relative_to(folder).as_posix()}" if whole.is_relative_to(folder) else ""


def _propose(
    models: Path, assessment: Assessment, bundled: CheckedCatalogue, said: Sequence[Outcome], *, write: bool
) -> int:
    """Show the change, and make it where it is wanted; return how many problems are left."""
    before = assessment.workspace.texts
    changes = [each.change for each in said if each.change]
    texts, blames = applied(before, changes)
    wrong = proposals.problems(models, before, bundled, texts) if texts else ()
    for each in (*blames, *blamed(wrong, texts, changes)):
        terminal.result(f"{said[each.row].system}/{said[each.row].check}: cannot be proposed: {visible(each.why)}")
    raise_problems(wrong)
    left = proposals.show(models, assessment, texts, bundled)
    if write and not blames:
        proposals.write(before, texts)
    return left + len(blames)


def _not_known(what: str, names: Sequence[str]) -> None:
    if names:
        more = f", and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
        terminal.talk(f"{what}: {', '.join(map(visible, names[:_LISTED]))}{more}")


def _counted(found: Sequence[Finding], said: Sequence[Outcome], sha256: str) -> str:
    counted = Counter(each.kind for each in said)
    kinds = ", ".join(f"{counted[kind]} {kind}" for kind in ("proposed", "contradicted", "agreed", "incomplete"))
    return f"{len(found)} findings read (SHA-256 {sha256}): {kinds}."
