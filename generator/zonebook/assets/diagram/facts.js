// @ts-check
/*
 * Pictures: what is known of the box, arrow or border under the pointer or the focus, in words beside the picture. What
 * had the focus stays picked, until something else has it.
 */
(() => {
  "use strict";
  const PICKED = "zb-picked";
  const HINT = "Point at a box or an arrow, or move to one with Tab, to see what is known of it.";

  /** @typedef {(typeof zbPicture.all)[number]} Shown */

  /**
   * The pairs of a name and what is said under it.
   * @param {SVGGElement} part
   * @returns {[string, string][]}
   */
  function known(part) {
    try {
      return JSON.parse(part.dataset.facts ?? "[]");
    } catch {
      return [];
    }
  }

  /**
   * @param {HTMLElement} panel
   * @param {SVGGElement} part
   */
  function tell(panel, part) {
    const { element } = zbPicture;
    const said = part.querySelector(":scope > title")?.textContent ?? "";
    const own = `${part.dataset.id}: `; // an id says nothing to whoever sees the picture
    const title = said.startsWith(own) ? said.slice(own.length) : said;
    const page = part.querySelector("a")?.getAttribute("href");
    const heading = element("p", "", element("strong", "", title));
    if (page) {
      const link = element("a", "", "Open its page");
      link.href = page;
      heading.append(" ", link);
    }
    const here = element("a", "", "Link to this");
    here.href = zbPictureAddress.address(part);
    heading.append(" ", here);
    const list = element("dl");
    for (const [term, said] of known(part)) list.append(element("div", "", element("dt", "", term), element("dd", "", said)));
    panel.replaceChildren(heading, ...(list.children.length ? [list] : []));
  }

  /** @param {Shown} shown */
  function begin({ figure, canvas, svg }) {
    const panel = zbPicture.element("div", "zb-panel", zbPicture.element("p", "", HINT));
    panel.setAttribute("aria-live", "polite");
    canvas.after(panel);
    /** @type {SVGGElement | null} */
    let told = null;

    /** @param {Event} event */
    const part = ({ target }) =>
      /** @type {SVGGElement | null} */ (target instanceof Element ? target.closest("g.node, g.edge, g.cluster") : null);
    /** @param {SVGGElement | null} found */
    const show = (found) => {
      if (!found || found === told) return;
      told = found;
      tell(panel, found);
    };
    /** @param {SVGGElement} found */
    const pick = (found) => {
      svg.querySelectorAll(`.${PICKED}`).forEach((other) => other.classList.remove(PICKED));
      found.classList.add(PICKED);
      show(found);
      figure.dispatchEvent(new CustomEvent("zb-changed"));
    };
    svg.addEventListener("pointerover", (event) => show(part(event)));
    // A picture that listens to the focus itself would be a stop of its own.
    figure.addEventListener("focusin", (event) => {
      const found = part(event);
      if (found) pick(found);
    });
    svg.addEventListener("zb-pick", (event) => {
      const found = part(event);
      if (found) pick(found);
    });
    figure.addEventListener("zb-reset", () => {
      svg.querySelectorAll(`.${PICKED}`).forEach((other) => other.classList.remove(PICKED));
      told = null;
      panel.replaceChildren(zbPicture.element("p", "", HINT));
      figure.dispatchEvent(new CustomEvent("zb-changed"));
    });
    // The link to what is told changes with what is looked at.
    figure.addEventListener("zb-changed", () => {
      if (told) tell(panel, told);
    });
  }

  zbPicture.all.forEach(begin);
})();
