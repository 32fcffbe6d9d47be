import pytest

from zonebook.assess.controls.inheritance import Origin


@pytest.mark.parametrize(
    ("origin", "text"),
    [
        (Origin(level="element"), "own statement"),
        (Origin(level="setting"), "setting"),
        (Origin(level="zone", id="edge"), "zone edge"),
        (Origin(level="setting", through="account a"), "account a: setting"),
        (Origin(level="zone", id="outer", through="zone edge"), "zone edge: zone outer"),
        (Origin(level="condition"), "the control's own condition"),
        (Origin(level="none"), "nobody"),
    ],
)
def test_an_origin_says_who_and_through_what(origin: Origin, text: str) -> None:
    assert str(origin) == text


def test_what_an_account_states_is_not_stated_by_what_is_in_it() -> None:
    own, through = Origin(level="element"), Origin(level="element", through="account a")
    assert (own.stated, through.stated, own.shown) == (True, False, False)
    assert Origin(level="setting").shown
    assert not Origin(level="setting", through="account a").shown
