"""`python -m zonebook`, and the command `zonebook`."""

from zonebook.cli import ending, main


def run() -> None:
    """Run the command line, and end the process with its exit code."""
    with ending.at_once():
        main(prog_name="zonebook")


if __name__ == "__main__":
    run()
