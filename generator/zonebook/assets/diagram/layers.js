// @ts-check
/*
 * Pictures: what one can look at. The parts that belong to it stand out with a mark in words, the others step back. What
 * there is to look at stands in the legend; which parts belong to it, in their classes.
 */
(() => {
  "use strict";
  const SPACE = zbPicture.all[0]?.svg.namespaceURI ?? null;
  const WITHIN = "zb-within";
  const HIGH = 16;
  const LONGEST = 30;

  /**
   * @param {string} name
   * @param {Record<string, string | number>} attributes
   * @param {(Node | string)[]} within
   */
  function drawn(name, attributes, ...within) {
    const part = /** @type {SVGElement} */ (document.createElementNS(SPACE, name));
    for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, `${value}`);
    part.append(...within);
    return part;
  }

  /**
   * Where the mark of a part goes: over a box, under the words of an arrow or on its middle.
   * @param {SVGGElement} part
   */
  function place(part) {
    if (part.classList.contains("node")) {
      const { x, y, width } = part.getBBox();
      return { x: x + width / 2, y: y - 1 };
    }
    const words = [...part.querySelectorAll("text")].map((each) => each.getBBox());
    if (words.length) {
      const { x, width } = words[0];
      return { x: x + width / 2, y: Math.max(...words.map((each) => each.y + each.height)) + HIGH / 2 };
    }
    const line = part.querySelector("path");
    return line ? line.getPointAtLength(line.getTotalLength() / 2) : { x: 0, y: 0 };
  }

  /**
   * Puts words in a box on a part.
   * @param {Element} top
   * @param {SVGGElement} part
   * @param {string} said
   */
  function mark(top, part, said) {
    const text = said.length > LONGEST ? `${said.slice(0, LONGEST - 1)}…` : said;
    const { x, y } = place(part);
    const ink = { class: "f-ink", fill: "#1F2933" };
    const words = drawn("text", { x, y: y + 4, "text-anchor": "middle", "font-size": 11, "font-weight": 700, ...ink }, text);
    const group = drawn("g", { class: "zb-mark", "aria-hidden": "true", "pointer-events": "none" }, words);
    top.append(group);
    const wide = /** @type {SVGTextElement} */ (words).getComputedTextLength() + 10;
    const box = { x: x - wide / 2, y: y - HIGH / 2, width: wide, height: HIGH, rx: 3 };
    const paint = { class: "f-paper s-ink", fill: "#FFFFFF", stroke: "#1F2933", "stroke-width": 1.2 };
    words.before(drawn("rect", { ...box, ...paint }));
  }

  /**
   * @param {SVGSVGElement} svg
   * @param {string} layer nothing for everything
   */
  function look(svg, layer) {
    svg.querySelectorAll(".zb-mark").forEach((each) => each.remove());
    svg.classList.toggle("zb-layered", layer !== "");
    const top = svg.querySelector("g.graph") ?? svg;
    for (const each of svg.querySelectorAll("g.node, g.edge")) {
      const part = /** @type {SVGGElement} */ (each);
      const within = layer !== "" && part.classList.contains(`in-${layer}`);
      part.classList.toggle(WITHIN, within);
      const said = within ? part.getAttribute(`data-in-${layer}`) : null;
      if (said) mark(top, part, said);
    }
  }

  /** @param {(typeof zbPicture.all)[number]} shown */
  function begin({ figure, canvas, svg }) {
    const offered = [...figure.querySelectorAll(".zb-overlays > [data-overlay]")].map((each) => ({
      id: /** @type {HTMLElement} */ (each).dataset.overlay ?? "",
      many: Number(/** @type {HTMLElement} */ (each).dataset.many),
      title: each.querySelector("dt")?.textContent ?? "",
      says: each.querySelector("dd")?.textContent ?? "",
    }));
    if (!offered.length) return;
    const { element } = zbPicture;
    const status = element("p", "zb-says");
    status.setAttribute("role", "status");
    const everything = { id: "", many: 1, title: "Everything", says: "" };
    const inputs = [everything, ...offered].map(({ id, many, title, says }) => {
      const input = element("input");
      input.type = "radio";
      input.name = `zb-layer-${svg.id}`;
      input.value = id;
      input.disabled = many === 0;
      input.checked = id === "";
      // Otherwise the theme takes a key for one of its shortcuts.
      input.addEventListener("keydown", (event) => event.stopPropagation());
      const label = element("label", "", input, ` ${title}`);
      label.title = says;
      return { input, label };
    });

    /** @param {string} wanted */
    const choose = (wanted) => {
      const found = inputs.find(({ input }) => input.value === wanted && !input.disabled) ?? inputs[0];
      const layer = found.input.value;
      found.input.checked = true;
      if (layer === (figure.dataset.layer ?? "")) return;
      figure.dataset.layer = layer;
      status.textContent = offered.find(({ id }) => id === layer)?.says ?? "";
      look(svg, layer);
      figure.dispatchEvent(new CustomEvent("zb-changed"));
    };
    inputs.forEach(({ input }) => input.addEventListener("change", () => choose(input.value)));
    figure.addEventListener("zb-layer", (event) => choose(/** @type {CustomEvent<string>} */ (event).detail));
    figure.addEventListener("zb-reset", () => choose(""));
    const group = element("fieldset", "zb-look", element("legend", "", "Look at"), ...inputs.map(({ label }) => label));
    canvas.before(group, status);
  }

  zbPicture.all.forEach(begin);
})();
