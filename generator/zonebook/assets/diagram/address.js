// @ts-check
/*
 * Pictures: what is picked and looked at stands in the address, so that it can be sent to others:
 * `#node=dc-a&layer=cleartext`, and `picture=` where a page has several. What tables keep there is left alone.
 */
const zbPictureAddress = (() => {
  "use strict";
  const SORTS = ["node", "edge", "cluster"];
  const OWN = [...SORTS, "layer", "picture"];

  /** What others keep in the address: a table has a colon before what it says. */
  const others = () =>
    location.hash
      .slice(1)
      .split(";")
      .filter((part) => part.includes(":"));

  /** What the address says of a picture. */
  function read() {
    const own = location.hash
      .slice(1)
      .split(";")
      .find((part) => !part.includes(":") && part.includes("="));
    return new URLSearchParams(own ?? "");
  }

  /**
   * The address, from the `#` on, of a part as it is looked at now; of the picture alone where there is no part.
   * @param {Element} figure
   * @param {SVGGElement | null} part
   */
  function said(figure, part) {
    const told = new URLSearchParams();
    const sort = SORTS.find((each) => part?.classList.contains(each));
    if (part && sort) told.set(sort, part.dataset.id ?? "");
    const layer = /** @type {HTMLElement} */ (figure).dataset.layer;
    if (layer) told.set("layer", layer);
    if (`${told}` && zbPicture.all.length > 1) told.set("picture", figure.id);
    return `${told}`;
  }

  /** @param {SVGGElement} part */
  function address(part) {
    const figure = part.closest(".zb-figure");
    return `#${figure ? said(figure, part) : ""}`;
  }

  /** @param {Element} figure */
  function write(figure) {
    const text = [...others(), said(figure, figure.querySelector(".zb-picked"))].filter(Boolean).join(";");
    if (`#${text}` === location.hash) return;
    try {
      history.replaceState(history.state, "", text ? `#${text}` : location.pathname + location.search);
    } catch {
      // A browser may forbid it, in a frame or after many changes: the picture works without.
    }
  }

  /** Shows what the address says. */
  function apply() {
    const wanted = read();
    if (!OWN.some((name) => wanted.has(name))) return;
    const named = zbPicture.all.find(({ figure }) => figure.id === wanted.get("picture"));
    const shown = named ?? zbPicture.all.find((each) => find(each.svg, wanted)) ?? zbPicture.all[0];
    if (!shown) return;
    const part = find(shown.svg, wanted);
    shown.figure.dispatchEvent(new CustomEvent("zb-layer", { detail: wanted.get("layer") ?? "" }));
    if (!part) {
      shown.figure.scrollIntoView({ block: "nearest" });
      return;
    }
    const link = part.querySelector("a");
    if (!link) part.setAttribute("tabindex", "-1");
    (link ?? part).focus({ preventScroll: true });
    // The focus alone does not tell: a window in the background gets none.
    part.dispatchEvent(new CustomEvent("zb-pick", { bubbles: true }));
    part.dispatchEvent(new CustomEvent("zb-reveal", { bubbles: true }));
    part.scrollIntoView({ block: "center", inline: "center" });
  }

  /**
   * @param {SVGSVGElement} svg
   * @param {URLSearchParams} wanted
   */
  function find(svg, wanted) {
    const sort = SORTS.find((each) => wanted.has(each));
    const parts = [...svg.querySelectorAll(`g.${sort}`)].map((each) => /** @type {SVGGElement} */ (each));
    return sort && parts.find((each) => each.dataset.id === wanted.get(sort));
  }

  zbPicture.all.forEach(({ figure }) => figure.addEventListener("zb-changed", () => write(figure)));
  addEventListener("hashchange", apply);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", apply);
  else apply();

  return { address };
})();
