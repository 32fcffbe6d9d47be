"""The pages of attack paths of the reference systems as a reader meets them: each is read in three screens."""

from pathlib import Path

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from tests.support.browser import Browser
from tests.support.sites import DAY, TOP
from tests.support.walking import models

from zonebook import views
from zonebook.views import downloads
from zonebook.views.catalogue import reference
from zonebook.views.system.attack_paths.overview import paths
from zonebook.write import csv, formats, svg
from zonebook.write.markdown import page

pytestmark = pytest.mark.browser

WIDTH, MOST = 1440, 3 * 900
"""The width of a screen, and the height of three, in pixels."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of the reference models with the look of this repository's own, of nothing but these pages."""
    top = tmp_path_factory.mktemp("paths")
    (top / "docs").mkdir()
    config = yaml.safe_load((TOP / "mkdocs.yml").read_text("utf-8"))
    plugin = {"models": str(TOP / "models"), "as_of": DAY}
    config |= {"strict": False, "nav": ["zonebook"], "plugins": ["offline", "search", {"zonebook": plugin}]}
    (top / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(views, "VIEWS", (paths,))
        patch.setattr(downloads, "downloads", lambda *_: ())
        patch.setattr(reference, "reference", lambda *_: ())
        patch.setattr(formats, "FORMATS", (csv.FORMAT, svg.FORMAT, page.FORMAT))
        build(load_config(str(top / "mkdocs.yml")))
    return top / "site"


@pytest.mark.parametrize("system", sorted(path.name for path in (TOP / "models" / "systems").iterdir()))
def test_attack_paths_are_read_in_three_screens(browser: Browser, site: Path, system: str) -> None:
    visit = browser.visit((site / "systems" / system / "paths.html").as_uri(), width=WIDTH)
    assert visit.complaints == []
    assert browser.ask("[...document.querySelectorAll('.zb-canvas')].length") > 0
    assert browser.ask("document.documentElement.scrollHeight") <= MOST


def test_every_reference_system_is_measured(site: Path) -> None:
    assert {path.parent.name for path in site.glob("systems/*/paths.html")} == set(models().systems)
