// @ts-check
/*
 * Pictures: move, zoom, fit, full screen. Only what is shown of the picture changes (its `viewBox`), at once and without
 * moving by itself. The wheel and one finger scroll the page, as everywhere; Ctrl and the wheel, or two fingers, zoom.
 */
(() => {
  "use strict";
  const MOST = 12; // times as large as whole
  const STEP = 1.35;
  const FAR = 4; // pixels that a pointer may move and still click
  const FULL = "zb-full";
  const SIDE = 0.15; // of what is shown: how far an arrow key moves

  /** @typedef {{ x: number, y: number }} Point */

  class View {
    /** @param {(typeof zbPicture.all)[number]} shown */
    constructor({ figure, canvas, svg, bar }) {
      this.figure = figure;
      this.canvas = canvas;
      this.svg = svg;
      const { x, y, width, height } = svg.viewBox.baseVal;
      this.whole = { x, y, width, height };
      this.box = { ...this.whole };
      /** @type {Map<number, Point>} */
      this.pointers = new Map();
      this.moved = 0;
      this.build(bar);
      this.listen();
      this.show();
    }

    get scale() {
      return this.whole.width / this.box.width;
    }

    /** @param {HTMLElement} bar */
    build(bar) {
      this.less = zbPicture.button(bar, "−", "Zoom out", () => this.zoom(1 / STEP));
      this.more = zbPicture.button(bar, "+", "Zoom in", () => this.zoom(STEP));
      zbPicture.button(bar, "Fit", "Fit the whole picture into the window", () => this.fit());
      this.wide = zbPicture.button(bar, "Full screen", "Show the picture on the full screen", () => this.full());
      this.wide.setAttribute("aria-pressed", "false");
      zbPicture.button(bar, "Reset", "Show the picture as it was at first", () => {
        this.reset();
        this.figure.dispatchEvent(new CustomEvent("zb-reset"));
      });
    }

    listen() {
      const { canvas, svg } = this;
      canvas.addEventListener("keydown", (event) => this.key(event));
      canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
      svg.addEventListener("dragstart", (event) => event.preventDefault());
      svg.addEventListener("pointerdown", (event) => this.down(event));
      svg.addEventListener("pointermove", (event) => this.move(event));
      for (const name of ["pointerup", "pointercancel"]) {
        svg.addEventListener(name, (event) => this.pointers.delete(/** @type {PointerEvent} */ (event).pointerId));
      }
      // Two fingers are ours, one is the page's; only a listener of touches can tell the browser so in time.
      const ours = (/** @type {TouchEvent} */ event) => {
        if (event.touches.length > 1 || (this.isFull() && this.scale > 1)) event.preventDefault();
      };
      svg.addEventListener("touchstart", ours, { passive: false });
      svg.addEventListener("touchmove", ours, { passive: false });
      svg.addEventListener(
        "click",
        (event) => {
          if (this.moved > FAR) event.preventDefault();
          this.moved = 0;
        },
        { capture: true },
      );
      svg.addEventListener("focusin", (event) => this.reveal(/** @type {Element} */ (event.target)));
      // On paper the picture is whole.
      addEventListener("beforeprint", () => svg.setAttribute("viewBox", Object.values(this.whole).join(" ")));
      addEventListener("afterprint", () => this.show());
      document.addEventListener("fullscreenchange", () => this.mark(document.fullscreenElement === this.figure));
    }

    /** Shows what `box` says, never anything beside the picture. */
    show() {
      const { whole, box } = this;
      box.width = Math.min(whole.width, Math.max(whole.width / MOST, box.width));
      box.height = (whole.height * box.width) / whole.width;
      box.x = Math.min(whole.x + whole.width - box.width, Math.max(whole.x, box.x));
      box.y = Math.min(whole.y + whole.height - box.height, Math.max(whole.y, box.y));
      const round = (/** @type {number} */ value) => Math.round(value * 100) / 100;
      this.svg.setAttribute("viewBox", [box.x, box.y, box.width, box.height].map(round).join(" "));
      this.figure.classList.toggle("zb-zoomed", this.scale > 1.001);
      /** @type {HTMLButtonElement} */ (this.less).disabled = this.scale <= 1.001;
      /** @type {HTMLButtonElement} */ (this.more).disabled = this.scale >= MOST - 0.001;
    }

    /**
     * Zooms; `at` is what stays where it is, in the units of the picture: its middle where nothing is said.
     * @param {number} times
     * @param {Point} [at]
     */
    zoom(times, at) {
      const { box } = this;
      const { x, y } = at ?? { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      const scale = Math.min(MOST, Math.max(1, this.scale * times));
      const shrunk = this.whole.width / scale / box.width;
      this.box = { x: x - (x - box.x) * shrunk, y: y - (y - box.y) * shrunk, width: box.width * shrunk, height: 0 };
      this.show();
    }

    /**
     * Moves what is shown; says whether it could be moved at all.
     * @param {number} right in the units of the picture
     * @param {number} down
     */
    pan(right, down) {
      const { x, y } = this.box;
      this.box.x += right;
      this.box.y += down;
      this.show();
      return Math.abs(this.box.x - x) + Math.abs(this.box.y - y) > 0.01;
    }

    /** The whole picture, small enough for the window. */
    fit() {
      this.box = { ...this.whole };
      this.figure.classList.add("zb-fit");
      this.show();
    }

    /** The picture as it was at first. */
    reset() {
      this.box = { ...this.whole };
      this.figure.classList.remove("zb-fit");
      this.show();
    }

    isFull() {
      return this.figure.classList.contains(FULL);
    }

    full() {
      if (this.isFull()) {
        if (document.fullscreenElement) document.exitFullscreen();
        this.mark(false);
        return;
      }
      this.mark(true);
      // Where the browser does not let us, the picture fills its window.
      this.figure.requestFullscreen?.().catch(() => undefined);
    }

    /** @param {boolean} full */
    mark(full) {
      this.figure.classList.toggle(FULL, full);
      this.wide?.setAttribute("aria-pressed", `${full}`);
      document.documentElement.classList.toggle("zb-still", document.querySelector(`.${FULL}`) !== null);
    }

    /** @param {KeyboardEvent} event */
    key(event) {
      if (event.altKey || event.metaKey || event.ctrlKey) return;
      /** @type {Record<string, [number, number]>} */
      const ways = { ArrowLeft: [-SIDE, 0], ArrowRight: [SIDE, 0], ArrowUp: [0, -SIDE], ArrowDown: [0, SIDE] };
      const way = ways[event.key];
      let done = true;
      // At its border the picture lets go of the key, and the page scrolls on.
      if (way) done = this.pan(way[0] * this.box.width, way[1] * this.box.height);
      else if (event.key === "+" || event.key === "=") this.zoom(STEP);
      else if (event.key === "-") this.zoom(1 / STEP);
      else if (event.key === "0") this.fit();
      else if (event.key === "Escape" && this.isFull()) this.full();
      else return;
      if (!done) return;
      event.preventDefault();
      event.stopPropagation();
    }

    /** @param {WheelEvent} event */
    wheel(event) {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      this.zoom(Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 200), this.at(event.clientX, event.clientY));
    }

    /**
     * Where a place of the window is in the picture.
     * @param {number} x
     * @param {number} y
     */
    at(x, y) {
      const turned = this.svg.getScreenCTM()?.inverse() ?? new DOMMatrix();
      return new DOMPoint(x, y).matrixTransform(turned);
    }

    /** @param {PointerEvent} event */
    down(event) {
      if (event.button !== 0) return;
      this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      this.moved = 0;
    }

    /** @param {PointerEvent} event */
    move(event) {
      const before = this.pointers.get(event.pointerId);
      if (!before) return;
      const after = { x: event.clientX, y: event.clientY };
      const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
      if (event.pointerType === "touch" && !other && !this.isFull()) return;
      this.pointers.set(event.pointerId, after);
      this.moved += Math.hypot(after.x - before.x, after.y - before.y);
      if (this.moved <= FAR) return;
      if (this.scale > 1) this.svg.setPointerCapture(event.pointerId);
      const was = this.at(before.x, before.y);
      const is = this.at(after.x, after.y);
      if (other) {
        const apart = (/** @type {Point} */ point) => Math.hypot(point.x - other.x, point.y - other.y) || 1;
        this.zoom(apart(after) / apart(before), this.at((after.x + other.x) / 2, (after.y + other.y) / 2));
      }
      this.pan((was.x - is.x) / (other ? 2 : 1), (was.y - is.y) / (other ? 2 : 1));
    }

    /**
     * Moves what got the focus, or was asked for, into sight.
     * @param {Element} part
     */
    reveal(part) {
      const group = /** @type {SVGGElement | null} */ (part.closest("g.node, g.edge, g.cluster"));
      if (!group || this.scale <= 1) return;
      const seen = this.canvas.getBoundingClientRect();
      const { left, right, top, bottom, width, height } = group.getBoundingClientRect();
      if (left >= seen.left && right <= seen.right && top >= seen.top && bottom <= seen.bottom) return;
      const middle = this.at(left + width / 2, top + height / 2);
      this.pan(middle.x - this.box.x - this.box.width / 2, middle.y - this.box.y - this.box.height / 2);
    }
  }

  for (const shown of zbPicture.all) {
    const view = new View(shown);
    shown.figure.addEventListener("zb-reveal", (event) => view.reveal(/** @type {Element} */ (event.target)));
  }
})();
