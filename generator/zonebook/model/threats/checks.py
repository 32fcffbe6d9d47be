"""Checks of the threats that a system states by hand, beyond what its schema and its references say."""

from collections.abc import Iterator, Mapping

from zonebook.model.catalogue_checks import techniques
from zonebook.model.consistency import statement_faults
from zonebook.model.references import Known
from zonebook.model.vocabulary import DEGREES
from zonebook.values import Data, Document, Problem, Route


def unlinked(document: Document, catalogue: Known) -> Iterator[Problem]:
    """Yield a problem for each stated threat with the name of another one, and each technique that does not exist."""
    for name, threat in _stated(document):
        if name in catalogue["threats"]:
            message = (
                f"`{name}` is a threat of the catalogue: give this one another name, or decide about the other's "
                "findings under `decisions`"
            )
            yield Problem(place=document.key_place(("threats", name)), code="threat-name", message=message)
        yield from techniques(document, catalogue, ("threats", name, "attack"), threat.get("attack") or ())
        for measure in threat.get("measures") or {}:
            if measure in catalogue["controls"]:
                message = f"`{measure}` is a control of the catalogue: write it under `answers`"
                place = document.key_place(("threats", name, "measures", measure))
                yield Problem(place=place, code="answer", message=message)


def inconsistencies(document: Document) -> Iterator[Problem]:
    """Yield a problem for each answer and measure without exactly one degree, and each status that cannot be."""
    for name, threat in _stated(document):
        for word in ("answers", "measures"):
            for each, said in (threat.get(word) or {}).items():
                yield from _degree(document, ("threats", name, word, each), said)
        for each, said in (threat.get("measures") or {}).items():
            yield from statement_faults(document, ("threats", name, "measures", each), said, "measure")


def _stated(document: Document) -> Iterator[tuple[str, Mapping[str, Data]]]:
    yield from (document.data.get("threats") or {}).items()


def _degree(document: Document, route: Route, said: Mapping[str, Data]) -> Iterator[Problem]:
    """Yield a problem where an answer has no degree, or two."""
    found = [degree for degree in DEGREES if degree in said]
    if len(found) != 1:
        both = " and ".join(f"`{each}`" for each in found)
        message = (
            f"`{route[-1]}` {both} it: keep one, the stronger"
            if found
            else f"`{route[-1]}` says nothing of what it does: add `closes`, `hinders`, `limits` or `detects`, and how"
        )
        yield Problem(place=document.key_place(route), code="answer", message=message)
