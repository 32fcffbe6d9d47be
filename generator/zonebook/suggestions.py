"""Suggestions of known words for an unknown one."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches


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


def formed(word: str, pattern: str) -> str:
    """Return the word without capitals, underscores and spaces, where that alone gives it the form of a pattern."""
    form = _alike(word)
    return form if form != word and re.fullmatch(pattern, form) else ""


def _alike(word: str) -> str:
    """Return a word in the form for comparison: without capitals, and with hyphens between its parts."""
    return re.sub(r"[\s_-]+", "-", word.strip()).casefold()


SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "accepted": ("accept",), "accountable": ("owner", "party", "by"), "actor": ("actors",),
    "address": ("url", "cidr"), "assignee": ("owner", "by"), "author": ("by",), "cidrs": ("cidr", "sources"),
    "clear": ("none",), "cleartext": ("none",), "comment": ("because", "summary"), "compensated": ("alternative",),
    "compensating": ("alternative",), "complete": ("met",),
    "critical": ("very-high",), "date": ("on",), "deadline": ("due", "until"), "desc": ("summary", "about"),
    "description": ("summary", "about"), "destination": ("to",), "details": ("summary", "about"), "done": ("met",),
    "dst": ("to",), "encryption": ("encrypted",), "end": ("until",), "expires": ("until",), "expiry": ("until",),
    "failed": ("not-met",), "false": ("none", "not-met"), "https": ("tls",), "id": ("title",),
    "implemented": ("met",), "in-progress": ("planned",), "justification": ("because",), "label": ("title",),
    "link": ("url",), "links": ("evidence", "sources"), "medium": ("moderate",), "minor": ("low",),
    "missing": ("not-met",), "n/a": ("not-applicable",), "na": ("not-applicable",), "name": ("title",),
    "negligible": ("very-low",), "no": ("none", "not-met"), "note": ("because", "summary"),
    "notes": ("because", "summary"), "plaintext": ("none",), "port": ("ports",), "proof": ("evidence",),
    "protocol": ("protocols",), "rationale": ("because",), "reason": ("because",), "resource": ("services",),
    "resources": ("services",), "responsible": ("owner", "party", "by"), "severe": ("high",), "source": ("from",),
    "src": ("from",), "ssl": ("tls",), "subnet": ("network",), "target": ("to",), "team": ("owner", "party"),
    "todo": ("planned",), "true": ("met",), "type": ("kind",), "unencrypted": ("none",), "vpc": ("network",),
    "why": ("because",), "wip": ("planned",), "yes": ("met",),
}  # fmt: skip
"""Words of other tools, each with the words of this language that it may mean."""
