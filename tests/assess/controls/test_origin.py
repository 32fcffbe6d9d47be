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
def test_origin_names_level_and_source(origin: Origin, text: str) -> None:
    assert str(origin) == text


def test_account_statement_does_not_cover_contents() -> None:
    own, through = Origin(level="element"), Origin(level="element", through="account a")
    assert (own.stated, through.stated, own.shown) == (True, False, False)
    assert Origin(level="setting").shown
    assert not Origin(level="setting", through="account a").shown
