from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from tests.support.picture_colours import style_sheet

import zonebook
from zonebook.document.graph import Cluster, Edge, Graph, Node
from zonebook.document.page import Layer, Stack
from zonebook.document.palette import PALETTE, paint
from zonebook.drawing.layout import drawer
from zonebook.write.icon_symbols import symbols
from zonebook.write.markdown.stack_svg import stack

DRAWER = drawer({"PATH": ""})
SHEET = Path(zonebook.__file__).with_name("assets") / "diagram" / "palette.css"
KINDS = ("zone", "account", "region", "vpc", "availability-zone", "subnet", "on-premises", "cluster")
GROUNDS = ("paper", "box", "column", *(f"zone-{depth}" for depth in range(1, 5)))
"""What words of any role may stand on."""
INKS = tuple(role for role in PALETTE if not role.endswith("-fill") and role not in {*GROUNDS, "tile", "badge-ink"})
PAIRS = (
    *((ink, ground) for ink in ("ink", "faint", "alarm", "zone", "border") for ground in GROUNDS),
    *((ink, "paper") for ink in INKS),
    *((role, f"{role}-fill") for role in INKS if f"{role}-fill" in PALETTE),
    *(("ink", role) for role in PALETTE if role.endswith("-fill")),
    ("badge-ink", "badge"),
)


def light(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_style_sheet_follows_the_palette() -> None:
    assert SHEET.read_text(encoding="utf-8") == style_sheet()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_on_their_ground(scheme: str) -> None:
    found = {
        pair: round(contrast(*(getattr(PALETTE[role], scheme) for role in pair)), 2) for pair in dict.fromkeys(PAIRS)
    }
    assert {pair: much for pair, much in found.items() if much < 4.5} == {}


def test_icon_tile_is_seen_in_the_dark() -> None:
    assert PALETTE["tile"].light == "none"
    assert contrast(PALETTE["tile"].dark, "#232F3E") >= 4.5
    assert 'class="f-tile"' in symbols(DRAWER.draw(nested(), str).icons)


def nested() -> Graph:
    """A border of each kind around a box with an icon and one without, and zones inside each other."""
    inner: tuple[Cluster, ...] = ()
    for depth in range(5):
        inner = (Cluster(id=f"zone-{depth}", label=f"Depth {depth}", kind="zone", clusters=inner),)
    clusters = [
        Cluster(
            id=kind,
            label=kind,
            kind=kind,
            nodes=(Node(id=f"{kind}-1", label="One", icon="aws.compute.EC2"), Node(id=f"{kind}-2", label="Two")),
        )
        for kind in KINDS
    ]
    edges = (
        Edge(id="a", source="vpc-1", target="subnet-2", label="ldap", marks=("cleartext", "crossing")),
        Edge(id="b", source="zone-1", target="account-2", label="https"),
        Edge(id="c", source="zone-0", target="account-2", label="https"),
    )
    return Graph(name="every", title="Every", description="Every kind.", clusters=(*clusters, *inner[:1]), edges=edges)


@pytest.mark.skipif(not DRAWER.engines, reason="graphviz-pure is not installed")
def test_every_colour_of_a_picture_has_a_role() -> None:
    layers = tuple(Layer(title=tone, holder=tone, tone=tone) for tone in ("provider", "customer", "shared", "none"))
    shown = stack(Stack(name="s", title="S", description="D", layers=layers))
    for svg in (DRAWER.draw(nested(), str).svg, shown):
        for element in fromstring(svg).iter():  # noqa: S314  our own SVG
            for name, colour in element.items():
                if name in {"fill", "stroke"} and colour not in {"none", "transparent"}:
                    words = element.get("class", "").split()
                    roles = [word[2:] for word in words if word.startswith(f"{name[0]}-")]
                    assert [PALETTE[role].light for role in roles] == [colour], element.attrib


def test_paint_keeps_attributes_for_files() -> None:
    assert paint(fill="vpc", stroke="line") == {
        "class": "f-vpc s-line",
        "fill": PALETTE["vpc"].light,
        "stroke": PALETTE["line"].light,
    }
    assert paint() == {}
