"""The commands about the site beyond one build of it on one machine."""

from pathlib import Path

import click

from zonebook.cli import parameters


@click.command()
@click.option("--config", default="mkdocs.yml", type=parameters.PATH, help="The file of the site.")
@click.option("--port", default=8000, type=click.IntRange(1, 65535), show_default=True, help="The port to listen on.")
def serve(*, config: Path, port: int) -> None:
    """Serve the site on this machine while it is written: an edit is judged, and the open page is shown again.

    Only what an edit touches is judged and rendered. Problems of the models stand on top of the last good pages.
    Ctrl-C ends.
    """
    from zonebook.commands.preview import serve as command  # noqa: PLC0415  only for this command

    raise SystemExit(command.serve(config, port))


@click.command()
@click.argument("shards", nargs=-1, required=True, type=parameters.PATH)
@click.option("--out", required=True, type=parameters.PATH, help="The folder to write.")
@click.option("--models", callback=parameters.around, type=parameters.PATH, help="The folder of the models.")
@parameters.AS_OF
@parameters.QUIET
def merge(shards: tuple[Path, ...], *, out: Path, models: Path, as_of: str, quiet: bool) -> None:
    """Put the SHARDS of a build together with the pages of all systems: the same bytes as `zonebook build`.

    A shard of other models, of another catalogue, day or version is refused, and so is a set with one missing.
    """
    from zonebook.commands.apart import shards as command  # noqa: PLC0415  only for this command
    from zonebook.commands.site import Wish  # noqa: PLC0415

    raise SystemExit(command.merge(models, shards, out, Wish(as_of=as_of, quiet=quiet)))
