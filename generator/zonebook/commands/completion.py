"""`zonebook completion`: the script of a shell, and the ids that it asks for."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from click.shell_completion import CompletionItem, get_completion_class

from zonebook.edge import disk, repository, streams, terminal
from zonebook.model.catalogue import SHELVES

SHELLS = ("bash", "zsh", "fish")
_PROGRAM, _VARIABLE = "zonebook", "_ZONEBOOK_COMPLETE"


def script(shell: str, group: click.Command) -> int:
    """Print the script with which a shell completes the command line of a group; return the exit code."""
    made = get_completion_class(shell)
    if made is None:
        return terminal.failed(f"there is no completion for `{shell}`; there is one for {', '.join(SHELLS)}")
    streams.put(made(group, {}, _PROGRAM, _VARIABLE).source(), err=False)
    return terminal.FINE


def systems(models: Path | None, begun: str) -> list[CompletionItem]:
    """Return the systems of the models whose ids begin so; nothing where there are no models."""
    return _items(((id_, "system") for id_ in disk.systems(_around(models))), begun)


def names(models: Path | None, begun: str) -> list[CompletionItem]:
    """Return every entry, word and code whose name begins so, with what it is."""
    return _items(_names(_around(models)), begun)


def shelves(begun: str) -> list[CompletionItem]:
    """Return every list whose name begins so."""
    from zonebook.commands.explain import LISTS  # noqa: PLC0415  loads the words

    return _items(LISTS.items(), begun)


def _names(models: Path) -> Iterator[tuple[str, str]]:
    from zonebook.assess.conditions.words import WORDS  # noqa: PLC0415  only for what can be explained
    from zonebook.problem_codes import CODES  # noqa: PLC0415

    yield "directory", "the directory decisions of the models"
    for shelf, id_ in disk.entries(models):
        yield id_, SHELVES[shelf][0]
    yield from ((name, "word of `when`") for words in WORDS.values() for name in words)
    yield from ((code, "problem code") for code in CODES)


def _around(models: Path | None) -> Path:
    return models or repository.models(Path.cwd())


def _items(found: Iterable[tuple[str, str]], begun: str) -> list[CompletionItem]:
    """Return each name once that begins so, sorted, with all that it is."""
    kinds: dict[str, list[str]] = {}
    for name, kind in found:
        if name.startswith(begun):
            kinds.setdefault(name, []).append(kind)
    return [CompletionItem(name, help=", ".join(dict.fromkeys(kinds[name]))) for name in sorted(kinds)]
