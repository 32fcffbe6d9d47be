"""The pictures in the README, taken from a built site: `python -m tests.support.screenshots SITE OUT`.

Each is a page or a picture in light colours, as large as a reader of the README sees it.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from tests.support.browser import Browser

WIDE = 1280
"""The width of a page, and the most of a picture, in pixels."""
MOST = 150 * 1024
"""The most bytes of a file: the README is read over slow lines as well."""
SHARPEST, STEP, BLURRED = 90, 10, 40
"""The qualities that are tried, the best first."""


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
    """Return a screenshot as WebP, in the best quality that is small enough; raise ValueError where none is."""
    browser.visit((site / shot.page).resolve().as_uri(), width=WIDE)
    wide, high = (WIDE, shot.high) if shot.high else browser.size()
    for quality in range(SHARPEST, BLURRED - 1, -STEP):
        raw = browser.picture((wide, high), scale=min(1.0, WIDE / wide), quality=quality)
        if len(raw) <= MOST:
            return raw
    raise ValueError(f"{shot.name} takes more than {MOST} bytes")


def main(site: Path, out: Path) -> int:
    """Write every screenshot; return the exit code."""
    out.mkdir(parents=True, exist_ok=True)
    with Browser() as browser:
        for shot in SHOTS:
            raw = taken(browser, site, shot)
            (out / f"{shot.name}.webp").write_bytes(raw)
            sys.stdout.write(f"{shot.name}.webp: {len(raw) // 1024} KiB" + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
