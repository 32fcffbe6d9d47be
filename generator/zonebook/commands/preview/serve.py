"""`zonebook serve`: judge what changes, show what is asked for, and make the rest while nobody asks."""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from zonebook.commands.preview.failures import cause
from zonebook.commands.preview.preview import Preview
from zonebook.commands.preview.server import HOST, Server
from zonebook.edge import terminal, watching

_REST = 1.0
"""The seconds after which what has nothing left to make looks whether the server has ended."""


def serve(path: Path, port: int) -> int:
    """Serve the site of a mkdocs.yml until the user interrupts; return the exit code."""
    if path.is_dir():
        return terminal.failed(f"{path} is a folder; name the file of the site, such as {path / 'mkdocs.yml'}")
    if not path.is_file():
        return terminal.failed(f"there is no file {path}; `zonebook init DIR` makes one")
    try:
        with ExitStack() as closing:
            found = closing.enter_context(Server(port))
            address = f"http://{HOST}:{found.server_port}/"
            found.preview = preview = Preview(path, address)
            ended = threading.Event()
            closing.callback(ended.set)
            for task in _tasks(preview, ended):
                threading.Thread(target=task, daemon=True).start()
            _report(preview)
            terminal.talk(f"Serving {address}; Ctrl-C ends.")
            found.serve_forever()
    except KeyboardInterrupt:
        return terminal.FINE
    except OSError as error:
        return terminal.refused(error)
    return terminal.FINE


def _tasks(preview: Preview, ended: threading.Event) -> tuple[Callable[[], None], ...]:
    """Return what goes on beside the server, each endless; what they watch is watched from now on."""
    models, docs = preview.configured.models.folder, Path(preview.configured.config.docs_dir)
    changed, written = watching.watched(models), watching.watched(docs)
    configured = watching.watched(preview.path.absolute().parent, deep=False)

    def judge() -> None:
        while True:
            changed()
            _tried(preview.judge)
            _report(preview)

    def read() -> None:
        while True:
            _tried(partial(preview.read, written()))

    def configure() -> None:
        while True:
            if preview.path.name in configured():
                _tried(preview.configure)

    return judge, read, configure, partial(_settle, preview, ended)


def _settle(preview: Preview, ended: threading.Event) -> None:
    """Make what nobody asked for yet, again after each change."""
    while not ended.is_set():
        seen = preview.number
        _tried(lambda: preview.settle(ended.is_set))
        while preview.number == seen and not ended.is_set():
            preview.wait(seen, _REST)


def _tried(step: Callable[[], None]) -> None:
    """Do a step; where it fails, the reason is printed, and what was shown before stays."""
    try:
        step()
    except OSError as error:
        terminal.refused(error)
    except Exception as error:  # noqa: BLE001  whatever it is, it is named, and the next change is looked at
        terminal.failed(*cause(error).splitlines())


def _report(preview: Preview) -> None:
    if preview.problems:
        terminal.problems(preview.problems)
