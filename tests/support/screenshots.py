"""The pictures of README.md and docs/gallery.md, from a built site: `python -m tests.support.screenshots SITE OUT`.

Each is the beginning of a page, or a whole picture.
"""

import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from tests.support.browser import Browser, Scheme

WIDE = 1280
"""The width of a page in pixels; a picture is shown at 100 %, so that its words can be read when it is opened."""
MOST = 150 * 1024
"""The most bytes of a file: the README is read over slow lines as well."""
COLOURS = 128
"""The most colours of a file: of a drawing, nobody sees the difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """What is shown: a page of the site from its top, so wide and high, or a picture as a whole where `high` is 0."""

    name: str
    page: str
    wide: int = WIDE
    high: int = 0
    scheme: Scheme = "light"


SHOTS = (
    Shot(name="home", page="index.html", high=860),
    Shot(name="system", page="systems/corporate-directory/index.html", high=860),
    Shot(name="overview", page="diagrams/corporate-directory-zones.svg"),
    Shot(name="placement-directory", page="diagrams/corporate-directory-placement.svg"),
    Shot(name="placement-landing-zone", page="diagrams/landing-zone-placement.svg"),
    Shot(name="placement-shop", page="diagrams/web-shop-placement.svg"),
    Shot(name="register", page="systems/web-shop/register.html", high=860),
    Shot(name="paths", page="systems/corporate-directory/paths.html", high=860),
    Shot(name="responsibility", page="systems/web-shop/responsibility.html", high=860),
    Shot(name="directory", page="systems/directory-extension/directory.html", high=860),
    Shot(name="diagram-dark", page="systems/web-shop/diagrams/index.html", high=860, scheme="dark"),
    Shot(name="service-phone", page="systems/web-shop/services/mail-sender.html", wide=390, high=844),
)


def taken(browser: Browser, site: Path, shot: Shot) -> bytes:
    """Return a screenshot as PNG; raise ValueError where it is too large."""
    browser.visit((site / shot.page).resolve().as_uri(), width=shot.wide)
    raw = browser.picture((shot.wide, shot.high) if shot.high else browser.size())
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
    for shot in SHOTS:
        with Browser(shot.scheme) as browser:
            raw = taken(browser, site, shot)
            (out / f"{shot.name}.png").write_bytes(raw)
            sys.stdout.write(f"{shot.name}.png: {len(raw) // 1024} KiB" + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
