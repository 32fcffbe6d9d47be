"""The colours of pictures by what they mean, on a light and on a dark ground."""

from collections.abc import Mapping
from types import MappingProxyType

from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """A colour on white, which stands in the picture itself, and on the ground of the dark scheme."""

    light: str
    dark: str


def _colour(light: str, dark: str) -> Colour:
    return Colour(light=light, dark=dark)


PALETTE: Mapping[str, Colour] = MappingProxyType({
    "paper": _colour("#FFFFFF", "#1E2129"),
    "box": _colour("#FFFFFF", "#2A2F3A"),
    "tile": _colour("none", "#E9ECF1"),
    "ink": _colour("#1F2933", "#E6E9F0"),
    "faint": _colour("#48525E", "#AEB6C2"),
    "line": _colour("#4A5A6A", "#A9B7C6"),
    "alarm": _colour("#B42318", "#FF9084"),
    "badge": _colour("#232F3E", "#D8DEE8"),
    "badge-ink": _colour("#FFFFFF", "#1E2129"),
    "column": _colour("#F2F4F7", "#242833"),
    "border": _colour("#565F6B", "#A3AFBD"),
    "zone": _colour("#52637A", "#A9BAD0"),
    "zone-1": _colour("#F6F8FB", "#232834"),
    "zone-2": _colour("#ECF1F7", "#28303D"),
    "zone-3": _colour("#E2E9F2", "#2E3746"),
    "zone-4": _colour("#D8E1ED", "#343F50"),
    "cloud": _colour("#232F3E", "#C9D3DF"),
    "account": _colour("#C2185B", "#FF86B4"),
    "region": _colour("#00796B", "#3CC9BB"),
    "vpc": _colour("#6D3FD1", "#BFA6FF"),
    "availability-zone": _colour("#1769AA", "#7CBDF2"),
    "availability-zone-fill": _colour("#F7FAFD", "#20262F"),
    "subnet": _colour("#4F6B0C", "#A9CF5A"),
    "subnet-fill": _colour("#F2F7E8", "#252C20"),
    "public-subnet": _colour("#4F6B0C", "#A9CF5A"),
    "public-subnet-fill": _colour("#F1F6E6", "#252C20"),
    "private-subnet": _colour("#00666A", "#6FD3D8"),
    "private-subnet-fill": _colour("#E6F5F7", "#1B2C30"),
    "on-premises": _colour("#57534E", "#C9C3BC"),
    "on-premises-fill": _colour("#F5F5F4", "#292827"),
    "outside": _colour("#34414F", "#B6C2D0"),
    "outside-fill": _colour("#F7F8F9", "#242730"),
    "provider": _colour("#0B3D47", "#B9E9F1"),
    "provider-fill": _colour("#D8F0F4", "#14424B"),
    "customer": _colour("#143C66", "#C4DDFA"),
    "customer-fill": _colour("#D9E8F8", "#1F3E5F"),
    "shared": _colour("#2E2A73", "#D7D4FF"),
    "shared-fill": _colour("#E5E3FB", "#393668"),
    "nobody": _colour("#4A5260", "#D8DDE6"),
    "nobody-fill": _colour("#F2F3F5", "#383E4A"),
    "added": _colour("#1B6E3C", "#7FD3A0"),
    "removed": _colour("#9A4709", "#F0A868"),
    "changed": _colour("#1769AA", "#7CBDF2"),
    "choice": _colour("#1B6E3C", "#7FD3A0"),
    "choice-fill": _colour("#F0F8F3", "#1F2B25"),
    "band": _colour("#34414F", "#B6C2D0"),
    "host": _colour("#9A4709", "#F0A868"),
    "host-fill": _colour("#FFFAF5", "#2B2620"),
})  # fmt: skip
"""The colour of each role; that of words or a border is named after what it says, `-fill` is the ground inside it."""


def paint(*, fill: str = "", stroke: str = "") -> dict[str, str]:
    """Return the attributes of a shape in the colours of two roles: the light ones, and classes to change them by.

    A file that leaves the site is drawn by its attributes; on a page the style sheet gives each class the colour of
    the reader's scheme.
    """
    roles = [(name, role) for name, role in (("fill", fill), ("stroke", stroke)) if role]
    if not roles:
        return {}
    classes = " ".join(f"{name[0]}-{role}" for name, role in roles)
    return {"class": classes} | {name: PALETTE[role].light for name, role in roles}
