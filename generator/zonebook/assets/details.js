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

  /**
   * Finds what is folded around a place, or after the title of a catalogue entry that shares its page.
   * @param {Element} target
   */
  function foldOf(target) {
    const around = target.closest("details:not([open])");
    if (around || !/^H[2-6]$/.test(target.tagName)) return around;
    let next = target.nextElementSibling;
    while (next && !/^(H[1-6]|DETAILS)$/.test(next.tagName)) next = next.nextElementSibling;
    return next?.matches("details[data-search-exclude]:not([open])") ? next : null;
  }

  /** Finds what the address leads to; nothing where its end is no text, as after a `%` that begins no character. */
  function targeted() {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null;
    }
  }

  function reveal() {
    const target = targeted();
    if (!target) return;
    let folded = foldOf(target);
    if (!folded) return;
    for (; folded; folded = foldOf(target)) folded.setAttribute("open", "");
    target.scrollIntoView();
  }

  addEventListener("hashchange", reveal);
  // A link to where the address leads already changes nothing in it, though its fold may have been closed since.
  addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link?.hash && link.href === location.href) setTimeout(reveal);
  });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", reveal);
  else reveal();
})();
