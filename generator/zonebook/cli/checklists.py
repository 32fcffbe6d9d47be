"""The commands that read back what was filled in or found outside of the models."""

from pathlib import Path

import click

from zonebook.cli import parameters

WRITE = click.option("--write", is_flag=True, help="Change the files; without it, the diff alone is shown.")


@click.group()
def checklist() -> None:
    """Read filled checklists back."""


@checklist.command(name="read")
@click.argument("filled", type=parameters.PATH)
@click.option("--models", callback=parameters.around, type=parameters.PATH, help="The folder of the models.")
@click.option(
    "--audit", metavar="ID", default="", help="The audit that the results belong to, if the sheet names none."
)
@WRITE
@parameters.AS_OF
def read_checklist(filled: Path, *, models: Path, audit: str, write: bool, as_of: str) -> None:
    """Read a filled checklist, XLSX or CSV: results go to the audit, another status to the models.

    The diff is shown first; --write makes the change, unless a row is refused: then nothing is written. A blank cell
    changes nothing. Exit codes: 0 every row is taken; 1 a row is refused; 2 the file cannot be read.
    """
    from zonebook.commands.audit import checklist as command  # noqa: PLC0415
    from zonebook.edge import clock  # noqa: PLC0415

    raise SystemExit(command.read(filled, models, audit=audit, as_of=as_of or clock.today(), write=write))


@click.group()
def evidence() -> None:
    """Read what tools found."""


@evidence.command(name="read")
@click.argument("file", type=parameters.PATH)
@click.option("--models", callback=parameters.around, type=parameters.PATH, help="The folder of the models.")
@click.option(
    "--map",
    "named",
    metavar="FILE",
    type=parameters.PATH,
    help="YAML that names the element of a resource: `i-0abc: system/element`. A tag `zonebook` does the same.",
)
@WRITE
@parameters.AS_OF
def read_evidence(file: Path, *, models: Path, named: Path | None, write: bool, as_of: str) -> None:
    """Read findings of Prowler (CSV, OCSF), Security Hub (ASFF, OCSF) or AWS Config (JSON), without a network.

    Evidence is proposed for the controls that list the checks, and a status where none is stated. One that is stated
    stays; what contradicts it is reported. Exit codes: 0 nothing contradicts the models; 1 something
    does; 2 the file cannot be read.
    """
    from zonebook.commands.audit import evidence as command  # noqa: PLC0415
    from zonebook.edge import clock  # noqa: PLC0415

    raise SystemExit(command.read(file, models, named=named, as_of=as_of or clock.today(), write=write))
