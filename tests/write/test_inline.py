from zonebook.document.inline import Code, spelt


def test_words_between_backticks_are_code() -> None:
    assert spelt("State `data` and\n`owner`.") == ("State ", Code(text="data"), " and ", Code(text="owner"), ".")
    assert spelt("Nothing more.") == ("Nothing more.",)
