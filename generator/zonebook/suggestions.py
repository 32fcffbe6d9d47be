"""Suggestions of known words for an unknown one."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence


def nearest(word: str, known: Iterable[object], *, exact: bool = False) -> str:
    """Return the one of `known` that `word` was probably meant to be, or nothing.

    Capitals, underscores and spaces are ignored; a synonym from other tools counts as the known word, and so does the
    word without its version. A word is never taken for its contrary. With `exact`, nothing that is only similar is
    returned.
    """
    names = {_alike(str(name)): str(name) for name in sorted(map(str, known), reverse=True)}
    asked = _alike(word)
    forms = (asked, *SYNONYMS.get(asked, ()), *(() if exact else (_VERSION.sub("", asked),)))
    meant = next((each for each in forms if each in names), None)
    if meant or exact:
        return names[meant] if meant else ""
    close = _close(asked, sorted(names))
    return next((names[each] for each in close if _is_near(asked, each) and not _is_contrary(asked, each)), "")


def _is_near(asked: str, name: str) -> bool:
    """Return whether two words that have something in common are one with slips: a short one keeps its first letter."""
    short = max(len(asked), len(name)) < _RECOGNISED and asked[0] == name[0]
    return short or _ratio(asked, name) >= _NEAR


def _is_contrary(asked: str, name: str) -> bool:
    """Return whether one of two words is nearer to the other without what negates it: unmet is none of met."""
    return _is_negated(asked, name) or _is_negated(name, asked)


def _is_negated(word: str, other: str) -> bool:
    found = _NEGATION.match(word)
    rest = word[found.end() :] if found else ""
    return bool(rest) and _ratio(rest, other) > _ratio(word, other)


def _ratio(one: str, other: str) -> float:
    from difflib import SequenceMatcher  # noqa: PLC0415  only where a word is not known

    return SequenceMatcher(None, one, other).ratio()


def _close(word: str, names: Sequence[str], n: int = 3, cutoff: float = 0.6) -> list[str]:
    """Return at most `n` of the names that are the most like a word, the nearest first."""
    from difflib import get_close_matches  # noqa: PLC0415  only where a word is not known

    return get_close_matches(word, names, n, cutoff)


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
    return next((by_name[each] for each in _close(asked, slips, n=1, cutoff=0)), "")


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
        return part[0] == other[0] and _ratio(part, other) >= _SLIP
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


_NEAR = 0.7
"""How similar a word and a known one are, from 0 to 1, where the one may be meant by the other: users, not services."""
_NEGATION = re.compile("not?-|non-?|un|in|im|ir|dis|mis")
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
    "absent": ("not-met",), "accepted": ("accept",), "accountable": ("owner", "party", "by"), "acl": ("network-acl",),
    "actor": ("actors",), "address": ("url", "cidr"), "applications": ("services",), "asg": ("security-group",),
    "assets": ("services",), "assignee": ("owner", "by"), "authentication": ("authenticated",), "author": ("by",),
    "authorization": ("authorized",), "boundaries": ("zones",), "catastrophic": ("very-high", "high"),
    "cidrs": ("cidr", "sources"), "clear": ("none",), "cleartext": ("none",), "client-certificate": ("certificate",),
    "comment": ("because", "summary"), "communication-links": ("flows",), "compensated": ("alternative",),
    "compensating": ("alternative",), "complete": ("met",), "compliant": ("met", "effective"),
    "components": ("services",), "connections": ("flows",), "credentials": ("password",),
    "critical": ("very-high", "high"), "data-assets": ("data",), "data-assets-processed": ("processes",),
    "data-assets-stored": ("holds",), "data-flows": ("flows",), "data-stores": ("services",), "dataflows": ("flows",),
    "datastores": ("services",), "date": ("on",), "deadline": ("due", "until"), "desc": ("summary", "about"),
    "description": ("summary", "about"), "destination": ("to",), "details": ("summary", "about"),
    "disabled": ("not-met",), "done": ("met",), "dst": ("to",), "e2e": ("client-side",), "elements": ("services",),
    "eliminate": ("avoid",), "enabled": ("met",), "encryption": ("encrypted",), "end": ("until",),
    "end-to-end": ("client-side",), "enduser-identity-propagation": ("end-user",), "entities": ("actors",),
    "expires": ("until",), "expiry": ("until",), "external-entities": ("actors",), "fail": ("not-met", "not-effective"),
    "failed": ("not-met", "not-effective"), "false": ("none", "not-met"), "fix": ("mitigate",),
    "fp": ("false-positive",), "fw": ("firewall",), "groups": ("identities",), "hosts": ("services",),
    "https": ("tls",), "human": ("person",), "id": ("title",), "ignore": ("accept",), "implemented": ("met",),
    "important": ("high",), "in-progress": ("planned",), "info": ("very-low", "low"),
    "informational": ("very-low", "low"), "insure": ("transfer",), "interactors": ("actors",), "iptables": ("host",),
    "justification": ("because",), "label": ("title",), "link": ("url",), "links": ("evidence", "sources"),
    "major": ("high",), "medium": ("moderate",), "minor": ("low",), "missing": ("not-met",),
    "mission-critical": ("very-high", "high"), "mitigations": ("controls",), "modify": ("mitigate",),
    "n/a": ("not-applicable",), "na": ("not-applicable",), "nacl": ("network-acl",), "name": ("title",),
    "negligible": ("very-low", "low"), "no": ("none", "not-met"), "nodes": ("services",),
    "non-compliant": ("not-met", "not-effective"), "normal": ("moderate",), "not-implemented": ("not-met",),
    "note": ("because", "summary"), "notes": ("because", "summary"), "nsg": ("security-group",), "off": ("not-met",),
    "ok": ("met", "effective"), "on": ("met",), "open": ("not-met",), "partially-implemented": ("partial",),
    "partially-met": ("partial",), "pass": ("met", "effective"), "passed": ("met", "effective"), "people": ("actors",),
    "personas": ("actors",), "plain": ("none",), "plaintext": ("none",), "port": ("ports",),
    "processed": ("processes",), "processes": ("services",), "project": ("account",), "proof": ("evidence",),
    "protocol": ("protocols",), "rationale": ("because",), "reason": ("because",), "reduce": ("mitigate",),
    "remediate": ("mitigate",), "resource": ("services",), "resources": ("services",),
    "responsible": ("owner", "party", "by"), "retain": ("accept",), "risk-accepted": ("accept",),
    "risks": ("decisions",), "roles": ("identities",), "scheduled": ("planned",), "servers": ("services",),
    "session-id": ("session",), "severe": ("high",), "sg": ("security-group",), "share": ("transfer",),
    "software": ("system",), "source": ("from",), "src": ("from",), "ssl": ("tls",), "stored": ("holds",),
    "stores": ("services",), "subnet": ("network",), "subnets": ("networks",), "subscription": ("account",),
    "target": ("to",), "team": ("owner", "party"), "teams": ("parties",), "technical-assets": ("services",),
    "terminate": ("avoid",), "todo": ("planned",), "tolerate": ("accept",), "treat": ("mitigate",), "true": ("met",),
    "trust-boundaries": ("zones",), "trust-zones": ("zones",), "two-factor": ("mfa",), "type": ("kind",),
    "unencrypted": ("none",), "unmet": ("not-met",), "users": ("actors",), "very-high": ("high",), "vlan": ("subnet",),
    "vnet": ("vpc",), "vpc": ("network",), "vpcs": ("networks",), "why": ("because",), "wip": ("planned",),
    "won't-fix": ("accept",), "wontfix": ("accept",), "yes": ("met",),
}  # fmt: skip
"""Words of other tools, each with the words of this language that it may mean."""
