// @ts-check
/*
 * Pictures: move, zoom, fit, full screen. A picture is shown at its own size and scrolls in its frame; only what the
 * reader asks for changes its size. The wheel and one finger scroll, as everywhere; Ctrl and the wheel, or two fingers,
 * zoom; the mouse drags.
 */
(() => {
  "use strict";
  const LEAST = 0.1;
  const MOST = 4;
  const STEP = 1.25;
  const FAR = 4; // pixels that a pointer may move and still click
  const FULL = "zb-full";
  const SIDE = 0.15; // of what is shown: how far an arrow key moves
  const HIGH = 0.85; // of the window: how high a frame gets, as in the style sheet
  const NEAR = 8; // pixels between the frame and what is larger than it
  const EDGES = 4; // pixels: the borders of a frame, and a rest

  /** @typedef {{ x: number, y: number }} Point */

  class View {
    /** @param {(typeof zbPicture.all)[number]} shown */
    constructor({ figure, canvas, svg, bar }) {
      this.figure = figure;
      this.canvas = canvas;
      this.svg = svg;
      const { width, height } = svg.viewBox.baseVal;
      this.whole = { width: Number(svg.getAttribute("width")) || width, height: Number(svg.getAttribute("height")) || height };
      this.scale = 1;
      /** @type {Map<number, Point>} */
      this.pointers = new Map();
      this.moved = 0;
      this.build(bar);
      this.listen();
      this.show(1);
    }

    /** @param {HTMLElement} bar */
    build(bar) {
      const { button, element } = zbPicture;
      this.less = button(bar, "−", "Zoom out", () => this.zoom(1 / STEP));
      this.told = element("output", "zb-scale");
      bar.append(this.told);
      this.more = button(bar, "+", "Zoom in", () => this.zoom(STEP));
      button(bar, "Fit", "Fit the whole picture into the window", () => this.fit());
      this.wide = button(bar, "Full screen", "Show the picture on the full screen", () => this.full());
      this.wide.setAttribute("aria-pressed", "false");
      button(bar, "Reset", "Show the picture as it was at first", () => {
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
        if (event.touches.length > 1) event.preventDefault();
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
      canvas.addEventListener("focusin", (event) => this.reveal(/** @type {Element} */ (event.target)));
      // On paper the picture is whole.
      addEventListener("beforeprint", () => svg.style.removeProperty("width"));
      addEventListener("afterprint", () => this.show(this.scale));
      document.addEventListener("fullscreenchange", () => this.mark(document.fullscreenElement === this.figure));
    }

    /**
     * Shows the picture that many times as large as it is.
     * @param {number} scale
     */
    show(scale) {
      this.scale = Math.min(MOST, Math.max(LEAST, scale));
      if (this.scale === 1) this.svg.style.removeProperty("width");
      else this.svg.style.width = `${Math.floor(this.whole.width * this.scale * 100) / 100}px`;
      const { told, less, more, canvas } = this;
      if (told) told.textContent = `${Math.round(this.scale * 100)} %`;
      if (less) less.disabled = this.scale <= LEAST;
      if (more) more.disabled = this.scale >= MOST;
      const over = canvas.scrollWidth > canvas.clientWidth || canvas.scrollHeight > canvas.clientHeight;
      this.figure.classList.toggle("zb-movable", over);
    }

    /**
     * Zooms; `at` is what stays where it is in the window: the middle of the frame where nothing is said.
     * @param {number} times
     * @param {Point} [at]
     */
    zoom(times, at) {
      const { canvas, svg } = this;
      const frame = canvas.getBoundingClientRect();
      const { x, y } = at ?? { x: frame.left + frame.width / 2, y: frame.top + frame.height / 2 };
      const before = svg.getBoundingClientRect();
      const [right, down] = [(x - before.left) / before.width, (y - before.top) / before.height];
      this.show(this.scale * times);
      const after = svg.getBoundingClientRect();
      canvas.scrollLeft += after.left + right * after.width - x;
      canvas.scrollTop += after.top + down * after.height - y;
    }

    /**
     * Moves what is shown; says whether it could be moved at all.
     * @param {number} right in pixels
     * @param {number} down
     */
    pan(right, down) {
      const { canvas } = this;
      const { scrollLeft, scrollTop } = canvas;
      canvas.scrollLeft += right;
      canvas.scrollTop += down;
      return Math.abs(canvas.scrollLeft - scrollLeft) + Math.abs(canvas.scrollTop - scrollTop) > 0.5;
    }

    /** The whole picture, as large as the window allows. */
    fit() {
      const { canvas, whole } = this;
      const style = getComputedStyle(canvas);
      const beside = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
      const above = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
      const head = parseFloat(style.scrollMarginTop) || 0; // what covers the top of the window
      const foot = /** @type {HTMLElement | null} */ (this.figure.querySelector(".zb-panel"))?.offsetHeight ?? 0;
      const room = Math.min(innerHeight * HIGH, innerHeight - head - foot) - EDGES;
      const high = (this.isFull() ? canvas.clientHeight : room) - above;
      this.show(Math.min((canvas.clientWidth - beside) / whole.width, high / whole.height));
      const { top, bottom } = canvas.getBoundingClientRect();
      if (!this.isFull() && (top < head || bottom + foot > innerHeight)) canvas.scrollIntoView({ block: "start" });
    }

    /** The picture as it was at first. */
    reset() {
      this.show(1);
      this.canvas.scrollTo(0, 0);
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
      const { clientWidth, clientHeight } = this.canvas;
      /** @type {Record<string, [number, number]>} */
      const ways = { ArrowLeft: [-SIDE, 0], ArrowRight: [SIDE, 0], ArrowUp: [0, -SIDE], ArrowDown: [0, SIDE] };
      const way = ways[event.key];
      let done = true;
      // At its border the picture lets go of the key, and the page scrolls on.
      if (way) done = this.pan(way[0] * clientWidth, way[1] * clientHeight);
      else if (event.key === "+" || event.key === "=") this.zoom(STEP);
      else if (event.key === "-") this.zoom(1 / STEP);
      else if (event.key === "0") this.fit();
      else if (event.key === "1") this.zoom(1 / this.scale);
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
      const { clientX, clientY, deltaY } = event;
      this.zoom(Math.exp(-Math.max(-60, Math.min(60, deltaY)) / 200), { x: clientX, y: clientY });
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
      // The browser scrolls by itself under one finger.
      if (event.pointerType === "touch" && !other) return;
      this.pointers.set(event.pointerId, after);
      this.moved += Math.hypot(after.x - before.x, after.y - before.y);
      if (this.moved <= FAR) return;
      if (!other) this.svg.setPointerCapture(event.pointerId);
      if (other) {
        const apart = (/** @type {Point} */ point) => Math.hypot(point.x - other.x, point.y - other.y) || 1;
        this.zoom(apart(after) / apart(before), { x: (after.x + other.x) / 2, y: (after.y + other.y) / 2 });
      }
      this.pan((before.x - after.x) / (other ? 2 : 1), (before.y - after.y) / (other ? 2 : 1));
    }

    /**
     * Moves what got the focus, or was asked for, into sight: to the middle, or by its top left corner, where the name
     * of a border is, if it is larger than the frame.
     * @param {Element} part
     */
    reveal(part) {
      const group = part.closest("g.node, g.edge, g.cluster");
      if (!group) return;
      const seen = this.canvas.getBoundingClientRect();
      const { left, right, top, bottom, width, height } = group.getBoundingClientRect();
      if (left >= seen.left && right <= seen.right && top >= seen.top && bottom <= seen.bottom) return;
      const beside = Math.max(NEAR, (seen.width - width) / 2);
      const above = Math.max(NEAR, (seen.height - height) / 2);
      this.pan(left - seen.left - beside, top - seen.top - above);
    }
  }

  for (const shown of zbPicture.all) {
    const view = new View(shown);
    shown.figure.addEventListener("zb-reveal", (event) => view.reveal(/** @type {Element} */ (event.target)));
  }
})();
