"""The page of a threat says what it yields to, and why it may disappear."""

from tests.support.walking import blocks, entries

from zonebook.document.inline import Link
from zonebook.document.page import Facts
from zonebook.write.plain_text import plain


def facts(threat: str) -> dict[str, tuple[object, ...]]:
    """Return the facts of the page of a threat, by their names."""
    found = next(each for each in blocks(entries()[f"threats/{threat}"]) if isinstance(each, Facts))
    return {name: tuple(text) for name, text in found.pairs}


def test_page_leads_to_more_exact_threats() -> None:
    said = facts("cleartext-across-zones")
    titles = [each.text for each in said["Yields to"] if isinstance(each, Link)]
    assert titles[:2] == ["Passwords or keys travel in clear", "Confidential data travels in clear"]
    assert said["May disappear when a model gets worse"] == ("–",)


def test_page_says_why_it_may_disappear() -> None:
    found = next(each for each in blocks(entries()["threats/rule-no-flow-uses"]) if isinstance(each, Facts))
    said = {name: plain(text) for name, text in found.pairs}
    assert said["Yields to"] == "–"
    assert said["May disappear when a model gets worse"].startswith("It finds rules that are idle")
