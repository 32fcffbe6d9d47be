"""Checks of what a framework says about responsibility: each requirement exists, and is about one matter."""

from collections.abc import Iterator, Mapping

from zonebook.suggestions import nearest
from zonebook.values import Data, Document, Problem, Route, cut

_GROUPS: Route = ("responsibility", "groups")


def misallocated(document: Document) -> Iterator[Problem]:
    """Yield a problem for each group that lacks a ground or has two, and each requirement that is unknown or repeated.

    Only one group of a framework may leave `requirements` out: it has all the others.
    """
    said = document.data.get("responsibility")
    groups: Mapping[str, Mapping[str, Data]] = (said.get("groups") or {}) if isinstance(said, dict) else {}
    listed = document.data.get("requirements") or {}
    first: dict[str, str] = {}
    rest = ""
    for name, group in groups.items():
        yield from _ground(document, name, group)
        if "requirements" not in group:
            if rest:
                message = f"`{rest}` has all the other requirements already: name those of `{name}`"
                yield Problem(place=document.key_place((*_GROUPS, name)), code="contradiction", message=message)
            rest = rest or name
        for index, id_ in enumerate(group.get("requirements") or ()):
            place = document.place((*_GROUPS, name, "requirements", index))
            if id_ not in listed:
                message = f"{document.name} has no requirement `{cut(id_)}`"
                yield Problem(place=place, code="unknown-id", message=message, hint=nearest(id_, listed))
            elif id_ in first:
                message = f"`{id_}` is in the group `{first[id_]}` already"
                yield Problem(place=place, code="contradiction", message=message)
            first.setdefault(id_, name)


def _ground(document: Document, name: str, group: Mapping[str, Data]) -> Iterator[Problem]:
    """Yield a problem where a group states neither layers nor a holder, both, or traits without layers."""
    said = [word for word in ("layers", "holder") if word in group]
    if len(said) != 1:
        message = f"the group states {'both' if said else 'neither'} `layers` {'and' if said else 'nor'} `holder`"
        yield Problem(place=document.key_place((*_GROUPS, name)), code="contradiction", message=message)
        return
    for word in ("traits", "set_aside"):
        if word in group and "layers" not in group:
            message = f"`{word}` chooses among the services whose `layers` count, and this group has a `holder`"
            yield Problem(place=document.key_place((*_GROUPS, name, word)), code="contradiction", message=message)
