"""The commands about what leaves the repository: whether it is as built."""

from pathlib import Path

import click


@click.command()
@click.argument("path", metavar="FOLDER|ZIP", type=click.Path(path_type=Path))
@click.option(
    "--manifest",
    "against",
    type=click.Path(path_type=Path),
    help="Hold it against this manifest.json instead of its own: that of another build.",
)
def verify(path: Path, *, against: Path | None) -> None:
    """Say which files of a built site are not as built: added, changed or missing, a line each. No network is used.

    Exit codes: 0 all files are as built; 1 some are not; 2 it cannot be read, or has no manifest.
    """
    from zonebook.commands.audit import verify as command  # noqa: PLC0415

    raise SystemExit(command.verify(path, against))
