from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from tests.support.browser import Browser
from tests.support.diagram_pages import ABOUT, DRAWER, GRAPH, asked, page

SVG = "{http://www.w3.org/2000/svg}"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not DRAWER.engines, reason="graphviz-pure is not installed"),
]


def drawn(label: str) -> str:
    """Return a script that gives what is downloaded: its name, its size, dark dots, and the colour of a corner."""
    return f"""(async () => {{
      choose("findings");
      const link = await saved("{label}");
      const image = new Image();
      image.src = link.href;
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = image.width; canvas.height = image.height;
      const pen = canvas.getContext("2d");
      pen.drawImage(image, 0, 0);
      const dots = pen.getImageData(0, 0, image.width, image.height).data;
      let dark = 0;
      for (let at = 0; at < dots.length; at += 4) if (dots[at] < 100) dark++;
      return [link.download, [image.width, image.height, Math.round(whole())], dark, [...dots.slice(0, 4)]];
    }})()"""


def test_png_download_includes_dimmed_parts(browser: Browser, address: str) -> None:
    name, size, dark, corner = asked(browser, address, drawn("PNG"))
    assert name == "zones.png"
    assert size[0] == 2 * size[2]
    assert dark > 100
    assert corner == [255, 255, 255, 255]


@pytest.mark.parametrize(("label", "end"), [("Slide PNG", "png"), ("Slide SVG", "svg")])
def test_slide_is_white_and_16_to_9(browser: Browser, address: str, label: str, end: str) -> None:
    name, size, dark, corner = asked(browser, address, drawn(label))
    assert name == f"zones-slide.{end}"
    assert size[:2] == [3840, 2160]
    assert dark > 100
    assert corner == [255, 255, 255, 255]


def test_slide_svg_needs_nothing_else(browser: Browser, address: str) -> None:
    texts = asked(
        browser,
        address,
        """(async () => {
          const files = [];
          URL.createObjectURL = (file) => { files.push(file); return "blob:"; };
          await saved("Slide SVG");
          press("+");
          await saved("Slide SVG");
          return Promise.all(files.map((each) => each.text()));
        })()""",
    )
    assert texts[0] == texts[1]
    root = fromstring(texts[0])  # noqa: S314  our own SVG
    ids = {each.get("id") for each in root.iter()}
    used = {each.get("href", "") for each in root.iter(f"{SVG}use")}
    assert used == {"#zb-icon-aws-compute-ec2"}
    assert {each.removeprefix("#") for each in used} <= ids
    assert all(each.get("href", "").startswith("data:image/png") for each in root.iter(f"{SVG}image"))
    assert "var(" not in texts[0]
    assert "style=" not in texts[0]
    title, about = root.findall(f"{SVG}text")
    assert (title.text, about.text) == (GRAPH.title, ABOUT)
    left, top, wide, high = map(float, root.get("viewBox", "").split())
    for line in (title, about):
        assert left < float(line.get("x", 0)) < left + wide / 10
        assert top < float(line.get("y", 0)) < min(0, top + high / 8)
        assert float(line.get("font-size", 0)) * 2160 / high >= 44


def test_slide_has_the_legend_at_its_foot(browser: Browser, address: str) -> None:
    """What is drawn in the picture, in a few words each, below the picture and within the slide; a PNG has none."""
    said, below, inside, many = asked(
        browser,
        address,
        """(async () => {
          const file = new Promise((done) => { URL.createObjectURL = (blob) => { done(blob); return "blob:"; }; });
          await saved("Slide SVG");
          const probe = document.createElement("div");
          probe.innerHTML = await (await file).text();
          document.body.append(probe);
          const slide = probe.querySelector("svg");
          const legend = slide.querySelector(":scope > g.legend");
          const frame = slide.getBoundingClientRect();
          const rooms = [...legend.querySelectorAll("text")].map((each) => each.getBoundingClientRect());
          const picture = slide.querySelector(":scope > g.graph").getBoundingClientRect();
          return [
            [...legend.querySelectorAll(":scope > g > text:last-child")].map((each) => each.textContent),
            rooms.every(({ top }) => top > picture.bottom),
            rooms.every(({ left, right, bottom }) => left > frame.left && right < frame.right && bottom < frame.bottom),
            document.querySelectorAll(".zb-shapes > li").length,
          ];
        })()""",
    )
    assert "Security zone, trust 0 to 4" in said
    assert "In clear text" in said
    assert len(said) == many
    assert (below, inside) == (True, True)


def test_long_title_of_a_slide_fits(browser: Browser, tmp_path: Path) -> None:
    found = asked(
        browser,
        page(tmp_path, "long", replace(GRAPH, title="説明の長い図" * 40)),
        """(async () => {
          const file = new Promise((done) => { URL.createObjectURL = (blob) => { done(blob); return "blob:"; }; });
          await saved("Slide SVG");
          const probe = document.createElement("div");
          probe.innerHTML = await (await file).text();
          document.body.append(probe);
          const slide = probe.querySelector("svg");
          const { x, width } = slide.querySelector(":scope > text").getBBox();
          const frame = slide.viewBox.baseVal;
          return [x >= frame.x, x + width <= frame.x + frame.width, width > frame.width / 2];
        })()""",
    )
    assert found == [True, True, True]
