"""Checks of catalogue entries: references that must exist, values that must fit."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from zonebook.model import binding
from zonebook.model.binding import Marked
from zonebook.model.frameworks.consistency import misallocated
from zonebook.model.references import UNREAD, Known, broken
from zonebook.model.settings import FLOW_FACTS
from zonebook.model.vocabulary import ROLE_ABOUTS, TECHNIQUES, About
from zonebook.suggestions import meant, nearest
from zonebook.values import Data, Document, Problem, Route, cut

Names = Callable[[About, Mapping[str, Data], Route], Iterator[Marked]]
"""Yields the ids that a `when` mentions."""

Placed = Mapping[Route, str]
"""Ids by their places."""


def unlinked(document: Document, type_: type, known: Known, names: Names) -> Iterator[Problem]:
    """Yield a problem for each reference in an entry to something that does not exist."""
    data = document.data
    found = list(binding.marked(type_, data))
    if "when" in data:
        found.extend(names(data.get("about", "directory"), data["when"], ("when",)))
    yield from broken(document, found, known)
    yield from _signs(document, known)
    yield from _providers(document, known)
    yield from _requirements(document, known)
    yield from techniques(document, known, ("attack",), document.data.get("attack") or ())


def _signs(document: Document, known: Known) -> Iterator[Problem]:
    """Yield a problem for each setting that should show a control and that no kind, or no flow, has."""
    of_flow = document.data.get("about") == "flow"
    settings = FLOW_FACTS if of_flow else known["settings"]
    for index, sign in enumerate(document.data.get("shown_by") or ()):
        name = sign["setting"]
        if name not in settings and name not in known.get(UNREAD, ()):
            message = f"no {'flow states' if of_flow else 'kind has a setting'} `{name}`"
            place = document.place(("shown_by", index, "setting"))
            yield Problem(place=place, code="unknown-setting", message=message, hint=meant(name, {}, settings))


def _providers(document: Document, known: Known) -> Iterator[Problem]:
    """Yield a problem for each provider that a step of a test, or a framework, names and no kind has."""
    listed = known["providers"]
    for route, name in _named_providers(document):
        if name not in listed and name not in known.get(UNREAD, ()):
            message = f"no kind has the provider `{cut(name)}`"
            yield Problem(place=document.place(route), code="unknown-id", message=message, hint=nearest(name, listed))


def _named_providers(document: Document) -> Iterator[tuple[Route, str]]:
    for index, step in enumerate(document.data.get("verify") or ()):
        for number, name in enumerate(step.get("providers") or ()):
            yield ("verify", index, "providers", number), name
    if "requirements" in document.data and "provider" in document.data:
        yield ("provider",), document.data["provider"]


def _requirements(document: Document, known: Known) -> Iterator[Problem]:
    """Yield a problem for each requirement that its framework does not have."""
    for framework, ids in (document.data.get("crosswalk") or {}).items():
        placed: Placed = {("crosswalk", framework, at): id_ for at, id_ in enumerate(ids)}
        yield from _missing(document, known, framework, placed)


def techniques(document: Document, known: Known, route: Route, ids: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each technique of a list at a route that the framework of techniques does not have."""
    placed: Placed = {(*route, at): id_ for at, id_ in enumerate(ids)}
    yield from _missing(document, known, TECHNIQUES, placed)


def _missing(document: Document, known: Known, framework: str, placed: Placed) -> Iterator[Problem]:
    """Yield a problem for each id, by its place, that a framework on the shelf does not have."""
    listed = known["frameworks"].get(framework, {}).get("requirements")
    for route, id_ in placed.items():
        if listed is not None and id_ not in listed:
            message = f"{framework} has no requirement `{cut(id_)}`"
            yield Problem(place=document.place(route), code="unknown-id", message=message, hint=nearest(id_, listed))


def senseless(document: Document, known: Known) -> Iterator[Problem]:
    """Yield a problem for each value in a kind, a threat, a set or a framework that cannot be right."""
    for name, setting in (document.data.get("settings") or {}).items():
        yield from _values(document, name, setting)
    yield from _roles(document)
    yield from _answers(document)
    yield from misallocated(document)
    if document.data.get("members"):
        yield from _set(document, known["protocols"])


def _values(document: Document, name: str, setting: Mapping[str, Any]) -> Iterator[Problem]:
    route = ("settings", name)
    if setting["type"] == "choice" and "values" not in setting:
        message = "a choice needs its `values`"
        yield Problem(place=document.key_place(route), code="setting-type", message=message)
        return
    for below, what, value in _named(setting):
        if not _fits(setting, value):
            message = f"{what} `{cut(str(value))}` is not of the type {setting['type']}"
            yield Problem(place=document.place((*route, *below)), code="setting-type", message=message)


def _named(setting: Mapping[str, Any]) -> Iterator[tuple[Route, str, Data]]:
    """Yield the values that a setting names besides its choices: route below the setting, description, and value."""
    if setting.get("default") is not None:
        yield ("default",), "the default", setting["default"]
    if setting.get("default_of_replicas") is not None:
        yield ("default_of_replicas",), "`default_of_replicas`: the value", setting["default_of_replicas"]
    for word in ("opens_to_internet", "role_values"):
        for at, value in enumerate(setting.get(word) or ()):
            yield (word, at), f"`{word}`: the value", value
    for value in setting.get("implies") or ():
        yield ("implies", value), "`implies`: the value", value


def _fits(setting: Mapping[str, Any], value: Data) -> bool:
    """Return whether a setting can have a value."""
    right = {
        "choice": value in setting.get("values", ()),
        "boolean": isinstance(value, bool),
        "integer": isinstance(value, int) and not isinstance(value, bool),
        "text": isinstance(value, str),
    }
    return right[setting["type"]]


def _roles(document: Document) -> Iterator[Problem]:
    """Yield a problem for each role of a setting that its kind or its own type does not allow."""
    first: dict[str, str] = {}
    for name, setting in (document.data.get("settings") or {}).items():
        role = setting.get("role", "")
        if "opens_to_internet" in setting:
            yield from _of_another(document, (name, "opens_to_internet"), "service")
        yield from _overruled(document, name, setting)
        if "implies" in setting:
            yield from _of_another(document, (name, "implies"), "network")
        if role:
            yield from _of_another(document, (name, "role"), ROLE_ABOUTS[role])
        for message in (*_role_unfit(setting, first.get(role, "")), *_described(setting)):
            yield Problem(place=document.key_place(("settings", name)), code="setting-role", message=message)
        first.setdefault(role, name)


def _overruled(document: Document, name: str, setting: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a problem for each setting that would overrule one and does not exist, or where nothing is opened."""
    known = document.data["settings"]
    for other in setting.get("refused_by") or ():
        if "opens_to_internet" not in setting:
            message = "`refused_by` needs `opens_to_internet`: there is nothing to overrule"
        elif known.get(other, {}).get("type") != "boolean":
            message = f"`refused_by`: the kind has no setting `{other}` that is true or false"
        else:
            continue
        yield Problem(
            place=document.key_place(("settings", name, "refused_by", other)), code="setting-role", message=message
        )


def _of_another(document: Document, route: Route, about: About) -> Iterator[Problem]:
    """Yield a problem where a word of a setting is for kinds about something else."""
    if document.data["about"] != about:
        message = f"`{route[-1]}` says here what only a kind of {about} can be"
        yield Problem(place=document.place(("settings", *route)), code="setting-role", message=message)


def _described(setting: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence for each word from which something is concluded although the setting only describes."""
    for word in ("role", "opens_to_internet"):
        if setting.get("descriptive") and word in setting:
            yield f"a descriptive setting has no `{word}`: nothing is concluded from it"


def _role_unfit(setting: Mapping[str, Any], first: str) -> Iterator[str]:
    """Yield what is wrong with the role of a setting; `first` is the setting of the kind that has the role already."""
    if "role" not in setting:
        if "role_values" in setting:
            yield "`role_values` needs a `role`"
    elif first:
        yield f"the role `{setting['role']}` is that of the setting `{first}` already"
    elif setting["type"] != "boolean" and "role_values" not in setting:
        yield "a role needs its `role_values` where the setting is not true or false"


def _answers(document: Document) -> Iterator[Problem]:
    """Yield a problem for each group of a threat that is there twice, and each control with two degrees."""
    answers = document.data.get("answers") or {}
    groups: dict[frozenset[str], int] = {}
    for index, each in enumerate(answers.get("closes") or ()):
        group = frozenset(each["controls"])
        place = document.place(("answers", "closes", index, "controls"))
        larger = next((other for other in groups if other <= group or group <= other), None)
        if larger is not None:
            said = "is there already" if larger == group else "makes another one needless"
            message = f"the group {', '.join(sorted(group))} {said}: a part of it closes the weakness by itself"
            yield Problem(place=place, code="answer", message=message)
        groups[group] = index
    degrees = {next(iter(group)): "closes" for group in groups if len(group) == 1}
    for degree in ("hinders", "limits", "detects"):
        for name in answers.get(degree) or ():
            if name in degrees:
                message = f"`{name}` {degree} it, and {degrees[name]} it as well: keep one"
                yield Problem(place=document.key_place(("answers", degree, name)), code="answer", message=message)
            degrees.setdefault(name, degree)


def _set(document: Document, protocols: Mapping[str, Mapping[str, Data]]) -> Iterator[Problem]:
    """Yield a problem for a set that contains itself, directly or through its members."""
    own = document.name
    waiting, seen = list(document.data["members"]), set()
    while waiting:
        name = waiting.pop()
        if name == own:
            message = f"the set `{own}` holds itself"
            yield Problem(place=document.place(("members",)), code="circle", message=message)
            return
        if name not in seen:
            seen.add(name)
            waiting.extend(protocols.get(name, {}).get("members", ()))
