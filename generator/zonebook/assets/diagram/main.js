// @ts-check
/*
 * A box of a picture under the pointer or the focus lights up with its arrows and their other ends; what is picked stays
 * so. A click on an arrow, on a box and on a border is a link already: that needs no script.
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
   * The boxes at an end of an arrow: it may end at a group, and so at each of its members.
   * @param {SVGGElement} edge
   * @param {"from" | "to"} end
   */
  const at = ({ dataset }, end) => dataset[end]?.split(" ") ?? [];

  /**
   * What belongs to a part: an arrow has two ends; a box has its arrows, those of the box for each member of its zone
   * too, and their other ends.
   * @param {Element} picture
   * @param {SVGGElement} part
   */
  function near(picture, part) {
    const edges = [...picture.querySelectorAll("g.edge")].map((edge) => /** @type {SVGGElement} */ (edge));
    const boxes = [...picture.querySelectorAll("g.node")].map((node) => /** @type {SVGGElement} */ (node));
    const { id = "" } = part.dataset;
    const stands = boxes.filter((node) => node.dataset.of?.split(" ").includes(id)).map((node) => node.dataset.id);
    const own = part.classList.contains("edge")
      ? [part]
      : edges.filter((edge) => [id, ...stands].some((each) => each && [...at(edge, "from"), ...at(edge, "to")].includes(each)));
    const ends = new Set(own.flatMap((edge) => [...at(edge, "from"), ...at(edge, "to")]));
    return [part, ...own, ...boxes.filter((node) => ends.has(node.dataset.id ?? ""))];
  }

  /**
   * @param {Element} picture
   * @param {Element | null | undefined} part
   */
  function light(picture, part) {
    dim(picture);
    if (!part) return;
    picture.classList.add(LIT);
    near(picture, /** @type {SVGGElement} */ (part)).forEach((each) => each.classList.add(NEAR));
  }

  /** @param {Element} picture */
  const picked = (picture) => picture.querySelector("g.node.zb-picked, g.edge.zb-picked");

  /** @param {Event} event */
  function enter(event) {
    const target = event.target instanceof Element ? event.target : null;
    const picture = target?.closest(".zb-figure svg");
    if (picture) light(picture, target?.closest("g.node, g.edge") ?? picked(picture));
  }

  /** @param {Event} event */
  function leave(event) {
    const picture = event.target instanceof Element && event.target.closest(".zb-figure svg");
    if (picture) light(picture, picked(picture));
  }

  document.addEventListener("pointerover", enter);
  document.addEventListener("focusin", enter);
  document.addEventListener("pointerout", leave);
  document.addEventListener("focusout", leave);
  // What is picked, or no longer so, by the address or a button.
  document.addEventListener(
    "zb-changed",
    ({ target }) => {
      const picture = target instanceof Element && target.querySelector(".zb-canvas > svg");
      if (picture) light(picture, picked(picture));
    },
    { capture: true },
  );
})();
