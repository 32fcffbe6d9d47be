// @ts-check
/*
 * Pictures: each picture of the page with its frame, and the bar of buttons above it.
 */
const zbPicture = (() => {
  "use strict";

  /** @typedef {{ figure: HTMLElement, canvas: HTMLElement, svg: SVGSVGElement, bar: HTMLElement }} Shown */

  /**
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {string} [kind] its class
   * @param {(Node | string)[]} within
   */
  function element(name, kind, ...within) {
    const part = document.createElement(name);
    if (kind) part.className = kind;
    part.append(...within);
    return part;
  }

  /**
   * Puts a button at the end of a bar.
   * @param {HTMLElement} bar
   * @param {string} text
   * @param {string} spoken what is read out, and shown under the pointer
   * @param {() => void} act
   */
  function button(bar, text, spoken, act) {
    const part = element("button", "zb-button", text);
    part.type = "button";
    part.title = spoken;
    part.setAttribute("aria-label", spoken);
    part.addEventListener("click", act);
    bar.append(part);
    return part;
  }

  /**
   * @param {HTMLElement} figure
   * @returns {Shown[]}
   */
  function begun(figure) {
    const canvas = /** @type {HTMLElement | null} */ (figure.querySelector(".zb-canvas"));
    const svg = /** @type {SVGSVGElement | null} */ (figure.querySelector(".zb-canvas > svg"));
    if (!canvas || !svg?.querySelector("g.node, g.cluster")) return [];
    const bar = element("div", "zb-bar");
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "The picture");
    canvas.before(bar);
    return [{ figure, canvas, svg, bar }];
  }

  /** Every picture that can be explored, in the order of the page. */
  const all = [...document.querySelectorAll(".zb-figure")].flatMap((each) => begun(/** @type {HTMLElement} */ (each)));

  return { all, element, button };
})();
