"""`zonebook fmt`: the texts of models in their stable layout."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from zonebook.edge import disk, rewriting, terminal
from zonebook.read.layout import laid_out
from zonebook.values import BrokenError, Problem, RefusedError, in_order


def fmt(paths: Iterable[Path], *, check: bool) -> int:
    """Lay out files, and those below folders, or with `check` only name those that would change; return the exit code.

    Where one cannot be laid out, none is.
    """
    try:
        before = _texts(paths)
        after, problems = _laid_out(before)
        if problems:
            terminal.problems(in_order(problems))
            terminal.talk(f"{_count(len(problems), 'problem')}; nothing was written.")
            return terminal.PROBLEMS
        if not check:
            rewriting.rewrite(before, after)
    except OSError as error:
        return terminal.refused(error)
    if after:
        terminal.result(*(path.as_posix() for path in after))
    does = "would be laid out anew" if check else "laid out anew"
    terminal.talk(f"{len(after)} of {_count(len(before), 'file')} {does}.")
    return terminal.PROBLEMS if check and after else terminal.FINE


def _texts(paths: Iterable[Path]) -> dict[Path, bytes]:
    """Return the content of the files, each once; raise OSError where there is none at a path."""
    found: dict[Path, bytes] = {}
    for path in paths:
        if path.is_dir():
            models = disk.read_models(path, path.as_posix())
            disk.refuse_links(models, path)
            found.update({Path(each): content for each, content in models.texts.items()})
        elif not path.name.lower().endswith(disk.SUFFIXES):
            raise RefusedError(f"{path} is neither a folder nor a YAML file")
        else:
            texts = disk.texts((str(path),))
            if not texts:
                raise RefusedError(f"{path} is no file that can be read")
            found[path] = texts[str(path)]
    return {path: found[path] for path in {disk.real(path): path for path in found}.values()}


def _laid_out(before: Mapping[Path, bytes]) -> tuple[dict[Path, bytes], list[Problem]]:
    """Return the new content of each file that has another, and the problems of those that cannot be laid out."""
    after: dict[Path, bytes] = {}
    problems: list[Problem] = []
    for path, raw in before.items():
        try:
            new = laid_out(path.as_posix(), raw)
        except BrokenError as broken:
            problems.extend(broken.problems)
        else:
            if new != raw:
                after[path] = new
    return after, problems


def _count(many: int, what: str) -> str:
    return f"{many} {what}{'s' if many != 1 else ''}"
