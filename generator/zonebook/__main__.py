"""`python -m zonebook`: the same as the command `zonebook`."""

from zonebook.cli import main

main(prog_name="zonebook")
