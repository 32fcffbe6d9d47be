"""A picture as a file: whole, and without what only the page of it asks for."""

from zonebook.document.page import Icon, Picture
from zonebook.write.svg import alone

DRAWN = '<svg><title>T</title><desc>D</desc>\n<g data-id="a"{}><use href="#i"/></g></svg>'
FACTS = ' data-facts="[[&quot;Kind&quot;,&quot;a &gt; b&quot;]]"'


def test_file_has_no_facts_of_the_page() -> None:
    assert alone(Picture(svg=DRAWN.format(FACTS))) == DRAWN.format("")


def test_file_has_its_icons() -> None:
    found = alone(Picture(svg=DRAWN.format(FACTS), icons=(Icon(id="i", data="data:image/png;base64,AA=="),)))
    assert found.startswith('<svg><title>T</title><desc>D</desc>\n<defs>\n<symbol id="i"')
    assert found.endswith(DRAWN.format("").partition("</desc>")[2])
