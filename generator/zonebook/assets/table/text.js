// @ts-check
/*
 * Tables: what a cell says, and what is asked of a row. Nothing here changes a page.
 */
const zbText = (() => {
  "use strict";

  /** @typedef {{ text: string, not: boolean }} Term a word or a phrase that a row must have, or must not have */

  /**
   * What counts when texts are compared: neither case nor accents nor how many spaces.
   * @param {string} text
   */
  function normal(text) {
    const bare = /[^\x00-\x7f]/.test(text) ? text.normalize("NFKD").replace(/\p{M}+/gu, "") : text;
    return bare.toLowerCase().replace(/\s+/g, " ").trim();
  }

  /**
   * Every word must be there, in any order; a word behind a minus must not; a phrase in quotes counts as one word.
   * @param {string} query
   * @returns {Term[]}
   */
  function terms(query) {
    const found = [...query.matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g)];
    return found
      .map(([, minus, phrase, word]) => ({ text: normal(phrase ?? (word === "-" ? "" : word)), not: minus === "-" }))
      .filter((term) => term.text);
  }

  /**
   * Whether a row with this text, made by `normal`, is asked for.
   * @param {Term[]} asked
   * @param {string} text
   */
  function fits(asked, text) {
    return asked.every((term) => text.includes(term.text) !== term.not);
  }

  /**
   * What is read out of a part of a cell: shapes and the script's own links say nothing.
   * @param {Node} node
   * @returns {string}
   */
  function said(node) {
    if (!(node instanceof Element)) return node.textContent ?? "";
    if (node.getAttribute("aria-hidden") === "true") return "";
    if (node.classList.contains("zb-mark")) return node.getAttribute("aria-label") ?? "";
    const text = [...node.childNodes].map(said).join("");
    return node.classList.contains("zb-badge") ? text.trim() : text;
  }

  /**
   * The plain text of a cell, as the CSV download of the page has it: items with nothing between are set off by `; `.
   * @param {Element | undefined} cell none where a folded column says nothing
   */
  function plain(cell) {
    if (!cell) return "–";
    const nodes = [...cell.childNodes].filter((node) => said(node) || !(node instanceof Element));
    const parts = nodes.map((node, at) => {
      const between = nodes[at - 1] instanceof Element && nodes[at + 1] instanceof Element;
      return between && [" ", ", "].includes(node.textContent ?? "") ? "; " : said(node);
    });
    return parts.join("").trim();
  }

  /**
   * The words of the marks in a cell that holds nothing else; nothing where it holds something else.
   * @param {Element} cell
   * @returns {string[] | null}
   */
  function marks(cell) {
    const badges = [...cell.children];
    if (!badges.length) return ["", "–"].includes((cell.textContent ?? "").trim()) ? [] : null;
    if (!badges.every((each) => each.classList.contains("zb-badge"))) return null;
    const loose = [...cell.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    return loose ? null : badges.map((each) => said(each));
  }

  /**
   * What a row is sorted by in a column: how bad it is where the page says so, else its words.
   * @param {HTMLElement | undefined} cell
   */
  function value(cell) {
    return (cell?.dataset.sort ?? cell?.textContent ?? "").trim();
  }

  return { value, normal, terms, fits, plain, marks };
})();
