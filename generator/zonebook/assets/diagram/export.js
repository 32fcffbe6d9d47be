// @ts-check
/*
 * Pictures: what is seen, as a file to take away, as it is or on a slide of 16 to 9. Nothing is asked of anybody: the
 * icons are on the page. A file has the colours for white paper, whatever the scheme of the reader.
 */
(() => {
  "use strict";
  const SHARP = 2; // pixels of a PNG for each of the picture
  const MOST = 8000; // pixels on a side; browsers give up beyond about twice of it
  const SLIDE = { width: 3840, height: 2160 };
  const MARGIN = 0.03; // of a slide, at least, around the picture
  const HEAD = 0.11; // of the height of a slide, for its title and for what it is about
  const INK = "#1F2933";
  const LINES = [
    { y: 0.058, size: 0.036, weight: "600", fill: INK },
    { y: 0.092, size: 0.022, weight: "400", fill: "#48525E" },
  ]; // the title and what it is about, in parts of the height of a slide
  const KEY = { columns: 4, size: 0.0135, row: 0.022, gap: 0.012 }; // the legend of a slide, in parts of its height
  const LETTER = 0.62; // the mean width of a letter, in parts of its size; a wide one has twice of it

  /**
   * What is seen, as a picture that needs no style sheet and no page around it: what steps back says so itself.
   * @param {SVGSVGElement} svg
   */
  function alone(svg) {
    const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
    const copies = copy.querySelectorAll("g");
    svg.querySelectorAll("g").forEach((part, at) => {
      const { opacity, visibility } = getComputedStyle(part);
      if (opacity !== "1") copies[at].setAttribute("opacity", opacity);
      if (part.hasAttribute("visibility")) copies[at].setAttribute("visibility", visibility);
    });
    copy.querySelectorAll("style").forEach((each) => each.remove());
    const names = new Set([...copy.querySelectorAll("use")].map((each) => (each.getAttribute("href") ?? "").slice(1)));
    const defs = document.createElementNS(svg.namespaceURI, "defs");
    for (const name of [...names].sort()) {
      const symbol = document.getElementById(name);
      if (symbol && !copy.querySelector(`[id="${CSS.escape(name)}"]`)) defs.append(symbol.cloneNode(true));
    }
    copy.querySelector("desc")?.after(defs);
    copy.removeAttribute("style");
    return copy;
  }

  /**
   * The lines above the picture of a slide, each as large as its room allows.
   * @param {SVGSVGElement} copy
   * @param {string[]} said
   * @param {number[]} box of the slide
   */
  function head(copy, said, [left, top, wide, high]) {
    return said.filter(Boolean).map((words, at) => {
      const { y, size, weight, fill } = LINES[at];
      const letters = [...words].reduce((many, letter) => many + (letter > "\u1100" ? 2 : 1), 0);
      const fits = (wide * (1 - 2 * MARGIN)) / (letters * LETTER);
      const line = document.createElementNS(copy.namespaceURI, "text");
      const look = { x: left + MARGIN * wide, y: top + y * high, "font-size": Math.min(size * high, fits) };
      Object.entries(look).forEach(([name, value]) => line.setAttribute(name, `${Math.round(value * 100) / 100}`));
      line.setAttribute("font-weight", weight);
      line.setAttribute("fill", fill);
      line.textContent = words;
      return line;
    });
  }

  /**
   * What the legend says of a slide: each shape with a few words.
   * @param {HTMLElement} figure
   */
  const known = (figure) => [...figure.querySelectorAll(".zb-shapes > li")].flatMap((each) => {
    const [words, shape] = [each.getAttribute("data-short"), each.querySelector("svg")];
    return words && shape ? [{ words, shape }] : [];
  });

  /**
   * The legend at the foot of a slide, in columns.
   * @param {SVGSVGElement} copy
   * @param {{ words: string, shape: SVGSVGElement }[]} said
   * @param {number[]} box of the slide
   */
  function foot(copy, said, [left, top, wide, high]) {
    const legend = document.createElementNS(copy.namespaceURI, "g");
    legend.setAttribute("class", "legend");
    legend.setAttribute("color", INK);
    const column = (wide * (1 - 2 * MARGIN)) / KEY.columns;
    const rows = Math.ceil(said.length / KEY.columns);
    said.forEach(({ words, shape }, at) => {
      const { width, height } = shape.viewBox.baseVal;
      const scale = (KEY.row * high * 0.8) / height;
      const x = left + MARGIN * wide + (at % KEY.columns) * column;
      const y = top + high * (1 - MARGIN) - (rows - Math.floor(at / KEY.columns)) * KEY.row * high;
      const part = document.createElementNS(copy.namespaceURI, "g");
      part.setAttribute("transform", `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${scale.toFixed(4)})`);
      part.append(...[...shape.childNodes].map((each) => each.cloneNode(true)));
      const line = document.createElementNS(copy.namespaceURI, "text");
      const begins = width + 6;
      const fits = (column / scale - begins - 6) / (words.length * LETTER);
      const look = { x: begins, y: height * 0.75, "font-size": Math.min((KEY.size * high) / scale, fits).toFixed(2) };
      Object.entries(look).forEach(([name, value]) => line.setAttribute(name, `${value}`));
      line.setAttribute("fill", INK);
      line.textContent = words;
      part.append(line);
      legend.append(part);
    });
    return legend;
  }

  /**
   * The picture in the middle of a slide, below its title and what it is about, and above its legend.
   * @param {SVGSVGElement} copy
   * @param {HTMLElement} figure
   */
  function slide(copy, figure) {
    const said = known(figure);
    const below = MARGIN + (said.length ? Math.ceil(said.length / KEY.columns) * KEY.row + KEY.gap : 0);
    const { x, y, width, height } = copy.viewBox.baseVal;
    const ratio = SLIDE.width / SLIDE.height;
    const wide = Math.max(width / (1 - 2 * MARGIN), (height / (1 - HEAD - below)) * ratio);
    const high = wide / ratio;
    const above = HEAD * high + (high * (1 - HEAD - below) - height) / 2;
    const round = (/** @type {number} */ value) => Math.round(value * 100) / 100;
    const box = [x - (wide - width) / 2, y - above, wide, high].map(round);
    copy.setAttribute("viewBox", box.join(" "));
    const paper = document.createElementNS(copy.namespaceURI, "rect");
    // Its edges lie outside, or they would be half see-through.
    const over = [box[0] - 1, box[1] - 1, box[2] + 2, box[3] + 2];
    ["x", "y", "width", "height"].forEach((name, at) => paper.setAttribute(name, `${over[at]}`));
    paper.setAttribute("fill", "#FFFFFF");
    const title = copy.querySelector("title")?.textContent ?? "";
    (copy.querySelector("defs") ?? copy).after(paper, ...head(copy, [title, figure.dataset.about ?? ""], box));
    if (said.length) copy.append(foot(copy, said, box));
    return sized(copy, SLIDE);
  }

  /**
   * @param {SVGSVGElement} copy
   * @param {{ width: number, height: number }} size
   */
  function sized(copy, { width, height }) {
    copy.setAttribute("width", `${width}`);
    copy.setAttribute("height", `${height}`);
    return copy;
  }

  /**
   * The picture with two pixels for each of it, or as many as a browser bears.
   * @param {SVGSVGElement} copy
   */
  function sharp(copy) {
    const { width, height } = copy.viewBox.baseVal;
    const times = Math.min(SHARP, MOST / width, MOST / height);
    return sized(copy, { width: Math.round(width * times), height: Math.round(height * times) });
  }

  /** @param {SVGSVGElement} copy */
  const text = (copy) => new XMLSerializer().serializeToString(copy);

  /**
   * @param {SVGSVGElement} copy
   * @returns {Promise<Blob>}
   */
  async function png(copy) {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text(copy))}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Number(copy.getAttribute("width"));
    canvas.height = Number(copy.getAttribute("height"));
    const pen = canvas.getContext("2d");
    if (!pen) throw new Error("no canvas");
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done, failed) => {
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), "image/png");
    });
  }

  /** @param {(typeof zbPicture.all)[number]} shown */
  function begin({ figure, svg, bar }) {
    /**
     * @param {string} words
     * @param {string} spoken
     * @param {string} end of the name of the file
     * @param {() => Blob | Promise<Blob>} made
     */
    const offer = (words, spoken, end, made) => {
      const button = zbPicture.button(bar, words, spoken, async () => {
        button.disabled = true;
        try {
          const link = document.createElement("a");
          link.href = URL.createObjectURL(await made());
          link.download = `${figure.id}${end}`;
          link.click();
          setTimeout(() => URL.revokeObjectURL(link.href), 60000);
          button.disabled = false;
        } catch {
          // This browser cannot: the SVG below the picture is there.
          button.hidden = true;
        }
      });
    };
    const file = (/** @type {SVGSVGElement} */ copy) => new Blob([text(copy)], { type: "image/svg+xml" });
    offer("PNG", "Download what is seen as a PNG", ".png", () => png(sharp(alone(svg))));
    offer("Slide PNG", "Download what is seen as a PNG of 16 to 9", "-slide.png", () => png(slide(alone(svg), figure)));
    offer("Slide SVG", "Download what is seen as an SVG of 16 to 9", "-slide.svg", () => file(slide(alone(svg), figure)));
  }

  if (HTMLCanvasElement.prototype.toBlob) zbPicture.all.forEach(begin);
})();
