"""The accessibility checker axe-core on an open page."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from tests.support.browser import Browser

LEVELS = ("serious", "critical")
"""The impacts that no page may have."""
_RUN = """
axe.run(document, {preload: false, resultTypes: ["violations"]}).then(({violations}) => violations
  .filter(({impact}) => LEVELS.includes(impact))
  .flatMap(({id, nodes}) => nodes.map(({target, any, all, none}) =>
    [id, target.flat().join(" "), [...any, ...all, ...none][0]?.message ?? ""])))
"""


@cache
def script() -> str:
    """Return axe-core, which the package carries beside its Python."""
    found = find_spec("axe_playwright_python")
    assert found
    assert found.origin
    return Path(found.origin).with_name("axe.min.js").read_text("utf-8")


def violations(browser: Browser) -> list[tuple[str, str, str]]:
    """Return what is serious or critical on the open page: the rule, the selector of the element, the reason."""
    browser.ask(f"{script()};0")
    return [tuple(each) for each in browser.ask(_RUN.replace("LEVELS", str(list(LEVELS))))]
