"""Write the share of one machine, and put the shares together to what one machine builds."""

from collections.abc import Sequence
from pathlib import Path

from zonebook import assembly
from zonebook.assembly import origin, parts, shards
from zonebook.assembly.shards import Shard
from zonebook.commands.site import Wish, written
from zonebook.edge import clock, terminal
from zonebook.edge.processes import stoppable
from zonebook.edge.publish import swap
from zonebook.edge.terminal import Progress
from zonebook.values import BrokenError
from zonebook.write.output_format import LinkOptions


def shard(models: Path, out: Path, wish: Wish, share: tuple[int, int]) -> int:
    """Write the parts of a share of the systems to a folder, the i-th of n; return the exit code."""
    try:
        with stoppable(), Progress(quiet=wish.quiet) as progress, swap.staged(out) as staging_dir:
            progress("judging")
            root = assembly.shown(models)
            assessment = assembly.load_unassessed(models, wish.as_of or clock.today(), root)
            made_from = origin.made_from(assessment, models, root)
            options = LinkOptions(
                links=wish.links, repository=assessment.workspace.organisation.organisation.repository
            )
            found = Shard(number=share[0], of=share[1], options=options, parts={})
            names = found.systems(tuple(assessment.workspace.systems))
            progress("systems")
            todo = parts.jobs(assessment, names, options, root=root, provenance=made_from)
            whole = Shard(number=found.number, of=found.of, options=options, parts=parts.made(todo, wish.jobs))
            swap.lay_down(shards.written(whole, made_from), staging_dir)
    except BrokenError as broken:
        return terminal.problems(broken.problems)
    except OSError as error:
        return terminal.refused(error)
    failed = [fault for part in whole.parts.values() for fault in part.failed]
    many = f"{len(names)} system{'' if len(names) == 1 else 's'}"
    return terminal.done(f"{many} in {out}, shard {share[0]}/{share[1]}", failed, quiet=wish.quiet)


def merge(models: Path, folders: Sequence[Path], out: Path, wish: Wish) -> int:
    """Write what `zonebook build` writes to a folder, with the parts of systems from shards; return the exit code."""
    try:
        shards.refuse_within(out, folders)
        with stoppable(), Progress(quiet=wish.quiet) as progress, swap.staged(out) as staging_dir:
            progress("judging")
            root = assembly.shown(models)
            assessment = assembly.load_and_assess(models, wish.as_of or clock.today(), root)
            made_from = origin.made_from(assessment, models, root)
            found = shards.read(folders, made_from)
            ready = shards.parts_in(found, assessment.systems)
            built = assembly.build(assessment, found[0].options, progress, provenance=made_from, parts=ready)
            files = written(built)
            swap.lay_down(files, staging_dir)
    except BrokenError as broken:
        return terminal.problems(broken.problems)
    except OSError as error:
        return terminal.refused(error)
    return terminal.done(f"{len(files)} files in {out}", built.degraded, quiet=wish.quiet)
