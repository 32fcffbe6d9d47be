// @ts-check
/*
 * A box of a picture under the pointer or the focus lights up with its arrows and their other ends. A click on an arrow,
 * on a box and on a border is a link already: that needs no script.
 */
(() => {
  "use strict";
  const NEAR = "zb-near";
  const LIT = "zb-lit";

  /** @param {Element} picture */
  function dim(picture) {
    picture.classList.remove(LIT);
    picture.querySelectorAll(`.${NEAR}`).forEach((part) => part.classList.remove(NEAR));
  }

  /**
   * What belongs to a part: an arrow has two ends; a box has its arrows and their other ends.
   * @param {Element} picture
   * @param {SVGGElement} part
   */
  function near(picture, part) {
    /** @type {SVGGElement[]} */
    const edges = [...picture.querySelectorAll("g.edge")].map((edge) => /** @type {SVGGElement} */ (edge));
    const own = part.classList.contains("edge")
      ? [part]
      : edges.filter((edge) => [edge.dataset.from, edge.dataset.to].includes(part.dataset.id));
    const ends = new Set(own.flatMap((edge) => [edge.dataset.from, edge.dataset.to]));
    const boxes = [...picture.querySelectorAll("g.node")].map((node) => /** @type {SVGGElement} */ (node));
    return [part, ...own, ...boxes.filter((node) => ends.has(node.dataset.id))];
  }

  /** @param {Event} event */
  function light(event) {
    const target = event.target instanceof Element ? event.target : null;
    const part = /** @type {SVGGElement | null | undefined} */ (target?.closest("g.node, g.edge"));
    const picture = target?.closest(".zb-figure svg");
    if (!picture) return;
    dim(picture);
    if (!part) return;
    picture.classList.add(LIT);
    near(picture, part).forEach((each) => each.classList.add(NEAR));
  }

  /** @param {Event} event */
  function leave(event) {
    const picture = event.target instanceof Element && event.target.closest(".zb-figure svg");
    if (picture) dim(picture);
  }

  document.addEventListener("pointerover", light);
  document.addEventListener("focusin", light);
  document.addEventListener("pointerout", leave);
  document.addEventListener("focusout", leave);
})();
