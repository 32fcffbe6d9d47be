"""The command line, for people and build servers: arguments in, an exit code out.

Exit codes: 0 fine; 1 problems in the models, or findings at the gate; 2 usage or environment; 3 built, but an output is
missing or degraded. Heavy modules are imported inside the commands, so that `--help` answers at once.
"""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from signal import SIGINT
from typing import TYPE_CHECKING, Any, cast

import click

from zonebook import __version__
from zonebook.cli import garbage, parameters
from zonebook.cli.checklists import checklist, evidence
from zonebook.cli.deliveries import export, verify
from zonebook.cli.sites import merge, serve

if TYPE_CHECKING:
    from zonebook.write.relative_links import LinkStyle


_GATES = {"fail_on": "known", "fail_on_possible": "possible", "fail_on_expired": "expired"}


@contextmanager
def _orderly() -> Iterator[None]:
    """Exit with a code instead of a traceback where the user interrupts or the system refuses something."""
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit(128 + SIGINT) from None
    except OSError as error:
        from zonebook.edge import terminal  # noqa: PLC0415  only where something failed

        raise SystemExit(terminal.ended(error)) from None


class _Door(click.Group):
    """The command group; plain `click` exits with 1 on an interrupt and shows a traceback for an OSError."""

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401  as in click
        """Run a command; usage errors are printed here, and writing them may fail as well."""
        with _orderly():
            return super().main(*args, **extra)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:  # noqa: ANN401  as in click
        """Parse the command line; this prints help and version."""
        with _orderly():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  as in click
        """Run the named command."""
        with _orderly():
            return super().invoke(ctx)


@click.group(cls=_Door, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="zonebook")
def main() -> None:
    """Threat models in YAML, assessed against a catalogue and published as a site. Nothing here uses a network.

    Exit codes: 0 fine; 1 problems in the models, or findings at the gate; 2 usage or environment; 3 built, but an
    output is missing or degraded.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@main.command()
@parameters.MODELS
@click.option("--format", "form", type=parameters.Form(), default="text", help="For people, or for programs.")
@parameters.AS_OF
@click.option(
    "--fail-on", type=click.Choice(parameters.LEVELS), help="Exit with 1 where an unsettled finding is at least this."
)
@click.option(
    "--fail-on-possible",
    type=click.Choice(parameters.LEVELS),
    help="Exit with 1 where a question that nobody answered could turn out to be at least this.",
)
@click.option(
    "--fail-on-expired", is_flag=True, help="Exit with 1 where a decision, an assumption or a limit of scope ended."
)
@click.option(
    "--baseline",
    metavar="REV|DIR",
    default="",
    callback=parameters.named,
    help="Exit with 1 only for what is new or worse than in this git revision or folder, by its rules.",
)
@click.option("--actor", default="", help="With --baseline: who proposes the change, as the code host proves it.")
@click.option(
    "--system",
    metavar="ID",
    default="",
    callback=parameters.system,
    shell_complete=parameters.systems,
    help="Judge this system alone.",
)
@click.option("--watch", is_flag=True, help="Check again whenever a file of the models changes; Ctrl-C ends.")
def check(models: Path, *, form: str, as_of: str, watch: bool, **wishes: Any) -> None:  # noqa: ANN401  see above
    """Check the models and say what was found; every problem with its place.

    Without MODELS, the folder of the models is found from the current folder upwards.
    """
    with nullcontext() if watch else garbage.searched_seldom():
        raise SystemExit(_checked(models, form, as_of, watch=watch, wishes=wishes))


def _checked(models: Path, form: str, as_of: str, *, watch: bool, wishes: dict[str, Any]) -> int:
    """Check the models, once or whenever they change; return the exit code."""
    from zonebook.commands import check as command  # noqa: PLC0415
    from zonebook.edge import clock  # noqa: PLC0415

    gates = command.Gates(**{_GATES.get(name, name): value for name, value in wishes.items()})

    def once() -> int:
        return command.check(models, form=form, as_of=as_of or clock.today(), gates=gates)

    if watch and form != command.TEXT:
        raise click.UsageError("--watch shows text: leave --format out")
    if watch:
        from zonebook.commands.watch import watch as watching  # noqa: PLC0415

        return watching(models, once)
    return once()


@main.command()
@click.argument("old", metavar="OLD", callback=parameters.named)
@click.argument("new", metavar="[NEW]", required=False)
@click.option("--models", callback=parameters.around, type=parameters.PATH, help="The folder of the models.")
@click.option("--old-models", type=parameters.PATH, help="Their folder in OLD, where it had another name.")
@click.option("--format", "form", type=click.Choice(("text", "markdown", "json")), default="text", help="The form.")
@parameters.AS_OF
@click.option(
    "--fail-on", type=click.Choice(parameters.LEVELS), help="Close from this level; above the appetite by default."
)
@click.option(
    "--fail-on-possible", type=click.Choice(parameters.LEVELS), help="Close where a new question could be this bad."
)
@click.option("--actor", default="", help="Who proposes the change, as the code host proves it.")
@click.option("--pictures", type=parameters.PATH, help="A folder for pictures of what changed, as SVG.")
def diff(old: str, new: str | None, *, models: Path, old_models: Path | None, as_of: str, **wishes: Any) -> None:  # noqa: ANN401  options as they are named
    """Say what a change of the models does: from OLD to NEW, each a git revision or a folder of models.

    Without NEW, OLD is compared with the models on the disk. Exit codes: 0 OPEN, nothing is new or worse above the
    appetite; 1 CLOSED; 2 NOT COMPARED, with the reason; 3 OPEN, but a picture is missing or not whole.
    """
    from zonebook.commands import diff as command  # noqa: PLC0415
    from zonebook.edge import clock  # noqa: PLC0415

    sides = command.Sides(old=old, new=new or "", models=models, old_models=old_models or models)
    raise SystemExit(command.diff(sides, as_of=as_of or clock.today(), wish=command.Wish(**wishes)))


@main.command()
@click.argument("paths", nargs=-1, type=parameters.PATH)
@click.option("--check", is_flag=True, help="Write nothing; name what would change, and exit with 1 if anything would.")
def fmt(paths: tuple[Path, ...], *, check: bool) -> None:
    """Lay out the YAML of models, files or folders, so that it diffs well; comments and meaning stay.

    Without PATHS, the models around the current folder. A file that cannot be read is a problem: nothing is written.
    """
    from zonebook.commands import fmt as command  # noqa: PLC0415
    from zonebook.edge import repository  # noqa: PLC0415

    raise SystemExit(command.fmt(paths or (repository.models(Path.cwd()),), check=check))


@main.command(cls=parameters.ListsFormats)
@parameters.MODELS
@click.option("--out", required=True, type=parameters.PATH, help="The folder to write.")
@click.option("--links", type=click.Choice(("md", "html", "directory")), default="md", help="How links are written.")
@parameters.AS_OF
@parameters.JOBS
@parameters.SHARD
@parameters.QUIET
def build(models: Path, *, out: Path, links: str, shard: tuple[int, int] | None, **wishes: Any) -> None:  # noqa: ANN401  as they are named
    """Write the pages, and what they show in other formats, to a folder, for any site generator."""
    from zonebook.commands import site as maker  # noqa: PLC0415

    wish = maker.Wish(links=cast("LinkStyle", links), **wishes)
    if shard:
        from zonebook.commands.apart import shards  # noqa: PLC0415

        raise SystemExit(shards.shard(models, out, wish, shard))
    raise SystemExit(maker.build(models, out, wish))


@main.command()
@click.option("--config", default="mkdocs.yml", type=parameters.PATH, help="The file of the site.")
@click.option("--out", default="site", type=parameters.PATH, help="The folder of the site.")
@parameters.AS_OF
@parameters.JOBS
@parameters.QUIET
def site(*, config: Path, out: Path, as_of: str, jobs: int, quiet: bool) -> None:
    """Build the whole site to one side, check it, and swap it in; a failed build leaves the last good one."""
    from zonebook.commands import site as maker  # noqa: PLC0415

    raise SystemExit(maker.site(config, out, maker.Wish(as_of=as_of, quiet=quiet, jobs=jobs)))


@main.command()
@click.argument("name", metavar="ID", shell_complete=parameters.names)
@parameters.NEEDS
@parameters.LOCAL_MODELS
@parameters.AS_OF
def explain(name: str, *, needs: tuple[str, ...], models: Path | None, as_of: str) -> None:
    """Explain a threat, control, kind, directory option, protocol, word, problem code, element or finding.

    `explain directory` explains the directory decisions of the models, or answers the needs that are given.
    """
    from zonebook.commands import explain as command  # noqa: PLC0415
    from zonebook.edge import clock  # noqa: PLC0415

    raise SystemExit(command.explain(name, models, as_of or clock.today(), needs=needs))


@main.group()
def new() -> None:
    """Ask what is needed, and write a part of a model."""


@new.command(name="directory")
@parameters.NEEDS
@click.option(
    "--write",
    metavar="SYSTEM",
    default="",
    shell_complete=parameters.systems,
    help="Write directory.yaml of this system; printed otherwise.",
)
@parameters.LOCAL_MODELS
@parameters.AS_OF
def new_directory(*, needs: tuple[str, ...], write: str, models: Path | None, as_of: str) -> None:
    """Answer which directory is needed, and print or write `directory:` of a model.

    Without `--needs`, at most ten questions are asked on the terminal.
    """
    from zonebook.commands import explain as command  # noqa: PLC0415
    from zonebook.edge import clock  # noqa: PLC0415

    raise SystemExit(command.new_directory(needs, models, write, as_of or clock.today()))


@main.command(name="list")
@click.argument("shelf", required=False, shell_complete=parameters.shelves)
@parameters.LOCAL_MODELS
def list_(shelf: str | None, *, models: Path | None) -> None:
    """List a shelf of the catalogue, the words, the codes, the systems or the findings: a line each, id and title.

    Without a shelf: list the shelves.
    """
    from zonebook.commands import explain as command  # noqa: PLC0415
    from zonebook.edge import clock  # noqa: PLC0415

    raise SystemExit(command.listing(shelf, models, clock.today()))


@main.command()
@click.argument("folder", type=parameters.PATH)
@click.option(
    "--from",
    "source",
    default="",
    metavar="WHEEL|ADDRESS",
    help="Where pip gets zonebook: a wheel, which is taken along, or git+https://HOST/PATH@TAG; where it is left out, "
    "from where this program was installed.",
)
def init(folder: Path, *, source: str) -> None:
    """Begin a repository that installs and builds: mkdocs.yml, models/ with a small system, CI, editor settings."""
    from zonebook.commands import init as command  # noqa: PLC0415

    raise SystemExit(command.init(folder, source))


@main.command()
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(shell: str) -> None:
    """Print the script by which a shell completes commands, options and ids."""
    from zonebook.commands import completion as command  # noqa: PLC0415

    raise SystemExit(command.script(shell, main))


main.add_command(checklist)
main.add_command(evidence)
main.add_command(export)
main.add_command(merge)
main.add_command(serve)
main.add_command(verify)
