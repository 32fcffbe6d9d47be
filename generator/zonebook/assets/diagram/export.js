// @ts-check
/*
 * Pictures: what is seen, as a PNG to take away. Nothing is asked of anybody: icons are in the picture itself.
 */
(() => {
  "use strict";
  const SHARP = 2; // pixels of the file for each of the picture
  const MOST = 8000; // pixels on a side; browsers give up beyond about twice of it

  /**
   * The picture as a text that needs no style sheet beside it: what steps back says so itself.
   * @param {SVGSVGElement} svg
   */
  function alone(svg) {
    const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
    const copies = copy.querySelectorAll("g.node, g.edge");
    svg.querySelectorAll("g.node, g.edge").forEach((part, at) => {
      const faint = getComputedStyle(part).opacity;
      if (faint !== "1") copies[at].setAttribute("opacity", faint);
    });
    const { width, height } = svg.viewBox.baseVal;
    const shown = { width: Number(svg.getAttribute("width")) || width, height: Number(svg.getAttribute("height")) || height };
    const sharp = Math.min(SHARP, MOST / shown.width, MOST / shown.height);
    copy.removeAttribute("style");
    copy.setAttribute("width", `${shown.width * sharp}`);
    copy.setAttribute("height", `${shown.height * sharp}`);
    return { text: new XMLSerializer().serializeToString(copy), width: shown.width * sharp, height: shown.height * sharp };
  }

  /**
   * @param {SVGSVGElement} svg
   * @returns {Promise<Blob>}
   */
  async function png(svg) {
    const { text, width, height } = alone(svg);
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width);
    canvas.height = Math.round(height);
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
    if (!HTMLCanvasElement.prototype.toBlob) return;
    const button = zbPicture.button(bar, "PNG", "Download what is seen as a PNG", async () => {
      button.disabled = true;
      try {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(await png(svg));
        link.download = `${figure.id}.png`;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60000);
        button.disabled = false;
      } catch {
        // This browser cannot: the SVG is there.
        button.hidden = true;
      }
    });
  }

  zbPicture.all.forEach(begin);
})();
