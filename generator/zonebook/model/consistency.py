"""Checks of what passes the schema and has valid references, and still cannot be right."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from ipaddress import ip_network
from typing import Literal

from zonebook.model.binding import Form, Marked, Mentioned
from zonebook.model.documents import RESERVED
from zonebook.model.references import Known
from zonebook.values import Data, Document, Problem, Route, cut

_MOST_PORT = 65535
_MOST_ARROWS = 20
_PAGED = (
    "parties", "actors", "data", "accounts", "zones", "networks", "services", "flows", "identities", "trusts",
    "threats",
)  # fmt: skip
_PORT = re.compile(r"(?:tcp|udp|sctp)/([0-9]+)(?:-([0-9]+))?", re.ASCII)


def possible(texts: Mentioned) -> bool:
    """Return whether each of the texts is of the form that its mark asks for: a quick look."""
    for mark, named in texts.items():
        if isinstance(mark, Form) and mark.what in _FORMS:
            _, judged = _FORMS[mark.what]
            if any(map(judged, named)):
                return False
    return True


def impossible(document: Document, names: Iterable[Marked]) -> Iterator[Problem]:
    """Yield a problem for each date, port and address range that does not exist, and each misplaced file."""
    for name in names:
        if isinstance(name.mark, Form) and name.mark.what in _FORMS:
            code, judged = _FORMS[name.mark.what]
            if wrong := judged(name.text):
                message, hint = wrong
                yield Problem(place=document.place(name.route), code=code, message=message, hint=hint)


_Wrong = tuple[str, str] | None
"""What is wrong with a text, and a suggestion; nothing where it is right."""


def _date(text: str) -> _Wrong:
    try:
        date.fromisoformat(text)
    except ValueError:
        return f"`{text}` is not a day of the calendar", ""
    return None


def _port(text: str) -> _Wrong:
    found = _PORT.fullmatch(text)
    if not found:
        return None
    low, high = int(found[1]), int(found[2] or found[1])
    if not 1 <= low <= _MOST_PORT or not 1 <= high <= _MOST_PORT:
        return f"`{text}` is outside the ports from 1 to {_MOST_PORT}", ""
    transport = text.partition("/")[0]
    return (f"`{text}` ends before it begins", f"{transport}/{high}-{low}") if high < low else None


def _cidr(text: str) -> _Wrong:
    try:
        meant = str(ip_network(text, strict=False))
    except ValueError:
        return f"`{text}` is not an address range", ""
    try:
        ip_network(text)
    except ValueError:
        return f"`{text}` is an address within a range, not the range", meant
    return None


def misplaced(path: str) -> _Wrong:
    """Return why a path is not that of a file below the folder of the text that names it, on any system."""
    hint = path.replace("\\", "/")
    if hint != path:
        hint = "" if misplaced(hint) else hint
        return f"`{cut(path)}` has a backslash; the parts of a path are separated by `/`", hint
    if ":" in path:
        return f"`{cut(path)}` has a colon, as after a drive; name a file below the folder of this text", ""
    if path.startswith("/"):
        return f"`{cut(path)}` is absolute; name a file below the folder of this text", ""
    depth = 0
    for part in path.split("/"):
        depth += {"": 0, ".": 0, "..": -1}.get(part, 1)
        if depth < 0:
            return f"`{cut(path)}` leads out of the folder of this text; evidence is in it or below", ""
    if part in {"", ".", ".."}:
        return f"`{cut(path)}` names a folder; name a file in it", ""
    return None


_FORMS: Mapping[str, tuple[str, Callable[[str], _Wrong]]] = {
    "date": ("no-date", _date),
    "port": ("no-port", _port),
    "cidr": ("no-cidr", _cidr),
    "file": ("evidence-path", misplaced),
}
"""The code of a problem for each form, and what finds it."""


def inconsistencies(document: Document) -> Iterator[Problem]:
    """Yield a problem for everything in a system that contradicts itself."""
    data: Mapping[str, Mapping[str, Data]] = document.data
    yield from unbuildable(document)
    for name, flow in data.get("flows", {}).items():
        if flow["from"] == flow["to"] and flow["from"] not in data.get("zones", {}):
            message = f"the flow goes from `{flow['from']}` to itself"
            yield Problem(place=document.place(("flows", name, "to")), code="self-flow", message=message)
    for name, decision in data.get("decisions", {}).items():
        yield from _decision(document, name, decision)
    for word in ("assumptions", "out_of_scope"):
        for name, said in data.get(word, {}).items():
            if "on" in said and "until" in said and said["until"] < said["on"]:
                message = f"it ends on {said['until']}, before it begins on {said['on']}"
                yield Problem(place=document.place((word, name, "until")), code="backwards", message=message)
    yield from _directory(document, data.get("directory") or {})
    yield from contradictions(document)


def unbuildable(document: Document) -> Iterator[Problem]:
    """Yield a problem for everything without which no system can be built: its title, and no circles."""
    yield from _title(document)
    for word, around in (("zones", "inside"), ("networks", "inside"), ("services", "runs_on")):
        yield from _circles(document, word, around)


def _directory(document: Document, decision: Mapping[str, Data]) -> Iterator[Problem]:
    """Yield a problem where a directory decision names other Regions than it counts."""
    names = decision.get("region_names") or []
    if names and decision.get("regions", len(names)) != len(names):
        message = f"`regions` is {decision['regions']}, and `region_names` names {len(names)}"
        yield Problem(place=document.place(("directory", "regions")), code="contradiction", message=message)


def torn(document: Document, known: Known) -> Iterator[Problem]:
    """Yield a problem for each required need of a directory decision that another statement of it excludes."""
    decision = document.data.get("directory") or {}
    required = {
        name: (known["capabilities"].get(name) or {}).get("existing_forest", "")
        for name, need in (decision.get("needs") or {}).items()
        if need == "required" or (isinstance(need, dict) and need.get("weight") == "required")
    }
    apart = next((f"`{name}` is required" for name, said in required.items() if said == "apart"), "")
    against = {
        "shared": "`isolation_required` is true" if decision.get("isolation_required") is True else apart,
        "closes": "",
    }
    if decision.get("existing_ad") is False:
        against = {"shared": "`existing_ad` is false", "closes": "`existing_ad` is false"}
    for name, said in required.items():
        if against.get(said):
            message = f"`{name}` is required of the forest that exists, and {against[said]}"
            yield Problem(place=document.key_place(("directory", "needs", name)), code="contradiction", message=message)


def misattributed(document: Document, organisation: Data) -> Iterator[Problem]:
    """Yield a problem where a layer of a provider is given to a party of the customer."""
    parties = {**(organisation.get("parties") or {}), **(document.data.get("parties") or {})}
    for name, layers in (document.data.get("responsibilities") or {}).items():
        for layer, said in layers.items():
            party = said.get("party", "") if isinstance(said, dict) else ""
            if party in parties and said.get("holder") == "provider" and not _is_provider(parties[party]):
                message = f"the layer is the provider's, and `{party}` is a party of the customer"
                place = document.place(("responsibilities", name, layer, "party"))
                yield Problem(place=place, code="contradiction", message=message)


def _is_provider(party: Data) -> bool:
    return bool(party) and party.get("within") == "provider"


def _decision(document: Document, name: str, decision: Mapping[str, Data]) -> Iterator[Problem]:
    """Yield a problem where a decision ends before it was taken, or has a word that its treatment does not have."""
    for word in ("until", "review"):
        if decision.get(word, decision["on"]) < decision["on"]:
            ends = "ends" if word == "until" else "is to be looked at again"
            message = f"the decision {ends} on {decision[word]}, before it was taken on {decision['on']}"
            yield Problem(place=document.place(("decisions", name, word)), code="backwards", message=message)
    if "duplicates" in decision and decision["treatment"] != "duplicate":
        message = f"`duplicates` belongs to the treatment `duplicate`, and this one is `{decision['treatment']}`"
        yield Problem(place=document.key_place(("decisions", name, "duplicates")), code="treatment", message=message)


def contradictions(document: Document) -> Iterator[Problem]:
    """Yield a problem for each invalid statement, former id and reserved id of a system or of the organisation."""
    yield from _statements(document)
    yield from _former(document)
    yield from _reserved(document)


def _title(document: Document) -> Iterator[Problem]:
    if "title" not in document.data.get("system", {}):
        message = "no file of this system says `system:` with a `title`"
        first = min(document.keys.values(), default=document.place(()))
        yield Problem(place=document.keys.get(("system",), first), code="untitled", message=message)


def _circles(document: Document, word: str, around: str) -> Iterator[Problem]:
    """Yield a problem for each element that is inside itself, once for each circle."""
    inside = {name: (said or {}).get(around, "") for name, said in (document.data.get(word) or {}).items()}
    order = {name: index for index, name in enumerate(inside)}
    settled: set[str] = set()
    for name in inside:
        path: dict[str, None] = {}
        here = name
        while here in inside and here not in settled and here not in path:
            path[here] = None
            here = inside[here]
        if here in path:
            circle = list(path)[list(path).index(here) :]
            first = circle.index(min(circle, key=order.__getitem__))
            names = [*circle[first:], *circle[:first]]
            message = f"`{names[0]}` is inside itself: {_arrows([*names, names[0]])}"
            yield Problem(place=document.place((word, names[0], around)), code="circle", message=message)
        settled.update(path)


def _arrows(names: Sequence[str]) -> str:
    """Return a path as text; the middle of a long one is left out."""
    if len(names) > _MOST_ARROWS:
        names = [*names[: _MOST_ARROWS - 2], "…", names[-1]]
    return " → ".join(names)


def _statements(document: Document) -> Iterator[Problem]:
    """Yield a problem for each control statement that lacks what its status requires."""
    for route, said in _found(document.data, ()):
        yield from statement_faults(document, route, said, "control")
        if said.get("instead") and said["status"] != "alternative":
            message = f"`instead` belongs to a control that is met by other means, and this one is {said['status']}"
            yield Problem(place=document.key_place((*route, "instead")), code="status", message=message)
        if route[-1] in (said.get("instead") or ()):
            message = f"`{route[-1]}` stands for itself: name the controls that do what it asks for"
            yield Problem(place=document.key_place((*route, "instead")), code="status", message=message)


def statement_faults(
    document: Document, route: Route, said: Mapping[str, Data], what: Literal["control", "measure"]
) -> Iterator[Problem]:
    """Yield a problem for each word at a route that does not go with the status of the control or the measure there."""
    status = said.get("status", "not stated")
    if said.get("due") and status != "planned":
        message = f"`due` belongs to a {what} that is planned, and this one is {status}"
        yield Problem(place=document.key_place((*route, "due")), code="status", message=message)
    if said.get("evidence") and status in {"planned", "not stated"}:
        message = f"evidence shows how a {what} stands, and this one is {'only ' * (status == 'planned')}{status}"
        yield Problem(place=document.key_place((*route, "evidence")), code="status", message=message)
    if said.get("evidence") and not said.get("on"):
        message = f"evidence is given, but not the day (`on`) on which the {what} was checked"
        yield Problem(place=document.key_place(route), code="status", message=message)


def _found(data: Data, route: Route) -> Iterator[tuple[Route, Mapping[str, Data]]]:
    """Yield each full control statement below a value."""
    if not isinstance(data, dict):
        return
    for word, said in data.items():
        if word == "statement" and isinstance(said, dict) and "status" in said:
            yield (*route, word), said
        elif word == "controls" and isinstance(said, dict):
            yield from (((*route, word, name), each) for name, each in said.items() if isinstance(each, dict))
        else:
            yield from _found(said, (*route, word))


def _reserved(document: Document) -> Iterator[Problem]:
    """Yield a problem for each id whose page could not be a file on Windows."""
    for word in _PAGED:
        for name in document.data.get(word) or {}:
            if name in RESERVED:
                message = f"`{name}` cannot be an id: Windows keeps the name for a device"
                yield Problem(place=document.key_place((word, name)), code="key", message=message)


def _former(document: Document) -> Iterator[Problem]:
    """Yield a problem for each former id that is still in use, or that two elements state."""
    for word, elements in document.data.items():
        claimed: dict[str, str] = {}
        for name, element in elements.items():
            was = element.get("was") if isinstance(element, dict) else None
            if not was:
                continue
            place = document.place((word, name, "was"))
            if was in elements:
                message = f"`{name}` says it was `{was}`, but `{was}` is still there"
                yield Problem(place=place, code="former-id", message=message)
            elif was in claimed:
                other = document.place((word, claimed[was], "was"))
                message = f"`{name}` says it was `{was}`, and so does `{claimed[was]}` at {other}"
                yield Problem(place=place, code="former-id", message=message)
            claimed.setdefault(was, name)
