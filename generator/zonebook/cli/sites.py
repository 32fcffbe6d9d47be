"""The commands about the site beyond one build of it on one machine."""

from pathlib import Path

import click


@click.command()
@click.option("--config", default="mkdocs.yml", type=click.Path(path_type=Path), help="The file of the site.")
@click.option("--port", default=8000, type=click.IntRange(1, 65535), show_default=True, help="The port to listen on.")
def serve(*, config: Path, port: int) -> None:
    """Serve the site on this machine while it is written: an edit is judged, and the open page is shown again.

    Only what an edit touches is judged and rendered. Problems of the models stand on top of the last good pages.
    Ctrl-C ends.
    """
    from zonebook.commands.preview import serve as command  # noqa: PLC0415  only for this command

    raise SystemExit(command.serve(config, port))
