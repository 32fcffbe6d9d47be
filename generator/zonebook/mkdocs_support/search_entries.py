"""The entries of the search index as readers need them, made from those that the search found on the pages.

An index is loaded as a whole by whoever searches: it has one entry for a page and not two, the beginning of long
texts, and no heading that every page of a shelf has. Numbers of requirements, which stand in tables, have their own.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import log2
from typing import Any

from zonebook.document.page import Page, Table
from zonebook.present.page_paths import SHELVES
from zonebook.present.shelves import groups
from zonebook.write.markdown.page import TOP
from zonebook.write.plain_text import plain
from zonebook.write.relative_links import row_anchor

Entry = dict[str, Any]
"""An entry as the search of the theme keeps it: location, title, text, and how much more it counts (boost)."""

WHOLE, PART = 200, 80
"""The most characters of the text of a page, and of a section of a page; what follows is on the page."""
MODELS = 1.5
"""How much more an entry of a page about the models counts than one of the catalogue or of a guide."""
NUMBERS = 8
"""How much more a number of two words counts, such as AC-2: it comes before titles with a rarer word that begins so."""
OFTEN = 3
"""A heading without text that more pages have says nothing of its page."""

_SHELVES = frozenset(SHELVES.values())
_GROUPED = frozenset(groups.SHELF.values())
_TITLED = ("diagrams", "checklists")
"""The folders whose pages show what other pages tell: their titles are enough to find them."""
_NUMBERED = "requirements"
"""The name of the table of a framework's page in the catalogue."""
_TAG = re.compile(r"<[^>]*>")


def refined(entries: Iterable[Entry], pages: Mapping[str, Page]) -> list[Entry]:
    """Return the entries of a site; `pages` are the generated ones by address, and the entries of others stay."""
    found = list(entries)
    often = Counter(each["title"] for each in found if not each["text"])
    tops = {each["location"]: each for each in found if each["location"].endswith(f"#{TOP}")}
    kept: list[Entry] = []
    for each in found:
        address, _, anchor = each["location"].partition("#")
        page = pages.get(address)
        if page is None:
            kept.append(each)
        elif not anchor:
            top = tops.get(f"{address}#{TOP}", {"text": ""})
            kept.append(_entry(page, address, each["title"], f"{each['text']} {top['text']}") | _named(page))
        elif anchor != TOP and (each["text"] or often[each["title"]] <= OFTEN):
            kept.append(_entry(page, each["location"], each["title"], each["text"]) | _named(page, anchor))
    _prefer_shorter(kept)
    for address, page in pages.items():
        kept.extend(_rows(page, address))
    return kept


def _prefer_shorter(entries: Iterable[Entry]) -> None:
    """Let an element come before those of its kind whose ids begin with its own: all of them are found with it."""
    own = [each for each in entries if "boost" in each and "tags" in each]
    beginnings = {_parent(each["location"], name) for each in own for name in _beginnings(each["tags"][0])}
    for each in own:
        if _parent(each["location"], each["tags"][0]) in beginnings:
            each["boost"] *= 2


def _parent(location: str, name: str) -> tuple[str, str]:
    return location.rpartition("/")[0], name


def _beginnings(id_: str) -> Iterator[str]:
    """Yield what an id begins with, between its words."""
    for at, character in enumerate(id_):
        if character == "-":
            yield id_[:at]


def _entry(page: Page, location: str, title: str, text: str) -> Entry:
    found: Entry = {"location": location, "title": title, "text": _beginning(text, _most(page, location))}
    if page.path.startswith("systems/"):
        found["boost"] = MODELS
    return found


def _most(page: Page, location: str) -> int:
    """Return how much of a text is searched: of a part of an element's page the title says it all.

    Entries of the catalogue share pages: each is searched as if it had one of its own.
    """
    part, folders = "#" in location, page.path.split("/")[:-1]
    if folders[:1] == ["systems"] and len(folders) > 2:  # noqa: PLR2004  below a system
        return 0 if part or folders[2] in _TITLED else WHOLE
    return PART if part and not _shared(page) else WHOLE


def _shared(page: Page) -> bool:
    """Return whether entries of the catalogue share a page, each under its id."""
    top, _, rest = page.path.partition("/")
    return top == "catalogue" and rest.partition("/")[0] in _GROUPED


def _named(page: Page, anchor: str = "") -> Entry:
    """Return what names a system, an element or an entry of the catalogue: its id, by which people look for it."""
    *folders, file = page.path.split("/")
    if folders[:-1] == ["systems"] and file == "index.md" and not anchor:
        return {"tags": [folders[-1]]}
    id_ = anchor if _shared(page) else "" if anchor else file.removesuffix(".md")
    if len(folders) < 2 or id_ in {"", "index"}:  # noqa: PLR2004  below a folder of its kind
        return {}
    return {"tags": [id_]} if folders[0] == "catalogue" or folders[-1] in _SHELVES else {}


def _beginning(text: str, most: int) -> str:
    """Return so much of a text as is searched, between words and without tags, which might be cut as well."""
    words = " ".join(_TAG.sub(" ", text).split())
    return words if len(words) <= most else words[:most].rpartition(" ")[0]


def _rows(page: Page, address: str) -> Iterator[Entry]:
    """Yield an entry for each requirement of a framework; its number counts as a title, and its title as a text."""
    if not page.path.startswith("catalogue/"):
        return
    for table in page.blocks:
        if isinstance(table, Table) and table.name == _NUMBERED:
            numbers = sorted(plain(row.cells[0]) for row in table.rows)
            for row in table.rows:
                number, title = map(plain, row.cells[:2])
                place = f"{address}#{row_anchor(table.name, row.id)}"
                counts = {"boost": boost} if (boost := _boost(number, numbers)) != 1 else {}
                yield {"location": place, "title": number, "text": "" if title == "–" else title} | counts


def _boost(number: str, numbers: list[str]) -> float:
    """Return how much more a number counts: the more, the more of the others, sorted, begin with it.

    All of them are found with it, and each is rarer: AC-2(1) and AC-20 would come before AC-2. One that is a single
    word to the search, such as S3.1, is found by it as a whole, and only its own parts begin with it. Who writes the
    number of a part in full means it, and not what it is a part of.
    """
    words = "-" in number
    more = 0
    for other in numbers[bisect_left(numbers, number) :]:
        if not other.startswith(number):
            break
        more += other != number and (words or not other[len(number)].isalnum())
    part = 1.5 if "(" in number else 1
    return round((NUMBERS * part if words else 1) * (1 + log2(1 + more)), 2)
