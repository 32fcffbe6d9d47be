"""Parts of systems in a folder, for a build that several machines share: written by each, and read without trust.

A shard is data: outlines as JSON, and the files. It is taken only where it was made from the same models, catalogue,
day and version as the rest, and where each file is as its manifest says.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from zonebook.document.inline import Link
from zonebook.document.page import Download, Heading, Page
from zonebook.document.provenance import Provenance
from zonebook.edge import disk
from zonebook.edge.publish import delivered, manifest
from zonebook.pipeline import Part
from zonebook.values import RefusedError, visible
from zonebook.values.record import dataclass
from zonebook.write.output_format import LinkOptions

NAME = "parts.json"
"""The file of a shard that says what is in it."""
_MADE_FROM = {
    "program": "version of zonebook",
    "as_of": "day",
    "catalogue": "state of the catalogue",
    "models": "state of the models",
    "commit": "commit of the models",
    "changed": "state of the repository of the models",
}
_FEW = 5
"""How many missing shards are named."""
_OF_A_SYSTEM = ("systems/", "diagrams/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Which share of the systems this is, `number` of `of`, how links are written in it, and its parts by system."""

    number: int
    of: int
    options: LinkOptions
    parts: Mapping[str, Part]

    def systems(self, every: Sequence[str]) -> tuple[str, ...]:
        """Return the systems of this share, of all of them."""
        return tuple(every[self.number - 1 :: self.of])


def written(shard: Shard, provenance: Provenance) -> dict[str, str | bytes]:
    """Return the files of a shard, with what it was made from."""
    whole: dict[str, Any] = {
        "number": shard.number,
        "of": shard.of,
        "options": asdict(shard.options),
        "parts": {name: _part(part) for name, part in shard.parts.items()},
    }
    files: dict[str, str | bytes] = {path: raw for part in shard.parts.values() for path, raw in part.files.items()}
    files[NAME] = json.dumps(whole, indent=1, ensure_ascii=False) + "\n"
    files[manifest.NAME] = manifest.manifest(files, (), provenance)
    return files


def _part(part: Part) -> dict[str, Any]:
    return {
        "pages": {view: [_page(page) for page in pages] for view, pages in part.pages.items()},
        "files": list(part.files),
        "offered": list(part.offered),
        "faults": {path: dict(faults) for path, faults in part.faults.items()},
        "failed": list(part.failed),
    }


def _page(page: Page) -> dict[str, Any]:
    plain = {name: getattr(page, name) for name in ("path", "title", "description", "section", "listed")}
    return {
        **plain,
        "above": [[each.text, each.to] for each in page.above],
        "anchors": [each.anchor for each in page.blocks if isinstance(each, Heading)],
        "files": [[each.text, each.path] for each in page.blocks if isinstance(each, Download)],
    }


def read(folders: Iterable[Path], provenance: Provenance) -> tuple[Shard, ...]:
    """Return the shards in folders, by their numbers; raise RefusedError where they are not all of one build.

    `provenance` is what the rest of the build is made from.
    """
    found: dict[int, tuple[Path, Shard]] = {}
    for folder in folders:
        shard = _read(folder, provenance)
        before = next(iter(found.values()), (folder, shard))
        if (shard.of, shard.options) != (before[1].of, before[1].options):
            raise RefusedError(
                f"{folder} and {before[0]} are not of one build: the number of shards, or the links, differ"
            )
        if shard.number in found:
            raise RefusedError(f"{found[shard.number][0]} and {folder} are both shard {shard.number}/{shard.of}")
        found[shard.number] = (folder, shard)
    if not found:
        raise RefusedError("name the folders of the shards")
    shards = [found[number][1] for number in sorted(found)]
    missing = (str(number) for number in range(1, shards[0].of + 1) if number not in found)
    if first := tuple(islice(missing, _FEW + 1)):
        named = ", ".join(first[:_FEW]) + (", …" if len(first) > _FEW else "")
        raise RefusedError(f"shard {named} of {shards[0].of} is missing")
    return tuple(shards)


def refuse_within(out: Path, folders: Iterable[Path]) -> None:
    """Raise RefusedError where writing to `out` would change one of the shards in `folders`."""
    target = disk.real(out)
    for folder in folders:
        shard = disk.real(folder)
        if target == shard:
            where = f"{out} is one of the shards"
        elif target.is_relative_to(shard):
            where = f"{out} is inside the shard {folder}"
        elif shard.is_relative_to(target):
            where = f"the shard {folder} is inside {out}"
        else:
            continue
        raise RefusedError(f"{where}, which the merge would change; name a folder beside the shards with --out")


def _read(folder: Path, provenance: Provenance) -> Shard:
    """Return the shard in a folder; raise RefusedError where it is none, is not as it was made, or of another build."""
    if not folder.is_dir():
        raise RefusedError(f"there is no folder {folder}")
    there = delivered.read(folder)
    listed = manifest.understood(there.manifest) if there.manifest is not None else None
    if listed is None or listed.provenance is None or NAME not in listed.files:
        raise RefusedError(f"{folder} is no shard; `zonebook build --shard 1/2` makes one")
    changed = [name for name in {*listed.files, *there.files} if not _is_as_made(name, listed.files, there.files)]
    if changed:
        raise RefusedError(f"{folder} is not as it was made: {visible(min(changed))}")
    for name, words in _MADE_FROM.items():
        one, other = getattr(listed.provenance, name), getattr(provenance, name)
        if one != other:
            message = f"{folder} is of another {words}"
            raise RefusedError(f"{message}: {visible(str(one)) or 'none'}, and here it is {other or 'none'}")
    try:
        return _shard(json.loads((folder / NAME).read_bytes()), folder, listed.files)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise RefusedError(f"{folder}: its {NAME} cannot be read") from error


def _is_as_made(name: str, listed: Mapping[str, str], there: Mapping[str, delivered.Found]) -> bool:
    return name in listed and name in there and not there[name].odd and there[name].sha256 == listed[name]


def _shard(data: dict[str, Any], folder: Path, listed: Mapping[str, str]) -> Shard:
    number, of = int(data["number"]), int(data["of"])
    if not 1 <= number <= of:
        raise ValueError(number)
    parts = {name: _part_of(each, folder, listed) for name, each in data["parts"].items()}
    return Shard(number=number, of=of, options=LinkOptions(**data["options"]), parts=parts)


def _part_of(data: dict[str, Any], folder: Path, listed: Mapping[str, str]) -> Part:
    return Part(
        pages={view: tuple(map(_page_of, pages)) for view, pages in data["pages"].items()},
        files={name: _content(folder, name, listed) for name in data["files"]},
        offered=tuple(data["offered"]),
        faults=data["faults"],
        failed=tuple(data["failed"]),
    )


def _content(folder: Path, name: str, listed: Mapping[str, str]) -> bytes:
    """Return a file that the manifest lists, which is what was found below the folder; raise ValueError for others."""
    if not name.startswith(_OF_A_SYSTEM):
        raise ValueError(name)
    raw = (folder / name).read_bytes() if name in listed else b""
    if hashlib.sha256(raw).hexdigest() != listed.get(name):
        raise ValueError(name)
    return raw


def _page_of(data: dict[str, Any]) -> Page:
    marks: Iterator[Heading | Download] = (Heading(text="", anchor=name) for name in data["anchors"])
    files = (Download(text=text, path=path) for text, path in data["files"])
    return Page(
        path=data["path"],
        title=data["title"],
        description=data["description"],
        blocks=(*marks, *files),
        section=tuple(data["section"]),
        listed=data["listed"],
        above=tuple(Link(text=text, to=to) for text, to in data["above"]),
    )


def parts_in(shards: Iterable[Shard], systems: Iterable[str]) -> dict[str, Part]:
    """Return the parts of systems from shards; raise RefusedError where one is in none of them."""
    found = {name: part for shard in shards for name, part in shard.parts.items()}
    if missing := [name for name in systems if name not in found]:
        raise RefusedError(f"no shard has the system {missing[0]}")
    return found
