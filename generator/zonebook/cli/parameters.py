"""The types of arguments and options, those that several commands have, and what a shell completes them with."""

import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

MOST_SHARES = 9999
"""Into how many shares a build can be divided."""
_SHARE = re.compile(r"[0-9]{1,4}/[0-9]{1,4}")
LEVELS = ("very-low", "low", "moderate", "high", "very-high")


class Form(click.ParamType):  # type: ignore[type-arg]  # generic in the newest click alone
    """The output form of a check: text, or a format that can be printed."""

    name = "form"

    def _choice(self) -> "click.Choice[str]":
        from zonebook.write import formats  # noqa: PLC0415  only where a form is asked for, or listed

        return click.Choice(("text", *formats.printable()))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """Return the name of the form; raise BadParameter, listing the valid ones."""
        return value if value == "text" else self._choice().convert(value, param, ctx)

    def get_metavar(self, *args: Any, **extra: Any) -> str | None:  # noqa: ANN401  as in click, which changes it
        """Return the valid names."""
        return self._choice().get_metavar(*args, **extra)

    def shell_complete(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401  as in click
        """Return the names that a shell may complete."""
        return self._choice().shell_complete(*args, **extra)


class _NamedPath(click.Path):
    """A path; an empty one, as from a variable without value, is refused: Python takes it for the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """Return the path; raise BadParameter where it is empty."""
        if not os.fspath(value):
            self.fail("it is empty: name a file or a folder", param, ctx)
        return super().convert(value, param, ctx)


PATH = _NamedPath(path_type=Path)
"""The type of everything that names a file or a folder."""


class ListsFormats(click.Command):
    """A command whose help ends with a list of the formats that it writes."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the formats, each with its description and the place of its files."""
        del ctx
        from zonebook.write import formats  # noqa: PLC0415  only for the help of this command

        with formatter.section("Formats"):
            formatter.write_dl(
                [(each.title, f"{each.says}: {each.files.replace('`', '')}") for each in formats.FORMATS if each.render]
            )


def day(_: click.Context, param: click.Parameter, value: str) -> str:
    """Return the day as written, or an empty string; raise BadParameter where it is not a day."""
    try:
        right = not value or date.fromisoformat(value).isoformat() == value
    except ValueError:
        right = False
    if not right:
        from zonebook.values import visible  # noqa: PLC0415  only where something is wrong

        raise click.BadParameter(f"`{visible(value)}` is not a day as YYYY-MM-DD", param=param)
    return value


def _given(what: str) -> Callable[[click.Context, click.Parameter, str], str]:
    """Return what raises BadParameter where an empty name is given, as from a variable without value."""

    def checked(ctx: click.Context, param: click.Parameter, value: str) -> str:
        if not value and ctx.get_parameter_source(str(param.name)) is ParameterSource.COMMANDLINE:
            raise click.BadParameter(f"it is empty: name {what}", param=param)
        return value

    return checked


named = _given("a git revision or a folder")
system = _given("a system, or leave the option out")


def around(_: click.Context, __: click.Parameter, value: Path | None) -> Path:
    """Return the folder that was named; else the folder of the models around the current one."""
    if value is not None:
        return value
    from zonebook.edge import repository  # noqa: PLC0415  only where a command begins

    return repository.models(Path.cwd())


def systems(ctx: click.Context, _: click.Parameter, begun: str) -> "list[CompletionItem]":
    """Return the systems whose ids begin so."""
    from zonebook.commands import completion  # noqa: PLC0415  only where a shell asks

    return completion.systems(ctx.params.get("models"), begun)


def names(ctx: click.Context, _: click.Parameter, begun: str) -> "list[CompletionItem]":
    """Return what can be explained and begins so."""
    from zonebook.commands import completion  # noqa: PLC0415  only where a shell asks

    return completion.names(ctx.params.get("models"), begun)


def shelves(_: click.Context, __: click.Parameter, begun: str) -> "list[CompletionItem]":
    """Return the shelves whose names begin so."""
    from zonebook.commands import completion  # noqa: PLC0415  only where a shell asks

    return completion.shelves(begun)


MODELS = click.argument("models", required=False, callback=around, type=PATH)
LOCAL_MODELS = click.option(
    "--models", type=PATH, help="The folder of the models; found from the current folder upwards."
)
AS_OF = click.option(
    "--as-of", metavar="YYYY-MM-DD", default="", callback=day, help="Judge as on this day; today where it is left out."
)
NEEDS = click.option(
    "--needs",
    multiple=True,
    metavar="NAME[=VALUE]",
    help="Needs and facts of a directory decision, such as `workspaces,fsx-windows=wanted,users=200,existing_ad=yes`.",
)
QUIET = click.option("--quiet", is_flag=True, help="Say nothing but problems.")
JOBS = click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=1,
    metavar="N",
    help="How many processes judge and render systems; the output is the same.",
)


def share(ctx: click.Context, param: click.Parameter, value: str) -> tuple[int, int] | None:
    """Return the share `i/n`, the i-th of n; None where the option is left out; raise BadParameter."""
    if not value and ctx.get_parameter_source(str(param.name)) is not ParameterSource.COMMANDLINE:
        return None
    number, of = map(int, value.split("/")) if _SHARE.fullmatch(value) else (0, 0)
    if 1 <= number <= of:
        return number, of
    if of:
        message = f"the shares of {of} are 1/{of}{f' to {of}/{of}' if of > 1 else ''}: there is no {number}/{of}"
    else:
        from zonebook.values import cut, visible  # noqa: PLC0415  only where something is wrong

        found = f"`{visible(cut(value))}` is no share" if value else "it is empty"
        message = f"{found}: write I/N, such as 1/2 for the first of two, with an N of at most {MOST_SHARES}"
    raise click.BadParameter(message, param=param)


SHARD = click.option(
    "--shard",
    default="",
    metavar="I/N",
    callback=share,
    help="Make the I-th of N shares of the systems alone, for `zonebook merge`.",
)
