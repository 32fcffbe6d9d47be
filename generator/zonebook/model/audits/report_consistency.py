"""Checks of the reports about providers: days, the party they are about, and statements that exclude each other."""

from collections.abc import Iterator, Mapping

from zonebook.model.references import Known
from zonebook.values import Data, Document, Problem


def reports(document: Document, known: Known) -> Iterator[Problem]:
    """Yield a problem for each report that cannot be right: empty, about no provider, or at odds with itself."""
    parties: Mapping[str, Mapping[str, Data]] = document.data.get("parties") or {}
    for name, report in (document.data.get("reports") or {}).items():
        first, last, party = report["from"], report["until"], report["provider"]
        if last < first:
            message = f"the report covers nothing: it ends on {last}, before it begins on {first}"
            yield Problem(place=document.place(("reports", name, "until")), code="backwards", message=message)
        if party not in known["providers"] and (parties.get(party) or {}).get("within") != "provider":
            message = (
                f"`{party}` is no provider: it provides no kind of the catalogue, and does not say `within: provider`"
            )
            yield Problem(place=document.place(("reports", name, "provider")), code="not-a-provider", message=message)
        yield from _at_odds(document, name, report)


def _at_odds(document: Document, name: str, report: Mapping[str, Data]) -> Iterator[Problem]:
    """Yield a problem for each word of a report that another word of it excludes."""
    if report.get("attests") == "type-1" and report["until"] > report["from"]:
        message = f"a report of type 1 is about one day, and this one covers {report['from']} to {report['until']}"
        yield Problem(place=document.place(("reports", name, "attests")), code="contradiction", message=message)
    if report.get("opinion") == "qualified" and not report.get("exceptions"):
        message = "a qualified opinion has exceptions, and none is named"
        yield Problem(place=document.place(("reports", name, "opinion")), code="contradiction", message=message)
    for id_, expected in (report.get("user_controls") or {}).items():
        if "control" in expected and "statement" in expected:
            message = f"it stands where `{expected['control']}` stands, so it has no statement of its own"
            place = document.key_place(("reports", name, "user_controls", id_, "statement"))
            yield Problem(place=place, code="contradiction", message=message)
