"""The commands about what leaves the repository: what is packed, and whether it is as built."""

from pathlib import Path

import click

from zonebook.cli import parameters


@click.command()
@click.argument("path", metavar="FOLDER|ZIP", type=parameters.PATH)
@click.option(
    "--manifest",
    "against",
    type=parameters.PATH,
    help="Hold it against this manifest.json instead of its own: that of another build.",
)
def verify(path: Path, *, against: Path | None) -> None:
    """Say which files of a built site are not as built: added, changed or missing, a line each. No network is used.

    Exit codes: 0 all files are as built; 1 some are not; 2 it cannot be read, or has no manifest.
    """
    from zonebook.commands.audit import verify as command  # noqa: PLC0415

    raise SystemExit(command.verify(path, against))


@click.group()
def export() -> None:
    """Pack what leaves the repository."""


@export.command(name="evidence-pack")
@click.argument("name", metavar="SYSTEM|AUDIT")
@click.option("--out", required=True, type=parameters.PATH, help="The ZIP to write; it must not exist yet.")
@click.option("--models", callback=parameters.around, type=parameters.PATH, help="The folder of the models.")
@parameters.AS_OF
def evidence_pack(name: str, *, out: Path, models: Path, as_of: str) -> None:
    """Pack the evidence of a system or of an audit: its files, an index of what shows what, and their hashes.

    The same state gives the same bytes. Exit codes: 0 all evidence is in it; 3 a file is missing or changed, and the
    index names it; 2 it cannot be written.
    """
    from zonebook.commands.audit import export as command  # noqa: PLC0415
    from zonebook.edge import clock  # noqa: PLC0415

    raise SystemExit(command.evidence_pack(name, models, out, as_of or clock.today()))
