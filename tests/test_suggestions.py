"""Suggestions: capitals, underscores and the words of other tools are normalised."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.suggestions import SYNONYMS, formed, meant, nearest

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


@pytest.mark.parametrize(
    ("word", "id_"),
    [
        pytest.param("kafka", "queue", id="another name"),
        pytest.param("apache-kafka", "queue", id="the maker before it"),
        pytest.param("Kafka_Clusters", "queue", id="a plural with a general noun"),
        pytest.param("kafka-3.7", "queue", id="a version"),
        pytest.param("store", "store", id="the id before another name"),
        pytest.param("blob-store", "store", id="a name without its maker"),
        pytest.param("blobstore", "store", id="written as one word"),
        pytest.param("quee", "queue", id="a letter left out"),
        pytest.param("wbe", "web", id="two letters the wrong way round"),
        pytest.param("weeb", "web", id="a letter twice"),
        pytest.param("sftp", "", id="another word of four letters"),
        pytest.param("tls-1-3", "", id="another version of a name with a version"),
        pytest.param("ftp", "", id="a letter less at the beginning"),
        pytest.param("vault", "", id="nothing of the kind"),
    ],
)
def test_word_is_resolved_by_meaning(word: str, id_: str) -> None:
    names = {"Kafka": "queue", "store": "queue", "Azure Blob Store": "store", "tls-1-2": "web"}
    assert meant(word, names, ["queue", "store", "web", "smtp"]) == id_


@given(st.text(max_size=12), st.dictionaries(st.text(max_size=8), st.sampled_from(["one", "two"]), max_size=4))
def test_meaning_is_known(word: str, names: dict[str, str]) -> None:
    assert meant(word, names, ["one", "two"]) in {"", "one", "two"}


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
