"""Acronyms and their expansions, for the tooltips that Markdown makes of them."""

from collections.abc import Iterable

from zonebook.model.catalogue import Term


def abbreviations(terms: Iterable[Term]) -> dict[str, str]:
    """Return the expansion of each term, by the term; only for acronyms with one spelling."""
    found = ((term.title, " ".join(term.long.split())) for term in terms if term.long and term.case == "exact")
    return dict(sorted((title, long) for title, long in found if title.replace("-", "").isalnum()))
