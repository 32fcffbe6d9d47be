"""The pictures in the README, taken from a built site: `python -m tests.support.screenshots SITE OUT`.

Each is a page or a whole picture, in light colours.
"""

import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from tests.support.browser import Browser

WIDE = 1280
"""The width of a page in pixels; a picture is shown at 100 %, so that its words can be read when it is opened."""
MOST = 150 * 1024
"""The most bytes of a file: the README is read over slow lines as well."""
STILL = "<style>* { transition: none !important; animation: none !important }</style>"
"""Shows a page at once as it is in the end, with nothing fading in."""
COLOURS = 128
"""The most colours of a file: of a drawing, nobody sees the difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """What is shown: a page of the site from its top, so high, or else a picture as a whole."""

    name: str
    page: str
    high: int = 0


SHOTS = (
    Shot(name="home", page="index.html", high=860),
    *(
        Shot(name=f"placement-{short}", page=f"diagrams/{system}-placement.svg")
        for short, system in {
            "directory": "corporate-directory",
            "extension": "directory-extension",
            "landing-zone": "landing-zone",
            "migration": "three-tier-migration",
            "shop": "web-shop",
        }.items()
    ),
    Shot(name="overview", page="diagrams/corporate-directory-zones.svg"),
)


def taken(browser: Browser, site: Path, shot: Shot) -> bytes:
    """Return a screenshot as PNG; raise ValueError where it is too large."""
    browser.visit((site / shot.page).resolve().as_uri(), width=WIDE)
    browser.ask(f"document.head?.insertAdjacentHTML('beforeend', '{STILL}')")
    raw = browser.picture((WIDE, shot.high) if shot.high else browser.size())
    file = BytesIO()
    with Image.open(BytesIO(raw)) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(file, "PNG", optimize=True)
    if file.tell() > MOST:
        raise ValueError(f"{shot.name} takes {file.tell()} bytes, more than {MOST}")
    return file.getvalue()


def main(site: Path, out: Path) -> int:
    """Write every screenshot; return the exit code."""
    out.mkdir(parents=True, exist_ok=True)
    with Browser() as browser:
        for shot in SHOTS:
            raw = taken(browser, site, shot)
            (out / f"{shot.name}.png").write_bytes(raw)
            sys.stdout.write(f"{shot.name}.png: {len(raw) // 1024} KiB" + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
