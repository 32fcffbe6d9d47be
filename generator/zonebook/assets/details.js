// @ts-check
/*
 * What is folded away is unfolded on paper, and when an address leads into it.
 */
(() => {
  "use strict";
  /** @type {HTMLDetailsElement[]} */
  let opened = [];

  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details")].filter((each) => !each.open);
    opened.forEach((each) => (each.open = true));
  });
  addEventListener("afterprint", () => {
    opened.forEach((each) => (each.open = false));
    opened = [];
  });

  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    let folded = target.closest("details:not([open])");
    if (!folded) return;
    for (; folded; folded = target.closest("details:not([open])")) folded.setAttribute("open", "");
    target.scrollIntoView();
  }

  addEventListener("hashchange", reveal);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", reveal);
  else reveal();
})();
