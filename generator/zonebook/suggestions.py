"""Suggestions of known words for an unknown one."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher, get_close_matches


def nearest(word: str, known: Iterable[object], *, exact: bool = False) -> str:
    """Return the one of `known` that `word` was probably meant to be, or nothing.

    Capitals, underscores and spaces are ignored; a synonym from other tools counts as the known word. With `exact`,
    nothing else that is only similar is returned.
    """
    names = {_alike(str(name)): str(name) for name in sorted(map(str, known), reverse=True)}
    asked = _alike(word)
    meant = next((each for each in (asked, *SYNONYMS.get(asked, ())) if each in names), None)
    if meant or exact:
        return names[meant] if meant else ""
    close = get_close_matches(asked, sorted(names), n=1)
    return next((names[each] for each in close), "")


def meant(word: str, names: Mapping[str, str], known: Iterable[object]) -> str:
    """Return the one of `known` that a word names, or nothing.

    Meaning comes before spelling: `names` has the other names of what is known, each with its id. A plural, a maker
    before a name, a version or a general noun after it are ignored where the word as it stands is no name. A word that
    is only similar counts where it is a slip of the keyboard: another word of the field is no neighbour.
    """
    ids = {_alike(str(each)): str(each) for each in known}
    spelt = {_alike(name): id_ for name, id_ in names.items()}
    by_name = {**_unbranded(spelt), **spelt, **ids}
    asked = _alike(word)
    found = next((by_name[form] for form in (*_forms(asked), *SYNONYMS.get(asked, ())) if form in by_name), None)
    if found is not None:
        return found
    joined = {name.replace("-", ""): id_ for name, id_ in by_name.items()}
    if asked.replace("-", "") in joined:
        return joined[asked.replace("-", "")]
    slips = sorted(name for name in by_name if _is_slip(asked, name))
    return next((by_name[each] for each in get_close_matches(asked, slips, n=1, cutoff=0)), "")


def _is_slip(asked: str, name: str) -> bool:
    """Return whether a word is a name with a slip of the keyboard in one of its parts."""
    parts, others = asked.split("-"), name.split("-")
    if len(parts) != len(others) or min(len(asked), len(name)) < _SHORTEST_SLIP:
        return False
    pairs = [pair for pair in zip(parts, others, strict=True) if pair[0] != pair[1]]
    return len(pairs) == 1 and _is_slip_of(*pairs[0])


def _is_slip_of(part: str, other: str) -> bool:
    """Return whether one part is the other with a slip: nfs is none of dns, smtp none of sftp, and ec2 none of ec3.

    A short part has the same letters in another order, or one letter more or less within it.
    """
    if _DIGITS.findall(part) != _DIGITS.findall(other) or not (part and other):
        return False
    short, long = sorted((part, other), key=len)
    if len(short) >= _RECOGNISED:
        return SequenceMatcher(None, part, other).ratio() >= _SLIP
    if sorted(part) == sorted(other):
        return part[0] == other[0]
    within = (short[0], short[-1]) == (long[0], long[-1])
    return within and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _unbranded(names: Mapping[str, str]) -> dict[str, str]:
    """Return names without the maker before them, each with its id, where that leaves a name of one id."""
    found: dict[str, set[str]] = {}
    for name, id_ in names.items():
        rest = _BRAND.sub("", name)
        if rest != name and len(rest) >= _SHORTEST:
            found.setdefault(rest, set()).add(id_)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}


def _forms(asked: str) -> Iterator[str]:
    """Yield the forms in which a word may be a name, the word itself first."""
    seen: dict[str, None] = {}
    waiting = [asked]
    while waiting:
        form = waiting.pop(0)
        if len(form) > 1 and form not in seen:
            seen[form] = None
            waiting += [
                *(form[: -len(end)] + begin for end, begin in _PLURALS if form.endswith(end)),
                *(pattern.sub("", form) for pattern in (_MAKER, _VERSION, _NOUN)),
            ]
    yield from seen


def formed(word: str, pattern: str) -> str:
    """Return the word without capitals, underscores and spaces, where that alone gives it the form of a pattern."""
    form = _alike(word)
    return form if form != word and re.fullmatch(pattern, form) else ""


_SLIP = 0.8
"""How similar two long parts of words are, from 0 to 1, where one is the other with a slip of the keyboard."""
_RECOGNISED = 5
"""How many letters a part of a name has to have so that it can be recognised with another letter in it."""
_SHORTEST_SLIP = 3
"""How many letters a name has to have so that a slip in it can be told: two are an abbreviation of their own."""
_DIGITS = re.compile("[0-9]+")
_PLURALS = (("ies", "y"), ("es", ""), ("s", ""))
_MAKER = re.compile("^(?:aws|amazon|azure|microsoft|ms|google(?:-cloud)?|gcp|apache|hashicorp)-")
_BRAND = re.compile("^(?:aws|amazon|azure|google|apache)-")
_SHORTEST = 4
"""How many letters of a name have to remain without its maker: fewer may be anything."""
_VERSION = re.compile(r"-?v?[0-9]+(?:[.-][0-9]+)*$")
_NOUN = re.compile("-(?:server|service|cluster|instance|database|db|broker|node|host)$")


def _alike(word: str) -> str:
    """Return a word in the form for comparison: without capitals, and with hyphens between its parts."""
    return re.sub(r"[\s_-]+", "-", word.strip()).casefold()


SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "accepted": ("accept",), "accountable": ("owner", "party", "by"), "actor": ("actors",),
    "address": ("url", "cidr"), "assignee": ("owner", "by"), "authentication": ("authenticated",),
    "author": ("by",), "authorization": ("authorized",), "cidrs": ("cidr", "sources"), "clear": ("none",),
    "cleartext": ("none",), "client-certificate": ("certificate",), "comment": ("because", "summary"),
    "compensated": ("alternative",), "compensating": ("alternative",), "complete": ("met",),
    "credentials": ("password",), "critical": ("very-high",), "data-assets-processed": ("processes",),
    "data-assets-stored": ("holds",), "date": ("on",), "deadline": ("due", "until"), "desc": ("summary", "about"),
    "description": ("summary", "about"), "destination": ("to",), "details": ("summary", "about"), "done": ("met",),
    "dst": ("to",), "encryption": ("encrypted",), "end": ("until",), "enduser-identity-propagation": ("end-user",),
    "expires": ("until",), "expiry": ("until",), "failed": ("not-met",), "false": ("none", "not-met"),
    "https": ("tls",), "human": ("person",), "id": ("title",), "implemented": ("met",), "in-progress": ("planned",),
    "justification": ("because",), "label": ("title",), "link": ("url",), "links": ("evidence", "sources"),
    "medium": ("moderate",), "minor": ("low",), "missing": ("not-met",), "n/a": ("not-applicable",),
    "na": ("not-applicable",), "name": ("title",), "negligible": ("very-low",), "no": ("none", "not-met"),
    "note": ("because", "summary"), "notes": ("because", "summary"), "plaintext": ("none",), "port": ("ports",),
    "processed": ("processes",), "proof": ("evidence",), "protocol": ("protocols",), "rationale": ("because",),
    "reason": ("because",), "resource": ("services",), "resources": ("services",),
    "responsible": ("owner", "party", "by"), "session-id": ("session",), "severe": ("high",),
    "software": ("system",), "source": ("from",), "src": ("from",), "ssl": ("tls",), "stored": ("holds",),
    "subnet": ("network",), "target": ("to",), "team": ("owner", "party"), "todo": ("planned",), "true": ("met",),
    "two-factor": ("mfa",), "type": ("kind",), "unencrypted": ("none",), "vpc": ("network",), "why": ("because",),
    "wip": ("planned",), "yes": ("met",),
}  # fmt: skip
"""Words of other tools, each with the words of this language that it may mean."""
