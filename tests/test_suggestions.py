"""Suggestions: capitals, underscores and the words of other tools are normalised."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.suggestions import SYNONYMS, formed, nearest

IDS = st.from_regex(r"[a-z][a-z0-9]{1,8}(-[a-z0-9]{2,8}){0,2}", fullmatch=True)


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        pytest.param("Https", ["http", "https", "tls"], "https", id="capitals"),
        pytest.param("portal_team", ["portal-team", "team"], "portal-team", id="underscore"),
        pytest.param("enforced-by", ["enforced_by", "zone"], "enforced_by", id="hyphen"),
        pytest.param("Portal Team", ["portal-team"], "portal-team", id="space"),
        pytest.param("servr", ["server", "serverless"], "server", id="slip"),
        pytest.param("description", ["title", "summary"], "summary", id="synonym"),
        pytest.param("description", ["title", "about"], "about", id="synonym of another place"),
        pytest.param("name", ["zone", "title", "names"], "title", id="synonym before a slip"),
        pytest.param("responsible", ["owner", "kind"], "owner", id="responsible"),
        pytest.param("name", ["name", "title"], "name", id="the word itself before its synonym"),
        pytest.param("quite-another", ["server"], "", id="nothing near"),
        pytest.param("", ["server"], "", id="no word"),
    ],
)
def test_word_is_resolved_to_its_meaning(word: str, known: list[str], meant: str) -> None:
    assert nearest(word, known) == meant


def test_exact_suggestion_is_no_similar_word() -> None:
    assert [nearest(word, ["Amazon RDS", "EC2"], exact=True) for word in ("ec2", "amazon-rds", "EC", "server")] == [
        "EC2",
        "Amazon RDS",
        "",
        "",
    ]


@given(IDS, st.lists(IDS, max_size=5))
def test_another_case_finds_the_id(word: str, others: list[str]) -> None:
    assert nearest(word.upper().replace("-", "_"), [*others, word]) == word


@given(st.text(max_size=12), st.lists(IDS, max_size=5))
def test_suggestion_is_known(word: str, known: list[str]) -> None:
    assert nearest(word, known) in {"", *known}


def test_form_is_suggested_where_it_fits() -> None:
    pattern = "^[a-z][a-z0-9-]{0,62}$"
    assert [formed(word, pattern) for word in ("Portal_Team", "portal-team", "5x", "ä b")] == [
        "portal-team",
        "",
        "",
        "",
    ]


def test_synonyms_do_not_suggest_themselves() -> None:
    assert {word for words in SYNONYMS.values() for word in words} & {"name", "description", "type"} == set()
    assert list(SYNONYMS) == sorted(SYNONYMS)
