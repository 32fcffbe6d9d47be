"""References: every id must exist; each that does not is reported."""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations
from typing import Any, cast

from zonebook.model import binding
from zonebook.model.binding import Marked, Mentioned, Ref
from zonebook.model.catalogue import SHELVES
from zonebook.read.type_advice import mistyped, shown
from zonebook.suggestions import meant, nearest
from zonebook.values import Data, Document, Place, Problem, cut

Known = Mapping[str, Mapping[str, Any]]
"""The ids on each shelf, with what they refer to."""

BESIDE = ("traits", "settings", "names", "regions", "providers", "accounts-of", "shown-by")
"""What is known beside the ids of entries: to find it, all are looked at.

`accounts-of` has the kind of the accounts of each provider, and `shown-by` the controls that each setting shows.
"""
UNREAD = "unread"
"""Among what is known: the words of texts that cannot be taken as they are, which may define any of them as an id."""
_WORDS = ("parties", "actors", "data", "accounts", "zones", "networks", "services", "flows", "identities", "trusts")
_MOST_COMPARED = 200_000
"""How many names are compared for the hints of one document: the search is slow, and so many are no typing errors."""
_MOST_SETTINGS = 100
"""How many settings an element may state and still get a hint for those that its kind does not have."""
_SINGULAR = {
    "parties": "party", "actors": "actor", "data": "data asset", "accounts": "account", "zones": "zone",
    "networks": "network", "services": "service", "flows": "flow", "identities": "identity", "trusts": "trust",
    "kinds": "kind", "threats": "threat", "controls": "control", "directories": "directory option",
    "capabilities": "capability", "advice": "advice", "frameworks": "framework", "protocols": "protocol",
    "traits": "trait",
    "settings": "setting", "systems": "system", "classifications": "classification", "glossary": "term",
    "regions": "Region",
}  # fmt: skip
_KINDED = {
    "services": "service",
    "accounts": "account",
    "networks": "network",
    "identities": "identity",
    "trusts": "trust",
}


def known_to_catalogue(entries: Mapping[str, Mapping[str, Data]]) -> dict[str, Mapping[str, Data]]:
    """Return the ids of every shelf, with what its entries are known by beside them: the words of `BESIDE`."""
    kinds = entries.get("kinds", {})
    accounts = [(kind, id_) for id_, kind in kinds.items() if kind.get("about") == "account" and "provider" in kind]
    traits = {trait: True for kind in kinds.values() for trait in kind.get("traits", ())}
    settings = {name: said for kind in kinds.values() for name, said in kind.get("settings", {}).items()}
    names = {shelf: _names(entries.get(shelf, {})) for shelf in SHELVES}
    regions = {code: True for kind in kinds.values() for code in kind.get("codes", ())}
    shelves = {shelf: entries.get(shelf, {}) for shelf in SHELVES}
    shown: dict[str, list[str]] = {}
    for id_, control in entries.get("controls", {}).items():
        for sign in control.get("shown_by", ()):
            shown.setdefault(sign["setting"], []).append(id_)
    others = {
        "shown-by": shown,
        "settings": settings,
        "names": names,
        "regions": regions,
        "providers": {kind["provider"]: {} for kind in kinds.values() if kind.get("provider")},
        "accounts-of": {kind["provider"]: id_ for kind, id_ in reversed(accounts)},
    }
    return {**shelves, **others, "traits": {**traits, **shelves["traits"]}}


def _names(entries: Mapping[str, Data]) -> dict[str, str]:
    """Return the other names and the titles of entries, each with the id of its entry."""
    titles = {entry["title"]: id_ for id_, entry in entries.items() if "title" in entry}
    return {**titles, **{other: id_ for id_, entry in entries.items() for other in entry.get("also_known_as", ())}}


def known_to_system(
    catalogue: Known, organisation: Data, system: Data, systems: Iterable[str] = ()
) -> dict[str, Mapping[str, Data]]:
    """Return the ids that a system may name: the catalogue's, the organisation's, the other systems and its own."""
    own = {word: system.get(word) or {} for word in _WORDS}
    threats: Mapping[str, Data] = catalogue.get("threats", {})
    if system.get("threats"):
        threats = ChainMap(system["threats"], cast("dict[str, Data]", threats))  # none of the catalogue's is read
    return {
        **catalogue,
        **own,
        "threats": threats,
        "parties": {**catalogue["providers"], **(organisation.get("parties") or {}), **own["parties"]},
        "accounts": {**(organisation.get("accounts") or {}), **own["accounts"]},
        "classifications": (organisation.get("organisation") or {}).get("classifications") or {},
        "systems": dict.fromkeys(systems),
    }


def unbroken(texts: Mentioned, known: Known) -> bool:
    """Return whether each of the texts refers to something that exists, and to one alone: a quick look."""
    for mark, named in texts.items():
        if not isinstance(mark, Ref):
            continue
        shelves = [known.get(shelf, ()) for shelf in mark.shelves]
        for text in named:
            found = sum(text in shelf for shelf in shelves) if mark.shared else any(text in each for each in shelves)
            if found != 1:
                return False
    return True


def broken(document: Document, names: Iterable[Marked], known: Known) -> Iterator[Problem]:
    """Yield a problem for each reference to something that does not exist, or that may be one of several elements."""
    compared = 0
    for name in names:
        mark = name.mark
        if not isinstance(mark, Ref) or name.text in known.get(UNREAD, ()):
            continue
        if found := [shelf for shelf in mark.shelves if name.text in known.get(shelf, ())]:
            if mark.shared and len(found) > 1:
                message = f"`{name.text}` is {_each_of(found)}: rename one of them, so that this can mean the other"
                yield Problem(place=_place(document, name), code="ambiguous-id", message=message)
            continue
        compared += sum(len(known.get(shelf, ())) for shelf in mark.shelves)
        near = mark.shelves if compared <= _MOST_COMPARED else ()
        what = "element" if mark.shared else " or ".join(_SINGULAR[shelf] for shelf in mark.shelves)
        about = _about(name)
        hint = _meant(name.text, near, known, about)
        tip = "" if hint else _instead(name.text, near, known, about)
        message = f"there is no {what} `{cut(name.text)}`{tip}"
        yield Problem(place=_place(document, name), code="unknown-id", message=message, hint=hint)


def _place(document: Document, name: Marked) -> Place:
    return document.key_place(name.route) if name.key else document.place(name.route)


def _about(name: Marked) -> str:
    """Return what the kinds that may stand at a place are about; nothing where any may."""
    return _KINDED.get(str(name.route[0]), "") if name.route[-1:] == ("kind",) else ""


def _meant(text: str, shelves: tuple[str, ...], known: Known, about: str) -> str:
    """Return the id that was probably meant: what is known by the name too, or the same with a slip."""
    names: dict[str, str] = {}
    ids: list[str] = []
    own: list[str] = []
    for shelf in shelves:
        if shelf not in SHELVES:
            own.extend(known.get(shelf, ()))
            continue
        there = {id_ for id_, entry in known.get(shelf, {}).items() if not about or entry.get("about") == about}
        ids.extend(there)
        names.update({name: id_ for name, id_ in known.get("names", {}).get(shelf, {}).items() if id_ in there})
    return meant(text, names, ids) or nearest(text, own)


def _instead(text: str, shelves: tuple[str, ...], known: Known, about: str) -> str:
    """Return what to write where no id is meant: elsewhere, a plain entry that always fits, or where all are listed."""
    listed = [shelf for shelf in shelves if shelf in SHELVES]
    if not listed:
        return ""
    if about and (other := _meant(text, shelves, known, "")):
        word = next(word for word, each in _KINDED.items() if each == known["kinds"][other].get("about", about))
        return f"; `{other}` is one of a {_SINGULAR[word]}: describe it under `{word}`"
    plain = [
        f"`{id_}`"
        for shelf in listed
        for id_, entry in known.get(shelf, {}).items()
        if isinstance(entry, Mapping) and entry.get("fallback") and entry.get("about", about) == about
    ]
    where = " and ".join(f"`zonebook list {shelf}`" for shelf in listed)
    fitting = f"; where none fits, write {', '.join(plain[:-1])} or {plain[-1]}" if len(plain) > 1 else ""
    return f"{fitting}; {where} shows all"


def clashes(document: Document, type_: type, organisation: Document | None = None) -> Iterator[Problem]:
    """Yield a problem for each id under two words, here or in the organisation, where one reference may mean either."""
    for first, second in _alternatives(type_):
        here = _named(document, organisation, first)
        there = _named(document, organisation, second)
        for name in here:
            if name in there:
                places = sorted((here[name].key_place((first, name)), there[name].key_place((second, name))))
                message = f"`{name}` is {_each_of((first, second))}; the other one stands at {places[0]}"
                yield Problem(place=places[1], code="ambiguous-id", message=message)


def _each_of(shelves: Iterable[str]) -> str:
    """Return the nouns of several sorts of elements, each with its article."""
    return " and ".join(
        f"{'an' if _SINGULAR[shelf][0] in 'aeiou' else 'a'} {_SINGULAR[shelf]}" for shelf in dict.fromkeys(shelves)
    )


def _named(document: Document, organisation: Document | None, word: str) -> dict[str, Document]:
    """Return the ids under a word, each with the document that states it."""
    said = [each for each in (organisation, document) if each is not None]
    return {name: each for each in said for name in each.data.get(word) or {}}


@cache
def _alternatives(type_: type) -> tuple[tuple[str, str], ...]:
    """Return each pair of words of which a reference may mean either."""
    marks = (mark for mark in binding.marks(type_) if isinstance(mark, Ref))
    together = {mark.shelves for mark in marks if len(mark.shelves) > 1 and not mark.shared}
    pairs = (tuple(sorted(pair)) for shelves in sorted(together) for pair in combinations(shelves, 2))
    return tuple(dict.fromkeys((first, second) for first, second in pairs))


def settings(document: Document, known: Known) -> Iterator[Problem]:
    """Yield a problem for each kind that is not for such an element, and each setting that the kind does not have."""
    for word, about in _KINDED.items():
        for name, element in (document.data.get(word) or {}).items():
            kind = _kind(word, element or {}, known)
            if word == "services" and "kind" not in (element or {}):
                yield from _without_kind(document, name, element or {})
            if not kind or "about" not in kind:
                continue
            if kind["about"] != about:
                yield _wrong_kind(document, word, name, kind["about"])
                continue
            for setting, value in (element.get("settings") or {}).items():
                yield from _setting(document, (word, name, "settings", setting), value, (kind, known))


def _without_kind(document: Document, name: str, element: Mapping[str, Data]) -> Iterator[Problem]:
    """Yield a problem for the settings of a service that states no kind: only a kind says what they mean."""
    if element.get("settings"):
        message = f"`{cut(name)}` states settings and no `kind`, which says what settings there are"
        yield Problem(place=document.key_place(("services", name, "settings")), code="unknown-setting", message=message)


def _kind(word: str, element: Mapping[str, Data], known: Known) -> Mapping[str, Data] | None:
    """Return the kind of an element; an account without one has the account kind of its provider."""
    if "kind" in element or word != "accounts":
        found: Mapping[str, Data] | None = known["kinds"].get(element.get("kind", ""))
        return found
    account: Mapping[str, Data] | None = known["kinds"].get(known["accounts-of"].get(element.get("provider", ""), ""))
    return account


def _wrong_kind(document: Document, word: str, name: str, about: str) -> Problem:
    route = (word, name, "kind")
    right = next(each for each, other in _KINDED.items() if other == about)
    message = f"`{document.data[word][name]['kind']}` is a kind of {about}, not of {_SINGULAR[word]}"
    message += f": describe it under `{right}`"
    return Problem(place=document.place(route), code="wrong-kind", message=message)


def _setting(
    document: Document, route: tuple[str, ...], value: Data, of: tuple[Mapping[str, Data], Known]
) -> Iterator[Problem]:
    kind, known = of
    types = kind.get("settings") or {}
    name = route[-1]
    if name not in types:
        message = f"{kind['title']} has no setting `{cut(name)}`"
        few = len(document.data[route[0]][route[1]][route[2]]) <= _MOST_SETTINGS
        hint = meant(name, _names(types), types) if few else ""
        yield Problem(place=document.key_place(route), code="unknown-setting", message=message, hint=hint)
        return
    wanted = types[name]["type"]
    if wanted == "choice" and value not in types[name].get("values", ()):
        values = [str(each) for each in types[name].get("values", ())]
        typed = document.as_typed(route)
        other = _other_kind(typed, kind, known)
        message = f"{shown(typed, value)} is not one of {', '.join(values)}"
        message += f": it is a kind of its own, `{other}`" if other else ""
        message += f'; write it in quotes: `"{typed}"`' if typed in values and not isinstance(value, str) else ""
        hint = "" if other or typed in values else nearest(typed, values)
        yield Problem(place=document.place(route), code="value", message=message, hint=hint)
    elif wanted != "choice" and not _TYPES[wanted](value):
        schema_type = "string" if wanted == "text" else wanted
        message, hint = mistyped(document.as_typed(route), value, [schema_type], {})
        yield Problem(place=document.place(route), code="type", message=message, hint=hint)


def _other_kind(text: str, kind: Mapping[str, Data], known: Known) -> str:
    """Return the id of another kind of such elements that is known by a name, or nothing."""
    names = known.get("names", {}).get("kinds", {})
    other = str(names.get(nearest(text, names, exact=True), ""))
    found = known["kinds"].get(other, kind)
    return other if found is not kind and found["about"] == kind["about"] else ""


_TYPES = {
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "text": lambda value: isinstance(value, str),
}
