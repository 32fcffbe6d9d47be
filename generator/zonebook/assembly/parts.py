"""Systems apart from each other, until the organisation's roll-up: in other processes, or on other machines.

A part is made of texts alone, wherever that is: an executor of `concurrent.futures` or of another library runs
`parts_of` with a `Job`, and both are sent as pickles. The roll-up judges all systems again, which takes a hundredth of
what their pages take, and is less to send than what they came to.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from dataclasses import field
from math import ceil

from zonebook import __version__, assembly
from zonebook.assembly import kept_parts
from zonebook.assess.assessment import Assessment
from zonebook.document.provenance import Provenance
from zonebook.edge import terminal
from zonebook.edge.processes import workers
from zonebook.load.evidence_files import FileState
from zonebook.pipeline import Part, load_workspace, pages_of_system, render_part
from zonebook.pipeline import assess_workspace as judged
from zonebook.values import RefusedError
from zonebook.values.record import dataclass
from zonebook.write.output_format import LinkOptions, Material

_MOST_JOBS = 32
"""Into how many jobs the systems are divided at most: each brings all texts along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Systems to make the parts of, and everything that they are made from; paths of texts begin with `root`.

    `evidence` has the SHA-256 of each file of evidence, as it was found where the texts were read. `program` is the
    version that made the job, and `provenance` what a build says that it is made from.
    """

    systems: tuple[str, ...]
    texts: Mapping[str, bytes] = field(repr=False)
    root: str
    evidence: Mapping[str, str | None]
    as_of: str
    options: LinkOptions
    provenance: Provenance | None
    program: str = __version__


def jobs(
    assessment: Assessment,
    systems: Sequence[str],
    options: LinkOptions,
    *,
    root: str,
    provenance: Provenance | None = None,
) -> tuple[Job, ...]:
    """Return the jobs that make the parts of systems of an assessment, by their ids."""
    workspace, many = assessment.workspace, max(1, ceil(len(systems) / _MOST_JOBS))
    return tuple(
        Job(
            systems=tuple(systems[at : at + many]),
            texts=dict(workspace.texts),
            root=root,
            evidence=dict(workspace.evidence),
            as_of=assessment.as_of,
            options=options,
            provenance=provenance,
        )
        for at in range(0, len(systems), many)
    )


def parts_of(job: Job) -> dict[str, Part]:
    """Return the parts of the systems of a job, by their ids; the same wherever it is done.

    Raise RefusedError where another version of the program made the job.
    """
    if job.program != __version__:
        raise RefusedError(f"this is zonebook {__version__}, and the work is from zonebook {job.program}")
    workspace = load_workspace(
        assembly.bundled_catalogue(),
        job.texts,
        assembly.language_schemas(),
        job.root,
        look=lambda paths: {path: FileState(sha256=job.evidence[path]) for path in paths if path in job.evidence},
    )
    return {
        name: part_of(judged(workspace.alone(name), job.as_of), job.options, job.provenance) for name in job.systems
    }


def part_of(alone: Assessment, options: LinkOptions, provenance: Provenance | None) -> Part:
    """Return the part of the only system of an assessment."""
    views = pages_of_system(alone)
    pages = tuple(page for found in views.values() for page in found)
    pictures, drawings = assembly.drawn(pages, options, assembly.drawer())
    material = Material(
        assessment=alone,
        pages=pages,
        version=__version__,
        provenance=provenance,
        pictures=pictures,
        drawings=drawings,
        options=options,
    )
    return render_part(material, views)


def made(todo: Sequence[Job], executor: Executor | int = 1) -> dict[str, Part]:
    """Return the parts of jobs, made by an executor or by so many processes; one process is this one.

    What is lost with a process is made by this one, which says so.
    """
    if executor == 1:
        return {name: part for job in todo for name, part in parts_of(job).items()}
    if isinstance(executor, int):
        with workers(executor) as pool:
            return made(todo, pool)
    begun = [(job, _submitted(executor, job)) for job in todo]
    found: dict[str, Part] = {}
    lost: list[str] = []
    for job, future in begun:
        with suppress(BrokenExecutor):
            found |= future.result() if future else {}
        if not found.keys() >= {*job.systems}:
            lost += job.systems
            found |= parts_of(job)
    if lost:
        many = "1 system was" if len(lost) == 1 else f"{len(lost)} systems were"
        terminal.talk(f"zonebook: a process ended before its work was done; {many} made by the main process instead")
    return found


def _submitted(executor: Executor, job: Job) -> Future[dict[str, Part]] | None:
    try:
        return executor.submit(parts_of, job)
    except BrokenExecutor:
        return None


def build(
    assessment: Assessment,
    options: LinkOptions,
    progress: assembly.Progress = assembly.silent,
    *,
    root: str,
    executor: Executor | int = 1,
    provenance: Provenance | None = None,
) -> assembly.Built:
    """Return what `assembly.build` returns, with the systems' parts made by an executor, or by so many processes.

    Parts that an earlier build kept are taken where all that they are made from is the same.
    `root` is the folder that the paths of the texts begin with.
    """
    progress("systems")
    kept = kept_parts.kept(assessment.workspace, provenance, options, root)
    ready = {name: part for name in assessment.systems if kept and (part := kept.taken(name))}
    todo = [name for name in assessment.systems if name not in ready]
    if executor == 1:
        new = {name: part_of(assessment.alone(name), options, provenance) for name in todo}
    else:
        new = made(jobs(assessment, todo, options, root=root, provenance=provenance), executor)
    for name, part in new.items():
        if kept:
            kept.keep(name, part)
    parts = {name: (ready.get(name) or new[name]) for name in assessment.systems}
    return assembly.build(assessment, options, progress, provenance=provenance, parts=parts)
