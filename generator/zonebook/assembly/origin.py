"""What a build is made from, as a whole and for each of its systems."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from zonebook import __version__
from zonebook.assess.assessment import Assessment
from zonebook.document.provenance import SYSTEMS, Provenance
from zonebook.edge import disk, git
from zonebook.pipeline import texts_of


def made_from(assessment: Assessment, models: Path, root: str) -> Provenance:
    """Return what a build of the models in a folder is made from; the paths of their texts begin with `root`."""
    workspace, standing = assessment.workspace, git.standing(models)
    whole = Provenance(
        program=__version__,
        as_of=assessment.as_of,
        catalogue=digest(disk.catalogue()),
        models=digest(workspace.texts),
        commit=standing.commit,
        changed=standing.changed,
    )
    shared = texts_of(workspace, root, "")
    systems = {
        name: replace(
            whole,
            models=digest({**shared, **texts_of(workspace, root, name)}),
            changed=standing.changed and _changed(standing, name),
        )
        for name in workspace.systems
    }
    return replace(whole, systems=systems)


def _changed(standing: git.Standing, system: str) -> bool:
    """Return whether anything differs from the commit that is not another system's."""
    inside = f"{SYSTEMS}/{system}/"
    return any(path.startswith(inside) or not path.startswith(f"{SYSTEMS}/") for path in standing.paths)


def digest(texts: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of texts with their paths, in the order of the paths."""
    made = hashlib.sha256()
    for path, raw in sorted(texts.items()):
        made.update(f"{path}\0{len(raw)}\0".encode("utf-8", "surrogateescape"))
        made.update(raw)
    return made.hexdigest()
