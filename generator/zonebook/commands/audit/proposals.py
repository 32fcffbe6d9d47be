"""Changes of the models that came from a file: shown as diffs, checked like any model, written all or none."""

from collections.abc import Mapping
from pathlib import Path

from zonebook import assembly
from zonebook.assess.assessment import Assessment
from zonebook.edge import rewriting, terminal
from zonebook.load.catalogue import CheckedCatalogue
from zonebook.values import BrokenError, Problem

Texts = Mapping[str, bytes]


def problems(models: Path, before: Texts, bundled: CheckedCatalogue, after: Texts) -> tuple[Problem, ...]:
    """Return every problem that the models have with some texts replaced, of the first stage that has any."""
    try:
        assembly.workspace_of(models, {**before, **after}, bundled)
    except BrokenError as broken:
        return broken.every
    return ()


def show(models: Path, assessment: Assessment, after: Texts, bundled: CheckedCatalogue) -> int:
    """Print how texts change, and what is wrong with the whole of the models then; return how many problems that are.

    A control that is met now closes findings: a decision about one of them has to go.
    """
    before = assessment.workspace.texts
    for path, raw in after.items():
        terminal.diff(path, *(each.decode("utf-8").removeprefix("\ufeff") for each in (before[path], raw)))
    if not after:
        return 0
    try:
        assembly.assess_texts(models, {**before, **after}, assessment.as_of, bundled)
    except BrokenError as broken:
        terminal.talk("With this change, correct as well:")
        terminal.problems(broken.problems)
        return len(broken.problems)
    return 0


def write(before: Texts, after: Texts) -> bool:
    """Write the texts that change, all or none; return whether there are any; raise OSError."""
    rewriting.rewrite({Path(path): before[path] for path in after}, {Path(path): raw for path, raw in after.items()})
    return bool(after)
