"""Where the bytes of a built site are: `python -m tests.bench.sizes [folder]` prints megabytes by kind of file.

Of pages, what the theme puts around their content is told apart, and pictures and icons within their content.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.bench import options
from tests.support.sites import TOP

MEGABYTE = 1_000_000
FRAME = "HTML: around the content"
PICTURES = "HTML: pictures"
_CONTENT = re.compile(r"<article\b.*</article>", re.DOTALL)
_PICTURE = re.compile(r'<svg\b[^>]*class="zb-picture.*?</svg>|<symbol\b.*?</symbol>', re.DOTALL)


def shares(site: Path) -> Mapping[str, int]:
    """Return the bytes of a site by kind, largest first; their sum is that of its files."""
    found: Counter[str] = Counter()
    for path in site.rglob("*"):
        if path.is_file():
            found.update(dict(_page(path) if path.suffix == ".html" else [(path.suffix or path.name, _size(path))]))
    return dict(found.most_common())


def _size(path: Path) -> int:
    return path.stat().st_size


def _page(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the bytes around the content of a page, those of its pictures, and those of the rest."""
    text = path.read_text("utf-8")
    content = _CONTENT.search(text)
    inside = content[0] if content else ""
    drawn = sum(len(each.encode()) for each in _PICTURE.findall(inside))
    yield FRAME, _size(path) - len(inside.encode())
    yield PICTURES, drawn
    yield "HTML: other content", len(inside.encode()) - drawn


if __name__ == "__main__":
    asked = options.parser(__doc__)
    asked.add_argument("folder", nargs="?", type=options.folder, default=str(TOP / "build" / "site"))
    whole = shares(asked.parse_args().folder)
    for kind, size in {"all": sum(whole.values()), **whole}.items():
        print(f"{size / MEGABYTE:8.1f} MB  {kind}")  # noqa: T201
