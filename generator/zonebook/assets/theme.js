// @ts-check
/*
 * What the theme leaves out for readers without a mouse, or without sight: a name for its search, and a way to
 * scroll what is wider than the page with the keyboard.
 */
(() => {
  "use strict";

  function named() {
    const name = document.querySelector(".md-search__input")?.getAttribute("aria-label");
    for (const each of document.querySelectorAll(".md-search[role=dialog], #__search")) {
      if (name && !each.hasAttribute("aria-label")) each.setAttribute("aria-label", name);
    }
  }

  function reachable() {
    for (const each of document.querySelectorAll(".md-typeset__scrollwrap, .zb-canvas, .highlight code")) {
      if (each.scrollWidth > each.clientWidth && !each.hasAttribute("tabindex")) each.setAttribute("tabindex", "0");
    }
  }

  addEventListener("load", () => {
    named();
    reachable();
  });
  addEventListener("resize", reachable);
})();
